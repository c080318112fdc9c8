import uuid

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from events.models import Event
from newsroom import clock
from newsroom.history import RecordedPart
from newsroom.images import shown
from newsroom.models import Image, Organisation, Place, Theme
from programmes.models import Document, ProgrammePeriod
from releases.models.series import ReleaseSeries


class ReleaseFamilyQuerySet(models.QuerySet):
    def public(self, at=None):
        return self.filter(Exists(self._releases().public(at).filter(family=OuterRef("pk"))))

    def over(self, at=None):
        return self.filter(Exists(self._releases().over(at).filter(family=OuterRef("pk"))))

    def leading(self, at=None):
        """Those that an editor has put first on the front page."""
        return self.filter(leads_until__gte=clock.today(at))

    def _releases(self):
        return self.model._meta.get_field("releases").related_model.objects


class ReleaseFamily(RecordedPart):
    """What the language versions of one release share, kept once."""

    class Kind(models.TextChoices):
        RELEASE = "release", _("Press release")
        STATEMENT = "statement", _("Statement")
        MEDIA_INVITATION = "media_invitation", _("Media invitation")
        NEWS = "news", _("News")

    recorded_with = ("senders",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.RELEASE)
    organisations = models.ManyToManyField(
        Organisation, through="Sender", related_name="families", verbose_name=_("senders")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="families", verbose_name=_("themes"))
    places = models.ManyToManyField(Place, blank=True, related_name="families", verbose_name=_("municipalities"))
    documents = models.ManyToManyField(
        Document, blank=True, related_name="families", verbose_name=_("programme documents")
    )
    events = models.ManyToManyField(Event, blank=True, related_name="families", verbose_name=_("events"))
    related = models.ManyToManyField(
        "releases.Release",
        blank=True,
        related_name="picked_by",
        verbose_name=_("related releases"),
        help_text=_("These stand first among the related ones, in the reader's language. Others are found by themes."),
    )
    series = models.ForeignKey(
        ReleaseSeries,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="families",
        verbose_name=_("series"),
        help_text=_("The page then leads to the previous and the next part."),
    )
    image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="families", verbose_name=_("main picture")
    )

    embargo_at = models.DateTimeField(
        _("embargo of all versions"),
        null=True,
        blank=True,
        help_text=_("No language version can come out before this moment; later is possible. Finnish time."),
    )

    leads_until = models.DateField(_("leads the front page until"), null=True, editable=False)

    objects = ReleaseFamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("release family")
        verbose_name_plural = _("release families")

    def __str__(self):
        return f"{self.get_kind_display()} {self.uuid}"

    def is_leading(self, at=None) -> bool:
        return self.leads_until is not None and self.leads_until >= clock.today(at)

    @property
    def picture(self) -> Image | None:
        """The main picture while it may be shown."""
        return shown(self.image)

    @property
    def periods(self):
        """Public programme periods that its documents belong to."""
        return ProgrammePeriod.objects.public().filter(documents__families=self).distinct()

    def recorded_owners(self):
        return list(self.releases.all())


class Sender(RecordedPart):
    family = models.ForeignKey(ReleaseFamily, models.CASCADE, related_name="senders")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sent", verbose_name=_("organisation"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "organisation"],
                name="sender_once",
                violation_error_message=_("This organisation is a sender already."),
            )
        ]

    def __str__(self):
        return str(self.organisation)

    def recorded_owners(self):
        return self.family.recorded_owners()

import uuid

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from newsroom import clock, languages, phones
from newsroom.addresses import Addressed
from newsroom.history import Recorded, RecordedPart
from newsroom.images import shown
from newsroom.languages import CODES, Language, Named, Text, translated
from newsroom.models import Image, Organisation
from newsroom.publishing import used_by
from newsroom.text import LineField
from newsroom.web import absolute
from people.vcard import Card


class SpokespersonQuerySet(models.QuerySet):
    def public(self, at=None):
        """Listed people; a leaver's page goes when the day is past."""
        today = clock.today(at)
        listed = self.filter(Q(leaves_on=None) | Q(leaves_on__gte=today), listed=True)
        return listed.filter(
            Q(waits_for_release=False)
            | Q(pk__in=used_by(self.model._base_manager.filter(waits_for_release=True), "public", at).values("pk"))
        )

    def by_name(self):
        return self.order_by("family_name", "given_name")

    def with_full_name(self):
        full_name = Concat("given_name", Value(" "), "family_name", output_field=models.CharField())
        return self.annotate(full_name=full_name)

    def for_card(self):
        """All that a contact card shows."""
        return self.select_related("photo__stored_file", "organisation").prefetch_related("titles", "phones")


class Spokesperson(Addressed, Recorded, Named):
    recorded_with = ("titles",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    given_name = LineField(_("given name"), max_length=80)
    family_name = LineField(_("family name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spokespeople",
        verbose_name=_("organisation"),
        help_text=_("Leave this empty for our own people."),
    )
    email = models.EmailField(_("e-mail"), blank=True, default="")
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("Languages in which an interview can be given.")
    )
    photo = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="portraits_of", verbose_name=_("portrait")
    )
    listed = models.BooleanField(
        _("has a public page"),
        default=False,
        help_text=_("Only for people who speak for us. A quoted minister or citizen gets no page."),
    )
    waits_for_release = models.BooleanField(
        _("only once a public text names them"),
        default=False,
        help_text=_("The page opens with the first public release in which this person speaks or can be called."),
    )
    leaves_on = models.DateField(_("last day"), null=True, blank=True)

    objects = SpokespersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("spokesperson")
        verbose_name_plural = _("spokespeople")
        ordering = ["family_name", "given_name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("people:detail", args=[self.slug])

    @property
    def portrait(self) -> Image | None:
        """While it may be shown."""
        return shown(self.photo)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def is_public(self, at=None) -> bool:
        is_listed = self.listed and (self.leaves_on is None or self.leaves_on >= clock.today(at))
        return is_listed and (not self.waits_for_release or type(self).objects.filter(pk=self.pk).public(at).exists())

    def has_left(self, at=None) -> bool:
        return self.leaves_on is not None and self.leaves_on < clock.today(at)

    def title_on(self, day, language: str) -> Text:
        """The title held on a day; reads the prefetched titles."""
        held = [title for title in self.titles.all() if title.is_held_on(day)]
        return held[-1].text_in("text", language) if held else Text("", language)

    @property
    def title(self) -> Text:
        return self.title_on(clock.today(), languages.active())

    @property
    def first_phone(self):
        return next(iter(self.phones.all()), None)

    def card(self, house) -> Card:
        """What the page shows; our own people stand for the house."""
        organisation = self.organisation or house
        return Card(
            uuid=str(self.uuid),
            given_name=self.given_name,
            family_name=self.family_name,
            url=absolute(self.get_absolute_url()),
            title=str(self.title),
            organisation=str(organisation.name) if organisation else "",
            phones=tuple(phone.number.as_e164 for phone in self.phones.all()),
            email=self.email,
            languages=tuple(code for code in CODES if code in self.languages),
        )

    @property
    def language_names(self) -> list[str]:
        return [str(Language(code).label) for code in CODES if code in self.languages]


class Title(RecordedPart, Named):
    spokesperson = models.ForeignKey(Spokesperson, models.CASCADE, related_name="titles")
    text = translated(LineField(_("job title"), max_length=160, default=""))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, included."))

    class Meta:
        verbose_name = _("job title")
        verbose_name_plural = _("job titles")
        ordering = [models.F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lte=models.F("valid_until")),
                name="title_ends_after_it_starts",
                violation_error_message=_("The title ends before it starts."),
            )
        ]

    def __str__(self):
        return str(self.text)

    def recorded_owners(self):
        return [self.spokesperson]

    def is_held_on(self, day) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Phone(RecordedPart, Named):
    """A number is kept as E.164 and shown as printed, or in the national form."""

    spokesperson = models.ForeignKey(Spokesperson, models.CASCADE, related_name="phones")
    number = PhoneNumberField(_("number"))
    printed = LineField(
        _("written form"), max_length=40, blank=True, default="", help_text=_("Only if it is written in a special way.")
    )
    label = translated(LineField(_("label"), max_length=60, blank=True, default=""))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("phone")
        verbose_name_plural = _("phones")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.as_printed

    def recorded_owners(self):
        return [self.spokesperson]

    @property
    def as_printed(self) -> str:
        """Nobody abroad can dial the printed form, so English has the international one."""
        is_national = languages.active() != "en"
        return self.printed if self.printed and is_national else phones.written(self.number, languages.active())

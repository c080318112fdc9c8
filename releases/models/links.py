import uuid

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.history import Revision
from newsroom.states import Stage
from newsroom.text import LineField
from newsroom.web import absolute
from releases.models.release import Release


class AccessLinkQuerySet(models.QuerySet):
    def of_kind(self, kind: str):
        return self.filter(kind=kind)

    def unrevoked(self):
        return self.filter(revoked_at=None)

    def who_opened_before(self, revision):
        """Holders whose last opening showed an older text."""
        return self.unrevoked().filter(seen__lt=revision.pk)

    def for_register(self):
        """Revoked ones stay: who had a link is not forgotten."""
        return self.select_related("release", "created_by", "revoked_by").order_by("-pk")


class AccessLink(models.Model):
    """A personal link to one text before its moment: for a journalist under embargo, or for somebody who approves it."""

    class Kind(models.TextChoices):
        EMBARGO = "embargo", _("Embargo copy")
        PREVIEW = "preview", _("Preview for approval")

    class State(models.TextChoices):
        UNOPENED = "unopened", _("Not opened yet")
        OPENED = "opened", _("Opened")
        OVER = "over", _("The text has come out")
        RECALLED = "recalled", _("Closed: the text has been recalled")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")

    OPENS_IN = {
        Kind.EMBARGO: {Stage.SCHEDULED},
        Kind.PREVIEW: {Stage.DRAFT, Stage.REVIEW, Stage.SCHEDULED},
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = LineField(_("name"), max_length=120)
    organisation = LineField(_("newsroom or employer"), max_length=120, blank=True, default="")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    created_at = models.DateTimeField(_("made at"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="access_links", editable=False
    )
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(_("terms accepted at"), null=True, editable=False)
    first_opened_at = models.DateTimeField(_("first opened at"), null=True, editable=False)
    last_opened_at = models.DateTimeField(_("last opened at"), null=True, editable=False)
    seen = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+", editable=False)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("access link")
        verbose_name_plural = _("access links")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("links:open", args=[self.uuid])

    # Questions

    @property
    def address(self) -> str:
        """What is sent to its holder."""
        return absolute(self.get_absolute_url())

    @property
    def holder(self) -> str:
        return f"{self.name}, {self.organisation}" if self.organisation else self.name

    @property
    def is_embargo(self) -> bool:
        return self.kind == self.Kind.EMBARGO

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= clock.now()

    @property
    def state(self) -> State:
        if self.revoked_at:
            return self.State.REVOKED
        if self.release.was_public():
            return self.State.OVER
        if self.has_expired:
            return self.State.EXPIRED
        if self.release.stage not in self.OPENS_IN[self.kind]:
            return self.State.RECALLED
        return self.State.OPENED if self.first_opened_at else self.State.UNOPENED

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.UNOPENED, self.State.OPENED)

    @property
    def needs_acceptance(self) -> bool:
        return self.is_embargo and self.accepted_at is None

    # Actions

    def open(self, revision: Revision | None) -> bool:
        """Log that its holder has been shown this revision. False if it has been revoked in the meantime."""
        now = clock.now()
        firsts = ["first_opened_at", "accepted_at"] if self.is_embargo else ["first_opened_at"]
        kept = {name: Coalesce(name, Value(now, models.DateTimeField())) for name in firsts}
        this = type(self).objects.unrevoked().filter(pk=self.pk)
        is_logged = bool(this.update(last_opened_at=now, seen=revision, **kept))
        self.refresh_from_db(fields=[*firsts, "last_opened_at", "revoked_at"])
        return is_logged

    def revoke(self, by) -> bool:
        """False if somebody else has been faster."""
        this = type(self).objects.unrevoked().filter(pk=self.pk)
        return bool(this.update(revoked_at=clock.now(), revoked_by=by))

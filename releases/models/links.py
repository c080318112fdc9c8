import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.history import Revision
from newsroom.text import LineField
from releases.models.release import Release


class AccessLink(models.Model):
    """A personal link to one text before its moment: for a journalist under embargo, or for somebody who approves it."""

    class Kind(models.TextChoices):
        EMBARGO = "embargo", _("Embargo copy")
        PREVIEW = "preview", _("Preview for approval")

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
    accepted_at = models.DateTimeField(_("terms accepted at"), null=True, editable=False)
    first_opened_at = models.DateTimeField(_("first opened at"), null=True, editable=False)
    last_opened_at = models.DateTimeField(_("last opened at"), null=True, editable=False)
    seen = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = _("access link")
        verbose_name_plural = _("access links")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return self.name

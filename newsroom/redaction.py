"""Striking words, a picture or a file for a legal duty, from everything that is kept. Two people decide."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.text import ParagraphsField


class Redaction(models.Model):
    """Asked for by one administrator, made by another; the words themselves are forgotten once they are struck."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    words = ParagraphsField(_("words to strike"), blank=True, default="")
    file_uuid = models.UUIDField(_("file"), null=True, blank=True)
    reason = ParagraphsField(_("legal duty"))
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="redactions_asked", verbose_name=_("asked by")
    )
    made_at = models.DateTimeField(_("made at"), null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="redactions_made", verbose_name=_("made by")
    )

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-pk"]
        default_permissions = ("add", "view")

    def __str__(self):
        return f"{self.content_type.model} {self.object_id}, {self.asked_at:%Y-%m-%d}"

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.history import RecordedPart
from newsroom.publishing import PartQuerySet
from newsroom.text import ParagraphsField
from releases.models.release import Release


class CorrectionQuerySet(PartQuerySet):
    owner = "release"


class Correction(RecordedPart):
    """What readers are told about a change to a public release. Never deleted: it is part of what was published."""

    is_kept_for_ever = True

    class Kind(models.TextChoices):
        UPDATE = "update", _("Update")
        CORRECTION = "correction", _("Correction")

    release = models.ForeignKey(Release, models.PROTECT, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.UPDATE)
    text = ParagraphsField(_("what changed"))
    was_wrong = ParagraphsField(_("what was wrong"), blank=True, default="")
    made_at = models.DateTimeField(_("at"), default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="corrections")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return self.text

    def recorded_owners(self):
        return [self.release]

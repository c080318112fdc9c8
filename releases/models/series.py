import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.history import Recorded
from newsroom.languages import Named, translated
from newsroom.publishing import used_by
from newsroom.text import LineField, ParagraphsField


class ReleaseSeriesQuerySet(models.QuerySet):
    def public(self, at=None):
        return used_by(self, "public", at)


class ReleaseSeries(Recorded, Named):
    """Releases that follow one another, such as a yearly report or news of one project."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = translated(LineField(_("name"), max_length=120, default=""))
    description = translated(
        ParagraphsField(
            _("description"), blank=True, default="", help_text=_("A sentence for readers: what the parts follow.")
        )
    )

    objects = ReleaseSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of releases")
        verbose_name_plural = _("series of releases")
        ordering = ["name_fi", "name_sv", "name_en"]

    def __str__(self):
        return str(self.name)

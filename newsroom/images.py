"""Pictures of the newsroom: a file in a few widths, with what is in it in words, who took it and how long it may be used."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom import files, history
from newsroom.blobs import rendition_path
from newsroom.intake import PICTURES
from newsroom.languages import Named, translated
from newsroom.pictures import WIDTHS, size_of, widths_of
from newsroom.publishing import used_by
from newsroom.text import LineField
from newsroom.uploads import StoredFileField, UploadField

__all__ = ["MAX_EDGE", "WIDTHS", "Image", "dimensions", "rendition_path", "store", "widths_of"]

MAX_EDGE = 2400


def store(upload) -> files.StoredFile:
    """Keep a picture and its smaller widths."""
    return files.StoredFile.objects.store(upload, PICTURES, MAX_EDGE)


def dimensions(stored: files.StoredFile) -> tuple[int, int]:
    return size_of(stored.path)


class PictureUploadField(UploadField):
    def keep(self, upload):
        return store(upload)


class PictureField(StoredFileField):
    upload_field = PictureUploadField

    def save_form_data(self, instance, data):
        super().save_form_data(instance, data)
        if data is not None:
            instance.width, instance.height = dimensions(data)


class ImageQuerySet(models.QuerySet):
    def public(self, at=None):
        return used_by(self, "public", at)

    def over(self, at=None):
        return used_by(self, "over", at)

    def keep(self, upload, **texts) -> "Image":
        stored = store(upload)
        width, height = dimensions(stored)
        return self.create(stored_file=stored, width=width, height=height, **texts)


class Image(history.Recorded, Named):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stored_file = PictureField(related_name="images", verbose_name=_("file"))
    alt = translated(
        LineField(
            _("alternative text"),
            max_length=250,
            default="",
            help_text=_("What is in the picture, for those who do not see it. Not “picture of”, not the file's name."),
        )
    )
    caption = translated(LineField(_("caption"), max_length=250, blank=True, default=""))
    credit = LineField(_("credit"), max_length=160, blank=True, help_text=_("The photographer or illustrator."))
    rights_until = models.DateField(
        _("may be used until"),
        null=True,
        blank=True,
        help_text=_(
            "The last day of the licence or of the consent of those in the picture. Leave empty if it has no end."
        ),
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.alt) or self.stored_file.original_name

    def get_absolute_url(self):
        return self.stored_file.get_absolute_url()

    def rendition_url(self, width: int) -> str:
        return reverse("rendition", args=[self.stored_file.uuid, width])

    @property
    def srcset(self) -> str:
        smaller = [f"{self.rendition_url(width)} {width}w" for width in widths_of(self.width)]
        return ", ".join([*smaller, f"{self.get_absolute_url()} {self.width}w"])

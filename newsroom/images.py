"""Pictures: re-encoded on the way in (upright, without location or other metadata), shown in a few widths."""

import io
import uuid
import warnings
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageOps

from newsroom import files, history
from newsroom.languages import Named, translated
from newsroom.publishing import used_by
from newsroom.text import LineField
from newsroom.uploads import StoredFileField, UploadField

MAX_PIXELS = 60_000_000
MAX_EDGE = 2400
WIDTHS = [320, 640, 1280]
FORMATS = {"image/jpeg": ("JPEG", "jpg"), "image/png": ("PNG", "png"), "image/webp": ("WEBP", "webp")}


def re_encode(upload) -> ContentFile:
    """The same picture drawn anew: upright, at most 2400 px, no metadata. Raises ValidationError."""
    file_type = files.check(upload, files.PICTURES)
    picture_format, extension = FORMATS[file_type.content_type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            picture = _upright(upload, picture_format)
    except (OSError, ValueError, SyntaxError, PillowImage.DecompressionBombError, Warning) as error:
        raise ValidationError(
            _("This picture is broken or too large to open. Save it again in an image program and try once more."),
            code="picture",
        ) from error
    out = io.BytesIO()
    picture.save(out, picture_format, quality=88, optimize=True)
    return ContentFile(out.getvalue(), name=f"{Path(upload.name).stem}.{extension}")


def _upright(upload, picture_format):
    picture = PillowImage.open(upload, formats=[picture_format])
    if picture.width * picture.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    picture.load()
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((MAX_EDGE, MAX_EDGE))
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha and picture_format != "JPEG" else "RGB")


def store(upload) -> files.StoredFile:
    """Keep a picture and its smaller widths."""
    stored = files.StoredFile.objects.store(re_encode(upload), files.PICTURES)
    with PillowImage.open(stored.path) as picture:
        for width in widths_of(picture.width):
            _write_rendition(picture, stored.sha256, width)
    return stored


def dimensions(stored: files.StoredFile) -> tuple[int, int]:
    with PillowImage.open(stored.path) as picture:
        return picture.size


def widths_of(width: int) -> list[int]:
    return [each for each in WIDTHS if each < width]


def rendition_path(sha256: str, width: int) -> Path:
    return settings.DATA_DIR / "renditions" / sha256[:2] / f"{sha256}-{width}.webp"


def _write_rendition(picture, sha256: str, width: int):
    path = rendition_path(sha256, width)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    height = max(1, round(picture.height * width / picture.width))
    smaller = picture.resize((width, height), PillowImage.Resampling.LANCZOS)
    temporary = path.with_suffix(f".{uuid.uuid4().hex}")
    smaller.save(temporary, "WEBP", quality=82)
    temporary.replace(path)


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

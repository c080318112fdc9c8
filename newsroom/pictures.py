"""Pictures drawn anew: upright, in plain colours, one frame, nothing in the file but the picture. No rows here."""

import io
import warnings
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageCms, ImageOps

from newsroom import blobs

MAX_PIXELS = 60_000_000
MAX_SCANS = 500
WIDTHS = [320, 640, 1280]
FORMATS = {"image/jpeg": ("JPEG", "jpg"), "image/png": ("PNG", "png"), "image/webp": ("WEBP", "webp")}
# A picture's first bytes prove nothing: what is broken further in fails in as many ways as there are decoders.
_FAILURES = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    MemoryError,
    PillowImage.DecompressionBombError,
)


def re_encode(upload, content_type: str, max_edge: int | None = None) -> ContentFile:
    """The same picture drawn anew. Raises ValidationError."""
    picture_format, extension = FORMATS[content_type]
    try:
        with warnings.catch_warnings(action="ignore"):  # what a decoder can do without is no reason to refuse
            picture = _drawn(upload, picture_format, max_edge)
        out = io.BytesIO()
        picture.save(out, picture_format, quality=88, optimize=True)
    except _FAILURES as error:
        raise ValidationError(
            _("This picture is broken or too large to open. Save it again in an image program and try once more."),
            code="picture",
        ) from error
    return ContentFile(out.getvalue(), name=f"{Path(upload.name).stem}.{extension}")


def _drawn(upload, picture_format, max_edge):
    upload.seek(0)
    picture = PillowImage.open(upload, formats=[picture_format])
    if picture.width * picture.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    if picture_format == "JPEG":
        _refuse_endless_scans(upload)
    if max_edge:
        picture.draft(None, (max_edge, max_edge))
    picture.load()
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    plain = _in_plain_colours(upright, profile, has_alpha=_has_alpha(upright) and picture_format != "JPEG")
    if max_edge:
        plain.thumbnail((max_edge, max_edge))
    plain.info.clear()
    return plain


def _refuse_endless_scans(upload):
    """Each scan draws the whole picture once more, and a small file can hold a million of them."""
    position = upload.tell()
    upload.seek(0)
    scans = sum(chunk.count(b"\xff\xda") for chunk in upload.chunks())
    upload.seek(position)
    if scans > MAX_SCANS:
        raise ValueError("too many scans")


def _has_alpha(picture) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _in_plain_colours(picture, profile: bytes | None, *, has_alpha: bool):
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    mode = "RGBA" if has_alpha else "RGB"
    if profile and not has_alpha and picture.mode in ("RGB", "CMYK"):
        try:
            return _through_profile(picture, profile).convert(mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a damaged profile costs the exact shade, not the picture
    return picture.convert(mode)


def _through_profile(picture, profile: bytes):
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")


def size_of(path: Path) -> tuple[int, int]:
    with PillowImage.open(path) as picture:
        return picture.size


def widths_of(width: int) -> list[int]:
    return [each for each in WIDTHS if each < width]


def write_renditions(source, sha256: str):
    """Write the smaller widths that are not there yet."""
    with PillowImage.open(source) as picture:
        for width in widths_of(picture.width):
            if not blobs.rendition_path(sha256, width).exists():
                blobs.write_rendition(_smaller(picture, width), sha256, width)


def _smaller(picture, width: int) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    out = io.BytesIO()
    picture.resize((width, height), PillowImage.Resampling.LANCZOS).save(out, "WEBP", quality=82)
    return out.getvalue()

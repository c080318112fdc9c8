"""Pictures drawn anew: upright, in plain colours, one frame, nothing in the file but the picture. No rows here."""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageCms, ImageOps

from newsroom import blobs

MAX_PIXELS = 60_000_000
MAX_SCANS = 500
WIDTHS = [320, 640, 1280, 1920]
FORMATS = {"image/jpeg": ("JPEG", "jpg"), "image/png": ("PNG", "png"), "image/webp": ("WEBP", "webp")}
# A picture's first bytes prove nothing: what is broken further in fails in as many ways as there are decoders.
FAILURES = (
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
        picture.save(out, picture_format, quality=92, optimize=True)
    except FAILURES as error:
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
    """The widths in which pages show a picture, its own among them unless that is one for print."""
    return [*(each for each in WIDTHS if each < width), *([width] if 0 < width <= WIDTHS[-1] else [])]


def write_renditions(source, sha256: str):
    """Write the smaller widths that are not there yet, in the format that every browser in use knows."""
    with PillowImage.open(source) as picture:
        smaller = [each for each in WIDTHS if each < picture.width]
    missing = [each for each in smaller if not blobs.rendition_path(sha256, each).exists()]
    if not missing:
        return
    largest = cut(source, Shape(missing[-1]))
    for width in missing:
        height = max(1, round(largest.height * width / largest.width))
        smaller = largest.resize((width, height), PillowImage.Resampling.LANCZOS)
        blobs.write_rendition(encoded(smaller, "webp"), blobs.rendition_path(sha256, width))


@dataclass(frozen=True)
class Shape:
    """The measures of a rendition. With a height of its own it is cut from the picture around the focal point."""

    width: int
    height: int | None = None

    def __str__(self):
        return f"{self.width}x{self.height}" if self.height else str(self.width)

    @property
    def is_cut(self) -> bool:
        return self.height is not None


SQUARE = (Shape(120, 120), Shape(240, 240))
WIDE = (Shape(640, 360), Shape(1280, 720))
ENCODINGS = {
    "avif": ("AVIF", {"quality": 60, "speed": 8}),
    "webp": ("WEBP", {"quality": 82}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
    "png": ("PNG", {"optimize": True}),
}
CENTRE = (50, 50)


def rendition(source, shape: Shape, extension: str, focus: tuple[int, int] = CENTRE) -> bytes:
    """A smaller picture. `focus` is the focal point in per cent from the left and from the top."""
    return encoded(cut(source, shape, focus), extension)


def cut(source, shape: Shape, focus: tuple[int, int] = CENTRE):
    with PillowImage.open(source) as picture:
        height = shape.height or max(1, round(picture.height * shape.width / picture.width))
        scale = max(shape.width / picture.width, height / picture.height)
        # A JPEG opens at the half or a quarter of its size at a fraction of the cost.
        picture.draft("RGB", (round(picture.width * scale), round(picture.height * scale)))
        box = _window(picture.size, (shape.width, height), focus)
        smaller = picture.resize((shape.width, height), PillowImage.Resampling.LANCZOS, box=box)
    smaller.info.clear()
    return smaller


def _window(size, wanted, focus) -> tuple[float, float, float, float]:
    """The largest part of the wanted proportions; the point at so many per cent of the picture is at as many of it."""
    scale = min(size[0] / wanted[0], size[1] / wanted[1])
    # What is as wide as the picture may come out a hair wider.
    width, height = min(wanted[0] * scale, size[0]), min(wanted[1] * scale, size[1])
    left, top = (size[0] - width) * focus[0] / 100, (size[1] - height) * focus[1] / 100
    return left, top, min(left + width, size[0]), min(top + height, size[1])


def encoded(picture, extension: str, **options) -> bytes:
    picture_format, usual = ENCODINGS[extension]
    plain = on_white(picture) if picture_format == "JPEG" else picture
    out = io.BytesIO()
    plain.save(out, picture_format, **(usual | options))
    return out.getvalue()


def on_white(picture):
    if not _has_alpha(picture):
        return picture.convert("RGB")
    ground = PillowImage.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")


def has_alpha(path: Path) -> bool:
    with PillowImage.open(path) as picture:
        return _has_alpha(picture)


def for_print(path: Path) -> bytes:
    """A JPEG of the picture in its whole size: the very bytes where it is one."""
    with PillowImage.open(path) as picture:
        return path.read_bytes() if picture.format == "JPEG" else encoded(picture, "jpg", quality=92, subsampling=0)

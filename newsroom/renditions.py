"""The smaller sizes of a picture: which there are, where they lie, and how a page offers them.

The set is closed: nobody can fill the disk by asking for other sizes. The tick makes them ahead; what is missing yet
is made when it is first asked for.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.urls import register_converter
from django.urls.converters import StringConverter

from newsroom import blobs, pictures
from newsroom.pictures import CENTRE, SQUARE, WIDE, Shape

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
MODERN = ["avif", "webp"]
CUTS = {str(shape): shape for shape in (*SQUARE, *WIDE)}
LARGEST_FALLBACK = 1280  # what a browser without srcset gets, and a program that takes one address
PATIENCE = 1  # seconds that a reader waits for the turn to make one
NEWEST = 200  # pictures whose sizes the tick looks after
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Source:
    type: str
    srcset: str


@dataclass(frozen=True)
class Offer:
    """How a page shows a picture: in modern formats for the browsers that know them, in an old one for all others."""

    sources: list[Source]
    src: str
    srcset: str
    width: int
    height: int


@dataclass(frozen=True)
class OneSize:
    address: str
    content_type: str
    bytes: int
    width: int
    height: int


class ShapeConverter(StringConverter):
    regex = r"[1-9]\d{1,3}(?:x[1-9]\d{1,3})?"


class FormatConverter(StringConverter):
    regex = "avif|webp|jpg|png"


register_converter(ShapeConverter, "shape")
register_converter(FormatConverter, "picture_format")


def offer(
    shapes: Iterable[Shape], measures: tuple[int, int], fallback: str, address: Callable[[Shape, str], str]
) -> Offer:
    """`address` gives the address of a shape in a format, known by its extension."""
    shapes = list(shapes)

    def srcset(extension):
        return ", ".join(f"{address(shape, extension)} {shape.width}w" for shape in shapes)

    return Offer(
        [Source(TYPES[extension], srcset(extension)) for extension in MODERN],
        address(middle_of(shapes), fallback),
        srcset(fallback),
        *measures,
    )


def middle_of(shapes: list[Shape]) -> Shape | None:
    """The largest of a moderate size; none for a picture without measures."""
    return next((shape for shape in reversed(shapes) if shape.width <= LARGEST_FALLBACK), None)


def shapes_of(width: int) -> list[Shape]:
    return [Shape(each) for each in pictures.widths_of(width)]


def path_of(stored, name: str, extension: str, image=None) -> Path | None:
    """The rendition's file; None if the picture has no such size or format, or can't be opened any more.

    While others are being made, or the disk has no room for a new one, it is what comes nearest: browsers go by the
    bytes. `is_as_asked` tells them apart.
    """
    if not stored.is_picture:
        return None
    ready = blobs.rendition_path(stored.sha256, name, extension)
    if name not in CUTS and ready.is_file():
        return ready
    image = image or stored.images.first()
    shape = _shape(stored, image, name, extension)
    if shape is None:
        return None
    target = _target(stored, name, extension, image)
    return target if target.is_file() else _made_or_nearest(stored, shape, extension, image, target)


def _target(stored, name: str, extension: str, image) -> Path:
    """What is cut bears the focal point in its name, so that a new point gives a new file."""
    named = "-".join(map(str, [name, *(image.focus if image else CENTRE)])) if name in CUTS else name
    return blobs.rendition_path(stored.sha256, named, extension)


def _made_or_nearest(stored, shape: Shape, extension: str, image, target: Path) -> Path | None:
    focus = image.focus if image and shape.is_cut else CENTRE
    try:
        return target if _made(stored, shape, extension, focus, target) else None
    except BlockingIOError:
        return _nearest(stored, shape)
    except OSError:
        logger.exception("A smaller size of a picture could not be kept")
        return stored.path


def is_as_asked(path: Path, name: str, extension: str) -> bool:
    return path.suffix == f".{extension}" and f"-{name}-" in f"{path.stem}-"


def _nearest(stored, shape: Shape) -> Path:
    """Of the widths that were made with the upload."""
    wide_enough = (blobs.rendition_path(stored.sha256, width) for width in pictures.WIDTHS if width >= shape.width)
    return next((path for path in wide_enough if path.is_file()), stored.path)


def make_ahead(images: Iterable, seconds: float) -> int:
    """Make the sizes that pages offer of the newest pictures, so that no reader waits for one. Says how many were made."""
    end, made = time.monotonic() + seconds, 0
    for image in images[:NEWEST]:
        for name in [*map(str, shapes_of(image.width)), *CUTS]:
            for extension in [*MODERN, image.fallback]:
                if time.monotonic() > end:
                    return made
                made += _is_made_now(image, name, extension)
    return made


def _is_made_now(image, name: str, extension: str) -> bool:
    target = _target(image.stored_file, name, extension, image)
    return not target.is_file() and path_of(image.stored_file, name, extension, image) == target


def _shape(stored, image, name: str, extension: str) -> Shape | None:
    """An attached photo has its widths in one format only: no page shows it."""
    if not stored.path.is_file():
        return None
    if image is None:
        width, _height = pictures.size_of(stored.path)
        known, formats = {str(each): each for each in shapes_of(width)}, {"webp"}
    else:
        known = {str(each): each for each in shapes_of(image.width)} | CUTS
        formats = {*MODERN, "jpg", *(["png"] if image.has_alpha else [])}
    return known.get(name) if extension in formats else None


def _made(stored, shape, extension, focus, target) -> bool:
    with blobs.one_rendition_at_a_time(PATIENCE):
        if target.is_file():
            return True
        try:
            made = pictures.rendition(stored.path, shape, extension, focus)
        except pictures.FAILURES:
            logger.exception("A smaller size of a picture could not be made")
            return False
        blobs.write_rendition(made, target)
        if not stored.path.is_file():  # redacted meanwhile
            target.unlink(missing_ok=True)
        return target.is_file()

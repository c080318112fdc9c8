"""The card that a link to us shows where it is shared: 1200 × 630, the headline in the house's type. No rows here."""

import io
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image as PillowImage
from PIL import ImageColor, ImageDraw, ImageFont

from newsroom import pictures
from newsroom.pictures import CENTRE, Shape

WIDTH, HEIGHT = 1200, 630
EDGE, BAR = 64, 14
BESIDE = 400  # the picture's width
SIZES = (84, 76, 68, 60, 52, 46)
PAPER, INK, QUIET = "#fbfaf7", "#14211f", "#4c5a57"
LINE = 1.06
FACE = Path(__file__).parent / "static/newsroom/fonts/schibsted-grotesk.woff2"
SOFT_HYPHEN, ELLIPSIS = "\u00ad", "…"
DARKEST = 0.16  # relative luminance at which white words stand at 4.5:1 and better


@dataclass(frozen=True)
class Card:
    """Words and a picture (its file and focal point) as readers may see them."""

    headline: str
    kind: str
    day: str
    house: str
    colour: str
    picture: Path | None = None
    focus: tuple[int, int] = CENTRE


@lru_cache(maxsize=64)
def drawn(card: Card) -> bytes:
    """A JPEG. The same card is drawn once a process while it is asked for."""
    canvas = PillowImage.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(canvas)
    ground = dark(card.colour)
    pen.rectangle((0, HEIGHT - 96, WIDTH, HEIGHT), fill=ground)
    pen.rectangle((0, 0, WIDTH, BAR), fill=ground)
    right = WIDTH - EDGE
    if beside := _picture(card):
        canvas.paste(beside, (WIDTH - BESIDE, 0))
        right = WIDTH - BESIDE - 48
    _write_line(pen, " · ".join(filter(None, [card.kind, card.day])), 52, right - EDGE, 30, QUIET, 600)
    _write_headline(pen, card.headline, right - EDGE)
    _write_line(pen, card.house, HEIGHT - 68, right - EDGE, 34, "white", 700)
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=88, subsampling=0, optimize=True)
    return out.getvalue()


def _picture(card):
    if card.picture is None:
        return None
    try:
        return pictures.on_white(pictures.cut(card.picture, Shape(BESIDE, HEIGHT), card.focus))
    except pictures.FAILURES:
        return None  # a card without its picture is a card


def _write_headline(pen, headline, width):
    top, room = 112, HEIGHT - 96 - 112 - 24
    for size in SIZES:
        lines = wrapped(headline, size, width)
        most = int(room / (size * LINE))
        if len(lines) <= most and _parts_fit(headline, size, width):
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(lines[most - 1] + ELLIPSIS, size, width)]
    for number, line in enumerate(lines):
        pen.text((EDGE, top + number * size * LINE), line, INK, _face(size, 800))


def _write_line(pen, words, top, width, size, colour, weight):
    pen.text((EDGE, top), shortened(printable(words), size, width, weight), colour, _face(size, weight))


@cache
def _face(size: int, weight: int):
    face = ImageFont.truetype(str(FACE), size)
    face.set_variation_by_axes([weight])
    return face


# Words


@cache
def _known() -> frozenset[str]:
    """What the face can write: a glyph that it lacks looks like the one of a letter that no face has."""
    face = _face(40, 400)
    missing = bytes(face.getmask("\U0010fffd"))
    letters = (chr(code) for code in [*range(0x20, 0x180), *range(0x2010, 0x2040), 0x20AC, 0x2212])
    known = (each for each in letters if each.isprintable() and bytes(face.getmask(each)) != missing)
    return frozenset({*known, " "})


def printable(words: str) -> str:
    """Without emoji and other signs that the face lacks."""
    kept = "".join(each for each in words if each == SOFT_HYPHEN or each.isspace() or each in _known())
    return " ".join(kept.split())


def wrapped(headline: str, size: int, width: float, weight: int = 800) -> list[str]:
    """Lines of a headline; long words part at their soft hyphens, and anywhere when they must."""
    face = _face(size, weight)
    lines, line = [], ""
    for word in printable(headline).split():
        pieces = _pieces(word, face, width)
        for number, piece in enumerate(pieces):
            joint = "" if number or not line else " "
            room = width if number == len(pieces) - 1 else width - face.getlength("-")
            if not line or face.getlength(line + joint + piece) <= room:
                line += joint + piece
            else:
                lines.append(f"{line}-" if number and not line.endswith("-") else line)
                line = piece
    return [*lines, line] if line else lines


def _parts_fit(headline, size, width) -> bool:
    """Whether no word has to part where it has no soft hyphen."""
    face = _face(size, 800)
    parts = [part for word in printable(headline).split() for part in word.split(SOFT_HYPHEN)]
    return all(face.getlength(part) <= width for part in parts)


def _pieces(word, face, width) -> list[str]:
    """A word that fits a line whole stays whole."""
    whole = word.replace(SOFT_HYPHEN, "")
    if face.getlength(whole) <= width:
        return [whole] if whole else []
    room = width - face.getlength("-")
    return [chunk for part in word.split(SOFT_HYPHEN) if part for chunk in _chunks(part, face, room)]


def _chunks(part, face, width):
    while face.getlength(part) > width:
        end = next(end for end in range(len(part) - 1, 0, -1) if end == 1 or face.getlength(part[:end]) <= width)
        yield part[:end]
        part = part[end:]
    yield part


def shortened(line: str, size: int, width: float, weight: int = 800) -> str:
    line, face = line.replace(SOFT_HYPHEN, ""), _face(size, weight)
    while len(line) > 1 and face.getlength(line) > width:
        line = line.rstrip(ELLIPSIS)[:-1].rstrip(" ,.;:–-") + ELLIPSIS
    return line


# Colours


def dark(colour: str) -> tuple[int, int, int]:
    """The hue of the house, dark enough for white words."""
    valid = colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else INK
    red, green, blue = ImageColor.getrgb(valid)
    while _luminance(red, green, blue) > DARKEST:
        red, green, blue = (round(part * 0.94) for part in (red, green, blue))
    return red, green, blue


def _luminance(*parts: int) -> float:
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

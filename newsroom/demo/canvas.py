"""A small drawing board: SVG-like paths on a Pillow image, drawn large and shrunk so that edges are smooth."""

import io
import math
import re
from collections.abc import Iterator

from PIL import Image, ImageColor, ImageDraw

Point = tuple[float, float]

TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}
STEPS = 16


class Canvas:
    """Coordinates are those of the view box; the finished image is `width` pixels wide."""

    def __init__(self, box: Point, width: int, background: str, oversample: int = 2):
        self.oversample = oversample
        self.scale = width * oversample / box[0]
        size = (width * oversample, round(width * box[1] / box[0]) * oversample)
        self.image = Image.new("RGB", size, background)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def path(self, d: str, fill: str, opacity: float = 1) -> None:
        for points in outlines(d):
            self.polygon(points, fill, opacity)

    def polygon(self, points: list[Point], fill: str, opacity: float = 1) -> None:
        self.pen.polygon(self._scaled(points), fill=ink(fill, opacity))

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1) -> None:
        turn = [math.tau * step / 90 for step in range(90)]
        self.polygon([(x + rx * math.cos(a), y + ry * math.sin(a)) for a in turn], fill, opacity)

    def circle(self, x: float, y: float, radius: float, fill: str, opacity: float = 1) -> None:
        self.ellipse(x, y, radius, radius, fill, opacity)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, opacity: float = 1) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill, opacity)

    def line(self, d: str, colour: str, width: float, opacity: float = 1) -> None:
        """A stroke; its ends and joints are round unless it is see-through, where they would show."""
        thick = max(1, round(width * self.scale))
        half = thick / 2 - 0.5
        for points in outlines(d):
            scaled = self._scaled(points)
            self.pen.line(scaled, fill=ink(colour, opacity), width=thick, joint="curve")
            if opacity == 1:
                for x, y in scaled:
                    self.pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def png(self) -> bytes:
        return self._finished("PNG")

    def jpeg(self) -> bytes:
        return self._finished("JPEG", quality=92, subsampling=0)

    def _finished(self, kind: str, **options) -> bytes:
        out = io.BytesIO()
        self.image.reduce(self.oversample).save(out, kind, **options)
        return out.getvalue()

    def _scaled(self, points: list[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]


def ink(colour: str, opacity: float) -> tuple[int, ...]:
    return (*ImageColor.getrgb(colour), round(255 * opacity))


def outlines(d: str) -> list[list[Point]]:
    """Every sub-path of an SVG path (M L H V C S Q T Z, capital or small) as a list of points."""
    found: list[list[Point]] = []
    here, handle = (0.0, 0.0), None
    for letter, numbers in commands(d):
        command = letter.upper()
        if command == "Z":
            here, handle = found[-1][0], None
            found[-1].append(here)
            continue
        points = absolute(command, letter.islower(), numbers, *here)
        if command == "M":
            found.append(points)
        else:
            if command in "ST":
                points = [mirrored(handle or here, here), *points]
            found[-1].extend(curve([here, *points]))
        handle = points[-2] if command in "CSQT" else None
        here = points[-1]
    return found


def mirrored(point: Point, centre: Point) -> Point:
    return (2 * centre[0] - point[0], 2 * centre[1] - point[1])


def commands(d: str) -> Iterator[tuple[str, list[float]]]:
    tokens = TOKEN.findall(d)
    letter = "M"
    while tokens:
        if tokens[0].isalpha():
            letter = tokens.pop(0)
        count = NUMBERS[letter.upper()]
        yield letter, [float(tokens.pop(0)) for _ in range(count)]
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def absolute(command: str, relative: bool, numbers: list[float], x: float, y: float) -> list[Point]:
    dx, dy = (x, y) if relative else (0.0, 0.0)
    if command == "H":
        return [(numbers[0] + dx, y)]
    if command == "V":
        return [(x, numbers[0] + dy)]
    return [(a + dx, b + dy) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]


def curve(points: list[Point]) -> list[Point]:
    """A Bézier curve of any degree by de Casteljau; a straight line needs only its end."""
    if len(points) == 2:
        return points[1:]
    return [casteljau(points, step / STEPS) for step in range(1, STEPS + 1)]


def casteljau(points: list[Point], t: float) -> Point:
    while len(points) > 1:
        points = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in zip(points, points[1:], strict=False)
        ]
    return points[0]

"""What the pictures are made of: hills, water, trees and houses."""

import random
from collections.abc import Callable

from newsroom.demo.canvas import Canvas

BOX = (1200, 630)
WIDTH = 1600

PICTURES: dict[str, Callable[[], Canvas]] = {}


def drawn(draw: Callable[[], Canvas]) -> Callable[[], Canvas]:
    """Registers a picture under its function's name."""
    PICTURES[draw.__name__.replace("_", "-")] = draw
    return draw


def landscape(sky: str) -> Canvas:
    return Canvas(BOX, WIDTH, sky)


def far_hills(canvas: Canvas, y: float, light: str, dark: str) -> None:
    canvas.path(f"M0 {y}q140-60 330-38t330-20q170-40 300 4t240-14v260H0z", light)
    canvas.path(f"M0 {y + 44}q200-34 420-18t420-12q180-26 360 14v240H0z", dark)


def ripples(canvas: Canvas, seed: int, top: float, colour: str, count: int = 26, opacity: float = 0.5) -> None:
    """Short level strokes, longer and further apart towards the viewer."""
    chance = random.Random(seed)
    for index in range(count):
        depth = (index + chance.random()) / count
        length = (40 + 200 * depth) * (0.6 + 0.8 * chance.random())
        y = top + (BOX[1] - top) * depth
        canvas.line(f"M{chance.uniform(-60, 1160):.0f} {y:.0f}h{length:.0f}", colour, 2 + 3 * depth, opacity)


def spruce(canvas: Canvas, x: float, foot: float, height: float, colour: str) -> None:
    for part in (0, 0.26, 0.5):
        top, low = foot - height * (1 - part * 0.9), foot - height * (0.52 - part)
        half = height * (0.13 + part * 0.18)
        canvas.polygon([(x, top), (x + half, low), (x - half, low)], colour)
    canvas.rect(x - height * 0.02, foot - height * 0.06, height * 0.04, height * 0.07, colour)


def forest(canvas: Canvas, seed: int, x: float, until: float, foot: float, height: float, colour: str) -> None:
    chance = random.Random(seed)
    while x < until:
        spruce(canvas, x, foot, height * chance.uniform(0.6, 1.1), colour)
        x += height * chance.uniform(0.16, 0.42)


def birch(canvas: Canvas, x: float, foot: float, height: float, leaf: str) -> None:
    canvas.line(
        f"M{x} {foot}q{height * 0.03} {-height * 0.4} {-height * 0.02} {-height * 0.8}", "#f2efe6", height * 0.035
    )
    for dx, dy, radius in [(-0.1, 0.62, 0.13), (0.1, 0.68, 0.14), (0, 0.82, 0.15), (-0.06, 0.96, 0.09)]:
        canvas.ellipse(x + dx * height, foot - dy * height, radius * height, radius * height * 1.2, leaf)
    for mark in (0.15, 0.28, 0.42):
        canvas.line(f"M{x - height * 0.012} {foot - mark * height}h{height * 0.02}", "#3a3a35", height * 0.012)


def house(canvas: Canvas, x: float, foot: float, width: float, colour: str, roof: str, windows: int = 2) -> None:
    """A wooden house: wall, gable roof with its chimney, white-framed windows."""
    wall = width * 0.55
    canvas.rect(x + width * 0.68, foot - wall - width * 0.36, width * 0.09, width * 0.25, roof)
    canvas.rect(x, foot - wall, width, wall, colour)
    canvas.polygon(
        [(x - 8, foot - wall), (x + width / 2, foot - wall - width * 0.34), (x + width + 8, foot - wall)], roof
    )
    step = width / (windows + 1)
    for index in range(windows):
        left = x + step * (index + 1) - width * 0.07
        canvas.rect(left, foot - wall * 0.72, width * 0.14, wall * 0.36, "#f6f3ea")
        canvas.rect(left + width * 0.02, foot - wall * 0.68, width * 0.1, wall * 0.28, "#e8a317", 0.75)


def cloud(canvas: Canvas, x: float, y: float, width: float, colour: str, opacity: float = 0.85) -> None:
    canvas.ellipse(x, y, width / 2, width * 0.09, colour, opacity)
    canvas.ellipse(x + width * 0.3, y + width * 0.11, width * 0.42, width * 0.075, colour, opacity)


def person(canvas: Canvas, x: float, foot: float, height: float, coat: str, skin: str = "#d9a37f") -> None:
    half = height * 0.13
    canvas.rect(x - half * 0.7, foot - height * 0.42, half * 0.6, height * 0.42, "#2b2f3a")
    canvas.rect(x + half * 0.1, foot - height * 0.42, half * 0.6, height * 0.42, "#2b2f3a")
    canvas.path(
        f"M{x - half} {foot - height * 0.36}v{-height * 0.3}q{half} {-height * 0.22} {2 * half} 0v{height * 0.3}z", coat
    )
    canvas.circle(x, foot - height * 0.87, height * 0.1, skin)
    crown = height * 0.1
    canvas.path(f"M{x - crown} {foot - height * 0.88}q{crown} {-crown * 2.2} {crown * 2} 0z", "#33282a")


def boat(canvas: Canvas, x: float, y: float, length: float, colour: str) -> None:
    canvas.path(
        f"M{x} {y}h{length}q{-length * 0.06} {length * 0.2} {-length * 0.24} {length * 0.2}h{-length * 0.56}q{-length * 0.16} 0 {-length * 0.2} {-length * 0.2}z",
        colour,
    )
    canvas.line(f"M{x - 4} {y}h{length + 8}", "#f6f3ea", length * 0.035)

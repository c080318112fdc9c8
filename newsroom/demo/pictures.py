"""Flat landscapes of an invented river country, one function a picture."""

from newsroom.demo import townscapes  # noqa: F401  (registers its pictures)
from newsroom.demo.canvas import Canvas
from newsroom.demo.scenery import (
    PICTURES,
    birch,
    boat,
    cloud,
    drawn,
    far_hills,
    forest,
    house,
    landscape,
    person,
    ripples,
    spruce,
)


def picture(key: str) -> bytes:
    """JPEG of one landscape, 1600 pixels wide."""
    return PICTURES[key]().jpeg()


@drawn
def stone_bridge() -> Canvas:
    canvas = landscape("#f3dcc0")
    canvas.circle(250, 214, 92, "#e2703a")
    far_hills(canvas, 280, "#d9b79c", "#a5837b")
    forest(canvas, 3, 0, 1220, 362, 62, "#5d4a55")
    canvas.rect(0, 372, 1200, 258, "#2f3e5b")
    arches(canvas, "#f6f3ea", "#1d2233")
    canvas.rect(0, 380, 1200, 44, "#f6f3ea", 0.1)
    ripples(canvas, 7, 420, "#f3dcc0", opacity=0.4)
    for index, width in enumerate((150, 112, 76, 42)):
        canvas.line(f"M{250 - width / 2} {402 + index * 27}h{width}", "#e2703a", 9)
    return canvas


def arches(canvas: Canvas, stone: str, edge: str) -> None:
    canvas.path(
        "M0 290q600-44 1200 0v92h-80c0-132-250-132-250 0h-70c0-150-400-150-400 0h-70c0-132-250-132-250 0H0z", stone
    )
    canvas.line("M80 382c0-132 250-132 250 0M400 382c0-150 400-150 400 0M870 382c0-132 250-132 250 0", edge, 3)
    for x in range(30, 1200, 60):
        rise = 44 * (1 - ((x - 600) / 600) ** 2) / 2
        canvas.line(f"M{x} {290 - rise}v-24", edge, 3)
    canvas.line("M0 266q600-44 1200 0", edge, 3)


@drawn
def mill_dam() -> Canvas:
    canvas = landscape("#cfe0ea")
    cloud(canvas, 930, 120, 300, "#ffffff")
    far_hills(canvas, 240, "#9fbfae", "#5f8f7a")
    forest(canvas, 11, 620, 1220, 330, 120, "#2f5d50")
    canvas.rect(0, 400, 1200, 230, "#3c7a86")
    canvas.path("M0 300h560q70 6 110 50H0z", "#7fb3ba")
    house(canvas, 150, 306, 300, "#a63d2f", "#3a2a2a", windows=3)
    mill_wheel(canvas, 486, 318, 86)
    spillway(canvas)
    ripples(canvas, 5, 500, "#dff0f0", count=14)
    canvas.path("M760 400q180-34 440-30v90q-260 10-460-20z", "#6f8f4a")
    for x, height in ((860, 150), (960, 190), (1080, 160)):
        birch(canvas, x, 410, height, "#8fb35a")
    return canvas


def mill_wheel(canvas: Canvas, x: float, y: float, radius: float) -> None:
    canvas.circle(x, y, radius, "#2d2320")
    canvas.circle(x, y, radius - 16, "#7fb3ba")
    for end in ("0 -{r}", "{d} -{d}", "{r} 0", "{d} {d}", "0 {r}", "-{d} {d}", "-{r} 0", "-{d} -{d}"):
        dx, dy = (end.format(r=round(radius), d=round(radius * 0.7))).split()
        canvas.line(f"M{x} {y}l{dx} {dy}", "#2d2320", 9)
    canvas.circle(x, y, 15, "#c78b3f")


def spillway(canvas: Canvas) -> None:
    canvas.path("M0 350h670l80 110q20 30 40 44H0z", "#5b6a70")
    for x in range(30, 650, 104):
        canvas.path(f"M{x} 350h70l8 154h-86z", "#e9f3f3")
        canvas.line(f"M{x + 22} 372v116M{x + 46} 362v130", "#a9c9cd", 5)
    canvas.rect(0, 338, 676, 16, "#3b464b")
    canvas.path("M0 500q30-16 60 0t60 0 60 0 60 0 60 0 60 0 60 0 60 0 60 0 60 0 60 0 60 0v30H0z", "#f4fafa")


@drawn
def fish_ladder() -> Canvas:
    canvas = landscape("#e6ecd6")
    far_hills(canvas, 150, "#b9cba0", "#7d9a63")
    forest(canvas, 21, 0, 560, 236, 110, "#3f5f3a")
    canvas.path("M0 236h1200v394H0z", "#8aa05c")
    canvas.path("M150 236h470q40 120 190 190t390 110v94H760q-360-60-470-190-70-90-140-204z", "#2d6f7d")
    pools(canvas)
    for x, y, size in ((470, 318, 0.9), (652, 424, 1.2), (900, 540, 1.5)):
        fish(canvas, x, y, size, "#e2703a")
    for x, height in ((70, 190), (180, 150), (1010, 210), (1120, 170)):
        birch(canvas, x, 420 if x > 500 else 470, height, "#b9c24f")
    return canvas


def pools(canvas: Canvas) -> None:
    """The steps of the ladder: stones across the stream and white water below each."""
    steps = [
        (230, 262, 640, 250),
        (268, 318, 668, 306),
        (318, 384, 742, 368),
        (400, 462, 880, 436),
        (560, 546, 1100, 512),
    ]
    for left, y, right, y2 in steps:
        width = right - left
        canvas.path(f"M{left} {y + 12}L{right} {y2 + 12}l10 20q-{width / 2} 24-{width} 10z", "#eaf5f3", 0.85)
        for index in range(9):
            x = left + width * index / 8
            canvas.ellipse(x, y + (y2 - y) * index / 8 + 6, width / 15, 12 + y / 40, "#5c625f")
            canvas.ellipse(x - 3, y + (y2 - y) * index / 8 + 2, width / 20, 7 + y / 60, "#868d88")


def fish(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    s = size
    canvas.path(f"M{x} {y}q{30 * s} {-46 * s} {96 * s} {-40 * s}q{-16 * s} {40 * s} {-96 * s} {40 * s}z", colour)
    canvas.path(f"M{x + 8 * s} {y - 4 * s}l{-34 * s} {-12 * s}l{10 * s} {18 * s}l{-14 * s} {20 * s}z", colour)
    canvas.circle(x + 82 * s, y - 33 * s, 3 * s, "#14211f")
    for dx in (-30, 24, 70):
        canvas.circle(x + dx * s, y + (18 if dx != 24 else 26) * s, 4 * s, "#eaf5f3", 0.9)


@drawn
def winter_ice() -> Canvas:
    canvas = landscape("#c8d3ea")
    canvas.circle(930, 150, 62, "#f7efe0")
    far_hills(canvas, 230, "#aebbd8", "#8797bd")
    forest(canvas, 31, 0, 1220, 320, 96, "#3f4f78")
    canvas.path("M0 316q300-16 620-4t580-6v324H0z", "#f4f7fb")
    canvas.path(
        "M520 330q130 4 150 30 20 40-180 90-200 60-190 180h640q-80-110-30-180 60-60 10-100-40-24-230-26z", "#33507f"
    )
    floes(canvas)
    house(canvas, 880, 344, 150, "#a63d2f", "#eef2f8")
    canvas.path("M886 268l70-60 70 60 14-4-84-72-84 72z", "#ffffff")
    for x, foot, height in ((90, 470, 230), (1110, 520, 280), (220, 400, 150)):
        spruce(canvas, x, foot, height, "#2c3b5e")
    canvas.line("M150 520v-70M150 452h64v30h-64", "#a1241b", 7)
    person(canvas, 330, 480, 92, "#e8a317")
    return canvas


def floes(canvas: Canvas) -> None:
    shapes = [
        (560, 360, 60),
        (500, 420, 84),
        (620, 402, 66),
        (470, 500, 120),
        (640, 470, 92),
        (600, 560, 140),
        (790, 540, 110),
    ]
    for x, y, width in shapes:
        height = width * 0.26
        canvas.path(
            f"M{x} {y}l{width * 0.3} {-height}h{width * 0.5}l{width * 0.2} {height * 0.9}l{-width * 0.3} {height * 0.6}h{-width * 0.6}z",
            "#9db4d6",
        )
        canvas.path(
            f"M{x} {y - 6}l{width * 0.3} {-height}h{width * 0.5}l{width * 0.2} {height * 0.9}l{-width * 0.3} {height * 0.6}h{-width * 0.6}z",
            "#f4f7fb",
        )


@drawn
def spring_flood() -> Canvas:
    canvas = landscape("#d7dcd8")
    for x, y, width in ((200, 90, 360), (700, 60, 420), (1060, 130, 300)):
        cloud(canvas, x, y, width, "#b6c0bf")
    far_hills(canvas, 220, "#b3bfae", "#869a84")
    forest(canvas, 41, 0, 420, 320, 92, "#475c4c")
    canvas.rect(0, 312, 1200, 318, "#7d6a4c")
    house(canvas, 470, 350, 190, "#d9a441", "#4a3a34")
    house(canvas, 760, 372, 250, "#a63d2f", "#3b3330", windows=3)
    canvas.path("M0 340q300-14 600 6t600-8v292H0z", "#8f7f5c")
    canvas.path("M0 374q300 14 600-6t600 8v254H0z", "#75694e")
    ripples(canvas, 9, 392, "#d7dcd8", count=24, opacity=0.4)
    for x, height in ((110, 210), (330, 180), (1110, 230)):
        birch(canvas, x, 400, height, "#a9b36a")
    road_sign(canvas)
    boat(canvas, 560, 498, 180, "#0b4f54")
    person(canvas, 640, 500, 96, "#e8a317")
    sandbags(canvas)
    return canvas


def road_sign(canvas: Canvas) -> None:
    canvas.rect(250, 330, 9, 180, "#5f6668")
    canvas.polygon([(200, 420), (254, 326), (308, 420)], "#a1241b")
    canvas.polygon([(218, 410), (254, 346), (290, 410)], "#ffd058")
    canvas.line("M234 392q10-8 20 0t20 0M238 404q8-6 16 0t16 0", "#14211f", 4)


def sandbags(canvas: Canvas) -> None:
    for row, (y, start, count) in enumerate(((606, 760, 8), (568, 792, 7), (530, 826, 6))):
        for index in range(count):
            x = start + index * 64 + (row % 2) * 6
            canvas.path(f"M{x} {y}q-10-18 4-32h48q16 12 4 34z", "#d9c6a0" if (index + row) % 2 else "#c7b184")
            canvas.line(f"M{x + 46} {y - 28}q6 12 2 24", "#8a7750", 3)


@drawn
def ferry() -> Canvas:
    canvas = landscape("#f5d9cf")
    canvas.circle(600, 250, 110, "#f0a35e")
    far_hills(canvas, 262, "#dba9a6", "#a97a8c")
    forest(canvas, 51, 0, 300, 352, 120, "#6a4a68")
    forest(canvas, 52, 930, 1220, 352, 120, "#6a4a68")
    canvas.rect(0, 346, 1200, 284, "#54547f")
    ripples(canvas, 15, 360, "#f5d9cf", opacity=0.45)
    for index, width in enumerate((180, 132, 88, 50)):
        canvas.line(f"M{600 - width / 2} {366 + index * 20}h{width}", "#f0a35e", 7)
    canvas.line("M0 404q600 60 1200 0", "#2d2b4a", 4)
    lorry(canvas, 420, 446)
    canvas.rect(708, 330, 92, 116, "#f6f3ea")
    canvas.rect(718, 342, 72, 40, "#2d4a63")
    canvas.rect(702, 322, 104, 12, "#a1241b")
    canvas.path("M300 444h620l-26 54q-4 8-14 8H340q-10 0-14-8z", "#e8a317")
    canvas.path("M300 444l-70-24v10l76 34zM920 444l70-24v10l-76 34z", "#2d2b4a")
    canvas.line("M330 444v-40h70M820 444v-40h80v40M860 404v40", "#2d2b4a", 5)
    return canvas


def lorry(canvas: Canvas, x: float, foot: float) -> None:
    """The milk lorry."""
    canvas.path(f"M{x} {foot - 100}h150q16 0 16 16v50q0 16-16 16h-150q-16 0-16-16v-50q0-16 16-16z", "#eef2f4")
    canvas.rect(x - 16, foot - 66, 182, 14, "#3c7a86")
    canvas.path(f"M{x + 178} {foot - 20}v-84h44q10 0 16 12l16 36v36z", "#0b4f54")
    canvas.path(f"M{x + 190} {foot - 92}h30q8 0 12 8l10 24h-52z", "#cfe0ea")
    for dx in (20, 62, 206):
        canvas.circle(x + dx, foot - 14, 18, "#14211f")
        canvas.circle(x + dx, foot - 14, 8, "#8b8f8c")


@drawn
def shore_path() -> Canvas:
    canvas = landscape("#cbe4e6")
    canvas.circle(180, 120, 64, "#f7d06b")
    cloud(canvas, 760, 110, 280, "#ffffff")
    far_hills(canvas, 210, "#9ecbb6", "#5da38b")
    forest(canvas, 61, 560, 1220, 300, 90, "#2f7a66")
    canvas.rect(0, 296, 1200, 334, "#4fa3b5")
    ripples(canvas, 25, 310, "#e4f4f4", count=22)
    boat(canvas, 860, 392, 130, "#a1241b")
    canvas.path("M0 430q260-30 470 30 250 70 730 20v150H0z", "#7fa653")
    boardwalk(canvas)
    wheelchair(canvas, 500, 500)
    person(canvas, 400, 500, 136, "#5d3a5e")
    reeds(canvas)
    for x, height in ((60, 280), (1120, 260)):
        birch(canvas, x, 470, height, "#9cc255")
    return canvas


def boardwalk(canvas: Canvas) -> None:
    canvas.path("M0 486h1200v74H0z", "#c99f6b")
    for x in range(-20, 1220, 38):
        canvas.line(f"M{x} 486l-26 74", "#a67c48", 3)
    canvas.rect(0, 560, 1200, 14, "#7d5a33")
    for x in range(30, 1200, 130):
        canvas.rect(x, 406, 10, 84, "#8a6439")
    canvas.rect(0, 402, 1200, 10, "#8a6439")
    canvas.rect(0, 440, 1200, 7, "#8a6439")


def wheelchair(canvas: Canvas, x: float, foot: float) -> None:
    canvas.path(f"M{x - 24} {foot - 34}v-46q22-26 46 0l2 34 40 6-2 26h-16l-2-12z", "#e8a317")
    canvas.circle(x, foot - 116, 17, "#b97f5a")
    canvas.path(f"M{x - 18} {foot - 116}q0-22 20-20t16 14q-24 0-36 6z", "#231a1c")
    canvas.circle(x + 2, foot - 8, 36, "#14211f")
    canvas.circle(x + 2, foot - 8, 29, "#c99f6b")
    canvas.circle(x + 2, foot - 8, 6, "#14211f")
    canvas.line(f"M{x - 24} {foot - 26}v-54h-14M{x - 24} {foot - 34}h62l14 38", "#14211f", 5)
    canvas.circle(x + 52, foot + 16, 12, "#14211f")


def reeds(canvas: Canvas) -> None:
    for index, x in enumerate(range(700, 1190, 22)):
        lean, height = (index * 7) % 17 - 8, 70 + (index * 29) % 46
        canvas.line(f"M{x} 640q{lean} {-height * 0.5} {lean * 2} {-height}", "#3f7a3a", 5)
        if index % 3 == 0:
            canvas.ellipse(x + lean * 2, 640 - height, 6, 20, "#6b4423")

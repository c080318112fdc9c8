"""Pictures in which people have built more than the river has."""

from newsroom.demo.canvas import Canvas
from newsroom.demo.scenery import birch, cloud, drawn, far_hills, landscape, person, spruce


@drawn
def town_hall() -> Canvas:
    canvas = landscape("#d8e3f0")
    cloud(canvas, 220, 110, 260, "#ffffff")
    cloud(canvas, 960, 80, 220, "#ffffff")
    far_hills(canvas, 270, "#c0d0d6", "#9cb3b4")
    canvas.rect(0, 420, 1200, 210, "#c9b896")
    canvas.rect(0, 416, 1200, 10, "#a8946c")
    facade(canvas)
    canvas.rect(560, 96, 84, 180, "#d9a441")
    canvas.polygon([(548, 100), (602, 36), (656, 100)], "#3a5a5c")
    canvas.circle(602, 140, 26, "#f6f3ea")
    canvas.line("M602 140v-17M602 140l11 7", "#14211f", 4)
    flags(canvas)
    for x, height in ((90, 220), (1110, 240), (200, 180)):
        birch(canvas, x, 428, height, "#7ea15a")
    for x, foot, height, coat in ((380, 520, 104, "#a1241b"), (430, 512, 98, "#2c3f73"), (820, 540, 112, "#0b4f54")):
        person(canvas, x, foot, height, coat)
    bicycle(canvas, 900, 540)
    return canvas


def facade(canvas: Canvas) -> None:
    canvas.rect(280, 236, 650, 186, "#e2b04e")
    canvas.polygon([(268, 240), (310, 196), (900, 196), (942, 240)], "#3a5a5c")
    canvas.rect(280, 318, 650, 8, "#f6f3ea")
    for index in range(9):
        x = 304 + index * 68
        for y in (252, 336):
            if index == 4 and y == 336:
                continue
            canvas.rect(x, y, 38, 54, "#f6f3ea")
            canvas.rect(x + 5, y + 5, 12, 44, "#54788a")
            canvas.rect(x + 21, y + 5, 12, 44, "#54788a")
    canvas.rect(572, 342, 62, 80, "#5a3526")
    canvas.polygon([(556, 344), (603, 316), (650, 344)], "#f6f3ea")
    canvas.rect(548, 418, 110, 10, "#8b8f8c")


def flags(canvas: Canvas) -> None:
    for x, cloth in ((716, "#0b4f54"), (776, "#e8a317")):
        canvas.line(f"M{x} 424V150", "#f6f3ea", 5)
        canvas.path(f"M{x} 156q24-10 46 2t44 0v44q-22 12-44 0t-46-2z", cloth)


def bicycle(canvas: Canvas, x: float, y: float) -> None:
    for centre in (x, x + 74):
        canvas.circle(centre, y - 20, 24, "#14211f")
        canvas.circle(centre, y - 20, 19, "#c9b896")
    canvas.line(
        f"M{x} {y - 20}l22-34h34l18 34M{x + 22} {y - 54}l16 34 18-34M{x + 18} {y - 62}h14M{x + 52} {y - 66}h14",
        "#a1241b",
        5,
    )


@drawn
def meeting_hall() -> Canvas:
    canvas = landscape("#5b3b30")
    canvas.rect(0, 0, 1200, 470, "#d8b48a")
    for x in range(0, 1200, 60):
        canvas.rect(x, 0, 3, 470, "#b98f62")
    for x in (60, 960):
        canvas.rect(x, 60, 180, 260, "#f6f3ea")
        canvas.rect(x + 12, 72, 156, 236, "#9fc3d0")
        canvas.path(f"M{x + 12} 230q50-40 90-10t66-6v94h-156z", "#6f9c98")
        canvas.rect(x + 86, 72, 8, 236, "#f6f3ea")
    screen(canvas)
    canvas.rect(280, 404, 640, 66, "#7b4c36")
    person(canvas, 772, 406, 170, "#a1241b")
    canvas.path("M806 300h76l-10 106h-56z", "#4a2c20")
    audience(canvas)
    return canvas


def screen(canvas: Canvas) -> None:
    canvas.rect(330, 70, 380, 250, "#14211f")
    canvas.rect(340, 80, 360, 230, "#f6f3ea")
    canvas.path("M340 250q60-70 120-40t110-20 130-10v130H340z", "#2d6f7d")
    canvas.path("M340 250q60-70 120-40t110-20 130-10", "#2d6f7d")
    canvas.line("M372 120h150M372 146h96", "#14211f", 9)
    canvas.circle(640, 136, 24, "#e8a317")


def audience(canvas: Canvas) -> None:
    coats = ["#0b4f54", "#2c3f73", "#8a3a2c", "#4f5b2f", "#5d3a5e", "#39424e"]
    hairs = ["#33282a", "#b98d4f", "#6b6e70", "#5b3a29", "#c9ced0", "#a8552c"]
    for row, (foot, size, start) in enumerate(((530, 84, 40), (590, 104, -10), (668, 128, 60))):
        for index, x in enumerate(range(start, 1260, round(size * 1.16))):
            pick = (index * 5 + row * 2 + index // 3) % 6
            canvas.path(
                f"M{x - size * 0.46} {foot}q0{-size * 0.7} {size * 0.46}{-size * 0.7}t{size * 0.46} {size * 0.7}z",
                coats[pick],
            )
            canvas.circle(x, foot - size * 0.82, size * 0.24, hairs[(pick + index + row) % 6])


@drawn
def flood_map() -> Canvas:
    canvas = landscape("#f3ecd9")
    for x in range(100, 1200, 100):
        canvas.line(f"M{x} 0v630", "#e2d7ba", 2)
    for y in range(65, 630, 100):
        canvas.line(f"M0 {y}h1200", "#e2d7ba", 2)
    woods(canvas)
    course = "M-40 120q220 20 320 150t280 110 260-60 420 190"
    for width, colour in ((250, "#d4e6ee"), (176, "#a9cfe0"), (110, "#6fb0cc"), (54, "#0b5d7a")):
        canvas.line(course, colour, width)
    canvas.line("M-20 520q300-40 460-150t260-300 300-120", "#8a7f6a", 14)
    canvas.line("M-20 520q300-40 460-150t260-300 300-120", "#f3ecd9", 6)
    blocks(canvas)
    for x, y, colour in ((236, 214, "#a1241b"), (596, 366, "#e8a317"), (906, 352, "#a1241b")):
        canvas.path(f"M{x} {y}q-40-54-22-80 22-26 44 0 18 26-22 80z", colour)
        canvas.circle(x, y - 64, 11, "#f3ecd9")
    legend(canvas)
    return canvas


def woods(canvas: Canvas) -> None:
    canvas.path("M0 300q120-30 180 60t-40 270H0z", "#cdd9b0")
    canvas.path("M760 0h440v230q-140 60-240-20t-200-210z", "#cdd9b0")
    for x, y in (
        (50, 380),
        (110, 430),
        (60, 480),
        (120, 540),
        (900, 60),
        (980, 110),
        (1060, 60),
        (1120, 140),
        (1010, 180),
    ):
        spruce(canvas, x, y, 46, "#8fa66b")


def blocks(canvas: Canvas) -> None:
    for x, y, width, height in (
        (470, 120, 60, 44),
        (548, 100, 44, 60),
        (470, 190, 44, 34),
        (690, 470, 70, 40),
        (780, 450, 46, 66),
        (690, 530, 50, 40),
        (390, 60, 50, 50),
        (850, 540, 60, 44),
    ):
        canvas.rect(x, y, width, height, "#c58b6a")


def legend(canvas: Canvas) -> None:
    canvas.rect(880, 450, 290, 150, "#ffffff", 0.92)
    for index, colour in enumerate(("#6fb0cc", "#a9cfe0", "#d4e6ee")):
        canvas.rect(904, 474 + index * 38, 44, 24, colour)
        canvas.line(f"M968 {486 + index * 38}h{170 - index * 34}", "#14211f", 6)

"""Flat portraits of invented people: background, hair, face and coat, each chosen by name or colour; and the logo."""

from newsroom.demo.canvas import Canvas

BOX = (100, 100)
WIDTH = 640

HAIR_BEHIND = {
    "long": "M29 84c-3-18-3-30-1-40 2-18 11-27 22-27s20 9 22 27c2 10 2 22-1 40z",
    "bob": "M30 60c-4-26 6-42 20-42s24 16 20 42l-3 6H33z",
    "curls": "",
    "bun": "M33 50c-3-19 6-30 17-30s20 11 17 30z",
    "short": "M33 48c-3-19 6-29 17-29s20 10 17 29z",
    "crop": "M33.5 45c-2-16 6-24 16.5-24s18.5 8 16.5 24z",
    "bald": "M34 54c-4-4-4-12-1-14h34c3 2 3 10-1 14z",
    "scarf": "M27 88c-4-16-1-30 0-42 1-17 10-28 23-28s22 11 23 28c1 12 4 26 0 42z",
}
HAIR_IN_FRONT = {
    "long": "M34 45c0-15 6-24 16-24s16 9 16 24c-5-2-9-7-11-13-4 7-12 12-21 13z",
    "bob": "M33 47c0-16 6-25 17-25s17 9 17 25c-2-5-4-9-6-13-8 2-18 1-23-2-1 5-3 10-5 15z",
    "curls": "",
    "bun": "M34 43c1-13 7-20 16-20s15 7 16 20c-3-6-7-10-16-10s-13 4-16 10z",
    "short": "M34 43c1-13 8-19 17-19s14 6 15 19c-2-4-3-6-5-8-7 1-15 0-20-3-2 4-5 7-7 11z",
    "crop": "M34 42c0-12 7-18 16-18s16 6 16 18c-2-5-4-8-6-9-6-1-14-1-20 0-2 1-4 4-6 9z",
    "bald": "",
    "scarf": "",
}
COLLARS = {
    "shirt": "M43 74l7 10 7-10 4 2-11 20-11-20z",
    "polo": "M41 72q9 9 18 0l2 7q-11 10-22 0z",
    "round": "M39 72q11 15 22 0l3 1q-14 20-28 0z",
    "scarf": "M34 68q16 14 32 0l5 9q-21 18-42 0z",
}


def portrait(look: dict) -> bytes:
    """JPEG of one person; `look` has background, skin, hair, hair_style, coat, collar, collar_style and may have
    glasses, beard, tie (colours)."""
    canvas = Canvas(BOX, WIDTH, look["background"], oversample=4)
    draw_hair_behind(canvas, look)
    draw_coat(canvas, look)
    draw_head(canvas, look)
    draw_face(canvas, look)
    return canvas.jpeg()


def logo(ground: str, waves: str) -> bytes:
    canvas = Canvas((36, 36), 144, ground, oversample=4)
    for y in (11, 19, 27):
        canvas.line(f"M-2 {y}c10 0 11 6 20 6s10-6 20-6", waves, 3.2)
    return canvas.png()


def draw_hair_behind(canvas: Canvas, look: dict) -> None:
    style = look["hair_style"]
    canvas.path(HAIR_BEHIND[style], look["hair"])
    if style == "bun":
        canvas.circle(50, 16, 8.5, look["hair"])
    if style == "curls":
        for x, y in [(33, 46), (31, 38), (34, 30), (41, 24), (50, 22), (59, 24), (66, 30), (69, 38), (67, 46)]:
            canvas.circle(x, y, 7.5, look["hair"])


def draw_coat(canvas: Canvas, look: dict) -> None:
    canvas.path("M9 100c2-21 18-28.5 41-28.5s39 7.5 41 28.5z", look["coat"])
    if "tie" in look:
        canvas.path("M39 71 50 97 61 71z", look["collar"])
    elif look["collar_style"] != "scarf":
        canvas.path("M40 71 50 87 60 71z" if look["collar_style"] == "shirt" else "M39 71q11 18 22 0z", look["skin"])
    canvas.path("M43 58h14v14q-7 9-14 0z", look["skin"])
    canvas.path("M43 64q7 8 14 1v5q-7 6-14-1z", "#000000", 0.1)
    if "tie" in look:
        canvas.path("M48 81h4l3.5 19h-11z", look["tie"])
        canvas.path("M43 71l7 9.5-5 8-6-16zM57 71l-7 9.5 5 8 6-16z", look["collar"])
    else:
        canvas.path(COLLARS[look["collar_style"]], look["collar"])


def draw_head(canvas: Canvas, look: dict) -> None:
    style = look["hair_style"]
    if style not in ("scarf", "long", "bob"):
        canvas.ellipse(34.5, 49, 3, 4.5, look["skin"])
        canvas.ellipse(65.5, 49, 3, 4.5, look["skin"])
    canvas.ellipse(50, 47, 15.5, 19, look["skin"])
    canvas.path(HAIR_IN_FRONT[style], look["hair"])
    if style == "curls":
        for x, y, radius in [(38, 32, 6), (45, 28.5, 6.5), (53, 28.5, 6.5), (61, 31, 6)]:
            canvas.circle(x, y, radius, look["hair"])
    if style == "scarf":
        canvas.path("M33 50c-2-17 5-27 17-27s19 10 17 27c-2-11-6-17-17-17s-15 6-17 17z", look["hair"])


def draw_face(canvas: Canvas, look: dict) -> None:
    if "beard" in look:
        canvas.path("M34.5 48c-1 15 5 23 15.5 23s16.5-8 15.5-23c-2 7-4 9-8 9-4-1-11-1-15 0-4 0-6-2-8-9z", look["beard"])
        canvas.path("M45.5 60.5q4.5 2.5 9 0-4.5-1.5-9 0z", look["skin"])
    if "glasses" in look:
        for x in (43, 57):
            canvas.line(f"M{x - 5} 44h10v4q0 4-5 4t-5-4z", look["glasses"], 1.2)
        canvas.line("M48 45.5q2-1.5 4 0M38 45l-3.5 0.5M62 45l3.5 0.5", look["glasses"], 1.2)

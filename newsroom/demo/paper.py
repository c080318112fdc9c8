"""Pages of a PDF as they are filled: a line at a time, each line marked with the tag it belongs to."""

from dataclasses import dataclass, field

import pydyf

from newsroom.demo.type import literal, wrapped

PAGE_WIDTH, PAGE_HEIGHT = 595, 842  # A4 in points
LEFT, RIGHT, TOP, BOTTOM = 85, 510, 757, 85
INK, QUIET, BRAND, SIGNAL = (0.08, 0.13, 0.12), (0.3, 0.36, 0.35), (0.04, 0.31, 0.33), (0.91, 0.64, 0.09)


@dataclass
class Element:
    """A node of the tag tree, by which a screen reader follows the text."""

    tag: str
    children: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # (page, mark on that page)
    dictionary: pydyf.Dictionary = field(default_factory=pydyf.Dictionary)

    def add(self, tag: str) -> "Element":
        child = Element(tag)
        self.children.append(child)
        return child


@dataclass
class Page:
    stream: pydyf.Stream
    owners: list[Element] = field(default_factory=list)
    dictionary: pydyf.Dictionary | None = None


@dataclass(frozen=True)
class Style:
    face: str
    size: float
    leading: float
    before: float = 0
    colour: tuple[float, float, float] = INK


SMALL = Style("bold", 8.5, 11, 0, QUIET)


class Paper:
    """Pages filled from the top; `y` is where the next line's foot may stand."""

    def __init__(self):
        self.root = Element("Document")
        self.pages: list[Page] = []
        self.bookmarks: list[tuple[str, int, float]] = []
        self.turn()

    def turn(self) -> None:
        self.pages.append(Page(pydyf.Stream(compress=True)))
        self.y = TOP

    def room_for(self, height: float) -> None:
        if self.y - height < BOTTOM:
            self.turn()

    def write(self, owner: Element, text: str, style: Style, x: float = LEFT, right: float = RIGHT) -> None:
        lines = wrapped(text, style.face, style.size, right - x)
        self.room_for(style.before + style.leading * min(2, len(lines)))
        if self.y < TOP:
            self.y -= style.before
        for line in lines:
            self.room_for(style.leading)
            self.y -= style.leading
            self.line(owner, line, style, x)

    def line(self, owner: Element, text: str, style: Style, x: float) -> None:
        page = self.pages[-1]
        mark = len(page.owners)
        page.owners.append(owner)
        owner.marks.append((len(self.pages) - 1, mark))
        page.stream.stream.append(b"/%s <</MCID %d>> BDC" % (owner.tag.encode(), mark))
        show(page.stream, text, style, x, self.y)
        page.stream.stream.append(b"EMC")

    def artifact(self, page: Page, text: str, x: float, y: float) -> None:
        page.stream.stream.append(b"/Artifact BMC")
        show(page.stream, text, SMALL, x, y)
        page.stream.stream.append(b"EMC")


def show(stream: pydyf.Stream, text: str, style: Style, x: float, y: float) -> None:
    stream.set_color_rgb(*style.colour)
    stream.begin_text()
    stream.set_font_size(style.face, style.size)
    stream.move_text_to(x, y)
    stream.stream.append(literal(text) + b" Tj")
    stream.end_text()

"""Real PDF files made on the spot: a cover, headings, text, lists and tables."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import pydyf

from newsroom.demo.binding import bound
from newsroom.demo.markup import Block, blocks, plain, rows
from newsroom.demo.paper import BRAND, INK, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, SIGNAL, SMALL, Element, Paper, Style
from newsroom.demo.type import width_of, wrapped

CHAPTER_ROOM = 270  # a chapter that would begin lower begins a new page
NUMBER = re.compile(r"[\d\s\u00a0.,%]+")
PAGE_OF = {"fi": "sivu", "sv": "sida", "en": "page"}

TITLE = Style("bold", 34, 39, colour=(1, 1, 1))
SUBTITLE = Style("text", 16, 21, 14, colour=(1, 1, 1))
HEADING = Style("bold", 19, 24, 26, BRAND)
SUBHEADING = Style("bold", 12, 16, 14)
TEXT = Style("text", 11, 15.5, 8)
ITEM = Style("text", 11, 15.5, 4)
CELL = Style("text", 10, 13, 4)
HEAD_CELL = Style("bold", 8.5, 13, 4)
CELL_GAP, TABLE_GAP = 12, 10


def make_pdf(
    title: str, language: str, sections: Iterable[tuple[str, str]], subtitle: str = "", publisher: str = ""
) -> bytes:
    """Sections are (heading, text in the shorthand of markup.py)."""
    paper = Paper()
    cover(paper, title, subtitle, publisher)
    paper.turn()
    for heading, text in sections:
        chapter(paper, heading, text)
    for number, page in enumerate(paper.pages[1:], start=2):
        folio = f"{PAGE_OF[language]} {number} ({len(paper.pages)})"
        paper.artifact(page, title, LEFT, 48)
        paper.artifact(page, folio, RIGHT - width_of(folio, SMALL.face, SMALL.size), 48)
    return bound(paper, title, language, publisher)


def cover(paper: Paper, title: str, subtitle: str, publisher: str) -> None:
    stream = paper.pages[0].stream
    stream.stream.append(b"/Artifact BMC")
    stream.set_color_rgb(*BRAND)
    stream.rectangle(0, 0, PAGE_WIDTH, PAGE_HEIGHT)
    stream.fill()
    stream.set_color_rgb(*SIGNAL)
    stream.rectangle(LEFT, 640, 64, 8)
    stream.fill()
    stream.set_color_rgb(1, 1, 1, stroke=True)
    stream.set_line_width(13)
    for y in (250, 195, 140):
        stream.move_to(-10, y)
        for x in range(4):
            dip = 26 if x % 2 else -26
            stream.curve_to(155 * x + 40, y, 155 * x + 60, y + dip, 155 * x + 145, y + dip / 2)
    stream.stroke()
    stream.stream.append(b"EMC")
    paper.y = 620
    paper.write(paper.root.add("H1"), title, TITLE)
    if subtitle:
        paper.write(paper.root.add("P"), subtitle, SUBTITLE)
    paper.y = 80
    paper.line(paper.root.add("P"), publisher, Style("bold", 12, 15, colour=(1, 1, 1)), LEFT)


def chapter(paper: Paper, heading: str, text: str) -> None:
    paper.room_for(CHAPTER_ROOM)
    paper.write(paper.root.add("H2"), heading, HEADING)
    paper.bookmarks.append((heading, len(paper.pages) - 1, paper.y + HEADING.leading))
    for block in blocks(text):
        set_block(paper, block)


def set_block(paper: Paper, block: Block) -> None:
    if block.kind == "heading":
        paper.room_for(SUBHEADING.before + SUBHEADING.leading + 40)
        paper.write(paper.root.add("H3"), block.lines[0], SUBHEADING)
    elif block.kind in ("list", "numbered"):
        set_list(paper, block)
    elif block.kind == "table":
        set_table(paper, block)
    else:
        paper.write(paper.root.add("P"), plain(block.lines[0]), TEXT)


def set_list(paper: Paper, block: Block) -> None:
    list_element = paper.root.add("L")
    for number, line in enumerate(block.lines, start=1):
        item = list_element.add("LI")
        paper.room_for(ITEM.before + ITEM.leading * 2)
        label, y, page = item.add("Lbl"), paper.y, len(paper.pages)
        paper.write(label, f"{number}." if block.kind == "numbered" else "\u2022", ITEM, LEFT + 6)
        if page == len(paper.pages):
            paper.y = y
        paper.write(item.add("LBody"), plain(line), ITEM, LEFT + 24)


def set_table(paper: Paper, block: Block) -> None:
    caption, cells = rows(block)
    table = paper.root.add("Table")
    paper.room_for(SUBHEADING.before + SUBHEADING.leading + 60)
    if caption:
        paper.write(table.add("Caption"), caption, SUBHEADING)
    paper.y -= TABLE_GAP
    head, *body = cells
    grid = Grid(columns(cells), [all(NUMBER.fullmatch(cell) for cell in column) for column in zip(*body, strict=True)])
    set_row(paper, table.add("TR"), head, grid, "TH")
    for row in body:
        page = len(paper.pages)
        paper.room_for(height_of(row, grid, CELL))
        if len(paper.pages) > page:
            set_row(paper, table.add("TR"), head, grid, "TH")
        set_row(paper, table.add("TR"), row, grid, "TD")


class Grid(NamedTuple):
    widths: list[float]
    are_numbers: list[bool]

    def wrapped(self, row: list[str], style: Style) -> list[list[str]]:
        pairs = zip(row, self.widths, strict=True)
        return [wrapped(plain(cell), style.face, style.size, width - CELL_GAP) for cell, width in pairs]


def height_of(row: list[str], grid: Grid, style: Style) -> float:
    return max(len(lines) for lines in grid.wrapped(row, style)) * style.leading + 8


def columns(cells: list[list[str]]) -> list[float]:
    """Widths after the longest cell of each column, a short column never squeezed below its longest word."""
    wishes, floors = [], []
    for column in zip(*cells, strict=True):
        wishes.append(max(width_of(cell, CELL.face, CELL.size) for cell in column) + 12)
        words = [word for cell in column for word in cell.split()] or [""]
        floors.append(max(width_of(word, HEAD_CELL.face, CELL.size) for word in words) + 12)
    spare = RIGHT - LEFT - sum(floors)
    hunger = [max(0, wish - floor) for wish, floor in zip(wishes, floors, strict=True)]
    total = sum(hunger) or 1
    return [floor + max(0, spare) * want / total for floor, want in zip(floors, hunger, strict=True)]


def set_row(paper: Paper, element: Element, row: list[str], grid: Grid, tag: str) -> None:
    style = HEAD_CELL if tag == "TH" else CELL
    top, x, foot = paper.y, LEFT, paper.y - height_of(row, grid, style)
    for lines, width, is_number in zip(grid.wrapped(row, style), *grid, strict=True):
        cell, paper.y = element.add(tag), top - 3
        for line in lines:
            paper.y -= style.leading
            inset = width - CELL_GAP - width_of(line, style.face, style.size) if is_number else 0
            paper.line(cell, line, style, x + inset)
        x += width
    paper.y = foot
    rule(paper.pages[-1].stream, foot, 1.2 if tag == "TH" else 0.4)


def rule(stream: pydyf.Stream, y: float, width: float) -> None:
    stream.stream.append(b"/Artifact BMC")
    stream.set_color_rgb(*INK, stroke=True)
    stream.set_line_width(width)
    stream.move_to(LEFT, y)
    stream.line_to(RIGHT, y)
    stream.stroke()
    stream.stream.append(b"EMC")

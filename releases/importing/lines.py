"""Text to lines: one line a paragraph, heading, dash or contact row, hard wraps undone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .vocabulary import Vocabulary

NARROWEST_WRAP, WIDEST_WRAP = 45, 100
OPENS_A_LINE = re.compile(r"[-–—•*·▪◦#>]|\d+[.)] ")
CLOSES_A_ROW = re.compile(r"(\S@\S+|\(at?\)\S+|[\d() -]{7,}|:)$")
BROKEN_WORD = re.compile(r"[^\W\d_]-$")
SENTENCE_CLOSERS = (".", "!", "?", "”", '"', "»")
SPACES = re.compile(" +")


@dataclass(frozen=True)
class Line:
    text: str
    gap: int = 0  # empty lines before it


def split(text: str, words: Vocabulary) -> list[Line]:
    rows = list(read_rows(text))
    width = wrap_width(rows)
    lines, parts, last = [], [], None
    for row in rows:
        glue = seam(last, row, width, words) if last else None
        if glue is None:
            lines += closed(parts)
            parts = [row]
        else:
            parts += [glue, row]
        last = row
    return lines + closed(parts)


def read_rows(text: str) -> Iterable[Line]:
    gap = 0
    for raw in text.split("\n"):
        row = SPACES.sub(" ", raw).strip()
        if row:
            yield Line(row, gap)
        gap = 0 if row else gap + 1


def closed(parts: list) -> list[Line]:
    if not parts:
        return []
    return [Line("".join(part if isinstance(part, str) else part.text for part in parts), parts[0].gap)]


def wrap_width(rows: list[Line]) -> int:
    """How wide the text was wrapped, or 0 if its rows are whole paragraphs."""
    going_on = [row.text for row, below in pairwise(rows) if not below.gap and not CLOSES_A_ROW.search(row.text)]
    lengths = sorted(len(text) for text in going_on if " " in text)
    if len(lengths) < 4 or not NARROWEST_WRAP <= lengths[-1] <= WIDEST_WRAP:
        return 0
    return lengths[-1] if lengths[-3] >= lengths[-1] * 0.85 else 0


def seam(last: Line, row: Line, width: int, words: Vocabulary) -> str | None:
    """What joins a row to the one before it: a space, nothing (a broken word), or None when it is a line of its own."""
    if row.gap or OPENS_A_LINE.match(row.text) or CLOSES_A_ROW.search(last.text):
        return None
    first_word = row.text.split(" ", 1)[0]
    if BROKEN_WORD.search(last.text) and first_word[0].isalpha():
        return " " if words.has("hyphens.suspended", first_word) else ""
    slack = 0 if last.text.endswith(SENTENCE_CLOSERS) else width // 8
    is_full = len(last.text) + 1 + len(first_word) > width - slack
    return " " if width and is_full else None

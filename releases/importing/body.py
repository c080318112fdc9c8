"""Body lines to a lead and blocks."""

import re

from .draft import Block, Finding, Heading, Paragraph
from .events import is_event_line
from .lines import Line
from .names import fold
from .quotes import Bullet, name_speakers, settle
from .speech import read_line
from .vocabulary import Vocabulary

BULLET = re.compile(r"[•*·▪◦‣]\s*(?=[^\s*])|\d{1,2}\)\s+")
HEADING_MARKS = re.compile(r"#{1,6}\s+|\*\*(?=.*\*\*$)|(?<=\S)\*\*$")
LONGEST_HEADING = 90


def compose(lines: list[Line], contacts: list[str], words: Vocabulary) -> tuple[list[Block], list[str], list[Finding]]:
    pieces = [piece for line in lines for piece in read_body_line(line.text, words)]
    settled = settle(pieces, words)
    blocks, findings = name_speakers(settled.blocks, contacts, words)
    return headed(blocks, words), settled.not_quotes, [*settled.findings, *findings]


def read_body_line(text: str, words: Vocabulary) -> list:
    if bullet := BULLET.match(text):
        return [Bullet(text[bullet.end() :])]
    return read_line(text, words)


def headed(blocks: list[Block], words: Vocabulary) -> list[Block]:
    """A short line without a full stop that leads to more text is a heading."""
    following = [*blocks[1:], None]
    return [
        Heading(HEADING_MARKS.sub("", block.text)) if place and is_heading(block, after, words) else block
        for place, (block, after) in enumerate(zip(blocks, following, strict=False))
    ]


def is_heading(block: Block, after: Block | None, words: Vocabulary) -> bool:
    if not isinstance(block, Paragraph) or after is None or is_event_line(block.text, words):
        return False
    if isinstance(after, Paragraph) and len(after.text) <= len(block.text):
        return False
    return len(block.text) <= LONGEST_HEADING and not block.text.endswith((".", "!", ":", ";", ",", "…"))


def take_lead(blocks: list[Block]) -> tuple[str, list[Block]]:
    """The first paragraph, and the rest without a second copy of it."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return "", blocks
    lead, rest = blocks[0].text, blocks[1:]
    if rest and isinstance(rest[0], Paragraph) and fold(rest[0].text) == fold(lead):
        rest = rest[1:]
    return lead, rest

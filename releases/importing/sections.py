"""Below the head: which lines are body, contacts, attachments, or furniture to set aside."""

import re
from dataclasses import dataclass, field
from functools import cache

from . import attachments, contacts
from .lines import Line
from .vocabulary import Vocabulary

END_MARK = re.compile(r"(?:#\s?){2,}$|\*\s?\*\s?\*$|-+\s?ends?\s?-*$|ends$", re.IGNORECASE)
LONGEST_OPENING = 100
EDGES = " :#*_>•·|"


@dataclass
class Sections:
    body: list[Line] = field(default_factory=list)
    contacts: list[Line] = field(default_factory=list)
    attachments: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)


def sort(lines: list[Line], words: Vocabulary) -> Sections:
    sections = Sections()
    current = sections.body
    for line in lines:
        if is_caption(line.text, words):
            sections.furniture.append(line)
            continue
        current, text = section_of(line, current, sections, words)
        if text:
            current.append(Line(text, line.gap))
    return sections


def section_of(line: Line, current: list, sections: Sections, words: Vocabulary) -> tuple[list, str]:
    """The section a line goes to and what of it, a label at its start aside."""
    if opens_furniture(line.text, words) and sections.body:
        return sections.furniture, line.text
    if (rest := contacts.after_label(line.text, words)) is not None:
        return sections.contacts, rest
    if (rest := attachments.after_label(line.text, words)) is not None:
        return sections.attachments, rest
    if current is sections.contacts and not contacts.is_row(line.text, words):
        current = sections.furniture if sections.body else sections.body
    if current is sections.attachments and sections.attachments and line.gap:
        current = sections.furniture
    return current, line.text


def opens_furniture(text: str, words: Vocabulary) -> bool:
    plain = text.strip(EDGES)
    if END_MARK.match(text) or plain.casefold() in words.words("furniture.labels"):
        return True
    return len(text) <= LONGEST_OPENING and bool(opening(words).match(plain))


@cache
def opening(words: Vocabulary) -> re.Pattern:
    """“Löydä lisää sisältöä …”, “About the Association”, “Jokikunnat lyhyesti”."""
    name = r"(?-i:[A-ZÅÄÖ])\S*"
    about = rf"{words.any_of('furniture.about')}\s(?:the\s)?{name}(?:\s\S+){{0,3}}(?<![.?!,])$"
    in_brief = rf"{name}(?:\s\S+){{0,3}}\s{words.any_of('furniture.in_brief')}$"
    return re.compile(rf"{words.any_of('furniture.openings')}|{about}|{in_brief}", re.IGNORECASE)


@cache
def caption(words: Vocabulary) -> re.Pattern:
    names = words.any_of("furniture.captions")
    return re.compile(rf"{names}\s?:|.*[(.]\s?{names}\s?:[^:]{{1,60}}\)?$", re.IGNORECASE)


def is_caption(text: str, words: Vocabulary) -> bool:
    return len(text) <= 300 and bool(caption(words).match(text))

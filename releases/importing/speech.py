"""One line to told and said pieces: dash lines, ”…” and “…” with their attributions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import attribution
from .names import Person
from .vocabulary import Vocabulary

DASH_LINE = re.compile(r"[-–—]{1,2}(?:\s+(?=\S)|(?=[^\W\d_a-zåäö]|[”\"“»]))")
MARK = re.compile(r"[“”„«»\"]")
LONGEST_TITLE = 90
SENTENCE_CLOSERS = ("", ".", "!", "?", ":", "…")
OPENING_MARK = re.compile(r"(?:^|(?<=[\s(\[:–—-]))[“”„«»\"](?=\S)")


@dataclass(frozen=True)
class Told:
    text: str


@dataclass(frozen=True)
class Said:
    """Quoted words; `by` is None when the line does not say whose, `same` when they go on after an attribution."""

    text: str
    by: Person | None = None
    is_dash: bool = False
    is_open: bool = False
    is_same: bool = False


@dataclass(frozen=True)
class Scare:
    """Marked words that are no quote."""

    text: str


Piece = Told | Said | Scare


def read_line(text: str, words: Vocabulary) -> list[Piece]:
    if dash := DASH_LINE.match(text):
        return read_dash(text[dash.end() :], words)
    return read_marks(text, words) if MARK.search(text) else [Told(text)]


def read_dash(text: str, words: Vocabulary) -> list[Piece]:
    if found := attribution.at_end(text, words):
        quoted, person = found
        return [Said(tidy(quoted), person, is_dash=True)]
    if found := attribution.in_middle(text, words):
        quoted, person, rest = found
        return [Said(tidy(quoted), person, is_dash=True), Said(tidy(rest), is_dash=True, is_same=True)]
    return [Said(text, is_dash=True)]


def tidy(quoted: str) -> str:
    """The words without their outer marks; a comma that led to the attribution becomes a full stop."""
    text = quoted.strip(" ,–—")
    text = text[1:].lstrip() if MARK.match(text) else text
    if MARK.match(text[-1:]) and len(MARK.findall(text)) % 2:
        text = text[:-1].rstrip(" ,–—")
    ends = text[-2:] if MARK.match(text[-1:]) else text[-1:]
    return text if any(end in ".!?…:" for end in ends) else f"{text}."


def spans(text: str) -> Iterable[tuple[int, int, bool]]:
    """Where marked words start and end, and whether a mark closes them."""
    opened = None
    for mark in MARK.finditer(text):
        place, after = mark.start(), text[mark.end() : mark.end() + 1]
        if opened is None:
            opened = place if OPENING_MARK.match(text, place) else None
        elif not after.isalnum():
            yield opened, place + 1, True
            opened = None
    if opened is not None:
        yield opened, len(text), False


def read_marks(text: str, words: Vocabulary) -> list[Piece]:
    places = list(spans(text))
    if len(places) == 1 and places[0][0] == 0 and not text[places[0][1] :].strip(" .,"):
        return read_whole(text, places[0][2], words)
    pieces, told, goes_on = [], text[: places[0][0]] if places else text, False
    for (start, end, is_closed), (following, *_rest) in zip(places, [*places[1:], (len(text),)], strict=False):
        outside = text[end:following]
        person, after = after_quote(outside, words)
        person = person or attribution.in_front(told.strip(), words)
        is_same = goes_on and not told.strip() and person is None
        if (person or is_same) and told.strip()[-1:] in SENTENCE_CLOSERS:
            pieces += [Told(told.strip())] if told.strip() else []
            pieces.append(Said(tidy(text[start:end]), person, is_open=not is_closed, is_same=is_same))
            told, goes_on = after, True
        else:
            pieces.append(Scare(text[start:end].strip('“”„«»" ')))
            told, goes_on = told + text[start:following], False
    return pieces + ([Told(told.strip())] if told.strip() else [])


def read_whole(text: str, is_closed: bool, words: Vocabulary) -> list[Piece]:
    """A line that is nothing but marked words; where the closing mark was forgotten, the attribution stands inside."""
    if not is_closed and (found := attribution.at_end(text, words)):
        return [Said(tidy(found[0]), found[1])]
    bare = text.strip('“”„«»" ,')
    if is_closed and len(bare) <= LONGEST_TITLE and bare[-1:] not in SENTENCE_CLOSERS:
        return [Scare(bare), Told(text)]
    return [Said(tidy(text), is_open=not is_closed)]


def after_quote(outside: str, words: Vocabulary) -> tuple[Person | None, str]:
    """The person named right after a closing mark, and the words after that attribution."""
    phrase = outside.lstrip(" ,–—")
    for end in list(attribution.SENTENCE_END.finditer(phrase))[:6]:
        if person := attribution.read_attribution(phrase[: end.end()], words):
            return person, phrase[end.end() :].strip()
    person = attribution.read_attribution(phrase, words)
    return person, "" if person else outside

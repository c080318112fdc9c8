"""Events that a text invites to or promotes; they are set aside for the calendar."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache

from .clocks import find_clock
from .days import Span, find_days
from .draft import Event
from .lines import Line
from .vocabulary import Vocabulary, alternatives

LONGEST_PROMO = 100
EDGES = " .,:;!–—-|()*#_"


def promoted(furniture: list[Line], released_on: date | None, words: Vocabulary) -> list[Event]:
    """“Jokipäivät 18.–19.9.2030!” below the text; the lines after it may say where."""
    events = []
    for place, line in enumerate(furniture):
        spans = find_days(line.text, words)
        name = promo_name(line.text[: spans[0].start], words) if spans and is_promo(line.text, spans[-1], words) else ""
        if any(letter.isupper() for letter in name):
            start, end = when(line.text, spans[0], released_on, words)
            events.append(Event(name, start, end, find_place(furniture[place : place + 3], words)))
    return events


def is_promo(text: str, span: Span, words: Vocabulary) -> bool:
    """A title with a day, neither a sentence nor a deadline."""
    names_deadline = re.search(rf"\b{words.any_of('events.deadlines')}\b", text, re.IGNORECASE)
    is_sentence = text[span.end :].endswith(".")
    return len(text) <= LONGEST_PROMO and not is_sentence and not names_deadline


def promo_name(text: str, words: Vocabulary) -> str:
    weekday = alternatives(name for names in words.words("dates.weekdays") for name in names)
    return re.sub(rf"\s{weekday}$", "", text.strip(EDGES), flags=re.IGNORECASE).strip(EDGES)


def is_event_line(text: str, words: Vocabulary) -> bool:
    return any(label(words, kind).match(text) for kind in ("times", "places"))


def invited(body: list[Line], headline: str, released_on: date | None, words: Vocabulary) -> list[Event]:
    """“Aika: …” and “Paikka: …” in the text: the headline names the event."""
    values = dict(labelled(body, words))
    text = values.get("times", "")
    spans = find_days(text, words)
    if not spans or not headline:
        return []
    start, end = when(text, spans[0], released_on, words)
    return [Event(headline, start, end, values.get("places", ""))]


def labelled(body: list[Line], words: Vocabulary) -> Iterable[tuple[str, str]]:
    """The values of the labels, on the same line or the next; the last row of a kind is the least important."""
    for place in range(len(body) - 1, -1, -1):
        for kind in ("times", "places"):
            if match := label(words, kind).match(body[place].text):
                below = body[place + 1].text if place + 1 < len(body) else ""
                yield kind, match["value"].strip() or below


@cache
def label(words: Vocabulary, kind: str) -> re.Pattern:
    return re.compile(
        rf"[*_•-]*\s*{words.any_of(f'events.{kind}')}\s?[:?][*_]*\s*(?P<value>.{{0,200}})$", re.IGNORECASE
    )


def when(
    text: str, span: Span, released_on: date | None, words: Vocabulary
) -> tuple[date | datetime | None, date | datetime | None]:
    first = span.first.resolve(released_on)
    last = span.last and span.last.resolve(first or released_on)
    clock = find_clock(text[: span.start] + " " * (span.end - span.start) + text[span.end :], words)
    if first is None or clock is None:
        return first, last
    return at(first, clock.first), at(last or first, clock.last) if clock.last else last


def at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock)


@cache
def place_pattern(words: Vocabulary) -> re.Pattern:
    """The capitalised words after “järjestetään”, “ordnas i”, “takes place at”."""
    name = r"(?:[A-ZÅÄÖ][\w'’-]+)"
    at_words = f"{words.any_of('events.at')} (?:the )?" if words.words("events.at") else ""
    return re.compile(rf"\b{words.any_of('events.held')} {at_words}({name}(?: (?:(?:i|in|på) )?{name}){{0,4}})")


def find_place(lines: list[Line], words: Vocabulary) -> str:
    match = next((found for line in lines if (found := place_pattern(words).search(line.text))), None)
    return match[1] if match else ""

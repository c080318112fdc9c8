"""Events that a text invites to or promotes; they are set aside for the calendar."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache

from django.utils.translation import gettext_lazy as _

from .clocks import find_clock
from .days import Span, find_days
from .draft import ADVISORY, Event, Finding
from .lines import Line
from .sections import Sections
from .vocabulary import Vocabulary, alternatives

LONGEST_PROMO = 100
EDGES = " .,:;!–—-|()*#_"


def read(
    sections: Sections, headline: str, released_on: date | None, words: Vocabulary
) -> tuple[list[Event], list[Finding]]:
    events = [
        *invited(sections.body, headline, released_on, words),
        *promoted(sections.furniture, released_on, words),
    ]
    return events, [day_missing(event.name) for event in events if event.start is None]


def day_missing(name: str) -> Finding:
    message = _("The day of the event “%(name)s” can't be told from the text. Check it.")
    return Finding("event_without_day", ADVISORY, message, {"name": name})


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
    return before_day(words).sub("", text.strip(EDGES)).strip(EDGES)


@cache
def before_day(words: Vocabulary) -> re.Pattern:
    """“tisdagen den” at the end of a name, before the day that it belongs to."""
    weekday = alternatives(name for names in words.words("dates.weekdays") for name in names)
    return re.compile(rf"(?:\s{weekday})?(?:\s{words.any_of('dates.before')})?$", re.IGNORECASE)


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
    """Nothing at all where either day is not in the calendar."""
    first = span.first.resolve(released_on)
    last = span.last and span.last.resolve(first or released_on)
    if first is None or (span.last and last is None):
        return None, None
    clock = find_clock(text[: span.start] + " " * (span.end - span.start) + text[span.end :], words)
    if clock is None:
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

"""Embargo lines: the moment before which nothing may be published. A line that can't be read blocks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils.translation import gettext_lazy as _

from .clocks import Clock, find_clock, find_zone
from .days import find_days, find_weekday
from .draft import ADVISORY, BLOCKING, Finding
from .lines import Line
from .vocabulary import Vocabulary, every_vocabulary

HEAD = 12
LONGEST = 140


@dataclass(frozen=True)
class Notice:
    """An embargo line, in the language whose words it uses."""

    text: str
    words: Vocabulary
    is_immediate: bool


@cache
def opening(words: Vocabulary) -> re.Pattern:
    return re.compile(rf"(?<!\w){words.any_of('embargo.phrases')}(?!\w)", re.IGNORECASE)


def take(lines: list[Line]) -> tuple[list[Notice], list[Line]]:
    """The notices, and the lines without them; in the head one may stand behind other words of its line."""
    notices, rest = [], []
    for place, line in enumerate(lines):
        notice, before = find_notice(line.text, place < HEAD)
        if notice:
            notices.append(notice)
        if before:
            rest.append(replace(line, text=before))
    return notices, rest


def find_notice(text: str, is_head: bool) -> tuple[Notice | None, str]:
    if len(text) > LONGEST:
        return None, text
    found = []
    for words in every_vocabulary():
        match = opening(words).search(text)
        before = text[: match.start()].strip(" ,;:/|•*(–-") if match else text
        if match and (not before or is_head) and (notice := read_notice(text[match.start() :], words)):
            found.append((notice, before))
    return max(found, key=lambda pair: understood(*pair), default=(None, text))


def understood(notice: Notice, before: str) -> tuple:
    """“Embargo” is a word of every language: the one that reads more of the line is right."""
    names_weekday = find_weekday(notice.text, notice.words) is not None
    has_clock = find_clock(without_days(notice), notice.words) is not None
    return len(find_days(notice.text, notice.words)), names_weekday, has_clock, -len(before)


def read_notice(text: str, words: Vocabulary) -> Notice | None:
    """None when the words only look like a notice: “Embargo on grain goes on”."""
    rest = text[opening(words).match(text).end() :]
    if re.search(rf"\b{words.any_of('embargo.immediate')}\b", text, re.IGNORECASE):
        return Notice(text, words, is_immediate=True)
    says_when = find_days(rest, words) or find_clock(rest, words) or find_weekday(rest, words) is not None
    is_bare = not rest.strip(" .!*") or rest.lstrip().startswith(":")
    says_until = re.search(rf"\b{words.any_of('embargo.until')}\b", text, re.IGNORECASE) and len(rest) < 60
    return Notice(text, words, is_immediate=False) if says_when or is_bare or says_until else None


def lifts_at(notices: list[Notice], released_on: date | None, country: str) -> tuple[datetime | None, list[Finding]]:
    """The latest moment that the notices name."""
    binding = [notice for notice in notices if not notice.is_immediate]
    moments, findings = [], []
    for notice in binding:
        moment = read_moment(notice, released_on, country)
        moments += [moment] if moment else []
        findings += doubts(notice, moment)
    if binding and len(binding) < len(notices):
        immediate = next(notice.text for notice in notices if notice.is_immediate)
        message = _("The text says both “%(immediate)s” and “%(embargo)s”. The embargo is kept.")
        details = {"immediate": immediate, "embargo": binding[0].text}
        findings.append(Finding("embargo_contradicted", ADVISORY, message, details))
    return max(moments, default=None), findings


def read_moment(notice: Notice, released_on: date | None, country: str) -> datetime | None:
    clock = find_clock(without_days(notice), notice.words)
    day = read_day(notice, released_on, clock)
    if day is None:
        return None
    return datetime.combine(day, clock.first if clock else time.min, tzinfo=find_zone(notice.text, country))


def without_days(notice: Notice) -> str:
    text = notice.text
    for span in find_days(text, notice.words):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def read_day(notice: Notice, released_on: date | None, clock: Clock | None) -> date | None:
    """The day printed, else the release's own day or the weekday after it when only a time is printed."""
    if spans := find_days(notice.text, notice.words):
        return spans[0].first.resolve(released_on)
    if released_on is None or clock is None:
        return None
    rest = notice.text[: clock.start] + notice.text[clock.end :]
    weekday = find_weekday(rest, notice.words)
    if any(letter.isdigit() for letter in rest):
        return None
    return released_on + timedelta(days=(weekday - released_on.weekday()) % 7 if weekday is not None else 0)


def doubts(notice: Notice, moment: datetime | None) -> Iterable[Finding]:
    details = {"line": notice.text}
    if moment is None:
        message = _("The embargo “%(line)s” has no moment that can be read. Set the moment of publication by hand.")
        yield Finding("embargo_unclear", BLOCKING, message, details)
        return
    if not find_clock(without_days(notice), notice.words):
        message = _("The embargo “%(line)s” has no time of day that can be read. Midnight is used: check the moment.")
        yield Finding("embargo_without_time", BLOCKING, message, details)
    weekday = find_weekday(notice.text, notice.words)
    if weekday is not None and weekday != moment.weekday():
        message = _("In the embargo “%(line)s” the weekday and the date disagree: check the moment.")
        yield Finding("embargo_weekday", BLOCKING, message, details)

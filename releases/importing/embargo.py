"""Embargo lines: the moment before which nothing may be published. A line that can't be read blocks."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache

from django.utils.translation import gettext_lazy as _

from .clocks import find_clock, find_zone
from .days import find_days, find_weekday
from .draft import ADVISORY, BLOCKING, Finding
from .lines import Line
from .vocabulary import Vocabulary, alternatives, every_vocabulary

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
    for words in every_vocabulary():
        match = opening(words).search(text)
        before = text[: match.start()].strip(" ,;:/|•*(–-") if match else text
        if match and (not before or is_head) and (notice := read_notice(text[match.start() :], words)):
            return notice, before
    return None, text


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
    binding = [notice for notice in notices if not notice.is_immediate]
    if not binding:
        return None, []
    moment, findings = read_moment(binding[0], released_on, country)
    if len(binding) < len(notices):
        message = _("The text says both “%(immediate)s” and “%(embargo)s”. The embargo is kept.")
        immediate = next(notice.text for notice in notices if notice.is_immediate)
        details = {"immediate": immediate, "embargo": binding[0].text}
        findings.append(Finding("embargo_contradicted", ADVISORY, message, details))
    return moment, findings


def read_moment(notice: Notice, released_on: date | None, country: str) -> tuple[datetime | None, list[Finding]]:
    text, words = notice.text, notice.words
    spans = find_days(text, words)
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    day = spans[0].first.resolve(released_on) if spans else released_on
    clock = find_clock(text, words)
    weekday = find_weekday(text, words)
    if day is None or (weekday is not None and not spans and day.weekday() != weekday):
        return None, [unclear(notice)]
    moment = datetime.combine(day, clock.first if clock else time.min, tzinfo=find_zone(text, country))
    return moment, [*doubts(notice, day, clock is None, weekday)]


def unclear(notice: Notice) -> Finding:
    message = _("The embargo “%(line)s” has no moment that can be read. Set the moment of publication by hand.")
    return Finding("embargo_unclear", BLOCKING, message, {"line": notice.text})


def doubts(notice: Notice, day: date, has_no_clock: bool, weekday: int | None):
    if has_no_clock:
        message = _("The embargo “%(line)s” names no time of day. Midnight is used: check the moment.")
        yield Finding("embargo_without_time", BLOCKING, message, {"line": notice.text})
    if weekday is not None and weekday != day.weekday():
        message = _("In the embargo “%(line)s” the weekday and the date disagree: check the moment.")
        yield Finding("embargo_weekday", BLOCKING, message, {"line": notice.text})

"""Days and stretches of days as releases print them: 18.–19.9.2024, den 12 mars, May 10, 2019."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .vocabulary import Vocabulary, alternatives

YEAR = r"(?P<year>(?:19|20)\d\d)"
DASH = r"\s?[-–—]\s?"


@dataclass(frozen=True)
class Day:
    day: int
    month: int
    year: int | None = None

    def resolve(self, after: date | None) -> date | None:
        """The date; without a year the next such day; None if there is no such day or nothing to count from."""
        if self.year:
            return self.in_year(self.year)
        days = [self.in_year(after.year), self.in_year(after.year + 1)] if after else []
        return next((day for day in days if day and day >= after), None)

    def in_year(self, year: int) -> date | None:
        """None for the 29th of February of most years."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class Span:
    """A day, or the first and last of a stretch of days, and where it stands in the text."""

    first: Day
    last: Day | None
    start: int
    end: int


def find_days(text: str, words: Vocabulary) -> list[Span]:
    matches = [match for pattern in patterns(words) for match in pattern.finditer(text)]
    spans = [read_span(match, words) for match in matches if not is_clock(text[: match.start()], words)]
    found = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def is_clock(before: str, words: Vocabulary) -> bool:
    """“klo 9.10.” at the end of a sentence is no day of October."""
    return before[-10:].rstrip().casefold().endswith(tuple(words.words("dates.clock")))


@cache
def patterns(words: Vocabulary) -> list[re.Pattern]:
    month = alternatives(name for names in words.words("dates.months") for name in names)
    before = rf"(?<![\d.,:/])(?:(?P<day1>\d\d?)\.?(?:(?P<month1>\d\d?)\.(?:(?P<year1>20\d\d))?)?{DASH})?"
    before_name = rf"(?<![\d.,:/])(?:(?P<day1>\d\d?)\.?(?:\s(?P<name1>{month}))?{DASH})?"
    without_last_stop = (
        r"(?<![\d.,:/])(?P<day1>\d\d?)\.?" + DASH + r"(?P<day>\d\d?)\.(?P<month>1[0-2]|0?[1-9])(?![\d.:/])"
    )
    return [
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            *([without_last_stop] if words.language != "en" else []),  # in English 28–30.9 is no stretch of days
            rf"{before}(?P<day>\d\d?)\.(?P<month>\d\d?)\.{YEAR}(?!\d)",
            rf"{before}(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<month>1[0-2]|0?[1-9])\.(?!\d)",
            rf"(?<!\d){YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
            rf"{before_name}(?P<day>\d\d?)(?:\.|st|nd|rd|th)?(?:\sof)?\s(?P<name>{month})\b\.?(?:,?\s{YEAR})?",
            rf"\b(?P<name>{month})\b\.?\s(?P<day1>\d\d?)(?:\.|st|nd|rd|th)?(?:{DASH}(?P<day>\d\d?))?(?![\d:])(?:,?\s{YEAR})?",
        )
    ]


def read_span(match: re.Match, words: Vocabulary) -> Span:
    part = {name: text for name, text in match.groupdict().items() if text}
    month = month_of(part, "month", "name", words)
    days = [int(part[name]) for name in ("day1", "day") if name in part]
    last = Day(days[-1], month, int(part["year"]) if "year" in part else None)
    if len(days) == 1:
        return Span(last, None, match.start(), match.end())
    first = Day(days[0], month_of(part, "month1", "name1", words) or month, last.year)
    if "year1" in part:
        first = replace(first, year=int(part["year1"]))
    elif last.year and first.month > last.month:
        first = replace(first, year=last.year - 1)
    return Span(first, last, match.start(), match.end())


def month_of(part: dict[str, str], number: str, name: str, words: Vocabulary) -> int | None:
    if number in part:
        return int(part[number])
    months = words.words("dates.months")
    return next((place for place, names in enumerate(months, 1) if part.get(name, "").casefold() in names), None)


def find_weekday(text: str, words: Vocabulary) -> int | None:
    """Monday is 0, as in `date.weekday()`."""
    for number, names in enumerate(words.words("dates.weekdays")):
        if re.search(rf"\b{alternatives(names)}\b", text, re.IGNORECASE):
            return number
    return None

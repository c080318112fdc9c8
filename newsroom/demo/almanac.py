"""Days and years as the demo's texts name them, counted from the day of loading, so that the demo never ages."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from newsroom import dates

PLACE_HOLDER = re.compile(r"\{([a-z][a-z_-]*?)([+-]\d+)?\}")
# Figures and their thousands, an hour and its "klo", never part at the end of a line.
TIES = re.compile(r"(?<=\d) (?=\d{3}(?!\d))|(?<=\bklo) (?=\d)|(?<=\bkl\.) (?=\d)")


class Almanac:
    def __init__(self, today: date, events: dict[str, tuple[int, int]] | None = None):
        """Events are (days from today, length in days) by key, for texts that name their dates."""
        self.today = today
        self.events = events or {}

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def workday(self, days: int) -> date:
        """The same day, moved off the weekend: backwards in the past, forwards in the future."""
        when = self.day(days)
        late = when.weekday() - 4
        if late <= 0:
            return when
        return when - timedelta(days=late) if days <= 0 else when + timedelta(days=3 - late)

    def moment(self, day: date, hour: str) -> datetime:
        return datetime.combine(day, clock_face(hour), tzinfo=timezone.get_default_timezone())

    def first_year(self, years_ago: int) -> int:
        return self.today.year - years_ago

    def span(self, years_ago: int, length: int) -> str:
        first = self.first_year(years_ago)
        return f"{first}–{first + length - 1}"

    def event_days(self, key: str) -> tuple[date, date]:
        starts, length = self.events[key]
        first = self.workday(starts)
        return first, first + timedelta(days=length - 1)

    def filled(self, text: str, language: str, written: date) -> str:
        """The text with its place holders; `{year+1}` and `{date+12}` count from the day it was written."""

        def word(match: re.Match) -> str:
            return self._word(match[1], int(match[2] or 0), language, written)

        return TIES.sub("\u00a0", PLACE_HOLDER.sub(word, text))

    def _word(self, name: str, step: int, language: str, written: date) -> str:
        words: dict[str, Callable[[], Any]] = {
            "year": lambda: written.year + step,
            "date": lambda: dates.day(self.workday((written - self.today).days + step), language),
            "period": lambda: self.span(2, 4),
            "last_period": lambda: self.span(5, 3),
            "next_period": lambda: self.span(-2, 4),
            "period_start": lambda: self.first_year(2) + step,
            "period_end": lambda: self.first_year(-1) + step,
        }
        if name in words:
            return str(words[name]())
        return str(dates.days(*self.event_days(name), language))


def clock_face(hour: str) -> time:
    hours, minutes = hour.split(".")
    return time(int(hours), int(minutes))

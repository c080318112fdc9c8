"""Who answers the press now: the desk in its hours on weekdays, the duty number at other times."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from newsroom import checks, clock, dates
from newsroom.languages import active

LONGEST_CLOSING = 14  # days that are looked through for the next opening


@dataclass(frozen=True)
class Desk:
    """`hours` is None where readers are told none that a clock could follow: then nothing is said of now."""

    hours: tuple[time, time] | None
    now: datetime

    @property
    def is_open(self) -> bool:
        return self.hours is not None and is_workday(self.now.date()) and self._opens <= self.now.time() < self._closes

    @property
    def is_closed(self) -> bool:
        return self.hours is not None and not self.is_open

    @property
    def opens_on(self) -> date | None:
        """The day of the next opening."""
        first = 0 if self.now.time() < self._opens else 1
        days = (self.now.date() + timedelta(days=days) for days in range(first, LONGEST_CLOSING))
        return next(filter(is_workday, days), None)

    @property
    def _opens(self) -> time:
        return self.hours[0]

    @property
    def _closes(self) -> time:
        return self.hours[1]

    @property
    def sentence(self) -> str:
        """What a reader wants to know of the hour, in the active language; "" when nothing is known."""
        if self.is_open:
            return gettext("The press desk answers until %(time)s, Finnish time.") % {"time": _written(self._closes)}
        if self.hours is None or (day := self.opens_on) is None:
            return ""
        return _opening(day, self.now.date()) % {"day": _name_of(day), "time": _written(self._opens)}


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in checks.finnish_holidays()


def of(house, at: datetime | None = None) -> Desk:
    told = checks.told_hours(house.press_hours_fi, house.press_hours_sv, house.press_hours_en)
    return Desk(told, timezone.localtime(at or clock.now()))


def _opening(day: date, today: date) -> str:
    if day == today:
        return gettext("The press desk opens today at %(time)s, Finnish time.")
    if day == today + timedelta(days=1):
        return gettext("The press desk opens tomorrow at %(time)s, Finnish time.")
    if day < today + timedelta(days=7):
        return gettext("The press desk opens on %(day)s at %(time)s, Finnish time.")
    return gettext("The press desk is closed now.")


def _name_of(day: date) -> str:
    return str(WEEKDAYS[day.weekday()])


def _written(when: time) -> str:
    return dates.clock_time(when, active())

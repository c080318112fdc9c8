"""Days and times as each language writes them. Days are dates and never pass through a datetime."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone, translation
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext, ngettext


@dataclass(frozen=True)
class DayRange:
    """The first and the last day as written, and what stands between them; a single day is only `last`."""

    first: str
    dash: str
    last: str

    def __str__(self):
        return f"{self.first}{self.dash}{self.last}"


def day(when: date, language: str) -> str:
    if language == "en":
        return f"{when.day} {_month(when)} {when.year}"
    return f"{when.day}.{when.month}.{when.year}"


def days(first: date, last: date, language: str) -> DayRange:
    """fi 18.–19.9.2024, sv 18–19.9.2024, en 18–19 September 2024."""
    if first == last:
        return DayRange("", "", day(last, language))
    written = day(last, language)
    if (first.year, first.month) == (last.year, last.month):
        return DayRange(f"{first.day}." if language == "fi" else str(first.day), "–", written)
    dash = " – " if language == "en" else "–"
    if first.year != last.year:
        return DayRange(day(first, language), dash, written)
    return DayRange(_day_and_month(first, language), dash, written)


def days_beside_year(first: date, last: date, language: str) -> tuple[str, str]:
    """The days in short, and the year that is written smaller beside them ("" when the range crosses years)."""
    if first.year != last.year:
        return f"{day(first, language)}–{day(last, language)}", ""
    if language == "en":
        return _days_in_english(first, last), str(last.year)
    written = str(days(first, last, language)).removesuffix(str(last.year))
    return (written if language == "fi" else written.removesuffix(".")), str(last.year)


def clock_time(when: time, language: str) -> str:
    if language == "en":
        return f"{when.hour}:{when.minute:02}"
    if language == "sv" and not when.minute:
        return str(when.hour)
    return f"{when.hour}.{when.minute:02}"


def times(first: time, last: time, language: str) -> str:
    """fi klo 9.00–16.00, sv kl. 9–16, en 9:00–16:00."""
    written = f"{clock_time(first, language)}–{clock_time(last, language)}"
    return f"{_AT[language]} {written}" if language != "en" else written


def moment(when: datetime, language: str) -> str:
    """fi 17.11.2026 klo 10.00, sv 17.11.2026 kl. 10, en 17 November 2026 at 10:00 EET.

    In Finnish time; whoever reads English may be elsewhere, so there the zone stands beside it.
    """
    local = timezone.localtime(when)
    written = f"{day(local.date(), language)} {_AT[language]} {clock_time(local.time(), language)}"
    return f"{written} {local.tzname()}" if language == "en" else written


def until(when: datetime, now: datetime) -> str:
    """How long until a moment, as one says it at a desk: a minute that has begun counts as whole, days by the calendar."""
    minutes = max(1, -int((now - when).total_seconds() // 60))
    if minutes < 60:
        return gettext("in %(minutes)d min") % {"minutes": minutes}
    if minutes < 24 * 60:
        return gettext("in %(hours)d h %(minutes)d min") % {"hours": minutes // 60, "minutes": minutes % 60}
    days = (timezone.localdate(when) - timezone.localdate(now)).days
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}


_AT = {"fi": "klo", "sv": "kl.", "en": "at"}


def _month(when: date, names=MONTHS) -> str:
    with translation.override("en"):
        return str(names[when.month])


def _day_and_month(when: date, language: str) -> str:
    if language == "en":
        return f"{when.day} {_month(when)}"
    return f"{when.day}.{when.month}." if language == "fi" else f"{when.day}.{when.month}"


def _days_in_english(first: date, last: date) -> str:
    ending = f"{last.day} {_month(last, MONTHS_3).capitalize()}"
    if first == last:
        return ending
    if first.month == last.month:
        return f"{first.day}–{ending}"
    return f"{first.day} {_month(first, MONTHS_3).capitalize()} – {ending}"

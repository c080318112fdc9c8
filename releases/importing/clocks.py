"""Clock times and their zones: klo 9.00, kl. 12.30–13, 9:00 A.M., 6 p.m. GMT."""

import re
from dataclasses import dataclass
from datetime import time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from .vocabulary import Vocabulary, alternatives

COUNTRY_ZONES = {
    "FI": "Europe/Helsinki",
    "AX": "Europe/Mariehamn",
    "SE": "Europe/Stockholm",
    "NO": "Europe/Oslo",
    "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn",
    "DE": "Europe/Berlin",
    "BE": "Europe/Brussels",
    "GB": "Europe/London",
    "US": "America/New_York",
}
HOURS_EAST = {"GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "EST": -5, "EDT": -4}
NAMED_ZONE = re.compile(rf"\b{alternatives(HOURS_EAST)}\b")
EASTERN_TIME = re.compile(r"\b(?:Eastern Time|ET)\b")

HOUR, UNTIL_HOUR = r"(?P<hour>\d\d?)(?:[.:](?P<minute>\d\d))?", r"(?P<hour2>\d\d?)(?:[.:](?P<minute2>\d\d))?"
DASH = r"\s?[-–—]\s?"
NO_MORE_DIGITS = r"(?![.:]?\d|/)"
AMERICAN = re.compile(rf"(?<![\d.:]){HOUR}(?:{DASH}{UNTIL_HOUR})?\s?(?P<half>[ap])\.?\s?m\b\.?", re.IGNORECASE)
BARE = re.compile(rf"(?<![\d.:/])(?P<hour>\d\d?)[.:](?P<minute>\d\d)(?::\d\d)?(?:{DASH}{UNTIL_HOUR})?{NO_MORE_DIGITS}")


@dataclass(frozen=True)
class Clock:
    first: time
    last: time | None
    start: int
    end: int


@cache
def labelled(words: Vocabulary) -> re.Pattern:
    labels = words.any_of("dates.clock")
    return re.compile(rf"(?<!\w){labels}\s?{HOUR}(?:{DASH}{UNTIL_HOUR})?{NO_MORE_DIGITS}", re.IGNORECASE)


def find_clock(text: str, words: Vocabulary) -> Clock | None:
    """The first clock time of a text whose days are blanked out; None also for 25.00."""
    for pattern in (AMERICAN, labelled(words), BARE):
        if match := pattern.search(text):
            return read_clock(match)
    return None


def read_clock(match: re.Match) -> Clock | None:
    part = match.groupdict()
    try:
        first = read_time(part["hour"], part["minute"], part.get("half"))
        last = read_time(part["hour2"], part["minute2"], part.get("half")) if part["hour2"] else None
    except ValueError:
        return None
    return Clock(first, last, match.start(), match.end())


def read_time(hour: str, minute: str | None, half: str | None) -> time:
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            raise ValueError(f"{number} on a twelve-hour clock")
        number = number % 12 + (12 if half.lower() == "p" else 0)
    return time(number, int(minute or 0))


def find_zone(text: str, country: str) -> tzinfo:
    """The zone that the text names, else the sender's."""
    if named := NAMED_ZONE.search(text):
        return timezone(timedelta(hours=HOURS_EAST[named.group()]))
    return ZoneInfo("America/New_York" if EASTERN_TIME.search(text) else COUNTRY_ZONES[country])

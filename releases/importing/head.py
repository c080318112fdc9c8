"""The head of a release: kind, date and headline, letterhead and stamps aside."""

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import gettext_lazy as _

from .clocks import find_clock
from .days import Span, find_days
from .draft import ADVISORY, BLOCKING, Finding
from .lines import Line
from .names import fold
from .vocabulary import Vocabulary

HEAD = 8
LONGEST_SENDER = 5  # words
LONGEST_STAMP, LONGEST_HEADLINE = 120, 200
ZONE_LETTERS = re.compile(r"\b(?:EEST|EET|CEST|CET|GMT|BST)\b")
REGISTER = re.compile(r"\b\d+/(?:\d{4}|\d+)\b|\b\d+ ?\(\d+\)")
SEPARATORS = " .,;:|/•·*#–—-()"
LEVELS = "# *_"


@dataclass
class Head:
    kind: str = ""
    date: dt.date | None = None
    headline: str = ""
    spare_headline: str = ""
    senders: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Stamp:
    """A line of kind, date, number and sender; `left` is what else it says."""

    kind: str | None
    day: Span | None
    left: str


def take(lines: list[Line], words: Vocabulary) -> tuple[Head, list[Line]]:
    head = Head()
    rest = take_stamps(lines, head, words)
    rest = take_headline(rest, head, words)
    rest = take_stamps(rest, head, words, is_below=True)
    head.headline = head.headline or head.spare_headline
    if not head.headline:
        message = _("The text has no headline. Write one before it is published.")
        head.findings.append(Finding("headline_missing", BLOCKING, message))
    return head, rest


def take_stamps(lines: list[Line], head: Head, words: Vocabulary, is_below: bool = False) -> list[Line]:
    place = 0
    for line in lines[:HEAD]:
        if stamp := read_stamp(line.text, words):
            read_into(head, stamp, line.text)
        elif is_navigation(line.text, words):
            head.furniture.append(line.text)
        elif not is_below and is_letterhead(lines[place : place + 3], words):
            head.furniture.append(line.text)
            head.senders.append(line.text)
            head.spare_headline = line.text
        else:
            break
        place += 1
    return lines[place:]


def is_letterhead(lines: list[Line], words: Vocabulary) -> bool:
    """A short line above the one that says what this is names the sender."""
    stamps = [read_stamp(line.text, words) for line in lines[1:]]
    return len(lines[0].text.split()) <= LONGEST_SENDER and any(stamp and stamp.kind for stamp in stamps)


def is_navigation(text: str, words: Vocabulary) -> bool:
    return text.casefold().strip(SEPARATORS) in words.words("head.navigation")


def read_into(head: Head, stamp: Stamp, text: str) -> None:
    head.kind = stamp.kind or head.kind
    if stamp.kind and stamp.left:
        head.senders.append(stamp.left.strip(SEPARATORS))
        head.spare_headline = text
    if stamp.day and not head.date:
        head.date = stamp.day.first.resolve(None)
        if not head.date and stamp.day.first.year:
            message = _("The date in “%(line)s” is not in the calendar.")
            head.findings.append(Finding("date_impossible", ADVISORY, message, {"line": text}))


@cache
def kind_pattern(words: Vocabulary, kind: str) -> re.Pattern:
    return re.compile(rf"(?<![\w-]){words.any_of(f'head.kinds.{kind}')}(?![\w-])", re.IGNORECASE)


def find_kind(text: str, words: Vocabulary) -> tuple[str, re.Match] | None:
    matches = [(kind, kind_pattern(words, kind).search(text)) for kind in words.words("head.kinds")]
    return min(
        ((kind, match) for kind, match in matches if match),
        key=lambda pair: (pair[1].start(), -pair[1].end()),
        default=None,
    )


def read_stamp(text: str, words: Vocabulary) -> Stamp | None:
    """None when the line says something of its own, as a headline does."""
    if len(text) > LONGEST_STAMP:
        return None
    left, kind = text, None
    if found := find_kind(text, words):
        kind, match = found
        left = f"{text[: match.start()]}|{text[match.end() :]}"
    days = [span for span in find_days(left, words) if span.last is None]
    day = days[0] if days and (days[0].first.year or kind) else None
    left = without_stamp_words(blanked(left, day), words)
    if not left.strip(SEPARATORS):
        return Stamp(kind, day, "") if kind or day or left != text else None
    stamp = Stamp(kind, day, left)
    return stamp if is_sender(stamp, text, words) else None


def blanked(text: str, day: Span | None) -> str:
    return text[: day.start] + "|" + text[day.end :] if day else text


def without_stamp_words(text: str, words: Vocabulary) -> str:
    text = REGISTER.sub(" ", ZONE_LETTERS.sub(" ", text))
    if clock := find_clock(text, words):
        text = text[: clock.start] + " " + text[clock.end :]
    weekday = "|".join(name for names in words.words("dates.weekdays") for name in names)
    labels = words.any_of("head.labels")
    return re.sub(rf"(?<!\w)(?:{labels}|{weekday})(?!\w)", " ", text, flags=re.IGNORECASE)


def is_sender(stamp: Stamp, text: str, words: Vocabulary) -> bool:
    """What is left of a stamp is a name, set off by a mark: “| Jokikunnat ry |”, “Haapakoski, 12.3.2021”."""
    names = [name for name in stamp.left.strip(SEPARATORS).split() if name.strip(SEPARATORS)]
    proper = [name for name in names if name.casefold().strip(".,") not in words.words("head.small")]
    if len(names) > LONGEST_SENDER or not proper or not proper[0][0].isupper():
        return False
    if stamp.kind:
        return bool(re.search(r"[|•·]", text) or stamp.day and not re.match(r"[\w -]+?(?::|\s[–—-]\s)", text))
    return bool(stamp.day and names_place(stamp.left, words))


def names_place(left: str, words: Vocabulary) -> bool:
    """“Haapakoski, 12.3.2021” and “Haapakoskella 12.3.2021” say where and when, “Jokipäivät 12.3.2021” does not."""
    endings = "|".join(words.words("head.place_endings"))
    return bool(re.match(r"[^,|]+,\s*\|", left) or endings and re.match(rf"\w+(?:{endings})\s*\|\s*$", left))


def take_headline(lines: list[Line], head: Head, words: Vocabulary) -> list[Line]:
    if not lines or not is_headline(lines[0].text, has_more=len(lines) > 1):
        return lines
    head.headline = take_kind_label(lines[0].text.strip(LEVELS), head, words)
    repeats = 1
    while repeats < len(lines) and fold(lines[repeats].text.strip(LEVELS)) == fold(head.headline):
        repeats += 1
    return lines[repeats:]


def is_headline(text: str, has_more: bool) -> bool:
    return has_more and len(text) <= LONGEST_HEADLINE and not (text.endswith(".") and len(text) > 100)


def take_kind_label(text: str, head: Head, words: Vocabulary) -> str:
    """“Kannanotto: Kunnat tarvitsevat …” says its kind before the headline."""
    found = find_kind(text, words)
    if not found:
        return text
    kind, match = found
    rest = text[match.end() :]
    if match.start() or not re.match(r"\s*(?::|\s[–—-]\s)\s*\S", rest):
        return text
    head.kind = kind
    return rest.strip(" :–—-")

"""What must be true before a text is cleared, and what should be. Each app's `checks.py` finds it.

Nothing here or there asks the database: facts in, findings out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom import dates, richtext

FAR_AHEAD = timedelta(days=2 * 366)
SOON = timedelta(days=30)
LONGEST_SENTENCE = 30
OFFICE_HOURS = (time(8), time(16))


@dataclass(frozen=True)
class Finding:
    """A sentence for the editor. `place` names the form field that it is about, "" for the whole text."""

    code: str
    message: str
    is_blocking: bool = True
    place: str = ""
    details: dict = field(default_factory=dict, compare=False)

    def __str__(self):
        return str(self.message) % self.details if self.details else str(self.message)


def advice(code: str, message: str, place: str = "", **details) -> Finding:
    return Finding(code, message, False, place, details)


def obstacle(code: str, message: str, place: str = "", **details) -> Finding:
    return Finding(code, message, True, place, details)


def blocking(findings: Iterable[Finding]) -> list[str]:
    return [str(finding) for finding in findings if finding.is_blocking]


# What asks for a second confirmation


def questions(moment: datetime, now: datetime) -> list[str]:
    """Sentences that say in words what an unusual moment means."""
    when = {"moment": dates.moment(moment, get_language())}
    if moment < now.replace(second=0, microsecond=0):
        return [str(_("%(moment)s has passed: readers see this at once, dated by that moment.")) % when]
    if moment - now > FAR_AHEAD:
        return [str(_("%(moment)s is more than two years away. Is the year right?")) % when]
    return []


# Files and pictures, for every kind of text


@dataclass(frozen=True)
class FileFacts:
    name: str
    is_ready: bool = True
    is_pdf: bool = False
    has_title: bool = True
    has_language: bool = True
    is_tagged: bool = True
    # Where the same content is a web page, or why there is no accessible form of it.
    html_url: str = ""
    exception: str = ""

    @property
    def is_accessible(self) -> bool:
        return not self.is_pdf or (self.is_tagged and self.has_title and self.has_language)

    @classmethod
    def of(cls, stored, html_url: str = "", exception: str = "") -> "FileFacts":
        return cls(
            name=stored.original_name,
            is_ready=stored.is_ready,
            is_pdf=stored.content_type == "application/pdf",
            has_title=bool(stored.pdf_title),
            has_language=bool(stored.pdf_language),
            is_tagged=bool(stored.is_tagged),
            html_url=html_url,
            exception=exception,
        )


@dataclass(frozen=True)
class PictureFacts:
    name: str
    has_alt: bool = True
    use_until: date | None = None
    show_until: date | None = None
    has_consent: bool = True
    is_ready: bool = True

    @classmethod
    def of(cls, image) -> "PictureFacts":
        return cls(
            name=str(image),
            has_alt=image.is_decorative or bool(str(image.alt)),
            use_until=image.use_until,
            show_until=image.show_until,
            has_consent=image.consent_withdrawn_at is None,
            is_ready=image.stored_file.is_ready,
        )


def of_files(files: Iterable[FileFacts], has_accessible_formats: bool, place: str) -> list[Finding]:
    found = []
    for each in files:
        name = {"name": each.name}
        if not each.is_ready:
            found.append(
                obstacle("file_not_ready", _("The file “%(name)s” is not ready. Upload it again."), place, **name)
            )
        if each.is_accessible:
            continue
        if not (each.html_url or each.exception or has_accessible_formats):
            found.append(obstacle("pdf_not_accessible", PDF_NOT_ACCESSIBLE, place, **name))
        for code, is_there, message in (
            ("pdf_without_title", each.has_title, _("The PDF “%(name)s” has no title in its properties.")),
            ("pdf_without_language", each.has_language, _("The PDF “%(name)s” does not say which language it is in.")),
            (
                "pdf_without_tags",
                each.is_tagged,
                _("The PDF “%(name)s” has no tags, so screen readers can't follow it."),
            ),
        ):
            if not is_there:
                found.append(advice(code, message, place, **name))
    return found


PDF_NOT_ACCESSIBLE = _(
    "The PDF “%(name)s” is hard to use for many. Attach an accessible one, give the address of the same content as a web "
    "page, or write why there is no other form."
)


def of_pictures(pictures: Iterable[PictureFacts], day: date | None, place: str) -> list[Finding]:
    found = []
    for each in pictures:
        name = {"name": each.name}
        if not each.has_alt:
            found.append(
                obstacle("picture_without_alt", _("The picture “%(name)s” has no alternative text."), place, **name)
            )
        if not each.is_ready:
            found.append(
                obstacle("file_not_ready", _("The file “%(name)s” is not ready. Upload it again."), place, **name)
            )
        if not each.has_consent:
            found.append(obstacle("picture_without_consent", CONSENT_WITHDRAWN, place, **name))
        elif day:
            found += _of_rights(each, day, place)
    return found


CONSENT_WITHDRAWN = _("The consent of those in the picture “%(name)s” has been withdrawn. Choose another one.")
RIGHTS_ENDED = _("The picture “%(name)s” could be used until %(day)s only. Choose another one.")


def _of_rights(picture, day, place):
    ends = [until for until in (picture.use_until, picture.show_until) if until and until < day]
    if ends:
        name = {"name": picture.name, "day": dates.day(min(ends), get_language())}
        return [obstacle("picture_rights_ended", RIGHTS_ENDED, place, **name)]
    if picture.show_until and picture.show_until < day + SOON:
        name = {"name": picture.name, "day": dates.day(picture.show_until, get_language())}
        return [advice("picture_leaves", _("The picture “%(name)s” leaves the page after %(day)s."), place, **name)]
    if picture.use_until and picture.use_until < day + SOON:
        name = {"name": picture.name, "day": dates.day(picture.use_until, get_language())}
        return [advice("picture_rights_end", _("The picture “%(name)s” may be used until %(day)s."), place, **name)]
    return []


# Moments


def clock_trouble(moment: datetime) -> str:
    """The code of why a local time is no one instant: the clocks skip it, show it twice, or it has no zone."""
    zone = moment.tzinfo or timezone.get_default_timezone()
    if len({moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}) > 1:
        there_and_back = moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        is_shown = there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)
        return "moment_twice" if is_shown else "moment_skipped"
    return "" if moment.tzinfo else "moment_unclear"


_CLOCK_TROUBLE = {
    "moment_skipped": _("This moment does not exist: the clocks are put forward over it. Choose another time."),
    "moment_twice": _("This moment comes twice: the clocks are put back over it. Choose another time."),
    "moment_unclear": _("The moment has no time zone, so it could be any of several. Set it in the form."),
}


_HOURS = re.compile(r"(?<![\d.:])(\d{1,2})(?:[.:](\d\d))?\s?[–-]\s?(\d{1,2})(?:[.:](\d\d))?(?![\d.:])")


def hours_in(*texts: str) -> tuple[time, time]:
    """The hours that readers are told of the press desk (“arkisin klo 8–17”), else usual office hours."""
    return next((hours[0] for hours in map(_hours_of, texts) if hours), OFFICE_HOURS)


def told_hours(*texts: str) -> tuple[time, time] | None:
    """Those of the first text that there is, and none if it can't be read or tells of several: days may differ."""
    hours = _hours_of(next(filter(None, texts), ""))
    return hours[0] if len(hours) == 1 else None


def impossible_hours(text: str) -> str:
    """The first pair of hours in a text that no clock shows ("8–25"); "" if there is none."""
    for match in _HOURS.finditer(text):
        first, minutes, last, last_minutes = (int(each or 0) for each in match.groups())
        if max(first, last) > 24 or max(minutes, last_minutes) > 59:
            return match[0]
    return ""


def _hours_of(text: str) -> list[tuple[time, time]]:
    return [
        (time(int(first), int(minutes or 0)), time(int(last), int(last_minutes or 0)))
        for first, minutes, last, last_minutes in _HOURS.findall(text[:120])
        if int(first) < int(last) < 24 and int(minutes or 0) < 60 and int(last_minutes or 0) < 60
    ]


def of_moment(moment: datetime | None, has_duty_number: bool, hours=OFFICE_HOURS) -> list[Finding]:
    """A moment that does not exist in Finland, and one at which nobody answers the phone."""
    if moment is None:
        return []
    if trouble := clock_trouble(moment):
        return [obstacle(trouble, _CLOCK_TROUBLE[trouble], "publish_at")]
    local = timezone.localtime(moment)
    if has_duty_number:
        return []
    if name := finnish_holidays().get(local.date()):
        message = _("It comes out on a public holiday (%(name)s), and there is no duty phone.")
        return [advice("holiday", message, "publish_at", name=name)]
    opens, closes = hours
    if local.weekday() > 4 or not opens <= local.time() < closes:
        message = _("It comes out when the press desk is closed, and there is no duty phone.")
        return [advice("desk_closed", message, "publish_at")]
    return []


def finnish_holidays():
    return _holidays({"fi": "fi", "sv": "sv_FI", "en": "en_US"}.get(get_language(), "fi"))


@cache
def _holidays(language: str):
    """Kept, because a year's holidays are reckoned when they are first asked for."""
    return holidays.country_holidays("FI", language=language)


# Words

_SENTENCE = re.compile(r"[^.!?…\n]+")


def long_sentences(text: str) -> list[str]:
    """The beginnings of the sentences that are hard to follow."""
    found = []
    for sentence in _SENTENCE.findall(text):
        words = sentence.split(maxsplit=LONGEST_SENTENCE)
        if len(words) > LONGEST_SENTENCE:
            found.append(" ".join(words[:6]))
    return found


def of_words(lead: str, body: str, lead_place: str, body_place: str) -> list[Finding]:
    found = []
    for text, place in ((lead, lead_place), (richtext.plain_text(body), body_place)):
        for beginning in long_sentences(text)[:3]:
            message = _("A sentence of more than 30 words is hard to follow: “%(words)s …”")
            found.append(advice("long_sentence", message, place, words=beginning))
    return found

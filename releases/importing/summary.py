"""A draft told to an editor who has not stored it yet: lines with labels, in the active language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from textwrap import wrap
from types import ModuleType

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .draft import Contact, Draft, Event, Finding, QuoteBlock

Row = tuple[str, Sequence[str]]  # a label and what stands beside it; without that there is no row

KINDS = {
    "release": gettext_lazy("Press release"),
    "statement": gettext_lazy("Statement"),
    "media_invitation": gettext_lazy("Media invitation"),
    "news": gettext_lazy("News"),
}
WIDTH = 80
LEAD, START, LONGEST = 160, 55, 400  # letters shown


def lines(draft: Draft, dates: ModuleType) -> list[str]:
    """`dates` is newsroom.dates: parsing knows nothing of the house, so the house's way with days is handed in."""
    return table([*head_rows(draft, dates), *text_rows(draft), *part_rows(draft, dates), *check_rows(draft)])


def head_rows(draft: Draft, dates: ModuleType) -> Iterable[Row]:
    yield _("language"), [str(dict(settings.LANGUAGES)[draft.language])]
    yield _("kind"), [str(KINDS[draft.kind])]
    yield _("date"), [dates.day(draft.date, get_language())] if draft.date else []
    yield _("embargo"), [moment(draft.embargo, dates)] if draft.embargo else []


def text_rows(draft: Draft) -> Iterable[Row]:
    yield _("headline"), [draft.headline] if draft.headline else []
    yield _("lead"), [beginning(draft.lead, LEAD)] if draft.lead else []
    yield _("subheadings"), draft.subheadings
    yield _("quotes"), [told_quote(quote) for quote in draft.quotes]


def part_rows(draft: Draft, dates: ModuleType) -> Iterable[Row]:
    yield _("contacts"), [told_contact(contact) for contact in draft.contacts]
    yield _("attachments"), draft.attachments
    yield _("events (not made)"), [told_event(event, dates) for event in draft.events]


def check_rows(draft: Draft) -> Iterable[Row]:
    yield _("mended"), [f"{repair.found} > {repair.suggested}" for repair in draft.repairs]
    yield _("left out"), [beginning(text, START) for text in draft.boilerplate]
    yield _("to check"), told_findings(draft.findings)


def moment(when: datetime, dates: ModuleType) -> str:
    return _("%(moment)s, Finnish time (Europe/Helsinki)") % {"moment": dates.moment(when, get_language())}


def told_quote(quote: QuoteBlock) -> str:
    who = joined(quote.speaker or _("nobody named"), quote.title)
    return f"{who}: {beginning(quote.paragraphs[0], START)}"


def told_contact(contact: Contact) -> str:
    numbers = [phone.number for phone in contact.phones]
    doubt = "" if contact.is_person else _("no person, so left out")
    return joined(contact.name, contact.title, *numbers, *contact.emails, doubt)


def told_event(event: Event, dates: ModuleType) -> str:
    return joined(event.name, event.start and told_days(event.start, event.end or event.start, dates), event.place)


def told_days(first: date | datetime, last: date | datetime, dates: ModuleType) -> str:
    """Times stay as they are printed, whatever their zone."""
    language = get_language()
    clocks = [dates.clock_time(when.time(), language) for when in (first, last) if isinstance(when, datetime)]
    return joined(str(dates.days(day_of(first), day_of(last), language)), "–".join(dict.fromkeys(clocks)))


def day_of(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def told_findings(findings: Iterable[Finding]) -> list[str]:
    """What blocks publication comes first."""
    ordered = sorted(findings, key=lambda finding: not finding.is_blocking)
    return [
        _("BLOCKS PUBLICATION: %(finding)s") % {"finding": finding} if finding.is_blocking else str(finding)
        for finding in ordered
    ]


def joined(*words: str | None) -> str:
    return ", ".join(word for word in words if word)


def beginning(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0].rstrip(' ,.;:–-')}…"


def table(rows: Iterable[Row]) -> list[str]:
    """Labels in a column of their own; an entry that takes several lines hangs, so that one sees where the next starts."""
    filled = [(capfirst(label), texts) for label, texts in rows if texts]
    column = max(len(label) for label, _texts in filled) + 4
    return [
        line
        for label, texts in filled
        for place, text in enumerate(texts)
        for line in entry("" if place else label, text, column)
    ]


def entry(label: str, text: str, column: int) -> list[str]:
    return wrap(
        beginning(text, LONGEST),
        WIDTH,
        initial_indent=f"  {label}".ljust(column),
        subsequent_indent=" " * (column + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )

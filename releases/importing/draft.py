"""What the importer makes of a text, before anything is stored."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

BLOCKING = "blocking"
ADVISORY = "advisory"


class Unreadable(Exception):  # noqa: N818
    """These bytes are no text of a release; the message says what to do instead."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Finding:
    code: str
    level: str
    message: str
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.message) % self.details if self.details else str(self.message)

    @property
    def is_blocking(self) -> bool:
        return self.level == BLOCKING


@dataclass(frozen=True)
class Repair:
    found: str
    suggested: str


@dataclass(frozen=True)
class Phone:
    number: str
    printed: str


@dataclass(frozen=True)
class Contact:
    name: str
    title: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    is_person: bool = True  # or a press service


@dataclass(frozen=True)
class Event:
    """Start and end are days, or local moments without a zone where a time is printed."""

    name: str
    start: dt.date | dt.datetime | None = None
    end: dt.date | dt.datetime | None = None
    place: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class BulletList:
    items: tuple[str, ...]


@dataclass(frozen=True)
class QuoteBlock:
    paragraphs: tuple[str, ...]
    speaker: str | None = None
    title: str | None = None


Block = Paragraph | Heading | BulletList | QuoteBlock


@dataclass(frozen=True)
class Draft:
    language: str
    kind: str = "release"
    date: dt.date | None = None
    embargo: dt.datetime | None = None
    headline: str = ""
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    repairs: tuple[Repair, ...] = ()
    boilerplate: tuple[str, ...] = ()
    not_quotes: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()  # organisations that call the text theirs
    findings: tuple[Finding, ...] = ()
    fingerprint: str = ""

    @property
    def quotes(self) -> list[QuoteBlock]:
        return [block for block in self.blocks if isinstance(block, QuoteBlock)]

    @property
    def subheadings(self) -> list[str]:
        return [block.text for block in self.blocks if isinstance(block, Heading)]

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_blocking]

    def body_html(self, person_of: Callable[[str], str | None] = lambda name: None) -> str:
        from .markup import to_html

        return to_html(self.blocks, person_of)

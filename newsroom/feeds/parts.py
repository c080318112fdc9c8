"""What stands in a feed, whatever its format. Addresses are absolute, moments aware, texts in one language."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

BEFORE_EVERYTHING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Category:
    """`address` leads to all that has it, and names it for ever."""

    term: str
    label: str
    address: str


@dataclass(frozen=True)
class Attached:
    address: str
    content_type: str
    size: int  # in bytes
    title: str


@dataclass(frozen=True)
class Picture:
    address: str
    content_type: str
    size: int  # in bytes
    width: int
    height: int
    alt: str
    credit: str = ""
    caption: str = ""

    title = property(lambda self: self.alt)


@dataclass(frozen=True)
class Entry:
    """`html` is clean and has absolute addresses; `facts` go into the extension of JSON Feed."""

    uuid: uuid.UUID
    title: str
    address: str
    language: str
    published_at: datetime | None
    updated_at: datetime | None
    summary: str = ""
    html: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[Attached, ...] = ()
    facts: dict = field(default_factory=dict)

    @property
    def identity(self) -> str:
        return f"urn:uuid:{self.uuid}"

    @property
    def changed_at(self) -> datetime:
        """What still waits for its moment, in the editors' view, has no date yet."""
        return self.updated_at or self.published_at or BEFORE_EVERYTHING

    @property
    def enclosures(self) -> tuple[Attached | Picture, ...]:
        return (*self.attachments, *self.pictures)


@dataclass(frozen=True)
class Feed:
    """`addresses` maps each format to the feed's own address in it."""

    uuid: uuid.UUID
    title: str
    address: str
    addresses: dict[str, str]
    language: str
    author: str
    entries: tuple[Entry, ...] = ()
    description: str = ""
    icon: str = ""
    is_expired: bool = False

    @property
    def identity(self) -> str:
        return f"urn:uuid:{self.uuid}"

    @property
    def updated_at(self) -> datetime:
        return max((entry.changed_at for entry in self.entries), default=BEFORE_EVERYTHING)

"""What the state machine believes of each text and file: a few lines of bookkeeping, and no code of the product."""

import re
from dataclasses import dataclass, field
from datetime import datetime

TOKEN = re.compile(r"zq\d+q")
PUBLIC, SCHEDULED, WITHDRAWN, REMOVED = "public", "scheduled", "withdrawn", "removed"
UNCLEARED = ["draft", "in_review"]


@dataclass(eq=False)
class Paper:
    """A file: readers get it while a public text holds it, and once it has been struck never again."""

    uuid: str
    name: str
    width: int | None = None
    struck: str = ""

    def status(self, texts, now) -> int:
        holders = [text for text in texts if self in text.papers]
        if self.struck:
            return 410 if self.struck == "public" else 404
        if any(text.is_public(now) for text in holders):
            return 200
        return 410 if any(text.was_public(now) for text in holders) else 404


@dataclass(eq=False)
class Text:
    """Public = cleared and its moment has come. Everything below follows from what was last done to it."""

    pk: int
    family: int
    language: str
    slug: str
    words: dict[str, str]
    writer: str
    status: str = "draft"
    at: datetime | None = None
    clearer: str = ""
    awaits: bool = False
    reason: str = ""
    told: tuple[str, ...] = ()
    attached: dict[int, Paper] = field(default_factory=dict)
    picture: Paper | None = None
    successor: str = ""
    versions: dict[int, tuple] = field(default_factory=dict)
    old_slugs: set[str] = field(default_factory=set)
    left_slugs: set[str] = field(default_factory=set)
    proposals: dict[int, tuple] = field(default_factory=dict)

    def was_public(self, now) -> bool:
        return self.status in ("cleared", WITHDRAWN, REMOVED) and self.at is not None and self.at <= now

    def is_public(self, now) -> bool:
        return self.status == "cleared" and self.was_public(now)

    def is_readable(self, now) -> bool:
        return self.status != REMOVED and self.was_public(now)

    def stage(self, now) -> str:
        if self.status != "cleared":
            return self.status
        return PUBLIC if self.at <= now else SCHEDULED

    def before(self) -> str:
        """What it was before it was withdrawn or removed."""
        if self.status == REMOVED and self.reason:
            return WITHDRAWN
        return "cleared" if self.at else "draft"

    @property
    def content(self) -> tuple:
        files = tuple(paper.name for paper in self.attached.values())
        return (*self.words.values(), *self.told, *files, f"/{self.slug}/")

    @property
    def papers(self) -> list[Paper]:
        return [*self.attached.values(), *([self.picture] if self.picture else [])]

    @property
    def tokens(self) -> set[str]:
        """What may be read of it: of a withdrawn one its words and the reason, but no file or picture."""
        names = [] if self.status == WITHDRAWN else [paper.name for paper in self.papers]
        return set(TOKEN.findall(" ".join((*self.words.values(), *self.told, self.reason, *names))))

    def saved(self, now):
        """Each change that readers see gets the next number; what only waits for its moment is the first version."""
        if not self.was_public(now):
            self.versions = {1: self.content} if self.status == "cleared" else {}
        elif self.is_public(now) and self.versions.get(max(self.versions, default=0)) != self.content:
            self.versions[max(self.versions, default=0) + 1] = self.content


def may(verb, by, text, now, four_eyes, is_blocked=False) -> bool:
    """Whether somebody may do this to a text; `is_blocked` if a check stands in the way of its coming out."""
    stage, is_editor, is_own = text.stage(now), by != "writer", by == text.writer
    comes_out = is_editor and not is_blocked
    return {
        "change": stage in UNCLEARED or (is_editor and stage != REMOVED),
        "submit": stage == "draft",
        "send_back": is_editor and stage == "in_review",
        "clear": comes_out and stage in UNCLEARED and not (is_own and four_eyes == "required"),
        "force": comes_out and stage in UNCLEARED,
        "move": comes_out and stage == SCHEDULED,
        "confirm": is_editor and text.status == "cleared" and text.awaits and by not in (text.writer, text.clearer),
        "recall": stage == SCHEDULED,
        "withdraw": is_editor and stage == PUBLIC,
        "remove": is_editor and stage != REMOVED,
        "restore": is_editor and stage in (WITHDRAWN, REMOVED) and not (text.reason and text.at is None),
        "propose": stage == PUBLIC,
    }[verb]

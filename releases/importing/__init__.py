"""Press releases as organisations send them: bytes to a structured draft and findings, without the database."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from . import attachments, body, contacts, embargo, events, head, reading, repairs, sections, senders
from . import language as languages
from .clocks import COUNTRY_ZONES
from .draft import ADVISORY, BLOCKING, Draft, Finding, Repair, Unreadable
from .lines import split
from .vocabulary import LANGUAGES, Vocabulary, vocabulary

__all__ = ["COUNTRY_ZONES", "LANGUAGES", "Draft", "Finding", "Unreadable", "parse"]


@dataclass(frozen=True)
class Parts:
    """A text cut into head and sections, before its sections are read."""

    head: head.Head
    notices: list[embargo.Notice]
    lifts_at: datetime | None
    sections: sections.Sections
    repairs: list[Repair]
    findings: list[Finding]

    @property
    def has_date(self) -> bool:
        """One of its own or of its embargo, be it one that can't be read, which is told elsewhere."""
        is_told = any(finding.code == "date_impossible" for finding in self.head.findings)
        return bool(self.head.date or is_told or any(not notice.is_immediate for notice in self.notices))


def parse(data: bytes, *, language: str | None = None, country: str = "FI") -> Draft:
    """The stages in order; `country` is the sender's, for national numbers and local times."""
    text = reading.read(data)
    detected, is_sure = languages.detect(text)
    words = vocabulary(language or detected)
    parts = cut(text, words, country)
    draft = compose(parts, words, country)
    findings = (*draft.findings, *gaps(draft, parts), *doubts_about(text, bool(is_sure or language)))
    return replace(draft, findings=findings, fingerprint=fingerprint(text))


def cut(text: str, words: Vocabulary, country: str) -> Parts:
    lines, mended, doubts = repairs.mend(split(text, words), words)
    notices, lines = embargo.take(lines)
    top, lines = head.take(lines, words)
    lifts_at, embargo_findings = embargo.lifts_at(notices, top.date, country)
    findings = [*top.findings, *embargo_findings, *doubts]
    return Parts(top, notices, lifts_at, sections.sort(lines, words), mended, findings)


def compose(parts: Parts, words: Vocabulary, country: str) -> Draft:
    top, sorted_lines = parts.head, parts.sections
    letterheads = [name for name in top.senders if name != top.headline]
    people, contact_findings = contacts.read(sorted_lines.contacts, country, words)
    blocks, not_quotes, quote_findings = body.compose(sorted_lines.body, [person.name for person in people], words)
    lead, blocks = body.take_lead(blocks)
    occasions, event_findings = events.read(sorted_lines, top.headline, top.date, words)
    return Draft(
        language=words.language,
        kind=top.kind or "release",
        date=top.date,
        embargo=parts.lifts_at,
        headline=top.headline,
        lead=lead,
        blocks=tuple(blocks),
        contacts=tuple(people),
        attachments=tuple(attachments.read(sorted_lines.attachments)),
        events=tuple(occasions),
        repairs=tuple(parts.repairs),
        boilerplate=(*top.furniture, *(line.text for line in sorted_lines.furniture)),
        not_quotes=tuple(not_quotes),
        senders=tuple(senders.named(letterheads, sorted_lines.furniture, words)),
        findings=(*parts.findings, *quote_findings, *contact_findings, *event_findings),
    )


def gaps(draft: Draft, parts: Parts) -> Iterable[Finding]:
    if not (parts.head.kind or parts.has_date or parts.notices or draft.contacts or draft.quotes):
        message = _("This does not look like a press release. Check that it is the right file.")
        yield Finding("not_a_release", ADVISORY, message)
    if not draft.lead and not draft.blocks:
        yield Finding("body_missing", BLOCKING, _("The text has a headline only. Write the release under it."))
    if not draft.contacts:
        yield Finding("contacts_missing", ADVISORY, _("No contact was found. Add the people whom the media may call."))
    if not parts.has_date:
        yield Finding("date_missing", ADVISORY, _("The text has no date. It gets the moment of its publication."))


def doubts_about(text: str, is_language_sure: bool) -> Iterable[Finding]:
    if not is_language_sure:
        yield Finding("language_unsure", ADVISORY, _("The language of the text is not certain. Check it."))
    if "\ufffd" in text:
        yield Finding("characters_lost", ADVISORY, _("Some characters could not be read and show as �. Type them in."))


def fingerprint(text: str) -> str:
    """The same text in another encoding or with other spaces is the same release."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()

"""Press releases as organisations send them: bytes to a structured draft and findings, without the database."""

import hashlib
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from . import attachments, body, contacts, embargo, events, head, reading, repairs, sections
from . import language as languages
from .clocks import COUNTRY_ZONES
from .draft import ADVISORY, BLOCKING, Draft, Finding, Unreadable
from .lines import split
from .vocabulary import LANGUAGES, vocabulary

__all__ = ["COUNTRY_ZONES", "LANGUAGES", "Draft", "Finding", "Unreadable", "parse"]


def parse(data: bytes, *, language: str | None = None, country: str = "FI") -> Draft:
    """The stages in order; `country` is the sender's, for national numbers and local times."""
    text = reading.read(data)
    detected, is_sure = languages.detect(text)
    words = vocabulary(language or detected)
    lines, mended, doubts = repairs.mend(split(text, words), words)
    notices, lines = embargo.take(lines)
    top, lines = head.take(lines, words)
    lifts_at, embargo_findings = embargo.lifts_at(notices, top.date, country)
    parts = sections.sort(lines, words)
    people, contact_findings = contacts.read(parts.contacts, country, words)
    blocks, not_quotes, quote_findings = body.compose(parts.body, [person.name for person in people], words)
    lead, blocks = body.take_lead(blocks)
    return Draft(
        language=words.language,
        kind=top.kind,
        date=top.date,
        embargo=lifts_at,
        headline=top.headline,
        lead=lead,
        blocks=tuple(blocks),
        contacts=tuple(people),
        attachments=tuple(attachments.read(parts.attachments)),
        events=(
            *events.invited(parts.body, top.headline, top.date, words),
            *events.promoted(parts.furniture, top.date, words),
        ),
        repairs=tuple(mended),
        boilerplate=(*top.furniture, *(line.text for line in parts.furniture)),
        not_quotes=tuple(not_quotes),
        findings=(
            *top.findings,
            *embargo_findings,
            *doubts,
            *quote_findings,
            *contact_findings,
            *gaps(text, lead, blocks, people, is_sure or language),
        ),
        fingerprint=fingerprint(text),
    )


def gaps(text: str, lead: str, blocks: list, people: list, is_language_sure: bool) -> Iterable[Finding]:
    if not lead and not blocks:
        yield Finding("body_missing", BLOCKING, _("The text has a headline only. Write the release under it."))
    if not people:
        yield Finding("contacts_missing", ADVISORY, _("No contact was found. Add the people whom the media may call."))
    if not is_language_sure:
        yield Finding("language_unsure", ADVISORY, _("The language of the text is not certain. Check it."))
    if "\ufffd" in text:
        yield Finding("characters_lost", ADVISORY, _("Some characters could not be read and show as �. Type them in."))


def fingerprint(text: str) -> str:
    """The same text in another encoding or with other spaces is the same release."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()

"""The one place where a parsed draft becomes a release; the command and the admin share it."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from newsroom import clock, history
from newsroom.languages import CODES
from newsroom.models import Organisation
from newsroom.publishing import Refused, Stage
from programmes.models import Document, DocumentVersion
from releases.models import Attachment, Contact, Release, ReleaseFamily, Sender

from .draft import ADVISORY, Draft, Finding
from .names import fold
from .people import Cards, People, numbered

SLUG_LENGTH = 80
RESERVED = re.compile(r"(\d{4}|feed)?")
ALIKE = 0.6


@dataclass(frozen=True)
class Outcome:
    release: Release
    findings: tuple[Finding, ...] = ()


def write(draft: Draft, *, by=None, source_name: str = "") -> Outcome:
    """Store a draft as a release that is still to be cleared. The same text twice is the same release."""
    with transaction.atomic():
        if known := imported_already(draft):
            return Outcome(known, (*draft.findings, known_already()))
        people = People(draft)
        findings = (*draft.findings, *doubts(draft, people))
        with history.change(by=by, note=source_name) as change:
            cards = Cards(people)
            release = _release(draft, cards)
            change.name(release, "import")
            _contacts(release, people, cards)
            _attachments(release, draft)
        return Outcome(release, findings)


def check(draft: Draft) -> tuple[Finding, ...]:
    """The doubts that need the database, for a dry run and for the import alike: reads, never writes."""
    return (known_already(),) if imported_already(draft) else doubts(draft, People(draft))


def doubts(draft: Draft, people: People) -> tuple[Finding, ...]:
    return (*_other_sender(draft), *people.findings(), *_missing_attachments(draft))


def known_already() -> Finding:
    return Finding("imported_already", ADVISORY, _("This text has been imported already."))


def imported_already(draft: Draft) -> Release | None:
    return Release.objects.filter(source_hash=draft.fingerprint).first()


def publish(outcome: Outcome, *, by=None, force: bool = False) -> None:
    """Clear for the text's own embargo, or the moment an editor has set since, else for now.

    Raises Refused with every reason.
    """
    release = outcome.release
    if release.stage in (Stage.SCHEDULED, Stage.PUBLIC):
        return
    blocking = [str(finding) for finding in outcome.findings if finding.is_blocking]
    if blocking and not force:
        raise Refused(blocking)
    with translation.override(settings.LANGUAGE_CODE):  # the history is read by all, not by this terminal alone
        note = str(_("Imported from a text file"))
    moment = release.publish_at or clock.this_minute()
    release.force(by, moment, note, is_told=False, despite_findings=force)


def _other_sender(draft: Draft) -> list[Finding]:
    """Only where the house has a name in the text's language, to which the text's own sender can be likened."""
    house = Organisation.objects.house()
    if not house or not draft.senders or not getattr(house, f"name_{draft.language}"):
        return []
    names = [fold(getattr(house, f"{field}_{code}")) for field in ("name", "short_name") for code in CODES]
    senders = [fold(sender) for sender in draft.senders]
    if any(name and (name in sender or sender in name) for name in names for sender in senders):
        return []
    message = _("The text seems to come from %(other)s, but the sender will be %(house)s. Check the sender.")
    return [Finding("sender_differs", ADVISORY, message, {"other": draft.senders[0], "house": str(house)})]


def _release(draft: Draft, cards: Cards) -> Release:
    family = ReleaseFamily.objects.create(kind=draft.kind, embargo_at=draft.embargo)
    if house := Organisation.objects.house():
        Sender.objects.create(family=family, organisation=house)
    return Release.objects.create(
        family=family,
        language=draft.language,
        headline=_headline(draft),
        slug=_free_slug(_headline(draft), draft.language),
        lead=draft.lead,
        body=draft.body_html(person_of=cards.uuid_of),
        publish_at=draft.embargo,
        source_hash=draft.fingerprint,
    )


def _headline(draft: Draft) -> str:
    """A text without a headline is known by its first words until somebody writes one."""
    text = draft.headline or draft.lead or "–"
    return text if len(text) <= 255 else f"{text[:250]}…"


def _free_slug(headline: str, language: str) -> str:
    wanted = slugify(headline)
    if len(wanted) > SLUG_LENGTH - 4:
        wanted = wanted[: SLUG_LENGTH - 4].rpartition("-")[0] or wanted[: SLUG_LENGTH - 4]
    if RESERVED.fullmatch(wanted):
        wanted = f"release-{wanted}".rstrip("-")
    taken = set(Release.objects.filter(language=language, slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in numbered(wanted) if slug not in taken)


def _contacts(release: Release, people: People, cards: Cards):
    for position, contact in enumerate(people.contacts.values()):
        Contact.objects.get_or_create(
            release=release,
            spokesperson=cards[contact.name],
            defaults={"name": contact.name[:160], "title": people.title_of(contact.name)[:160], "position": position},
        )


def _attachments(release: Release, draft: Draft):
    for position, title in enumerate(draft.attachments):
        if version := _version_called(title):
            Attachment.objects.create(release=release, document_version=version, label=title[:200], position=position)
            release.family.documents.add(version.document)


def _missing_attachments(draft: Draft) -> list[Finding]:
    message = _("The text names the attachment “%(title)s”, but no document has that title. Add the file.")
    return [
        Finding("attachment_missing", ADVISORY, message, {"title": title})
        for title in draft.attachments
        if not _version_called(title)
    ]


def _version_called(title: str) -> DocumentVersion | None:
    """The latest public version of the one document whose title is the same or nearly so."""
    wanted = fold(title)
    alike = [
        document
        for document in Document.objects.public()
        if any(_are_alike(wanted, fold(getattr(document, f"title_{code}"))) for code in CODES)
    ]
    return alike[0].latest_version() if len(alike) == 1 else None


def _are_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and shorter in longer and len(shorter) >= ALIKE * len(longer)

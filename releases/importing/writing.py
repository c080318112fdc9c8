"""The one place where a parsed draft becomes a release; the command and the admin share it."""

import re
from dataclasses import dataclass

from django.db import transaction
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
from .people import People, numbered

SLUG_LENGTH = 80
RESERVED = re.compile(r"(\d{4}|feed)?")
ALIKE = 0.6


@dataclass(frozen=True)
class Outcome:
    release: Release
    created: bool
    findings: tuple[Finding, ...] = ()


def write(draft: Draft, *, by=None, source_name: str = "") -> Outcome:
    """Store a draft as a release that is still to be cleared. The same text twice is the same release."""
    with transaction.atomic():
        if known := Release.objects.filter(source_hash=draft.fingerprint).first():
            return Outcome(known, created=False, findings=draft.findings)
        with history.change(by=by, note=source_name) as change:
            people = People(draft)
            release = _release(draft, people)
            change.name(release, "import")
            _contacts(release, draft, people)
            missing = _attachments(release, draft)
        return Outcome(release, created=True, findings=(*draft.findings, *people.findings(), *missing))


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
    release.clear(by, release.publish_at or clock.this_minute(), note=str(_("import")))


def _release(draft: Draft, people: People) -> Release:
    family = ReleaseFamily.objects.create(kind=draft.kind)
    if house := Organisation.objects.house():
        Sender.objects.create(family=family, organisation=house)
    return Release.objects.create(
        family=family,
        language=draft.language,
        headline=_headline(draft),
        slug=_free_slug(_headline(draft), draft.language),
        lead=draft.lead,
        body=draft.body_html(person_of=people.uuid_of),
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


def _contacts(release: Release, draft: Draft, people: People):
    for position, contact in enumerate(each for each in draft.contacts if each.is_person):
        Contact.objects.get_or_create(
            release=release,
            spokesperson=people[contact.name],
            defaults={"name": contact.name[:160], "title": people.title_of(contact)[:160], "position": position},
        )


def _attachments(release: Release, draft: Draft) -> list[Finding]:
    missing = []
    for position, title in enumerate(draft.attachments):
        if version := _version_called(title):
            Attachment.objects.create(release=release, document_version=version, label=title[:200], position=position)
            release.family.documents.add(version.document)
        else:
            message = _("The text names the attachment “%(title)s”, but no document has that title. Add the file.")
            missing.append(Finding("attachment_missing", ADVISORY, message, {"title": title}))
    return missing


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

"""What the checks of a release look at, gathered from a saved row or from a form that is still being written."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from urllib.parse import SplitResult, urlsplit

import lxml.html

from newsroom import checks, clock, web
from newsroom.checks import FileFacts, PictureFacts
from newsroom.models import Organisation

MOST_LINKS = 60


@dataclass(frozen=True)
class Caller:
    """Somebody the media may call."""

    name: str
    has_number: bool
    leaves_on: date | None = None


@dataclass(frozen=True)
class Sibling:
    language: str
    publish_at: datetime | None


@dataclass(frozen=True)
class Facts:
    language: str = "fi"
    headline: str = ""
    lead: str = ""
    body: str = ""
    publish_at: datetime | None = None
    embargo_at: datetime | None = None
    has_themes: bool = True
    callers: tuple[Caller, ...] = ()
    press_has_number: bool = False
    has_duty_number: bool = False
    open_hours: tuple[time, time] = checks.OFFICE_HOURS
    has_accessible_formats: bool = False
    pictures: tuple[PictureFacts, ...] = ()
    files: tuple[FileFacts, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    # Addresses of our own in the body that nobody could open at that moment.
    closed_links: tuple[str, ...] = field(default=())
    # Attached documents that are not public then.
    closed_documents: tuple[str, ...] = ()
    now: datetime | None = None

    @property
    def first_seen(self) -> datetime | None:
        """When readers first see it: what is cleared for a moment that has passed comes out now."""
        return max((moment for moment in (self.publish_at, self.now) if moment), default=None)

    @property
    def day(self) -> date | None:
        return clock.today(self.first_seen) if self.first_seen else None


def of_release(release, at: datetime | None) -> Facts:
    contacts = release.contacts.select_related("spokesperson__photo__stored_file").prefetch_related(
        "spokesperson__phones"
    )
    attachments = release.attachments.select_related("stored_file", "document_version__document").prefetch_related(
        "document_version__files__stored_file"
    )
    return gather(
        {name: getattr(release, name) for name in ("language", "headline", "lead", "body")},
        at,
        family=release.family,
        release=release,
        people=[contact.spokesperson for contact in contacts],
        attachments=list(attachments),
        image=release.family.image,
        has_themes=release.family.themes.exists(),
        embargo_at=release.family.embargo_at,
    )


def gather(words, at, *, family, release, people, attachments, image, has_themes, embargo_at) -> Facts:
    """Facts from the words of a text and the rows it names; `family` and `release` are None before the first save."""
    house = Organisation.objects.house() or Organisation()
    portraits = [person.photo for person in people if person.photo and person.photo.is_shown(at)]
    own = release.get_absolute_url() if release and release.slug else ""
    return Facts(
        **words,
        publish_at=at,
        embargo_at=embargo_at,
        has_themes=has_themes,
        callers=tuple(_caller(person) for person in people),
        press_has_number=bool(house.press_phone),
        has_duty_number=bool(house.duty_phone),
        open_hours=house.open_hours,
        has_accessible_formats=bool(house.accessible_formats_email),
        pictures=tuple(PictureFacts.of(picture) for picture in [image, *portraits] if picture),
        files=tuple(_file(each) for each in attachments if each.file),
        siblings=tuple(_siblings(family, release)),
        closed_links=closed_links(words["body"], at, own),
        closed_documents=tuple(_closed_documents(attachments, at)),
        now=clock.now(),
    )


def _caller(person) -> Caller:
    return Caller(person.name, bool(person.phones.all()), person.leaves_on)


def _file(attachment) -> FileFacts:
    return FileFacts.of(attachment.file, attachment.html_url, attachment.exception)


def _closed_documents(attachments, at):
    for each in attachments:
        if each.document_version and not each.document_version.is_public(at):
            yield each.title


def _siblings(family, release):
    if family is None:
        return
    for text in family.releases.kept().exclude(pk=release and release.pk).defer("body", "lead"):
        yield Sibling(text.language, text.publish_at)


def closed_links(body: str, at: datetime | None, own: str = "") -> tuple[str, ...]:
    """Links of a body to our own site that a visitor could not open at a moment."""
    paths = [path for path in _own_paths(body) if path != own]
    with clock.standing_at(at or clock.now()):
        return tuple(path for path in islice(dict.fromkeys(paths), MOST_LINKS) if not web.is_open(path))


def _own_paths(body: str):
    if "<a " not in body:
        return
    ours = {"", *web.hosts()}
    for _element, attribute, link, _position in lxml.html.fragment_fromstring(body, "div").iterlinks():
        address = _split(link)
        if attribute == "href" and address and address.path.startswith("/") and address.netloc in ours:
            yield address.path


def _split(link: str) -> SplitResult | None:
    """None for what only looks like an address, such as one with half a bracket."""
    try:
        return urlsplit(link)
    except ValueError:
        return None

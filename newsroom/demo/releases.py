"""Releases in their languages and states."""

from datetime import date, datetime, timedelta
from html import escape

from django.utils.text import slugify

from newsroom import clock, history
from newsroom.demo.almanac import Almanac
from newsroom.demo.content import LANGUAGES, columns, read
from newsroom.demo.events import events
from newsroom.demo.house import picture, themes
from newsroom.demo.markup import html
from newsroom.demo.people import people
from newsroom.demo.programmes import documents, version
from newsroom.demo.rows import NOTE, Ledger, age, identity, publish, written_at
from newsroom.models import Organisation, Place
from people.models import Spokesperson
from releases.models import Attachment, Contact, Release, ReleaseFamily, ReleaseSeries, Sender

SLUG_LENGTH = 70


def load_series(ledger: Ledger) -> None:
    for series in read("series")["series"]:
        if ledger.lacks("series", series["key"]):
            with history.change(by=None, note=NOTE):
                ReleaseSeries.objects.create(
                    uuid=identity("series", series["key"]),
                    **columns("name", series["name"]),
                    **columns("description", series["description"]),
                )
            ledger.note("series")


def load_release(ledger: Ledger, almanac: Almanac, release: dict, house: Organisation) -> None:
    """A family with its language versions in one transaction, unless any of them has been loaded before."""
    languages = [language for language in LANGUAGES if language in release]
    if not all(ledger.lacks("release", release["key"], language) for language in languages):
        return
    moment = moment_of(release, almanac)
    with written_at(moment or clock.this_minute()):
        family = make_family(release, house)
        rows = [make_release(family, release, language, almanac, moment) for language in languages]
    for row in rows:
        settle(row, release, moment)
        ledger.note("releases")
    ledger.note("release families")


def moment_of(release: dict, almanac: Almanac) -> datetime | None:
    if "days_ahead" in release:
        return almanac.moment(almanac.day(release["days_ahead"]), release["time"])
    if "days_ago" in release:
        return almanac.moment(almanac.workday(-release["days_ago"]), release["time"])
    return None


def make_family(release: dict, house: Organisation) -> ReleaseFamily:
    family = ReleaseFamily.objects.create(
        uuid=identity("family", release["key"]),
        kind=release["kind"],
        image=picture(release.get("picture")),
        series=ReleaseSeries.objects.filter(uuid=identity("series", release.get("series", ""))).first(),
    )
    Sender.objects.create(family=family, organisation=house)
    family.themes.set(themes(release["themes"]))
    family.places.set(Place.objects.filter(code__in=release.get("places", [])))
    family.documents.set(documents(release.get("documents", [])))
    family.events.set(events(release.get("events", [])))
    picked = [identity("release", key, LANGUAGES[0]) for key in release.get("related", [])]
    family.related.set(Release.objects.filter(uuid__in=picked))
    return family


def make_release(
    family: ReleaseFamily, release: dict, language: str, almanac: Almanac, moment: datetime | None
) -> Release:
    day = moment.date() if moment else almanac.today
    text = words(release, language, almanac, day)
    speakers = {person.slug: person for person in people(speaker_keys(text["body"], release))}
    row = Release.objects.create(
        uuid=identity("release", release["key"], language),
        family=family,
        language=language,
        headline=text["headline"],
        slug=slug_of(text["headline"]),
        lead=text["lead"],
        body=html(text["body"], lambda key, said: blockquote(speakers[key], said, day, language)),
    )
    add_contacts(row, [speakers[key] for key in release["contacts"]], day)
    add_attachments(row, release.get("attachments", []))
    return row


def words(release: dict, language: str, almanac: Almanac, day: date) -> dict[str, str]:
    texts = {name: text for name, text in release[language].items() if isinstance(text, str)}
    return {name: almanac.filled(text, language, day) for name, text in texts.items()}


def add_contacts(row: Release, contacts: list[Spokesperson], day: date) -> None:
    for position, person in enumerate(contacts):
        title = str(person.title_on(day, row.language))
        Contact.objects.create(release=row, spokesperson=person, name=person.name, title=title, position=position)


def add_attachments(row: Release, references: list[str]) -> None:
    for position, reference in enumerate(references):
        Attachment.objects.create(release=row, document_version=version(reference), position=position)


def speaker_keys(body: str, release: dict) -> list[str]:
    quoted = [line[2:].split(": ", 1)[0] for line in body.splitlines() if line.startswith("> ")]
    return list(dict.fromkeys([*release["contacts"], *quoted]))


def blockquote(person: Spokesperson, said: str, day: date, language: str) -> str:
    title = escape(str(person.title_on(day, language)))
    return (
        f'<blockquote data-speaker="{escape(person.name)}" data-title="{title}" data-person="{person.uuid}">'
        f"<p>{said}</p></blockquote>"
    )


def slug_of(headline: str) -> str:
    """Whole words of the headline."""
    slug = slugify(headline)
    return slug if len(slug) <= SLUG_LENGTH else slug[: SLUG_LENGTH + 1].rpartition("-")[0]


def settle(row: Release, release: dict, moment: datetime | None) -> None:
    """Bring a text to the state in which the demo shows it."""
    state = release.get("state", "public")
    if state == "in_review":
        with history.change(by=None, note=NOTE):
            row.submit(by=None)
    elif state == "embargoed":
        row.clear(by=None, publish_at=moment, note=NOTE)
    elif state in ("public", "withdrawn"):
        publish(row, moment + timedelta(hours=release[row.language].get("hours_later", 0)))
    if state == "withdrawn":
        withdrawn = moment + timedelta(days=2)
        with clock.standing_at(withdrawn):
            row.withdraw(by=None, reason=release["withdrawal_reason"])
        age(row, withdrawn)

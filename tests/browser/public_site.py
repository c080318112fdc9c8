"""A filled site and one address for every kind of public page; what these miss is found by walking templates/."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from events.models import Event
from newsroom import clock
from newsroom.models import AccessibilityStatement, Theme
from people.models import Spokesperson
from programmes.models import Document, Programme, ProgrammePeriod
from releases.links import Kind
from releases.models import AccessLink, Release
from tests.factories import ReleaseFactory

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FRAMES = {"base.html", "releases/link_base.html"}
FEED_ENTRY = "feed_entry.html"
# A page that a reader comes to by the button of the page before it.
BEHIND_BUTTON = "#text"


def templates() -> set[str]:
    """Every template of a whole page that a reader can meet."""
    names = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    pages = {name for name in names if "/_" not in f"/{name}" and not name.endswith(FEED_ENTRY)}
    return {name for name in pages if not name.startswith("admin/")} - FRAMES


def fill():
    call_command("demo", verbosity=0)
    ReleaseFactory(gone=True, slug="poistettu")
    release = Release.objects.in_stage("scheduled").first()
    for kind, closed_at in ((Kind.EMBARGO, None), (Kind.PREVIEW, None), (Kind.PREVIEW, clock.now())):
        AccessLink.objects.create(
            release=release,
            kind=kind,
            name="Maija Meri",
            organisation="Rannikon Sanomat",
            email="maija.meri@sanomat.example",
            expires_at=clock.now() + timedelta(days=3) if kind == Kind.PREVIEW else None,
            revoked_at=closed_at,
        )


def rounds() -> Iterator[dict[str, int]]:
    """Address → status: the pages of a filled site, then those that a site in the making has instead."""
    yield pages()
    AccessibilityStatement.objects.all().delete()
    yield {"/fi/saavutettavuus/": 200}


def pages() -> dict[str, int]:
    lists = ("/fi/", "/sv/", "/en/", "/fi/tiedotteet/", "/fi/tapahtumat/", "/fi/tapahtumat/?when=past")
    lists += ("/fi/toimintaohjelmat/", "/fi/asiakirjat/", "/fi/asiantuntijat/", "/sv/pressmeddelanden/?kind=release")
    lists += ("/fi/medialle/", "/fi/kuvapankki/", "/fi/syotteet/", "/fi/saavutettavuus/", "/fi/tietosuoja/")
    lists += ("/fi/haku/", "/fi/haku/?q=silta", "/fi/haku/?q=olematon")
    things = [Release.objects.public().in_language(code).newest_first().first() for code in ("fi", "sv", "en")]
    things += [rows.public().first() for rows in (Document.objects, Programme.objects, ProgrammePeriod.objects)]
    things += [Theme.objects.public().first(), Spokesperson.objects.public().first(), *Event.objects.public()]
    withdrawn = Release.objects.in_stage("withdrawn").first()
    return {
        **dict.fromkeys([*lists, *(each.get_absolute_url() for each in [*things, withdrawn])], 200),
        f"{things[0].get_absolute_url()}v1/": 200,
        "/fi/never-was-here/": 404,
        "/fi/tiedotteet/poistettu/": 410,
        f"/fi/tiedotteet/?{'a&' * 2000}": 400,
        **_personal_links(),
    }


def _personal_links() -> dict[str, int]:
    cover, text, closed = (link.get_absolute_url() for link in AccessLink.objects.order_by("pk"))
    return {cover: 200, text: 200, f"{text}{BEHIND_BUTTON}": 200, closed: 410}


def ask(client, address):
    """The answer to an address, or to the button on its page."""
    if address.endswith(BEHIND_BUTTON):
        return client.post(address.removesuffix(BEHIND_BUTTON))
    return client.get(address)

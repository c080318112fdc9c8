"""Every public address, found from the URL configuration, asked with every slug, file and word there is.

Nothing of what is hidden may be found; the public twin's words must be, so that the walk is known to look.
"""

import itertools
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from newsroom import clock, doors
from tests.factories import DocumentVersionFactory, EventFactory
from tests.journeys import world as worlds

pytestmark = pytest.mark.django_db

HIDDEN = {
    "draft": {"draft": True},
    "review": {"in_review": True},
    "embargo": {"embargoed": True},
    "removed": {"removed": True},
}
LANGUAGES = ["fi", "sv", "en"]


def pools(everything):
    years = {str(clock.today().year + offset) for offset in (-1, 0, 1)} | {"2024", "2027"}
    return {
        "slug": {slug for world in everything for slug in world.slugs},
        "uuid": {str(file.uuid) for world in everything for file in world.files},
        "name": {file.original_name for world in everything for file in world.files},
        "shape": {"320", "640", "240x240"},
        "picture_format": {"webp", "jpg"},
        "year": years,
        "first": {"2024"},
        "last": {"2027"},
        "language": set(LANGUAGES),
        "extension": {"pdf"},
        "form": {"rss", "atom", "json"},
        "number": {"1"},
        "identity": {"forged"},
        "section": {
            *("pages", "themes", "people", "events", "programmes", "documents"),
            *(f"releases-{language}-{year}" for language in LANGUAGES for year in years),
        },
    }


def addresses(everything):
    known = pools(everything)
    names_of = {str(file.uuid): file.original_name for world in everything for file in world.files}
    for language in LANGUAGES:
        with override(language):
            for route in set(doors.routes()):
                assert set(route.parameters) <= set(known), f"teach the walk how to fill {route.pattern}"
                for values in itertools.product(*(sorted(known[name]) for name in route.parameters)):
                    filled = dict(zip(route.parameters, values, strict=True))
                    if "name" in filled and names_of[filled["uuid"]] != filled["name"]:
                        continue
                    yield "/" + re.sub(r"<(\w+)>", lambda match, filled=filled: filled[match[1]], route.pattern)


def questions(everything):
    """Addresses with something to ask: searches for hidden words, filters by hidden things, later pages."""
    words = [
        word
        for world in everything
        for key, word in world.words.items()
        if key.startswith(("release", "person", "document"))
    ]
    slugs = [slug for world in everything for slug in world.slugs]
    for path in ("/fi/haku/", "/sv/sok/", "/en/search/"):
        yield from (f"{path}?q={word}" for word in words)
        yield from (f"{path}?q=teksti&theme={slug}" for slug in slugs)
        yield from (f"{path}feed.atom?q={word}" for word in words)
    for path in ("/fi/haku/ehdotukset/", "/sv/sok/forslag/", "/en/search/suggestions/"):
        yield from (f"{path}?q={word[:-1]}" for word in words)
        yield f"{path}?q=zq"
    for path in ("/fi/tiedotteet/", "/sv/pressmeddelanden/", "/en/releases/", "/fi/tiedotteet/feed.json"):
        yield from (f"{path}?theme={slug}" for slug in slugs)
        yield from (f"{path}?q={word}" for word in words)
        yield from (f"{path}?page=2", f"{path}?kind=release", f"{path}?status=draft&order=asc&static=1")
    for path in ("/fi/tapahtumat/", "/fi/tapahtumat/feed.rss", "/fi/tapahtumat/feed.json"):
        yield from (f"{path}?when=past", f"{path}?when=all")


def answer(client, address):
    """Status, headers and body of an address as one text."""
    response = client.get(address)
    body = response.getvalue()
    response.close()
    headers = "".join(f"{name}: {value}\n" for name, value in response.headers.items())
    # What the visitor wrote is given back on a search page; only that is not a leak.
    asked = re.search(r"q=(\w+)", address)
    text = headers + body.decode("latin-1")
    return response, text.replace(asked[1], "") if asked else text


def found_words(client, every_address, words):
    pattern = re.compile(r"zq[a-z0-9]+")
    found = {}
    for address in every_address:
        for word in pattern.findall(answer(client, address)[1].lower()):
            if word in words:
                found.setdefault(word, address)
    return found


def test_no_address_tells_anything_hidden_and_the_public_twin_is_found(client):
    hidden = [worlds.make(name, **state) for name, state in HIDDEN.items()]
    twin = worlds.make("twin", published=True)
    everything = [*hidden, twin]
    all_words = {word for world in everything for word in world.words.values()}

    walked = [*addresses(everything), *questions(everything)]
    found = found_words(client, walked, all_words)

    leaked = {word: address for word, address in found.items() if not twin.owns(word)}
    assert leaked == {}
    missed = {key for key, word in twin.words.items() if word not in found}
    assert missed == set()
    assert len(walked) > 1000


def test_no_address_tells_what_a_public_text_holds_back(client):
    """The name of an attached document that is not out, and a note that waits for an event to be called off."""
    twin = worlds.make("twin", published=True)
    label, notes = twin.word("attachment.held_back"), twin.named("event", "note_held_back")
    for release in twin.releases:
        release.attachments.create(document_version=DocumentVersionFactory(draft=True), label=f"Vuolukivi {label}")
    EventFactory(
        published=True,
        slug=twin.slug("waiting"),
        **{name.replace("note_held_back", "situation_note"): f"Vuolukivi {word}" for name, word in notes.items()},
    )
    held_back = {label, *notes.values()}

    asked = [f"{path}?q=vuolukivi" for path in ("/fi/haku/", "/sv/sok/", "/en/search/", "/fi/tiedotteet/")]

    assert found_words(client, [*addresses([twin]), *asked, "/fi/tapahtumat/feed.json"], held_back) == {}


def test_a_withdrawn_text_stands_at_its_own_page_and_versions_only(client):
    withdrawn = worlds.make("withdrawn", withdrawn=True)
    own_pages = {thing.get_absolute_url() for thing in withdrawn.releases}

    words = set(withdrawn.words.values())
    elsewhere = [address for address in addresses([withdrawn]) if not address.startswith(tuple(own_pages))]
    of_releases = {word for key, word in withdrawn.words.items() if key.startswith(("release", "attachment", "image"))}

    assert set(found_words(client, elsewhere, words)) & of_releases == set()
    assert withdrawn.words["release.body_fi"] in found_words(client, own_pages, words)


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_address_answers_like_one_that_never_existed(client, state):
    hidden = worlds.make(state, **HIDDEN[state])
    never = {language: client.get(f"/{language}/never-was-here/") for language in LANGUAGES}

    asked = [
        address
        for address in addresses([hidden])
        if any(slug in address for slug in hidden.slugs) or any(str(file.uuid) in address for file in hidden.files)
    ]

    assert len(asked) > 50
    for address in asked:
        response = client.get(address)
        twin = never[address.split("/")[1] if address.split("/")[1] in LANGUAGES else "fi"]
        assert (address, response.status_code) == (address, 404)
        assert (address, dict(response.headers)) == (address, dict(twin.headers))
        assert (address, response.content) == (address, twin.content)


def test_counts_and_feed_headers_do_not_move_when_something_hidden_is_saved(client):
    worlds.make("twin", published=True)
    lists = ["/fi/", "/fi/tiedotteet/", "/fi/tapahtumat/", "/fi/asiakirjat/", "/fi/toimintaohjelmat/"]
    feeds = [f"{path}feed.{form}" for path in lists for form in ("rss", "atom", "json")]
    sections = ["events", "documents", "programmes", "people", f"releases-fi-{clock.today().year}"]
    sitemaps = ["/sitemap.xml", "/sitemap-news.xml", *(f"/sitemap-{section}.xml" for section in sections)]
    watched = [*lists, *feeds, *sitemaps, "/fi/haku/?q=ingressi", "/fi/syotteet/"]
    before = {address: answer(client, address)[1] for address in watched}

    for name, state in HIDDEN.items():
        worlds.make(name, **state)

    assert {address: answer(client, address)[1] for address in watched} == before


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_address_asks_the_database_as_often_as_one_that_never_existed(client, state):
    """What takes no longer tells nothing by how long it takes."""
    hidden = worlds.make(state, **HIDDEN[state])
    release, person = hidden.releases[0], next(thing for thing in hidden.things if hasattr(thing, "given_name"))
    pairs = [
        (f"/fi/tiedotteet/{release.slug}/", "/fi/tiedotteet/ei-ole/"),
        (f"/fi/tiedotteet/{release.slug}/v1/", "/fi/tiedotteet/ei-ole/v1/"),
        (f"/fi/tapahtumat/{hidden.name}-event/", "/fi/tapahtumat/ei-ole/"),
        (f"/fi/asiakirjat/{hidden.name}-document/", "/fi/asiakirjat/ei-ole/"),
        (f"/fi/asiantuntijat/{person.slug}/", "/fi/asiantuntijat/ei-ole/"),
        (f"/fi/teemat/{hidden.name}-theme/", "/fi/teemat/ei-ole/"),
    ]

    for address, never in pairs:
        assert (address, _queries(client, address)) == (address, _queries(client, never))


def _queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 404
    return len(captured)

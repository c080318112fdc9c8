"""Where the Finnish and the Swedish name have a domain each, a page stands on its language's own."""

import subprocess
import sys

import pytest

from newsroom import outside, visibility, web
from releases import facts
from tests.factories import AccessibilityStatementFactory, EventFactory, ReleaseFactory

pytestmark = pytest.mark.django_db

FINNISH, SWEDISH = "http://uutiset.example", "http://nyheter.example"


@pytest.fixture(autouse=True)
def two_names(settings):
    settings.SITE_URL = FINNISH
    settings.SITE_URLS = {"fi": FINNISH, "sv": SWEDISH}
    settings.ALLOWED_HOSTS = ["uutiset.example", "nyheter.example"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/fi/", f"{FINNISH}/fi/"),
        ("/sv/teman/vatten/", f"{SWEDISH}/sv/teman/vatten/"),
        ("/en/", f"{FINNISH}/en/"),
        ("/files/x/y.pdf", f"{FINNISH}/files/x/y.pdf"),
        ("/admin/site/sv/", f"{FINNISH}/admin/site/sv/"),
    ],
)
def test_an_address_is_on_its_languages_own_origin(path, address):
    assert web.absolute(path) == address


@pytest.mark.parametrize(
    ("host", "path", "location"),
    [
        ("uutiset.example", "/sv/", f"{SWEDISH}/sv/"),
        ("nyheter.example", "/fi/tiedotteet/?kind=news&page=2", f"{FINNISH}/fi/tiedotteet/?kind=news&page=2"),
        ("nyheter.example", "/fi/ei-ole/", f"{FINNISH}/fi/ei-ole/"),
        ("nyheter.example", "/fi/a%0d%0ab%3Fc/", f"{FINNISH}/fi/a%0D%0Ab%3Fc/"),
    ],
)
def test_a_page_asked_on_another_host_stands_on_its_own(client, host, path, location):
    response = client.get(path, headers={"host": host})

    assert (response.status_code, response["Location"]) == (301, location)
    assert response["Cache-Control"] == "public, max-age=30"


def test_what_is_hidden_answers_there_like_what_never_was(client):
    hidden = ReleaseFactory(embargoed=True, language="fi", slug="silta")

    answers = [
        client.get(f"/fi/tiedotteet/{slug}/", headers={"host": "nyheter.example"}) for slug in (hidden.slug, "ei-ole")
    ]

    assert [answer.status_code for answer in answers] == [301, 301]
    assert [answer["Location"].rsplit("/", 2)[1] for answer in answers] == ["silta", "ei-ole"]


@pytest.mark.parametrize("path", ["/brand.css", "/healthz", "/en/", "/admin/login/"])
@pytest.mark.parametrize("host", ["uutiset.example", "nyheter.example"])
def test_what_has_no_origin_of_its_own_answers_on_every_host(client, host, path):
    assert client.get(path, headers={"host": host}).status_code == 200


def test_a_foreign_host_is_refused_and_not_led_on(client):
    assert client.get("/fi/", headers={"host": "evil.example"}).status_code == 400


def test_nothing_is_posted_to_a_page_on_any_host(client):
    assert client.post("/fi/", headers={"host": "nyheter.example"}).status_code == 405


@pytest.mark.parametrize(("host", "home"), [("uutiset.example", "/fi/"), ("nyheter.example", "/sv/")])
def test_the_front_door_opens_to_the_hosts_own_language(client, host, home):
    response = client.get("/", headers={"host": host})

    assert (response.status_code, response["Location"]) == (302, home)


def test_feeds_name_pages_on_their_own_origin(client):
    ReleaseFactory(published=True, language="sv", slug="bron")

    feed = client.get("/sv/pressmeddelanden/feed.rss", headers={"host": "nyheter.example"}).text

    assert f"<link>{SWEDISH}/sv/pressmeddelanden/bron/</link>" in feed
    assert FINNISH not in feed


def test_a_text_to_take_along_names_each_page_on_its_own_origin(client):
    body = '<p>Se <a href="/fi/tapahtumat/">a</a> och <a href="/sv/evenemang/">b</a>.</p>'
    ReleaseFactory(published=True, language="sv", slug="bron", body=body)

    text = client.get("/sv/pressmeddelanden/bron/release.txt", headers={"host": "nyheter.example"}).text

    for address in (f"{FINNISH}/fi/tapahtumat/", f"{SWEDISH}/sv/evenemang/", f"{SWEDISH}/sv/pressmeddelanden/bron/"):
        assert address in text


@pytest.mark.parametrize(("address", "name"), [("/fi/saavutettavuus/", "uutiset"), ("/sv/tillganglighet/", "nyheter")])
def test_the_accessibility_statement_is_about_the_site_of_its_language(client, address, name):
    AccessibilityStatementFactory()

    page = client.get(address, headers={"host": f"{name}.example"}).text

    assert f"{name}.example" in page.split('<p class="lead">')[1].split("</p>")[0]


def test_both_names_are_this_site():
    body = f'<p><a href="{SWEDISH}/sv/nej/">a</a> <a href="http://other.example/b">b</a></p>'

    assert outside.links(body) == ["http://other.example/b"]
    assert facts.closed_links(body, None) == ("/sv/nej/",)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (f"{SWEDISH}/sv/x/", "/sv/x/"),
        (f"{FINNISH}/fi/x/", "/fi/x/"),
        ("http://uutiset.example.evil.example/fi/", "http://uutiset.example.evil.example/fi/"),
        ("/fi/x/", "/fi/x/"),
    ],
)
def test_an_address_of_this_site_is_kept_as_its_path(address, path):
    assert web.without_origin(address) == path


def test_a_thing_is_found_visible_on_both_names(press_desk):
    event = EventFactory(published=True)

    answers = visibility.ask(event)

    assert {answer.status for answer in answers if answer.door.is_expected} == {200}


def test_a_language_that_the_site_does_not_have_is_refused(settings):
    told = subprocess.run(
        [sys.executable, "-c", "import newsroom.settings"],
        env={"SECRET_KEY": "x", "SITE_URLS": "de=https://nachrichten.example", "DATA_DIR": str(settings.DATA_DIR)},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "SITE_URLS names languages that this site does not have: ['de']" in told.stderr

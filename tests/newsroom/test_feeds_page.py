import re

import pytest

from tests.counting import queries_for
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    helsinki,
    quote,
)

pytestmark = pytest.mark.django_db

FORMS = ["rss", "atom", "json"]


def followed(page) -> list[str]:
    """The lists on the page, by the addresses of their RSS."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return [address for address in re.findall(r'href="([^"]+)"', main) if "/feed.rss" in address]


def test_the_door_without_a_language_leads_to_the_first(client):
    response = client.get("/feeds/")

    assert (response.status_code, response["Location"]) == (302, "/fi/syotteet/")


def test_every_list_is_there_with_its_newest_entry(client):
    person, theme = SpokespersonFactory(slug="aino"), ThemeFactory(slug="joet", name_en="Rivers")
    document = DocumentFactory(period=ProgrammePeriodFactory(published=True, programme=ProgrammeFactory(slug="water")))
    DocumentVersionFactory(published=True, document=document)
    EventFactory(published=True)
    told = {"language": "en", "published": True, "themes": [theme], "documents": [document]}
    ReleaseFactory(**told, headline="Older news", publish_at=helsinki(2026, 3, 1))
    ReleaseFactory(
        **told, headline="Newest news", publish_at=helsinki(2026, 3, 2), body=quote(person.name, "Well."), kind="news"
    )

    page = client.get("/en/feeds/").text

    assert followed(page) == [
        "/en/feed.rss",
        "/en/releases/feed.rss",
        "/en/events/feed.rss",
        "/en/programmes/feed.rss",
        "/en/documents/feed.rss",
        "/en/releases/feed.rss?kind=release",
        "/en/releases/feed.rss?kind=news",
        "/en/themes/joet/feed.rss",
        "/en/programmes/water/feed.rss",
        "/en/spokespeople/aino/feed.rss",
    ]
    assert page.count("Newest news") == 5
    assert page.count("Older news") == 1
    assert "2 March 2026" in page


def test_the_feeds_of_other_languages_are_one_link_away(client):
    page = client.get("/sv/floden/").text.partition("<main")[2]

    for code, address in (("fi", "/fi/syotteet/"), ("en", "/en/feeds/")):
        assert f'<a href="{address}" lang="{code}" hreflang="{code}">' in page


def test_every_address_on_the_page_is_a_feed(client):
    ReleaseFactory(published=True, themes=[ThemeFactory(slug="joet")], kind="statement")

    page = client.get("/fi/syotteet/").text
    addresses = [address for address in re.findall(r'href="([^"]+)"', page) if "/feed." in address]

    assert len(set(addresses)) >= 3 * 7
    assert {client.get(address).status_code for address in addresses} == {200}


def test_nothing_hidden_is_listed(client):
    theme, person = ThemeFactory(slug="salassa"), SpokespersonFactory(slug="aino")
    for state in ("draft", "in_review", "embargoed", "removed", "gone", "withdrawn"):
        ReleaseFactory(
            **{state: True}, headline=f"Salaa {state}", themes=[theme], kind="news", body=quote(person.name, "Hiljaa.")
        )

    page = client.get("/fi/syotteet/").text

    assert len(followed(page)) == 5
    assert "Salaa" not in page


def test_a_theme_without_news_in_a_language_is_listed_in_others(client):
    ReleaseFactory(published=True, themes=[ThemeFactory(slug="joet")])

    assert "/fi/teemat/joet/feed.rss" in followed(client.get("/fi/syotteet/").text)
    assert "/sv/teman/joet/feed.rss" not in followed(client.get("/sv/floden/").text)


def test_one_or_three_of_each_cost_the_same(client):
    def add():
        person = SpokespersonFactory()
        document = DocumentFactory(period=ProgrammePeriodFactory(published=True))
        DocumentVersionFactory(published=True, document=document)
        EventFactory(published=True)
        ReleaseFactory(
            published=True, themes=[ThemeFactory()], documents=[document], body=quote(person.name, "Tulva ei odota.")
        )

    add()
    client.get("/fi/syotteet/")
    one = queries_for(client, "/fi/syotteet/")
    add()
    add()

    assert queries_for(client, "/fi/syotteet/") == one


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/fi/", "/fi/feed."),
        ("/fi/tapahtumat/", "/fi/tapahtumat/feed."),
        ("/fi/asiakirjat/", "/fi/asiakirjat/feed."),
        ("/fi/toimintaohjelmat/", "/fi/toimintaohjelmat/feed."),
        ("/fi/toimintaohjelmat/vesi/", "/fi/toimintaohjelmat/vesi/feed."),
        ("/fi/toimintaohjelmat/vesi/2024-2027/", "/fi/toimintaohjelmat/vesi/2024-2027/feed."),
        ("/fi/asiantuntijat/aino/", "/fi/asiantuntijat/aino/feed."),
        ("/fi/teemat/joet/", "/fi/teemat/joet/feed."),
    ],
)
def test_a_list_offers_its_own_feeds_first_and_ends_in_them(client, path, own):
    person = SpokespersonFactory(slug="aino")
    document = DocumentFactory(period=ProgrammePeriodFactory(published=True, programme=ProgrammeFactory(slug="vesi")))
    ReleaseFactory(
        published=True,
        themes=[ThemeFactory(slug="joet")],
        documents=[document],
        body=quote(person.name, "Tulva ei odota."),
    )

    page = client.get(path).text

    offered = re.findall(r'<link rel="alternate" type="(application/[^"]+)" title="[^"]+" href="([^"]+)"', page)
    types = ["application/rss+xml", "application/atom+xml", "application/feed+json"]
    addresses = [f"{start}{form}" for start in (own, "/fi/tiedotteet/feed.") for form in FORMS]
    assert offered == list(zip(types * 2, addresses, strict=True))
    main = page.partition("<main")[2].partition("</main>")[0]
    assert [a for a in re.findall(r'href="([^"]+)"', main) if "/feed." in a] == [f"{own}{form}" for form in FORMS]


def test_the_page_of_a_withdrawn_period_offers_no_feed_of_it(client):
    ProgrammePeriodFactory(withdrawn=True, programme=ProgrammeFactory(slug="vesi"))

    page = client.get("/fi/toimintaohjelmat/vesi/2024-2027/").text

    assert re.findall(r'href="([^"]+/feed\.rss)"', page.partition("<body")[0]) == ["/fi/tiedotteet/feed.rss"]

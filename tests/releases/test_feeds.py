import re

import feedparser
import pytest

from tests.factories import OrganisationFactory, ReleaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db

RSS = "application/rss+xml; charset=utf-8"


def parsed(response):
    feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_the_feed_tells_everything_from_the_release(client, clock_at):
    clock_at("2026-03-03 09:00")
    OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto")
    theme = ThemeFactory(name_fi="Tulvat & sillat", slug="tulvat")
    release = ReleaseFactory(
        published=True, headline="Vesistö\u00adohjelma <2027>", slug="ohjelma", lead="Ingressi & muuta.", themes=[theme]
    )

    response = client.get("/fi/tiedotteet/feed.rss")
    feed = parsed(response)

    assert response["Content-Type"] == RSS
    assert feed.version == "rss20"
    assert feed.feed.language == "fi"
    assert feed.feed.link == "http://localhost:8000/fi/tiedotteet/"
    assert feed.feed.title.endswith(" – Jokikuntien liitto")
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [
        "http://localhost:8000/fi/tiedotteet/feed.rss"
    ]
    [item] = feed.entries
    assert item.id == f"urn:uuid:{release.uuid}"
    assert item.guidislink is False
    assert item.title == "Vesistöohjelma <2027>"
    assert item.link == "http://localhost:8000/fi/tiedotteet/ohjelma/"
    assert item.summary == "Ingressi & muuta."
    assert item.published == "Sun, 01 Mar 2026 07:00:00 +0000"
    assert "Tulvat & sillat" in [tag.term for tag in item.tags]


def test_the_guid_is_not_a_link(client):
    ReleaseFactory(published=True)

    assert re.search(
        r'<guid isPermaLink="false">urn:uuid:[0-9a-f-]{36}</guid>', client.get("/fi/tiedotteet/feed.rss").text
    )


def test_the_feed_is_of_one_language(client):
    ReleaseFactory(published=True, language="fi", headline="Suomeksi")
    ReleaseFactory(published=True, language="sv", headline="På svenska")

    feed = parsed(client.get("/sv/pressmeddelanden/feed.rss"))

    assert [item.title for item in feed.entries] == ["På svenska"]
    assert feed.feed.language == "sv"


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "withdrawn", "removed", "gone"])
def test_the_feed_leaves_out_what_is_not_public(client, state):
    ReleaseFactory(**{state: True})

    assert parsed(client.get("/fi/tiedotteet/feed.rss")).entries == []


def test_an_embargo_ends_by_the_clock_alone(client, clock_at):
    clock_at("2026-03-03 09:00")
    ReleaseFactory(embargoed=True, headline="Odottaa")

    clock_at("2026-03-05 08:59")
    assert parsed(client.get("/fi/tiedotteet/feed.rss")).entries == []

    clock_at("2026-03-05 09:00")
    assert [item.title for item in parsed(client.get("/fi/tiedotteet/feed.rss")).entries] == ["Odottaa"]


def test_the_build_date_is_when_readers_were_last_told_and_never_now(client, clock_at):
    clock_at("2026-03-03 09:00")
    release = ReleaseFactory(published=True)
    clock_at("2026-03-04 10:00")
    release.corrections.create(text="Uusi luku.")
    clock_at("2026-03-05 10:00")
    release.lead = "Korjattu kirjoitusvirhe."
    release.save()

    clock_at("2026-06-01 12:00")
    first = client.get("/fi/tiedotteet/feed.rss").text
    clock_at("2026-07-01 12:00")
    second = client.get("/fi/tiedotteet/feed.rss").text

    assert "<lastBuildDate>Wed, 04 Mar 2026 08:00:00 +0000</lastBuildDate>" in first
    assert first == second


def test_a_change_before_publication_counts_from_the_publication(client, clock_at):
    clock_at("2026-03-03 09:00")
    ReleaseFactory(embargoed=True)

    clock_at("2026-03-06 09:00")

    assert (
        "<lastBuildDate>Thu, 05 Mar 2026 07:00:00 +0000</lastBuildDate>" in client.get("/fi/tiedotteet/feed.rss").text
    )


def test_an_empty_feed_is_always_the_same(client, clock_at):
    clock_at("2026-03-03 09:00")
    first = client.get("/fi/tiedotteet/feed.rss")
    clock_at("2026-05-03 09:00")
    second = client.get("/fi/tiedotteet/feed.rss")

    assert first.content == second.content
    assert "<lastBuildDate>Sat, 01 Jan 2000 00:00:00 +0000</lastBuildDate>" in first.text
    assert parsed(first).entries == []


def test_an_unchanged_feed_answers_304(client):
    ReleaseFactory(published=True)
    first = client.get("/fi/tiedotteet/feed.rss")

    again = client.get("/fi/tiedotteet/feed.rss", headers={"If-None-Match": first["ETag"]})
    ReleaseFactory(published=True)
    changed = client.get("/fi/tiedotteet/feed.rss", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_the_feed_takes_the_filters_of_the_list(client):
    theme = ThemeFactory(slug="tulvat")
    ReleaseFactory(published=True, headline="Tulva nousi", themes=[theme], kind="statement")
    ReleaseFactory(published=True, headline="Tulva laski", themes=[theme])
    ReleaseFactory(published=True, headline="Tulva unohtui", kind="statement")

    response = client.get("/fi/tiedotteet/feed.rss?kind=statement&q=tulva&theme=tulvat&junk=1")
    feed = parsed(response)

    assert [item.title for item in feed.entries] == ["Tulva nousi"]
    assert feed.feed.link == "http://localhost:8000/fi/tiedotteet/?theme=tulvat&kind=statement&q=tulva"


@pytest.mark.parametrize("query", ["theme=never", "kind=never"])
def test_an_unknown_filter_is_not_there(client, query):
    assert client.get(f"/fi/tiedotteet/feed.rss?{query}").status_code == 404


def test_a_year_has_a_feed(client, clock_at):
    clock_at("2025-06-03 09:00")
    ReleaseFactory(published=True, headline="Silloin")
    clock_at("2026-06-03 09:00")
    ReleaseFactory(published=True, headline="Nyt")

    assert [item.title for item in parsed(client.get("/fi/tiedotteet/2025/feed.rss")).entries] == ["Silloin"]
    assert client.get("/fi/tiedotteet/2024/feed.rss").status_code == 404


def test_a_theme_has_a_feed_in_each_language(client):
    theme = ThemeFactory(slug="floods", name_fi="Tulvat", name_en="Floods")
    ReleaseFactory(published=True, language="en", headline="About it", themes=[theme])
    ReleaseFactory(published=True, language="en", headline="Not about it")

    feed = parsed(client.get("/en/themes/floods/feed.rss"))

    assert [item.title for item in feed.entries] == ["About it"]
    assert feed.feed.title.startswith("Floods – ")
    assert feed.feed.link == "http://localhost:8000/en/themes/floods/"


def test_the_feed_ends_after_thirty(client):
    for _ in range(31):
        ReleaseFactory(published=True)

    assert len(parsed(client.get("/fi/tiedotteet/feed.rss")).entries) == 30


def test_one_or_three_items_cost_the_same(client, django_assert_num_queries):
    for expected in (1, 3):
        while len(feedparser.parse(client.get("/fi/tiedotteet/feed.rss").content).entries) < expected:
            ReleaseFactory(published=True, themes=[ThemeFactory()])
        # The releases with what stands around them, the house, and whatever was last taken away.
        with django_assert_num_queries(10):
            client.get("/fi/tiedotteet/feed.rss")

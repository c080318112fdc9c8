"""A search that is followed: what it finds comes in a feed, and a hidden text changes nothing in it."""

import feedparser
import pytest

from newsroom import themes
from tests.counting import queries_for
from tests.factories import EventFactory, ReleaseFactory, SpokespersonFactory, ThemeFactory, helsinki, quote
from tests.newsroom.feed_rules import broken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spring(clock_at):
    clock_at("2026-03-10 09:00")


def english(slug, headline, day=1, **fields):
    fields = {"published": True, "language": "en", **fields}
    return ReleaseFactory(slug=slug, headline=headline, publish_at=helsinki(2026, 3, day, 8), **fields)


def titles(client, query) -> list[str]:
    return [entry.title for entry in feedparser.parse(client.get(f"/en/search/feed.atom?{query}").content).entries]


def test_what_a_search_finds_comes_newest_first_whatever_its_kind(client):
    english("old", "Salmon rise", 1)
    english("new", "A bridge", 3, body="<p>Under it swim salmon.</p>")
    english("other", "Budget", 4)
    EventFactory(published=True, title_en="Salmon day", publish_at=helsinki(2026, 3, 2, 8))

    assert titles(client, "q=salmon") == ["A bridge", "Salmon day", "Salmon rise"]


def test_choices_narrow_the_feed(client):
    theme = ThemeFactory(slug="rivers")
    english("about", "Salmon rise", 1, themes=[theme])
    english("not-about", "Salmon fall", 2)
    EventFactory(published=True, title_en="Salmon day", themes=[theme], publish_at=helsinki(2026, 3, 2, 8)).save()

    assert titles(client, "q=salmon&theme=rivers") == ["Salmon day", "Salmon rise"]
    assert titles(client, "q=salmon&theme=rivers&kind=release") == ["Salmon rise"]


def test_quotes_are_followed_by_their_releases_each_once(client):
    said = quote("Eva Lohi", "Salmon rise.") + quote("Eva Lohi", "Salmon fall.")
    english("said", "A statement", 1, body=said)
    english("told", "Salmon", 2)

    assert titles(client, "q=salmon&kind=quote") == ["A statement"]


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_each_format_keeps_the_rules_and_is_kept_out_of_indexes(client, form):
    english("one", "Salmon <& rise", 1)

    answer = client.get(f"/en/search/feed.{form}?q=salmon")

    assert broken(answer.content, answer.headers["Content-Type"]) == []
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_page_leads_to_its_feeds(client):
    english("one", "Salmon rise", 1)

    page = client.get("/en/search/?q=salmon&kind=release").text

    assert page.count('href="/en/search/feed.rss?q=salmon&amp;kind=release"') == 2


@pytest.mark.parametrize("query", ["", "q=", "q=a", "kind=release", "q=salmon&kind=person", "q=salmon&kind=nonsense"])
def test_without_words_or_with_what_no_feed_has_there_is_no_feed(client, query):
    SpokespersonFactory(given_name="Salmon")

    assert client.get(f"/en/search/feed.rss?{query}").status_code == 404


def test_a_hidden_text_changes_nothing_that_readers_get(client):
    """A beginning finds other words only while nothing has the word itself; a draft that has it must not tell."""
    english("public", "Salmonella found", 1)
    before = client.get("/en/search/feed.atom?q=salmon").content
    assert titles(client, "q=salmon") == ["Salmonella found"]

    english("embargoed", "Salmon rise", 20)

    assert client.get("/en/search/feed.atom?q=salmon").content == before
    assert client.get("/en/releases/feed.atom?q=salmon").content.count(b"Salmonella found") == 1


def test_an_unchanged_search_is_not_sent_again_and_a_withdrawn_text_leaves_it(client):
    release = english("one", "Salmon rise", 1)
    first = client.get("/en/search/feed.rss?q=salmon")
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/en/search/feed.rss?q=salmon", headers=again).status_code == 304

    release.withdraw(None, "Wrong fish.")

    assert client.get("/en/search/feed.rss?q=salmon", headers=again).status_code == 200
    assert titles(client, "q=salmon") == []


def test_one_or_three_entries_cost_the_same(client):
    english("one", "Salmon one", 1, themes=[ThemeFactory()])
    client.get("/en/search/feed.rss?q=salmon")
    one = queries_for(client, "/en/search/feed.rss?q=salmon")

    english("two", "Salmon two", 2, themes=[ThemeFactory()])
    english("three", "Salmon three", 3, themes=[ThemeFactory()])

    assert queries_for(client, "/en/search/feed.rss?q=salmon") == one


@pytest.mark.parametrize("address", ["search/feed.rss", "releases/feed.rss"])
def test_no_word_of_a_removed_text_moves_a_date(client, address):
    english("gone", "Salmon rise", 1).remove(None)

    asked, never = (client.get(f"/en/{address}?q={word}") for word in ("salmon", "zander"))

    assert asked.headers["Last-Modified"] == never.headers["Last-Modified"]


def test_the_feed_reads_the_words_as_its_page_does(client):
    english("one", "Salmon rise", 1)
    EventFactory(published=True, title_en="Salmonella day", publish_at=helsinki(2026, 3, 2, 8))

    assert titles(client, "q=salmon") == ["Salmon rise"]


def test_the_old_address_of_a_theme_still_chooses_it(client):
    theme = ThemeFactory(slug="rivers")
    english("old", "Salmon rise", themes=[theme])
    theme.slug = "waters"
    themes.rename(theme, None)

    assert titles(client, "q=salmon&theme=rivers") == ["Salmon rise"]
    assert client.get("/en/search/?q=salmon&theme=rivers").status_code == 200
    assert client.get("/en/search/?q=salmon&theme=roads").status_code == 404

import re

import pytest

from tests.counting import queries_for
from tests.factories import ReleaseFactory, ThemeFactory, helsinki

pytestmark = pytest.mark.django_db


class TestList:
    def test_newest_first_in_one_language(self, client, clock_at):
        clock_at("2026-03-01 09:00")
        ReleaseFactory(published=True, slug="older")
        ReleaseFactory(published=True, slug="svensk", language="sv")
        clock_at("2026-03-02 09:00")
        ReleaseFactory(published=True, slug="newer")

        page = client.get("/fi/tiedotteet/").text

        assert re.findall(r'<h2><a href="([^"]+)">', page) == ["/fi/tiedotteet/newer/", "/fi/tiedotteet/older/"]

    def test_pages_hold_twenty_and_end(self, client):
        for number in range(21):
            ReleaseFactory(published=True, language="en", slug=f"release-of-{number}")

        second = client.get("/en/releases/?page=2")

        assert second.text.count("<h2><a href=") == 1
        assert "<title>Releases, page 2/2 –" in second.text
        assert '<link rel="canonical" href="http://localhost:8000/en/releases/?page=2">' in second.text
        assert 'hreflang="sv" href="http' not in second.text
        assert '<a href="." rel="prev">' in second.text
        for number in ("3", "0", "-1", "x", "", "²"):
            assert client.get("/en/releases/", {"page": number}).status_code == 404

    def test_filters_narrow_together_and_show_how_to_widen(self, client):
        theme = ThemeFactory(slug="floods", name_en="Floods")
        ReleaseFactory(published=True, language="en", slug="it", headline="Ice flood", themes=[theme], kind="news")
        ReleaseFactory(published=True, language="en", slug="no-theme", headline="Ice flood", kind="news")
        ReleaseFactory(published=True, language="en", slug="no-kind", headline="Ice flood", themes=[theme])
        ReleaseFactory(published=True, language="en", slug="no-word", headline="Other", themes=[theme], kind="news")

        page = client.get("/en/releases/?q=ICE&kind=news&theme=floods&utm=1").text

        assert re.findall(r'<h2><a href="([^"]+)">', page) == ["/en/releases/it/"]
        chosen = re.search(r'<ul class="chosen">.*?</ul>', page, re.DOTALL)[0]
        assert re.findall(r'href="([^"]+)"', chosen) == [
            "/en/releases/?kind=news&amp;q=ICE",
            "/en/releases/?theme=floods&amp;q=ICE",
            "/en/releases/?theme=floods&amp;kind=news",
        ]
        assert 'href="http://localhost:8000/en/releases/?theme=floods&amp;kind=news&amp;q=ICE"' in page

    def test_its_own_feed_is_the_first_to_be_discovered(self, client):
        ReleaseFactory(published=True, kind="news")

        page = client.get("/fi/tiedotteet/?kind=news").text

        assert re.findall(r'type="application/rss\+xml"[^>]* href="([^"]+)"', page) == [
            "/fi/tiedotteet/feed.rss?kind=news",
            "/fi/tiedotteet/feed.rss",
        ]

    def test_the_switch_keeps_the_selection_but_not_words_or_page(self, client):
        theme = ThemeFactory(slug="floods")
        for _ in range(21):
            ReleaseFactory(published=True, language="fi", headline="Tulva", themes=[theme])

        page = client.get("/fi/tiedotteet/?theme=floods&q=tulva&page=2").text

        assert 'href="/sv/pressmeddelanden/?theme=floods" lang="sv"' in page

    @pytest.mark.parametrize("query", ["theme=never", "kind=never", "theme=hidden", "theme=%00", "kind=%00"])
    def test_what_cannot_be_chosen_is_not_there(self, client, query):
        ReleaseFactory(embargoed=True, themes=[ThemeFactory(slug="hidden")])
        ReleaseFactory(published=True)

        assert client.get(f"/fi/tiedotteet/?{query}").status_code == 404

    def test_empty_and_unknown_parameters_mean_nothing(self, client):
        ReleaseFactory(published=True, slug="silta")

        page = client.get("/fi/tiedotteet/?q=&kind=&theme=&order=asc").text

        assert 'href="/fi/tiedotteet/silta/"' in page
        assert '<link rel="canonical" href="http://localhost:8000/fi/tiedotteet/">' in page

    def test_counts_are_of_public_releases_in_the_selection(self, client):
        theme = ThemeFactory(slug="floods", name_en="Floods")
        ReleaseFactory(published=True, language="en", themes=[theme], kind="news")
        ReleaseFactory(published=True, language="en", themes=[theme])
        ReleaseFactory(embargoed=True, language="en", themes=[theme])
        ReleaseFactory(published=True, language="fi", themes=[theme])

        page = client.get("/en/releases/?kind=news").text

        facets = re.findall(r'<li>\s*<a href="([^"]+)">\s*[^<]+</a>\s*<span>(\d+)</span>', page)
        assert ("/en/releases/?theme=floods&amp;kind=news", "1") in facets
        assert ("/en/releases/?kind=release", "1") in facets

    def test_one_or_three_releases_cost_the_same(self, client):
        ReleaseFactory(published=True, themes=[ThemeFactory()])
        one = queries_for(client, "/fi/tiedotteet/")
        ReleaseFactory(published=True, themes=[ThemeFactory(), ThemeFactory()])
        ReleaseFactory(published=True, themes=[ThemeFactory()])

        assert queries_for(client, "/fi/tiedotteet/") == one


class TestYear:
    def test_a_year_is_cut_at_midnight_in_finland(self, client):
        ReleaseFactory(published=True, publish_at=helsinki(2021, 1, 1, 0, 30), slug="first")
        ReleaseFactory(published=True, publish_at=helsinki(2020, 12, 31, 23, 30), slug="before")

        page = client.get("/fi/tiedotteet/2021/").text

        assert re.findall(r'<h2><a href="([^"]+)">', page) == ["/fi/tiedotteet/first/"]

    @pytest.mark.parametrize("year", ["2019", "1800", "0000", "9999", "20210"])
    def test_a_year_without_releases_is_not_there(self, client, year):
        ReleaseFactory(published=True, publish_at=helsinki(2021, 5, 1))

        assert client.get(f"/fi/tiedotteet/{year}/").status_code == 404

    def test_the_switch_leads_to_the_list_where_the_year_is_empty(self, client):
        ReleaseFactory(published=True, publish_at=helsinki(2021, 5, 1))
        ReleaseFactory(published=True, publish_at=helsinki(2021, 5, 1), language="en")

        page = client.get("/fi/tiedotteet/2021/").text

        assert 'href="/sv/pressmeddelanden/" lang="sv"' in page
        assert 'href="/en/releases/2021/" lang="en"' in page
        assert re.findall(r'<link rel="alternate" hreflang="(\w+)"', page) == ["fi", "en"]

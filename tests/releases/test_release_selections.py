"""Ways into the releases: what each selection holds, what it leads to, and what stands around a release."""

import re

import feedparser
import pytest

from tests.counting import queries_for
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    OrganisationFactory,
    PdfFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    helsinki,
    quote,
)

pytestmark = pytest.mark.django_db


def facet(page: str, heading: str) -> list[tuple]:
    """(address, label, count) of the ways under a heading; the chosen one has no address."""
    nav = re.search(rf'<nav class="facet" aria-label="{heading}">.*?</nav>', page, re.DOTALL)
    rows = re.findall(r"<li>(.*?)</li>", nav[0], re.DOTALL) if nav else []
    found = []
    for row in rows:
        address = re.search(r'href="([^"]+)"', row)
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", row)).strip().rsplit(" ", 1)
        found.append((address[1] if address else "", words[0], int(words[1])))
    return found


class TestWays:
    def test_themes_stand_by_their_counts_and_then_by_their_names(self, client):
        floods, water, bridges = (
            ThemeFactory(slug=slug, name_en=slug.title()) for slug in ("floods", "water", "bridges")
        )
        for themes in ([water, floods], [floods], [bridges], []):
            ReleaseFactory(published=True, language="en", themes=themes)
        ReleaseFactory(published=True, language="fi", themes=[bridges])
        ReleaseFactory(embargoed=True, language="en", themes=[bridges])

        assert facet(client.get("/en/releases/").text, "Theme") == [
            ("/en/releases/?theme=floods", "Floods", 2),
            ("/en/releases/?theme=bridges", "Bridges", 1),
            ("/en/releases/?theme=water", "Water", 1),
        ]

    def test_the_chosen_theme_is_current_and_the_others_keep_their_counts(self, client):
        floods, water = (ThemeFactory(slug=slug, name_en=slug.title()) for slug in ("floods", "water"))
        for themes in ([floods], [floods], [water]):
            ReleaseFactory(published=True, language="en", themes=themes)

        assert facet(client.get("/en/releases/?theme=floods").text, "Theme") == [
            ("", "Floods", 2),
            ("/en/releases/?theme=water", "Water", 1),
        ]

    def test_the_chosen_kind_is_current_and_the_others_keep_their_counts(self, client):
        for kind in ("news", "release", "news", "statement"):
            ReleaseFactory(published=True, language="en", kind=kind)

        assert facet(client.get("/en/releases/?kind=news").text, "Kind") == [
            ("/en/releases/?kind=release", "Press release", 1),
            ("/en/releases/?kind=statement", "Statement", 1),
            ("", "News", 2),
        ]

    def test_the_chosen_year_is_current_among_all_years_newest_first(self, client):
        for year in (2024, 2026, 2025, 2025):
            ReleaseFactory(published=True, publish_at=helsinki(year, 1, 1, 0, 30), language="en")

        assert facet(client.get("/en/releases/2025/").text, "Year") == [
            ("/en/releases/2026/", "2026", 1),
            ("", "2025", 2),
            ("/en/releases/2024/", "2024", 1),
        ]

    def test_a_release_with_two_themes_counts_once_in_its_kind_and_year(self, client):
        ReleaseFactory(
            published=True,
            publish_at=helsinki(2026, 5, 1),
            language="en",
            themes=[ThemeFactory(), ThemeFactory()],
            documents=[DocumentFactory(), DocumentFactory()],
        )

        page = client.get("/en/releases/").text

        assert [count for _address, _label, count in facet(page, "Kind") + facet(page, "Year")] == [1, 1]

    def test_ways_keep_the_rest_of_the_selection(self, client):
        theme = ThemeFactory(slug="floods", name_en="Floods")
        for year in (2025, 2026):
            moment = helsinki(year, 5, 1)
            ReleaseFactory(
                published=True, publish_at=moment, language="en", headline="Ice", kind="news", themes=[theme]
            )

        page = client.get("/en/releases/2026/?q=ice&kind=news").text

        assert facet(page, "Theme") == [("/en/releases/2026/?theme=floods&amp;kind=news&amp;q=ice", "Floods", 1)]
        assert facet(page, "Year")[1] == ("/en/releases/2025/?kind=news&amp;q=ice", "2025", 1)

    def test_what_is_chosen_stands_in_the_title_with_a_way_out_of_each(self, client):
        theme = ThemeFactory(slug="floods", name_en="Floods")
        ReleaseFactory(
            published=True, publish_at=helsinki(2026, 5, 1), language="en", headline="Ice", kind="news", themes=[theme]
        )

        page = client.get("/en/releases/2026/?q=ice&kind=news&theme=floods").text

        assert "<title>Releases, Floods, News, 2026, ice –" in page
        chosen = re.search(r'<ul class="chosen">.*?</ul>', page, re.DOTALL)[0]
        assert re.findall(r'href="([^"]+)"', chosen) == [
            "/en/releases/2026/?kind=news&amp;q=ice",
            "/en/releases/2026/?theme=floods&amp;q=ice",
            "/en/releases/?theme=floods&amp;kind=news&amp;q=ice",
            "/en/releases/2026/?theme=floods&amp;kind=news",
        ]


class TestForm:
    def options(self, page: str) -> list[tuple]:
        select = re.search(r'<select name="theme".*?</select>', page, re.DOTALL)[0]
        return re.findall(r'<option value="([^"]*)"( selected)?( lang="\w+")?>', select)

    def test_themes_to_choose_from_are_those_of_the_language_and_the_chosen_one(self, client):
        ReleaseFactory(published=True, language="en", themes=[ThemeFactory(slug="water", name_en="Water")])
        ReleaseFactory(published=True, language="fi", themes=[ThemeFactory(slug="floods", name_fi="Tulvat")])
        ReleaseFactory(published=True, language="fi", themes=[ThemeFactory(slug="ice", name_fi="Jää")])
        ReleaseFactory(embargoed=True, language="en", themes=[ThemeFactory(slug="hidden")])

        assert self.options(client.get("/en/releases/").text) == [("", "", ""), ("water", "", "")]
        assert self.options(client.get("/en/releases/?theme=floods").text) == [
            ("", "", ""),
            ("floods", " selected", ' lang="fi"'),
            ("water", "", ""),
        ]

    def test_the_form_stays_in_the_year(self, client):
        ReleaseFactory(published=True, publish_at=helsinki(2026, 5, 1), language="en")

        assert '<form class="filter-form" action="/en/releases/2026/">' in client.get("/en/releases/2026/?q=x").text

    def test_one_letter_narrows_nothing_and_is_no_address(self, client):
        ReleaseFactory(published=True, language="en", slug="bridge")

        page = client.get("/en/releases/?q=x").text

        assert 'href="/en/releases/bridge/"' in page
        assert '<link rel="canonical" href="http://localhost:8000/en/releases/">' in page


class TestAddresses:
    def test_of_releases_of_one_minute_the_latest_written_stands_first(self, client):
        for slug in ("first", "second", "third"):
            ReleaseFactory(published=True, publish_at=helsinki(2026, 5, 1, 9), language="en", slug=slug)

        page = client.get("/en/releases/").text

        assert re.findall(r'<h2><a href="/en/releases/([^"]+)/">', page) == ["third", "second", "first"]

    def test_a_word_is_found_in_the_lead_too(self, client):
        ReleaseFactory(published=True, language="en", slug="it", lead="Ice on the river.")
        ReleaseFactory(published=True, language="en", slug="other")

        page = client.get("/en/releases/?q=river").text

        assert re.findall(r'<h2><a href="([^"]+)">', page) == ["/en/releases/it/"]

    def test_the_next_page_keeps_the_selection(self, client):
        for _ in range(21):
            ReleaseFactory(published=True, publish_at=helsinki(2026, 5, 1), language="en", kind="news")

        page = client.get("/en/releases/2026/?kind=news").text

        assert '<a href="?kind=news&amp;page=2" rel="next">' in page

    def test_a_year_has_its_own_feed_to_discover(self, client):
        ReleaseFactory(published=True, publish_at=helsinki(2026, 5, 1), language="en", kind="news")

        page, narrowed = client.get("/en/releases/2026/").text, client.get("/en/releases/2026/?kind=news").text

        discovered = r'type="application/rss\+xml"[^>]* href="([^"]+)"'
        assert re.findall(discovered, page) == ["/en/releases/2026/feed.rss", "/en/releases/feed.rss"]
        assert re.findall(discovered, narrowed)[0] == "/en/releases/2026/feed.rss?kind=news"

    def test_a_year_with_only_hidden_texts_in_a_language_is_no_alternate(self, client):
        ReleaseFactory(published=True, publish_at=helsinki(2026, 5, 1), language="fi")
        ReleaseFactory(draft=True, publish_at=helsinki(2026, 5, 1), language="sv")

        page = client.get("/fi/tiedotteet/2026/").text

        assert re.findall(r'<link rel="alternate" hreflang="(\w+)"', page) == ["fi"]
        assert 'href="/sv/pressmeddelanden/" lang="sv"' in page

    def test_one_or_three_years_and_kinds_cost_the_same(self, client):
        def add(year, kind):
            ReleaseFactory(published=True, publish_at=helsinki(year, 5, 1), kind=kind, themes=[ThemeFactory()])

        add(2026, "news")
        one = queries_for(client, "/fi/tiedotteet/2026/?kind=news")
        add(2025, "release")
        add(2026, "statement")
        add(2026, "news")

        assert queries_for(client, "/fi/tiedotteet/2026/?kind=news") == one


class TestFeed:
    def test_an_item_tells_its_kind_and_themes_without_soft_hyphens(self, client):
        OrganisationFactory(is_house=True, name_en="River Municipalities")
        theme = ThemeFactory(name_en="Floods")
        ReleaseFactory(published=True, language="en", kind="statement", lead="River\u00adbank.", themes=[theme])

        feed = feedparser.parse(client.get("/en/releases/feed.rss?kind=statement").content)

        assert feed.feed.title == "Releases, Statement – River Municipalities"
        assert feed.feed.subtitle == "Press releases, statements, media invitations and news."
        assert feed.entries[0].summary == "Riverbank."
        assert [tag.term for tag in feed.entries[0].tags] == ["Statement", "Floods"]

    def test_an_item_keeps_the_moment_of_its_publication(self, client, clock_at):
        clock_at("2026-03-03 09:00")
        release = ReleaseFactory(published=True)
        clock_at("2026-03-04 10:00")
        release.save()

        feed = feedparser.parse(client.get("/fi/tiedotteet/feed.rss").content)

        assert feed.entries[0].published == "Sun, 01 Mar 2026 07:00:00 +0000"

    def test_items_stand_newest_first(self, client, clock_at):
        for day in (2, 3, 1):
            ReleaseFactory(published=True, publish_at=clock_at(f"2026-03-0{day} 09:00"), headline=f"Day {day}")
        clock_at("2026-03-10 09:00")

        feed = feedparser.parse(client.get("/fi/tiedotteet/feed.rss").content)

        assert [item.title for item in feed.entries] == ["Day 3", "Day 2", "Day 1"]


class TestAround:
    def related(self, client) -> list[str]:
        page = client.get("/en/releases/it/").text
        found = page.partition('aria-labelledby="related"')[2].split("</section>")[0]
        return re.findall(r'<h3><a href="/en/releases/([^"]+)/">', found)

    def test_three_related_releases_stand_newest_first(self, client, clock_at):
        theme = ThemeFactory()
        for number in (2, 4, 1, 3):
            moment = clock_at(f"2026-03-0{number} 09:00")
            ReleaseFactory(published=True, publish_at=moment, language="en", slug=f"near-{number}", themes=[theme])
        clock_at("2026-03-10 09:00")
        ReleaseFactory(published=True, language="en", slug="it", themes=[theme])

        assert self.related(client) == ["near-4", "near-3", "near-2"]

    def test_events_stand_soonest_first(self, client):
        days = {"later": "2027-05-02", "sooner": "2027-05-01"}
        events = [EventFactory(published=True, slug=slug, start_date=day, end_date=day) for slug, day in days.items()]
        ReleaseFactory(published=True, language="en", slug="it", events=events)

        page = client.get("/en/releases/it/").text

        assert re.findall(r'<h3><a href="/en/events/([^"]+)/">', page) == ["sooner", "later"]

    def test_a_period_of_two_documents_stands_once_and_the_latest_first(self, client):
        programme = ProgrammeFactory(slug="rivers")
        older = ProgrammePeriodFactory(
            programme=programme, published=True, start_date="2020-01-01", end_date="2023-12-31"
        )
        newer = ProgrammePeriodFactory(programme=programme, published=True)
        documents = [DocumentFactory(period=period) for period in (older, newer, newer)]
        ReleaseFactory(published=True, language="en", slug="it", documents=documents)

        page = client.get("/en/releases/it/").text

        assert re.findall(r'<h3><a href="/en/programmes/rivers/([^"]+)/">', page) == ["2024-2027", "2020-2023"]

    def test_a_release_about_two_documents_of_a_period_is_told_once(self, client):
        period = ProgrammePeriodFactory(published=True, programme=ProgrammeFactory(slug="rivers"))
        documents = [DocumentFactory(period=period), DocumentFactory(period=period)]
        ReleaseFactory(published=True, language="en", slug="it", documents=documents)

        page = client.get("/en/programmes/rivers/2024-2027/").text

        assert re.findall(r'<h3><a href="/en/releases/([^"]+)/">', page) == ["it"]

    def test_an_attachment_is_in_its_own_language_and_order(self, client):
        release = ReleaseFactory(published=True, language="en", slug="it")
        for label, language, position in (("Third", "", 3), ("First", "sv", 1), ("Second", "mul", 2)):
            release.attachments.create(stored_file=PdfFactory(), label=label, language=language, position=position)

        page = client.get("/en/releases/it/").text

        assert re.findall(r'hreflang="(\w+)">(First|Second|Third) ', page) == [
            ("sv", "First"),
            ("mul", "Second"),
            ("en", "Third"),
        ]

    def test_an_attached_document_may_be_named_and_given_in_another_language(self, client):
        document = DocumentFactory(slug="paper", title_en="The programme")
        version = DocumentVersionFactory(document=document, published=True)
        swedish = version.files.create(language="sv", stored_file=PdfFactory())
        release = ReleaseFactory(published=True, language="en", slug="it")
        release.attachments.create(document_version=version, label="In short", language="sv")

        page = client.get("/en/releases/it/").text

        assert f'<a href="{swedish.stored_file.get_absolute_url()}" hreflang="sv">In short <span' in page

    def test_an_attached_document_without_a_file_is_not_offered(self, client):
        version = DocumentVersionFactory(document=DocumentFactory(title_en="Empty"), published=True)
        version.files.all().delete()
        release = ReleaseFactory(published=True, language="en", slug="it")
        release.attachments.create(document_version=version)

        page = client.get("/en/releases/it/").text

        assert "Empty" not in page
        assert 'aria-labelledby="attachments"' not in page

    def test_files_of_a_withdrawn_release_are_not_offered(self, client):
        stored = PdfFactory()
        ReleaseFactory(withdrawn=True, language="en", slug="it", files=[stored])

        assert stored.get_absolute_url() not in client.get("/en/releases/it/").text

    def test_contacts_stand_in_their_order(self, client):
        people = [SpokespersonFactory(slug=slug, given_name=slug.title()) for slug in ("second", "first")]
        release = ReleaseFactory(published=True, language="en", slug="it", contacts=people)
        for position, person in enumerate(reversed(people)):
            release.contacts.filter(spokesperson=person).update(position=position)

        page = client.get("/en/releases/it/").text

        assert re.findall(r'href="/en/spokespeople/(\w+)/"', page) == ["first", "second"]


class TestQuotes:
    def test_the_identity_in_the_text_wins_over_the_name(self):
        namesake, meant = (SpokespersonFactory(given_name="Aino", family_name=name) for name in ("Joki", "Virta"))

        release = ReleaseFactory(body=quote("Aino Joki", "Se kestää.", person=str(meant.uuid)))

        assert release.quotes.get().spokesperson == meant
        assert ReleaseFactory(body=quote("Aino Joki", "Se kestää.")).quotes.get().spokesperson == namesake

    def test_a_name_is_enough_where_the_identity_is_unknown(self):
        person = SpokespersonFactory(given_name="Aino", family_name="Joki")

        release = ReleaseFactory(body=quote("Aino Joki", "Se.", person="00000000-0000-4000-8000-000000000000"))

        assert release.quotes.get().spokesperson == person

    def test_quotes_that_did_not_change_keep_their_rows(self):
        release = ReleaseFactory(body=quote("Aino Joki", "Se kestää."))
        before = release.quotes.get().pk

        release.headline = "Uusi otsikko"
        release.save()
        kept = release.quotes.get().pk
        release.body = quote("Aino Joki", "Se ei kestä.")
        release.save()

        assert kept == before
        assert [each.text for each in release.quotes.all()] == ["Se ei kestä."]

    @pytest.mark.parametrize("body", ["", "<p></p>", "<p> </p><p>\xa0</p>"])
    def test_a_body_without_words_is_no_text(self, body):
        assert "no_text" in {finding.code for finding in ReleaseFactory(body=body).findings()}

"""What of all that is public stands on the front page and at a theme, in which order, and how much of it."""

import re
from datetime import date

import pytest

from tests.counting import queries_for
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    helsinki,
    quote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spring(clock_at):
    clock_at("2026-03-10 09:00")


def aside(page: str) -> str:
    return page.split('<aside class="side')[1].split("</aside>")[0]


def events(page: str) -> list[str]:
    return re.findall(r'href="/en/events/([\w-]+)/"', aside(page))


def themes(page: str) -> list[str]:
    return re.findall(r'href="/en/themes/([\w-]+)/"', aside(page))


def event(slug, month, day, **fields):
    return EventFactory(
        **({"published": True} | fields),
        slug=slug,
        start_date=date(2026, month, day),
        end_date=date(2026, month, day),
    )


def section(page: str, name: str) -> str:
    _before, found, after = page.partition(f'aria-labelledby="{name}"')
    return after.split("</section>")[0] if found else ""


class TestReleases:
    def test_one_leads_and_six_follow_newest_first(self, client, clock_at):
        for number in (8, 1, 7, 2, 6, 3, 5, 4):
            moment = clock_at(f"2026-03-10 09:0{number}")
            ReleaseFactory(published=True, publish_at=moment, language="en", slug=f"release-of-{number}")
        clock_at("2026-03-10 10:00")

        page = client.get("/en/").text

        assert re.findall(r'<h2><a href="/en/releases/([^"]+)/">', page) == ["release-of-8"]
        assert re.findall(r'<h3><a href="/en/releases/([^"]+)/">', section(page, "newest")) == [
            f"release-of-{number}" for number in (7, 6, 5, 4, 3, 2)
        ]

    def test_a_leading_picture_that_is_not_the_newest_leaves_six_others(self, client, clock_at):
        for number in range(1, 9):
            moment = clock_at(f"2026-03-10 09:0{number}")
            image = ImageFactory() if number == 4 else None
            ReleaseFactory(published=True, publish_at=moment, language="en", slug=f"release-of-{number}", image=image)

        page = client.get("/en/").text

        assert re.findall(r'<h2><a href="/en/releases/([^"]+)/">', page) == ["release-of-4"]
        assert re.findall(r'<h3><a href="/en/releases/([^"]+)/">', section(page, "newest")) == [
            f"release-of-{number}" for number in (8, 7, 6, 5, 3, 2)
        ]


class TestComing:
    def test_the_three_next_events_stand_soonest_first(self, client):
        for slug, month, day in (("fourth", 6, 1), ("second", 4, 1), ("past", 3, 9), ("third", 5, 1), ("first", 3, 10)):
            event(slug, month, day)

        assert events(client.get("/en/").text) == ["first", "second", "third"]

    def test_themes_of_public_things_stand_by_their_names(self, client):
        water, ice, hidden = (
            ThemeFactory(slug=slug, name_fi=name, name_en=english)
            for slug, name, english in (("water", "Ahti", "Water"), ("ice", "Öinen jää", "Ice"), ("hidden", "B", "B"))
        )
        ReleaseFactory(published=True, themes=[water, ice])
        ReleaseFactory(embargoed=True, themes=[hidden])

        assert themes(client.get("/en/").text) == ["ice", "water"]


class TestQuote:
    def said(self, client) -> list[str]:
        return re.findall(r"<p>([^<]+)</p></blockquote>", section(client.get("/en/").text, "said"))

    def test_the_newest_short_statement_of_the_language_stands(self, client, clock_at):
        person = SpokespersonFactory(slug="aino")
        for minute, language, words in (
            (1, "en", "Old."),
            (2, "en", "New."),
            (3, "en", "x" * 321),
            (4, "fi", "Uusin."),
        ):
            moment = clock_at(f"2026-03-10 09:0{minute}")
            body = quote(person.name, words, person=str(person.uuid))
            ReleaseFactory(published=True, publish_at=moment, language=language, body=body)

        assert self.said(client) == ["New."]

    def test_a_statement_of_just_the_longest_length_stands(self, client):
        person = SpokespersonFactory()
        ReleaseFactory(published=True, language="en", body=quote(person.name, "x" * 320))

        assert self.said(client) == ["x" * 320]

    @pytest.mark.parametrize("unseen", [{"listed": False}, {"leaves_on": date(2026, 3, 9)}])
    def test_somebody_without_a_page_is_not_quoted(self, client, unseen):
        person = SpokespersonFactory(**unseen)
        ReleaseFactory(published=True, language="en", body=quote(person.name, "Not mine to say."))

        assert self.said(client) == []


class TestProgramme:
    def shown(self, client) -> list[str]:
        return re.findall(r'href="/en/programmes/([^"]+)/"', section(client.get("/en/").text, "programme-now"))

    @pytest.mark.parametrize(
        ("today", "shown"),
        [
            ("2023-12-31", []),
            ("2024-01-01", ["rivers/2024-2027"]),
            ("2027-12-31", ["rivers/2024-2027"]),
            ("2028-01-01", []),
        ],
    )
    def test_it_is_the_one_in_force_today(self, client, clock_at, today, shown):
        clock_at("2020-01-01 09:00")
        ProgrammePeriodFactory(published=True, programme=ProgrammeFactory(slug="rivers"))
        ProgrammePeriodFactory(embargoed=True, publish_at=helsinki(2040, 1, 1))

        clock_at(f"{today} 12:00")

        assert self.shown(client) == shown

    def test_its_figures_count_public_documents_and_releases_of_the_language(self, client):
        period = ProgrammePeriodFactory(published=True)
        for state in ("published", "published", "draft", "embargoed", "withdrawn"):
            DocumentVersionFactory(document=DocumentFactory(period=period), **{state: True})
        ReleaseFactory(published=True, language="en", documents=list(period.documents.all()))
        ReleaseFactory(published=True, language="fi", documents=list(period.documents.all()))

        facts = re.sub(r"\s+", " ", section(client.get("/en/").text, "programme-now"))

        assert "<dt>documents of the programme</dt> <dd>2</dd>" in facts
        assert "<dt>release about it</dt> <dd>1</dd>" in facts


class TestTheme:
    def test_its_releases_stand_newest_first_in_the_language(self, client, clock_at):
        theme = ThemeFactory(slug="floods")
        for number, language in ((2, "en"), (3, "en"), (1, "en"), (4, "fi")):
            moment = clock_at(f"2026-03-10 09:0{number}")
            ReleaseFactory(published=True, publish_at=moment, language=language, slug=f"flood-{number}", themes=[theme])

        page = client.get("/en/themes/floods/").text

        assert re.findall(r'<h3><a href="(/[^"]+)">', section(page, "releases").split("<aside")[0]) == [
            "/en/releases/flood-3/",
            "/en/releases/flood-2/",
            "/en/releases/flood-1/",
        ]

    def test_its_coming_events_stand_soonest_first_and_three_at_most(self, client):
        theme = ThemeFactory(slug="floods")
        for slug, month, day in (("fourth", 6, 1), ("second", 4, 1), ("past", 3, 9), ("third", 5, 1), ("first", 3, 10)):
            event(slug, month, day, themes=[theme])
        event("other", 3, 11)
        event("hidden", 3, 11, published=False, embargoed=True, themes=[theme])

        assert events(client.get("/en/themes/floods/").text) == ["first", "second", "third"]

    def test_its_programmes_are_those_with_a_public_period(self, client):
        theme = ThemeFactory(slug="floods")
        for slug, state in (("shown", "published"), ("hidden", "embargoed")):
            programme = ProgrammeFactory(slug=slug)
            programme.themes.add(theme)
            ProgrammePeriodFactory(programme=programme, **{state: True})
        ProgrammePeriodFactory(programme=ProgrammeFactory(slug="other"), published=True)

        page = client.get("/en/themes/floods/").text

        assert re.findall(r'href="/en/programmes/([\w-]+)/"', aside(page)) == ["shown"]

    def test_one_or_three_of_everything_cost_the_same(self, client):
        theme = ThemeFactory(slug="floods")

        def add():
            ReleaseFactory(published=True, themes=[theme, ThemeFactory()], image=ImageFactory())
            EventFactory(published=True, themes=[theme, ThemeFactory()])
            programme = ProgrammeFactory()
            programme.themes.add(theme)
            ProgrammePeriodFactory(programme=programme, published=True)

        add()
        one = queries_for(client, "/fi/teemat/floods/")
        feed_of_one = queries_for(client, "/fi/teemat/floods/feed.rss")
        add()
        add()

        assert queries_for(client, "/fi/teemat/floods/") == one
        assert queries_for(client, "/fi/teemat/floods/feed.rss") == feed_of_one


class TestHouse:
    def test_a_site_without_a_house_is_called_the_newsroom(self, client):
        page = client.get("/fi/").text

        assert re.search(r'<footer class="footer">.*?<h2>(.*?)</h2>', page, re.DOTALL)[1] == "Newsroom"

    def test_the_foot_names_the_house_once_in_each_other_language(self, client):
        OrganisationFactory(is_house=True, name_fi="Liitto", name_sv="Förbundet", name_en="")

        foot = client.get("/fi/").text.split('<footer class="footer">')[1]

        assert re.findall(r'<p lang="(\w+)">([^<]+)</p>', foot) == [("sv", "Förbundet")]
        assert re.findall(r'href="([^"]+)" hreflang="(\w+)"', foot) == [
            ("/fi/tiedotteet/feed.rss", "fi"),
            ("/sv/pressmeddelanden/feed.rss", "sv"),
            ("/en/releases/feed.rss", "en"),
        ]

    def test_the_printed_address_is_the_sites_own_when_the_house_has_none(self, client):
        OrganisationFactory(is_house=True, website="")

        assert re.findall(r'content: "(.*)";', client.get("/brand.css").text) == [r"localhost\3a 8000"]

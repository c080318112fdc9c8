"""Sitemaps: what is public and to be found, in every language, with moments that readers saw."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from newsroom import clock, doors, sitemaps
from tests.counting import queries_for
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    helsinki,
)

pytestmark = pytest.mark.django_db

HOME = "http://localhost:8000"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def read(client, address) -> ElementTree.Element:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def moments(client, address) -> dict[str, str | None]:
    """Address → lastmod."""
    return {each.find(f"{MAP}loc").text: each.findtext(f"{MAP}lastmod") for each in read(client, address)}


def alternates(entry) -> list[tuple[str, str]]:
    return [(link.get("hreflang"), link.get("href")) for link in entry.findall(f"{XHTML}link")]


class TestIndex:
    def test_an_empty_site_has_its_pages_only(self, client):
        assert moments(client, "/sitemap.xml") == {f"{HOME}/sitemap-pages.xml": None}

    def test_each_sitemap_with_something_public_and_its_newest_change(self, client):
        ReleaseFactory(published=True, publish_at=helsinki(2024, 12, 31, 23, 59), language="fi")
        corrected = ReleaseFactory(published=True, publish_at=helsinki(2024, 2, 1, 8), language="fi")
        corrected.corrections.create(text="Luku.", made_at=helsinki(2025, 7, 2, 8))
        ReleaseFactory(published=True, publish_at=helsinki(2025, 1, 1, 0, 1), language="fi")
        ReleaseFactory(published=True, publish_at=helsinki(2025, 3, 1, 8), language="sv")
        EventFactory(published=True, publish_at=helsinki(2025, 4, 1, 8))
        ReleaseFactory(embargoed=True, language="en")
        ReleaseFactory(withdrawn=True, language="en")
        DocumentVersionFactory(draft=True)

        found = moments(client, "/sitemap.xml")

        assert found.pop(f"{HOME}/sitemap-events.xml") is not None
        assert found == {
            f"{HOME}/sitemap-pages.xml": None,
            f"{HOME}/sitemap-releases-fi-2025.xml": "2025-01-01T00:01:00+02:00",
            f"{HOME}/sitemap-releases-fi-2024.xml": "2025-07-02T08:00:00+03:00",
            f"{HOME}/sitemap-releases-sv-2025.xml": "2025-03-01T08:00:00+02:00",
        }

    def test_it_asks_as_often_for_one_row_as_for_three(self, client):
        def add():
            release = ReleaseFactory(published=True, themes=[ThemeFactory()])
            release.corrections.create(text="Luku.")
            EventFactory(published=True)
            DocumentVersionFactory(
                document=DocumentFactory(period=ProgrammePeriodFactory(published=True)), published=True
            )
            SpokespersonFactory()

        add()
        client.get("/sitemap.xml")
        one = queries_for(client, "/sitemap.xml")
        add()
        add()

        assert queries_for(client, "/sitemap.xml") == one

    @pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml", "/robots.txt"])
    def test_what_has_not_changed_is_not_sent_again(self, client, address):
        tag = client.get(address)["ETag"]

        response = client.get(address, headers={"if-none-match": tag})

        assert (response.status_code, response.content) == (304, b"")
        assert response["Cache-Control"] == "public, max-age=30"


class TestReleases:
    def test_a_year_of_a_language_with_every_version_both_ways(self, client):
        release = ReleaseFactory(published=True, publish_at=helsinki(2025, 3, 1, 8), language="fi", slug="silta")
        ReleaseFactory(
            published=True, publish_at=helsinki(2026, 1, 2, 8), language="sv", slug="bron", family=release.family
        )
        ReleaseFactory(embargoed=True, language="en", slug="bridge", family=release.family)
        same = [
            ("fi", f"{HOME}/fi/tiedotteet/silta/"),
            ("sv", f"{HOME}/sv/pressmeddelanden/bron/"),
            ("x-default", f"{HOME}/fi/tiedotteet/silta/"),
        ]

        for address, moment in (
            ("/sitemap-releases-fi-2025.xml", "2025-03-01T08:00:00+02:00"),
            ("/sitemap-releases-sv-2026.xml", "2026-01-02T08:00:00+02:00"),
        ):
            [entry] = read(client, address)
            assert entry.findtext(f"{MAP}lastmod") == moment
            assert alternates(entry) == same

    def test_only_what_is_public_newest_first(self, client, clock_at):
        clock_at("2026-06-01 12:00")
        for state in ("published", "embargoed", "withdrawn", "gone", "draft"):
            ReleaseFactory(slug=state, **{state: True})
        ReleaseFactory(published=True, slug="vanhempi", publish_at=helsinki(2026, 1, 1))

        assert list(moments(client, "/sitemap-releases-fi-2026.xml")) == [
            f"{HOME}/fi/tiedotteet/published/",
            f"{HOME}/fi/tiedotteet/vanhempi/",
        ]

    def test_a_correction_moves_the_moment_and_a_slip_does_not(self, client):
        release = ReleaseFactory(published=True, publish_at=helsinki(2026, 1, 1, 8), slug="silta")
        address = "/sitemap-releases-fi-2026.xml"
        before = client.get(address).content
        release.lead = "Toinen ingressi."
        release.save()

        assert client.get(address).content == before

        release.corrections.create(text="Luku.", made_at=helsinki(2026, 2, 1, 8))

        assert moments(client, address) == {f"{HOME}/fi/tiedotteet/silta/": "2026-02-01T08:00:00+02:00"}

    def test_it_appears_at_its_moment(self, client):
        ReleaseFactory(embargoed=True, publish_at=helsinki(2027, 3, 1, 8), slug="silta")

        for minute, status in ((59, 404), (60, 200)):
            with clock.standing_at(helsinki(2027, 3, 1, 7) + timedelta(minutes=minute)):
                assert client.get("/sitemap-releases-fi-2027.xml").status_code == status

    def test_it_asks_as_often_for_one_release_as_for_three_and_loads_no_text(self, client, django_assert_num_queries):
        def add():
            release = ReleaseFactory(published=True, publish_at=helsinki(2026, 1, 1), themes=[ThemeFactory()])
            release.corrections.create(text="Luku.")
            ReleaseFactory(published=True, publish_at=helsinki(2026, 1, 1), language="sv", family=release.family)

        add()
        add()
        add()

        with django_assert_num_queries(2) as captured:
            assert len(list(read(client, "/sitemap-releases-fi-2026.xml"))) == 3
        assert not any('"body"' in query["sql"] or '"lead"' in query["sql"] for query in captured)

    @pytest.mark.parametrize(
        "section",
        [
            *(
                "releases-fi-2020",
                "releases-de-2026",
                "releases-fi-1800",
                "releases-fi-20260",
                "releases-fi",
                "nothing",
            ),
            *("releases-fi-٢٠٢٦", "a" * 500, "themes", "people", "events", "programmes", "documents"),
        ],
    )
    def test_a_sitemap_with_nothing_in_it_never_existed(self, client, section):
        ReleaseFactory(published=True, publish_at=helsinki(2026, 1, 1))

        response = client.get(f"/sitemap-{section}.xml")

        assert response.status_code == 404
        assert response.content == client.get("/ei-ole/").content


class TestThings:
    def test_a_thing_stands_in_every_language(self, client):
        EventFactory(published=True, publish_at=helsinki(2026, 1, 1, 8), slug="paiva")
        EventFactory(embargoed=True, slug="piilo")

        entries = list(read(client, "/sitemap-events.xml"))

        same = [
            ("fi", f"{HOME}/fi/tapahtumat/paiva/"),
            ("sv", f"{HOME}/sv/evenemang/paiva/"),
            ("en", f"{HOME}/en/events/paiva/"),
            ("x-default", f"{HOME}/fi/tapahtumat/paiva/"),
        ]
        assert [entry.findtext(f"{MAP}loc") for entry in entries] == [url for _code, url in same[:3]]
        assert [alternates(entry) for entry in entries] == [same] * 3

    def test_its_moment_is_the_last_change_that_readers_saw(self, client):
        def save(when, **fields):
            with clock.standing_at(helsinki(2026, *when)):
                for name, value in fields.items():
                    setattr(event, name, value)
                event.save()

        def changed():
            with clock.standing_at(helsinki(2026, 6, 1)):
                return set(moments(client, "/sitemap-events.xml").values())

        with clock.standing_at(helsinki(2026, 1, 1, 8)):
            event = EventFactory(draft=True, title_fi="Päivä")
        save((1, 2, 8), status="cleared", publish_at=helsinki(2026, 1, 10, 8))
        save((1, 3, 8), title_fi="Toinen päivä")
        assert changed() == {"2026-01-10T08:00:00+02:00"}

        save((1, 20, 8), title_fi="Kolmas päivä")
        save((1, 21, 8), awaits_review=True)
        assert changed() == {"2026-01-20T08:00:00+02:00"}

    def test_programmes_with_their_periods_and_documents(self, client):
        programme = ProgrammeFactory(slug="ohjelma")
        for year, state in ((2021, "published"), (2025, "embargoed")):
            ProgrammePeriodFactory(
                programme=programme, start_date=f"{year}-01-01", end_date=f"{year + 2}-12-31", **{state: True}
            )
        document = DocumentFactory(slug="paperi")
        for number, state in enumerate(["published", "withdrawn", "embargoed"], 1):
            DocumentVersionFactory(document=document, number=number, **{state: True})
        DocumentVersionFactory(document=DocumentFactory(slug="piilo"), draft=True)

        finnish = {
            section: [url for url in moments(client, f"/sitemap-{section}.xml") if "/fi/" in url]
            for section in ("programmes", "documents")
        }

        assert finnish == {
            "programmes": [
                f"{HOME}/fi/toimintaohjelmat/ohjelma/",
                f"{HOME}/fi/toimintaohjelmat/ohjelma/2021-2023/",
            ],
            "documents": [f"{HOME}/fi/asiakirjat/paperi/"],
        }
        assert None not in moments(client, "/sitemap-programmes.xml").values()

    def test_people_and_themes_that_have_a_page(self, client):
        SpokespersonFactory(slug="aino")
        SpokespersonFactory(slug="lahtija", listed=False)
        ReleaseFactory(published=True, themes=[ThemeFactory(slug="vesi")])
        ReleaseFactory(draft=True, themes=[ThemeFactory(slug="piilo")])

        assert [url for url in moments(client, "/sitemap-people.xml") if "/sv/" in url] == [
            f"{HOME}/sv/sakkunniga/aino/"
        ]
        assert [url for url in moments(client, "/sitemap-themes.xml") if "/en/" in url] == [f"{HOME}/en/themes/vesi/"]

    @pytest.mark.parametrize("section", ["events", "programmes", "documents", "people", "themes"])
    def test_it_asks_as_often_for_one_thing_as_for_three(self, client, section):
        def add():
            period = ProgrammePeriodFactory(published=True)
            DocumentVersionFactory(document=DocumentFactory(period=period), published=True)
            EventFactory(published=True, themes=[ThemeFactory()])
            SpokespersonFactory()

        add()
        client.get(f"/sitemap-{section}.xml")
        one = queries_for(client, f"/sitemap-{section}.xml")
        add()
        add()

        assert queries_for(client, f"/sitemap-{section}.xml") == one

    def test_every_page_without_parameters_that_is_to_be_found_is_there(self, client):
        found = []
        with override("fi"):
            paths = {f"/{route.pattern}" for route in doors.routes() if not route.parameters}
        for path in sorted(path for path in paths if path.startswith("/fi/")):
            response = client.get(path)
            is_page = response.get("Content-Type", "").startswith("text/html") and response.status_code == 200
            is_kept_out = response.get("X-Robots-Tag") == "noindex" or 'content="noindex"' in response.text
            if is_page and not is_kept_out:
                found.append(f"{HOME}{path}")

        listed = [url for url in moments(client, "/sitemap-pages.xml") if "/fi/" in url]
        assert sorted(listed) == [url for url in found if url != f"{HOME}/fi/haku/"]
        assert len(sitemaps.PAGES) == len(listed)


@pytest.mark.parametrize(
    "name", ["sitemap", "sitemap-events", "sitemap-programmes", "sitemap-documents", "sitemap-news"]
)
def test_drafts_without_a_moment_do_not_stop_the_editors_view(client, editor, name):
    ReleaseFactory(draft=True, publish_at=None)
    EventFactory(draft=True, publish_at=None)
    period = ProgrammePeriodFactory(draft=True, publish_at=None)
    DocumentVersionFactory(document=DocumentFactory(period=period), draft=True, publish_at=None)

    response = client.get(f"/admin/site/{name}.xml")

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    ElementTree.fromstring(response.content)


class TestNews:
    def test_two_days_of_news_with_full_moments(self, client, clock_at):
        OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto", name_sv="Ådalens förbund & co")
        clock_at("2026-07-03 08:00")
        ReleaseFactory(published=True, publish_at=helsinki(2026, 7, 1, 8, 0), slug="raja", headline="Sil\u00adta <b>")
        ReleaseFactory(published=True, publish_at=helsinki(2026, 7, 1, 7, 59), slug="vanha")
        ReleaseFactory(published=True, publish_at=helsinki(2026, 7, 3, 8, 0), slug="ny", language="sv", headline="Bron")
        ReleaseFactory(embargoed=True, publish_at=helsinki(2026, 7, 3, 8, 1), slug="piilo")
        ReleaseFactory(withdrawn=True, publish_at=helsinki(2026, 7, 2, 8, 1), slug="veks")

        told = [
            (
                entry.findtext(f"{MAP}loc"),
                entry.findtext(f".//{NEWS}name"),
                entry.findtext(f".//{NEWS}language"),
                entry.findtext(f".//{NEWS}publication_date"),
                entry.findtext(f".//{NEWS}title"),
            )
            for entry in read(client, "/sitemap-news.xml")
        ]

        assert told == [
            (
                f"{HOME}/sv/pressmeddelanden/ny/",
                "Ådalens förbund & co",
                "sv",
                "2026-07-03T08:00:00+03:00",
                "Bron",
            ),
            (f"{HOME}/fi/tiedotteet/raja/", "Jokikuntien liitto", "fi", "2026-07-01T08:00:00+03:00", "Silta <b>"),
        ]

    def test_without_news_it_is_empty(self, client):
        ReleaseFactory(published=True, publish_at=helsinki(2020, 1, 1))

        assert list(read(client, "/sitemap-news.xml")) == []

    def test_it_asks_as_often_for_one_release_as_for_three(self, client):
        ReleaseFactory(published=True)
        one = queries_for(client, "/sitemap-news.xml")
        ReleaseFactory(published=True)
        ReleaseFactory(published=True)

        assert queries_for(client, "/sitemap-news.xml") == one


def test_addresses_are_on_their_languages_own_origin(client, settings):
    settings.SITE_URLS = {"sv": "https://nyheter.example"}
    EventFactory(published=True, slug="dag")

    urls = list(moments(client, "/sitemap-events.xml"))

    assert urls[1] == "https://nyheter.example/sv/evenemang/dag/"
    assert urls[0] == f"{HOME}/fi/tapahtumat/dag/"

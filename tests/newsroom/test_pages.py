import re
from pathlib import Path

import pytest

from newsroom import views
from tests.counting import queries_for
from tests.factories import (
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    quote,
)

pytestmark = pytest.mark.django_db

STATIC = Path(views.__file__).parent / "static/newsroom"


def house(**fields):
    names = {"name_fi": "Jokikuntien liitto", "name_sv": "Ådalskommunernas förbund", "name_en": "River Municipalities"}
    return OrganisationFactory(is_house=True, **(names | fields))


class TestDoors:
    def test_the_front_door_leads_to_the_first_language(self, client):
        response = client.get("/")

        assert (response.status_code, response["Location"]) == (302, "/fi/")
        assert "Vary" not in response

    def test_health_is_plain_and_never_kept(self, client):
        response = client.get("/healthz")

        assert response.content == b"ok"
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.parametrize("address", ["/", "/fi/", "/brand.css", "/fi/haku/", "/fi/tiedotteet/feed.rss"])
    def test_nothing_is_posted_to_a_public_page(self, client, address):
        assert client.post(address).status_code == 405


class TestBrand:
    def test_colours_and_address_come_from_the_house(self, client):
        house(brand_colour="#123456", signal_colour="#abcdef", website="https://jokikunnat.example/uutiset/")

        response = client.get("/brand.css")

        assert response["Content-Type"] == "text/css; charset=utf-8"
        assert re.sub(r"\s+", " ", response.text).strip() == (
            ':root { --brand: #123456; --signal: #abcdef; } @page { @bottom-left { content: "jokikunnat.example"; } }'
        )

    def test_words_cannot_leave_their_string(self, client):
        house(website='https://a"}b<c>\\.example/')

        address = re.search(r'content: "(.*)"; }', client.get("/brand.css").text)[1]

        assert not set('"<>{}&') & set(address)

    def test_a_site_without_a_house_has_colours_too(self, client):
        assert "--brand: #0b4f54;" in client.get("/brand.css").text


class TestHome:
    def test_the_newest_release_with_a_picture_leads(self, client, clock_at):
        clock_at("2026-03-01 09:00")
        ReleaseFactory(
            published=True, language="en", headline="Older with a picture", slug="older", image=ImageFactory()
        )
        clock_at("2026-03-04 09:00")
        ReleaseFactory(published=True, language="en", headline="Newest", slug="newest")

        page = client.get("/en/").text

        assert re.search(r'<article class="lead-story">.*?<h2><a href="/en/releases/older/">', page, re.DOTALL)
        assert page.count('href="/en/releases/newest/"') == 1

    def test_without_pictures_the_newest_leads(self, client):
        ReleaseFactory(published=True, language="en", slug="only")

        page = client.get("/en/").text

        assert re.search(r'lead-story without-picture">.*?<h2><a href="/en/releases/only/">', page, re.DOTALL)

    def test_an_empty_newsroom_says_so(self, client):
        page = client.get("/en/").text

        assert "Nothing has been published in this language yet." in page
        assert page.count("<h1") == 1

    def test_it_shows_what_is_coming_and_who_answers(self, client):
        house(press_phone="+358501234567", press_email="media@jokikunnat.example", press_hours_en="weekdays 8–17")
        EventFactory(published=True, slug="soon")
        EventFactory(embargoed=True, slug="hidden")

        page = client.get("/en/").text

        assert 'href="/en/events/soon/"' in page
        assert 'href="/en/events/hidden/"' not in page
        assert 'href="tel:+358501234567">+358 50 123 4567<' in page
        assert 'href="mailto:media@jokikunnat.example"' in page

    def test_it_quotes_somebody_who_speaks_for_the_house(self, client):
        person = SpokespersonFactory(slug="aino")
        body = quote("Someone Else", "Not this.") + quote(person.name, "The river knows.", "director", str(person.uuid))
        ReleaseFactory(published=True, language="en", body=body)

        page = client.get("/en/").text

        assert "The river knows." in page
        assert "Not this." not in page

    def test_figures_of_the_programme_count_only_what_is_public(self, client, clock_at):
        clock_at("2026-03-01 09:00")
        period = ProgrammePeriodFactory(published=True)
        document = period.documents.create(slug="paper", title_fi="Paperi")
        for number, state in enumerate(["published", "published", "draft", "embargoed"]):
            ReleaseFactory(language="en", documents=[document], slug=f"about-{number}", **{state: True})

        page = re.sub(r"\s+", " ", client.get("/en/").text)

        assert "<dt>releases about it</dt> <dd>2</dd>" in page
        assert "<dt>documents of the programme</dt> <dd>0</dd>" in page
        assert '<dd><time datetime="2027-12-31">31 December 2027</time></dd>' in page

    def test_one_or_three_releases_cost_the_same(self, client):
        def add(number):
            theme = ThemeFactory()
            ReleaseFactory(published=True, themes=[theme], image=ImageFactory(), slug=f"home-{number}")
            EventFactory(published=True, themes=[theme])

        add(1)
        client.get("/fi/")
        one = queries_for(client, "/fi/")
        add(2)
        add(3)

        assert queries_for(client, "/fi/") == one


class TestTheme:
    def test_it_gathers_what_is_public_about_it(self, client):
        theme = ThemeFactory(slug="floods", name_en="Floods")
        ReleaseFactory(published=True, language="en", slug="flood", themes=[theme])
        ReleaseFactory(embargoed=True, language="en", slug="secret", themes=[theme])
        ReleaseFactory(published=True, language="en", slug="other")
        EventFactory(published=True, slug="flood-day", themes=[theme])

        page = client.get("/en/themes/floods/").text

        assert 'href="/en/releases/flood/"' in page
        assert 'href="/en/events/flood-day/"' in page
        assert "/en/releases/secret/" not in page
        assert "/en/releases/other/" not in page

    def test_its_own_feed_is_the_first_to_be_discovered(self, client):
        ReleaseFactory(published=True, themes=[ThemeFactory(slug="floods")])

        feeds = re.findall(r'type="application/rss\+xml"[^>]* href="([^"]+)"', client.get("/sv/teman/floods/").text)

        assert feeds == ["/sv/teman/floods/feed.rss", "/sv/pressmeddelanden/feed.rss"]

    def test_a_name_in_another_language_is_marked(self, client):
        ReleaseFactory(published=True, themes=[ThemeFactory(slug="floods", name_fi="Tulvat")])

        assert '<h1><span lang="fi">Tulvat</span></h1>' in client.get("/en/themes/floods/").text

    def test_a_theme_without_anything_public_is_not_there(self, client):
        ReleaseFactory(embargoed=True, themes=[ThemeFactory(slug="floods")])

        assert client.get("/fi/teemat/floods/").status_code == 404
        assert client.get("/fi/teemat/floods/feed.rss").status_code == 404

    def test_a_later_page_says_so_in_its_title_and_address(self, client):
        theme = ThemeFactory(slug="floods", name_en="Floods")
        for _ in range(21):
            ReleaseFactory(published=True, language="en", themes=[theme])

        page = client.get("/en/themes/floods/?page=2&utm=x").text

        assert "<title>Floods, page 2/2 –" in page
        assert '<link rel="canonical" href="http://localhost:8000/en/themes/floods/?page=2">' in page


class TestErrors:
    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_not_found_has_the_same_bytes_whatever_was_asked(self, client, language):
        ReleaseFactory(embargoed=True, slug="secret", language=language)
        lists = {"fi": "tiedotteet", "sv": "pressmeddelanden", "en": "releases"}

        answers = [
            client.get(f"/{language}/{address}")
            for address in (
                "never/",
                f"{lists[language]}/secret/",
                f"{lists[language]}/never/",
                "files/x",
                "a/b/c/?q=1",
            )
        ]

        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(dict(answer.headers)) for answer in answers}) == 1
        assert answers[0]["Cache-Control"] == "no-store"
        assert f'<html lang="{language}">' in answers[0].text

    def test_not_found_leads_to_the_front_pages(self, client):
        page = client.get("/en/never/").text

        assert 'href="/fi/" lang="fi" hreflang="fi"' in page
        assert 'aria-current="page"' not in page
        assert "never" not in page

    def test_a_removed_release_is_gone(self, client):
        ReleaseFactory(gone=True, slug="over", headline="Taken away")

        response = client.get("/fi/tiedotteet/over/")

        assert response.status_code == 410
        assert response["Cache-Control"] == "no-store"
        assert "Taken away" not in response.text
        assert '<meta name="robots" content="noindex">' in response.text


class TestFrame:
    def test_the_switch_leads_to_the_same_page_in_other_languages(self, client):
        EventFactory(published=True, slug="day")

        page = client.get("/fi/tapahtumat/day/").text

        assert 'href="/sv/evenemang/day/" lang="sv" hreflang="sv"' in page
        assert 'href="/en/events/day/" lang="en" hreflang="en"' in page

    def test_search_engines_are_told_the_same(self, client):
        page = client.get("/fi/asiantuntijat/?utm_source=x").text

        assert '<link rel="canonical" href="http://localhost:8000/fi/asiantuntijat/">' in page
        assert re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', page) == [
            ("fi", "http://localhost:8000/fi/asiantuntijat/"),
            ("sv", "http://localhost:8000/sv/sakkunniga/"),
            ("en", "http://localhost:8000/en/spokespeople/"),
        ]

    def test_the_section_is_current(self, client):
        ReleaseFactory(published=True, slug="silta", language="en")

        assert 'href="/en/releases/" aria-current="page"' in client.get("/en/releases/").text
        assert 'href="/en/releases/" aria-current="true"' in client.get("/en/releases/silta/").text

    @pytest.mark.parametrize(
        "address", ["/fi/", "/fi/tiedotteet/", "/fi/haku/?q=silta", "/fi/tapahtumat/", "/fi/asiakirjat/", "/fi/never/"]
    )
    def test_a_page_has_one_heading_one_main_and_nothing_inline(self, client, address):
        ReleaseFactory(published=True, headline="Silta")

        page = client.get(address).text

        assert (page.count("<h1"), page.count("<main")) == (1, 1)
        inline = r"""<script(?! src="/static/[\w./-]+" defer></script>| type="application/ld\+json">)"""
        assert not re.search(rf"{inline}|<style|\sstyle=|\son\w+=|javascript:", page)
        assert 'class="skip-link" href="#content"' in page

    def test_an_unchanged_page_is_not_sent_again(self, client):
        ReleaseFactory(published=True)
        first = client.get("/fi/")

        again = client.get("/fi/", headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")

    def test_the_style_sheets_are_small_and_only_tokens_know_colours(self):
        tokens, site = (STATIC / "tokens.css").read_text(), (STATIC / "site.css").read_text()

        assert len(tokens.encode()) + len(site.encode()) <= 50_000
        colours = set(re.findall(r"#[0-9a-f]{3,8}\b|oklch\(", site))
        assert colours == set()

"""How days, languages, addresses and titles stand on a page, whatever the language and the hour."""

import re
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from newsroom import clock
from newsroom.middleware import one_instant
from newsroom.templatetags.newsroom import size, unbroken
from tests.factories import (
    OrganisationFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    helsinki,
)

NEW_YEAR = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)


def written(template: str, language: str = "fi", **words) -> str:
    with override(language):
        return Template("{% load newsroom %}" + template).render(Context(words))


def test_the_day_of_an_instant_is_the_day_in_finland():
    assert written("{% day when %}", when=NEW_YEAR) == '<time datetime="2027-01-01">1.1.2027</time>'


def test_a_moment_is_told_in_finnish_time_to_people_and_machines():
    assert written("{% moment when %}", "sv", when=NEW_YEAR) == (
        '<time datetime="2027-01-01T00:30+02:00">1.1.2027 kl. 0.30</time>'
    )


def test_a_language_is_told_only_where_it_is_not_the_pages():
    assert [written("{{ 'sv'|if_foreign }}", language) for language in ("fi", "sv", "en")] == ["sv", "", "sv"]


def test_a_soft_hyphen_is_not_for_titles():
    assert unbroken("Vesistö\u00adohjelma") == "Vesistöohjelma"


def test_the_smallest_file_has_a_size():
    with override("en"):
        assert size(1) == "1 kB"


def test_an_address_may_break_after_its_sign():
    shown = written("{% email address %}", address="aino.joki@jokikunnat.example")

    assert re.sub(r"<[^>]+>", "|", shown).replace("||", "|") == "aino.joki@|jokikunnat.example"


@pytest.mark.django_db
class TestTitles:
    def test_a_title_that_others_show_has_no_soft_hyphens(self, client):
        ReleaseFactory(published=True, language="fi", slug="ohjelma", headline="Vesistö\u00adohjelma")

        page = client.get("/fi/tiedotteet/ohjelma/").text

        assert re.search(r"<title>(.*?) – ", page)[1] == "Vesistöohjelma"
        assert "<h1>Vesistö\u00adohjelma</h1>" in page

    def test_a_release_at_new_year_is_of_the_year_in_finland(self, client):
        ReleaseFactory(published=True, publish_at=helsinki(2026, 1, 1, 0, 30), language="en", slug="it")

        page = client.get("/en/releases/2026/").text

        assert '<div class="dateline"><p><time datetime="2026-01-01">1 January 2026</time></p>' in page


@pytest.mark.django_db
class TestFrame:
    def test_the_switch_leads_one_step_up_where_a_language_lacks_the_page(self, client):
        ReleaseFactory(published=True, language="fi", slug="silta")

        page = client.get("/fi/tiedotteet/silta/").text

        switch = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang', page.split("<main")[0])
        assert ("/sv/pressmeddelanden/", "sv") in switch
        assert ("/en/releases/", "en") in switch
        assert re.findall(r'<link rel="alternate" hreflang="(\w+)"', page) == ["fi"]

    def test_the_section_of_a_page_below_it_is_current_too(self, client):
        SpokespersonFactory(slug="aino")

        lists, below = (
            re.findall(r'href="([^"]+)" aria-current="(\w+)"', client.get(address).text.split("<main")[0])
            for address in ("/en/spokespeople/", "/en/spokespeople/aino/")
        )

        assert ("/en/spokespeople/", "page") in lists
        assert ("/en/spokespeople/", "true") in below

    def test_the_page_of_search_does_not_lead_to_itself(self, client):
        frames = {address: client.get(address).text.split("<main")[0] for address in ("/en/search/", "/en/releases/")}

        assert ["/en/search/" in frame for frame in frames.values()] == [False, True]

    def test_the_editors_view_leads_to_its_own_sections(self, client):
        client.force_login(UserFactory(editor=True))

        frame = client.get("/admin/site/en/spokespeople/").text.split("<main")[0]

        assert 'href="/admin/site/en/spokespeople/" aria-current="page"' in frame
        assert 'href="/admin/site/sv/sakkunniga/" lang="sv"' in frame
        assert re.findall(r'href="(/(?:fi|sv|en)/[^"]*)"', frame) == []


@pytest.mark.django_db
class TestAnswers:
    @pytest.mark.parametrize(
        "address",
        ["/fi/", "/fi/tiedotteet/", "/fi/tiedotteet/feed.rss", "/fi/haku/?q=silta", "/brand.css", "/fi/teemat/floods/"],
    )
    def test_a_public_page_may_be_kept_for_half_a_minute_and_asked_again(self, client, address):
        ReleaseFactory(published=True, themes=[ThemeFactory(slug="floods")])

        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})

        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert first["Cache-Control"] == "public, max-age=30"
        assert "Vary" not in first

    @pytest.mark.parametrize("address", ["/", "/nothing/", "/files/x/y", "/healthz"])
    def test_an_address_without_a_language_speaks_the_first_one_to_everybody(self, client, address):
        OrganisationFactory(is_house=True)

        answers = [client.get(address, headers={"accept-language": language}) for language in ("en", "sv", "fi")]

        assert len({(answer.status_code, answer.content, answer.get("Content-Language")) for answer in answers}) == 1
        assert "Accept-Language" not in answers[0].get("Vary", "")

    def test_a_page_that_is_not_there_and_has_no_language_speaks_the_first_one(self, client):
        assert '<html lang="fi"' in client.get("/nothing/", headers={"accept-language": "en"}).text

    def test_all_rules_of_a_request_see_one_instant(self):
        instants = one_instant(lambda request: {clock.now() for _ in range(1000)})(None)

        assert len(instants) == 1

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_what_is_not_there_is_told_in_the_language_of_the_address(self, client, language):
        response = client.get(f"/{language}/nothing/")

        assert (response.status_code, response["Cache-Control"]) == (404, "no-store")
        assert f'<html lang="{language}"' in response.text

    def test_the_log_in_page_speaks_the_language_of_the_browser(self, client):
        pages = [client.get("/admin/login/", headers={"accept-language": each}).text for each in ("sv", "en", "fi")]

        assert [re.search(r'<html lang="(\w+)"', page)[1] for page in pages] == ["sv", "en", "fi"]

    @pytest.mark.parametrize("address", ["/fi/tiedotteet/", "/fi/tapahtumat/", "/fi/asiakirjat/", "/fi/haku/?q=jo"])
    @pytest.mark.parametrize("page", ["0", "01", "-1", "+1", "1.0", "²", "٢", "1e1", "9999999", " 1"])
    def test_only_a_page_number_is_a_page_number(self, client, address, page):
        ReleaseFactory(published=True, headline="Joki")
        joint = "&" if "?" in address else "?"

        assert client.get(f"{address}{joint}page=1").status_code == 200
        assert client.get(f"{address}{joint}page={page.replace('+', '%2B')}").status_code == 404

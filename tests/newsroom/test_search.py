"""The page of search: what it shows of whom, its choices, and what never stands on it."""

import re
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from newsroom import clock, publishing
from newsroom.models import Place
from newsroom.search import results as searching
from newsroom.search.filters import SearchFilter
from releases.models import Attachment
from tests.counting import queries_for
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    PdfFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    quote,
)

pytestmark = pytest.mark.django_db


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


def links(client, query: str, kind: str = "releases") -> list[str]:
    return re.findall(rf'href="/en/{kind}/([\w-]+)/', main_of(client.get(f"/en/search/?{query}").text))


def english(**fields):
    return ReleaseFactory(**{"published": True, "language": "en", "headline": "Salmon", **fields})


@pytest.mark.parametrize("asked", ["ÅLANDS", "ålands", "Å ÖVERGÅNG", "vesistöohjelma", "övergång"])
def test_a_release_is_found_whatever_the_case_of_its_letters(client, asked):
    body = "<p>En Övergång vid en å för alla.</p>"
    ReleaseFactory(
        published=True, slug="bro", language="sv", headline="Ålands bro fick vesistö\u00adohjelma", body=body
    )

    assert 'href="/sv/pressmeddelanden/bro/"' in client.get("/sv/sok/", {"q": asked}).text


def test_every_kind_is_found(client):
    ProgrammePeriodFactory(programme=ProgrammeFactory(title_fi="Lohiohjelma", slug="ohjelma"), published=True)
    DocumentVersionFactory(document=DocumentFactory(title_fi="Lohiasiakirja", slug="asiakirja"), published=True)
    EventFactory(title_fi="Lohipäivä", slug="paiva", published=True)
    SpokespersonFactory(given_name="Lohi", family_name="Virtanen", slug="lohi")
    ReleaseFactory(published=True, slug="tiedote", body=quote("Eva Lohikoski", "Lohi nousi."))

    page = client.get("/fi/haku/?q=lohi").text

    for address in (
        "/fi/toimintaohjelmat/ohjelma/2024-2027/",
        "/fi/asiakirjat/asiakirja/",
        "/fi/tapahtumat/paiva/",
        "/fi/asiantuntijat/lohi/",
        "/fi/tiedotteet/tiedote/",
    ):
        assert f'href="{address}"' in page
    assert "<mark>Lohi</mark> nousi." in page


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "withdrawn", "removed", "gone"])
def test_what_is_not_public_is_not_found_counted_or_suggested(client, state):
    english(published=False, headline="Salmonberry", body=quote("Eva Lohi", "Salmonberry rose."), **{state: True})
    EventFactory(title_en="Salmonberry day", **{state: True})

    page = client.get("/en/search/?q=salmonberry").text
    never = client.get("/en/search/?q=zzzzzzberry").text

    assert main_of(page).replace("salmonberry", "") == main_of(never).replace("zzzzzzberry", "")
    assert "Did you mean" not in client.get("/en/search/?q=salmonbery").text
    assert "Salmonberry" not in client.get("/en/search/suggestions/?q=salmon").text


def test_editors_find_what_is_on_its_way(client):
    english(published=False, draft=True, slug="draft")

    with publishing.drafts_shown():
        assert links(client, "q=salmon") == ["draft"]
    assert links(client, "q=salmon") == []


def test_a_moment_brings_a_text_out_without_anything_being_run(client, clock_at):
    clock_at("2026-03-10 12:00")
    english(published=False, embargoed=True, slug="it")
    assert links(client, "q=salmon") == []

    clock_at("2026-03-13 12:00")

    assert links(client, "q=salmon") == ["it"]


def test_every_word_must_be_there(client):
    english(slug="both", headline="Salmon and trout")
    english(slug="one", headline="Salmon alone")

    assert links(client, "q=trout+salmon") == ["both"]


def test_markup_is_not_searched(client):
    english(headline="Headline", body=f"<p><strong>Hi</strong></p>{quote('A B', 'C d.')}")

    for word in ("strong", "blockquote", "data-speaker"):
        assert "0 results" in client.get(f"/en/search/?q={word}").text


@pytest.mark.parametrize("asked", ['"Salmon"', "it's", "<5", "R&D", '"5 metres of R&D"'])
def test_signs_of_a_body_are_found_as_they_are_read(client, asked):
    body = '<p>The "Salmon" boat: it\'s &lt;5 metres of R&amp;D.</p>'
    english(slug="it", headline="H", body=body)

    assert 'href="/en/releases/it/"' in client.get("/en/search/", {"q": asked}).text


def test_other_languages_have_their_own_search_and_are_counted(client):
    ReleaseFactory(published=True, language="sv", headline="Salmon", slug="lax")
    english(slug="it")

    page = client.get("/en/search/?q=salmon").text

    assert links(client, "q=salmon") == ["it"]
    assert '<a href="/en/search/?q=salmon&amp;language=sv">' in page
    assert 'href="/sv/pressmeddelanden/lax/"' in client.get("/en/search/?q=salmon&language=sv").text


def test_what_only_another_language_has_is_told_right_under_the_form(client):
    ReleaseFactory(published=True, language="sv", headline="Laxen", slug="lax")
    ReleaseFactory(published=False, draft=True, language="fi", headline="Laxen")

    page = main_of(client.get("/en/search/?q=laxen").text)
    notice = page.split("</form>")[1].split("</div>")[0]

    assert re.findall(r'<a href="([^"]+)">(?:<[^>]+>)?([^<:]+)(?:<[^>]+>)?: ([^<]+)</a>', notice) == [
        ("/en/search/?q=laxen&amp;language=sv", "Swedish", "1 result")
    ]
    assert "Nothing found" not in page
    assert "Nothing in this language" not in client.get("/sv/sok/?q=laxen").text


def test_a_thing_without_a_text_in_the_language_is_found_in_its_own(client):
    EventFactory(title_sv="Laxdagen", main_language="sv", slug="lax", published=True)

    page = client.get("/en/search/?q=laxdagen").text

    assert '<h3 lang="sv"><a href="/en/events/lax/">' in page


def test_nothing_is_searched_for_one_letter(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = client.get("/en/search/?q=j").text

    assert "Write at least two characters." in page


@pytest.mark.parametrize("address", ["/en/search/", "/en/releases/", "/en/pictures/"])
def test_nothing_but_a_minus_word_is_told_to_be_too_little(client, address):
    english(headline="Salmon", slug="it")

    page = client.get(address, {"q": "-salmon"}).text

    assert 'error">Write also a word to search for, not only what is left out.</span>' in page
    assert 'error">' not in client.get(address, {"q": "trout -salmon"}).text


def test_what_was_asked_is_shown_as_text(client):
    page = client.get("/en/search/", {"q": '"><script>alert(1)</script>'}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_results_are_not_for_search_engines(client):
    assert '<meta name="robots" content="noindex">' in client.get("/en/search/?q=joki").text
    assert client.get("/en/search/suggestions/?q=joki").headers["X-Robots-Tag"] == "noindex"


class TestQuotes:
    def test_what_was_said_stands_apart_with_its_source(self, client):
        theme = ThemeFactory(name_en="Rivers", slug="rivers")
        body = quote("Eva Lohi", "Salmon rise.", title="director")
        english(headline="Fish & chips", slug="it", body=body, themes=[theme])

        page = main_of(client.get("/en/search/?q=salmon").text)
        said = page.split('class="quote result-quote"')[1].split("</figure>")[0]

        assert "<p><mark>Salmon</mark> rise.</p>" in said
        assert "<b>Eva Lohi</b> director, <time" in said
        assert re.search(r'<a href="/en/releases/it/#quote-\w{8}">Fish &amp; chips</a>', said)
        assert 'href="/en/themes/rivers/"' in said
        assert 'data-copy="“Salmon rise.”\n– Eva Lohi, director\nFish &amp; chips, ' in said

    def test_four_statements_stand_first_and_all_of_them_behind_a_link(self, client):
        now = clock.now()
        for number in range(1, 6):
            body = quote("Eva Lohikoski", f"Number {number} said.")
            english(slug=f"s-{number}", body=body, publish_at=now - timedelta(days=10 - number))

        page = client.get("/en/search/?q=lohikoski").text
        every = client.get("/en/search/?q=lohikoski&kind=quote").text

        assert re.findall(r"<blockquote><p>Number (\d) said.</p>", page) == ["5", "4", "3", "2"]
        assert '<a href="/en/search/?q=lohikoski&amp;kind=quote">All 5 statements</a>' in page
        assert re.findall(r"<blockquote><p>Number (\d) said.</p>", every) == ["5", "4", "3", "2", "1"]


class TestPages:
    def test_results_are_paged_and_quotes_stand_on_the_first_page_only(self, client):
        for number in range(21):
            english(slug=f"salmon-{number}", headline=f"Salmon {number}")
        english(slug="said", headline="Said", body=quote("A B", "Salmon rise."))

        first, second = client.get("/en/search/?q=salmon"), client.get("/en/search/?q=salmon&page=2")

        assert len(re.findall(r'<h3><a href="/en/releases/', first.text)) == 20
        assert len(re.findall(r'<h3><a href="/en/releases/', second.text)) == 2
        assert ("<blockquote>" in first.text, "<blockquote>" in second.text) == (True, False)
        assert "<title>Search: salmon, page 2/2 –" in second.text
        assert '<a href="?q=salmon&amp;page=2" rel="next">' in first.text
        assert client.get("/en/search/?q=salmon&page=3").status_code == 404

    def test_more_than_is_looked_at_is_said_to_be_more(self, client, monkeypatch):
        monkeypatch.setattr("newsroom.search.finding.MOST", 2)
        for number in range(3):
            english(slug=f"salmon-{number}")

        assert "More than 2 results" in client.get("/en/search/?q=salmon").text

    def test_one_or_three_of_every_kind_cost_the_same(self, client):
        def add():
            person = SpokespersonFactory(given_name="Salmon", photo=ImageFactory(), organisation=OrganisationFactory())
            themes = [ThemeFactory()]
            english(body=quote(person.name, "Salmon."), themes=themes, slug=person.slug, places=[Place.objects.first()])
            EventFactory(published=True, title_en="Salmon day", themes=themes)
            ProgrammePeriodFactory(programme=ProgrammeFactory(title_en="Salmon programme"), published=True)
            DocumentVersionFactory(document=DocumentFactory(title_en="Salmon paper"), published=True)

        add()
        one = queries_for(client, "/en/search/?q=salmon")
        few = queries_for(client, "/en/search/suggestions/?q=salm")
        add()
        add()

        assert queries_for(client, "/en/search/?q=salmon") == one <= 26
        assert queries_for(client, "/en/search/suggestions/?q=salm") == few <= 16


class TestChoices:
    @pytest.fixture
    def rivers(self):
        theme, place = ThemeFactory(name_en="Rivers", slug="rivers"), Place.objects.get(code="837")
        now = clock.now()
        english(slug="new", themes=[theme], places=[place])
        english(slug="old", publish_at=now.replace(year=2019, day=5))
        EventFactory(title_en="Salmon day", slug="day", published=True)
        return theme

    def test_each_choice_has_its_count(self, client, rivers):
        page = client.get("/en/search/?q=salmon").text
        facets = dict(re.findall(r'<li><a href="([^"]+)">.*?</a> <span>(\d+)</span>', page))

        assert facets["/en/search/?q=salmon&amp;kind=release"] == "2"
        assert facets["/en/search/?q=salmon&amp;kind=event"] == "1"
        assert facets["/en/search/?q=salmon&amp;theme=rivers"] == "1"
        assert facets["/en/search/?q=salmon&amp;place=837"] == "1"
        assert facets["/en/search/?q=salmon&amp;year=2019"] == "1"

    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            ("kind=release", ["new", "old"]),
            ("kind=event", []),
            ("theme=rivers", ["new"]),
            ("place=837", ["new"]),
            ("year=2019", ["old"]),
            ("year=2019&theme=rivers", []),
        ],
    )
    @pytest.mark.parametrize("most", [2000, 1])
    def test_a_choice_narrows_also_beyond_what_was_looked_at(self, client, rivers, choice, expected, most, monkeypatch):
        monkeypatch.setattr("newsroom.search.finding.MOST", most)

        assert set(links(client, f"q=salmon&{choice}")) == set(expected[:most])

    def test_what_is_chosen_can_be_let_go(self, client, rivers):
        page = client.get("/en/search/?year=2019&utm=1&q=salmon&kind=release").text
        chosen = page.split('<ul class="chosen">')[1].split("</ul>")[0]

        assert re.findall(r'href="([^"]+)"', chosen) == [
            "/en/search/?q=salmon&amp;year=2019",
            "/en/search/?q=salmon&amp;kind=release",
        ]
        assert '<input type="hidden" name="kind" value="release">' in page

    def test_a_theme_that_only_hidden_texts_have_is_not_there(self, client):
        english(published=False, draft=True, themes=[ThemeFactory(slug="secret")])

        assert client.get("/en/search/?q=salmon&theme=secret").status_code == 404

    def test_a_selection_has_a_title_an_address_and_entries_for_a_feed(self, client, rivers):
        chosen = SearchFilter.asked(QueryDict("theme=rivers&q=salmon"), "en")
        (row,) = searching.Results(chosen).rows

        assert (chosen.query, row.kind, row.thing.slug) == ("q=salmon&theme=rivers", "release", "new")
        assert (str(row.title), row.url, row.summary) == ("Salmon", "/en/releases/new/", "Ingressi.")
        assert row.day == timezone.localdate(row.thing.publish_at)


class TestWhatOthersDecide:
    def test_the_name_of_an_attached_document_waits_for_its_version(self, client):
        release = english()
        version = DocumentVersionFactory(draft=True)
        Attachment.objects.create(release=release, document_version=version, label="Tributaries plan")
        Attachment.objects.create(release=release, stored_file=PdfFactory(), label="Lampreys plan")

        assert links(client, "q=lampreys") == [release.slug]
        assert links(client, "q=tributaries") == []

    def test_a_note_that_is_prepared_for_an_event_is_not_found_before_it_is_shown(self, client):
        event = EventFactory(
            published=True, title_en="Salmon day", slug="day", situation_note_en="Moved by floodwater."
        )
        assert links(client, "q=floodwater", "events") == []

        event.situation = "postponed"
        event.save()

        assert links(client, "q=floodwater", "events") == ["day"]

    def test_an_event_of_a_far_year_is_kept(self, client):
        EventFactory(
            published=True, title_en="Salmon day", slug="far", start_date=date(2926, 5, 1), end_date=date(2926, 5, 1)
        )

        assert links(client, "q=salmon", "events") == ["far"]


def test_the_language_switch_keeps_the_question(client):
    english()

    page = client.get("/en/search/?q=salmon&kind=release").text

    assert 'href="/fi/haku/?q=salmon&amp;kind=release" lang="fi"' in page

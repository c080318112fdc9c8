import pytest

from newsroom.words import Piece, Question
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    quote,
)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, []),
        ("", []),
        ("  ", []),
        ("j", []),
        ("Joki  JOKI joki", ["joki"]),
        ("Å ja ö", ["å", "ja", "ö"]),
        ("vesistö\u00adohjelma", ["vesistöohjelma"]),
        ("o\u0308ljy\x00", ["öljy"]),
        (" ".join(f"sana{number}" for number in range(20)), [f"sana{number}" for number in range(8)]),
    ],
)
def test_a_question_is_mended_and_bounded(raw, words):
    assert Question.asked(raw).words == words


def test_a_question_is_cut_to_two_hundred_characters():
    assert len(Question.asked("a" * 5000).text) == 200


def test_one_letter_is_too_short_and_nothing_is_not():
    assert [Question.asked(raw).is_too_short for raw in ("j", "", "jo")] == [True, False, False]


def test_words_are_marked_whatever_their_case_and_soft_hyphens():
    assert Question.asked("ÅDAL").marked("Fyra ådalar, en Å\u00addal") == [
        Piece("Fyra ", is_match=False),
        Piece("ådal", is_match=True),
        Piece("ar, en ", is_match=False),
        Piece("Å\u00addal", is_match=True),
    ]


def test_the_longer_word_is_marked_first():
    marked = [piece.text for piece in Question.asked("joki jokilaiva").marked("jokilaiva") if piece.is_match]

    assert marked == ["jokilaiva"]


def test_signs_of_regular_expressions_are_only_signs():
    marked = [piece.text for piece in Question.asked("(a+)+$ .*").marked("x (a+)+$ y") if piece.is_match]

    assert marked == ["(a+)+$"]


def test_an_excerpt_is_cut_between_words_around_the_first_match():
    text = "Otsikko\n" + "alku " * 60 + "silta " + "loppu " * 60

    excerpt = Question.asked("silta").excerpt(text)

    assert excerpt.startswith("… alku alku")
    assert excerpt.endswith("loppu …")
    assert " silta " in excerpt
    assert len(excerpt) <= 224


def test_an_excerpt_of_a_short_text_is_its_paragraph():
    assert Question.asked("silta").excerpt("Ensin tämä.\nSitten silta.") == "Sitten silta."


def test_there_is_no_excerpt_without_a_match():
    assert Question.asked("silta").excerpt("Joki virtaa.") == ""


@pytest.mark.django_db
class TestPage:
    @pytest.mark.parametrize("asked", ["ÅLANDS", "ålands", "Å ÖVERGÅNG", "vesistöohjelma", "övergång"])
    def test_a_release_is_found_whatever_the_case_of_its_letters(self, client, asked):
        ReleaseFactory(
            published=True,
            slug="bro",
            language="sv",
            headline="Ålands bro fick vesistö\u00adohjelma",
            body="<p>En Övergång för alla.</p>",
        )

        assert 'href="/sv/pressmeddelanden/bro/"' in client.get("/sv/sok/", {"q": asked}).text

    def test_every_kind_is_found(self, client):
        programme = ProgrammeFactory(title_fi="Lohiohjelma", slug="ohjelma")
        ProgrammePeriodFactory(programme=programme, published=True)
        DocumentVersionFactory(document=DocumentFactory(title_fi="Lohiasiakirja", slug="asiakirja"), published=True)
        EventFactory(title_fi="Lohipäivä", slug="paiva", published=True)
        SpokespersonFactory(given_name="Lohi", family_name="Virtanen", slug="lohi")
        ReleaseFactory(published=True, slug="tiedote", body=quote("Eva Lohikoski", "Lohi nousi."))

        page = client.get("/fi/haku/?q=lohi").text

        for address in (
            "/fi/toimintaohjelmat/ohjelma/",
            "/fi/asiakirjat/asiakirja/",
            "/fi/tapahtumat/paiva/",
            "/fi/asiantuntijat/lohi/",
            "/fi/tiedotteet/tiedote/",
        ):
            assert f'href="{address}"' in page
        assert "<mark>Lohi</mark> nousi." in page

    @pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "withdrawn", "removed", "gone"])
    def test_what_is_not_public_is_not_found(self, client, state):
        ReleaseFactory(headline="Lohi nousi", body=quote("Eva Lohikoski", "Lohi nousi."), **{state: True})
        EventFactory(title_fi="Lohipäivä", **{state: True})

        response = client.get("/en/search/?q=lohi")

        assert "0 results" in response.text
        assert "Lohi nousi" not in response.text

    def test_every_word_must_be_there(self, client):
        ReleaseFactory(published=True, slug="both", language="en", headline="Salmon and trout")
        ReleaseFactory(published=True, slug="one", language="en", headline="Salmon alone")

        page = client.get("/en/search/?q=trout+salmon").text

        assert "1 result<" in page
        assert 'href="/en/releases/both/"' in page
        assert 'href="/en/releases/one/"' not in page

    def test_markup_is_not_searched(self, client):
        ReleaseFactory(published=True, language="en", body=f"<p><strong>Hei</strong></p>{quote('A B', 'C d.')}")

        for word in ("strong", "blockquote", "data-speaker"):
            assert "0 results" in client.get(f"/en/search/?q={word}").text

    def test_an_ampersand_in_the_body_is_found(self, client):
        ReleaseFactory(published=True, language="en", body="<p>Research R&amp;D money.</p>")

        assert "1 result<" in client.get("/en/search/", {"q": "R&D"}).text

    def test_other_languages_have_their_own_search(self, client):
        ReleaseFactory(published=True, language="fi", headline="Lohi")

        assert "0 results" in client.get("/en/search/?q=lohi").text

    def test_nothing_is_searched_for_one_letter(self, client, django_assert_num_queries):
        with django_assert_num_queries(1):
            page = client.get("/en/search/?q=j").text

        assert "Write at least two characters." in page

    def test_what_was_asked_is_shown_as_text(self, client):
        page = client.get("/en/search/", {"q": '"><script>alert(1)</script>'}).text

        assert "<script" not in page
        assert "&lt;script&gt;" in page

    def test_caps_tell_the_true_count(self, client):
        for number in range(12):
            EventFactory(title_en=f"Salmon day {number}", published=True)

        page = client.get("/en/search/?q=salmon").text

        assert "12 results" in page
        assert "Showing the first 10 of 12." in page

    def test_releases_are_paged_and_the_rest_stands_on_the_first_page_only(self, client):
        EventFactory(title_en="Salmon day", slug="day", published=True)
        for number in range(21):
            ReleaseFactory(published=True, language="en", headline=f"Salmon {number}", slug=f"salmon-{number}")

        first, second = client.get("/en/search/?q=salmon"), client.get("/en/search/?q=salmon&page=2")

        assert first.text.count('href="/en/releases/salmon-') == 20
        assert second.text.count('href="/en/releases/salmon-') == 1
        assert 'href="/en/events/day/"' in first.text
        assert 'href="/en/events/day/"' not in second.text
        assert "<title>Search: salmon, page 2/2 –" in second.text
        assert client.get("/en/search/?q=salmon&page=3").status_code == 404

    def test_results_are_not_for_search_engines(self, client):
        assert '<meta name="robots" content="noindex">' in client.get("/en/search/?q=joki").text

import re
from datetime import date

import pytest

from newsroom.words import Piece, Question
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


def test_an_excerpt_reaches_the_end_of_its_paragraph():
    excerpt = Question.asked("silta").excerpt("alku " * 60 + "silta loppu.")

    assert excerpt.startswith("… alku")
    assert excerpt.endswith("alku silta loppu.")


def test_an_excerpt_keeps_a_match_that_is_longer_than_itself_whole():
    word = "a" * 300

    assert Question.asked(word[:200]).excerpt(f"{word} loppu") == f"{word[:200]} …"


@pytest.mark.django_db
class TestWhatIsFound:
    def found(self, client, asked, kind) -> list[str]:
        page = client.get("/en/search/", {"q": asked}).text
        return re.findall(rf'href="/en/{kind}/([\w-]+)/"', page.split("<main")[1].split("</main>")[0])

    @pytest.mark.parametrize("field", ["headline", "lead", "body"])
    def test_a_release_is_found_by_each_of_its_texts(self, client, field):
        ReleaseFactory(published=True, language="en", slug="it", **{field: "Salmon"})
        ReleaseFactory(published=True, language="en", slug="other")

        assert self.found(client, "salmon", "releases") == ["it"]

    @pytest.mark.parametrize("asked", ['"Salmon"', "it's", "<5", "R&D"])
    def test_signs_of_a_body_are_found_as_they_are_read(self, client, asked):
        body = '<p>The "Salmon" boat: it\'s &lt;5 metres of R&amp;D.</p>'
        ReleaseFactory(published=True, language="en", slug="it", body=body)

        assert self.found(client, asked, "releases") == ["it"]

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    @pytest.mark.parametrize("field", ["title", "summary", "body"])
    def test_an_event_is_found_by_its_texts_in_every_language(self, client, field, language):
        words = "<p>Salmon &amp; trout</p>" if field == "body" else "Salmon & trout"
        EventFactory(published=True, slug="it", **{f"{field}_{language}": words})
        EventFactory(published=True, slug="other")

        assert self.found(client, "& trout", "events") == ["it"]

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    @pytest.mark.parametrize("field", ["title", "summary"])
    def test_a_programme_is_found_by_its_texts_in_every_language(self, client, field, language):
        programme = ProgrammeFactory(slug="it", **{f"{field}_{language}": "Salmon"})
        ProgrammePeriodFactory(programme=programme, published=True)
        ProgrammePeriodFactory(programme=ProgrammeFactory(slug="hidden", title_fi="Salmon"), embargoed=True)

        assert set(self.found(client, "salmon", "programmes")) == {"it"}

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_a_document_is_found_by_its_title_in_every_language(self, client, language):
        document = DocumentFactory(slug="it", **{f"title_{language}": "Salmon"})
        DocumentVersionFactory(document=document, published=True)
        DocumentVersionFactory(document=DocumentFactory(slug="hidden", title_fi="Salmon"), withdrawn=True)

        assert self.found(client, "salmon", "documents") == ["it"]

    def test_people_are_found_by_both_names_and_stand_in_their_order(self, client):
        for slug, given, family in (
            ("c", "Eva", "Virta"),
            ("b", "Virve", "Joki"),
            ("a", "Aino", "Joki-Virta"),
            ("none", "Mikko", "Salo"),
        ):
            SpokespersonFactory(slug=slug, given_name=given, family_name=family)
        SpokespersonFactory(slug="hidden", given_name="Virpi", listed=False)

        assert self.found(client, "vir", "spokespeople") == ["b", "a", "c"]
        assert self.found(client, "virta eva", "spokespeople") == ["c"]

    def test_events_stand_latest_first(self, client):
        for slug, day in (("middle", 2), ("last", 3), ("first", 1)):
            moment = date(2026, 3, day)
            EventFactory(published=True, slug=slug, title_en="Salmon day", start_date=moment, end_date=moment)

        assert self.found(client, "salmon", "events") == ["last", "middle", "first"]

    def test_releases_stand_newest_first(self, client, clock_at):
        for number in (2, 3, 1):
            moment = clock_at(f"2026-03-0{number} 09:00")
            ReleaseFactory(published=True, publish_at=moment, language="en", headline="Salmon", slug=f"salmon-{number}")
        clock_at("2026-03-10 09:00")

        assert self.found(client, "salmon", "releases") == ["salmon-3", "salmon-2", "salmon-1"]


@pytest.mark.django_db
class TestHowMuchIsFound:
    def test_four_statements_stand_newest_first_in_the_language_of_the_page(self, client, clock_at):
        for number in (2, 5, 3, 1, 4):
            moment = clock_at(f"2026-03-0{number} 09:00")
            body = quote("Eva Lohikoski", f"Number {number} said.")
            ReleaseFactory(published=True, publish_at=moment, language="en", body=body)
        clock_at("2026-03-10 09:00")
        ReleaseFactory(published=True, language="fi", body=quote("Eva Lohikoski", "Suomeksi sanottu."))

        page = client.get("/en/search/?q=lohikoski").text

        assert re.findall(r"<blockquote><p>Number (\d) said.</p>", page) == ["5", "4", "3", "2"]
        assert "Showing the first 4 of 5." in page
        assert "5 results" in page
        assert "Suomeksi sanottu." not in page

    @pytest.mark.parametrize(("count", "is_capped"), [(6, False), (7, True)])
    def test_six_people_are_shown(self, client, count, is_capped):
        for _ in range(count):
            SpokespersonFactory(given_name="Eva")

        page = client.get("/en/search/?q=eva").text

        assert page.count('<li class="contact-card">') == 6
        assert (f"Showing the first 6 of {count}." in page) == is_capped

    def test_the_next_page_asks_the_same(self, client):
        for number in range(21):
            ReleaseFactory(published=True, language="en", headline="Salmon & trout", slug=f"salmon-{number}")

        page = client.get("/en/search/", {"q": "salmon & trout"}).text

        assert '<a href="?q=salmon+%26+trout&amp;page=2" rel="next">' in page

    def test_one_or_three_of_every_kind_cost_the_same(self, client):
        def add():
            person = SpokespersonFactory(given_name="Salmon", photo=ImageFactory(), organisation=OrganisationFactory())
            themes = [ThemeFactory()]
            ReleaseFactory(
                published=True, language="en", headline="Salmon", body=quote(person.name, "Salmon."), themes=themes
            )
            EventFactory(published=True, title_en="Salmon day", themes=themes)
            programme = ProgrammeFactory(title_en="Salmon programme")
            ProgrammePeriodFactory(programme=programme, published=True)
            DocumentVersionFactory(document=DocumentFactory(title_en="Salmon paper"), published=True)

        add()
        one = queries_for(client, "/en/search/?q=salmon")
        add()
        add()

        assert queries_for(client, "/en/search/?q=salmon") == one

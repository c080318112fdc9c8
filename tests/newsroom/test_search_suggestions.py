"""Other spellings, and titles while a reader types."""

import re

import pytest

from tests.factories import EventFactory, ReleaseFactory, SpokespersonFactory, ThemeFactory, quote

pytestmark = pytest.mark.django_db


def english(**fields):
    return ReleaseFactory(**{"published": True, "language": "en", "headline": "Salmon", **fields})


class TestSpelling:
    def test_another_spelling_leads_to_what_is_public(self, client):
        english(headline="Salmonberry")

        page = client.get("/en/search/?q=salmonbery+&kind=release").text

        assert 'Did you mean <a href="/en/search/?q=salmonberry&amp;kind=release"><b>salmonberry</b></a>?' in page

    def test_only_the_wrong_word_is_mended(self, client):
        english(headline="Salmon of rivers")

        assert "salmon of <b>river</b>" in client.get("/en/search/?q=salmon+of+rivvr").text or (
            '<a href="/en/search/?q=salmon+of+rivers">' in client.get("/en/search/?q=salmon+of+rivvers").text
        )

    @pytest.mark.parametrize(
        ("language", "address", "said", "asked", "expected"),
        [
            ("fi", "/fi/haku/", "Joki nousee, joka nousee", "jokki", "joki"),
            ("fi", "/fi/haku/", "Budjetin menot ja budjetti", "budjeti", "budjetti"),
            ("fi", "/fi/haku/", "Rahoituksesta päätettiin", "rahoitukesta", "rahoituksesta"),
            ("fi", "/fi/haku/", "Elias Sandkvist johtaa", "Sandqvist", "Sandkvist"),
            ("fi", "/fi/haku/", "Ohjelma 2023", "2032", None),
            ("sv", "/sv/sok/", "En färja, ny färja", "färjr", "färja"),
            ("sv", "/sv/sok/", "Mera pengar", "pengr", "pengar"),
            ("sv", "/sv/sok/", "Bron på vattnet", "vatn", None),
            ("en", "/en/search/", "A programme", "programe", "programme"),
            ("en", "/en/search/", "The municipality", "municipalty", "municipality"),
            ("en", "/en/search/", "The municipality", "municipality", None),
        ],
    )
    def test_a_word_that_readers_would_write_is_suggested(self, client, language, address, said, asked, expected):
        ReleaseFactory(published=True, language=language, headline=said, lead="", body="")

        hint = client.get(address, {"q": asked}).text.split('id="q-hint">')[1].split("</p>")[0]

        assert re.findall(r"<b>(.*?)</b>", hint) == ([expected] if expected else [])

    def test_nothing_is_suggested_for_what_is_found(self, client):
        english(headline="Salmon")
        english(headline="Salmons", slug="b")

        assert "Did you mean" not in client.get("/en/search/?q=salmon").text


class TestSuggestions:
    def suggested(self, client, asked) -> list[str]:
        return re.findall(
            r"<span lang=\"\w+\">([^<]+)</span>", client.get("/en/search/suggestions/", {"q": asked}).text
        )

    def test_titles_people_and_themes_are_suggested_by_the_beginnings_of_their_words(self, client):
        english(headline="The river Äänejoki rises", themes=[ThemeFactory(name_en="Rivers", slug="rivers")])
        SpokespersonFactory(given_name="Rita", family_name="River")

        assert self.suggested(client, "riv") == ["Rivers", "Rita River", "The river Äänejoki rises"]
        assert self.suggested(client, "riv aane") == ["The river Äänejoki rises"]
        assert self.suggested(client, "iver") == []

    def test_each_says_its_kind_and_leads_to_the_one_thing_that_is_called_so(self, client):
        english(
            headline="River rises",
            slug="rises",
            kind="statement",
            themes=[ThemeFactory(name_en="Rivers", slug="rivers")],
        )
        english(headline="River falls", slug="one")
        english(headline="River falls", slug="two")
        SpokespersonFactory(given_name="Rita", family_name="River", slug="rita")
        EventFactory(title_sv="Riverdagen", main_language="sv", slug="day", published=True)

        page = client.get("/en/search/suggestions/?q=riv").text
        rows = re.findall(r'<li(?: data-address="(.*?)")?><span lang="(\w+)">(.*?)</span> <small>(.*?)</small>', page)

        assert rows[0] == ("/en/themes/rivers/", "en", "Rivers", "Theme")
        assert sorted(rows[1:], key=lambda row: row[2]) == [
            ("/en/spokespeople/rita/", "en", "Rita River", "Person"),
            ("", "en", "River falls", "Press release"),
            ("/en/releases/rises/", "en", "River rises", "Statement"),
            ("/en/events/day/", "sv", "Riverdagen", "Event"),
        ]

    def test_one_hidden_namesake_changes_nothing(self, client):
        english(headline="River falls", slug="one")
        english(headline="River falls", slug="two", published=False, draft=True)

        assert 'data-address="/en/releases/one/"' in client.get("/en/search/suggestions/?q=riv").text

    @pytest.mark.parametrize("asked", ["", "r", "&"])
    def test_too_little_brings_nothing(self, client, asked, django_assert_num_queries):
        english(headline="River")

        with django_assert_num_queries(0):
            assert self.suggested(client, asked) == []

    def test_what_was_said_is_no_title(self, client):
        english(headline="Fish", body=quote("Rita River", "Yes."))

        assert self.suggested(client, "river") == []

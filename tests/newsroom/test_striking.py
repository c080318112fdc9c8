"""What is found and struck in one text: pure, without a database."""

import unicodedata
from datetime import date

import pytest

from newsroom.striking import Strike, fit, phrases_of, too_short

DAY = date(2027, 3, 3)
FI, SV, EN = (
    "[henkilötieto poistettu 3.3.2027]",
    "[personuppgift borttagen 3.3.2027]",
    "[personal data removed 3 March 2027]",
)


def strike(*phrases):
    return Strike("\n".join(phrases), DAY)


def test_the_mark_is_written_in_the_language_of_the_text():
    words = strike("Aino Salo")

    assert [words.in_text("Aino Salo.", language) for language in ("fi", "sv", "en")] == [f"{FI}.", f"{SV}.", f"{EN}."]


@pytest.mark.parametrize(
    "text",
    [
        "Näin sanoo aino mäkelä.",
        "Näin sanoo AINO MÄKELÄ.",
        "Näin sanoo Aino\u00a0Mäkelä.",
        "Näin sanoo Aino\n  Mäkelä.",
        "Näin sanoo Aino Mä\u00adke\u00adlä.",
        unicodedata.normalize("NFD", "Näin sanoo Aino Mäkelä."),
    ],
)
def test_words_are_found_whatever_their_case_spaces_hyphens_and_composition(text):
    struck = strike("Aino Mäkelä").in_text(text, "fi")

    assert unicodedata.normalize("NFC", struck) == f"Näin sanoo {FI}."


def test_a_phrase_typed_in_two_pieces_a_letter_is_found_in_composed_text():
    words = strike(unicodedata.normalize("NFD", "Mäkelä"))

    assert words.in_text("Mäkelä tuli.", "fi") == f"{FI} tuli."


def test_a_letter_is_not_found_inside_a_composed_one():
    decomposed = unicodedata.normalize("NFD", "Pää")

    assert strike("Pa").in_text(decomposed, "fi") == decomposed


@pytest.mark.parametrize(
    ("html", "struck"),
    [
        ("<p>Aino Salo.</p>", f"<p>{FI}.</p>"),
        ("<p><strong>Ai</strong>no Salo.</p>", f"<p><strong>{FI}</strong>.</p>"),
        ("<p>Ai<strong>no</strong> Salo.</p>", f"<p>{FI}.</p>"),
        ("<p>Ai<em>no S</em>alo.</p>", f"<p>{FI}.</p>"),
        ("<p>Aino&nbsp;Salo.</p>", f"<p>{FI}.</p>"),
        ("<p>Aino<br>Salo.</p>", f"<p>{FI}.</p>"),
        ('<p><span lang="sv">Aino</span> Salo.</p>', f'<p><span lang="sv">{FI}</span>.</p>'),
        ("<p>Aino</p><p>Salo.</p>", "<p>Aino</p><p>Salo.</p>"),
    ],
)
def test_words_are_found_across_inline_markup_and_the_markup_stays_whole(html, struck):
    assert strike("Aino Salo").in_html(html, "fi") == struck


def test_letters_that_html_escapes_are_found():
    assert strike("Salo & Pojat").in_html("<p>Salo &amp; Pojat Oy</p>", "fi") == f"<p>{FI} Oy</p>"


def test_names_of_elements_are_not_words():
    html = '<p><strong>Tieto</strong> <span lang="sv">fakta</span></p>'

    assert strike("strong", "span", "lang").in_html(html, "fi") == html


def test_a_struck_speaker_loses_the_card_and_a_link_with_the_name_its_address():
    html = (
        '<blockquote data-speaker="Aino Salo" data-title="johtaja" data-person="7b1"><p>Niin.</p></blockquote>'
        '<p><a href="mailto:aino.salo@jokikunnat.example">Kysy</a></p>'
    )

    struck = strike("Aino Salo").in_html(html, "fi")

    assert struck == (
        f'<blockquote data-speaker="{FI}" data-title="johtaja" data-person=""><p>Niin.</p></blockquote><p>Kysy</p>'
    )


def test_a_text_without_the_words_is_left_as_it_is_to_the_byte():
    html = "<p>Jotain <b>aivan</b> muuta &quot;x&quot;</p>"

    assert strike("Aino Salo").in_html(html, "fi") is html


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("aino.makela@jokikunnat.example", True),
        ("https://jokikunnat.example/aino-makela/", True),
        ("https://jokikunnat.example/Aino%20M%C3%A4kel%C3%A4", True),
        ("aino-mäkelä-kuva.jpg", True),
        ("https://jokikunnat.example/makela/", False),
    ],
)
def test_addresses_are_searched_as_they_write_names(address, is_found):
    assert strike("Aino Mäkelä").stands_in_address(address) is is_found


def test_a_very_short_word_must_stand_alone_in_an_address():
    assert strike("Ai").in_slug("aikataulu-ai-2027") == "aikataulu-2027"


@pytest.mark.parametrize(
    "written", ["0500 000 131", "+358500000131", "+358 500 000 131", "0500-000131", "00358500000131"]
)
@pytest.mark.parametrize("asked", ["0500 000 131", "+358 500 000131"])
def test_a_phone_number_is_found_in_each_of_its_forms(asked, written):
    assert strike(asked).in_text(f"Soita {written}.", "fi") == f"Soita {FI}."


def test_a_phone_number_is_not_found_inside_a_longer_one():
    assert strike("500000131").in_text("Viite 95000001312", "fi") == "Viite 95000001312"


def test_a_file_name_keeps_its_ending_and_a_slug_the_rest_of_its_words():
    words = strike("Aino Salo")

    assert words.in_file_name("aino-salo.pdf") == "file.pdf"
    assert words.in_file_name("lausunto-aino-salo-2027.pdf") == "lausunto-2027.pdf"
    assert words.in_slug("liitto-palkitsi-aino-salon") == "liitto-palkitsi-n"
    assert words.in_slug("liitto-palkitsi-jasenensa") == "liitto-palkitsi-jasenensa"


def test_json_is_struck_throughout():
    data = {
        "id": 1,
        "file": {"id": 2, "name": "aino-salo.pdf", "sha256": "0"},
        "list": ["Aino Salo", {"x": "<p>Aino <em>Salo</em></p>"}],
    }

    assert strike("Aino Salo").in_data(data, "fi") == {
        "id": 1,
        "file": {"id": 2, "name": "file.pdf", "sha256": "0"},
        "list": [FI, {"x": f"<p>{FI}</p>"}],
    }


def test_a_name_in_two_columns_is_found():
    assert strike("Aino Salo").across({"given": "Aino", "family": "Salo", "city": "Salo "}) == [
        ("given", "family"),
        ("given", "city"),
    ]


def test_where_room_is_short_the_mark_stays_whole():
    long = "a" * 40 + " Aino Salo " + "b" * 40

    struck = strike("Aino Salo").in_text(long, "fi", 60)

    assert struck == "a" * 27 + FI
    assert fit(f"x {FI} {FI}", 60, FI) == f"x {FI}"
    assert fit(f"x {FI}", 12, FI) == "…"


def test_marks_side_by_side_are_one():
    assert strike("Aino", "Salo").in_text("Aino Salo tuli", "fi") == f"{FI} tuli"


def test_the_longest_phrase_goes_first():
    assert strike("Salo", "Salomaa").in_text("Salomaa", "fi") == FI


def test_phrases_are_one_a_line_and_need_two_letters():
    assert phrases_of(" Aino  Salo \n\nAino Salo\nSalo") == ["Aino Salo", "Salo"]
    assert too_short("A\n?!\nAi") == ["A", "?!"]


def test_nothing_to_strike_strikes_nothing():
    assert strike("").in_html("<p>Aino</p>", "fi") == "<p>Aino</p>"
    assert strike("").in_text("Aino", "fi") == "Aino"


def test_an_excerpt_shows_what_stands_around_the_words():
    excerpt = strike("Aino Salo").excerpts("Eilen sanoi Aino Salo näin.")[0]

    assert (excerpt.before, excerpt.found, excerpt.after) == ("Eilen sanoi ", "Aino Salo", " näin.")


def test_a_long_text_of_near_misses_is_searched_in_no_time():
    html = "<p>" + "Aino <em></em>&nbsp; <br>" * 20_000 + "</p>"

    assert strike("Aino Salo").in_html(html, "fi") == html


def test_an_excerpt_shows_a_speaker_and_an_address_too():
    html = '<p>Ei tässä.</p><blockquote data-speaker="Aino Salo"><p>Niin.</p></blockquote><p><a href="mailto:aino.salo@j.example">x</a></p>'

    assert [each.found for each in strike("Aino Salo").excerpts_in_html(html)] == ["Aino Salo", "aino.salo"]

"""How a question is read, and how its words are marked in a text."""

import pytest
from django.utils.translation import override

from newsroom.search.question import Question
from newsroom.search.snippets import Marker, Piece


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, []),
        ("", []),
        ("  ", []),
        ("j", []),
        ("&", []),
        ("Joki  JOKI joki", ["joki"]),
        ("Å ja ö", ["å", "ja", "ö"]),
        ("vesistö\u00adohjelma", ["vesistöohjelma"]),
        ("o\u0308ljy\x00", ["öljy"]),
        (" ".join(f"sana{number}" for number in range(20)), [f"sana{number}" for number in range(8)]),
        ("silta -joki", ["silta"]),
        ("-joki", []),
        ("silta – joki", ["silta", "joki"]),
        ('"silta ja tie" joki', ["silta", "ja", "tie", "joki"]),
        ('silta"', ["silta"]),
        ("R&D", ["r", "d"]),
    ],
)
def test_a_question_is_mended_and_bounded(raw, words):
    assert Question.asked(raw).words == words


@pytest.mark.parametrize(
    ("raw", "excluded"),
    [
        ("silta -joki", ["joki"]),
        ("silta -EU-tuki", ["eu-tuki"]),
        ('silta -"kaksi sanaa"', ["kaksi", "sanaa"]),
        ("EU-tuki", []),
    ],
)
def test_a_minus_leaves_words_out(raw, excluded):
    assert Question.asked(raw).excluded == excluded


@pytest.mark.parametrize(
    ("raw", "text", "is_there"),
    [
        ('"sillat auki"', "Nyt Sillat, auki!", True),
        ('"sillat auki"', "Sil\u00adlat auki", True),
        ('"sillat auki"', "sillat ovat auki", False),
        ('"sillat auki"', "pikkusillat auki", False),
        ("“sillat auki”", "sillat auki", True),
        ("»sillat auki«", "sillat auki", True),
    ],
)
def test_a_phrase_is_found_word_by_word(raw, text, is_there):
    (phrase,) = Question.asked(raw).phrases

    assert bool(phrase.search(text)) is is_there


def test_one_quoted_word_and_an_open_quote_are_no_phrase():
    assert [Question.asked(raw).phrases for raw in ('"silta"', '"silta auki', "silta", '-"silta auki"')] == [
        [],
        [],
        [],
        [],
    ]


def test_a_question_is_cut_to_two_hundred_characters_between_words():
    assert len(Question.asked("a" * 5000).text) == 200
    assert Question.asked("sana " * 100).text.endswith(" sana")


@pytest.mark.parametrize("raw", ["", "jo", "--", "silta -joki", "EU-tuki"])
def test_what_can_be_searched_for_is_not_refused(raw):
    assert Question.asked(raw).why_not_asked == ""


def test_one_letter_is_too_short():
    with override("en"):
        assert Question.asked("j").why_not_asked == "Write at least two characters."


@pytest.mark.parametrize("raw", ["-kunta", '-"kaksi sanaa"', "-kunta -joki", "-kunta &"])
def test_only_minus_words_are_not_enough(raw):
    with override("en"):
        assert Question.asked(raw).why_not_asked == "Write also a word to search for, not only what is left out."


def test_the_signs_of_a_title_mean_nothing():
    asked = Question.about('Liitto: "Sillat auki" -nyt – heti')

    assert (asked.words, asked.phrases, asked.excluded) == (["liitto", "sillat", "auki", "nyt", "heti"], [], [])


def marker(asked, language="en"):
    return Marker(Question.asked(asked), language)


def marked(asked, text, language="en") -> list[str]:
    return [piece.text for piece in marker(asked, language).marked(text) if piece.is_match]


def test_words_are_marked_in_all_their_forms():
    assert marker("city").marked("Cities and a citizen") == [
        Piece("Cities", is_match=True),
        Piece(" and a citizen", is_match=False),
    ]


def test_a_mark_keeps_soft_hyphens_and_case():
    assert marked("bridge", "BRID\u00adGES burn") == ["BRID\u00adGES"]


def test_signs_of_regular_expressions_are_only_signs():
    assert marked("(a+)+$ .*", "x (a+)+$ y .* a") == ["a", "a"]


def test_an_excerpt_is_cut_between_words_around_the_first_match():
    text = "Heading\n" + "start " * 60 + "bridge " + "end " * 60

    excerpt = marker("bridges").excerpt(text)

    assert excerpt.startswith("… start start")
    assert excerpt.endswith("end …")
    assert " bridge " in excerpt
    assert len(excerpt) <= 224


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First this.\nThen a bridge.", "Then a bridge."),
        ("A river runs.", ""),
        ("", ""),
        ("start " * 60 + "bridge end.", "… " + "start " * 12 + "bridge end."),
    ],
)
def test_an_excerpt_is_the_paragraph_of_the_first_match(text, expected):
    assert marker("bridge").excerpt(text) == expected


def test_an_excerpt_begins_where_the_phrase_is():
    text = "A bridge here.\nThe old stone bridge there."

    assert marker('"stone bridge"').excerpt(text) == "The old stone bridge there."

"""What words mean to search: pure, and the same for every database."""

import threading

import pytest

from newsroom.search import analysis, finnish

needs_voikko = pytest.mark.skipif(not finnish.is_installed(), reason="libvoikko1 and voikko-fi are not installed")


def words(text: str) -> list[str]:
    return [analysis.plain(match[0]) for match in analysis.words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Joki, silta & tie!", ["joki", "silta", "tie"]),
        ("vesistö\u00adohjelma", ["vesistöohjelma"]),
        ("EU\u2011rahoitus EU-rahoitus", ["eu-rahoitus", "eu-rahoitus"]),
        ("EU:n it’s", ["eu:n", "it's"]),
        ("2025–2027, 3,5 %", ["2025", "2027", "3", "5"]),
        ("”Sillat” ’kuntoon’", ["sillat", "kuntoon"]),
        ("o\u0308ljy", ["öljy"]),
        ("🌊 tulva 🌊", ["tulva"]),
        ("سلام שלום", ["سلام", "שלום"]),
        ("a_b __ _", ["a", "b"]),
        ("x" * 200, ["x" * 60]),
    ],
)
def test_words_are_taken_out_of_a_text_as_they_are_compared(text, expected):
    import unicodedata

    assert words(unicodedata.normalize("NFC", text)) == expected


@needs_voikko
@pytest.mark.parametrize(
    ("word", "main", "parts"),
    [
        ("kaupungeissa", {"kaupunki"}, set()),
        ("KAUPUNGEISSA", {"kaupunki"}, set()),
        ("kaupunkipolitiikasta", {"kaupunkipolitiikka"}, {"kaupunki", "politiikka"}),
        ("kaupunginhallituksen", {"kaupunginhallitus"}, {"kaupunki", "hallitus"}),
        ("toimintaohjelman", {"toimintaohjelma"}, {"toiminta", "ohjelma"}),
        ("jyväskylässä", {"jyväskylä"}, set()),
        ("uudenkaupungin", {"uusikaupunki"}, set()),
        ("eu:n", {"eu"}, set()),
        ("EU-rahoituksen", {"eurahoitus"}, {"eu", "rahoitus"}),
        ("vesistö-ohjelman", {"vesistöohjelma"}, {"vesistö", "ohjelma"}),
        ("2030", {"2030"}, set()),
    ],
)
def test_finnish_words_have_base_forms_and_parts(word, main, parts):
    found = analysis.terms(word, "fi")

    assert (set(found.main), set(found.parts) >= parts, found.is_known) == (main, True, True)


@needs_voikko
def test_then_is_no_bridge():
    assert "silta" not in analysis.terms("silloin", "fi").main


@needs_voikko
def test_an_island_is_no_shin():
    assert analysis.terms("saari", "fi").main.isdisjoint(analysis.terms("sääri", "fi").main)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("sv", "kommunerna", "kommunernas"),
        ("sv", "städer", "städerna"),
        ("sv", "EU:s", "EU"),
        ("en", "cities", "city"),
        ("en", "municipalities", "municipality"),
        ("fi", "Sandkvistin", "Sandkvist"),
        ("fi", "STM:n", "stm"),
    ],
)
def test_stems_join_the_forms_of_a_word(language, one, other):
    assert not analysis.terms(one, language).main.isdisjoint(analysis.terms(other, language).main)


def test_a_stemmed_word_is_not_known():
    assert analysis.terms("städer", "sv").is_known is False


def test_marks_go_only_where_they_are_asked_to():
    assert [analysis.folded(word) for word in ("äänekoski", "åbo", "smørrebrød", "café")] == [
        "aanekoski",
        "abo",
        "smorrebrod",
        "cafe",
    ]


def test_threads_read_words_at_the_same_time():
    """One handle of Voikko shared by threads would end the process."""
    found = []

    def read():
        found.append(
            [len(analysis.terms(f"{word}{number}", "fi").main) for number in range(150) for word in ("silta", "x")]
        )

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found[0] == found[1] == found[2] == found[3]


def test_the_signature_names_what_the_index_was_written_with(monkeypatch):
    with_it = analysis.signature()
    analysis.forget()
    monkeypatch.setattr(finnish, "_handle", lambda: None)

    without = analysis.signature()

    monkeypatch.undo()
    analysis.forget()
    assert without.endswith(with_it.split("snowball")[1])
    assert (without != with_it) == finnish.is_installed()


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [("bro", "bron", True), ("broar", "broarna", True), ("sjön", "sjöarnas", True), ("ån", "åarna", True)]
    + [("barn", "bar", False), ("man", "mas", False)],
)
def test_short_swedish_words_are_found_in_all_their_forms(first, second, are_one):
    assert bool(analysis.terms(first, "sv").main & analysis.terms(second, "sv").main) == are_one

"""Bytes to text: encodings are read, anything that is no text gets a sentence and never a traceback."""

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom import dates
from releases.importing import LANGUAGES, Draft, Unreadable, parse, summary
from releases.importing.answer import to_answer
from releases.importing.reading import LARGEST, read

WORDS = "Pressmeddelande\nÅkommunerna ber om en bro – ”genast”\n"
BINARY = "The file is not text but binary data. Save the release as plain text and import that."


@pytest.fixture(autouse=True, scope="module")
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("utf-16"),
        WORDS.encode("cp1252"),
        WORDS.replace("\n", "\r\n").encode("cp1252"),
        WORDS.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "windows-1252", "windows line ends", "old mac line ends"],
)
def test_reading_knows_the_encodings_that_editors_send(data):
    assert read(data) == WORDS


def test_reading_drops_what_is_not_seen_and_keeps_words_whole():
    assert (
        read("Vesi\u00adstö\u200bohjelma\u00a0alkaa\t\u202enyt\x0b loppu".encode())
        == "Vesistöohjelma alkaa nyt\n loppu"
    )


def test_reading_joins_letters_with_their_accents():
    assert read("Joe\u0308lle".encode()) == "Joëlle"


def test_reading_keeps_utf8_of_which_one_byte_is_lost():
    assert read("Åbor ber om en bro över älven ".encode() + b"\xc3(") == "Åbor ber om en bro över älven \ufffd("


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file holds no text. Choose the file that has the text of the release."),
        (b"\xef\xbb\xbf \r\n\t", "The file holds no text. Choose the file that has the text of the release."),
        (b"Tiedote\x00\x01\x02", BINARY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", BINARY),
        (
            bytes(range(1, 32)) * 40 + b"\xff",
            "The characters of the file can't be read. Save it as plain text in UTF-8 and import that.",
        ),
        (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF. Copy its text into a plain text file and import that."),
        (b"PK\x03\x04word/document.xml", "This is a Word or ZIP file. Save it as plain text (.txt) and import that."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "This is an old Office file. Save it as plain text (.txt) and import that."),
        (b"{\\rtf1\\ansi Tiedote}", "This is an RTF file. Save it as plain text (.txt) and import that."),
        (
            b"\n<!DOCTYPE html><p>Tiedote",
            "This is a web page. Copy the text that it shows into a plain text file and import that.",
        ),
        (b"a" * (LARGEST + 1), "The file is larger than 2 MB. Import the text alone, without pictures."),
    ],
    ids=["empty", "blank", "nul", "picture", "controls", "pdf", "docx", "doc", "rtf", "html", "large"],
)
def test_reading_says_what_to_do_with_what_is_no_text(data, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(data)

    assert str(refusal.value.message) == sentence


def answers(data: bytes, language=None, country="FI") -> bool:
    """Whether the bytes give a draft that can be answered and shown, or a refusal."""
    try:
        draft = parse(data, language=language, country=country)
    except Unreadable as refusal:
        return bool(str(refusal.message))
    to_answer(draft)
    draft.body_html()
    summary.lines(draft, dates)
    return isinstance(draft, Draft) and all(str(finding) for finding in draft.findings)


@given(st.binary(max_size=400), st.sampled_from(LANGUAGES))
@example(b"\xff\xfe\x00", "fi")
@example(b"\xfe\xff\xd8\x00", "fi")
@example(b"{\\rtf", "sv")
def test_any_bytes_give_a_draft_or_a_refusal(data, language):
    assert answers(data, language)


PIECES = st.sampled_from(
    [
        "Tiedote", "Pressmeddelande", "12.3.2026", "31.2.2021", "klo 9.00", "kl. 25.99", "Embargo", "till", "asti", "Julkaisuvapaa",
        "\n", "\n\n", "- ", "– ", "”", "“", '"', "sanoo", "säger", "said", "hän", "hon", "Aino Rantamäki", "Aino", "toimitusjohtaja",
        ",", ".", ":", "!", " ", "Lisätietoja:", "Contact", "p.", "050 000 0101", "(0)", "(", ")", "@", "a@b.example", "(at)", "-", "/",
        "Liite:", "About X", "Aika:", "Paikka:", "29.2.", "1.-2.", "May 10", "ja", "kaupun-", "###", "•", "%", "%(line)s", "[", "](",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60), st.sampled_from([None, *LANGUAGES]), st.sampled_from(["FI", "SE", "GB", "US"]))
def test_any_jumble_of_a_release_gives_a_draft_or_a_refusal(pieces, language, country):
    assert answers("".join(pieces).encode(), language, country)

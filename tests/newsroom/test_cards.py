"""Cards for sharing: whatever the headline, its words stay on the card and its white ones can be read."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage

from newsroom import cards
from newsroom.cards import Card
from tests.factories import picture_bytes

CARD = Card("Sillat kuntoon", "Tiedote", "3.3.2026", "Jokikuntien liitto", "#0b4f54")


def seen(card: Card):
    return PillowImage.open(io.BytesIO(cards.drawn(card))).convert("RGB")


def test_a_card_has_the_size_that_links_are_shown_in():
    with PillowImage.open(io.BytesIO(cards.drawn(CARD))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1200, 630))


def test_the_same_card_is_the_same_bytes_and_other_words_another():
    assert cards.drawn(CARD) == cards.drawn(replace(CARD))
    assert cards.drawn(CARD) != cards.drawn(replace(CARD, headline="Sillat rikki"))


def test_a_picture_stands_beside_the_words(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(picture_bytes(900, 900, "PNG", "red"))

    beside, alone = seen(replace(CARD, picture=path)), seen(CARD)

    assert beside.getpixel((1100, 300))[0] > 200 > 60 > beside.getpixel((1100, 300))[1]
    assert min(alone.getpixel((1100, 300))) > 240


def test_a_card_whose_picture_is_lost_is_a_card(tmp_path):
    (tmp_path / "spoilt").write_bytes(b"\xff\xd8\xff spoilt")

    for path in (tmp_path / "nowhere", tmp_path / "spoilt"):
        assert seen(replace(CARD, picture=path)).size == (1200, 630)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffe800", "#00ff00", "#0b4f54", "#000000", "no colour"])
def test_white_words_can_be_read_on_every_colour_of_a_house(colour):
    contrast = 1.05 / (cards._luminance(*cards.dark(colour)) + 0.05)

    assert contrast >= 4.5


def test_long_words_part_at_their_soft_hyphens():
    word = "vesistö\u00adohjelman\u00adtoimeenpano\u00adsuunnitelman\u00adväliarviointi"

    lines = cards.wrapped(f"Kunnat hyväksyivät {word}n", 84, 700)

    assert all(cards._face(84, 800).getlength(line) <= 700 for line in lines)
    assert [line for line in lines if line.endswith("-")] == lines[2:-1]
    assert "\u00ad" not in "".join(lines)


def test_a_word_that_fits_stays_whole():
    assert cards.wrapped("Silta\u00adjuttu", 46, 700) == ["Siltajuttu"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Kala 🐟 nousi 中文 jokeen", "Kala nousi jokeen"),
        ("Äijö, Åland: ”1–2 %” – €", "Äijö, Åland: ”1–2 %” – €"),
        ("a\u202eb\u0000c\ud800", "abc"),
        ("👩‍👩‍👧", ""),
    ],
)
def test_what_the_face_lacks_is_left_out(words, kept):
    assert cards.printable(words) == kept


def test_a_headline_without_end_ends_in_an_ellipsis():
    lines = cards.wrapped("pitkä otsikko " * 60, 46, 700)
    assert len(lines) > 10

    card = seen(replace(CARD, headline="pitkä otsikko " * 60))

    assert card.getpixel((600, 520)) == card.getpixel((1190, 520))  # nothing runs into the band below
    assert cards.shortened("pitkä otsikko, joka jatkuu …", 46, 300).endswith("…")


@given(st.text(max_size=300), st.sampled_from([46, 84]), st.sampled_from([688, 1072]))
def test_every_line_of_every_headline_fits(words, size, width):
    lines = cards.wrapped(words, size, width)

    assert all(cards._face(size, 800).getlength(line) <= width for line in lines)


def test_a_long_word_makes_the_letters_smaller_before_it_is_parted():
    assert not cards._parts_fit("Fältdagar för vinteruppföljning", 84, 688)
    assert cards._parts_fit("Fältdagar för vinteruppföljning", 76, 688)

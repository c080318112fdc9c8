"""A body paragraph by paragraph: which there are, and what stays when the words of one change."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from newsroom import richtext
from releases import paragraphs
from releases.paragraphs import Block, blocks, normalised, with_words
from tests.factories import quote

LINK = '<a href="https://jokikunnat.example/silta">'


def words_of(body: str) -> list[str]:
    return [block.words for block in blocks(body)]


def test_each_paragraph_heading_item_cell_and_quote_is_a_block():
    body = (
        "<h2>Silta</h2><p>Se on <strong>auki</strong>.<br>Tervetuloa!</p><ul><li>Yksi</li><li>Kaksi<p>Kolme</p></li></ul>"
        + quote("Aino &amp; Co", "Hyvä.", "johtaja")
        + "<blockquote><p>Vanha sanonta.</p></blockquote>"
        + "<table><caption>Luvut</caption><tbody><tr><th>Vuosi</th><td>2026</td></tr></tbody></table>"
    )

    assert [(block.kind, block.words, block.speaker) for block in blocks(body)] == [
        ("heading", "Silta", ""),
        ("paragraph", "Se on auki.\nTervetuloa!", ""),
        ("item", "Yksi", ""),
        ("item", "Kaksi", ""),
        ("item", "Kolme", ""),
        ("quote", "Hyvä.", "Aino & Co"),
        ("quote", "Vanha sanonta.", ""),
        ("caption", "Luvut", ""),
        ("cell", "Vuosi", ""),
        ("cell", "2026", ""),
    ]
    assert [block.index for block in blocks(body)] == list(range(10))


@pytest.mark.parametrize("body", ["", "  ", "<p></p>", "<p>&nbsp;</p><p><br></p>", "<ul><li></li></ul>"])
def test_where_there_are_no_words_there_is_no_block(body):
    assert blocks(body) == []


def test_words_outside_a_paragraph_are_one():
    assert blocks("Irti <em>oleva</em> rivi<p>Kappale</p>") == [
        Block(0, "paragraph", "Irti oleva rivi"),
        Block(1, "paragraph", "Kappale"),
    ]


@pytest.mark.parametrize(
    ("body", "words", "expected"),
    [
        # Words in the middle: the link around the others stays.
        (
            f"<p>Silta {LINK}avataan maanantaina</a> klo <strong>9.00</strong>.</p>",
            "Silta avataan tiistaina klo 10.00.",
            f"<p>Silta {LINK}avataan tiistaina</a> klo <strong>10.00</strong>.</p>",
        ),
        # Beside marked words: what is new is not marked.
        ("<p><strong>Auki</strong></p>", "Nyt Auki taas", "<p>Nyt <strong>Auki</strong> taas</p>"),
        (f"<p>{LINK}Lue lisää</a></p>", "Lue heti lisää", f"<p>{LINK}Lue heti lisää</a></p>"),
        # All the words of a link go: the link goes too.
        (f"<p>Lue {LINK}ohje sivulta</a> ensin.</p>", "Lue ensin.", "<p>Lue ensin.</p>"),
        # A language mark, a word that is half bold, a line break.
        (
            '<p>Ruotsiksi <span lang="sv">Bron öpnas</span> nyt</p>',
            "Ruotsiksi Bron öppnas nyt",
            '<p>Ruotsiksi <span lang="sv">Bron öppnas</span> nyt</p>',
        ),
        ("<p><em>Joki</em>varsi siivotaan</p>", "Jokivarsi puhdistetaan", "<p><em>Joki</em>varsi puhdistetaan</p>"),
        ("<p>Yksi<br>kaksi</p>", "Yksi\nkaksi\nkolme", "<p>Yksi<br>kaksi<br>kolme</p>"),
        ("<p>Yksi<br>kaksi</p>", "Yksi kaksi", "<p>Yksi kaksi</p>"),
        ("<p>Ennen</p>", "Kahvia & <b>teetä</b>", "<p>Kahvia &amp; &lt;b&gt;teetä&lt;/b&gt;</p>"),
    ],
)
def test_markup_stays_where_its_words_stay(body, words, expected):
    assert with_words(body, 0, words) == expected


def test_only_the_one_block_changes():
    body = "<p>Sama</p><ul><li>Sama</li></ul><p>Sama</p>"

    assert with_words(body, 1, "Toinen") == "<p>Sama</p><ul><li>Toinen</li></ul><p>Sama</p>"


def test_quotation_marks_typed_around_a_quote_are_left_to_the_page():
    assert with_words(quote("Aino", "Hyvä."), 0, "”Erinomainen.”") == richtext.clean(quote("Aino", "Erinomainen."))


def test_a_block_that_is_not_there_is_an_error():
    with pytest.raises(IndexError):
        with_words("<p>Yksi</p>", 1, "Kaksi")


def test_the_links_of_a_body():
    assert paragraphs.links('<p><a href="https://a.example/?a=1&amp;b=2" lang="sv">A</a> <a>B</a></p>') == [
        "https://a.example/?a=1&b=2"
    ]


# Marks and dashes around a quote belong to the page, so there the sanitiser takes them away: a test of its own above.
LETTERS = st.characters(exclude_characters='"”“„«»–—-')
WORDS = st.text(LETTERS, max_size=40) | st.lists(st.sampled_from(["joki", "silta", "ja", "on", "\n"]), max_size=12).map(
    " ".join
)
TAGS = [
    *("<p>", "</p>", "<h2>", "</h2>", "<ul>", "<li>", "</li>", "</ul>", "<strong>", "</strong>", "<em>", "</em>"),
    *(LINK, "</a>", '<span lang="sv">', "</span>", "<br>", "<blockquote>", '<blockquote data-speaker="Aino">'),
    *(
        "</blockquote>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "<th>",
        "<caption>",
        "</table>",
        "&nbsp;",
        "&amp;",
        " ",
        "\n",
    ),
]
KEPT = st.lists(st.sampled_from(TAGS) | WORDS, max_size=24).map("".join).map(richtext.clean)
BODIES = KEPT.filter(lambda body: richtext.clean(body) == body)


@given(BODIES, WORDS, st.randoms(use_true_random=False))
@example("<p><strong>a</strong>b</p>", "a\u0338b", None)
@example("<p>a</p>", "\u0338\u0301 x", None)
@example("<p>a<strong>b</strong></p>", "a b", None)
def test_any_words_take_the_place_of_any_block_and_nothing_else_moves(body, words, random):
    there = words_of(body)
    assume(there and normalised(words))
    index = random.randrange(len(there)) if random else 0

    changed = with_words(body, index, words)

    assert words_of(changed) == [*there[:index], normalised(words), *there[index + 1 :]]
    assert richtext.clean(changed) == changed
    assert with_words(changed, index, words) == changed


@given(BODIES)
def test_the_same_words_change_nothing(body):
    for block in blocks(body):
        assert with_words(body, block.index, block.words) == body

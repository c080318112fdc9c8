"""Plain and rich text are mended through every door into the database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom import richtext, text
from newsroom.models import Theme
from releases.models import Release
from tests.factories import ReleaseFactory, ThemeFactory, quote

LINES = {
    "a vertical tab": ("Otsikko\x0bjatkuu", "Otsikko jatkuu"),
    "a NUL": ("Otsi\x00kko", "Otsikko"),
    "an escape sequence": ("\x1b[31mOtsikko", "[31mOtsikko"),
    "a newline": ("Otsikko\r\nBcc: all@example.org", "Otsikko Bcc: all@example.org"),
    "a bidi override": ("Otsikko\u202etxt.exe", "Otsikkotxt.exe"),
    "zero width spaces": ("Ot\u200bsik\ufeffko", "Otsikko"),
    "letters in pieces": ("A\u0308a\u030a", "Äå"),
    "a noncharacter": ("Otsikko\ufffe", "Otsikko"),
    "blanks around and between": ("  Otsikko \t  jatkuu ", "Otsikko jatkuu"),
    "only blanks": (" \u2028 ", ""),
    "a soft hyphen stays": ("Vesistö\u00adohjelma", "Vesistö\u00adohjelma"),
    "a joiner stays in an emoji": ("👩\u200d🚒", "👩\u200d🚒"),
    "a hard space stays": ("12\u00a0000", "12\u00a0000"),
}

BODIES = {
    "a script": ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
    "an event handler": ('<p onclick="alert(1)">a</p>', "<p>a</p>"),
    "a javascript link": ('<a href="javascript:alert(1)">a</a>', "a"),
    "a data link": ('<a href="data:text/html,<script>">a</a>', "a"),
    "a control character in a scheme": ('<a href="java\x00script:alert(1)">a</a>', "a"),
    "a foreign picture": ('<p>a<img src="https://tracker.example/p.gif"></p>', "<p>a</p>"),
    "a frame": ('<iframe src="https://evil.example"></iframe><p>a</p>', "<p>a</p>"),
    "an SVG": ("<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg><p>a</p>", "<p>a</p>"),
    "mutation through a math element": ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", ""),
    "a style": ('<p style="position:fixed">a</p><style>p{}</style>', "<p>a</p>"),
    "a form": ('<form action="https://evil.example"><input name="q">a</form>', "a"),
    "a comment": ("<p>a<!-- b --></p>", "<p>a</p>"),
    "Word's markup": ('<p class="MsoNormal"><o:p>a</o:p></p>', "<p>a</p>"),
    "a script in a speaker": (
        '<blockquote data-speaker="&quot;><script>alert(1)</script>"><p>a</p></blockquote>',
        '<blockquote data-speaker="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"><p>a</p></blockquote>',
    ),
    "a bidi override by its number": ("<p>a&#8238;b</p>", "<p>ab</p>"),
    "what is allowed": (
        '<h2>a</h2><ul><li><a href="https://a.example">b</a></li></ul>',
        '<h2>a</h2><ul><li><a href="https://a.example">b</a></li></ul>',
    ),
}


def create_line(raw):
    return ThemeFactory(name_fi=raw).name_fi


def update_line(raw):
    Theme.objects.filter(pk=ThemeFactory().pk).update(name_fi=raw)
    return Theme.objects.get().name_fi


def bulk_create_line(raw):
    Theme.objects.bulk_create([Theme(name_fi=raw, slug="a")])
    return Theme.objects.get().name_fi


@pytest.mark.django_db
@pytest.mark.parametrize("door", [create_line, update_line, bulk_create_line], ids=lambda door: door.__name__)
@pytest.mark.parametrize("case", LINES)
def test_line_is_mended_through_every_door(case, door):
    raw, kept = LINES[case]

    assert door(raw) == kept


def create_body(raw):
    return ReleaseFactory(body=raw).body


def save_body(raw):
    release = ReleaseFactory()
    release.body = raw
    release.save()
    return Release.objects.get().body


def update_body(raw):
    Release.objects.filter(pk=ReleaseFactory().pk).update(body=raw)
    return Release.objects.get().body


@pytest.mark.django_db
@pytest.mark.parametrize("door", [create_body, save_body, update_body], ids=lambda door: door.__name__)
@pytest.mark.parametrize("case", BODIES)
def test_body_is_cleaned_through_every_door(case, door):
    raw, kept = BODIES[case]

    assert door(raw) == kept


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_mended_line_is_one_clean_line_and_stays_so(raw):
    once = text.one_line(raw)

    assert text.one_line(once) == once
    assert not any(character in once for character in "\n\r\t\x0b\x00\u202e")
    once.encode()


MARKUP = st.lists(
    st.sampled_from(
        [
            '<blockquote data-speaker="x">',
            "</blockquote>",
            "”",
            "– ",
            "<a>",
            "<p>",
            "</p>",
            "<b",
            ">",
            "<script>",
            "<a href='",
            "javascript:",
            "'",
            '"',
            "<!--",
            "&lt;",
            "x",
            "\x00",
        ]
    )
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_cleaning_twice_changes_nothing(raw):
    once = richtext.clean(raw)

    assert richtext.clean(once) == once
    assert "<script" not in once


# Reading rich text


def test_plain_text_is_a_paragraph_a_line():
    html = "<h2>Otsikko</h2><p>Eka <strong>vahva</strong>.</p><ul><li>yksi</li><li>kaksi &amp; kolme</li></ul>"

    assert richtext.plain_text(html) == "Otsikko\nEka vahva.\nyksi\nkaksi & kolme"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p>b", "a\nb"),
        ("a<p>b</p>c<h2>d</h2>", "a\nb\nc\nd"),
        ("<blockquote>sanottu</blockquote><p>b</p>", "sanottu\nb"),
        ('<blockquote data-speaker="Aino" data-title="x"><p>sanottu</p></blockquote>', "sanottu"),
        ("<ul><li><p>a</p><p>b</p></li><li>c<ul><li>d</li></ul></li></ul>", "a\nb\nc\nd"),
        ("<table><caption>t</caption><tr><th>a</th><td>b</td></tr></table>", "t\na b"),
        ('<p>ks. <a href="https://a.example/">tästä</a>.</p>', "ks. tästä."),
        ("<p> a \n b </p><p>\u00a0</p>", "a b"),
        ("<p>8,7&nbsp;miljoonaa</p>", "8,7\u00a0miljoonaa"),
        ("sanat &lt;yksin&gt;", "sanat <yksin>"),
    ],
)
def test_no_words_are_left_out_of_plain_text(html, words):
    assert richtext.plain_text(html) == words


def test_body_is_cut_at_its_quotes():
    body = f"<p>Alku.</p>{quote('Aino Rantamäki', 'Joki.', 'toimitusjohtaja')}<p>Loppu.</p>"

    passages = richtext.passages(body)

    assert [(p.text, p.speaker, p.title) for p in passages] == [
        ("Alku.", "", ""),
        ("Joki.", "Aino Rantamäki", "toimitusjohtaja"),
        ("Loppu.", "", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>”Silta on valmis.”</p>", "<p>Silta on valmis.</p>"),
        ('<p>"Bron är klar."</p>', "<p>Bron är klar.</p>"),
        ("<p>“First.</p><p>“Second.”</p>", "<p>First.</p><p>Second.</p>"),
        ("<p>”Eka.”</p> <p><em>”Toka.”</em></p>", "<p>Eka.</p> <p><em>Toka.</em></p>"),
        ("”Ilman kappaletta”", "Ilman kappaletta"),
        ("<p>”Silta” ja ”tie”</p>", "<p>”Silta” ja ”tie”</p>"),
        ("<p>Hän sanoi ”silta”</p>", "<p>Hän sanoi ”silta”</p>"),
        ("<p>”</p>", "<p></p>"),
        ("<p>”Silta.”&nbsp;</p>", "<p>Silta.&nbsp;</p>"),
        ("<p>”Silta on valmis”.</p>", "<p>Silta on valmis.</p>"),
        ("<p>– Silta on valmis.</p><p>– Tie ei.</p>", "<p>Silta on valmis.</p><p>– Tie ei.</p>"),
        ("<p>-&nbsp;”Silta.”</p>", "<p>Silta.</p>"),
        ("<p>–5 astetta</p>", "<p>–5 astetta</p>"),
        (
            '<p><a href="https://a.example/&gt;&quot;">”Silta.”</a></p>',
            '<p><a href="https://a.example/&gt;&quot;">Silta.</a></p>',
        ),
    ],
)
def test_marks_typed_around_a_quote_are_left_to_the_page(typed, kept):
    opening = '<blockquote data-speaker="Aino &gt; Joki" data-title="”">'

    assert richtext.clean(f"{opening}{typed}</blockquote>") == f"{opening}{kept}</blockquote>"


def test_words_stay_of_a_link_that_leads_nowhere_safe():
    html = '<p>Ks. <a href="javascript:x()">tämä <em>sivu</em></a> ja <a href="https://a.example/">tuo</a></p>'

    assert richtext.clean(html) == '<p>Ks. tämä <em>sivu</em> ja <a href="https://a.example/">tuo</a></p>'


def test_marks_of_a_quote_without_a_speaker_stay():
    body = "<blockquote><p>”Silta on valmis.”</p></blockquote>"

    assert richtext.clean(body) == body


def test_quote_without_a_speaker_is_running_text():
    assert [p.speaker for p in richtext.passages("<p>a</p><blockquote><p>b</p></blockquote>")] == [""]


@pytest.mark.parametrize("html", ["", "   ", "words only", "<p></p>", "<blockquote data-speaker='x'></blockquote>"])
def test_odd_bodies_are_read_without_an_error(html):
    richtext.plain_text(html)
    richtext.passages(html)


@pytest.mark.parametrize("stroke", ["\u0338", "&#824;", "&#x338;"])
def test_a_combining_stroke_breaks_no_tag(stroke):
    kept = richtext.clean(f"<p>{stroke} onclick=alert(1) x=<strong>a</strong></p>")

    assert kept == "<p>&#824; onclick=alert(1) x=<strong>a</strong></p>"
    assert richtext.clean(kept) == kept


def test_a_line_break_parts_two_words():
    assert richtext.plain_text("<p>Silta<br>avataan</p>") == "Silta avataan"

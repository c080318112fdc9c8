"""Quotes in three languages: whose they are, where they end, and what only looks like one."""

import pytest
from django.utils import translation

from releases.importing import parse
from releases.importing.draft import BulletList, Paragraph, QuoteBlock

LEAD = "Joki nousi yöllä metrin ja laski aamulla takaisin uomaansa. Liiton mittari näki sen kaiken."


@pytest.fixture(autouse=True, scope="module")
def english():
    with translation.override("en"):
        yield


def blocks_of(text, language="fi", contacts=""):
    label = {"fi": "Lisätietoja", "sv": "Ytterligare information", "en": "Contacts"}[language]
    return list(
        parse(f"Otsikko on tämä\n\n{LEAD}\n\n{text}\n\n{label}:\n{contacts}".encode(), language=language).blocks
    )


def quote(text, speaker=None, title=None):
    return QuoteBlock((text,) if isinstance(text, str) else text, speaker, title)


@pytest.mark.parametrize(
    ("text", "words", "speaker", "title"),
    [
        ("- Vesi nousee, toteaa Jokikuntien toimitusjohtaja Aino Joki", "Vesi nousee.", "Aino Joki", "Jokikuntien toimitusjohtaja"),
        ("– Vesi nousee, vesistöpäällikkö Aino Joki sanoo.", "Vesi nousee.", "Aino Joki", "vesistöpäällikkö"),
        ("−\u00a0Vesi nousee, Aino Joki sanoo.", "Vesi nousee.", "Aino Joki", None),
        ("–Vesi nousee! iloitsee vt. pormestari Anna-Maija Joki.", "Vesi nousee!", "Anna-Maija Joki", "vt. pormestari"),
        ("- Nouseeko vesi? kysyy 2. varapuheenjohtaja A. Joki.", "Nouseeko vesi?", "A. Joki", "2. varapuheenjohtaja"),
        (
            "- Vesi nousee, sanoo Rannan Yrittäjien vesi- ja maa-asioiden päällikkö Aino Joki.",
            "Vesi nousee.",
            "Aino Joki",
            "Rannan Yrittäjien vesi- ja maa-asioiden päällikkö",
        ),
        ("- Vesi nousee, sanoo toimitusjohtaja Aino Joki Uittomiehistä.", "Vesi nousee.", "Aino Joki", "toimitusjohtaja"),
        ("”Vesi nousee”, sanoo tutkija Aino Joki.", "Vesi nousee.", "Aino Joki", "tutkija"),
        ("”Vesi nousee, sanoo tutkija Aino Joki.", "Vesi nousee.", "Aino Joki", "tutkija"),
        ("»Vesi nousee», sanoo Aino Joki.", "Vesi nousee.", "Aino Joki", None),
        ("– Tulva on ”iso askel”, sanoo Aino Joki.", "Tulva on ”iso askel”.", "Aino Joki", None),
        ("– Vesi nousee, sanoo eräs asukas.", "Vesi nousee.", None, "eräs asukas"),
    ],
)  # fmt: skip
def test_finnish_quote_has_its_speaker_and_title(text, words, speaker, title):
    assert blocks_of(text) == [quote(words, speaker, title)]


@pytest.mark.parametrize(
    ("text", "words", "speaker", "title"),
    [
        ("– Vattnet stiger, säger planeringschef Isak af Ådal.", "Vattnet stiger.", "Isak af Ådal", "planeringschef"),
        ("—Vattnet stiger, säger Isak Älv, ordförande för Åkommunerna.", "Vattnet stiger.", "Isak Älv", "ordförande för Åkommunerna"),
        ('"Vattnet stiger", konstaterar Isak Älv, vd för Bolaget.', "Vattnet stiger.", "Isak Älv", "vd för Bolaget"),
    ],
)  # fmt: skip
def test_swedish_quote_has_its_speaker_and_title(text, words, speaker, title):
    assert blocks_of(text, "sv") == [quote(words, speaker, title)]


@pytest.mark.parametrize(
    ("text", "words", "speaker", "title"),
    [
        ("“Water rises,” said Ann Brook, chair of the board.", "Water rises.", "Ann Brook", "chair of the board"),
        ("“Water rises,” Ann Brook said.", "Water rises.", "Ann Brook", None),
        ("“Water rises,” says managing director Ann Brook.", "Water rises.", "Ann Brook", "managing director"),
        ("Ann Brook, chair, said: “Water rises.”", "Water rises.", "Ann Brook", "chair"),
        ('Ann Brook said:\n"Water rises."', "Water rises.", "Ann Brook", None),
    ],
)
def test_english_quote_has_its_speaker_and_title(text, words, speaker, title):
    assert blocks_of(text, "en") == [quote(words, speaker, title)]


def test_surname_and_pronoun_mean_the_person_named_before():
    text = (
        "– Yksi, sanoo tutkija Renée Joki.\n– Kaksi, sanoo Elo Virta.\n"
        "– Kolme, Joki jatkaa.\n– Neljä, hän muistuttaa.\n– Viisi, sanoo Virta."
    )

    assert [block.speaker for block in blocks_of(text)] == [
        "Renée Joki",
        "Elo Virta",
        "Renée Joki",
        "Renée Joki",
        "Elo Virta",
    ]


def test_surname_may_be_explained_by_the_contacts_alone():
    assert blocks_of("– Yksi, sanoo Joki.", contacts="Renée Joki, p. 050 000 0101") == [quote("Yksi.", "Renée Joki")]


def test_pronoun_means_a_known_person_named_in_the_text_since():
    text = "– Vi har räknat, säger Isak Älv.\n\nOckså Ebba Nys siffror pekar uppåt hela våren.\n\n– Vi räknar igen, säger hon."

    blocks = blocks_of(text, "sv", contacts="Ebba Ny, tfn 050 000 0101")

    assert [block.speaker for block in blocks if isinstance(block, QuoteBlock)] == ["Isak Älv", "Ebba Ny"]


def test_surname_of_nobody_stays_as_printed_and_is_told():
    draft = parse(f"Otsikko\n\n{LEAD}\n\n– Yksi, sanoo Joki.".encode(), language="fi")

    assert draft.quotes == [quote("Yksi.", "Joki")]
    assert "The text gives no full name for Joki, who says “Yksi.…”." in [str(finding) for finding in draft.findings]


def test_quote_goes_on_after_its_attribution():
    swedish = blocks_of("– Vattnet stiger, säger Isak Älv. Det räcker nu.", "sv")
    english = blocks_of("“Water rises,” said Ann Brook, chair. “It will fall.” The board agrees.", "en")

    assert swedish == [quote("Vattnet stiger.", "Isak Älv"), quote("Det räcker nu.", "Isak Älv")]
    assert english == [
        quote("Water rises.", "Ann Brook", "chair"),
        quote("It will fall.", "Ann Brook"),
        Paragraph("The board agrees."),
    ]


def test_unattributed_quote_keeps_the_speaker_before_it():
    text = "– Vesi nousee, sanoo Aino Joki.\n\n– Siksi rakennamme penkereen jo ennen kevättä."

    assert blocks_of(text) == [
        quote("Vesi nousee.", "Aino Joki"),
        quote("Siksi rakennamme penkereen jo ennen kevättä.", "Aino Joki"),
    ]


def test_first_of_two_quotes_may_leave_the_name_to_the_second():
    text = "– Siksi rakennamme penkereen jo ennen kevättä.\n– Vesi nousee, sanoo Aino Joki."

    assert [block.speaker for block in blocks_of(text)] == ["Aino Joki", "Aino Joki"]


def test_one_quote_over_several_paragraphs_is_one():
    text = "Ann Brook said: “Water rises.\n\n“It rises every spring.\n\n“It is nobody's fault.”\n\n“It is not,” Brook added."

    draft = parse(f"Headline\n\n{LEAD}\n\n{text}".encode(), language="en")

    assert draft.quotes == [
        quote(("Water rises.", "It rises every spring.", "It is nobody's fault."), "Ann Brook"),
        quote("It is not.", "Ann Brook"),
    ]
    assert draft.not_quotes == ("It rises every spring.", "It is nobody's fault.")


def test_attribution_before_a_quote_stays_in_the_text_if_it_says_more():
    bare = blocks_of("Toimitusjohtaja Aino Joki toteaa:\n\n– Vesi nousee joka kevät.")
    full = blocks_of("Tulva yllätti monet. Toimitusjohtaja Aino Joki toteaa:\n\n– Vesi nousee joka kevät.")

    assert bare == [quote("Vesi nousee joka kevät.", "Aino Joki", "Toimitusjohtaja")]
    assert full == [Paragraph("Tulva yllätti monet. Toimitusjohtaja Aino Joki toteaa:"), *bare]


def test_attribution_with_more_to_say_is_kept_word_for_word():
    """Words must not vanish because they stand where a name was expected."""
    text = "– Ei kai, sanoo Joki ja muistuttaa, että vesi on tänä keväänä vaarallisen korkealla."

    assert blocks_of(text) == [quote(text[2:])]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("- neljän padon purkaminen\n- kalatie", BulletList(("neljän padon purkaminen", "kalatie"))),
        ("- Patojen purkaminen\n- Kalatie", BulletList(("Patojen purkaminen", "Kalatie"))),
        ("- 9.00 Avaus\n- 10.00 Kahvi", BulletList(("9.00 Avaus", "10.00 Kahvi"))),
        ("• Padot\n• Kalatie", BulletList(("Padot", "Kalatie"))),
        ("Hanke on ”iso askel”, sanoo Aino Joki.", Paragraph("Hanke on ”iso askel”, sanoo Aino Joki.")),
        ("”Tulva” on sana, joka kertoo kaiken.", Paragraph("”Tulva” on sana, joka kertoo kaiken.")),
        ("Vuosina 2000 – 2018 vesi nousi.", Paragraph("Vuosina 2000 – 2018 vesi nousi.")),
        ("Joen mukaan vesi nousee.", Paragraph("Joen mukaan vesi nousee.")),
    ],
)
def test_what_only_looks_like_a_quote_stays_what_it_is(text, block):
    assert blocks_of(text) == [block]


def test_traps_are_listed_as_not_quotes():
    draft = parse(f"Otsikko\n\n{LEAD}\n\n- padot\n- kalatie\n\nSe on ”iso askel” meille.".encode(), language="fi")

    assert draft.not_quotes == ("padot", "kalatie", "iso askel")


def test_subheading_in_marks_is_a_heading():
    draft = parse(f"Otsikko\n\n{LEAD}\n\n”Joki kuuluu kaikille”\n\n{LEAD}".encode(), language="fi")

    assert (draft.subheadings, draft.quotes) == (["”Joki kuuluu kaikille”"], [])


def test_long_quote_without_a_name_is_told():
    draft = parse(f"Otsikko\n\n{LEAD}\n\n– {LEAD}".encode(), language="fi")

    assert draft.quotes == [quote(LEAD)]
    assert [f.code for f in draft.findings if f.code.startswith("speaker")] == ["speaker_missing"]

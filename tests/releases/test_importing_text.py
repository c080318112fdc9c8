"""Lines, wraps, hyphens, headings, events and furniture: what becomes of a whole text."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from releases.importing import parse
from releases.importing.answer import to_answer
from releases.importing.draft import BulletList, Draft, Event, Heading, Paragraph, QuoteBlock, Repair

TEXTS = Path(__file__).parent / "import_texts"
SAMPLE = Path(__file__).parents[3] / "shared/samples/tiedote-toimintaohjelma.txt"
EXAMPLE = Path(__file__).parents[2] / "docs/example-release.txt"
# Events stand in local time without a zone, as they are printed.
at = datetime.fromisoformat
LEAD = "Joki nousi yöllä metrin ja laski aamulla takaisin uomaansa. Liiton mittari näki sen kaiken."


@pytest.fixture(autouse=True, scope="module")
def english():
    with translation.override("en"):
        yield


def draft_of(text, language="fi"):
    return parse(f"Otsikko on tämä\n\n{LEAD}\n\n{text}".encode(), language=language)


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_text_gives_the_answer_written_beside_it(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    draft = parse(path.read_bytes())

    assert to_answer(draft) == expected["answer"]
    assert [finding.code for finding in draft.findings] == expected["findings"]


def test_example_of_the_readme_shows_what_the_importer_can():
    draft = parse(EXAMPLE.read_bytes())

    assert (draft.language, draft.kind, draft.date) == ("fi", "release", date(2026, 11, 24))
    assert draft.subheadings == ["Numero tuntee sillan", "Nimistä sovittiin kylissä"]
    assert draft.attachments == ("Siltojen korjausjono",)
    assert draft.events == (Event("Siltakävely", date(2027, 6, 5), place="Myllyrannassa Haapakoskella"),)
    assert draft.repairs == (Repair("painora-joitus", "painorajoitus"),)
    assert (len(draft.boilerplate), draft.findings) == (6, ())


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")
def test_sample_reads_right():
    answer = to_answer(parse(SAMPLE.read_bytes()))
    speakers = [quote["speaker"].split() for quote in answer["quotes"]]
    contacts = [contact["name"].split() for contact in answer["contacts"]]

    assert (answer["language"], answer["kind"], answer["date"], answer["embargo"]) == (
        "fi",
        "press_release",
        None,
        None,
    )
    assert [[name[0] for name in speaker] for speaker in speakers] == [["M", "K"], ["H", "L"], ["J", "V"], ["J", "V"]]
    assert speakers[2] == speakers[3] == ["José", contacts[1][1]]
    assert [quote["title"] is None for quote in answer["quotes"]] == [False, False, False, True]
    assert [contact["phones"] for contact in answer["contacts"]] == [
        ["+35897712000"],
        ["+358505231116"],
        ["+358503122805"],
    ]
    assert (answer["attachments"], len(answer["subheadings"])) == (["toimintaohjelma"], 1)
    assert [(event["start"], event["end"]) for event in answer["events"]] == [("2024-09-18", "2024-09-19")]
    assert [(len(repair["found"]) - len(repair["suggested"])) for repair in answer["repairs"]] == [1]
    assert (answer["not_quotes"], len(answer["boilerplate"])) == ([], 4)


# Lines and hyphens


def test_hard_wrapped_rows_become_paragraphs():
    text = (
        "Joki nousi yöllä metrin ja laski aamulla takaisin uomaansa, sanoo\n"
        "liiton mittari. Vesi vei mennessään kolme laituria ja yhden uuden\n"
        "uimakopin. Kopin omistaja kertoi, että se oli kolmas samalla pai-\n"
        "kalla seissyt koppi. Penger rakennetaan maa- ja\n"
        "kiviaineksesta.\n\n"
        "Toinen kappale alkaa tästä."
    )

    assert [block.text for block in draft_of(text).blocks] == [
        "Joki nousi yöllä metrin ja laski aamulla takaisin uomaansa, sanoo liiton mittari. Vesi vei mennessään kolme "
        "laituria ja yhden uuden uimakopin. Kopin omistaja kertoi, että se oli kolmas samalla pai-kalla seissyt koppi. "
        "Penger rakennetaan maa- ja kiviaineksesta.",
        "Toinen kappale alkaa tästä.",
    ]


def test_rows_that_are_whole_paragraphs_stay_apart():
    assert [block.text for block in draft_of(f"Yö oli pitkä. {LEAD}\n{LEAD} Ja vähän.").blocks] == [
        f"Yö oli pitkä. {LEAD}",
        f"{LEAD} Ja vähän.",
    ]


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("Tulvahu-iput kasvavat. Tulvahuiput ovat korkeita.", [Repair("Tulvahu-iput", "Tulvahuiput")]),
        ("Uittoväy-liä on tukossa, ja uittoväylien penkat murtuvat.", [Repair("Uittoväy-liä", "Uittoväyliä")]),
        ("Tulvahu-\niput kasvavat. Tulvahuiput ovat korkeita.", [Repair("Tulvahu-iput", "Tulvahuiput")]),
        ("Joki- ja rantakunnat. Jokija on sana.", []),
        ("Sote-uudistus etenee ja soteuudistus myös.", [Repair("Sote-uudistus", "Soteuudistus")]),
        ("EU-\nrahoitus ja EU-Rahoitus.", []),
        ("Nuorten kuntakysely -lomake ja Kysely-lomake.", []),
        ("Linja-auto ajoi linja-autoasemalle.", []),
    ],
)
def test_hyphen_of_a_line_break_is_mended_when_the_text_proves_it(text, repairs):
    assert list(draft_of(text).repairs) == repairs


def test_proven_repair_is_made_everywhere_in_the_draft():
    draft = parse(f"Tulvahu-iput kasvavat\n\n{LEAD}\n\nTulvahuiput ja tulvahu-iput.".encode(), language="fi")

    assert (draft.headline, draft.blocks) == ("Tulvahuiput kasvavat", (Paragraph("Tulvahuiput ja tulvahuiput."),))


@pytest.mark.parametrize(
    ("text", "language", "doubts"),
    [
        ("Uittoväy-liä on tukossa.", "fi", ["“Uittoväy-liä” may have a hyphen left from a line break. Should it be “Uittoväyliä”?"]),
        ("Konkurrens-förut är ordet.", "sv", ["“Konkurrens-förut” may have a hyphen left from a line break. Should it be “Konkurrensförut”?"]),
        ("A well-known river.", "en", []),
        ("Sote-uudistus etenee, ja sote maksaa.", "fi", []),
        ("Linja-auto ajoi.", "fi", []),
        ("Vesi-istutus ja it-tuki.", "fi", []),
    ],
)  # fmt: skip
def test_doubtful_hyphen_is_shown_and_left(text, language, doubts):
    draft = draft_of(text, language)

    assert [str(f) for f in draft.findings if f.code == "hyphen_doubtful"] == doubts
    assert (draft.blocks, draft.repairs) == ((Paragraph(text),), ())


# Body


def test_short_line_before_more_text_is_a_heading():
    blocks = draft_of(f"Kalat pääsevät ylös\n{LEAD}\n\nLyhyt lause.\n\nViimeinen rivi jää").blocks

    assert blocks == (
        Heading("Kalat pääsevät ylös"),
        Paragraph(LEAD),
        Paragraph("Lyhyt lause."),
        Paragraph("Viimeinen rivi jää"),
    )


def test_lead_repeated_as_the_first_paragraph_is_dropped():
    draft = draft_of(f"{LEAD}\n\nToinen kappale on tämä.")

    assert (draft.lead, draft.blocks) == (LEAD, (Paragraph("Toinen kappale on tämä."),))


def test_text_without_body_is_blocked():
    assert [finding.code for finding in parse(b"Otsikko on", language="fi").blocking] == ["headline_missing"]
    assert [f.code for f in parse("Otsikko on\n\nLisätietoja:\nAino Joki".encode(), language="fi").blocking] == [
        "body_missing"
    ]


def test_language_in_doubt_is_told():
    assert "language_unsure" in [finding.code for finding in parse(b"Xyz abc\n\nQwerty uiop asdf").findings]
    assert "language_unsure" not in [
        finding.code for finding in parse(b"Xyz abc\n\nQwerty uiop", language="sv").findings
    ]


def test_lost_characters_are_told():
    assert "characters_lost" in [finding.code for finding in draft_of("Joki\ufffdlle").findings]


def test_fingerprint_is_of_the_words_and_not_of_their_encoding():
    text = f"Otsikko\n\n{LEAD}"

    prints = [
        parse(data).fingerprint
        for data in (text.encode(), text.encode("cp1252"), (text + "\r\n\n").encode("utf-8-sig"))
    ]

    assert prints[0] == prints[1] == prints[2] != parse(f"{text}!".encode()).fingerprint


def test_body_html_escapes_every_text_and_names_known_people():
    blocks = (
        Paragraph("<script>alert(1)</script> & \u201dsana\u201d"),
        Heading("1 < 2"),
        BulletList(("<b>", "&amp;")),
        QuoteBlock(("Yksi <i>", "Kaksi"), 'Aino "A" Joki', "<title>"),
        QuoteBlock(("Kolme",)),
    )

    html = Draft(language="fi", blocks=blocks).body_html(
        person_of=lambda name: "u-1" if name.startswith("Aino") else None
    )

    assert html.split("\n") == [
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u201dsana\u201d</p>",
        "<h2>1 &lt; 2</h2>",
        "<ul><li>&lt;b&gt;</li><li>&amp;amp;</li></ul>",
        '<blockquote data-speaker="Aino &quot;A&quot; Joki" data-title="&lt;title&gt;" data-person="u-1">'
        "<p>Yksi &lt;i&gt;</p><p>Kaksi</p></blockquote>",
        "<blockquote><p>Kolme</p></blockquote>",
    ]


# Furniture and events


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fi", "Tietoja julkaisijasta"),
        ("fi", "Avainsanat"),
        ("fi", "Jokikunnat lyhyesti"),
        ("sv", "Om Åkommunerna"),
        ("sv", "Snabba fakta om förbundet"),
        ("en", "About the Association"),
        ("en", "Notes to editors:"),
        ("en", "# # #"),
        ("en", "-ends-"),
    ],
)
def test_furniture_is_set_aside_from_its_opening_on(language, line):
    draft = draft_of(f"Brödtexten står här.\n\n{line}\n\nFörbundet grundades av nio kvarnar.", language)

    assert draft.blocks == (Paragraph("Brödtexten står här."),)
    assert draft.boilerplate == (line, "Förbundet grundades av nio kvarnar.")


def test_sentence_that_begins_like_furniture_is_text():
    assert draft_of("Om Sverige ska klara målen behövs fler fiskvägar än i dag.", "sv").boilerplate == ()


@pytest.mark.parametrize("line", ["Kuva: Aino Joki", "Silta yöllä. Kuva: Aino Joki", "Silta yöllä (Kuva: Aino Joki)"])
def test_caption_is_set_aside_alone(line):
    draft = draft_of(f"{line}\n\nTeksti jatkuu tästä.")

    assert (draft.boilerplate, draft.blocks) == ((line,), (Paragraph("Teksti jatkuu tästä."),))


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("Jokipäivät 18.-19.9.2030!", Event("Jokipäivät", date(2030, 9, 18), date(2030, 9, 19))),
        ("Jokipäivät 28.–30.9.", Event("Jokipäivät", date(2026, 9, 28), date(2026, 9, 30))),
        ("Jokipäivät 28–30.9", Event("Jokipäivät", date(2026, 9, 28), date(2026, 9, 30))),
        ("Jokipäivät 28.-30.9 Haapakoskella", Event("Jokipäivät", date(2026, 9, 28), date(2026, 9, 30))),
        ("Kalailta 3.11. klo 9–12.10", Event("Kalailta", at("2026-11-03T09:00"), at("2026-11-03T12:10"))),
        ("Näyttely 12.12.–1.2.2027", Event("Näyttely", date(2026, 12, 12), date(2027, 2, 1))),
        ("Kalailta ti 3.11. klo 17–19", Event("Kalailta", at("2026-11-03T17:00"), at("2026-11-03T19:00"))),
        ("Kalailta tiistaina 3. marraskuuta kello 17.15", Event("Kalailta", at("2026-11-03T17:15"))),
        ("Kalailta 1.2.", Event("Kalailta", date(2027, 2, 1))),
        ("Näyttely 1.2.–4.4.", Event("Näyttely", date(2027, 2, 1), date(2027, 4, 4))),
        ("Näyttely 28.12.–2.1.", Event("Näyttely", date(2026, 12, 28), date(2027, 1, 2))),
    ],
)
def test_promoted_event_is_set_aside_with_its_days(line, event):
    text = f"Tiedote 3.3.2026\n\nOtsikko on tämä\n\n{LEAD}\n\nLue myös\n\n{line}"

    assert parse(text.encode(), language="fi").events == (event,)


def event_doubts(draft):
    return [str(finding) for finding in draft.findings if finding.code == "event_without_day"]


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("sv", "Ådagarna den 28–30 september", "Ådagarna"),
        ("sv", "Ådagarna måndagen den 28–30 september", "Ådagarna"),
        ("en", "River Days on 28–30 September", "River Days"),
    ],
)
def test_name_of_an_event_ends_before_the_words_that_lead_to_its_day(language, line, name):
    heads = {
        "sv": "Pressmeddelande 3.3.2026\n\nRubriken är den här",
        "en": "Press release 3 March 2026\n\nOne headline",
    }
    openings = {"sv": "Läs också", "en": "Read also"}

    draft = parse(f"{heads[language]}\n\n{LEAD}\n\n{openings[language]}\n\n{line}".encode(), language=language)

    assert draft.events == (Event(name, date(2026, 9, 28), date(2026, 9, 30)),)


@pytest.mark.parametrize(
    ("released", "line", "event"),
    [
        ("3.3.2027", "Karkauspäivä 29.2.", Event("Karkauspäivä", date(2028, 2, 29))),
        ("3.2.2028", "Karkauspäivä 29.2.", Event("Karkauspäivä", date(2028, 2, 29))),
        ("3.12.2027", "Näyttely 10.1.–29.2.", Event("Näyttely", date(2028, 1, 10), date(2028, 2, 29))),
    ],
)
def test_leap_day_without_a_year_is_the_next_one(released, line, event):
    draft = parse(f"Tiedote {released}\n\nOtsikko on tämä\n\n{LEAD}\n\nLue myös\n\n{line}".encode(), language="fi")

    assert (draft.events, event_doubts(draft)) == ((event,), [])


@pytest.mark.parametrize("days", ["29.2.", "31.4.2026", "10.1.–29.2.", "29.2.–3.3.2026"])
def test_event_on_a_day_that_is_not_in_the_calendar_has_no_days_and_is_told(days):
    draft = parse(
        f"Tiedote 3.3.2025\n\nOtsikko on tämä\n\n{LEAD}\n\nLue myös\n\nKarkelot {days}".encode(), language="fi"
    )

    assert (draft.events, event_doubts(draft)) == (
        (Event("Karkelot"),),
        ["The day of the event “Karkelot” can't be told from the text. Check it."],
    )


def test_event_without_a_year_and_a_release_date_has_no_start():
    draft = draft_of("Lue myös\n\nJokipäivät 28.9.")

    assert (draft.events, len(event_doubts(draft))) == ((Event("Jokipäivät"),), 1)


def test_numbers_with_a_decimal_point_are_no_days_of_an_english_event():
    assert draft_of("Read also\n\nGrowth of 2–3.5 per cent", "en").events == ()


@pytest.mark.parametrize("line", ["Ilmoittaudu 1.9. mennessä ja 2.9. asti", "Kokous pidettiin 3.3.2026.", "3.3.2026"])
def test_deadlines_and_sentences_are_no_events(line):
    assert draft_of(f"Lue myös\n\n{line}").events == ()


def test_invitation_has_its_event_from_the_labels():
    draft = parse(
        f"Mediakutsu 1.9.2026\n\nTervetuloa kalatielle\n\n{LEAD}\n\nAika: ke 9.9. klo 10–12\nPaikka:\nMyllysali\n\n{LEAD}".encode(),
        language="fi",
    )

    assert draft.events == (
        Event("Tervetuloa kalatielle", at("2026-09-09T10:00"), at("2026-09-09T12:00"), "Myllysali"),
    )
    assert Paragraph("Aika: ke 9.9. klo 10–12") in draft.blocks

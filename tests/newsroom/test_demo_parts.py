import io
import re
from collections.abc import Iterator
from datetime import date

import pytest
from phonenumbers import PhoneNumberFormat, format_number, is_valid_number, parse
from PIL import Image as PillowImage
from pypdf import PdfReader

from events.models import Event
from newsroom.demo.almanac import Almanac
from newsroom.demo.content import CONTENT, LANGUAGES, read, releases, sections
from newsroom.demo.events import event_days
from newsroom.demo.markup import blocks, html
from newsroom.demo.pdfs import make_pdf
from newsroom.demo.pictures import PICTURES
from newsroom.demo.portraits import portrait
from newsroom.demo.type import width_of, wrapped


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2027, 1, 1), date(2028, 2, 29), date(2027, 6, 26)])
def test_the_current_period_is_in_force_whenever_the_demo_is_loaded(today):
    almanac = Almanac(today)

    period = almanac.filled("{period_start} {period_end} {last_period} {next_period}", "fi", today)
    start = today.year - 2

    assert period == f"{start} {start + 3} {start - 3}–{start - 1} {start + 4}–{start + 7}"


def test_dates_in_texts_are_working_days_in_the_words_of_each_language():
    almanac = Almanac(date(2026, 11, 24), {"jokipaivat": (77, 2)})

    def filled(text, language):
        return almanac.filled(text, language, date(2026, 11, 20))

    assert filled("{date+8}", "fi") == "30.11.2026"
    assert filled("{date-5}", "en") == "13 November 2026"
    assert filled("{jokipaivat}", "sv") == "9–10.2.2027"
    assert filled("vuonna {year-22}, klo 9.00, 1 340 siltaa", "fi") == "vuonna 2004, klo\u00a09.00, 1\u00a0340 siltaa"


def test_shorthand_becomes_clean_html():
    text = "Eka & toka.\n\n## Väliotsikko\n\n> aino: Joki.\n\n- **yksi**\n- [kaksi](https://a.example)\n\n|= Taulu\n| A | B |\n| c | 1 |"

    made = html(text, lambda speaker, said: f"<blockquote>{speaker}: {said}</blockquote>")

    assert made == (
        "<p>Eka &amp; toka.</p>\n<h2>Väliotsikko</h2>\n<blockquote>aino: Joki.</blockquote>\n"
        '<ul><li><strong>yksi</strong></li><li><a href="https://a.example">kaksi</a></li></ul>\n'
        '<table><caption>Taulu</caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        '<tbody><tr><th scope="row">c</th><td>1</td></tr></tbody></table>'
    )


def test_a_word_wider_than_its_column_is_broken_with_a_hyphen():
    lines = wrapped("yhdyskuntasuunnitteluviranomaisten kanssa", "text", 12, 90)

    assert lines == ["yhdyskuntasuunn-", "itteluviranomaist-", "en kanssa"]
    assert all(width_of(line, "text", 12) <= 90 for line in lines)


def test_a_pdf_of_many_pages_numbers_them_and_repeats_the_table_head():
    table = "| Nro | Toimenpide |\n" + "\n".join(f"| {n} | Toimenpide (no. {n}) |" for n in range(80))

    reader = PdfReader(io.BytesIO(make_pdf("Pitkä", "fi", [("Luku", table)], "Alaotsikko", "Liitto")))
    pages = [page.extract_text() for page in reader.pages]

    assert len(pages) > 3
    assert f"sivu 3 ({len(pages)})" in pages[2]
    assert all("Nro" in page for page in pages[1:])
    assert [item.title for item in reader.outline] == ["Luku"]


@pytest.mark.parametrize("key", sorted(PICTURES))
def test_pictures_are_wide_and_light(key):
    drawn = PICTURES[key]().jpeg()

    assert PillowImage.open(io.BytesIO(drawn)).size == (1600, 840)
    assert len(drawn) < 200_000


def test_portraits_are_square_and_all_different():
    drawn = [portrait(person["portrait"]) for person in read("people")["person"]]

    assert {PillowImage.open(io.BytesIO(each)).size for each in drawn} == {(640, 640)}
    assert len(set(drawn)) == 8


# The content


def test_content_names_only_things_that_exist():
    people = {person["key"] for person in read("people")["person"]}
    themes = {theme["key"] for theme in read("organisation")["theme"]}
    events = {event["key"] for event in read("events")["event"]}
    documents = {document["key"] for document in read("programme")["document"]}
    pictures = {picture["key"] for picture in read("pictures")["picture"]}

    assert pictures == set(PICTURES)
    for release in releases():
        quoted = {line for language in LANGUAGES for line in speakers(release.get(language, {}).get("body", ""))}
        assert {*release["contacts"], *quoted} <= people
        assert {*release["themes"]} <= themes
        assert {*release.get("events", [])} <= events
        assert {*release.get("documents", [])} <= documents
        assert release.get("picture", "ferry") in pictures


def speakers(body: str) -> list[str]:
    return [block.lines[0].split(": ")[0] for block in blocks(body) if block.kind == "quote"] if body else []


def test_all_addresses_are_fictional():
    text = "".join(path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.*"))
    hosts = re.findall(r"https?://([^/\s\")]+)", text) + re.findall(r"@([\w.-]+)", text)

    assert [host for host in hosts if not host.endswith(".example")] == []


def phones() -> list[dict]:
    return [phone for person in read("people")["person"] for phone in person["phones"]]


def test_all_numbers_are_fictional_and_well_formed():
    numbers = [phone["e164"] for phone in phones()] + [read("organisation")["house"]["press_phone"]]

    assert [number for number in numbers if not re.fullmatch(r"\+358(9|50)0000\d{3}", number)] == []
    assert [number for number in numbers if not is_valid_number(parse(number))] == []


def test_a_printed_number_is_the_one_that_is_called_grouped_the_finnish_way():
    printed = [phone["printed"] for phone in phones()]
    national = [format_number(parse(phone["e164"]), PhoneNumberFormat.NATIONAL) for phone in phones()]

    assert [re.sub(r"\D", "", number) for number in printed] == [re.sub(r"\D", "", number) for number in national]
    assert [number for number in printed if not re.fullmatch(r"0\d{1,2} \d{3} \d{4}", number)] == []


def test_a_credit_is_a_bare_name_that_needs_no_translating():
    credited = {picture["credit"] for picture in read("pictures")["picture"]} | {read("people")["portraits_by"]}

    assert credited == {"Joel Sundman", "Piia Oravala"}


STATE_WORDS = {
    "cancelled": ("perut", "peruu", "inställ", "cancel", "called off"),
    "postponed": ("lykä", "siir", "uppskj", "skjuts", "flytta", "framflytta", "postpone"),
    "rescheduled": ("uusi", "siir", "ny", "flytta", "framflytta", "new", "moved", "resched"),
}


def notes() -> list[tuple[str, str]]:
    changed = [event for event in read("events")["event"] if "situation" in event]
    return [(event["situation"], event["situation_note"][language]) for event in changed for language in LANGUAGES]


def test_no_note_begins_with_the_state_that_the_page_shows_before_it():
    states = [state for state, _note in notes()]

    assert set(STATE_WORDS) == set(Event.Situation) - {Event.Situation.SCHEDULED}
    assert states == ["rescheduled"] * 3 + ["cancelled"] * 3
    assert [note for state, note in notes() if note.lower().startswith(STATE_WORDS[state])] == []


def wordings(name: str) -> list[str]:
    return [release[language][name] for release in releases() for language in LANGUAGES if language in release]


def as_seen(texts: list[str]) -> list[str]:
    today = date(2026, 11, 24)
    almanac = Almanac(today, event_days(read("events")["event"]))
    return [almanac.filled(text, "en", today).replace("\u00ad", "") for text in texts]


def test_headlines_and_leads_are_short():
    headlines, leads = as_seen(wordings("headline")), as_seen(wordings("lead"))

    assert [headline for headline in headlines if len(headline) > 90] == []
    assert [lead for lead in leads if len(lead) > 200] == []


def test_no_headline_names_the_kind_that_the_page_shows_above_it():
    kinds = ("kannanotto", "mediakutsu", "ställningstagande", "pressinbjudan", "statement", "media invitation")

    assert [headline for headline in wordings("headline") if headline.lower().startswith(kinds)] == []


def texts(content) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from texts(part)


def all_texts() -> list[str]:
    found = [text for path in CONTENT.glob("*.toml") for text in texts(read(path.stem))]
    return found + [path.read_text(encoding="utf-8") for path in CONTENT.glob("documents/*.txt")]


def test_texts_use_true_quotation_marks_apostrophes_and_dashes():
    mistyped = re.compile(r"[\"'`]|\.\.\.| - |--|(?<=\d)-(?=\d)|[ ]{2}")
    found = [match[0] for text in all_texts() if (match := mistyped.search(text))]

    assert found == []


def test_a_quote_carries_no_marks_of_its_own():
    said = [
        block.lines[0].split(": ", 1)[1] for body in wordings("body") for block in blocks(body) if block.kind == "quote"
    ]

    assert len(said) > 100
    assert [words for words in said if words[0] in "”“’»—–" or words[-1] in "”“’»"] == []


def test_every_document_has_its_chapters_in_its_languages():
    for document in read("programme")["document"]:
        for version in document["version"]:
            for name in version.get("text", document["text"]):
                assert all(sections(name, language) for language in document["languages"])

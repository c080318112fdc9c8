import io
import re
from datetime import date

import pytest
from PIL import Image as PillowImage
from pypdf import PdfReader

from newsroom.demo.almanac import Almanac
from newsroom.demo.content import CONTENT, LANGUAGES, read, releases, sections
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


def test_all_addresses_and_numbers_are_fictional():
    text = "".join(path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.*"))
    hosts = re.findall(r"https?://([^/\s\")]+)", text) + re.findall(r"@([\w.-]+)", text)
    numbers = [phone["e164"] for person in read("people")["person"] for phone in person["phones"]]

    assert [host for host in hosts if not host.endswith(".example")] == []
    assert [number for number in numbers if not number.startswith(("+35850000", "+35890000"))] == []


def test_every_document_has_its_chapters_in_its_languages():
    for document in read("programme")["document"]:
        for version in document["version"]:
            for name in version.get("text", document["text"]):
                assert all(sections(name, language) for language in document["languages"])

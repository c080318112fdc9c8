"""A draft told in lines before it is stored."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from newsroom import dates
from releases.importing import parse, summary
from releases.importing.draft import (
    ADVISORY,
    BLOCKING,
    Contact,
    Draft,
    Event,
    Finding,
    Heading,
    Paragraph,
    Phone,
    QuoteBlock,
    Repair,
)
from releases.models import ReleaseFamily

TEXTS = Path(__file__).parent / "import_texts"

DRAFT = Draft(
    language="sv",
    kind="media_invitation",
    date=date(2026, 5, 4),
    embargo=datetime(2026, 5, 5, 6, 30, tzinfo=UTC),
    headline="Bron öppnas",
    lead="Bron öppnas på måndag.",
    blocks=(
        Paragraph("Den är lång."),
        Heading("Längre än i fjol"),
        QuoteBlock(("Den är lång.", "Och bred."), "Ebba Ek", "brochef"),
        Heading("Bredare också"),
        QuoteBlock(("Den håller.",)),
    ),
    contacts=(
        Contact("Ebba Ek", "brochef", (Phone("+358500000101", "050 000 0101"),), ("ebba@ek.example",)),
        Contact("Medietjänst", "", (Phone("+35890000102", "09 000 0102"),), is_person=False),
    ),
    attachments=("Karta", "Ritning"),
    events=(Event("Brodag", date(2026, 9, 3), date(2026, 9, 4), "Kvarnsalen"), Event("Broöl")),
    repairs=(Repair("bro-öppning", "broöppning"),),
    boilerplate=("Läs också", "Om förbundet"),
    findings=(
        Finding("one", ADVISORY, "Ring %(name)s.", {"name": "Ebba"}),
        Finding("two", BLOCKING, "Klockslag saknas."),
    ),
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def lines_of(**parts):
    return summary.lines(Draft(language="fi", **parts), dates)[2:]


def test_summary_tells_all_that_would_be_made():
    assert summary.lines(DRAFT, dates) == [
        "  Language           Swedish",
        "  Kind               Media invitation",
        "  Date               4 May 2026",
        f"  Embargo            {dates.moment(DRAFT.embargo, 'en')}, Finnish time (Europe/Helsinki)",
        "  Headline           Bron öppnas",
        "  Lead               Bron öppnas på måndag.",
        "  Subheadings        Längre än i fjol",
        "                     Bredare också",
        "  Quotes             Ebba Ek, brochef: Den är lång.",
        "                     nobody named: Den håller.",
        "  Contacts           Ebba Ek, brochef, +358500000101, ebba@ek.example",
        "                     Medietjänst, +35890000102, no person, so left out",
        "  Attachments        Karta",
        "                     Ritning",
        "  Events (not made)  Brodag, 3–4 September 2026, Kvarnsalen",
        "                     Broöl",
        "  Mended             bro-öppning > broöppning",
        "  Left out           Läs också",
        "                     Om förbundet",
        "  To check           BLOCKS PUBLICATION: Klockslag saknas.",
        "                     Ring Ebba.",
    ]


def test_summary_leaves_out_what_the_text_does_not_have():
    assert summary.lines(Draft(language="en"), dates) == ["  Language  English", "  Kind      Press release"]


def test_long_lead_is_shortened_and_hangs_beside_its_label():
    assert lines_of(lead="Vesi nousee. " * 40) == [
        "  Lead      Vesi nousee. Vesi nousee. Vesi nousee. Vesi nousee. Vesi nousee.",
        "              Vesi nousee. Vesi nousee. Vesi nousee. Vesi nousee. Vesi nousee.",
        "              Vesi nousee. Vesi nousee…",
    ]


def test_word_without_end_is_shortened_too():
    assert lines_of(attachments=("a" * 1_000,)) == ["  Attachments  " + "a" * 400 + "…"]


def test_all_that_is_left_out_is_told_line_by_line_each_shortened():
    assert lines_of(boilerplate=(*"abcdef", "Kala nousee. " * 20)) == [
        "  Left out  a",
        "            b",
        "            c",
        "            d",
        "            e",
        "            f",
        "            Kala nousee. Kala nousee. Kala nousee. Kala nousee…",
    ]


at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2026, 9, 3), None, "3 September 2026"),
        (date(2026, 9, 3), date(2026, 10, 4), "3 September – 4 October 2026"),
        (at("2026-09-03T17:15"), None, "3 September 2026, 17:15"),
        (at("2026-09-03T17:00"), at("2026-09-03T19:00"), "3 September 2026, 17:00–19:00"),
        (at("2026-09-03T09:00"), date(2026, 9, 4), "3–4 September 2026, 9:00"),
        (at("2026-09-03T09:00"), at("2026-09-04T16:00"), "3–4 September 2026, 9:00–16:00"),
    ],
)
def test_event_is_told_with_the_days_and_times_that_the_text_prints(start, end, told):
    assert lines_of(events=(Event("Kalailta", start, end),)) == [f"  Events (not made)  Kalailta, {told}"]


def test_summary_is_in_the_active_language():
    with translation.override("fi"):
        lines = summary.lines(Draft(language="sv", kind="statement", headline="Bron", date=date(2026, 5, 4)), dates)

    assert [line.split() for line in lines if "4.5.2026" not in line] == [
        ["Kieli", "ruotsi"],
        ["Laji", "Kannanotto"],
        ["Otsikko", "Bron"],
    ]


def test_summary_knows_every_kind_of_release():
    assert dict(ReleaseFamily.Kind.choices) == summary.KINDS


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_summary_of_every_variant_fits_into_a_terminal(path):
    lines = summary.lines(parse(path.read_bytes()), dates)

    assert [line for line in lines if len(line) > summary.WIDTH] == []

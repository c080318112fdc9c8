"""The head of a release: kind, date, embargo, headline."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from releases.importing import parse

BODY = "\n\nJoki nousi yöllä metrin ja laski aamulla takaisin uomaansa. Liiton mittari näki sen kaiken ja lähetti varoituksen.\n"
HELSINKI = ZoneInfo("Europe/Helsinki")
README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True, scope="module")
def english():
    with translation.override("en"):
        yield


def head_of(text, language="fi", country="FI"):
    return parse((text + BODY).encode(), language=language, country=country)


def codes(draft):
    return [finding.code for finding in draft.findings if finding.code != "contacts_missing"]


@pytest.mark.parametrize(
    ("language", "head", "kind", "day"),
    [
        ("fi", "Tiedote, ", "release", None),
        ("fi", "Tiedote,\n2.5.2026", "release", date(2026, 5, 2)),
        ("fi", "9.5.2026 13:48:12 EEST | Jokikunnat ry. | Tiedote", "release", date(2026, 5, 9)),
        ("fi", "Jokikunnat Oyj pörssitiedote 14.1.2026 klo 16.55", "release", date(2026, 1, 14)),
        ("fi", "Julkaisuajankohta 7.8.2026 13.41\nTiedote 348/2026", "release", date(2026, 8, 7)),
        ("fi", "10.6.2026 Tiedotteet", "release", date(2026, 6, 10)),
        ("fi", "1(1)\nJokikuntien liitto\nKANNANOTTO\nHaapakoskella 3.3.2026", "statement", date(2026, 3, 3)),
        ("fi", "Hyppää sisältöön\nMediakutsu 3. maaliskuuta 2026", "media_invitation", date(2026, 3, 3)),
        ("sv", "Pressmeddelande   •   Okt 27, 2026 13:48 CEST", "release", date(2026, 10, 27)),
        ("sv", "Pressmeddelande 101/2026 2.5.2026", "release", date(2026, 5, 2)),
        ("sv", "Pressinbjudan den 2 maj 2026", "media_invitation", date(2026, 5, 2)),
        ("en", "Brussels, 12 July 2026", "release", date(2026, 7, 12)),
        ("en", "Press release 7 Sept 2026 / Free for publication", "release", date(2026, 9, 7)),
        ("en", "News\nDate: Friday, 18 December 2026", "news", date(2026, 12, 18)),
        ("en", "For Immediate Release\nMay 10, 2026", "release", date(2026, 5, 10)),
    ],
)
def test_head_gives_kind_and_date_and_is_no_headline(language, head, kind, day):
    draft = head_of(f"{head}\n\nSeitsemän jokea saa suunnitelman", language)

    assert (draft.kind, draft.date, draft.headline, draft.embargo) == (
        kind,
        day,
        "Seitsemän jokea saa suunnitelman",
        None,
    )
    assert codes(draft) == ([] if day else ["date_missing"])


@pytest.mark.parametrize(
    ("line", "kind", "headline"),
    [
        ("Kannanotto: Tulvavaroitus kuuluu puhelimeen", "statement", "Tulvavaroitus kuuluu puhelimeen"),
        ("Kannanotto tulvavaroituksista", "release", "Kannanotto tulvavaroituksista"),
        ("Mediakutsu – Tule Jokipäiville 12.9.2026", "media_invitation", "Tule Jokipäiville 12.9.2026"),
        ("Kutsu Jokipäiville 12.9.2026", "media_invitation", "Kutsu Jokipäiville 12.9.2026"),
        ("Jokipäivät 12.9.2026", "release", "Jokipäivät 12.9.2026"),
        ("# Uusi tiedote on lyhyempi kuin vanha", "release", "Uusi tiedote on lyhyempi kuin vanha"),
    ],
)
def test_headline_keeps_words_that_look_like_a_stamp(line, kind, headline):
    draft = head_of(line)

    assert (draft.kind, draft.headline) == (kind, headline)


def test_headline_given_twice_is_one():
    draft = head_of("Tiedote\n\nJoki nousi metrin\n\nJOKI NOUSI METRIN")

    assert (draft.headline, draft.lead) == ("Joki nousi metrin", BODY.strip())


def test_missing_headline_is_a_blocking_finding():
    draft = parse(f"Tiedote 3.3.2026{BODY}".encode(), language="fi")

    assert (draft.headline, draft.lead, codes(draft)) == ("", BODY.strip(), ["headline_missing"])
    assert [finding.is_blocking for finding in draft.findings[:1]] == [True]


def test_headline_above_the_stamp_is_not_taken_for_a_sender():
    draft = head_of("Joki nousi metrin\nTiedote 3.3.2026")

    assert (draft.headline, draft.date, draft.lead) == ("Joki nousi metrin", date(2026, 3, 3), BODY.strip())


def test_date_that_does_not_exist_is_told():
    draft = head_of("Tiedote 31.2.2026\n\nJoki nousi metrin")

    assert (draft.date, [str(finding) for finding in draft.findings][0]) == (
        None,
        "The date in “Tiedote 31.2.2026” is not in the calendar.",
    )


def test_text_without_a_date_is_told_unless_an_embargo_gives_one():
    undated = head_of("Tiedote\n\nJoki nousi metrin")
    dated = head_of("Tiedote\nJulkaisuvapaa 12.3.2026 klo 9.00\n\nJoki nousi metrin")

    assert [str(finding) for finding in undated.findings if finding.code == "date_missing"] == [
        "The text has no date. It gets the moment of its publication."
    ]
    assert codes(dated) == []


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("", ["not_a_release"]),
        ("Tiedote\n", []),
        ("3.3.2026\n", []),
        ("Julkaisuvapaa heti\n", []),
    ],
)
def test_text_with_no_mark_of_a_release_is_told(extra, told):
    draft = head_of(f"{extra}Joki nousi metrin")

    assert [code for code in codes(draft) if code == "not_a_release"] == told
    assert draft.blocking == []


def test_readme_of_this_project_does_not_look_like_a_release():
    draft = parse(README.read_bytes())

    assert [str(finding) for finding in draft.findings if finding.code == "not_a_release"] == [
        "This does not look like a press release. Check that it is the right file."
    ]


@pytest.mark.parametrize(
    ("language", "head", "senders"),
    [
        ("fi", "Haapakosken Kalaliitto\nTiedote 3.3.2026", ("Haapakosken Kalaliitto",)),
        ("fi", "9.5.2026 13:48 | Kalakunnat ry. | Tiedote", ("Kalakunnat ry",)),
        ("fi", "Liitto\nTiedote 3.3.2026", ()),
        ("fi", "Haapakoski\nTiedote 3.3.2026", ()),
        ("fi", "Joki nousi metrin\nTiedote 3.3.2026", ()),
        ("fi", "Tiedote 3.3.2026\n\nKaloilla on nyt oma liitto", ()),
        ("sv", "Fiskeförbundet\nPressmeddelande 3.3.2026", ("Fiskeförbundet",)),
        ("en", "Ministry of Fish\nPress release\n3 March 2026", ("Ministry of Fish",)),
    ],
)
def test_head_names_the_organisation_that_sends(language, head, senders):
    assert head_of(f"{head}\n\nSeitsemän jokea saa suunnitelman", language).senders == senders


def test_headline_above_the_stamp_that_ends_in_an_organisation_is_no_sender():
    assert head_of("Kaloille oma liitto\nTiedote 3.3.2026").senders == ()


@pytest.mark.parametrize(
    ("language", "line", "senders"),
    [
        ("fi", "Haapakosken Kalaliitto lyhyesti", ("Haapakosken Kalaliitto",)),
        ("fi", "Kalaohjelma lyhyesti", ()),
        ("fi", "Yhdistys lyhyesti", ()),
        ("sv", "Om Fiskeförbundet", ("Fiskeförbundet",)),
        ("sv", "Fiskodlarna Ab i korthet", ("Fiskodlarna Ab",)),
        ("sv", "Om Fiskeplanen", ()),
        ("en", "About the Fish Federation", ("Fish Federation",)),
        ("en", "About the Association", ()),
        ("en", "About Us", ()),
    ],
)
def test_heading_below_the_text_names_the_organisation_that_sends(language, line, senders):
    text = f"Seitsemän jokea saa suunnitelman{BODY}\n\n{line}\n\nSe perustettiin joen rannalla."

    assert parse(text.encode(), language=language).senders == senders


@pytest.mark.parametrize(
    ("language", "line", "moment"),
    [
        ("fi", "Julkaisuvapaa 12.3.2026 klo 9.00", datetime(2026, 3, 12, 9, tzinfo=HELSINKI)),
        ("fi", "JULKAISTAVISSA torstaina 12.3. klo 9", datetime(2026, 3, 12, 9, tzinfo=HELSINKI)),
        ("fi", "Embargo torstaihin 12. maaliskuuta kello 9.10 asti", datetime(2026, 3, 12, 9, 10, tzinfo=HELSINKI)),
        ("fi", "Julkaisuvapaa klo 14.30", datetime(2026, 3, 11, 14, 30, tzinfo=HELSINKI)),
        ("sv", "Får publiceras den 12 mars 2026 kl. 9.00", datetime(2026, 3, 12, 9, tzinfo=HELSINKI)),
        ("sv", "Embargo till torsdag 12 mars kl. 9", datetime(2026, 3, 12, 9, tzinfo=HELSINKI)),
        ("en", "Embargoed until 9:00 A.M., THURSDAY, MARCH 12, 2026", datetime(2026, 3, 12, 9, tzinfo=HELSINKI)),
        ("en", "Embargo: 12 March 2026, 6 p.m. GMT", datetime(2026, 3, 12, 18, tzinfo=ZoneInfo("UTC"))),
        ("en", "Under embargo until 00.01 CET Thursday", datetime(2026, 3, 12, 0, 1, tzinfo=ZoneInfo("Europe/Paris"))),
        ("en", "Embargoed: 3 p.m. Eastern Time", datetime(2026, 3, 11, 15, tzinfo=ZoneInfo("America/New_York"))),
        ("fi", "Julkaisuvapaa 1.7.2026 klo 9", datetime(2026, 7, 1, 9, tzinfo=HELSINKI)),
    ],
)
def test_embargo_is_the_moment_of_its_line(language, line, moment):
    stamp = {"fi": "Tiedote 11.3.2026", "sv": "Pressmeddelande 11.3.2026", "en": "Press release 11 March 2026"}[
        language
    ]

    draft = head_of(f"{stamp}\n{line}\n\nSeitsemän jokea saa suunnitelman", language)

    assert (draft.embargo, draft.date, draft.headline) == (
        moment,
        date(2026, 3, 11),
        "Seitsemän jokea saa suunnitelman",
    )
    assert codes(draft) == []


def test_embargo_is_in_the_time_of_the_senders_country():
    draft = head_of("Pressmeddelande\nFår publiceras 1.7.2026 kl. 9\n\nEn plan för sju älvar", "sv", "SE")

    assert draft.embargo.isoformat() == "2026-07-01T09:00:00+02:00"


def test_embargo_may_stand_behind_the_date_of_its_line():
    draft = head_of("Tiedote 11.3.2026, julkaisuvapaa 12.3.2026 klo 10\n\nSeitsemän jokea saa suunnitelman")

    assert (draft.date, draft.embargo) == (date(2026, 3, 11), datetime(2026, 3, 12, 10, tzinfo=HELSINKI))


@pytest.mark.parametrize("line", ["Julkaisuvapaa heti", "Julkaisuvapaa välittömästi!", "For immediate release"])
def test_free_for_publication_is_no_embargo(line):
    draft = head_of(f"{line}\n\nSeitsemän jokea saa suunnitelman")

    assert (draft.embargo, codes(draft)) == (None, ["date_missing"])


def test_embargo_wins_over_free_for_publication_and_is_told():
    draft = head_of("FOR IMMEDIATE RELEASE\nEmbargoed until 10 a.m., 12 March 2026\n\nOne plan for seven rivers", "en")

    assert draft.embargo == datetime(2026, 3, 12, 10, tzinfo=HELSINKI)
    assert codes(draft) == ["embargo_contradicted"]


@pytest.mark.parametrize(
    ("line", "moment", "code"),
    [
        ("Embargo: tilaisuuden päättymiseen saakka", None, "embargo_unclear"),
        ("Julkaisuvapaa 31.2.2026 klo 9", None, "embargo_unclear"),
        ("Julkaistavissa 12.3. klo 9", None, "embargo_unclear"),
        ("EMBARGO", None, "embargo_unclear"),
        ("Embargo maanantaihin asti", None, "embargo_unclear"),
        ("Julkaisuvapaa 12.3.2026", datetime(2026, 3, 12, tzinfo=HELSINKI), "embargo_without_time"),
        ("Julkaisuvapaa 12.3.2026 klo 25.00", datetime(2026, 3, 12, tzinfo=HELSINKI), "embargo_without_time"),
        ("Julkaisuvapaa maanantaina 12.3.2026 klo 9", datetime(2026, 3, 12, 9, tzinfo=HELSINKI), "embargo_weekday"),
    ],
)
def test_embargo_in_doubt_blocks_publication(line, moment, code):
    draft = head_of(f"Tiedote\n{line}\n\nSeitsemän jokea saa suunnitelman")

    assert (draft.embargo, [finding.code for finding in draft.blocking]) == (moment, [code])


def test_latest_of_two_embargoes_holds():
    draft = head_of("Julkaisuvapaa 12.3.2026 klo 9\nEmbargo 13.3.2026 klo 8\n\nSeitsemän jokea saa suunnitelman")

    assert draft.embargo == datetime(2026, 3, 13, 8, tzinfo=HELSINKI)


def test_word_embargo_in_a_headline_is_no_embargo():
    draft = head_of("Tiedote\n\nEmbargo jatkuu kalatorilla")

    assert (draft.headline, draft.embargo, codes(draft)) == ("Embargo jatkuu kalatorilla", None, ["date_missing"])

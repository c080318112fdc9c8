"""What is found in a release before it is cleared. One row: facts, and the codes of what is found."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.checks import FileFacts, PictureFacts, blocking, hours_in, questions
from newsroom.publishing import Refused
from releases.checks import check
from releases.facts import Caller, Facts, Sibling
from releases.models import Release
from tests.factories import ImageFactory, PdfFactory, ReleaseFactory, UserFactory, helsinki

WEEKDAY = helsinki(2027, 3, 2, 9, 0)
AINO = Caller("Aino Laine", has_number=True)
SWEDISH = Sibling("sv", WEEKDAY)
GOOD = {
    "headline": "Silta avataan",
    "lead": "Silta avataan tiistaina.",
    "body": "<p>Silta kestää tulvankin.</p>",
    "publish_at": WEEKDAY,
    "callers": (AINO,),
    "siblings": (SWEDISH,),
}
PDF = FileFacts("a.pdf", is_pdf=True, is_tagged=False)
SENTENCE = " ".join(["sana"] * 31) + "."

BLOCKING = [
    ({"lead": ""}, "no_lead"),
    ({"lead": " \n "}, "no_lead"),
    ({"body": ""}, "no_text"),
    ({"body": "<p>\xa0</p>"}, "no_text"),
    ({"callers": ()}, "nobody_to_call"),
    ({"callers": (Caller("Aino", has_number=False),)}, "nobody_to_call"),
    ({"callers": (Caller("Aino", True, date(2027, 3, 1)),)}, "nobody_to_call"),
    ({"pictures": (PictureFacts("kuva", has_alt=False),)}, "picture_without_alt"),
    ({"pictures": (PictureFacts("kuva", use_until=date(2027, 3, 1)),)}, "picture_rights_ended"),
    ({"pictures": (PictureFacts("kuva", is_ready=False),)}, "file_not_ready"),
    ({"files": (FileFacts("a.docx", is_ready=False),)}, "file_not_ready"),
    ({"files": (PDF,)}, "pdf_not_accessible"),
    ({"files": (FileFacts("a.pdf", is_pdf=True, has_title=False),)}, "pdf_not_accessible"),
    ({"closed_links": ("/fi/tiedotteet/salainen/",)}, "closed_link"),
    ({"embargo_at": helsinki(2027, 3, 2, 9, 1)}, "before_embargo"),
    ({"publish_at": datetime(2027, 3, 2, 9, 0)}, "moment_unclear"),  # noqa: DTZ001
    ({"publish_at": datetime(2027, 3, 28, 3, 30)}, "moment_skipped"),  # noqa: DTZ001
    ({"publish_at": helsinki(2027, 3, 28, 3, 30)}, "moment_skipped"),
    ({"publish_at": datetime(2027, 10, 31, 3, 30)}, "moment_twice"),  # noqa: DTZ001
    ({"publish_at": helsinki(2027, 10, 31, 3, 30)}, "moment_twice"),
    ({"closed_documents": ("Ohjelma",)}, "closed_document"),
    ({"headline": " "}, "no_headline"),
    ({"headline": "–"}, "headline_unfinished"),
    ({"headline": "Silta avataan ja"[:10] + "…"}, "headline_unfinished"),
    ({"body": "<p>Hinta on XXX euroa.</p>"}, "placeholder"),
    ({"lead": "TODO ingressi"}, "placeholder"),
    ({"headline": "Silta ??? avataan"}, "placeholder"),
    ({"body": "<p>Jokivarren kunti- en kokous.</p>"}, "cut_word"),
    ({"body": "<p>Julkaisuvapaa 2.3.2027 klo 9.00</p><p>Teksti.</p>"}, "embargo_line"),
    ({"body": "<p>EMBARGO: 2.3.2027</p><p>Teksti.</p>"}, "embargo_line"),
    ({"body": "<p>Julkaistavissa 5.12.2026 klo 6.00</p><p>Teksti.</p>"}, "embargo_line"),
    ({"body": "<p>Får publiceras 5.12.2026 kl. 6</p><p>Text.</p>"}, "embargo_line"),
    ({"body": "<p>Mukana on XX kuntaa.</p>"}, "placeholder"),
    ({"body": "<p>Kokous on xx.xx.2027.</p>"}, "placeholder"),
    ({"body": "<p>Hinta on [ euroa.</p>"}, "bracket"),
    ({"lead": "Jokivarren kuntien koko- us alkaa. Kokous on pitkä."}, "cut_word"),
    ({"body": "<p>Teksti.</p><p>Lisätietoja:</p><p>Aino Laine, puh. 050 123 4567</p>"}, "contact_block"),
    ({"body": "<p>Teksti.</p><p>Lisätietoja: Aino Laine, aino@jokikunnat.example</p>"}, "contact_block"),
    ({"body": "<p>Text.</p><p>Mer information:</p><p>Aino Laine, tfn 050 123 4567</p>"}, "contact_block"),
    ({"body": "<p>Text.</p><p>For further information:</p><p>Aino Laine, +358 50 123 4567</p>"}, "contact_block"),
    ({"body": "<p>Teksti.</p><p>Liite 1: Kustannusarvio</p>"}, "attachment_line"),
    ({"body": "<p>Text.</p><p>Bilagor:</p>"}, "attachment_line"),
    ({"body": "<p>Fritt för publicering 2.3.</p><p>Teksti.</p>"}, "embargo_line"),
]
ADVISORY = [
    ({"headline": "s" * 91}, {"long_headline"}),
    ({"lead": SENTENCE}, {"long_sentence"}),
    ({"body": f"<p>Lyhyt. {SENTENCE}</p>"}, {"long_sentence"}),
    ({"files": (FileFacts("a.pdf", is_pdf=True, has_title=False, exception="Kartta"),)}, {"pdf_without_title"}),
    (
        {"files": (FileFacts("a.pdf", is_pdf=True, has_language=False, html_url="https://a.example/"),)},
        {"pdf_without_language"},
    ),
    ({"files": (PDF,), "has_accessible_formats": True}, {"pdf_without_tags"}),
    ({"siblings": ()}, {"no_swedish"}),
    ({"siblings": (Sibling("sv", None),)}, {"swedish_undated"}),
    ({"siblings": (Sibling("sv", helsinki(2027, 3, 2, 15, 0)),)}, {"swedish_later"}),
    ({"publish_at": helsinki(2027, 12, 6, 9, 0)}, {"holiday"}),
    ({"publish_at": helsinki(2027, 3, 6, 9, 0)}, {"desk_closed"}),
    ({"publish_at": helsinki(2027, 3, 2, 0, 0)}, {"desk_closed", "swedish_later"}),
    ({"has_themes": False}, {"no_theme"}),
    ({"callers": (AINO, Caller("Eero", has_number=False))}, {"contact_without_number"}),
    ({"callers": (AINO, Caller("Eero", True, date(2027, 3, 1)))}, {"contact_has_left"}),
    ({"callers": (AINO, Caller("Eero", True, date(2027, 3, 20)))}, {"contact_leaves"}),
    ({"pictures": (PictureFacts("kuva", use_until=date(2027, 3, 20)),)}, {"picture_rights_end"}),
    ({"body": "<p>Teksti.</p><p>Lisätietoja:</p>"}, {"left_block"}),
]
NOTHING = [
    {},
    {"language": "sv", "siblings": ()},
    {"callers": (), "press_has_number": True},
    # The Swedish one is out by the time at which this could come out.
    {"siblings": (Sibling("sv", helsinki(2027, 3, 2, 15, 0)),), "now": helsinki(2027, 3, 2, 15, 30)},
    {"files": (FileFacts("a.pdf", is_pdf=True),)},
    {"files": (FileFacts("a.docx"),)},
    {"pictures": (PictureFacts("kuva", use_until=date(2028, 3, 2)),)},
    {"embargo_at": WEEKDAY},
    {"publish_at": helsinki(2027, 12, 6, 9, 0), "has_duty_number": True},
    {"headline": "s" * 90},
    {"lead": " ".join(["sana"] * 30) + "."},
    {"body": "<p>Liikenne- ja ympäristölautakunta [henkilötieto poistettu 3.3.2027].</p>"},
    {"body": "<p>Barn- och ungdomsnämnden.</p>"},
    {"publish_at": None},
]


def codes(findings, is_blocking):
    return {finding.code for finding in findings if finding.is_blocking is is_blocking}


@pytest.mark.parametrize(("facts", "code"), BLOCKING)
def test_this_stands_in_the_way(facts, code):
    findings = check(Facts(**GOOD | facts))

    assert codes(findings, is_blocking=True) == {code}
    assert findings[0].is_blocking
    assert all(blocking(findings))


@pytest.mark.parametrize(("facts", "expected"), ADVISORY)
def test_this_is_good_to_know(facts, expected):
    siblings = (
        {}
        if "siblings" in facts or expected & {"swedish_later"}
        else {"siblings": (Sibling("sv", facts.get("publish_at", WEEKDAY)),)}
    )
    findings = check(Facts(**GOOD | siblings | facts))

    assert (codes(findings, is_blocking=True), codes(findings, is_blocking=False)) == (set(), expected)


@pytest.mark.parametrize("facts", NOTHING)
def test_this_is_fine(facts):
    siblings = {"siblings": (Sibling("sv", facts.get("publish_at") or WEEKDAY),)}

    assert check(Facts(**GOOD | siblings | facts)) == []


@pytest.mark.parametrize(
    "words", ["a- " * 50_000, "sana " * 100_000, "?" * 100_000, "<a href='/'>" * 10_000, "[" * 100_000, "X" * 100_000]
)
def test_hostile_texts_are_read_to_their_end(words):
    assert check(Facts(**GOOD | {"lead": words, "body": f"<p>{words}</p>", "headline": words}))


NOW = helsinki(2027, 3, 2, 9, 0).replace(second=40)


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (helsinki(2027, 3, 2, 9, 0), 0),
        (helsinki(2027, 3, 2, 8, 59), 1),
        (helsinki(2027, 3, 2, 9, 1), 0),
        (helsinki(2029, 4, 1, 9, 0), 1),
        (helsinki(2028, 3, 1, 9, 0), 0),
    ],
)
def test_a_moment_that_has_passed_or_is_years_away_asks_again(moment, count):
    assert len(questions(moment, NOW)) == count


# Facts of rows


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("link", "is_closed"),
    [
        ("/fi/tiedotteet/salainen/", True),
        ("http://localhost:8000/fi/tiedotteet/salainen/", True),
        ("/fi/tiedotteet/ei-ole/", True),
        ("/fi/tiedotteet/julkinen/", False),
        ("/fi/tiedotteet/oma/", False),
        ("https://muualla.example/fi/tiedotteet/salainen/", False),
        ("mailto:a@b.example", False),
        ("/fi/tiedotteet/tuleva/", False),
    ],
)
def test_a_link_to_what_is_not_public_at_that_moment_stands_in_the_way(press_desk, link, is_closed):
    ReleaseFactory(draft=True, slug="salainen")
    ReleaseFactory(published=True, slug="julkinen")
    ReleaseFactory(embargoed=True, slug="tuleva", publish_at=helsinki(2027, 3, 2, 8, 0))
    release = ReleaseFactory(slug="oma", body=f'<p><a href="{link}">linkki</a></p>')

    assert ("closed_link" in codes(release.findings(WEEKDAY), is_blocking=True)) is is_closed


@pytest.mark.django_db
def test_a_link_to_a_file_asks_whether_the_file_is_public_then(press_desk):
    hidden, shown = PdfFactory(), PdfFactory()
    ReleaseFactory(draft=True, files=[hidden])
    ReleaseFactory(published=True, files=[shown])
    body = "".join(f'<p><a href="{each.get_absolute_url()}">x</a></p>' for each in (hidden, shown))

    found = [each for each in ReleaseFactory(body=body).findings(WEEKDAY) if each.code == "closed_link"]

    assert [each.details["address"] for each in found] == [hidden.get_absolute_url()]


@pytest.mark.django_db
def test_what_blocks_refuses_the_clearing_with_its_sentence(press_desk):
    image = ImageFactory(use_until=date(2027, 3, 1))
    release = ReleaseFactory(image=image)

    with pytest.raises(Refused) as refused:
        release.clear(UserFactory(editor=True), WEEKDAY)

    assert refused.value.reasons == blocking(release.findings(WEEKDAY))
    assert len(refused.value.reasons) == 1
    assert Release.objects.get().status == "draft"


@pytest.mark.django_db
def test_moving_asks_the_checks_at_the_new_moment(press_desk):
    release = ReleaseFactory(image=ImageFactory(use_until=date(2027, 3, 2)))
    release.clear(None, WEEKDAY)

    assert len(release.why_not_move(None, helsinki(2027, 3, 3, 9, 0))) == 1
    assert release.why_not_move(None, helsinki(2027, 3, 2, 10, 0)) == []


@pytest.mark.django_db
def test_another_language_that_still_waits_asks_a_second_confirmation():
    finnish = ReleaseFactory(embargoed=True, publish_at=helsinki(2040, 3, 2, 9, 0))
    swedish = ReleaseFactory(family=finnish.family, language="sv")

    earlier, later = swedish.questions(helsinki(2040, 3, 2, 8, 0)), swedish.questions(helsinki(2040, 3, 2, 9, 0))

    assert len(earlier) == len(later) + 1


@pytest.mark.django_db
def test_three_attachments_cost_as_many_queries_as_one(press_desk):
    one, three = ReleaseFactory(files=[PdfFactory()]), ReleaseFactory(files=[PdfFactory() for _each in range(3)])

    counts = []
    for row in map(fresh, (one, three)):
        with CaptureQueriesContext(connection) as captured:
            row.findings(WEEKDAY)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def fresh(release):
    return Release.objects.get(pk=release.pk)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Onko se etä- vai lähityötä?</p>",
        "<p>Ei meno- eikä tulopuolella.</p>",
        "<p>På kommun- respektive landskapsnivå.</p>",
        "<p>Embargo Venäjän öljylle pitää.</p>",
        "<p>Kisat ovat järjestyksessään XX.</p>",
        "<p>Lisätietoja:</p><p>Ohjelman verkkosivu kertoo enemmän.</p>",
        "<p>Hän [ministeri] lähti.</p>",
    ],
)
def test_what_may_be_meant_stops_nobody(body):
    assert codes(check(Facts(**GOOD | {"body": body})), is_blocking=True) == set()


def test_what_is_cleared_for_a_past_moment_comes_out_now():
    picture = PictureFacts("kuva", use_until=date(2027, 3, 1))
    facts = GOOD | {"publish_at": helsinki(2020, 3, 3, 9, 0), "pictures": (picture,)}

    assert codes(check(Facts(**facts)), is_blocking=True) == set()
    assert codes(check(Facts(**facts, now=WEEKDAY)), is_blocking=True) == {"picture_rights_ended"}


@pytest.mark.django_db
def test_an_attached_document_that_is_not_public_then_stands_in_the_way(press_desk):
    from releases.models import Attachment
    from tests.factories import DocumentVersionFactory

    hidden, shown = DocumentVersionFactory(), DocumentVersionFactory(published=True)
    release = ReleaseFactory()
    for version in (hidden, shown):
        Attachment.objects.create(release=release, document_version=version)

    found = [each for each in release.findings(WEEKDAY) if each.code == "closed_document"]

    assert [each.details["name"] for each in found] == [hidden.document.title_fi]


HOSTILE = [
    "sana " * 20_000,
    "a" * 100_000,
    "ab- " * 25_000,
    "ab- cd " * 15_000,
    "." * 100_000,
    "-" * 100_000 + "liite",
    "[" * 100_000,
    "x" * 100_000 + "1",
    "? " * 50_000,
    "Lisätietoja:</p><p>" * 10_000,
    "050 " * 25_000,
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:12])
def test_hostile_text_is_read_in_time_and_told_briefly(words):
    from time import monotonic

    start = monotonic()
    found = check(Facts(**GOOD | {"body": f"<p>{words}</p>"}))

    assert monotonic() - start < 3
    assert len(found) < 30
    assert max((len(str(each)) for each in found), default=0) < 300


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("arkisin klo 8–17", (8, 17)),
        ("vardagar kl. 9-15", (9, 15)),
        ("ma–pe 8.30–16.15", (8, 16)),
        ("ympäri vuorokauden", (8, 16)),
        ("17–8", (8, 16)),
        ("99–100", (8, 16)),
        ("1" * 5000 + "–2", (8, 16)),
    ],
)
def test_the_desks_hours_are_those_that_readers_are_told(words, hours):
    assert tuple(each.hour for each in hours_in(words)) == hours

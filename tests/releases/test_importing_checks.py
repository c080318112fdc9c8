"""What only the database can tell of a draft: who is new, what is missing, what was imported already."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from people.models import Phone as CardPhone
from releases.importing import parse
from releases.importing.draft import Contact, Draft, Phone, QuoteBlock
from releases.importing.writing import check, write
from tests.factories import OrganisationFactory, SpokespersonFactory

pytestmark = pytest.mark.django_db

TEXT = """Haapakosken Kalaliitto
Tiedote

Kalaliitto avasi kalatien

Kalatie avattiin maanantaina Haapakoskella, ja kala nousi siitä heti.

- Joki on nyt auki, sanoo toimitusjohtaja Aino Järvelä.

- Lupa saatiin keväällä, kertoo ympäristöministeri Otto Niemi.

Lisätietoja:
Aino Jarvela, p. 050 000 0131, aino.jarvela@jokikunnat.example
Mediapalvelu, p. 09 000 0120

Liite: Kalatien suunnitelma
"""
AINO, OTTO = Contact("Aino Järvelä"), Contact("Otto Niemi")
IVA = QuoteBlock(("Joki on auki.",), "Iva Koski", "ministeri")
ULF = QuoteBlock(("Lupa saatiin.",), "Ulf Ek")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with translation.override("en"):
        yield


def checks(language="fi", **parts):
    return [str(finding) for finding in check(Draft(language, headline="Kalatie avattiin", **parts))]


def doubts_in(output):
    return " ".join(output.partition("To check")[2].split())


def test_dry_run_tells_every_doubt_that_the_import_tells_and_only_reads(tmp_path, capsys):
    OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto", name_en="")
    SpokespersonFactory(given_name="Aino", family_name="Järvelä", phone="+358500000199")
    path = tmp_path / "tiedote.txt"
    path.write_text(TEXT, encoding="utf-8")

    with CaptureQueriesContext(connection) as queries:
        call_command("import_release", str(path), "--dry-run")
    dry = doubts_in(capsys.readouterr().out)
    call_command("import_release", str(path))

    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert dry == doubts_in(capsys.readouterr().out)
    assert dry == (
        "The text has no date. It gets the moment of its publication. "
        "The text seems to come from Haapakosken Kalaliitto, but the sender will be Jokikuntien liitto. "
        "Check the sender. "
        "New person without a page: Otto Niemi. "
        "The text writes “Aino Jarvela”, but the card keeps “Aino Järvelä”. Check which one is right. "
        "“Mediapalvelu” is no person, so it is not among the contacts. Check the press desk's number. "
        "The card of Aino Jarvela does not have the number 050 000 0131. Check which one is right. "
        "The text names the attachment “Kalatien suunnitelma”, but no document has that title. Add the file."
    )


def test_text_imported_already_is_told_and_nothing_else():
    draft = parse(TEXT.encode())

    write(draft)

    assert [str(finding) for finding in check(draft)] == ["This text has been imported already."]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"contacts": (AINO,)}, ["New person whose page opens once this text is public: Aino Järvelä."]),
        (
            {"contacts": (AINO, OTTO)},
            ["New people whose pages open once this text is public: Aino Järvelä, Otto Niemi."],
        ),
        ({"blocks": (IVA,)}, ["New person without a page: Iva Koski."]),
        ({"blocks": (IVA, ULF)}, ["New people without a page: Iva Koski, Ulf Ek."]),
    ],
)
def test_new_people_are_told_by_whether_they_get_a_page(parts, told):
    assert checks(**parts) == told


def test_known_people_are_not_told():
    SpokespersonFactory(given_name="Aino", family_name="Järvelä")

    assert checks(contacts=(AINO,)) == []


@pytest.mark.parametrize(
    "house",
    [
        {"name_fi": "Kalaliitto"},
        {"name_fi": "Suomen Haapakosken Kalaliitto ry"},
        {"name_fi": "Kalat", "short_name_fi": "haapakosken kalaliitto"},
        {"name_fi": "", "name_sv": "Fiskeförbundet", "main_language": "sv"},
    ],
)
def test_sender_that_may_be_the_house_is_no_doubt(house):
    OrganisationFactory(is_house=True, **house)

    assert checks(senders=("Haapakosken Kalaliitto",)) == []


def test_house_among_several_senders_is_no_doubt():
    OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto")

    assert checks(senders=("Haapakosken Kalaliitto", "Jokikuntien liitto")) == []


@pytest.mark.parametrize(
    ("printed", "kept"),
    [("050 000 0131", ""), ("+358 (0)50-000.0131", ""), ("050 KALATIE", "050 KALATIE"), ("09 000 0120 ext. 7",) * 2],
)
def test_spelling_of_a_number_is_kept_only_where_it_says_more(printed, kept):
    contact = Contact("Aino Järvelä", phones=(Phone("+358500000131", printed),))

    write(Draft("fi", headline="Kalatie avattiin", contacts=(contact,)))

    assert CardPhone.objects.get().printed == kept

"""Contact blocks, telephone numbers, addresses, attachments."""

import pytest
from django.utils import translation

from releases.importing import parse
from releases.importing.contacts import after_label
from releases.importing.draft import Contact, Phone
from releases.importing.vocabulary import vocabulary

TEXT = "Otsikko on tämä\n\nJoki nousi yöllä metrin ja laski aamulla takaisin uomaansa.\n\n"
LABELS = {"fi": "Lisätietoja:", "sv": "För mer information, vänligen kontakta:", "en": "Further information:"}


@pytest.fixture(autouse=True, scope="module")
def english():
    with translation.override("en"):
        yield


def contacts_of(rows, language="fi", country="FI"):
    return list(parse(f"{TEXT}{LABELS[language]}\n{rows}".encode(), language=language, country=country).contacts)


def numbers_of(row, country="FI", language="fi"):
    return [phone.number for contact in contacts_of(f"Aino Joki {row}", language, country) for phone in contact.phones]


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("p. 09 000 0101", "+35890000101"),
        ("p.050 000 0101", "+358500000101"),
        ("p. 050 0000101", "+358500000101"),
        ("puh. 050-0000 101", "+358500000101"),
        ("Puh:0500000101", "+358500000101"),
        ("puhelin 050 000 0101.", "+358500000101"),
        ("puh. +358 50 000 0101", "+358500000101"),
        ("Puh. +358 (0)9 000 0101", "+35890000101"),
        ("00358 50 000 0101", "+358500000101"),
        ("tfn 09 -0000101", "+35890000101"),
        ("(050 000 0101)", "+358500000101"),
    ],
)
def test_finnish_numbers_become_e164(row, number):
    assert numbers_of(row) == [number]


@pytest.mark.parametrize(
    ("row", "country", "number"),
    [
        ("tfn: 070-174 06 05", "SE", "+46701740605"),
        ("Telefon 08-465 004 05", "SE", "+46846500405"),
        ("08- 465 004 05", "SE", "+46846500405"),
        ("070 - 174 06 05", "SE", "+46701740605"),
        ("tfn 050 000 01 01", "FI", "+358500000101"),
    ],
)
def test_swedish_text_takes_the_country_from_its_sender(row, country, number):
    assert numbers_of(row, country, "sv") == [number]


@pytest.mark.parametrize(
    ("row", "country", "number"),
    [
        ("tel. +358 50 000 0101", "GB", "+358500000101"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("(202) 555-0143", "US", "+12025550143"),
        ("202/555-0143", "US", "+12025550143"),
    ],
)
def test_english_text_takes_the_country_from_its_sender(row, country, number):
    assert numbers_of(row, country, "en") == [number]


@pytest.mark.parametrize("row", ["863 356 ihmistä", "1.1.–31.12.2026", "00100 Haapakoski", "348/2026", "2021–2023"])
def test_other_figures_are_no_numbers_to_call(row):
    assert numbers_of(row) == []


def test_number_that_cannot_be_called_is_told():
    draft = parse(f"{TEXT}Lisätietoja:\nAino Joki, p. 050 12 345 678 901 234".encode(), language="fi")

    assert [str(f) for f in draft.findings if f.code == "phone_unreadable"] == [
        "“050 12 345 678 901 234” could not be read as a telephone number. Add it by hand."
    ]


PHONE, OTHER = Phone("+358500000101", "050 000 0101"), Phone("+358500000102", "050 000 0102")


@pytest.mark.parametrize(
    ("rows", "contacts"),
    [
        ("toimitusjohtaja Aino Joki, p. 050 000 0101", [Contact("Aino Joki", "toimitusjohtaja", (PHONE,))]),
        ("Aino Joki, toimitusjohtaja, p. 050 000 0101", [Contact("Aino Joki", "toimitusjohtaja", (PHONE,))]),
        (
            "Aino Joki, ohjelmapäällikkö, arviointi ja seuranta, p. 050 000 0101",
            [Contact("Aino Joki", "ohjelmapäällikkö, arviointi ja seuranta", (PHONE,))],
        ),
        ("Toimitusjohtaja Aino Joki p. 050 000 0101", [Contact("Aino Joki", "Toimitusjohtaja", (PHONE,))]),
        ("Aino Joki\ntoimitusjohtaja\n050 000 0101", [Contact("Aino Joki", "toimitusjohtaja", (PHONE,))]),
        ("Aino Joki\n\nToimitusjohtaja\n\n050 000 0101", [Contact("Aino Joki", "Toimitusjohtaja", (PHONE,))]),
        ("Toimitusjohtaja\nAino Joki\n050 000 0101", [Contact("Aino Joki", "Toimitusjohtaja", (PHONE,))]),
        ("Aino Joki, Suuri Järvi, p. 050 000 0101", [Contact("Aino Joki", "", (PHONE,))]),
        ("Aino Joki p. 050 000 0101, 050 000 0102", [Contact("Aino Joki", "", (PHONE, OTHER))]),
        ("Aino Joki, aino.joki(at)ranta.example.", [Contact("Aino Joki", "", (), ("aino.joki@ranta.example",))]),
        ("Aino Joki, Aino.Joki(a)ranta.example", [Contact("Aino Joki", "", (), ("Aino.Joki@ranta.example",))]),
        (
            "Aino Joki, [aino@ranta.example](mailto:aino@ranta.example)",
            [Contact("Aino Joki", "", (), ("aino@ranta.example",))],
        ),
        ("Aino Joki, etunimi.sukunimi@ranta.example", [Contact("Aino Joki")]),
        ("Aino Joki, [email protected]", [Contact("Aino Joki")]),
        ("Aino Joki p. 050 000 0101\nAino Joki p. 050 000 0101", [Contact("Aino Joki", "", (PHONE,))]),
        (
            "Aino Joki, p. 050 000 0101, ja tutkija Elo Virta, p. 050 000 0102",
            [Contact("Aino Joki", "", (PHONE,)), Contact("Elo Virta", "tutkija", (OTHER,))],
        ),
        (
            "Aino Joki p. 050 000 0101\nJokikuntien mediapalvelu, p. 050 000 0102",
            [Contact("Aino Joki", "", (PHONE,)), Contact("Jokikuntien mediapalvelu", "", (OTHER,), is_person=False)],
        ),
        ("Mediapalvelu\narkisin klo 9–15, p. 050 000 0101", [Contact("Mediapalvelu", "", (PHONE,), is_person=False)]),
    ],
)
def test_contact_rows_become_one_contact_a_person(rows, contacts):
    assert contacts_of(rows) == contacts


def test_press_service_with_a_name_like_a_persons_is_none():
    rows = "Press Service: tel. +358 50 000 0101\nPress officer Ann Brook, tel. +358 50 000 0102"

    assert [(contact.name, contact.is_person) for contact in contacts_of(rows, "en")] == [
        ("Press Service", False),
        ("Ann Brook", True),
    ]


@pytest.mark.parametrize(
    ("language", "line", "rest"),
    [
        ("fi", "Lisätietoja:", ""),
        ("fi", "**Lisätiedot:**", ""),
        ("fi", "Lisätietoja JKL:ssa: Aino Joki", "Aino Joki"),
        ("fi", "Lisätietoja antaa Aino Joki, p. 050 000 0101", "Aino Joki, p. 050 000 0101"),
        ("fi", "Median ilmoittautuminen 29.11. kello 15 mennessä:", ""),
        ("fi", "Lisätietoja ohjelmasta on verkossa.", None),
        ("fi", "Lisätietojakin on tulossa:", None),
        ("sv", "Närmare upplysningar:", ""),
        ("sv", "Kontakten med kommunerna är god.", None),
        ("en", "Contact: Ann Brook", "Ann Brook"),
        ("en", "For further information, please contact Ann Brook, ann@a.example", "Ann Brook, ann@a.example"),
        ("en", "Media literacy grows", None),
    ],
)
def test_contact_label_is_known_from_text(language, line, rest):
    assert after_label(line, vocabulary(language)) == rest


def test_contacts_may_stand_before_the_text_and_the_text_goes_on():
    draft = parse(
        b"One plan for seven rivers\nContact: Ann Brook, tel. +358 50 000 0101\n\n"
        b"The association adopted its plan for floods and fish on Monday evening. It will be reviewed yearly.\n",
        language="en",
    )

    assert [contact.name for contact in draft.contacts] == ["Ann Brook"]
    assert draft.lead.startswith("The association adopted")


def test_contacts_after_the_end_mark_are_found():
    draft = parse(f"{TEXT}###\n\nSeuraa meitä\n\nLisätietoja:\nAino Joki p. 050 000 0101".encode(), language="fi")

    assert (draft.contacts, draft.boilerplate) == ((Contact("Aino Joki", "", (PHONE,)),), ("###", "Seuraa meitä"))


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        ("Liite: Vesiohjelma 2026–2030", ("Vesiohjelma 2026–2030",)),
        ("Liite 1: Vesiohjelma (PDF, 1,2 Mt)\nLiite 2: Kartta (pdf)", ("Vesiohjelma", "Kartta")),
        ("Liitteet:\n- Vesiohjelma\n- Kartta\n\nJokikuntien liitto", ("Vesiohjelma", "Kartta")),
        ("Liite\n\nvesiohjelma.pdf", ("vesiohjelma.pdf",)),
    ],
)
def test_attachments_are_named(lines, titles):
    assert parse(f"{TEXT}{lines}".encode(), language="fi").attachments == titles


def test_sentence_that_starts_with_the_word_attachment_is_text():
    draft = parse(f"{TEXT}Liite kertoo, mitä kukin pato maksaa.".encode(), language="fi")

    assert (draft.attachments, [block.text for block in draft.blocks]) == (
        (),
        ["Liite kertoo, mitä kukin pato maksaa."],
    )

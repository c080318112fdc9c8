import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom import clock, dates
from newsroom.models import Revision
from newsroom.publishing import Stage, Status
from people.models import Phone, Spokesperson
from releases.importing import parse
from releases.importing.writing import write
from releases.models import Release
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    OrganisationFactory,
    SpokespersonFactory,
    UserFactory,
    helsinki,
)

pytestmark = pytest.mark.django_db

TEXTS = Path(__file__).parent / "import_texts"
SAMPLE = Path(__file__).parents[3] / "shared/samples/tiedote-toimintaohjelma.txt"
EXAMPLE = Path(__file__).parents[2] / "docs/example-release.txt"

TEXT = """Tiedote 3.11.2026

Jokikuntien liitto avasi kalatien

Kalatie avattiin maanantaina Haapakoskella, ja kala nousi siitä heti.

Työ kesti kolme vuotta, ja siihen osallistui neljä kuntaa.

- Joki on nyt auki, sanoo toimitusjohtaja Aino Järvelä.

- Lupa saatiin keväällä, kertoo ympäristöministeri Otto Niemi.

Lisätietoja:
Aino Jarvela, p. 050 000 0131, aino.jarvela@jokikunnat.example

Liite: Kalatien suunnitelma
"""


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(*arguments, text=TEXT, tmp_path=None, capsys=None):
    path = tmp_path / "tiedote.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("import_release", str(path), *arguments)
    return capsys.readouterr().out if capsys else ""


def test_text_becomes_a_draft(tmp_path):
    OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto")

    run(tmp_path=tmp_path)

    release = Release.objects.get()
    assert release.status == Status.DRAFT
    assert release.headline == "Jokikuntien liitto avasi kalatien"
    assert release.slug == "jokikuntien-liitto-avasi-kalatien"
    assert release.lead.startswith("Kalatie avattiin maanantaina")
    assert [str(sender) for sender in release.family.senders.all()] == ["Jokikuntien liitto"]
    assert [(quote.name, quote.title, quote.text) for quote in release.quotes.all()] == [
        ("Aino Järvelä", "toimitusjohtaja", "Joki on nyt auki."),
        ("Otto Niemi", "ympäristöministeri", "Lupa saatiin keväällä."),
    ]
    assert Revision.objects.of(release).get().verb == "import"


def test_unknown_people_get_cards_and_only_contacts_a_page(tmp_path):
    run(tmp_path=tmp_path)

    aino, otto = Spokesperson.objects.order_by("given_name")
    assert (aino.name, aino.listed, otto.name, otto.listed) == ("Aino Järvelä", True, "Otto Niemi", False)
    assert (aino.email, aino.first_phone.number.as_e164) == ("aino.jarvela@jokikunnat.example", "+358500000131")
    contact = Release.objects.get().contacts.get()
    assert (contact.spokesperson, contact.name, contact.title) == (aino, "Aino Jarvela", "toimitusjohtaja")


def test_known_people_are_matched_without_diacritics_and_left_as_they_are(tmp_path, capsys):
    known = SpokespersonFactory(given_name="Áino", family_name="Jarvela", phone="+358500000199")

    output = run(tmp_path=tmp_path, capsys=capsys)

    release = Release.objects.get()
    assert release.contacts.get().spokesperson == known
    assert release.quotes.first().spokesperson == known
    assert [str(phone.number) for phone in Phone.objects.filter(spokesperson=known)] == ["+358500000199"]
    assert "050 000 0131" in output


def test_the_same_text_twice_is_one_release(tmp_path, capsys):
    run(tmp_path=tmp_path)
    run(tmp_path=tmp_path, text=TEXT.replace("\n", "\r\n") + "\n\n")

    assert Release.objects.count() == 1


def test_two_texts_with_one_headline_get_two_addresses(tmp_path):
    run(tmp_path=tmp_path)
    run(tmp_path=tmp_path, text=TEXT.replace("kolme vuotta", "neljä vuotta"))

    assert sorted(Release.objects.values_list("slug", flat=True)) == [
        "jokikuntien-liitto-avasi-kalatien",
        "jokikuntien-liitto-avasi-kalatien-2",
    ]


def test_publish_makes_it_public_from_this_minute(tmp_path, client, clock_at):
    now = clock_at("2026-11-24 12:34")

    run("--publish", tmp_path=tmp_path)

    assert Release.objects.public().get().publish_at == now
    assert client.get("/fi/tiedotteet/jokikuntien-liitto-avasi-kalatien/").status_code == 200


def test_publish_keeps_an_embargo(tmp_path, client, clock_at):
    clock_at("2026-11-24 12:34")

    run("--publish", tmp_path=tmp_path, text=TEXT.replace("Tiedote 3.11.2026", "Julkaistavissa 1.12.2026 klo 9.00"))

    release = Release.objects.get()
    assert (release.stage, release.publish_at) == (Stage.SCHEDULED, helsinki(2026, 12, 1, 9, 0))
    assert client.get(release.get_absolute_url()).status_code == 404
    with clock.standing_at(release.publish_at):
        assert Release.objects.public().exists()


EMBARGOED = TEXT.replace("Tiedote 3.11.2026", "Julkaistavissa 1.12.2026 klo 9.00")
EMBARGO = f"  Moment        {dates.moment(helsinki(2026, 12, 1, 9, 0), 'en')}, Finnish time (Europe/Helsinki)"
DOUBTS = (
    "New person whose page opens once this text is public: Aino Järvelä. "
    "New person without a page: Otto Niemi. "
    "The text writes both “Aino Järvelä” and “Aino Jarvela”. The card gets “Aino Järvelä”. "
    "Check which one is right. "
    "The text names the attachment “Kalatien suunnitelma”, but no document has that title. Add the file."
)


def doubts_in(output):
    return " ".join(output.partition("  To check")[2].split())


def rows_in(output):
    return output.partition("  To check")[0].splitlines()


@pytest.mark.parametrize(
    ("text", "option", "state"),
    [
        (TEXT, [], ["  State         Draft"]),
        (EMBARGOED, [], ["  State         Draft", EMBARGO]),
        (EMBARGOED, ["--publish"], ["  State         Scheduled", EMBARGO]),
    ],
)
def test_what_is_not_public_is_found_in_the_admin(tmp_path, capsys, clock_at, admin_client, text, option, state):
    clock_at("2026-11-24 12:34")

    output = run(*option, text=text, tmp_path=tmp_path, capsys=capsys)

    path = f"/admin/releases/release/{Release.objects.get().pk}/change/"
    assert rows_in(output) == [
        f"{tmp_path}/tiedote.txt",
        "  Headline      Jokikuntien liitto avasi kalatien",
        *state,
        f"  In the admin  http://localhost:8000{path}",
    ]
    assert doubts_in(output) == DOUBTS
    assert admin_client.get(path).status_code == 200


def test_what_is_public_is_found_on_the_site(tmp_path, capsys, clock_at):
    now = clock_at("2026-11-24 12:34")
    run("--publish", tmp_path=tmp_path)
    capsys.readouterr()

    output = run("--publish", tmp_path=tmp_path, capsys=capsys)

    assert output.splitlines() == [
        f"{tmp_path}/tiedote.txt",
        "  Headline     Jokikuntien liitto avasi kalatien",
        "  State        Public",
        f"  Moment       {dates.moment(now, 'en')}, Finnish time (Europe/Helsinki)",
        "  On the site  http://localhost:8000/fi/tiedotteet/jokikuntien-liitto-avasi-kalatien/",
        "  To check     This text has been imported already.",
    ]


def test_publish_of_a_draft_imported_before_publishes_that(tmp_path):
    run(tmp_path=tmp_path)
    run("--publish", tmp_path=tmp_path)

    assert Release.objects.get().is_public()


def test_publish_refuses_what_lacks_a_text_and_keeps_the_draft(tmp_path, capsys):
    with pytest.raises(CommandError):
        run("--publish", tmp_path=tmp_path, text="Tiedote\n\nPelkkä otsikko")

    assert Release.objects.get().status == Status.DRAFT
    assert capsys.readouterr().err.splitlines() == [
        f"{tmp_path}/tiedote.txt: Not published: The text has no headline. Write one before it is published."
    ]


def test_a_writer_may_import_but_not_publish(tmp_path, capsys):
    writer = UserFactory(writer=True)

    with pytest.raises(CommandError):
        run("--publish", "--by", writer.email, tmp_path=tmp_path)

    release = Release.objects.get()
    assert release.status == Status.DRAFT
    assert Revision.objects.of(release).get().by == writer


def test_an_unknown_editor_is_named(tmp_path):
    with pytest.raises(CommandError, match="nobody@"):
        run("--by", "nobody@jokikunnat.example", tmp_path=tmp_path)

    assert not Release.objects.exists()


def test_attachment_is_pinned_to_the_document_of_that_title(tmp_path):
    document = DocumentFactory(title_fi="Kalatien suunnitelma 2026")
    version = DocumentVersionFactory(document=document, published=True)

    run(tmp_path=tmp_path)

    release = Release.objects.get()
    assert release.attachments.get().document_version == version
    assert release.family.documents.get() == document


def test_attachment_without_a_document_is_told(tmp_path, capsys):
    assert "Kalatien suunnitelma" in run(tmp_path=tmp_path, capsys=capsys)


def test_dry_run_prints_json_only_and_stores_nothing(tmp_path, capsys):
    answer = json.loads(run("--dry-run", "--format", "json", tmp_path=tmp_path, capsys=capsys))

    assert not Release.objects.exists()
    assert not Spokesperson.objects.exists()
    assert answer["headline"] == "Jokikuntien liitto avasi kalatien"
    assert answer["contacts"][0]["phones"] == ["+358500000131"]


def test_dry_run_tells_in_words_and_stores_nothing(tmp_path, capsys):
    output = run("--dry-run", tmp_path=tmp_path, capsys=capsys)

    assert not Release.objects.exists()
    assert rows_in(output) == [
        f"What would be made of {tmp_path}/tiedote.txt:",
        "  Language     Finnish",
        "  Kind         Press release",
        "  Date         3 November 2026",
        "  Headline     Jokikuntien liitto avasi kalatien",
        "  Lead         Kalatie avattiin maanantaina Haapakoskella, ja kala nousi siitä",
        "                 heti.",
        "  Quotes       Aino Järvelä, toimitusjohtaja: Joki on nyt auki.",
        "               Otto Niemi, ympäristöministeri: Lupa saatiin keväällä.",
        "  Contacts     Aino Jarvela, +358500000131, aino.jarvela@jokikunnat.example",
        "  Attachments  Kalatien suunnitelma",
    ]
    assert doubts_in(output) == DOUBTS


def test_dry_run_in_json_asks_no_database(tmp_path, capsys, django_assert_num_queries):
    with django_assert_num_queries(0):
        run("--dry-run", "--format", "json", tmp_path=tmp_path, capsys=capsys)


def test_history_says_in_the_language_of_the_site_that_a_file_was_imported(tmp_path):
    run("--publish", tmp_path=tmp_path)

    with translation.override("fi"):
        note = str(_("Imported from a text file"))
    assert [each.note for each in Revision.objects.of(Release.objects.get())] == [note, "tiedote.txt"]


UNREADABLE = {
    "zero bytes": b"",
    "binary": bytes(range(256)) * 4,
    "a PDF": b"%PDF-1.7\n",
    "a Word file": b"PK\x03\x04word/document.xml",
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable_file_is_refused_with_a_sentence(tmp_path, capsys, case):
    with pytest.raises(CommandError):
        run(tmp_path=tmp_path, text=UNREADABLE[case])

    assert capsys.readouterr().err.strip().endswith(".")
    assert not Release.objects.exists()


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8-sig", "utf-16"])
def test_other_encodings_are_read(tmp_path, encoding):
    run(tmp_path=tmp_path, text=TEXT.encode(encoding))

    assert Release.objects.get().quotes.first().name == "Aino Järvelä"


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_variant_becomes_a_release_that_reads_like_its_draft(path):
    draft = parse(path.read_bytes())

    release = write(draft).release

    assert [quote.name for quote in release.quotes.all()] == [quote.speaker for quote in draft.quotes if quote.speaker]
    assert release.contacts.count() == len([contact for contact in draft.contacts if contact.is_person])


def test_example_of_the_readme_becomes_a_whole_release(capsys, press_desk):
    version = DocumentVersionFactory(document=DocumentFactory(title_fi="Siltojen korjausjono 2026"), published=True)

    call_command("import_release", str(EXAMPLE), "--publish")

    release = Release.objects.public().get()
    assert release.headline == "Silta saa nimikyltin ja numeron, johon irtonaisesta lankusta voi soittaa"
    assert [(quote.name, quote.title) for quote in release.quotes.all()] == [
        ("Ulrika Forsnäs", "liikennepäällikkö"),
        ("Tuomas Kivikangas", "pääekonomisti"),
    ]
    assert [
        (contact.name, contact.title, contact.spokesperson.first_phone.number.as_e164, contact.spokesperson.email)
        for contact in release.contacts.all()
    ] == [
        ("Ulrika Forsnäs", "liikennepäällikkö", "+358500000135", "ulrika.forsnas@jokikunnat.example"),
        ("Tuomas Kivikangas", "pääekonomisti", "+358500000134", "tuomas.kivikangas@jokikunnat.example"),
    ]
    assert release.attachments.get().document_version == version
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample release is not here")
def test_sample_reads_right_everywhere(client, capsys):
    call_command("import_release", str(SAMPLE), "--publish")

    release = Release.objects.get()
    page = client.get(release.get_absolute_url()).text
    people = [contact.spokesperson for contact in release.contacts.all()]
    assert [quote.spokesperson for quote in release.quotes.all()] == [people[0], people[2], people[1], people[1]]
    assert [person.first_phone.number.as_e164 for person in people] == [
        "+35897712000",
        "+358505231116",
        "+358503122805",
    ]
    assert "tel:+358505231116" in page
    assert "2024" not in release.body
    assert release.headline in client.get("/fi/tiedotteet/").text
    assert release.headline in client.get("/fi/tiedotteet/feed.rss").text
    for person in people:
        assert release.headline in client.get(f"/fi/asiantuntijat/{person.slug}/").text


def test_a_moment_set_by_an_editor_since_the_import_is_kept(tmp_path):
    run(tmp_path=tmp_path)
    later = clock.now() + timedelta(days=3)
    release = Release.objects.get()
    release.publish_at = later
    release.save()

    run("--publish", tmp_path=tmp_path)

    assert (Release.objects.get().stage, Release.objects.get().publish_at) == (Stage.SCHEDULED, later)


def test_a_press_service_becomes_no_person(tmp_path):
    run(tmp_path=tmp_path, text=TEXT.replace("\nLiite:", "Mediapalvelu, p. 09 000 0120\n\nLiite:"))

    assert not Spokesperson.objects.filter(family_name__icontains="mediapalvelu").exists()


def test_a_text_of_200_megabytes_is_refused_without_being_read_whole(tmp_path, capsys):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)

    with pytest.raises(CommandError):
        call_command("import_release", str(path))

    assert capsys.readouterr().err == (
        f"{path}: The file is larger than 2 MB. Import the text alone, without pictures.\n"
    )

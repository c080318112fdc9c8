"""What can't be right in the release form gets a sentence, and nothing that was typed is lost."""

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse

from newsroom.models import StoredFile
from releases.models import Release
from tests.factories import (
    DocumentVersionFactory,
    PdfFactory,
    ReleaseFactory,
    pdf_bytes,
)
from tests.newsroom.test_admin_pages import at, errors_on, form_of, opened, with_rows

pytestmark = pytest.mark.django_db

ADD = "/admin/releases/release/add/"
WORDS = {"headline": "Silta Ähtävänjoen yli valmistui", "lead": "Silta valmistui.", "body": "<p>Silta on valmis.</p>"}


def change(release) -> str:
    return f"/admin/releases/release/{release.pk}/change/"


def test_scripts_pasted_into_the_body_are_gone(client, editor):
    body = (
        '<p onclick="x()">Teksti<script>alert(1)</script></p><a href="javascript:x()">linkki</a><img src=x onerror=y>'
    )

    client.post(ADD, opened(client, ADD, **WORDS | {"body": body}))

    assert Release.objects.get().body == "<p>Teksti</p>linkki"


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("31.2.2027", "9.00", "There is no such day. Write it like 31.12.2027."),
        ("3/4/2027", "9.00", "There is no such day. Write it like 31.12.2027."),
        ("1.3.2027", "25.00", "There is no such time. Write it like 9.30."),
        ("1.3.2027", "", "There is no such time. Write it like 9.30."),
        (
            "29.3.2026",
            "03.30",
            "03:30 does not exist on this day: the clocks are put forward over it. Choose another time.",
        ),
        (
            "25.10.2026",
            "03.30",
            "03:30 comes twice on this day: the clocks are put back over it. Choose another time.",
        ),
    ],
)
def test_an_impossible_moment_is_told_and_nothing_is_lost(client, editor, day, time, sentence):
    response = client.post(ADD, opened(client, ADD, **WORDS, **at(day, time)))

    assert errors_on(response) == [sentence]
    assert "Silta valmistui." in response.text
    assert f'value="{day}"' in response.text


@pytest.mark.parametrize("written", ["9.30", "9:30", "09:30:00"])
def test_a_moment_is_a_minute_of_finnish_time(client, editor, written):
    client.post(ADD, opened(client, ADD, **WORDS, **at("1.7.2027", written)))

    assert Release.objects.get().publish_at.isoformat() == "2027-07-01T06:30:00+00:00"


def test_a_taken_address_is_told_at_its_field(client, editor):
    ReleaseFactory(slug="silta")

    response = client.post(ADD, opened(client, ADD, **WORDS, slug="silta"))

    assert errors_on(response) == ["Another release already has this address. Change the last part of it."]
    assert "field-slug" in response.text.split('id="id_slug_error"')[0].rsplit("<div", 1)[1]


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("2021", "This address is reserved. Add a word to it."),
        ("feed", "This address is reserved. Add a word to it."),
        ("Älä tee näin", "Use only the letters a–z, digits and hyphens."),
    ],
)
def test_an_impossible_address_is_told(client, editor, slug, sentence):
    response = client.post(ADD, opened(client, ADD, **WORDS, slug=slug))

    assert errors_on(response) == [sentence]


def test_a_headline_without_letters_needs_an_address(client, editor):
    response = client.post(ADD, opened(client, ADD, headline="?!", slug=""))

    assert errors_on(response) == ["This field is required."]


def test_an_empty_form_asks_for_the_headline_and_not_for_its_address(client, editor):
    response = client.post(ADD, opened(client, ADD))

    assert errors_on(response) == ["This field is required."]


def test_an_upload_survives_an_error_elsewhere(client, editor):
    pdf = SimpleUploadedFile("cost.pdf", pdf_bytes())
    form = with_rows(opened(client, ADD, **WORDS), "attachments", {"label": "Cost", "stored_file": pdf})

    response = client.post(ADD, form | at("31.2.2027", "9.00"))
    assert "cost.pdf" in response.text
    client.post(ADD, form_of(response) | at("28.2.2027", "9.00"))

    attachment = Release.objects.get().attachments.get()
    assert (attachment.label, attachment.stored_file.original_name) == ("Cost", "cost.pdf")
    assert StoredFile.objects.count() == 1


def test_a_bad_upload_is_told_and_the_good_one_is_kept(client, editor):
    good = {"label": "Good", "stored_file": SimpleUploadedFile("good.pdf", pdf_bytes())}
    bad = {"label": "Bad", "stored_file": SimpleUploadedFile("bad.pdf", b"<html><script>alert(1)</script></html>")}

    response = client.post(ADD, with_rows(opened(client, ADD, **WORDS), "attachments", good, bad))

    assert len(errors_on(response)) == 1
    assert errors_on(response)[0].startswith("This file is not one of the accepted kinds (PDF, DOCX,")
    assert list(StoredFile.objects.values_list("original_name", flat=True)) == ["good.pdf"]
    assert [value for name, value in form_of(response).items() if name == "attachments-0-stored_file_kept"]


def test_a_bad_upload_in_place_of_one_that_was_kept_leaves_it(client, editor):
    row = {"label": "Cost", "stored_file": SimpleUploadedFile("cost.pdf", pdf_bytes())}
    form = with_rows(opened(client, ADD, **WORDS), "attachments", row) | at("31.2.2027", "9.00")
    response = client.post(ADD, form)

    bad = {"attachments-0-stored_file": SimpleUploadedFile("cost2.pdf", b"")}
    response = client.post(ADD, form_of(response) | at("28.2.2027", "9.00") | bad)
    assert errors_on(response) == ["The file is empty. Choose another file."]
    client.post(ADD, form_of(response))

    assert Release.objects.get().attachments.get().stored_file.original_name == "cost.pdf"


@pytest.mark.parametrize("step", ["__init__", "write"])
def test_a_disk_without_room_for_a_large_file_costs_no_word(client, editor, monkeypatch, step):
    def fail(*_arguments, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryUploadedFile, step, fail, raising=False)
    large = SimpleUploadedFile("large.pdf", pdf_bytes() + b"\n" * 2**21)

    response = client.post(ADD, with_rows(opened(client, ADD, **WORDS), "attachments", {"stored_file": large}))

    assert errors_on(response) == [
        "The server has no room for this file just now. Nothing was saved: tell the administrator, and try later."
    ]
    assert form_of(response)["headline"] == [WORDS["headline"]]
    assert not Release.objects.exists()


def test_an_attachment_is_a_file_or_a_document(client, editor):
    pdf = SimpleUploadedFile("cost.pdf", pdf_bytes())
    row = {"label": "Cost", "stored_file": pdf, "document_version": DocumentVersionFactory().pk}

    response = client.post(ADD, with_rows(opened(client, ADD, **WORDS), "attachments", row))

    assert errors_on(response) == ["Choose either a file or a document, not both."]


def test_a_kept_reference_can_not_be_made_up(client, editor):
    stored = PdfFactory()
    row = {"label": "Stolen", "stored_file_kept": str(stored.pk)}

    response = client.post(ADD, with_rows(opened(client, ADD, **WORDS), "attachments", row))

    assert errors_on(response) == ["Choose either a file or a document, not both."]


@pytest.mark.parametrize("query", ["family=abc&language=sv", "family=999999&language=xx", "themes=abc&family="])
def test_an_add_form_bears_nonsense_in_its_address(client, editor, query):
    assert client.get(f"{ADD}?{query}").status_code == 200


def test_a_stranger_sees_nothing(client):
    release = ReleaseFactory(headline="Salainen")

    for address in (change(release), f"/admin/releases/release/{release.pk}/withdraw/", "/admin/releases/release/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith(reverse("admin:login"))

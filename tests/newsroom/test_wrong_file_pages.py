"""The page on which an editor puts the right file in the place of a wrong one."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom.models import Revision
from tests.factories import DocumentVersionFactory, ImageFactory, PdfFactory, ReleaseFactory, pdf_bytes, picture_bytes
from tests.newsroom.test_admin_pages import errors_on

pytestmark = pytest.mark.django_db
ANSWER = {"readers": "correction", "was_wrong": "The map.", "what_changed": "The right map is here."}


def page(row) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/wrong-file/"


def pdf(words="Oikea"):
    return SimpleUploadedFile("oikea.pdf", pdf_bytes(words), "application/pdf")


def status(client, stored) -> int:
    response = client.get(stored.get_absolute_url())
    response.close()
    return response.status_code


def test_the_wrong_attachment_is_gone_and_the_right_one_in_its_place(client, editor):
    wrong, other = PdfFactory(name="vaara.pdf"), PdfFactory(name="muu.pdf")
    release = ReleaseFactory(published=True, files=[wrong, other])

    assert page(release) in client.get(f"/admin/releases/release/{release.pk}/change/").text
    client.post(page(release), {"wrong": "0", "right": pdf(), "reason": "Names in it.", **ANSWER})

    first, second = release.attachments.all()
    assert (status(client, wrong), status(client, first.stored_file), status(client, other)) == (410, 200, 200)
    assert (first.stored_file.original_name, second.stored_file) == ("oikea.pdf", other)
    assert [(each.kind, each.text) for each in release.corrections.all()] == [("correction", "The right map is here.")]
    last = Revision.objects.of(release).first()
    assert (last.by, last.note) == (editor, "Names in it.")


def test_a_reason_left_out_loses_no_file(client, editor):
    release = ReleaseFactory(published=True, files=[PdfFactory(name="vaara.pdf")])
    form = {"wrong": "0", "right": pdf(), **ANSWER}

    refused = client.post(page(release), form)
    kept = re.search(r'name="right_kept" value="([^"]+)"', refused.text)[1]
    client.post(page(release), {**form, "right": "", "right_kept": kept, "reason": "Names in it."})

    assert errors_on(refused) == ["Write the reason."]
    assert "oikea.pdf" in refused.text
    assert release.attachments.get().stored_file.original_name == "oikea.pdf"


def test_the_log_tells_of_a_wrong_file(client, editor):
    release = ReleaseFactory(published=True, files=[PdfFactory(name="vaara.pdf")])

    client.post(page(release), {"wrong": "0", "right": pdf(), "reason": "Names in it.", **ANSWER})

    assert Revision.objects.of(release).first().verb == "wrong_file"


def test_files_of_documents_and_pictures_are_replaced_too(client, editor):
    version, image = DocumentVersionFactory(published=True), ImageFactory()
    ReleaseFactory(published=True, image=image)
    old_pdf, old_picture = version.files.get().stored_file, image.stored_file
    picture = SimpleUploadedFile("oikea.png", picture_bytes(colour="red"), "image/png")

    client.post(page(version), {"wrong": "0", "right": pdf(), "reason": "Names in it."})
    client.post(page(image), {"wrong": "0", "right": picture, "reason": "Another person."})

    image.refresh_from_db()
    assert [status(client, each) for each in (old_pdf, old_picture)] == [410, 410]
    assert [status(client, each) for each in (version.files.get().stored_file, image.stored_file)] == [200, 200]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, 4),
        ({"wrong": "7", "reason": "x", "readers": "slip"}, 2),
        ({"wrong": "0", "reason": "x", "readers": "slip", "right": SimpleUploadedFile("a.pdf", b"<html>")}, 1),
        ({"wrong": "0", "reason": "x", "right": pdf()}, 1),
        ({"wrong": "0", "reason": " ", "readers": "slip", "right": pdf()}, 1),
    ],
)
def test_what_is_incomplete_changes_nothing(client, editor, sent, errors):
    wrong = PdfFactory()
    release = ReleaseFactory(published=True, files=[wrong])

    response = client.post(page(release), sent)

    assert len(errors_on(response)) == errors
    assert status(client, wrong) == 200


def test_the_wrong_file_itself_is_no_right_one(client, editor):
    wrong = PdfFactory(words="Sama")
    release = ReleaseFactory(published=True, files=[wrong])
    same = SimpleUploadedFile("toinen.pdf", wrong.path.read_bytes(), "application/pdf")

    response = client.post(page(release), {"wrong": "0", "reason": "x", "readers": "slip", "right": same})

    assert errors_on(response) == ["This is the wrong file itself. Choose the right one."]
    assert status(client, wrong) == 200


def test_a_writer_is_told_why_not(client, writer):
    wrong = PdfFactory()
    release = ReleaseFactory(published=True, files=[wrong])

    response = client.post(page(release), {"wrong": "0", "reason": "x", "readers": "slip", "right": pdf()})

    assert "Only an editor can put another file in the place of a wrong one." in response.text
    assert status(client, wrong) == 200

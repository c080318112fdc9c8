import os

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override

from newsroom import files, images
from newsroom.models import StoredFile
from tests.factories import (
    DocumentVersionFactory,
    ImageFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    pdf_bytes,
    picture_bytes,
)
from tests.odd_files import office

pytestmark = pytest.mark.django_db


def upload(content: bytes, name: str) -> ContentFile:
    return ContentFile(content, name=name)


class Huge(ContentFile):
    """Says it is large without being so: only its size is asked."""

    def __init__(self, content, name, size):
        super().__init__(content, name=name)
        self.size = size


@pytest.mark.parametrize(
    ("name", "start", "limit"), [("a.pdf", b"%PDF-1.7\n", 50), ("a.png", b"\x89PNG\r\n\x1a\n", 25)]
)
def test_a_file_beyond_the_limit_of_its_kind_is_refused(name, start, limit):
    with override("en"), pytest.raises(ValidationError) as refusal:
        StoredFile.objects.store(Huge(start, name, (limit + 1) * 2**20))

    with override("en"):
        sentence = (
            f"The file is {limit + 1}.0\xa0MB, and at most {limit} MB is accepted. Make it smaller and try again."
        )
        assert (refusal.value.code, refusal.value.messages) == ("size", [sentence])
    assert not StoredFile.objects.exists()


def test_docx_is_known_by_its_content():
    stored = StoredFile.objects.store(upload(office(), "Ohjelma.docx"))

    assert stored.format == "DOCX"


def test_file_is_kept_under_its_hash_and_its_size_is_true():
    content = pdf_bytes("hello")

    stored = StoredFile.objects.store(upload(content, "Toimintaohjelma 2021–2023.PDF"))

    assert stored.path.read_bytes() == content
    assert (stored.size, stored.pages, stored.format) == (len(content), 1, "PDF")
    assert stored.original_name == "toimintaohjelma-20212023.pdf"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\Ää öö.pdf", "ää-öö.pdf"),
        ("a\u202efdp.exe.pdf", "afdpexe.pdf"),
        ("\0\n.pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 140 + ".pdf"),
    ],
)
def test_file_names_are_made_harmless(given, kept):
    assert files.safe_name(given) == kept


def test_equal_bytes_share_a_blob_until_the_last_row_goes(django_capture_on_commit_callbacks):
    first = StoredFile.objects.store(upload(pdf_bytes("shared"), "a.pdf"))
    second = StoredFile.objects.store(upload(pdf_bytes("shared"), "b.pdf"))
    grow_old(first.path)

    with django_capture_on_commit_callbacks(execute=True):
        first.delete()
    assert second.path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        second.delete()
    assert not second.path.exists()


def grow_old(path):
    an_hour_ago = path.stat().st_mtime - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))


def test_the_smaller_widths_go_with_their_picture(django_capture_on_commit_callbacks):
    stored = images.store(upload(picture_bytes(colour="olive"), "a.png"))
    smaller = images.rendition_path(stored.sha256, 320)
    grow_old(stored.path)
    assert smaller.exists()

    with django_capture_on_commit_callbacks(execute=True):
        stored.delete()

    assert not smaller.exists()


def test_bytes_that_are_just_arriving_again_outlive_the_row_that_goes(django_capture_on_commit_callbacks):
    stored = StoredFile.objects.store(upload(pdf_bytes("again"), "a.pdf"))
    grow_old(stored.path)
    files.write_blob([pdf_bytes("again")])

    with django_capture_on_commit_callbacks(execute=True):
        stored.delete()

    assert stored.path.exists()


def test_a_pdf_of_our_own_making_needs_no_upload():
    stored = StoredFile.objects.keep_made(pdf_bytes("Ours"), "Ohjelma 2026.pdf")

    assert (stored.pages, stored.pdf_title, stored.original_name) == (1, "Ours", "ohjelma-2026.pdf")
    assert stored.path.read_bytes() == pdf_bytes("Ours")


def test_a_file_is_ready_when_all_its_addresses_have_something_to_send():
    paper, image = PdfFactory(words="ready"), ImageFactory()
    assert (paper.is_ready, image.stored_file.is_ready) == (True, True)

    paper.path.unlink()
    image.stored_file.path.unlink()

    assert (paper.is_ready, image.stored_file.is_ready) == (False, False)


def test_a_file_knows_the_rows_that_use_it():
    stored = PdfFactory()
    release = ReleaseFactory(files=[stored])
    version = DocumentVersionFactory(stored_file=stored)

    assert stored.users() == [version.files.get(), release.attachments.get()]


# Pictures


def test_picture_gets_the_widths_below_its_own():
    stored = images.store(upload(picture_bytes(1000, 500), "a.png"))

    assert [images.rendition_path(stored.sha256, width).exists() for width in (320, 640, 1280)] == [True, True, False]


def test_large_picture_is_made_smaller():
    stored = images.store(upload(picture_bytes(7000, 70), "a.png"))

    assert images.dimensions(stored) == (6000, 60)


def test_a_pdf_is_not_a_picture():
    with pytest.raises(ValidationError) as refusal:
        images.store(upload(pdf_bytes(), "a.pdf"))

    assert refusal.value.code == "kind"


# Who may see a file


def test_attachment_is_as_public_as_its_release():
    stored = {state: PdfFactory() for state in ("draft", "in_review", "embargoed", "published", "withdrawn", "gone")}
    for state, file in stored.items():
        ReleaseFactory(**{state: True}, files=[file])

    assert set(StoredFile.objects.public()) == {stored["published"]}
    assert set(StoredFile.objects.over()) == {stored["withdrawn"], stored["gone"]}


def test_a_file_used_by_a_public_and_a_hidden_text_is_public():
    shared = PdfFactory()
    ReleaseFactory(embargoed=True, files=[shared])
    ReleaseFactory(published=True, files=[shared])

    assert StoredFile.objects.public().get() == shared


def test_a_file_that_nothing_uses_is_private():
    PdfFactory()

    assert not StoredFile.objects.public().exists()


def test_document_file_waits_for_its_version():
    waiting, out = PdfFactory(), PdfFactory()
    DocumentVersionFactory(embargoed=True, stored_file=waiting)
    DocumentVersionFactory(published=True, stored_file=out)

    assert StoredFile.objects.public().get() == out


def test_picture_is_public_through_a_public_release_or_a_listed_person():
    pictures = {name: ImageFactory() for name in ("hidden", "shown", "unlisted", "listed")}
    ReleaseFactory(embargoed=True, image=pictures["hidden"])
    ReleaseFactory(published=True, image=pictures["shown"])
    SpokespersonFactory(photo=pictures["unlisted"], listed=False)
    SpokespersonFactory(photo=pictures["listed"])

    public = {image.stored_file for image in (pictures["shown"], pictures["listed"])}
    assert set(StoredFile.objects.public()) == public


# The address


def test_public_file_goes_out_whole_with_safe_headers(fetch):
    stored = PdfFactory(name="Ää.pdf", words="hello")
    ReleaseFactory(published=True, files=[stored])

    response = fetch(f"/files/{stored.uuid}/{stored.original_name}")

    assert response.bytes == stored.path.read_bytes()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%C3%A4%C3%A4.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{stored.sha256}"'
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    assert response["Cache-Control"] == "public, max-age=30"


def test_office_file_is_offered_for_saving(fetch):
    stored = StoredFile.objects.store(upload(office(), "a.docx"))
    ReleaseFactory(published=True, files=[stored])

    assert fetch(f"/files/{stored.uuid}/a.docx")["Content-Disposition"] == 'attachment; filename="a.docx"'


def test_unchanged_file_answers_304(fetch):
    stored = PdfFactory()
    ReleaseFactory(published=True, files=[stored])

    response = fetch(f"/files/{stored.uuid}/{stored.original_name}", **{"if-none-match": f'"{stored.sha256}"'})

    assert response.status_code == 304


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "removed"])
def test_hidden_file_answers_like_one_that_never_existed(fetch, state):
    stored = PdfFactory()
    ReleaseFactory(**{state: True}, files=[stored])

    hidden = fetch(f"/files/{stored.uuid}/{stored.original_name}")
    never = fetch(f"/files/00000000-0000-4000-8000-000000000000/{stored.original_name}")

    assert (hidden.status_code, hidden.bytes, hidden.headers) == (404, never.bytes, never.headers)
    assert hidden["Cache-Control"] == "no-store"


@pytest.mark.parametrize("state", ["withdrawn", "gone"])
def test_file_of_a_withdrawn_text_answers_410(fetch, state):
    stored = PdfFactory()
    ReleaseFactory(**{state: True}, files=[stored])

    response = fetch(f"/files/{stored.uuid}/{stored.original_name}")

    assert (response.status_code, response["Cache-Control"]) == (410, "no-store")


def test_rendition_is_as_private_as_its_picture(fetch):
    hidden, shown = ImageFactory(), ImageFactory()
    ReleaseFactory(embargoed=True, image=hidden)
    ReleaseFactory(published=True, image=shown)

    assert fetch(hidden.rendition_url(320)).status_code == 404
    assert fetch(shown.rendition_url(320))["Content-Type"] == "image/webp"


def test_a_file_has_one_name_only(fetch):
    stored = PdfFactory()
    ReleaseFactory(published=True, files=[stored])

    assert fetch(f"/files/{stored.uuid}/another.pdf").status_code == 404

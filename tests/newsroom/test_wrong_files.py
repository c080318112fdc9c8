"""The wrong file: gone at once wherever it was, and the right one in its place."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override

from newsroom import files, history, publishing
from newsroom.models import Revision, StoredFile
from tests.factories import (
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    PdfFactory,
    ReleaseFactory,
    UserFactory,
    pdf_bytes,
    picture_bytes,
)

pytestmark = pytest.mark.django_db


def right_pdf():
    return ContentFile(pdf_bytes("the right one"), name="right.pdf")


def test_the_wrong_attachment_is_gone_and_the_right_one_stands_in_its_place(fetch):
    wrong = PdfFactory(name="wrong.pdf")
    release = ReleaseFactory(published=True, files=[wrong], slug="budget")

    right = files.replace_wrong(release.attachments.get(), "stored_file", right_pdf())

    assert fetch(wrong.get_absolute_url()).status_code == 410
    assert fetch(right.get_absolute_url()).bytes == pdf_bytes("the right one")
    page = fetch("/fi/tiedotteet/budget/").bytes.decode()
    assert (wrong.get_absolute_url() in page, right.get_absolute_url() in page) == (False, True)


def test_the_wrong_file_of_a_document_is_gone(fetch):
    version = DocumentVersionFactory(published=True)
    part = version.files.get()
    wrong = part.stored_file

    right = files.replace_wrong(part, "stored_file", right_pdf())

    assert [fetch(each.get_absolute_url()).status_code for each in (wrong, right)] == [410, 200]
    assert fetch(f"/fi/asiakirjat/{version.document.slug}/fi.pdf")["Location"] == right.get_absolute_url()


def test_the_wrong_picture_is_gone_in_every_width_and_the_right_one_brings_its_measures(fetch):
    image = ImageFactory()
    ReleaseFactory(published=True, image=image)
    old = [image.get_absolute_url(), image.rendition_url(320)]

    files.replace_wrong(image, "stored_file", ContentFile(picture_bytes(700, 500), name="b.png"))

    image.refresh_from_db()
    new = [image.get_absolute_url(), image.rendition_url(320), image.rendition_url(640)]
    assert [fetch(address).status_code for address in old] == [410, 410]
    assert [fetch(address).status_code for address in new] == [200, 200, 200]
    assert (image.width, image.height) == (700, 500)


def test_the_wrong_logo_is_gone(fetch):
    logo = StoredFile.objects.store(ContentFile(picture_bytes(), name="logo.png"))
    organisation = OrganisationFactory(logo=logo)

    files.replace_wrong(organisation, "logo", ContentFile(picture_bytes(90, 90), name="logo.png"))

    assert fetch(logo.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("headers", [{"range": "bytes=0-9"}, {"if-none-match": "*"}], ids=str)
def test_no_way_of_asking_finds_a_struck_file(fetch, headers):
    stored = PdfFactory()
    ReleaseFactory(published=True, files=[stored])
    stored.strike()

    response = fetch(stored.get_absolute_url(), **headers)

    assert (response.status_code, response["Cache-Control"]) == (410, "no-store")


def test_a_struck_file_is_gone_wherever_else_it_is_used(fetch):
    stored = PdfFactory()
    for state in ("published", "withdrawn"):
        ReleaseFactory(files=[stored], **{state: True})
    DocumentVersionFactory(published=True, stored_file=stored)

    stored.strike()

    assert not StoredFile.objects.public().exists()
    assert fetch(stored.get_absolute_url()).status_code == 410


def test_equal_bytes_in_another_row_are_not_struck(fetch):
    wrong, other = PdfFactory(words="same"), PdfFactory(words="same")
    ReleaseFactory(published=True, files=[wrong])
    ReleaseFactory(published=True, files=[other])

    wrong.strike()

    assert [fetch(each.get_absolute_url()).status_code for each in (wrong, other)] == [410, 200]


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "removed"])
def test_a_struck_file_that_nobody_saw_answers_like_one_that_never_existed(fetch, state):
    stored = PdfFactory()
    ReleaseFactory(files=[stored], **{state: True})
    address = stored.get_absolute_url()

    stored.strike()

    struck, never = fetch(address), fetch(f"/files/00000000-0000-4000-8000-000000000000/{stored.original_name}")
    assert (struck.status_code, struck.bytes, struck.headers) == (404, never.bytes, never.headers)


def test_a_struck_file_stays_hidden_when_the_moment_of_its_text_comes(fetch, clock_at):
    clock_at("2026-03-03 09:00")
    stored = PdfFactory()
    ReleaseFactory(embargoed=True, files=[stored])
    address = stored.get_absolute_url()
    stored.strike()

    clock_at("2026-03-10 09:00")

    assert fetch(address).status_code == 404
    assert not StoredFile.objects.public().exists()


def test_a_file_of_an_earlier_version_was_public_and_is_gone(fetch):
    stored = PdfFactory()
    release = ReleaseFactory(draft=True, files=[stored])
    with history.change():
        type(release).objects.filter(pk=release.pk).update(status="cleared", publish_at=release.changed_at)
        release.refresh_from_db()
        release.save()
    release.attachments.get().delete()
    address = stored.get_absolute_url()
    assert fetch(address).status_code == 200

    stored.strike()

    assert fetch(address).status_code == 410


def test_editors_see_no_struck_file_either(client, editor):
    stored = PdfFactory()
    ReleaseFactory(draft=True, files=[stored])
    stored.strike()

    with publishing.drafts_shown():
        assert not StoredFile.objects.public().exists()
    assert client.get(f"/admin/site{stored.get_absolute_url()}").status_code == 410


def test_striking_twice_changes_nothing(clock_at):
    first = clock_at("2026-03-03 09:00")
    stored = PdfFactory()
    stored.strike()
    address = stored.get_absolute_url()

    clock_at("2026-03-04 09:00")
    stored.strike()

    assert (stored.struck_at, stored.get_absolute_url(), stored.is_ready) == (first, address, False)


def test_the_change_is_one_revision_with_its_author_and_reason():
    user = UserFactory(editor=True)
    release = ReleaseFactory(published=True, files=[PdfFactory()])
    before = Revision.objects.of(release).count()

    right = files.replace_wrong(
        release.attachments.get(), "stored_file", right_pdf(), by=user, note="Somebody's home address was in it."
    )

    revisions = Revision.objects.of(release)
    newest = revisions.first()
    assert revisions.count() == before + 1
    assert (newest.by, newest.note) == (user, "Somebody's home address was in it.")
    assert newest.data["attachments"][0]["stored_file_id"]["sha256"] == right.sha256


def test_a_stored_file_can_take_the_place_too(fetch):
    image = ImageFactory()
    EventFactory(published=True, image=image)
    wrong, right = image.stored_file, ImageFactory().stored_file

    assert files.replace_wrong(image, "stored_file", right) == right
    assert [fetch(each.get_absolute_url()).status_code for each in (wrong, right)] == [410, 200]


def test_the_wrong_file_cannot_take_its_own_place():
    wrong = PdfFactory(words="wrong")
    part = ReleaseFactory(published=True, files=[wrong]).attachments.get()

    with pytest.raises(ValidationError) as refusal:
        files.replace_wrong(part, "stored_file", ContentFile(pdf_bytes("wrong"), name="other.pdf"))

    with override("en"):
        assert refusal.value.messages == ["This is the wrong file itself. Choose the right one."]
    wrong.refresh_from_db()
    assert (wrong.is_struck, StoredFile.objects.count()) == (False, 1)


def test_a_refused_upload_changes_nothing():
    wrong = PdfFactory()
    part = ReleaseFactory(published=True, files=[wrong]).attachments.get()

    with pytest.raises(ValidationError):
        files.replace_wrong(part, "stored_file", ContentFile(b"MZ", name="a.pdf"))

    wrong.refresh_from_db()
    part.refresh_from_db()
    assert (wrong.is_struck, part.stored_file) == (False, wrong)


def test_a_page_that_was_opened_before_a_colleagues_change_strikes_what_stands_there_now(fetch):
    release = ReleaseFactory(published=True, files=[PdfFactory()])
    stale, fresh = release.attachments.get(), release.attachments.get()
    first = files.replace_wrong(fresh, "stored_file", right_pdf())

    second = files.replace_wrong(stale, "stored_file", ContentFile(pdf_bytes("better still"), name="b.pdf"))

    assert [fetch(each.get_absolute_url()).status_code for each in (first, second)] == [410, 200]

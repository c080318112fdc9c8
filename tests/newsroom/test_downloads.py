"""What goes out at the address of a file or a picture, in every state of what refers to it."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as PillowImage

from newsroom import images
from newsroom.models import Image, StoredFile
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    UserFactory,
    picture_bytes,
)

pytestmark = pytest.mark.django_db


def test_a_picture_is_shown_in_the_browser_and_runs_nothing(fetch):
    image = ImageFactory(file_name="silta.png")
    ReleaseFactory(published=True, image=image)

    response = fetch(image.get_absolute_url())

    assert response.bytes == image.stored_file.path.read_bytes()
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'inline; filename="silta.png"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_smaller_width_is_a_webp_picture_of_that_width_with_its_own_etag(fetch):
    image = ImageFactory()
    ReleaseFactory(published=True, image=image)

    smaller, whole = fetch(image.rendition_url(320)), fetch(image.get_absolute_url())

    with PillowImage.open(io.BytesIO(smaller.bytes)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (320, 240))
    assert smaller["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert smaller["Cache-Control"] == "public, max-age=30"
    assert smaller["ETag"] != whole["ETag"]
    assert fetch(image.rendition_url(320), **{"if-none-match": smaller["ETag"]}).status_code == 304


@pytest.mark.parametrize("width", [319, 640, 1280, 0])
def test_other_widths_are_not_there(fetch, width):
    image = ImageFactory()
    ReleaseFactory(published=True, image=image)

    assert fetch(f"/files/{image.stored_file.uuid}/{width}.webp").status_code == 404


@pytest.mark.parametrize("state", ["withdrawn", "gone"])
def test_a_width_of_what_was_public_is_gone_like_its_picture(fetch, state):
    image = ImageFactory()
    ReleaseFactory(image=image, **{state: True})

    answers = [fetch(address) for address in (image.rendition_url(320), image.get_absolute_url())]

    assert [(answer.status_code, answer["Cache-Control"]) for answer in answers] == [(410, "no-store")] * 2


def test_a_width_of_a_hidden_picture_answers_like_one_that_never_existed(fetch):
    image = ImageFactory()
    ReleaseFactory(embargoed=True, image=image)

    hidden = fetch(image.rendition_url(320))
    never = fetch("/files/00000000-0000-4000-8000-000000000000/320.webp")

    assert (hidden.status_code, hidden.bytes, hidden.headers) == (404, never.bytes, never.headers)


def test_a_file_without_its_bytes_is_not_there(fetch):
    stored = PdfFactory(words="lost")
    ReleaseFactory(published=True, files=[stored])
    stored.path.unlink()

    assert fetch(stored.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("state", "status"), [("published", 200), ("embargoed", 404), ("withdrawn", 410), ("gone", 410)]
)
def test_a_file_of_a_document_is_as_public_as_its_version(fetch, state, status):
    version = DocumentVersionFactory(**{state: True})

    assert fetch(version.files.get().stored_file.get_absolute_url()).status_code == status


@pytest.mark.parametrize(
    ("state", "status"), [("published", 200), ("embargoed", 404), ("withdrawn", 410), ("gone", 410)]
)
def test_a_picture_of_an_event_is_as_public_as_the_event(fetch, state, status):
    image = ImageFactory()
    EventFactory(image=image, **{state: True})

    assert fetch(image.get_absolute_url()).status_code == status


def test_a_portrait_is_public_while_its_person_has_a_page(fetch):
    listed, unlisted = ImageFactory(), ImageFactory()
    SpokespersonFactory(photo=listed)
    SpokespersonFactory(photo=unlisted, listed=False)

    assert fetch(listed.get_absolute_url()).status_code == 200
    assert fetch(unlisted.get_absolute_url()).status_code == 404


def test_a_withdrawn_text_does_not_close_a_file_that_another_text_shows(fetch):
    stored, image = PdfFactory(), ImageFactory()
    ReleaseFactory(withdrawn=True, files=[stored], image=image)
    ReleaseFactory(published=True, files=[stored], image=image)

    assert fetch(stored.get_absolute_url()).status_code == 200
    assert fetch(image.get_absolute_url()).status_code == 200


def test_a_file_opens_at_the_moment_of_its_release(fetch, clock_at):
    clock_at("2026-03-03 09:00")
    stored = PdfFactory()
    ReleaseFactory(embargoed=True, files=[stored])

    clock_at("2026-03-05 08:59")
    before = fetch(stored.get_absolute_url()).status_code
    clock_at("2026-03-05 09:00")
    after = fetch(stored.get_absolute_url()).status_code

    assert (before, after) == (404, 200)


def test_what_is_public_can_be_asked_of_another_moment(clock_at):
    moment = clock_at("2026-03-03 09:00")
    stored, image = PdfFactory(), ImageFactory()
    ReleaseFactory(published=True, publish_at=moment, files=[stored], image=image)

    clock_at("2026-03-02 09:00")

    assert list(StoredFile.objects.filter(pk=stored.pk).public()) == []
    assert list(StoredFile.objects.filter(pk=stored.pk).public(moment)) == [stored]
    assert list(Image.objects.public(moment)) == [image]


def test_the_newest_file_of_a_language_follows_the_name_of_its_kind(client):
    DocumentVersionFactory(document=DocumentFactory(slug="paper"), published=True)

    assert client.get("/fi/asiakirjat/paper/fi.pdf").status_code == 302
    assert client.get("/fi/asiakirjat/paper/fi.odt").status_code == 404


# Pictures


def stored_picture(content: bytes, name: str) -> Image:
    return Image.objects.keep(ContentFile(content, name=name))


def test_a_transparent_picture_stays_transparent():
    out = io.BytesIO()
    PillowImage.new("RGBA", (400, 300), (255, 0, 0, 0)).save(out, "PNG")

    image = stored_picture(out.getvalue(), "logo.png")

    with PillowImage.open(image.stored_file.path) as picture:
        assert (picture.mode, picture.getpixel((5, 5))[3]) == ("RGBA", 0)
    with PillowImage.open(images.rendition_path(image.stored_file.sha256, 320)) as smaller:
        assert (smaller.mode, smaller.getpixel((5, 5))[3]) == ("RGBA", 0)


def test_a_picture_offers_each_smaller_width_and_its_own_in_three_formats():
    image = stored_picture(picture_bytes(640, 480), "silta.png")

    address = f"/files/{image.stored_file.uuid}"
    in_formats = [f"{address}/320.{each} 320w, {address}/640.{each} 640w" for each in ("avif", "webp", "jpg")]
    assert [*(source.srcset for source in image.whole.sources), image.whole.srcset] == in_formats
    assert (image.whole.src, image.whole.width, image.whole.height) == (f"{address}/640.jpg", 640, 480)


def test_a_line_of_a_picture_keeps_a_height():
    image = stored_picture(picture_bytes(2000, 1), "line.png")

    with PillowImage.open(images.rendition_path(image.stored_file.sha256, 320)) as smaller:
        assert smaller.size == (320, 1)


def test_a_new_file_in_an_old_picture_brings_its_own_measures(client):
    client.force_login(UserFactory(editor=True, language="en"))
    image = ImageFactory(alt_fi="Silta")
    address = f"/admin/newsroom/image/{image.pk}/change/"
    upload = ContentFile(picture_bytes(200, 100), name="uusi.png")

    rest = {"licence": "press", "focal_x": "50", "focal_y": "50"}
    response = client.post(address, {"alt_fi": "Silta", "main_language": "fi", "stored_file": upload, **rest})

    image.refresh_from_db()
    assert response.status_code == 302
    assert (image.width, image.height, str(image.stored_file)) == (200, 100, "uusi.png")


def test_a_picture_without_words_is_named_by_its_file():
    assert str(ImageFactory(alt_fi="", file_name="silta.png")) == "silta.png"


def test_only_a_pdf_has_pages():
    assert [stored.pages for stored in (PdfFactory(), ImageFactory().stored_file)] == [1, None]

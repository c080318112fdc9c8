"""The smaller sizes of a picture: a closed set, each made once, in formats old and new, cut where the editor says."""

import errno
import io
import os

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageDraw

from newsroom import blobs, pictures, renditions, ticking
from newsroom.models import Image, StoredFile
from newsroom.pictures import Shape
from newsroom.sweeping import sweep
from tests.factories import ImageFactory, PdfFactory, ReleaseFactory, picture_bytes
from tests.newsroom.test_keeping_files import failing
from tests.newsroom.test_sweeping import NOTHING, later
from tests.odd_files import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def kept(content: bytes, name: str, **fields) -> Image:
    return Image.objects.keep(ContentFile(content, name=name), alt_fi="Silta", **fields)


def public(content: bytes = b"", name="silta.png", **fields) -> Image:
    image = kept(content or picture_bytes(1400, 700), name, **({"licence": "press"} | fields))
    ReleaseFactory(published=True, image=image)
    return image


def see_through() -> bytes:
    return drawn(PillowImage.new("RGBA", (400, 300), (255, 0, 0, 0)), "PNG")


def opened(answer):
    return PillowImage.open(io.BytesIO(answer.bytes))


@pytest.mark.parametrize(
    ("picture_format", "pillow_format", "content_type"),
    [("avif", "AVIF", "image/avif"), ("webp", "WEBP", "image/webp"), ("jpg", "JPEG", "image/jpeg")],
)
def test_a_size_goes_out_in_each_format(fetch, picture_format, pillow_format, content_type):
    answer = fetch(public().rendition_url(640, picture_format))

    assert (answer.status_code, answer["Content-Type"]) == (200, content_type)
    assert (opened(answer).format, opened(answer).size) == (pillow_format, (640, 320))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("320.avif", 200),
        ("1400.jpg", 200),
        ("240x240.webp", 200),
        ("1280x720.jpg", 200),
        ("321.avif", 404),
        ("1920.avif", 404),
        ("240x241.webp", 404),
        ("9999x9999.jpg", 404),
        ("320.png", 404),
        ("320.gif", 404),
        ("0320.webp", 404),
        ("x240.webp", 404),
    ],
)
def test_the_set_of_sizes_is_closed(fetch, name, status):
    image = public()
    before = {path.name for path in blobs.renditions_of(image.stored_file.sha256)}

    assert fetch(f"/files/{image.stored_file.uuid}/{name}").status_code == status
    if status == 404:
        assert {path.name for path in blobs.renditions_of(image.stored_file.sha256)} == before


def test_a_size_is_made_once(fetch):
    image = public()
    path = blobs.rendition_path(image.stored_file.sha256, 640, "avif")

    first, written = fetch(image.rendition_url(640, "avif")), path.stat()
    second = fetch(image.rendition_url(640, "avif"))

    assert (first.bytes, first["ETag"]) == (second.bytes, second["ETag"])
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_a_transparent_picture_keeps_what_is_seen_through_it(fetch):
    image = public(see_through())

    modes = {
        each: opened(fetch(image.rendition_url(320, each))).convert("RGBA").getpixel((9, 9))
        for each in ("avif", "webp", "png")
    }

    assert {each: pixel[3] for each, pixel in modes.items()} == {"avif": 0, "webp": 0, "png": 0}
    assert opened(fetch(image.rendition_url(320, "jpg"))).getpixel((9, 9)) == (255, 255, 255)
    assert image.whole.src.endswith(".png")


def halves() -> bytes:
    """Red on the left, blue on the right, and twice as wide as high."""
    picture = PillowImage.new("RGB", (800, 400), "red")
    ImageDraw.Draw(picture).rectangle((400, 0, 800, 400), fill="blue")
    return drawn(picture, "PNG")


@pytest.mark.parametrize(("focal_x", "is_red"), [(0, True), (100, False)])
def test_a_square_is_cut_around_the_focal_point(fetch, focal_x, is_red):
    square = opened(fetch(public(halves(), focal_x=focal_x).rendition_url("240x240", "jpg")))

    red, _green, blue = square.getpixel((120, 120))
    assert (square.size, red > 200 > 60 > blue) == ((240, 240), is_red)


def test_a_moved_focal_point_shows_at_once_and_the_old_cut_is_swept(fetch):
    image = public(halves(), focal_x=0)
    first = fetch(image.rendition_url("240x240", "jpg"))

    Image.objects.update(focal_x=100)
    second = fetch(image.rendition_url("240x240", "jpg"))

    assert first["ETag"] != second["ETag"]
    assert sweep(later(2)) == {**NOTHING, "renditions": 1}
    assert sweep(later(2)) == NOTHING
    assert fetch(image.rendition_url("240x240", "jpg")).bytes == second.bytes


measures = st.tuples(st.integers(1, 6000), st.integers(1, 6000))
per_cent = st.tuples(st.integers(0, 100), st.integers(0, 100))


@given(measures, st.sampled_from([(240, 240), (640, 360), (1280, 720), (400, 630)]), per_cent)
def test_a_window_never_leaves_the_picture(size, wanted, focus):
    left, top, right, bottom = pictures._window(size, wanted, focus)

    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]


def test_an_attached_photo_has_its_widths_and_nothing_that_no_page_shows(fetch):
    stored = StoredFile.objects.store(ContentFile(picture_bytes(1000, 500), name="liite.png"))
    ReleaseFactory(published=True, files=[stored])

    asked = ("320.webp", "1000.webp", "320.avif", "320.jpg", "240x240.webp", "press/fi.jpg")
    found = [fetch(f"/files/{stored.uuid}/{name}").status_code for name in asked]

    assert found == [200, 200, 404, 404, 404, 404]


@pytest.mark.parametrize("name", ["2024.jpg", "320.jpg"])
def test_a_file_that_is_called_like_a_size_is_that_file(fetch, name):
    image = public(picture_bytes(500, 400, "JPEG"), name)

    assert fetch(image.get_absolute_url()).bytes == image.stored_file.path.read_bytes()


def test_a_paper_has_no_sizes(fetch):
    stored = PdfFactory()
    ReleaseFactory(published=True, files=[stored])

    assert fetch(f"/files/{stored.uuid}/320.webp").status_code == 404


def test_a_picture_whose_bytes_are_spoilt_has_no_new_sizes(fetch):
    image = public()
    image.stored_file.path.write_bytes(b"\xff\xd8\xff spoilt")

    assert fetch(image.rendition_url(640, "avif")).status_code == 404
    assert fetch(image.rendition_url(640, "webp")).status_code == 200


def test_while_the_disk_is_full_readers_get_the_picture_itself(fetch, monkeypatch):
    image = public()
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))

    answer = fetch(image.rendition_url(640, "avif"))

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.bytes == image.stored_file.path.read_bytes()
    assert image.one_size.address == image.get_absolute_url()
    assert opened(fetch(image.press_url)).size == (1400, 700)


def test_a_page_offers_modern_formats_first_and_keeps_the_place_of_the_picture(client):
    image = public()
    release = image.families.get().releases.get()

    page = client.get(release.get_absolute_url()).text
    picture = page[page.index("<picture>") : page.index("</picture>")]

    assert picture.index("image/avif") < picture.index("image/webp") < picture.index("<img")
    assert 'width="1400" height="700"' in picture
    assert 'fetchpriority="high"' in picture
    assert "loading" not in picture
    assert picture.count('sizes="(min-width: 60rem) 39rem, 100vw"') == 3


def test_a_picture_that_was_never_measured_is_shown_whole(client):
    image = ImageFactory()
    ReleaseFactory(published=True, slug="silta", image=image)
    Image.objects.update(width=0, height=0)

    page = client.get("/fi/tiedotteet/silta/").text

    assert f'src="{image.stored_file.get_absolute_url()}"' in page


def test_pictures_below_the_first_wait_until_they_are_near(client):
    image = ImageFactory(in_media_bank=True, licence="press")

    page = client.get("/fi/kuvapankki/").text

    assert str(image.stored_file.uuid) in page
    assert (page.count('loading="lazy"'), page.count("fetchpriority")) == (1, 0)


def test_every_offered_address_has_something_to_send(fetch):
    image = public()

    addresses = {
        each.split(" ")[0]
        for offer in (image.whole, image.square, image.wide)
        for srcset in (*(source.srcset for source in offer.sources), offer.srcset, f"{offer.src} 1w")
        for each in srcset.split(", ")
    }

    assert len(addresses) == 3 * (4 + 2 + 2)
    assert {fetch(address).status_code for address in addresses} == {200}


def test_shapes_are_written_as_in_addresses():
    assert [str(shape) for shape in (Shape(320), *renditions.CUTS.values())] == [
        *("320", "120x120", "240x240"),
        *("640x360", "1280x720"),
    ]


class TestMakingAhead:
    def test_the_tick_makes_every_size_that_pages_offer(self, fetch, monkeypatch):
        image = public(picture_bytes(400, 300), "pato.png")
        offered = [image.whole, image.square, image.wide]

        assert "sizes" in str(ticking.tick())

        monkeypatch.setattr(pictures, "rendition", None)
        for offer in offered:
            for address in addresses(offer):
                assert fetch(address).status_code == 200, address

    def test_nothing_is_made_twice_and_a_new_focus_is_followed(self):
        image = public(picture_bytes(400, 300), "pato.png")
        everything = Image.objects.select_related("stored_file")
        assert renditions.make_ahead(everything, 60) > 0
        assert renditions.make_ahead(everything, 60) == 0

        Image.objects.filter(pk=image.pk).update(focal_x=10)

        assert renditions.make_ahead(everything, 60) == 3 * len(renditions.CUTS)

    def test_what_nobody_may_see_any_more_is_not_made_again(self):
        image = public(picture_bytes(400, 300), "pato.png")
        image.withdraw_consent(note="Asked to be forgotten.")

        assert "sizes" not in str(ticking.tick())

    def test_there_is_an_end_to_it(self):
        public(picture_bytes(400, 300), "pato.png")

        assert renditions.make_ahead(Image.objects.all(), -1) == 0


def addresses(offer) -> list[str]:
    sets = [*(source.srcset for source in offer.sources), offer.srcset]
    return [offer.src, *(piece.split()[0] for each in sets for piece in each.split(", "))]


def test_nobody_waits_long_for_what_others_have_asked_for(fetch, monkeypatch):
    """The nearest size comes instead, and no cache keeps it."""
    monkeypatch.setattr(renditions, "PATIENCE", 0)
    image = public()
    address = image.rendition_url(640, "avif")

    with blobs.one_rendition_at_a_time():
        stand_in = fetch(address)
    made = fetch(address)

    assert (stand_in.status_code, stand_in["Content-Type"], stand_in["Cache-Control"]) == (
        200,
        "image/webp",
        "no-store",
    )
    assert opened(stand_in).size == (640, 320)
    assert (made["Content-Type"], "max-age" in made["Cache-Control"]) == ("image/avif", True)

"""Pictures are drawn anew, as attachments too: what comes out holds the picture and nothing else."""

import pytest
from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from PIL import ImageCms, ImageDraw

from newsroom import images
from newsroom.models import StoredFile
from tests.factories import picture_bytes
from tests.odd_files import HTML, cmyk_with_profile, drawn, photo, png_with, zip_of

pytestmark = pytest.mark.django_db


def stored_picture(content: bytes, name: str):
    stored = StoredFile.objects.store(ContentFile(content, name=name))
    with PillowImage.open(stored.path) as picture:
        picture.load()
    return stored.path.read_bytes(), picture


SMUGGLING = {
    "a JPEG with a place, a small picture and a comment": (
        "a.jpg",
        photo(),
        [b"photographer", b"THUMBNAIL", b"script"],
    ),
    "a JPEG with a page behind it": ("a.jpg", picture_bytes(400, 300, "JPEG") + HTML, [b"script"]),
    "a PNG with a page behind it": ("a.png", picture_bytes() + HTML, [b"script"]),
    "a PNG with a page inside": ("a.png", png_with(b"tEXt", b"Comment\0" + HTML), [b"script"]),
    "a PNG with a place": ("a.png", png_with(b"eXIf", b"II*\0" + b"somewhere"), [b"somewhere"]),
    "a PNG with a damaged profile": ("a.png", png_with(b"iCCP", b"x\0\0" + HTML), [b"script"]),
    "a PNG with a zip behind it": ("a.png", picture_bytes() + zip_of({"a": "hidden"}), [b"hidden", b"PK\x05\x06"]),
    "a WebP with a page behind it": ("a.webp", picture_bytes(400, 300, "WEBP") + HTML, [b"script"]),
}


@pytest.mark.parametrize("case", SMUGGLING)
def test_what_a_picture_smuggles_stays_outside(case):
    name, content, smuggled = SMUGGLING[case]
    assert any(each in content for each in smuggled)

    kept, picture = stored_picture(content, name)

    assert [each for each in smuggled if each in kept] == []
    assert (dict(picture.getexif()), len(picture.info.get("comment", b""))) == ({}, 0)


def test_picture_is_turned_upright():
    _kept, picture = stored_picture(photo(orientation=6), "a.jpg")

    assert picture.size == (200, 400)


def test_attached_photo_keeps_its_size_and_one_for_the_pages_does_not():
    content = picture_bytes(7000, 70, "JPEG")

    attached = StoredFile.objects.store(ContentFile(content, name="a.jpg"))
    shown = images.store(ContentFile(content, name="a.jpg"))

    assert [images.dimensions(stored) for stored in (attached, shown)] == [(7000, 70), (6000, 60)]


def test_picture_for_print_becomes_one_for_screens():
    _kept, picture = stored_picture(drawn(PillowImage.new("CMYK", (400, 300), (0, 255, 255, 0)), "JPEG"), "a.jpg")

    assert picture.mode == "RGB"
    assert picture.getpixel((9, 9))[0] > 200 > 60 > picture.getpixel((9, 9))[1]


def test_picture_whose_profile_is_for_other_colours_is_kept_without_it():
    kept, picture = stored_picture(cmyk_with_profile(), "a.jpg")

    assert (picture.mode, b"ICC_PROFILE" in kept) == ("RGB", False)


def test_colours_of_a_profile_are_carried_over():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    kept, picture = stored_picture(picture_bytes(400, 300, "PNG", "red", icc_profile=lab), "a.png")

    assert (picture.getpixel((9, 9)), b"iCCP" in kept) == ((255, 0, 0), False)


def test_grey_picture_of_sixteen_bits_keeps_its_greys():
    grey = PillowImage.new("I;16", (400, 300), 128 * 256)

    _kept, picture = stored_picture(drawn(grey, "PNG"), "a.png")

    assert picture.getpixel((9, 9)) == (128, 128, 128)


def test_palette_keeps_its_transparency():
    palette = PillowImage.new("P", (400, 300), 0)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    ImageDraw.Draw(palette).rectangle((0, 0, 50, 50), fill=1)

    _kept, picture = stored_picture(drawn(palette, "PNG", transparency=0), "a.png")

    assert (picture.getpixel((200, 200))[3], picture.getpixel((9, 9))) == (0, (0, 0, 255, 255))


@pytest.mark.parametrize(("picture_format", "name"), [("PNG", "a.png"), ("WEBP", "a.webp"), ("MPO", "a.jpg")])
def test_of_moving_or_double_pictures_the_first_is_kept(picture_format, name):
    first, second = PillowImage.new("RGB", (400, 300), "red"), PillowImage.new("RGB", (400, 300), "blue")
    content = drawn(first, picture_format, save_all=True, append_images=[second])

    _kept, picture = stored_picture(content, name)

    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((9, 9))[0] > 240


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_pictures_of_every_mode_are_kept(mode):
    _kept, picture = stored_picture(drawn(PillowImage.new(mode, (400, 300)), "PNG"), "a.png")

    assert picture.mode == ("RGBA" if "A" in mode else "RGB")

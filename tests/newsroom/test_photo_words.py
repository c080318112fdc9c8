"""Words inside photographs: read from the honest, harmless from the hostile, and written into what the press gets."""

import io
import struct

import lxml.etree
import pytest
from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from PIL import IptcImagePlugin

from newsroom import photo_words
from newsroom.models import Image, StoredFile
from newsroom.photo_words import PHOTOSHOP, XMP, Words, said_in, written_into
from tests.factories import OrganisationFactory, ReleaseFactory, picture_bytes
from tests.odd_files import HTML, photo

PLAIN = picture_bytes(400, 300, "JPEG")
NOTHING = {"credit_inside": "", "caption_inside": ""}


def upload(content: bytes, name="a.jpg"):
    return ContentFile(content, name=name)


def with_block(name: bytes, content: bytes, marker=0xED) -> bytes:
    body = name + content
    return PLAIN[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + PLAIN[2:]


def dataset(number: int, value: bytes, size: int | None = None, record: int = 2) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value) if size is None else size) + value


def resource(content: bytes, number=0x0404, size: int | None = None) -> bytes:
    length = len(content) if size is None else size
    return b"8BIM" + struct.pack(">HHI", number, 0, length) + content + b"\0" * (len(content) % 2)


def with_iptc(*datasets: bytes) -> bytes:
    return with_block(PHOTOSHOP, resource(b"".join(datasets)))


def with_xmp(packet: str) -> bytes:
    return with_block(XMP, packet.encode(), 0xE1)


def credit_of(content: bytes) -> str:
    return said_in(upload(content))["credit_inside"]


# Reading

HONEST = {
    "a credit line": (with_iptc(dataset(110, b"Lehtikuva")), "Lehtikuva"),
    "a by-line": (with_iptc(dataset(80, "Äijö Öhman".encode())), "Äijö Öhman"),
    "both: who took it and for whom": (with_iptc(dataset(80, b"Aino"), dataset(110, b"Lehtikuva")), "Aino / Lehtikuva"),
    "letters of an older program": (with_iptc(dataset(110, "Öhman".encode("latin-1"))), "Öhman"),
    "words after another resource": (
        with_block(PHOTOSHOP, resource(b"xyz", 0x03ED) + resource(dataset(110, b"Aino"))),
        "Aino",
    ),
    "XMP, as an attribute": (with_xmp('<r photoshop:Credit="Aino &amp; Eino"/>'), "Aino & Eino"),
    "XMP, as an element": (with_xmp("<photoshop:Credit>Aino</photoshop:Credit>"), "Aino"),
    "XMP, in a list": (
        with_xmp("<dc:creator>\n <rdf:Seq><rdf:li>Aino Joki</rdf:li></rdf:Seq>\n</dc:creator>"),
        "Aino Joki",
    ),
    "IPTC before XMP": (
        with_iptc(dataset(110, b"Aino"))[:2]
        + with_xmp('<r photoshop:Credit="Eino"/>')[2 : -len(PLAIN) + 2]
        + with_iptc(dataset(110, b"Aino"))[2:],
        "Aino",
    ),
}


@pytest.mark.parametrize("case", HONEST)
def test_the_credit_of_an_honest_photo_is_read(case):
    content, credit = HONEST[case]

    assert credit_of(content) == credit


def test_the_caption_is_read_too():
    said = said_in(upload(with_iptc(dataset(120, b"The bridge\nat dawn"), dataset(110, b"Aino"))))

    assert said == {"credit_inside": "Aino", "caption_inside": "The bridge at dawn"}


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
    + "]><dc:creator>&a8;</dc:creator>"
)

HOSTILE = {
    "no picture at all": HTML,
    "nothing": b"",
    "a PNG": picture_bytes(),
    "only the beginning": with_iptc(dataset(110, b"Aino"))[:20],
    "a block that claims more than there is": b"\xff\xd8\xff\xed\xff\xff" + PHOTOSHOP + b"8BIM\x04\x04",
    "a block of no length": b"\xff\xd8" + b"\xff\xed\x00\x00" * 1000,
    "a resource that claims more than there is": with_block(PHOTOSHOP, resource(b"", size=0xFFFFFFFF)),
    "a resource whose name runs out of the block": with_block(PHOTOSHOP, b"8BIM\x04\x04\xff\x00\x00\x00\x00\x00"),
    "a resource cut after its mark": with_block(PHOTOSHOP, b"8BIM\x04"),
    "a dataset that claims more than there is": with_iptc(dataset(110, b"Aino", size=900)),
    "a dataset of extended length": with_iptc(dataset(110, b"Aino", size=0x8004)),
    "a dataset of another record": with_iptc(dataset(110, b"Aino", record=7)),
    "an XMP packet without an end": with_xmp("<dc:creator"),
    "an XMP tag without an end": with_xmp("<dc:creator>"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_is_read_from_what_is_broken(case):
    assert said_in(upload(HOSTILE[case])) == NOTHING


def test_entities_are_not_expanded():
    assert credit_of(with_xmp(BOMB)) == "&a8;"


def test_a_huge_packet_is_read_in_no_time_and_cut():
    huge = b"".join(with_block(XMP, b"<dc:creator>" * 5000, 0xE1)[2 : -len(PLAIN) + 2] for _ in range(40))

    assert said_in(upload(PLAIN[:2] + huge + PLAIN[2:])) == NOTHING
    assert len(credit_of(with_iptc(dataset(110, b"A" * 30_000)))) == 160


def test_what_cannot_be_seen_is_left_out():
    assert credit_of(with_iptc(dataset(110, "Aino\0\u202e\u200b\r\nJoki".encode()))) == "Aino Joki"


def test_markup_is_words():
    assert credit_of(with_iptc(dataset(110, b"<script>alert(1)</script>"))) == "<script>alert(1)</script>"


# Writing

WORDS = Words(creator="Äijö Öhman", credit="Äijö / Liitto", rights='© "A" & <B>', caption="Silta ]]> aamulla")


def test_what_is_written_is_read_back_and_the_picture_is_the_same():
    written = written_into(PLAIN, WORDS)

    assert said_in(upload(written)) == {
        "credit_inside": "Äijö Öhman / Äijö / Liitto",
        "caption_inside": "Silta ]]> aamulla",
    }
    with PillowImage.open(io.BytesIO(written)) as picture, PillowImage.open(io.BytesIO(PLAIN)) as before:
        facts = IptcImagePlugin.getiptcinfo(picture)
        assert facts[(2, 80)] == "Äijö Öhman".encode()
        assert facts[(2, 116)] == '© "A" & <B>'.encode()
        assert picture.tobytes() == before.tobytes()


def test_xmp_is_well_formed_whatever_the_words():
    packet = photo_words._xmp(vars(WORDS)).decode()

    tree = lxml.etree.fromstring(packet.partition("?>")[2].rpartition("<?xpacket")[0].strip())
    assert [line.strip() for line in tree.itertext() if line.strip()] == list(vars(WORDS).values())


@pytest.mark.parametrize(
    "words",
    [
        WORDS,
        Words(credit="Jokikuntien liitto", rights="© Jokikuntien liitto."),
        Words(creator="Aino Joki", credit="Aino Joki / Liitto", caption="Silta"),
        Words(creator="ä" * 300, credit="ö" * 300, rights="å" * 500, caption="ä" * 1500),
        Words(),
    ],
)
def test_both_blocks_tell_the_same_and_nothing_of_what_is_empty(words):
    blocks = dict(photo_words._segments(written_into(PLAIN, words)))
    told = list(photo_words._told(words).values())
    tree = lxml.etree.fromstring(blocks[XMP].partition(b"?>")[2].rpartition(b"<?xpacket")[0].strip())
    datasets = photo_words._datasets(photo_words._resource(blocks[PHOTOSHOP]))

    assert [line.strip() for line in tree.itertext() if line.strip()] == told
    assert [value.decode() for number, value in datasets if number] == told


@pytest.mark.parametrize("words", [WORDS, Words(credit="Liitto"), Words(creator="Aino"), Words()])
def test_both_blocks_are_read_alike(words):
    blocks = dict(photo_words._segments(written_into(PLAIN, words)))

    assert photo_words._of_iptc(blocks[PHOTOSHOP]) == photo_words._of_xmp(blocks[XMP])


def test_long_words_are_cut_at_a_whole_letter():
    written = written_into(PLAIN, Words(credit="ä" * 300, caption="ö" * 5000))

    said = said_in(upload(written))
    assert (said["credit_inside"], said["caption_inside"]) == ("ä" * 160, "ö" * 250)


@pytest.mark.parametrize(
    ("creator", "credit", "named"),
    [
        ("Kaisa Kuva", "Lehtikuva", "Kaisa Kuva / Lehtikuva"),
        ("Kaisa Kuva", "Kaisa Kuva / Lehtikuva", "Kaisa Kuva / Lehtikuva"),
        ("Kaisa Kuva / Lehtikuva", "Lehtikuva", "Kaisa Kuva / Lehtikuva"),
        ("Kaisa Kuva", "", "Kaisa Kuva"),
        ("", "Lehtikuva", "Lehtikuva"),
    ],
)
def test_the_photographer_and_the_agency_are_both_named_once(creator, credit, named):
    content = with_iptc(dataset(80, creator.encode()), dataset(110, credit.encode()))
    packet = f'<r photoshop:Credit="{credit}"><dc:creator><rdf:li>{creator}</rdf:li></dc:creator></r>'

    assert (credit_of(content), credit_of(with_xmp(packet))) == (named, named)


# What the editors and the press get


@pytest.mark.django_db
def test_an_upload_remembers_who_took_it_and_its_bytes_do_not():
    stored = StoredFile.objects.store(upload(with_iptc(dataset(110, b"Lehtikuva"), dataset(120, b"Silta"))))

    assert (stored.credit_inside, stored.caption_inside) == ("Lehtikuva", "Silta")
    assert b"Lehtikuva" not in stored.path.read_bytes()


@pytest.mark.django_db
def test_an_empty_credit_is_taken_from_the_file(client, editor):
    def sent(**words):
        file = upload(with_iptc(dataset(110, b"Lehtikuva"), dataset(120, b"Silta aamulla")), "silta.jpg")
        form = {"alt_fi": "Silta", "main_language": "fi", "licence": "press", "stored_file": file}
        assert client.post("/admin/newsroom/image/add/", form | words).status_code == 302
        return Image.objects.latest("pk")

    said, written = sent(), sent(credit="Aino Joki", caption_fi="Oma")

    assert (said.credit, said.caption_fi) == ("Lehtikuva", "Silta aamulla")
    assert (written.credit, written.caption_fi) == ("Aino Joki", "Oma")


@pytest.mark.django_db
def test_the_credit_of_a_file_outlives_an_error_elsewhere_in_the_form(client, editor):
    import lxml.html

    file = upload(with_iptc(dataset(110, b"Lehtikuva")), "silta.jpg")
    form = {"main_language": "fi", "licence": "press", "stored_file": file}
    refused = client.post("/admin/newsroom/image/add/", form)
    kept = lxml.html.fromstring(refused.text).xpath("//input[@name='stored_file_kept']/@value")[0]

    answer = client.post(
        "/admin/newsroom/image/add/",
        {"alt_fi": "Silta", "main_language": "fi", "licence": "press", "stored_file_kept": kept},
    )

    assert (answer.status_code, Image.objects.get().credit) == (302, "Lehtikuva")


def shown_to_the_press(content: bytes, name: str, **fields) -> Image:
    rights = {"licence": "press", "credit": "Piia Kuvaaja", "caption_fi": "Silta", "caption_en": "The bridge"}
    image = Image.objects.keep(upload(content, name), alt_fi="Silta", **(rights | fields))
    ReleaseFactory(published=True, image=image)
    return image


@pytest.mark.django_db
def test_the_press_gets_no_picture_whose_time_is_over_though_its_file_is_attached_elsewhere(fetch):
    image = shown_to_the_press(picture_bytes(2500, 1000, "JPEG"), "silta.jpg")
    ReleaseFactory(published=True).attachments.create(stored_file=image.stored_file, label="Silta")
    address = f"/files/{image.stored_file.uuid}/press/en.jpg"
    assert fetch(address).status_code == 200

    Image.objects.update(show_until="2020-01-01")

    assert fetch(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("picture_format", "name"), [("JPEG", "silta.jpg"), ("PNG", "silta.png"), ("WEBP", "silta.webp")]
)
def test_the_press_gets_the_whole_picture_with_its_credit_inside(fetch, picture_format, name):
    OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto", name_en="River Municipalities")
    image = shown_to_the_press(picture_bytes(2500, 1000, picture_format), name)

    answer = fetch(f"/files/{image.stored_file.uuid}/press/en.jpg")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Disposition"] == 'attachment; filename="silta.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with PillowImage.open(io.BytesIO(answer.bytes)) as picture:
        facts = IptcImagePlugin.getiptcinfo(picture)
        assert (picture.format, picture.size) == ("JPEG", (2500, 1000))
    assert facts[(2, 110)] == b"Piia Kuvaaja / River Municipalities"
    assert facts[(2, 120)] == b"The bridge"


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "language"), [({"licence": "own_pages"}, "fi"), ({}, "de"), ({}, "FI")])
def test_nothing_else_is_downloaded(fetch, fields, language):
    image = shown_to_the_press(PLAIN, "silta.jpg", **fields)

    assert fetch(f"/files/{image.stored_file.uuid}/press/{language}.jpg").status_code == 404


SECRET = "SecretShore"
TELLING = {
    "EXIF with a place, a small picture and a comment": photo(),
    "IPTC with a city and a place": with_iptc(dataset(90, SECRET.encode()), dataset(92, SECRET.encode())),
    "IPTC in a second block": with_block(PHOTOSHOP, resource(dataset(90, SECRET.encode())) * 2),
    "XMP with a place": with_xmp(f'<r exif:GPSLatitude="60,10N" photoshop:City="{SECRET}"/>'),
    "XMP of 60 kilobytes": with_xmp(f"<{SECRET}>" * 5000),
    "a comment": picture_bytes(400, 300, "JPEG", comment=SECRET.encode()),
    "words behind the picture": PLAIN + SECRET.encode(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", TELLING)
def test_where_a_picture_was_taken_stands_in_nothing_that_goes_out(fetch, case):
    content = TELLING[case]
    told = [SECRET.encode(), b"GPS", b"THUMBNAIL", b"photographer", b"alert(", b"Exif"]
    assert any(each in content for each in told)
    image = shown_to_the_press(content, "silta.jpg")

    uuid, formats = image.stored_file.uuid, ("avif", "webp", "jpg")
    names = [f"{shape}.{each}" for shape in (320, 400, "240x240", "640x360") for each in formats]
    answers = [fetch(f"/files/{uuid}/{name}") for name in ["silta.jpg", "press/fi.jpg", *names]]

    assert {answer.status_code for answer in answers} == {200}
    assert [each for each in told for answer in answers if each in answer.bytes] == []
    for answer in answers:
        with PillowImage.open(io.BytesIO(answer.bytes)) as picture:
            assert dict(picture.getexif()) == {}

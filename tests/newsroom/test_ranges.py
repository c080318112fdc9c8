"""Parts of a file, conditions and HEAD: whoever asks in whatever way sees what everybody may see and no more."""

import pytest
from django.http import Http404

from newsroom import downloads, images
from tests.factories import ImageFactory, PdfFactory, ReleaseFactory

pytestmark = pytest.mark.django_db

NEVER = "/files/00000000-0000-4000-8000-000000000000/a.pdf"


@pytest.fixture
def stored():
    stored = PdfFactory(name="a.pdf")
    ReleaseFactory(published=True, files=[stored])
    return stored


@pytest.mark.parametrize(
    ("wish", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-199", 100, 199),
        ("bytes=5-5", 5, 5),
        ("BYTES=5-5", 5, 5),
        ("bytes= 10-20 ", 10, 20),
        ("bytes=100-", 100, None),
        ("bytes=0-", 0, None),
        ("bytes=100-999999999", 100, None),
        ("bytes=-50", -50, None),
        ("bytes=-999999999", 0, None),
    ],
)
def test_a_part_of_a_file_is_sent(fetch, stored, wish, first, last):
    whole = stored.path.read_bytes()
    first = first + len(whole) if first < 0 else first
    last = len(whole) - 1 if last is None else last

    response = fetch(stored.get_absolute_url(), range=wish)

    assert (response.status_code, response.bytes) == (206, whole[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert response["Content-Length"] == str(last + 1 - first)
    assert response["Content-Type"] == "application/pdf"
    assert response["ETag"] == f'"{stored.sha256}"'
    assert response["Cache-Control"] == "public, max-age=30"
    assert response["Content-Disposition"] == 'inline; filename="a.pdf"'


@pytest.mark.parametrize("wish", ["bytes=999999999-", "bytes=999999999-9999999999", "bytes=-0", f"bytes={'9' * 18}-"])
def test_a_part_outside_the_file_is_416_and_says_how_long_it_is(fetch, stored, wish):
    response = fetch(stored.get_absolute_url(), range=wish)

    assert (response.status_code, response.bytes) == (416, b"")
    assert response["Content-Range"] == f"bytes */{stored.size}"


@pytest.mark.parametrize(
    "wish",
    [
        *("", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=1.5-2", "bytes=--5", "bytes=+1-2"),
        *(
            "items=0-5",
            "bytes=0-1,3-4",
            "bytes=0-1,",
            "bytes 0-5",
            f"bytes={'9' * 5000}-",
            "bytes=٣-٥",
            "bytes=1_0-2_0",
        ),
        ",".join(["bytes=0-1"] * 1000),
    ],
)
def test_a_wish_that_makes_no_sense_or_is_for_several_parts_gets_the_whole(fetch, stored, wish):
    response = fetch(stored.get_absolute_url(), range=wish.encode().decode("latin-1"))

    assert (response.status_code, response.bytes) == (200, stored.path.read_bytes())
    assert (response["Accept-Ranges"], response["Content-Length"]) == ("bytes", str(stored.size))
    assert not response.has_header("Content-Range")


def test_a_part_continues_a_file_only_if_it_is_the_same_file(fetch, stored):
    answers = {
        tag: fetch(stored.get_absolute_url(), range="bytes=0-9", **{"if-range": tag})
        for tag in (f'"{stored.sha256}"', f'W/"{stored.sha256}"', '"other"', "Sat, 01 Jan 2000 00:00:00 GMT")
    }

    assert [answer.status_code for answer in answers.values()] == [206, 200, 200, 200]


def test_who_has_the_file_gets_no_part_of_it_again(fetch, stored):
    response = fetch(stored.get_absolute_url(), range="bytes=0-9", **{"if-none-match": f'"{stored.sha256}"'})

    assert (response.status_code, response.bytes) == (304, b"")


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("if-match", '"other"', 412),
        ("if-none-match", '"other"', 200),
        ("if-none-match", 'nonsense,,"', 200),
        ("if-modified-since", "nonsense", 200),
        ("if-unmodified-since", "Sat, 99 Foo 2000", 200),
        ("if-range", "\x7f\t", 200),
    ],
)
def test_conditions_of_all_kinds_are_answered(fetch, stored, name, value, status):
    assert fetch(stored.get_absolute_url(), **{name: value}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 200), ({"range": "bytes=2-5"}, 206), ({"range": "bytes=-0"}, 416)]
)
def test_head_says_what_get_would_send(client, stored, headers, status):
    asked, sent = (ask(stored.get_absolute_url(), headers=headers) for ask in (client.head, client.get))
    sent.close()

    assert (asked.status_code, asked.content, asked.headers) == (status, b"", {**sent.headers})


def test_a_part_of_a_smaller_width_is_sent(fetch):
    image = ImageFactory()
    ReleaseFactory(published=True, image=image)

    response = fetch(image.rendition_url(320), range="bytes=0-3")

    assert (response.status_code, response.bytes, response["Content-Type"]) == (206, b"RIFF", "image/webp")
    assert response["ETag"] == f'"{image.stored_file.sha256}-320.webp"'


@pytest.mark.parametrize("headers", [{"range": "bytes=0-9"}, {"if-none-match": "*"}, {"if-match": '"x"'}], ids=str)
@pytest.mark.parametrize("method", ["get", "head"])
def test_no_way_of_asking_finds_a_hidden_file(client, method, headers):
    stored, image = PdfFactory(name="a.pdf"), ImageFactory()
    ReleaseFactory(embargoed=True, files=[stored], image=image)
    headers = {**headers, "if-range": f'"{stored.sha256}"'}
    ask = getattr(client, method)

    for address, never in (
        (stored.get_absolute_url(), NEVER),
        (image.rendition_url(320), NEVER.replace("a.pdf", "320.webp")),
    ):
        hidden, unknown = ask(address, headers=headers), ask(never, headers=headers)
        assert (hidden.status_code, hidden.content, hidden.headers) == (404, unknown.content, unknown.headers)


def test_hidden_and_unknown_files_cost_the_same_questions(client, django_assert_num_queries):
    stored = PdfFactory()
    ReleaseFactory(embargoed=True, files=[stored])
    client.get(NEVER)

    for address in (stored.get_absolute_url(), NEVER):
        with django_assert_num_queries(3):
            client.get(address)


# For other views


def test_send_keeps_what_is_for_one_reader_out_of_every_cache(rf):
    stored = PdfFactory()

    response = downloads.send(rf.get("/"), stored, is_private=True)
    response.close()

    assert response["Cache-Control"] == "private, no-store"
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, noarchive", "no-referrer")


def test_send_knows_the_widths(rf):
    image = ImageFactory()

    response = downloads.send_rendition(rf.get("/"), image.stored_file, "320", "webp")

    assert response.getvalue() == images.rendition_path(image.stored_file.sha256, 320).read_bytes()
    response.close()
    with pytest.raises(Http404):
        downloads.send_rendition(rf.get("/"), image.stored_file, "319", "webp")


def test_send_gives_a_struck_file_to_nobody(rf):
    stored = PdfFactory()
    stored.strike()

    assert downloads.send(rf.get("/"), stored, is_private=True).status_code == 410

"""The files of a text go with its links, and no others do."""

import re
import uuid

import pytest

from newsroom import clock
from tests.factories import (
    ImageFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
)
from tests.releases.early_readers import HEADERS, a_link, headers_of, opened, words

pytestmark = pytest.mark.django_db


def with_files():
    stored, picture = PdfFactory(name="luvut.pdf", words="figures"), ImageFactory(file_name="silta.png")
    return ReleaseFactory(embargoed=True, files=[stored], image=picture), stored, picture


def test_files_open_after_acceptance_only(fetch, client):
    release, stored, picture = with_files()
    link = a_link(release)
    base = f"{link.get_absolute_url()}files"
    addresses = [
        f"{base}/{stored.uuid}/luvut.pdf",
        f"{base}/{picture.stored_file.uuid}/silta.png",
        f"{base}/{picture.stored_file.uuid}/320.webp",
    ]
    before = [fetch(address).status_code for address in addresses]

    page = opened(client, link)

    answers = [fetch(address) for address in addresses]
    assert before == [404, 404, 404]
    assert [(response.status_code, headers_of(response)) for response in answers] == [(200, HEADERS)] * 3
    assert answers[0].bytes == stored.path.read_bytes()
    assert answers[2].headers["Content-Type"] == "image/webp"
    offered = [
        f"{base}/{picture.stored_file.uuid}/{width}.{each}" for width in (320, 400) for each in ("avif", "webp", "jpg")
    ]
    assert set(re.findall(r"/[^\s\"]*files/[^\s\"]+", words(page))) == {addresses[0], *offered}
    assert [fetch(address).status_code for address in offered] == [200] * len(offered)


def test_a_link_opens_no_other_file_and_no_other_name(fetch, client):
    release, stored, _picture = with_files()
    _other, foreign, foreign_picture = with_files()
    public = ReleaseFactory(published=True, files=[PdfFactory(name="public.pdf")])
    portrait = ImageFactory()
    release.contacts.create(spokesperson=SpokespersonFactory(photo=portrait))
    link = a_link(release)
    opened(client, link)

    names = [
        f"{foreign.uuid}/luvut.pdf",
        f"{foreign_picture.stored_file.uuid}/320.webp",
        f"{portrait.stored_file.uuid}/320.webp",
        f"{public.attachments.get().stored_file.uuid}/public.pdf",
        f"{stored.uuid}/other.pdf",
        f"{stored.uuid}/320.webp",
        f"{stored.uuid}/..%2F..%2Fluvut.pdf",
        f"{stored.uuid}/../luvut.pdf",
        f"{stored.uuid}/luvut.pdf%00",
        f"{uuid.uuid4()}/luvut.pdf",
    ]

    never = fetch("/never-was-here/")
    for name in names:
        response = fetch(f"{link.get_absolute_url()}files/{name}")
        assert (name, response.status_code, response.bytes) == (name, 404, never.bytes)


def test_a_struck_file_is_gone_and_no_longer_named(fetch, client):
    release, stored, _picture = with_files()
    link = a_link(release)
    opened(client, link)
    type(stored).objects.filter(pk=stored.pk).update(struck_at=clock.now())

    response, page = fetch(f"{link.get_absolute_url()}files/{stored.uuid}/luvut.pdf"), opened(client, link)

    assert (response.status_code, headers_of(response)) == (410, HEADERS)
    assert "luvut.pdf" not in words(page)

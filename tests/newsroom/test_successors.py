"""A removed page that leads to what takes its place."""

import pytest

from releases.models import Release
from tests.factories import EventFactory, ReleaseFactory
from tests.newsroom.test_admin_pages import errors_on

pytestmark = pytest.mark.django_db


def removal(release) -> str:
    return f"/admin/releases/release/{release.pk}/remove/"


def test_a_removed_page_leads_to_its_successor_until_it_is_brought_back(client, editor):
    release, other = ReleaseFactory(published=True, slug="vanha"), ReleaseFactory(published=True, slug="uusi")

    client.post(removal(release), {"reason": "Yhdistetty.", "successor": "http://localhost:8000/fi/tiedotteet/uusi/"})
    moved = client.get("/fi/tiedotteet/vanha/")
    Release.objects.get(pk=release.pk).restore(editor)
    back = client.get("/fi/tiedotteet/vanha/")

    assert (moved.status_code, moved["Location"]) == (301, other.get_absolute_url())
    assert back.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/fi/tiedotteet/ei-ole/",
        "/fi/tiedotteet/luonnos/",
        "/fi/tiedotteet/poistettu/",
        "https://muualla.example/fi/",
        "//muualla.example/fi/",
        "javascript:alert(1)",
        "/admin/",
        "/fi/../admin/",
        "/fi/tiedotteet/?q=%00",
        "/fi/tiedotteet/uusi/#\r\nSet-Cookie: a=b",
    ],
)
def test_what_is_no_open_page_of_ours_takes_no_place(client, editor, address):
    release = ReleaseFactory(published=True, slug="vanha")
    ReleaseFactory(draft=True, slug="luonnos")
    ReleaseFactory(gone=True, slug="poistettu")

    response = client.post(removal(release), {"reason": "Yhdistetty.", "successor": address})

    assert errors_on(response) == [
        "Give the address of a page on this site that is public now, such as /fi/tiedotteet/siltojen-kunto/."
    ]
    assert client.get("/fi/tiedotteet/vanha/").status_code == 200


def test_an_event_can_lead_to_another_too(client, editor):
    old, new = EventFactory(published=True, slug="vanha"), EventFactory(published=True, slug="uusi")

    client.post(f"/admin/events/event/{old.pk}/remove/", {"reason": "Yhdistetty.", "successor": "/fi/tapahtumat/uusi/"})

    assert client.get("/fi/tapahtumat/vanha/")["Location"] == new.get_absolute_url()

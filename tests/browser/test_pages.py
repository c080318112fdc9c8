"""Every kind of page with real content: no accessibility faults, and nothing to be scrolled sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from programmes.models import Document
from releases.models import Release
from tests.browser.steps import fits, sign_in
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Django's own select2 names its search field only while it is open.
ALL_BUT_SELECT2 = {"exclude": [[".select2-container"]]}
LOOKS = [(390, "light"), (1280, "light"), (390, "dark"), (1280, "dark")]


def public_pages():
    newest = Release.objects.public().in_language("fi").newest_first().first()
    return [
        *("/fi/", "/sv/", "/en/", "/fi/tiedotteet/", "/fi/tapahtumat/", "/fi/toimintaohjelmat/", "/fi/asiantuntijat/"),
        *(newest.get_absolute_url(), f"/fi/asiakirjat/{Document.objects.public().first().slug}/", "/fi/asiakirjat/"),
        *(
            "/fi/toimintaohjelmat/vesistoohjelma/",
            "/fi/asiantuntijat/aino-rantamaki/",
            "/fi/tapahtumat/siltapaiva-2026/",
        ),
        *("/fi/haku/?q=silta", "/fi/teemat/tulvat/", "/fi/never-was-here/"),
    ]


def editors_pages():
    draft = Release.objects.in_stage("draft").first()
    return [
        "/admin/",
        "/admin/releases/release/",
        f"/admin/releases/release/{draft.pk}/change/",
        "/admin/events/event/",
    ]


def faults(page, home, addresses, looks):
    found = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for address in addresses:
            page.goto(home + address)
            broken = [fault["id"] for fault in Axe().run(page, ALL_BUT_SELECT2).response["violations"]]
            found += [f"{address} at {width}, {scheme}: {fault}" for fault in broken]
    return found


def too_wide(page, home, addresses, width):
    page.set_viewport_size({"width": width, "height": 900})
    wide = []
    for address in addresses:
        page.goto(home + address)
        if not fits(page):
            wide.append(address)
    return wide


def test_pages_are_accessible_and_fit(page, live_server):
    call_command("demo", verbosity=0)

    assert faults(page, live_server.url, public_pages(), LOOKS) == []
    assert too_wide(page, live_server.url, public_pages(), 320) == []

    sign_in(page, live_server.url, UserFactory(editor=True))
    assert faults(page, live_server.url, editors_pages(), LOOKS) == []
    assert too_wide(page, live_server.url, editors_pages(), 390) == []

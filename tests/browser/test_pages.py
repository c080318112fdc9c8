"""Every kind of page with real content: no accessibility faults, and nothing to be scrolled sideways."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from events.models import Event
from newsroom.models import Theme
from people.models import Spokesperson
from programmes.models import Document, Programme
from releases.models import Release
from tests.browser.steps import fits, sign_in
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [390, 1280]
SCHEMES = ["light", "dark"]
# The admin's buttons fade from one scheme's colour to the other's.
# What moves with the scrolling of a row never finishes by itself.
COLOURS_SETTLED = """() => Promise.allSettled(
    document.getAnimations().filter(({ timeline }) => timeline === document.timeline).map(({ finished }) => finished)
).then(() => null)"""
MISSING = "/fi/never-was-here/"


def public_pages():
    newest = Release.objects.public().in_language("fi").newest_first().first()
    shown = [newest, *(rows.public().first() for rows in (Document.objects, Programme.objects, Theme.objects))]
    shown += [Spokesperson.objects.public().first(), *Event.objects.public()]
    return [
        *("/fi/", "/sv/", "/en/", "/fi/tiedotteet/", "/fi/tapahtumat/", "/fi/toimintaohjelmat/", "/fi/asiantuntijat/"),
        *("/fi/asiakirjat/", "/fi/haku/?q=silta", "/fi/haku/?q=olematon", MISSING, "/admin/login/"),
        *(each.get_absolute_url() for each in shown),
    ]


def editors_pages():
    draft, newest = Release.objects.in_stage("draft").first(), Release.objects.public().newest_first().first()
    return [
        *("/admin/", "/admin/releases/release/", "/admin/releases/release/add/", "/admin/events/event/"),
        *(f"/admin/releases/release/{release.pk}/change/" for release in (draft, newest)),
    ]


def visit(page, home, address):
    # Choices are drawn and named by scripts a moment after the page has come.
    response = page.goto(home + address, wait_until="networkidle" if "/admin/" in address else "load")
    assert response.status == (404 if address == MISSING else 200), address


def faults(page, home, addresses):
    found = []
    for width, address in product(WIDTHS, addresses):
        page.set_viewport_size({"width": width, "height": 900})
        visit(page, home, address)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(COLOURS_SETTLED)
            for fault in Axe().run(page).response["violations"]:
                where = [node["target"] for node in fault["nodes"]]
                found.append(f"{address} at {width}, {scheme}: {fault['id']} {where}")
    return found


def too_wide(page, home, addresses, width):
    page.set_viewport_size({"width": width, "height": 900})
    wide = []
    for address in addresses:
        visit(page, home, address)
        if not fits(page):
            wide.append(address)
    return wide


def test_pages_are_accessible_and_fit(page, live_server):
    call_command("demo", verbosity=0)

    public, of_editors = public_pages(), editors_pages()
    assert faults(page, live_server.url, public) == []
    assert too_wide(page, live_server.url, public, 320) == []

    sign_in(page, live_server.url, UserFactory(editor=True))
    assert faults(page, live_server.url, of_editors) == []
    assert too_wide(page, live_server.url, of_editors, 320) == []

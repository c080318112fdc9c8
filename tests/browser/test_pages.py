"""Every kind of page with real content: no accessibility faults, and nothing to be scrolled sideways."""

from itertools import product

import pytest

from newsroom.models import Theme
from releases.models import Release
from tests.browser import public_site
from tests.browser.steps import fits, sign_in, violations, walk_by_keyboard
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [390, 1280]
SCHEMES = ["light", "dark"]
# The admin's buttons fade from one scheme's colour to the other's.
# What moves with the scrolling of a row never finishes by itself.
COLOURS_SETTLED = """() => Promise.allSettled(
    document.getAnimations().filter(({ timeline }) => timeline === document.timeline).map(({ finished }) => finished)
).then(() => null)"""


def editors_pages():
    draft, newest = Release.objects.in_stage("draft").first(), Release.objects.public().newest_first().first()
    first, second = Theme.objects.order_by("pk")[:2]
    return [
        f"/admin/newsroom/theme/{first.pk}/rename/",
        f"/admin/newsroom/theme/{first.pk}/merge/?into={second.pk}",
        *("/admin/", "/admin/releases/release/", "/admin/releases/release/add/", "/admin/events/event/"),
        *(f"/admin/releases/release/{release.pk}/change/" for release in (draft, newest)),
    ]


LOG_IN = "/admin/login/"


def visit(page, home, address, status=200):
    # Choices are drawn and named by scripts a moment after the page has come.
    ready = "networkidle" if "/admin/" in address else "load"
    response = page.goto(home + address, wait_until=ready)
    if address.endswith(public_site.BEHIND_BUTTON):
        with page.expect_navigation() as navigation:
            page.locator(".link-form button").click()
        response = navigation.value
    assert response.status == status, address


def faults(page, home, addresses):
    found = []
    for width, (address, status) in product(WIDTHS, addresses.items()):
        page.set_viewport_size({"width": width, "height": 900})
        visit(page, home, address, status)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(COLOURS_SETTLED)
            found += [f"{address} at {width}, {scheme}: {fault}" for fault in violations(page)]
    return found


def too_wide(page, home, addresses):
    """At 320 pixels (a window of 1280 at 400 %), at 640 (at 200 %), and with letters twice as large."""
    wide = []
    for address, status in addresses.items():
        page.set_viewport_size({"width": 320, "height": 900})
        visit(page, home, address, status)
        for width, letters in ((320, "100%"), (640, "100%"), (1280, "200%")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
            if not fits(page):
                wide.append(f"{address} at {width}, letters at {letters}")
    return wide


def test_public_pages_are_accessible(page, live_server):
    public_site.fill()

    found = [fault for pages in public_site.rounds() for fault in faults(page, live_server.url, pages)]
    assert found + faults(page, live_server.url, {LOG_IN: 200}) == []


def test_public_pages_fit_and_are_used_by_keyboard(page, live_server):
    public_site.fill()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None)

    page.emulate_media(reduced_motion="reduce")
    troubles = []
    for pages in public_site.rounds():
        troubles += too_wide(page, live_server.url, pages)
        page.set_viewport_size({"width": 1280, "height": 900})
        for address, status in pages.items():
            visit(page, live_server.url, address, status)
            troubles += [f"{address}: {trouble}" for trouble in walk_by_keyboard(page)]
    assert troubles == []
    assert refused == []


def test_the_walk_by_keyboard_finds_what_is_wrong(page):
    page.set_content(
        "<style>*:focus { outline: 0 } a { outline: 0; transition: color 1s }</style>"
        "<button tabindex=2>second</button><a href='#a'>bare</a><button tabindex=1>first</button>"
    )

    found = walk_by_keyboard(page)

    assert [trouble for trouble in found if trouble.startswith("no focus is seen")] != []
    assert "a moves" in found
    assert [trouble for trouble in found if trouble.startswith("stops out of their order")] != []


def test_pages_of_editors_are_accessible_and_fit(page, live_server):
    public_site.fill()
    pages = dict.fromkeys(editors_pages(), 200)

    sign_in(page, live_server.url, UserFactory(editor=True))
    assert faults(page, live_server.url, pages) == []
    page.set_viewport_size({"width": 320, "height": 900})
    wide = []
    for address in pages:
        visit(page, live_server.url, address)
        wide += [] if fits(page) else [address]
    assert wide == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_side_heading_stands_on_one_line(page, live_server, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/sv/for-medier/")
    heading = page.get_by_role("heading", name="Pressmeddelanden")

    lines = heading.evaluate("h => h.getBoundingClientRect().height / parseFloat(getComputedStyle(h).lineHeight)")

    assert lines < 1.5

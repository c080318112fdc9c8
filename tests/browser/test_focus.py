"""The focal point is set by a click on the picture or with the arrow keys, and the cuts show what they keep."""

import pytest
from playwright.sync_api import expect

from newsroom.models import Image
from tests.browser.steps import sign_in
from tests.factories import ImageFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_click_and_the_arrow_keys_move_the_focal_point(page, live_server):
    image = ImageFactory(alt_fi="Silta")
    sign_in(page, live_server.url, UserFactory(editor=True))
    page.goto(f"{live_server.url}/admin/newsroom/image/{image.pk}/change/")
    whole = page.locator(".focus-whole button")
    box = whole.locator("img").bounding_box()

    whole.locator("img").click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    expect(page.locator("#id_focal_x")).to_have_value("25")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")

    expect(page.locator("#id_focal_x")).to_have_value("26")
    expect(page.locator("#id_focal_y")).to_have_value("65")
    cut = page.locator(".focus-square img")
    assert cut.evaluate("picture => getComputedStyle(picture).objectPosition") == "26% 65%"
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Image.objects.get().focus == (26, 65)


def test_the_arrow_keys_stop_at_the_edge(page, live_server):
    image = ImageFactory(focal_x=99, focal_y=1)
    sign_in(page, live_server.url, UserFactory(editor=True))
    page.goto(f"{live_server.url}/admin/newsroom/image/{image.pk}/change/")

    page.locator(".focus-whole button").focus()
    for key in ("Shift+ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)

    expect(page.locator("#id_focal_x")).to_have_value("100")
    expect(page.locator("#id_focal_y")).to_have_value("0")

"""Search with a keyboard: titles come while a reader types, and a quote is copied with its source."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import violations
from tests.factories import ReleaseFactory, quote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def releases():
    said = quote("Eva Lohi", "Joki nousee.", title="johtaja")
    ReleaseFactory(published=True, slug="vahti", headline="Jokivahti aloittaa", body=said)
    ReleaseFactory(published=True, slug="talo", headline="Jokitalo avataan")


def test_a_title_is_chosen_by_keys_and_led_to(page, live_server, releases):
    page.goto(f"{live_server.url}/fi/")
    field = page.locator("#masthead-q")
    field.press_sequentially("joki")
    expect(page.get_by_role("option")).to_have_count(2)

    assert violations(page) == []
    field.press("ArrowDown")
    expect(field).to_have_value("Jokitalo avataan")
    expect(page.locator("[aria-selected=true]")).to_have_id(field.get_attribute("aria-activedescendant"))
    field.press("Escape")
    expect(field).to_have_value("joki")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(2)
    field.press("ArrowUp")
    field.press("Enter")

    expect(page).to_have_url(f"{live_server.url}/fi/tiedotteet/vahti/")


def test_a_title_that_many_have_is_asked_for(page, live_server, releases):
    ReleaseFactory(published=True, slug="toinen", headline="Jokitalo avataan")
    page.goto(f"{live_server.url}/fi/")
    page.locator("#masthead-q").press_sequentially("jokita")

    page.get_by_role("option").click()

    expect(page.locator("#q")).to_have_value("Jokitalo avataan")
    expect(page.locator("main h3 a")).to_have_count(2)


def test_words_that_are_typed_on_after_a_choice_are_asked_for(page, live_server, releases):
    page.goto(f"{live_server.url}/fi/")
    field = page.locator("#masthead-q")
    field.press_sequentially("jokiv")
    expect(page.get_by_role("option")).to_have_count(1)

    field.press("ArrowDown")
    field.press_sequentially(" nyt")
    field.press("Enter")

    expect(page.locator("#q")).to_have_value("Jokivahti aloittaa nyt")


def test_a_quote_is_copied_with_its_source(page, live_server, context, releases):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/fi/haku/?q=joki")

    page.locator("figure button").click()

    expect(page.locator("figure button")).to_have_text("Kopioitu")
    copied = page.evaluate("navigator.clipboard.readText()")
    said, speaker, source, address = copied.split("\n")
    assert (said, speaker) == ("”Joki nousee.”", "– Eva Lohi, johtaja")
    assert source.startswith("Jokivahti aloittaa, ")
    assert "/fi/tiedotteet/vahti/#quote-" in address

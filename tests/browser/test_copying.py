"""Copying a quote and an address: a button where a browser can copy, a plain link where it can't."""

import pytest

from tests.factories import OrganisationFactory, ReleaseFactory, quote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server):
    OrganisationFactory(is_house=True)
    ReleaseFactory(
        published=True, language="en", slug="bridge", headline="A bridge", body=quote("Aino Joki", "It holds.")
    )
    return f"{live_server.url}/en/releases/bridge/"


def test_a_quote_is_copied_with_its_source_and_the_reader_is_told(page, context, live_server, address):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(address)

    page.locator(".quote button").click()

    page.locator("[role=status]", has_text="Copied").wait_for(state="attached")
    words = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert words[:2] == ["“It holds.”", "– Aino Joki"]
    assert words[2].startswith("A bridge, ")
    assert words[3].partition("#")[0] == "http://localhost:8000/en/releases/bridge/"


def test_a_browser_that_refuses_says_so(page, address):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(address)

    page.locator(".ways-to-share button").last.click()

    page.locator("[role=status]", has_text="Your browser did not allow copying").wait_for(state="attached")


def test_without_javascript_there_is_a_link_and_no_button(browser, browser_context_args, address):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    assert page.locator("main button").count() == 0
    page.locator(".quote a", has_text="Link to this quote").click()
    assert "#quote-" in page.url
    context.close()

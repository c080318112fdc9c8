"""What people do in the browser, in their own words."""

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD


def sign_in(page: Page, home: str, user):
    page.goto(f"{home}/admin/")
    page.locator("#id_username").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()
    expect(page.locator("#user-tools")).to_be_visible()


def write_paragraph(page: Page, words: str):
    """At the end of CKEditor's text."""
    text = page.locator(".cke_editable")
    text.click()
    page.keyboard.press("Control+End")
    if text.inner_text().strip():
        page.keyboard.press("Enter")
    page.keyboard.type(words)


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways to be read."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")

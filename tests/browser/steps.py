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


WHERE_WORDS_STAND = """(editable, [first, last]) => {
    const words = editable.textContent;
    const start = words.indexOf(first);
    const end = last ? words.indexOf(last, start) + last.length : start + first.length;
    const edge = (from) => {
        const texts = document.createTreeWalker(editable, NodeFilter.SHOW_TEXT);
        let text = texts.nextNode();
        for (; from >= text.length; text = texts.nextNode()) from -= text.length;
        const letter = document.createRange();
        letter.setStart(text, from);
        letter.setEnd(text, from + 1);
        return letter.getBoundingClientRect();
    };
    const [left, right] = [edge(start), edge(end - 1)];
    return [left.left, left.top + left.height / 2, right.right, right.top + right.height / 2];
}"""


def paint(page: Page, first: str, last: str = ""):
    """Select CKEditor's text with the mouse from the first words to the end of the last ones."""
    text = page.locator(".cke_editable")
    text.scroll_into_view_if_needed()
    left, top, right, bottom = text.evaluate(WHERE_WORDS_STAND, [first, last])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways to be read."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""What people do in the browser, in their own words."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

# The one rule of WCAG 2.2 AA that axe leaves out until it is asked.
WITH_ROOM_FOR_FINGERS = {"rules": {"target-size": {"enabled": True}}}


def violations(page) -> list[str]:
    """What axe finds, and where."""
    found = Axe().run(page, options=WITH_ROOM_FOR_FINGERS).response["violations"]
    return [f"{fault['id']} {[node['target'] for node in fault['nodes']]}" for fault in found]


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


# The stops that a keyboard must make, in their order, each noting how it looked when it was reached.
LAY_OUT_STOPS = """() => {
    const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const stops = [...document.querySelectorAll(can)].filter((each) => !each.disabled && each.checkVisibility());
    const seen = (stop) => {
        const look = getComputedStyle(stop);
        return (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2) || look.boxShadow !== 'none';
    };
    window.reached = [];
    stops.forEach((stop, number) => stop.addEventListener('focus', () => window.reached.push([number, seen(stop)])));
    return stops.map((stop) => `${stop.localName} ${(stop.textContent || stop.name || '').trim().slice(0, 40)}`);
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter((each) => {
    const look = getComputedStyle(each);
    return look.animationName !== 'none' || look.transitionDuration.split(', ').some((time) => parseFloat(time) > 0.001);
}).map((each) => each.localName)"""


def walk_by_keyboard(page: Page) -> list[str]:
    """What is wrong for somebody who only has the Tab key, and for whom nothing may move."""
    stops = page.evaluate(LAY_OUT_STOPS)
    for _ in range(len(stops) + 1):
        page.keyboard.press("Tab")
    reached = page.evaluate("window.reached")
    troubles = [f"no focus is seen on {stops[number]}" for number, is_seen in reached if not is_seen]
    in_turn = list(dict.fromkeys(number for number, _is_seen in reached))
    if in_turn != list(range(len(stops))):
        missed = [stops[number] for number in range(len(stops)) if number not in in_turn]
        troubles.append(f"stops out of their order or never reached: {missed or in_turn}")
    return troubles + _skipping(page, stops) + [f"{name} moves" for name in page.evaluate(MOVING)]


def _skipping(page: Page, stops: list[str]) -> list[str]:
    """Pages with much before the text let one skip to it first."""
    if not page.locator(".masthead").count():
        return []
    skip = page.locator(".skip-link")
    if not stops[0].startswith("a ") or not skip.evaluate("link => link === document.querySelector('a[href]')"):
        return ["the first stop does not skip to the text"]
    skip.focus()
    page.keyboard.press("Enter")
    at_text = page.evaluate("document.activeElement === document.querySelector('main')")
    return [] if at_text else ["the skip link does not lead to the text"]

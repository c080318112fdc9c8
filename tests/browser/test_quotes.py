"""What a writer paints becomes the quote, and who said it is the person whose name was typed."""

from contextlib import nullcontext

import pytest
from playwright.sync_api import expect

from newsroom.publishing import Stage
from releases.models import Quote, Release
from tests.browser.steps import paint, sign_in
from tests.factories import ReleaseFactory, SpokespersonFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "<p>”Pumppuja on kuusi”, sanoo Tuomas Kivikangas.</p>"
SPOKEN = '<blockquote data-speaker="T"><p>{}</p></blockquote>'
CARDS = "**/admin/people/spokesperson/cards/**"


@pytest.fixture
def tuomas():
    return SpokespersonFactory(given_name="Tuomas", family_name="Kivikangas", title="pumppumestari")


@pytest.fixture
def ulrika():
    return SpokespersonFactory(given_name="Ulrika", family_name="Forsnäs", title="liikennepäällikkö")


@pytest.fixture
def write(page, live_server):
    """The form of a release with this body, as a writer opens it."""

    def opened(body, **fields):
        release = ReleaseFactory(body=body, **fields)
        sign_in(page, live_server.url, UserFactory(writer=True))
        page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
        expect(page.locator(".cke_editable")).to_be_visible()

    return opened


def open_dialog(page):
    page.get_by_role("button", name="Sitaatti").click()
    dialog = page.locator(".cke_dialog")
    expect(dialog.get_by_label("Puhuja")).to_be_focused()
    return dialog


def confirm(dialog):
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_be_hidden()


def attribute_to(page, name):
    dialog = open_dialog(page)
    dialog.get_by_label("Puhuja").press_sequentially(name)
    confirm(dialog)


def save(page) -> str:
    page.get_by_role("button", name="Tallenna ja jatka").click()
    expect(page.locator(".messagelist")).to_be_visible()
    release = Release.objects.get()
    assert release.stage == Stage.DRAFT
    return release.body


def quotes() -> list[tuple]:
    return list(Quote.objects.values_list("text", "name", "title", "spokesperson"))


def quote_of(person, words="Vesi nousee.") -> str:
    title = person.titles.get().text_fi
    return (
        f'<blockquote data-person="{person.uuid}" data-speaker="{person.name}" data-title="{title}">'
        f"<p>{words}</p></blockquote>"
    )


CUTS = {
    "the start of a sentence": (
        SENTENCE,
        ["”Pumppuja on kuusi”"],
        SPOKEN.format("Pumppuja on kuusi") + "<p>sanoo Tuomas Kivikangas.</p>",
    ),
    "between the marks": (
        SENTENCE,
        ["Pumppuja on kuusi"],
        SPOKEN.format("Pumppuja on kuusi") + "<p>sanoo Tuomas Kivikangas.</p>",
    ),
    "the end of a sentence": (
        "<p>Tuomas sanoo: ”Pumppuja on kuusi.”</p>",
        ["”Pumppuja on kuusi.”"],
        "<p>Tuomas sanoo:</p>" + SPOKEN.format("Pumppuja on kuusi."),
    ),
    "the middle, with bold and a link on both sides": (
        '<p>Hän <strong>sanoi, vesi</strong> nousee <a href="https://a.example/">nyt, eilen</a> oli kuivaa.</p>',
        ["vesi", "nyt"],
        "<p>Hän <strong>sanoi</strong></p>"
        + SPOKEN.format('<strong>vesi</strong> nousee <a href="https://a.example/">nyt</a>')
        + '<p><a href="https://a.example/">eilen</a> oli kuivaa.</p>',
    ),
    "a dialogue dash": (
        "<p>– Pumppuja on kuusi, sanoo Tuomas. – Ne riittävät.</p>",
        ["– Pumppuja on kuusi"],
        SPOKEN.format("Pumppuja on kuusi") + "<p>sanoo Tuomas. – Ne riittävät.</p>",
    ),
    "all but the full stop": ("<p>Vesi nousee.</p>", ["Vesi nousee"], SPOKEN.format("Vesi nousee.")),
    "marks within, which stay": (
        "<p>”Nyt” on ”heti”, sanoo Tuomas.</p>",
        ["”Nyt” on ”heti”"],
        SPOKEN.format("”Nyt” on ”heti”") + "<p>sanoo Tuomas.</p>",
    ),
    "over three paragraphs": (
        "<p>Tuomas sanoo: ”Vesi nousee.</p><p>Se on <em>kylmää</em>.</p><p>Se riittää”, hän sanoo.</p>",
        ["”Vesi", "riittää”"],
        "<p>Tuomas sanoo:</p>"
        + SPOKEN.format("Vesi nousee.</p><p>Se on <em>kylmää</em>.</p><p>Se riittää")
        + "<p>hän sanoo.</p>",
    ),
    "over an older quote, which is no quote within the quote": (
        "<p>Vesi nousee.</p><blockquote><p>Se riittää.</p></blockquote><p>Ne jatkuvat, hän sanoo.</p>",
        ["Vesi", "jatkuvat"],
        SPOKEN.format("Vesi nousee.</p><p>Se riittää.</p><p>Ne jatkuvat") + "<p>hän sanoo.</p>",
    ),
    "a part of a list, which is quoted whole": (
        "<p>Ennen.</p><ul><li>Yksi asia</li><li>Toinen</li></ul>",
        ["asia"],
        '<p>Ennen.</p><blockquote data-speaker="T"><ul><li>Yksi asia</li><li>Toinen</li></ul></blockquote>',
    ),
}


def without_line_breaks(html) -> str:
    return "".join(line.strip() for line in html.splitlines())


@pytest.mark.parametrize(("body", "painted", "expected"), CUTS.values(), ids=CUTS)
def test_only_what_is_painted_becomes_the_quote(page, write, body, painted, expected):
    write(body)
    paint(page, *painted)

    attribute_to(page, "T")
    seen = page.locator(".cke_editable blockquote").inner_text()

    assert without_line_breaks(save(page)) == expected
    assert page.locator(".cke_editable blockquote").inner_text() == seen
    assert quotes() == [(seen.replace("\n\n", "\n"), "T", "", None)]


def test_a_caret_makes_the_whole_paragraph_the_quote(page, write):
    write("<p>Ennen.</p><p>– ”Vesi nousee.”</p>")
    page.locator(".cke_editable p").last.click()

    attribute_to(page, "Tuomas")
    assert page.locator(".cke_editable blockquote").inner_text() == "Vesi nousee."

    expected = '<p>Ennen.</p><blockquote data-speaker="Tuomas"><p>Vesi nousee.</p></blockquote>'
    assert without_line_breaks(save(page)) == expected
    assert quotes() == [("Vesi nousee.", "Tuomas", "", None)]


def drag(page, start, end):
    """With the mouse from the first letter of one paragraph to before that of another."""
    for paragraph, press in ((start, page.mouse.down), (end, page.mouse.up)):
        box = paragraph.bounding_box()
        page.mouse.move(box["x"], box["y"] + box["height"] / 2, steps=4)
        press()


@pytest.mark.parametrize("gesture", ["triple click", "drag to the next line"])
def test_a_whole_paragraph_takes_nothing_of_its_neighbours(page, write, gesture):
    write("<p>– Ennen,</p><p>Vesi nousee.</p><p>– Jälkeen.</p>")
    paragraphs = page.locator(".cke_editable p")
    page.locator(".cke_editable").scroll_into_view_if_needed()
    if gesture == "triple click":
        paragraphs.nth(1).click(click_count=3)
    else:
        drag(page, paragraphs.nth(1), paragraphs.nth(2))

    attribute_to(page, "T")

    assert without_line_breaks(save(page)) == "<p>– Ennen,</p>" + SPOKEN.format("Vesi nousee.") + "<p>– Jälkeen.</p>"


def test_one_undo_brings_the_sentence_back(page, write):
    write(SENTENCE)
    paint(page, "”Pumppuja on kuusi”")
    attribute_to(page, "T")
    expect(page.locator(".cke_editable blockquote")).to_have_count(1)

    page.get_by_role("button", name="Kumoa").click()

    expect(page.locator(".cke_editable blockquote")).to_have_count(0)
    assert without_line_breaks(save(page)) == SENTENCE
    assert quotes() == []


@pytest.mark.parametrize(
    ("language", "opening", "closing"),
    [("fi", "\u201d", "\u201d"), ("sv", "\u201d", "\u201d"), ("en", "\u201c", "\u201d")],
)
def test_the_editor_shows_the_marks_that_the_page_sets(page, write, language, opening, closing):
    write('<blockquote data-speaker="T"><p>A.</p><p>B.</p></blockquote>', language=language)
    mark = "(p, part) => [getComputedStyle(p, part).content, getComputedStyle(p).quotes]"
    first, last = (page.locator(".cke_editable blockquote p").nth(at) for at in (0, 1))

    assert first.evaluate(mark, "::before") == ["open-quote", f'"{opening}" "{closing}"']
    assert last.evaluate(mark, "::after") == ["close-quote", f'"{opening}" "{closing}"']
    assert first.evaluate(mark, "::after")[0] == last.evaluate(mark, "::before")[0] == "none"


def test_a_name_typed_in_full_is_that_person(page, write, tuomas):
    write("<p>Vesi nousee.</p>")
    page.locator(".cke_editable p").click()
    dialog = open_dialog(page)

    dialog.get_by_label("Puhuja").press_sequentially("tuomas  KIVIKANGAS")
    expect(dialog.get_by_label("Titteli")).to_have_value("pumppumestari")
    confirm(dialog)

    assert without_line_breaks(save(page)) == quote_of(tuomas)
    assert quotes() == [("Vesi nousee.", "Tuomas Kivikangas", "pumppumestari", tuomas.pk)]


def test_ok_waits_for_the_list(page, write, tuomas):
    held = []
    write("<p>Vesi nousee.</p>")
    page.route(CARDS, lambda route: held.append(route))
    page.locator(".cke_editable p").click()
    dialog = open_dialog(page)

    dialog.get_by_label("Puhuja").fill("Tuomas Kivikangas")
    page.keyboard.press("Enter")
    expect(dialog.locator(".cke_dialog_ui_button_ok.cke_disabled")).to_be_visible()
    for route in held:
        route.continue_()
    expect(dialog).to_be_hidden()

    assert without_line_breaks(save(page)) == quote_of(tuomas)


def test_a_list_that_fails_stops_nobody(page, write, tuomas):
    write("<p>Vesi nousee.</p>")
    page.route(CARDS, lambda route: route.abort())
    page.locator(".cke_editable p").click()

    attribute_to(page, "Joku Muu")

    assert without_line_breaks(save(page)) == '<blockquote data-speaker="Joku Muu"><p>Vesi nousee.</p></blockquote>'
    assert quotes() == [("Vesi nousee.", "Joku Muu", "", None)]


@pytest.mark.parametrize("is_linked", [True, False])
def test_another_persons_name_brings_the_title_along(page, write, tuomas, ulrika, is_linked):
    uuid = f' data-person="{ulrika.uuid}"'
    write(quote_of(ulrika) if is_linked else quote_of(ulrika).replace(uuid, ""))
    page.locator(".cke_editable blockquote p").click()
    with page.expect_response(CARDS) if not is_linked else nullcontext():
        dialog = open_dialog(page)
    expect(dialog.get_by_label("Titteli")).to_have_value("liikennepäällikkö")

    dialog.get_by_label("Puhuja").press_sequentially("Tuomas")
    expect(dialog.get_by_label("Titteli")).to_have_value("")
    dialog.get_by_label("Puhuja").press_sequentially(" Kivikangas")
    expect(dialog.get_by_label("Titteli")).to_have_value("pumppumestari")
    confirm(dialog)

    assert without_line_breaks(save(page)) == quote_of(tuomas)
    assert quotes() == [("Vesi nousee.", "Tuomas Kivikangas", "pumppumestari", tuomas.pk)]


def test_the_same_name_again_brings_the_saved_title_back(page, write, ulrika):
    body = quote_of(ulrika).replace("liikennepäällikkö", "vs. johtaja")
    write(body)
    page.locator(".cke_editable blockquote p").click()
    dialog = open_dialog(page)

    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    expect(dialog.get_by_label("Titteli")).to_have_value("")
    page.keyboard.type("s")
    confirm(dialog)

    assert without_line_breaks(save(page)) == body


def test_a_title_typed_by_hand_stays(page, write, tuomas, ulrika):
    write("<p>Vesi nousee.</p>")
    page.locator(".cke_editable p").click()
    dialog = open_dialog(page)

    dialog.get_by_label("Titteli").fill("puheenjohtaja")
    dialog.get_by_label("Puhuja").fill("Ulrika Forsnäs")
    dialog.get_by_label("Puhuja").fill("tuomas")
    dialog.get_by_role("option", name="Tuomas Kivikangas").click()
    confirm(dialog)

    assert without_line_breaks(save(page)) == quote_of(tuomas).replace("pumppumestari", "puheenjohtaja")
    assert quotes() == [("Vesi nousee.", "Tuomas Kivikangas", "puheenjohtaja", tuomas.pk)]


def test_of_two_people_with_one_name_none_is_chosen_by_itself(page, write, tuomas):
    other = SpokespersonFactory(given_name="Tuomas", family_name="Kivikangas", title="tutkija")
    write("<p>Vesi nousee.</p>")
    page.locator(".cke_editable p").click()
    dialog = open_dialog(page)

    dialog.get_by_label("Puhuja").fill("Tuomas Kivikangas")
    expect(dialog.get_by_role("option")).to_have_count(2)
    expect(dialog.get_by_label("Titteli")).to_have_value("")
    dialog.get_by_role("option", name="tutkija").click()
    confirm(dialog)

    assert without_line_breaks(save(page)) == quote_of(other)


def test_a_missing_speaker_is_asked_for_beside_the_field(page, write, tuomas):
    alerts = []
    page.on("dialog", lambda alert: (alerts.append(alert.message), alert.dismiss()))
    write("<p>Vesi nousee.</p>")
    page.locator(".cke_editable p").click()
    dialog = open_dialog(page)
    speaker = dialog.get_by_label("Puhuja")

    dialog.get_by_role("button", name="OK").click()

    expect(dialog.get_by_role("alert")).to_have_text("Kirjoita, kuka puhuu.")
    expect(speaker).to_have_attribute("aria-invalid", "true")
    expect(speaker).to_have_accessible_description("Kirjoita, kuka puhuu.")
    expect(speaker).to_be_focused()
    assert alerts == []

    page.keyboard.type("Tuomas Kivikangas")
    expect(dialog.get_by_role("alert")).to_be_hidden()
    expect(speaker).not_to_have_attribute("aria-invalid", "true")
    confirm(dialog)

    assert without_line_breaks(save(page)) == quote_of(tuomas)
    assert quotes() == [("Vesi nousee.", "Tuomas Kivikangas", "pumppumestari", tuomas.pk)]

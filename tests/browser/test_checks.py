"""What the checks find follows the writing, and each sentence leads to the field that it is about."""

import pytest
from playwright.sync_api import expect

from releases.models import Release
from tests.browser.steps import fits, sign_in, violations, write_paragraph
from tests.browser.test_pages import COLOURS_SETTLED, SCHEMES
from tests.factories import ReleaseFactory, ThemeFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]


@pytest.fixture
def release(press_desk):
    return ReleaseFactory(language="sv", themes=[ThemeFactory()])


def open_form(page, live_server, release):
    sign_in(page, live_server.url, UserFactory(writer=True, language="en"))
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    expect(page.locator(".cke_editable")).to_be_visible()


def sentences(page, kind):
    return page.locator(f".checks-panel li.{kind}")


def test_the_findings_follow_what_is_typed_and_nothing_is_saved(page, live_server, release):
    open_form(page, live_server, release)
    expect(sentences(page, "passed")).to_have_text(["Nothing stands in the way."])

    page.locator("#id_headline").fill("s" * 91)
    expect(page.locator(".character-count")).to_have_text("91 / 90")
    expect(sentences(page, "advisory")).to_have_text(["The headline has 91 characters; at best it has 90 or fewer."])
    page.locator("#id_lead").fill("")
    expect(sentences(page, "blocking")).to_have_text(["Write the lead."])
    expect(page.locator(".checks-side [role=status]")).to_have_text("1 thing stands in the way")
    write_paragraph(page, "Bron kostar XXX euro.")
    expect(sentences(page, "blocking")).to_have_count(2)

    kept = Release.objects.get()
    assert (kept.headline, kept.lead, kept.body) == (release.headline, "Ingressi.", "<p>Teksti.</p>")


@pytest.mark.parametrize(
    ("field", "words", "focus"),
    [("#id_lead", "", "#id_lead"), ("#id_headline", "–", "#id_headline"), ("#id_body", "", ".cke_editable")],
)
def test_a_sentence_leads_to_its_field(page, live_server, release, field, words, focus):
    open_form(page, live_server, release)
    if field == "#id_body":
        page.locator(".cke_editable").click()
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
    else:
        page.locator(field).fill(words)

    sentences(page, "blocking").get_by_role("link").click()

    expect(page.locator(focus)).to_be_focused()


def test_sentences_about_choices_and_parts_lead_there_too(page, live_server):
    open_form(page, live_server, ReleaseFactory())

    page.locator(".checks-panel a[href='#id_themes']").click()
    expect(page.locator(".field-themes .select2-search__field")).to_be_focused()
    page.locator(".checks-panel a[href='#contacts-group']").click()
    expect(page.locator("#contacts-group .add-row a")).to_be_focused()


def test_the_moment_says_how_far_away_it_is(page, live_server, release):
    open_form(page, live_server, release)

    page.locator("#id_publish_at_0").fill("1.7.2040")
    page.locator("#id_publish_at_1").fill("9.00")

    expect(page.locator(".field-publish_at .moment-note span")).to_have_text("EEST (UTC+3)")


def test_an_old_answer_stands_while_the_server_is_away(page, live_server, release):
    open_form(page, live_server, release)
    page.route("**/checks/", lambda route: route.abort())
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))

    with page.expect_event("requestfailed"):
        page.locator("#id_lead").fill("")

    expect(sentences(page, "passed")).to_have_text(["Nothing stands in the way."])
    assert faults == []


@pytest.mark.parametrize("size", SIZES, ids=["wide", "phone"])
def test_the_panel_fits_and_axe_finds_nothing(page, live_server, size):
    page.set_viewport_size(size)
    open_form(page, live_server, ReleaseFactory(lead="", headline="s" * 95))
    panel = page.locator(".checks-panel")
    if size["width"] < 1280:
        expect(sentences(page, "blocking").first).to_be_hidden()
        expect(page.locator(".tally")).to_have_text("2 things stand in the way")
        panel.locator("summary").click()

    expect(sentences(page, "blocking")).to_have_count(2)
    assert fits(page)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(COLOURS_SETTLED)
        assert violations(page) == [], scheme


def test_the_panel_stays_in_sight_beside_a_long_form(page, live_server, release):
    page.set_viewport_size(SIZES[0])
    open_form(page, live_server, release)

    page.locator("#id_publish_at_0").scroll_into_view_if_needed()

    expect(page.locator(".checks-panel")).to_be_in_viewport()
    expect(page.locator(".submit-row")).to_be_in_viewport()

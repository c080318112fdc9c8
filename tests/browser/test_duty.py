"""Midnight on a phone: an editor on duty moves, mends, asks back and withdraws, and never scrolls sideways."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from newsroom import clock
from newsroom.publishing import Stage
from releases.models import Release
from tests.browser.steps import fits, sign_in, violations
from tests.browser.test_pages import COLOURS_SETTLED, SCHEMES
from tests.factories import OrganisationFactory, ReleaseFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
TALL_ENOUGH = "each => each.getBoundingClientRect().height >= 44"


@pytest.fixture
def texts():
    OrganisationFactory(is_house=True, press_phone="+358500000100", four_eyes="advised")
    now = clock.this_minute()
    return {
        "soon": ReleaseFactory(
            embargoed=True,
            publish_at=now + timedelta(hours=2),
            headline="Vedenlaadun seuranta laajenee",
            body='<p>Silta <a href="https://a.example/">avataan maanantaina</a>.</p><p>Toinen.</p>',
        ),
        "later": ReleaseFactory(embargoed=True, publish_at=now + timedelta(hours=5), headline="Takaisin pyydettävä"),
        "out": ReleaseFactory(published=True, publish_at=now - timedelta(hours=1), headline="Liian aikaisin"),
    }


def card(page, release):
    return page.locator("article.duty-card", has_text=release.headline)


def press(page, release, label):
    card(page, release).get_by_role("link", name=label).click()
    look(page)


def look(page):
    """Whatever page this is: nothing scrolls sideways, and axe finds nothing in either scheme."""
    page.wait_for_load_state("networkidle")
    assert fits(page), f"{page.url} scrolls"
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(COLOURS_SETTLED)
        assert violations(page) == [], f"{page.url}, {scheme}"


def test_an_editor_on_duty_sets_four_texts_right_on_a_phone(page, live_server, texts):
    page.set_viewport_size(PHONE)
    sign_in(page, live_server.url, UserFactory(editor=True, language="en"))
    moved_to = texts["soon"].publish_at + timedelta(minutes=10)

    page.get_by_role("link", name="Duty").click()
    expect(page).to_have_url(f"{live_server.url}/admin/duty/")
    look(page)
    assert page.locator(".duty-button").evaluate_all(f"all => all.every({TALL_ENOUGH})")

    press(page, texts["soon"], "Move to another moment")
    local = timezone.localtime(moved_to)
    page.locator("#id_publish_at_0").fill(f"{local.day}.{local.month}.{local.year}")
    page.locator("#id_publish_at_1").fill(f"{local:%H.%M}")
    page.get_by_role("button", name="Move to another moment").click()
    expect(page).to_have_url(f"{live_server.url}/admin/duty/")
    expect(card(page, texts["soon"])).to_contain_text(f"at {local.hour}:{local:%M}")

    press(page, texts["soon"], "Edit a paragraph")
    page.get_by_role("link", name="Edit: Silta avataan maanantaina.").click()
    look(page)
    assert page.locator(".cke").count() == 0
    page.get_by_label("Paragraph").fill("Silta avataan tiistaina.")
    page.locator("#id_revision_note").fill("Päivä oli väärä.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    look(page)

    page.get_by_role("link", name="To the duty screen").click()
    press(page, texts["later"], "Ask back for editing")
    page.get_by_role("button", name="Ask back for editing").click()
    expect(card(page, texts["later"])).to_have_count(0)

    press(page, texts["out"], "Withdraw")
    page.locator("#id_reason").fill("Tiedote julkaistiin liian aikaisin.")
    page.get_by_role("button", name="Withdraw").click()
    expect(page).to_have_url(f"{live_server.url}/admin/duty/")
    expect(card(page, texts["out"]).get_by_role("link", name="Bring back")).to_be_visible()
    look(page)

    soon, later, out = (Release.objects.get(pk=texts[name].pk) for name in ("soon", "later", "out"))
    assert (soon.publish_at, soon.stage) == (moved_to, Stage.SCHEDULED)
    assert soon.body == '<p>Silta <a href="https://a.example/">avataan tiistaina</a>.</p><p>Toinen.</p>'
    assert (later.stage, later.publish_at) == (Stage.DRAFT, None)
    assert (out.stage, out.withdrawal_reason) == (Stage.WITHDRAWN, "Tiedote julkaistiin liian aikaisin.")

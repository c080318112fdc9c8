"""A writer sends a text for review, publishes nothing, and loses no word to an editor who was faster."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from newsroom.publishing import Stage
from releases.models import Release
from tests.browser.steps import sign_in, write_paragraph
from tests.factories import ReleaseFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLICATIONS = ["Hyväksy julkaistavaksi", "Julkaise nyt"]
ONLY_AN_EDITOR_CLEARS = "Vain toimittaja voi hyväksyä tekstin julkaistavaksi."
ONLY_AN_EDITOR_CHANGES = "Tämä on hyväksytty julkaistavaksi, joten vain toimittaja voi muuttaa sitä."
WORDS = "Kirjoitin tämän tunnin ajan."


@pytest.fixture
def writer():
    return UserFactory(writer=True)


def change(live_server, release) -> str:
    return f"{live_server.url}/admin/releases/release/{release.pk}/change/"


def test_a_writer_sends_a_new_release_for_review(page, live_server, writer):
    sign_in(page, live_server.url, writer)
    page.goto(f"{live_server.url}/admin/releases/release/add/")
    for label in PUBLICATIONS:
        expect(page.get_by_role("button", name=label)).to_have_count(0)

    page.locator("#id_headline").fill("Jokivarsi siivotaan")
    page.locator("#id_lead").fill("Talkoot alkavat toukokuussa.")
    write_paragraph(page, WORDS)
    page.get_by_role("button", name="Lähetä tarkistettavaksi").click()

    expect(page.locator(".messagelist")).to_contain_text("Lähetetty tarkistettavaksi.")
    expect(page.locator(".state-line .state")).to_have_text("Tarkistettavana")
    release = Release.objects.get()
    assert (release.stage, release.body) == (Stage.REVIEW, f"<p>{WORDS}</p>")


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_the_publish_buttons_are_refused_with_their_reasons(page, live_server, writer, state):
    release = ReleaseFactory(**{state: True})
    sign_in(page, live_server.url, writer)

    page.goto(change(live_server, release))

    for label in PUBLICATIONS:
        button = page.get_by_role("button", name=label)
        expect(button).to_be_disabled()
        expect(button).to_have_accessible_description(re.compile(re.escape(ONLY_AN_EDITOR_CLEARS)))
        expect(page.locator(".refusals p", has_text=label)).to_be_visible()
    page.locator("#id_headline").press_sequentially("!")
    for label in PUBLICATIONS:
        expect(page.get_by_role("button", name=label)).to_be_disabled()


def test_a_form_left_open_while_an_editor_cleared_it_comes_back_with_every_word(page, live_server, writer, press_desk):
    release = ReleaseFactory(in_review=True, headline="Ennen", lead="Ingressi.", body="<p>Ennen.</p>")
    sign_in(page, live_server.url, writer)
    page.goto(change(live_server, release))
    page.locator("#id_headline").fill("Uusi otsikko")
    page.locator("#id_lead").fill("Uusi ingressi.")
    write_paragraph(page, WORDS)

    Release.objects.get().clear(UserFactory(editor=True), release.changed_at + timedelta(days=1))
    page.get_by_role("button", name="Tallenna ja jatka").click()

    expect(page.locator(".errorlist").first).to_contain_text(ONLY_AN_EDITOR_CHANGES)
    expect(page.locator("#id_headline")).to_have_value("Uusi otsikko")
    expect(page.locator("#id_lead")).to_have_value("Uusi ingressi.")
    expect(page.locator(".cke_editable p")).to_have_text(["Ennen.", WORDS])
    release.refresh_from_db()
    assert (release.stage, release.headline, release.body) == (Stage.SCHEDULED, "Ennen", "<p>Ennen.</p>")

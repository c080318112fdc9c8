"""The duty screen: what stands on it, for whom, and what can be done from there."""

import re
from datetime import timedelta

import lxml.html
import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom import clock, duty
from newsroom.publishing import Stage
from releases.models import Release
from tests.counting import queries_for
from tests.factories import (
    DocumentVersionFactory,
    EventFactory,
    OrganisationFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    UserFactory,
)
from tests.newsroom.test_admin_pages import messages_on

pytestmark = pytest.mark.django_db


def after(**wait):
    return clock.this_minute() + timedelta(**wait)


def cards(client) -> dict[str, list[dict]]:
    return {section["name"]: section["cards"] for section in client.get("/admin/duty/").context["sections"]}


def names(client) -> dict[str, list[str]]:
    return {name: [card["name"] for card in found] for name, found in cards(client).items()}


def buttons(card) -> dict[str, list[str]]:
    """The verbs with what stands in their way."""
    return {each["verb"]: each["reasons"] for each in card["buttons"]}


@pytest.fixture
def house():
    return OrganisationFactory(is_house=True, press_phone="+358500000100", four_eyes="advised")


def test_the_next_day_soonest_first_and_the_last_day_newest_first(client, editor, clock_at):
    clock_at("2026-11-24 23:52")
    for wait, headline in ((24, "Tomorrow"), (0.2, "Soon"), (24.1, "Later"), (-1, "Just out"), (-24.1, "Old")):
        ReleaseFactory(embargoed=True, publish_at=after(hours=wait), headline=headline)
    EventFactory(embargoed=True, publish_at=after(hours=3), title_fi="Between")
    EventFactory(published=True, publish_at=after(hours=-23), title_fi="Yesterday")
    ReleaseFactory(in_review=True, publish_at=after(hours=1), headline="In review")
    ReleaseFactory(withdrawn=True, publish_at=after(hours=-2), headline="Out and in")
    ReleaseFactory(withdrawn=True, publish_at=after(days=-9), withdrawn_at=after(hours=-1), headline="Withdrawn")

    assert names(client) == {
        "coming": ["Soon", "Between", "Tomorrow"],
        "came": ["Just out", "Out and in", "Yesterday"],
        "withdrawn": ["Withdrawn"],
        "unread": [],
    }


def test_what_wants_a_second_reader_stands_there_once(client, editor):
    ReleaseFactory(embargoed=True, publish_at=after(hours=1), awaits_review=True, headline="Soon")
    ReleaseFactory(embargoed=True, publish_at=after(days=3), awaits_review=True, headline="Later")
    ReleaseFactory(published=True, publish_at=after(days=-9), awaits_review=True, headline="Old")
    ReleaseFactory(in_review=True, awaits_review=True, headline="Not cleared")

    assert names(client) == {"coming": ["Soon"], "came": [], "unread": ["Later", "Old"]}
    assert client.get("/admin/duty/").text.count("Not yet reviewed") == 3


def test_a_card_tells_kind_language_moment_and_wait(client, editor, clock_at):
    clock_at("2026-11-24 23:52")
    ReleaseFactory(
        embargoed=True, publish_at=after(hours=2, minutes=10), headline="Bron", language="sv", kind="statement"
    )

    page = client.get("/admin/duty/").text
    [card] = cards(client)["coming"]

    assert (card["description"], card["when"], card["wait"]) == (
        "Statement, Swedish",
        "Comes out 25 November 2026 at 2:02 EET.",
        "in 2 h 10 min",
    )
    assert re.search(r'<h3[^>]* lang="sv">Bron</h3>', page)
    assert "Now 24 November 2026 at 23:52 EET" in page


@pytest.mark.parametrize(("language", "words"), [("fi", "24.11.2026 klo 23.52"), ("sv", "24.11.2026 kl. 23.52")])
def test_the_clock_speaks_the_users_language(client, clock_at, language, words):
    clock_at("2026-11-24 23:52")
    client.force_login(UserFactory(editor=True, language=language))

    assert re.search(rf'<p class="duty-clock"><b>[^<]* {re.escape(words)}</b>', client.get("/admin/duty/").text)


def test_an_editor_may_do_everything_from_a_card(client, editor, house):
    coming = ReleaseFactory(embargoed=True, publish_at=after(hours=1), awaits_review=True)
    ReleaseFactory(published=True, publish_at=after(hours=-1))

    shown = cards(client)

    assert buttons(shown["coming"][0]) == {"confirm": [], "publish": [], "move": [], "recall": []}
    assert buttons(shown["came"][0]) == {"withdraw": []}
    page = lxml.html.fromstring(client.get("/admin/duty/").text)
    base = f"/admin/releases/release/{coming.pk}"
    assert page.xpath("//article[1]//a/@href")[:6] == [
        *(f"{base}/{verb}/?from=duty" for verb in ("confirm", "publish", "move", "recall")),
        f"{base}/paragraphs/",
        f"{base}/change/",
    ]


def test_what_a_writer_may_not_do_is_shown_with_the_reasons(client, writer, house):
    ReleaseFactory(embargoed=True, publish_at=after(hours=1), awaits_review=True, headline="Soon")

    [card] = cards(client)["coming"]

    only_editors = ["Only an editor can decide when a text comes out."]
    assert buttons(card) == {
        "confirm": ["Only an editor can confirm a text."],
        "publish": only_editors,
        "move": only_editors,
        "recall": [],
    }
    page = lxml.html.fromstring(client.get("/admin/duty/").text)
    for button in page.xpath("//article//button"):
        assert button.get("disabled") is not None
        [why] = page.xpath(f"//*[@id='{button.get('aria-describedby')}']")
        assert why.text_content().startswith(f"{button.text_content()}: Only an editor can ")
    assert len(page.xpath("//article//button")) == 3


def test_what_the_checks_find_is_told_on_the_card(client, editor, house):
    ReleaseFactory(embargoed=True, publish_at=after(hours=1), lead="", body="")

    page = client.get("/admin/duty/").text

    assert "The checks find 2 faults" in page
    assert cards(client)["coming"][0]["faults"] == ["Write the lead.", "Write the text."]
    assert re.findall(r"<li>(Write the \w+\.)</li>", page) == ["Write the lead.", "Write the text."]


def test_who_may_see_nothing_sees_nothing(client):
    ReleaseFactory(embargoed=True, publish_at=after(hours=1))
    client.force_login(UserFactory(language="en"))

    assert names(client) == {"coming": [], "came": [], "unread": []}


def test_strangers_are_asked_to_log_in(client):
    assert client.get("/admin/duty/").headers["Location"] == "/admin/login/?next=/admin/duty/"


def test_a_crowd_is_cut_and_said(client, editor, monkeypatch):
    monkeypatch.setattr(duty, "LONGEST", 2)
    for hour in (3, 1, 2):
        ReleaseFactory(embargoed=True, publish_at=after(hours=hour), headline=f"Hour {hour}")

    assert names(client)["coming"] == ["Hour 1", "Hour 2"]
    assert client.get("/admin/duty/").text.count("There are more than fit here.") == 1


@pytest.mark.parametrize("make", [EventFactory, ProgrammePeriodFactory, DocumentVersionFactory])
def test_other_kinds_have_their_buttons_but_no_paragraphs(client, editor, make):
    row = make(embargoed=True, publish_at=after(hours=1))

    [card] = cards(client)["coming"]

    assert (card["paragraphs"], list(buttons(card))) == ("", ["publish", "move", "recall"])
    assert client.get(card["buttons"][1]["url"]).context["object"] == row


def asked(action) -> int:
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)


def test_the_list_costs_the_same_for_one_and_for_three_beside_what_each_card_asks(client, editor, house):
    kinds = {"releases.release", "events.event", "programmes.programmeperiod", "programmes.documentversion"}
    admins = {model: each for model, each in admin.site._registry.items() if model._meta.label_lower in kinds}

    def add():
        for make in (ReleaseFactory, EventFactory, ProgrammePeriodFactory, DocumentVersionFactory):
            make(embargoed=True, publish_at=after(hours=1))
            make(published=True, publish_at=after(hours=-1))
            make(published=True, publish_at=after(days=-5), awaits_review=True)

    def beside_cards() -> int:
        rows = [
            (each, row)
            for model, each in admins.items()
            for row in model.objects.select_related(*each.list_select_related)
        ]
        return queries_for(client, "/admin/duty/") - asked(lambda: [duty.card(*row, editor) for row in rows])

    add()
    beside_cards()
    one = beside_cards()
    add()
    add()

    assert beside_cards() == one


def test_a_card_asks_only_what_its_checks_and_its_second_reader_ask(client, editor, house):
    for hour in (1, 2, 3):
        ReleaseFactory(embargoed=True, publish_at=after(hours=hour), awaits_review=True)
    client.get("/admin/duty/")

    rows = Release.objects.select_related("family")
    checks = asked(lambda: [row.findings(row.publish_at) for row in rows]) - 1
    checks_for_now = asked(lambda: [row.findings(clock.this_minute()) for row in rows]) - 1
    second_reader = asked(lambda: [row.why_not_confirm(editor) for row in rows]) - 1
    whole = queries_for(client, "/admin/duty/")
    Release.objects.update(publish_at=after(days=-9), awaits_review=False)

    assert whole - queries_for(client, "/admin/duty/") == checks + checks_for_now + second_reader


# From the duty screen and back


def page_of(row, verb) -> str:
    return f"/admin/releases/release/{row.pk}/{verb}/"


def test_a_transition_made_from_the_duty_screen_leads_back_there(client, editor, house):
    release = ReleaseFactory(embargoed=True, publish_at=after(hours=1))
    address = f"{page_of(release, 'publish')}?from=duty"

    assert 'href="/admin/duty/" class="closelink"' in client.get(address).text
    response = client.post(address, follow=True)

    assert response.redirect_chain == [("/admin/duty/", 302)]
    assert messages_on(response) == [f"{release}: Published."]
    assert Release.objects.get().stage == Stage.PUBLIC


@pytest.mark.parametrize(
    "source", ["", "?from=", "?from=//evil.example", "?from=https://evil.example/duty", "?from=Duty"]
)
def test_no_other_place_can_be_asked_for(client, editor, house, source):
    release = ReleaseFactory(embargoed=True, publish_at=after(hours=1))

    response = client.post(page_of(release, "publish") + source)

    assert response.headers["Location"] == page_of(release, "change")


def test_what_stands_in_the_way_leads_to_the_form(client, editor, house):
    release = ReleaseFactory(embargoed=True, publish_at=after(hours=1), lead="")

    page = client.get(f"{page_of(release, 'publish')}?from=duty")

    assert page.context["reasons"] == ["Write the lead."]
    assert f'<a href="{page_of(release, "change")}">Back to the form</a>' in page.text


def test_a_second_reader_confirms_on_a_page_of_its_own(client, editor, house):
    release = ReleaseFactory(published=True, awaits_review=True)

    page = client.get(f"{page_of(release, 'confirm')}?from=duty")
    assert "Do this when you have read the whole text" in page.text
    assert Release.objects.get().awaits_review
    response = client.post(f"{page_of(release, 'confirm')}?from=duty", follow=True)

    assert response.redirect_chain == [("/admin/duty/", 302)]
    assert messages_on(response) == [f"{release}: You have confirmed this text as the second reader."]
    assert not Release.objects.get().awaits_review


def test_who_cleared_a_text_can_not_confirm_it(client, editor, house):
    release = ReleaseFactory()
    release.force(editor, after(hours=1), "Nobody else is here.")

    response = client.post(f"{page_of(release, 'confirm')}?from=duty")

    assert (
        '<li class="warning">You wrote or cleared this yourself, so a colleague must confirm it.</li>' in response.text
    )
    assert Release.objects.get().awaits_review


def test_the_desk_leads_to_the_duty_screen(client, editor):
    assert 'href="/admin/duty/"' in client.get("/admin/").text

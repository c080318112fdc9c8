"""What the page of a text offers in each state, to whom, and what its list and its history show."""

import re

import lxml.html
import pytest

from events.models import Event
from newsroom import history
from newsroom.publishing import Stage, Status
from releases.models import Release
from tests.factories import EventFactory, ReleaseFactory, UserFactory, helsinki
from tests.newsroom.test_admin_pages import form_of, messages_on, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]

ADD = "/admin/releases/release/add/"


def change(release) -> str:
    return f"/admin/releases/release/{release.pk}/change/"


def buttons(response) -> list[str]:
    page = lxml.html.fromstring(response.text)
    return [each.text_content() for each in page.xpath("//*[@class='transition']") if not each.get("disabled")]


SUBMIT, BACK, CLEAR, PUBLISH = "Send for review", "Send back", "Clear for publication", "Publish now"
RECALL, WITHDRAW, REMOVE = "Ask back for editing", "Withdraw", "Remove from the site"
MOVE, RESTORE = "Move to another moment", "Bring back"


@pytest.mark.parametrize(
    ("state", "to_editor", "to_writer"),
    [
        ("draft", [SUBMIT, CLEAR, PUBLISH], [SUBMIT]),
        ("in_review", [BACK, CLEAR, PUBLISH], []),
        ("embargoed", [PUBLISH, MOVE, RECALL], [RECALL]),
        ("published", [WITHDRAW, REMOVE], []),
        ("withdrawn", [RESTORE, REMOVE], []),
        ("gone", [RESTORE], []),
    ],
)
def test_each_state_offers_its_own_ways_on(client, state, to_editor, to_writer):
    moment = {"publish_at": helsinki(2040, 1, 1)} if state in ("draft", "in_review") else {}
    release = ReleaseFactory(**moment, **{state: True})

    offered = {}
    for group in ("editor", "writer"):
        client.force_login(UserFactory(language="en", **{group: True}))
        offered[group] = buttons(client.get(change(release)))

    assert offered == {"editor": to_editor, "writer": to_writer}


def test_a_new_text_offers_a_writer_only_the_review(client, writer):
    assert buttons(client.get(ADD)) == [SUBMIT]


def test_a_new_text_offers_an_editor_everything(client, editor):
    assert buttons(client.get(ADD)) == [SUBMIT, CLEAR, PUBLISH]


def test_a_writers_button_does_not_open_by_filling_in(client, writer):
    release = ReleaseFactory(lead="")

    assert "data-mendable" not in client.get(change(release)).text


def test_an_editors_button_opens_when_what_is_missing_is_filled_in(client, editor):
    page = lxml.html.fromstring(client.get(change(ReleaseFactory(lead=""))).text)

    assert [each.get("name") for each in page.xpath("//button[@data-mendable]")] == ["_clear", "_publish"]


def test_a_writer_can_not_send_back(client, writer):
    release = ReleaseFactory(in_review=True)

    response = client.post(change(release), opened(client, change(release), _send_back=1), follow=True)

    release.refresh_from_db()
    assert release.status == Status.IN_REVIEW
    assert messages_on(response) == [
        "Your changes were saved, but more is needed:",
        "Only an editor can send a text back to its writer.",
    ]


def test_nothing_is_published_in_a_window_that_opens_over_a_form(client, editor):
    address = "/admin/events/event/add/?_popup=1"
    days = {"title_fi": "Vesistöpäivä", "start_date": "1.9.2027", "end_date": "1.9.2027"}
    form = form_of(client.get(address)) | days | {"online_url": "https://verkossa.example/", "_publish": 1}

    response = client.post(address, form)

    assert (response.status_code, Event.objects.get().status) == (200, Status.DRAFT)


def test_the_state_line_tells_who_did_what_last(client, editor, clock_at):
    moment = clock_at("2026-03-03 09:05")
    release = ReleaseFactory()
    release.clear(editor, moment, note="Checked with Aino.")

    page = lxml.html.fromstring(client.get(change(release)).text)

    told = [" ".join(each.text_content().split()) for each in page.xpath("//*[@class='state-line']/span")]
    assert told[0] == "Public"
    assert told[-1] == f"Cleared for publication 3 March 2026 at 9:05 EET, {editor.name}."


@pytest.mark.parametrize(
    ("state", "links"), [("draft", 1), ("embargoed", 1), ("withdrawn", 1), ("removed", 0), ("gone", 0)]
)
def test_what_is_removed_has_no_preview(client, editor, state, links):
    release = ReleaseFactory(slug="silta", **{state: True})

    assert client.get(change(release)).text.count('href="/admin/site/fi/tiedotteet/silta/"') == links


@pytest.mark.parametrize(
    ("state", "is_linked"),
    [("draft", False), ("embargoed", False), ("published", True), ("withdrawn", True), ("gone", False)],
)
def test_only_what_readers_can_open_leads_to_their_page(client, editor, state, is_linked):
    release = ReleaseFactory(slug="silta", **{state: True})

    assert ('href="/fi/tiedotteet/silta/"' in client.get(change(release)).text) == is_linked


@pytest.mark.parametrize(
    ("state", "is_fixed"),
    [("draft", False), ("in_review", False), ("embargoed", False), ("published", True), ("withdrawn", True)],
)
def test_the_language_stays_from_the_publication_on_and_the_address_says_what_a_change_does(
    client, editor, state, is_fixed
):
    page = client.get(change(ReleaseFactory(**{state: True})))

    assert ("language" not in form_of(page), "the old one leads to the new" in page.text) == (is_fixed, is_fixed)


def test_a_withdrawal_is_dated_by_its_own_moment(client, editor, clock_at):
    clock_at("2026-03-03 09:00")
    release = ReleaseFactory(published=True, slug="silta")

    clock_at("2026-03-04 10:30")
    client.post(f"/admin/releases/release/{release.pk}/withdraw/", {"reason": "The figures were wrong."})

    release.refresh_from_db()
    assert (release.stage, release.withdrawn_at) == (Stage.WITHDRAWN, helsinki(2026, 3, 4, 10, 30))
    assert '<time datetime="2026-03-04T10:30+02:00">' in client.get("/fi/tiedotteet/silta/").text


def test_a_moment_that_is_given_wins_over_the_one_that_was_kept(editor):
    release = ReleaseFactory(publish_at=helsinki(2040, 1, 1))

    release.clear(editor, helsinki(2039, 1, 1))

    assert Release.objects.get().publish_at == helsinki(2039, 1, 1)


# Lists and history


def headlines(response) -> list[str]:
    return re.findall(r'<th class="field-headline"><a href="[^"]+">([^<]+)</a></th>', response.text)


def test_the_list_has_what_is_unpublished_first_and_then_the_newest(client, editor):
    for day, headline in ((2, "Older"), (3, "Newer")):
        ReleaseFactory(published=True, publish_at=helsinki(2026, 3, day), headline=headline)
    ReleaseFactory(headline="First draft")
    ReleaseFactory(headline="Second draft")

    assert headlines(client.get("/admin/releases/release/")) == ["Second draft", "First draft", "Newer", "Older"]


def test_years_to_choose_from_are_those_of_the_texts_newest_first(client, editor):
    for year in (2024, 2026, 2025, 2026):
        ReleaseFactory(published=True, publish_at=helsinki(year, 1, 1, 0, 30))
    ReleaseFactory()

    page = client.get("/admin/releases/release/").text

    assert re.findall(r'href="\?year=(\d+)"', page) == ["2026", "2025", "2024"]


def test_a_list_loads_no_long_texts(client, editor, django_assert_max_num_queries):
    ReleaseFactory(body="<p>Long.</p>")
    EventFactory(body_fi="<p>Long.</p>")

    for kind, body in (("releases/release", '"body"'), ("events/event", '"body_fi"')):
        with django_assert_max_num_queries(30) as captured:
            client.get(f"/admin/{kind}/")
        assert [query["sql"] for query in captured.captured_queries if body in query["sql"]] == []


def test_history_stands_newest_first_fifty_a_page(client, editor):
    release = ReleaseFactory()
    for number in range(50):
        with history.change(by=editor, note=f"Note {number}"):
            release.save()
    address = f"/admin/releases/release/{release.pk}/history/"

    first, second = client.get(address).text, client.get(f"{address}?p=2").text

    notes = r"<span>(Note \d+)</span>"
    assert re.findall(notes, first) == [f"Note {number}" for number in range(49, -1, -1)]
    assert re.findall(r">(Created|Changed)<", second) == ["Created"]
    assert '<a href="?p=2">2</a>' in first


@pytest.mark.parametrize("verb", ["withdraw", "remove"])
def test_a_confirmed_move_is_in_the_history_with_who_and_why(client, editor, verb):
    release = ReleaseFactory(published=True)

    client.post(f"/admin/releases/release/{release.pk}/{verb}/", {"reason": "The figures were wrong."})

    page = lxml.html.fromstring(client.get(f"/admin/releases/release/{release.pk}/history/").text)
    assert [cell.text_content() for cell in page.xpath("//tbody/tr[1]/td")] == [
        editor.name,
        {"withdraw": "Withdrawn", "remove": "Removed"}[verb],
        "The figures were wrong.",
    ]

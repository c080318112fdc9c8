"""The desk: what stands in each of its boxes, in which order, for whom, and how much of it."""

import re

import pytest

from newsroom import clock, history
from newsroom.proposals import propose
from releases.models import Release
from tests.counting import queries_for
from tests.factories import (
    DocumentVersionFactory,
    EventFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    UserFactory,
    VenueFactory,
)
from tests.newsroom.test_admin import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]


def names(client, box: str) -> list[str]:
    return [row["name"] for row in client.get("/admin/").context["desk"][box]]


def test_what_waits_longest_stands_first_whatever_its_kind(client, clock_at):
    log_in(client, editor=True)
    for hour, make, fields in (
        (12, ReleaseFactory, {"headline": "Third"}),
        (10, EventFactory, {"title_fi": "First"}),
        (11, ReleaseFactory, {"headline": "Second"}),
        (13, EventFactory, {"title_fi": "Fourth"}),
    ):
        clock_at(f"2026-03-03 {hour}:00")
        make(in_review=True, **fields)

    assert names(client, "waiting") == ["First", "Second", "Third", "Fourth"]


def test_what_comes_next_stands_first(client, clock_at):
    now = clock_at("2026-03-03 09:00")
    log_in(client, editor=True)
    for day, make, fields in (
        (6, ReleaseFactory, {"headline": "Third"}),
        (4, EventFactory, {"title_fi": "First"}),
        (5, ReleaseFactory, {"headline": "Second"}),
    ):
        make(embargoed=True, publish_at=now.replace(day=day), **fields)

    assert names(client, "scheduled") == ["First", "Second", "Third"]


def test_what_came_out_last_stands_first(client, clock_at):
    now = clock_at("2026-03-10 09:00")
    log_in(client, editor=True)
    for day, make, fields in (
        (2, ReleaseFactory, {"headline": "Third"}),
        (4, EventFactory, {"title_fi": "First"}),
        (3, ReleaseFactory, {"headline": "Second"}),
    ):
        make(published=True, publish_at=now.replace(day=day), **fields)

    assert names(client, "published") == ["First", "Second", "Third"]


def test_the_draft_that_i_touched_last_stands_first(client, clock_at):
    user = log_in(client, writer=True)
    for hour, headline in ((10, "Older"), (12, "Newest"), (11, "Newer")):
        clock_at(f"2026-03-03 {hour}:00")
        with history.change(by=user):
            ReleaseFactory(headline=headline)

    clock_at("2026-03-03 13:00")

    assert names(client, "drafts") == ["Newest", "Newer", "Older"]


def test_a_draft_of_somebody_else_with_the_number_of_my_event_or_venue_is_not_mine(client):
    user = log_in(client, writer=True)
    with history.change(by=user):
        EventFactory(title_fi="Mine", pk=4711)
        VenueFactory(pk=4712)
    with history.change(by=UserFactory(writer=True)):
        ReleaseFactory(headline="Not mine", pk=4711)
        EventFactory(title_fi="Not mine either", pk=4712)

    assert names(client, "drafts") == ["Mine"]


@pytest.mark.parametrize(
    ("box", "traits"),
    [("waiting", {"in_review": True}), ("scheduled", {"embargoed": True}), ("published", {"published": True})],
)
def test_a_box_holds_eight(client, box, traits):
    log_in(client, editor=True)
    for _ in range(5):
        ReleaseFactory(**traits)
        EventFactory(**traits)

    assert len(names(client, box)) == 8


def test_what_does_not_fit_is_what_comes_latest(client, clock_at):
    now = clock_at("2026-03-01 09:00")
    log_in(client, editor=True)
    for day in range(11, 1, -1):
        ReleaseFactory(embargoed=True, publish_at=now.replace(day=day), headline=f"Day {day}")

    assert names(client, "scheduled") == [f"Day {day}" for day in range(2, 10)]


def test_who_may_see_nothing_sees_nothing(client):
    ReleaseFactory(in_review=True)
    client.force_login(UserFactory(language="en"))

    assert client.get("/admin/").context["desk"] == {
        "pictures": [],
        "waiting": [],
        "scheduled": [],
        "published": [],
        "drafts": [],
    }


def test_a_row_is_in_its_language_and_tells_kind_and_language(client):
    log_in(client, editor=True)
    ReleaseFactory(in_review=True, language="sv", headline="Bron", kind="statement")

    [row] = client.get("/admin/").context["desk"]["waiting"]

    assert (row["language"], row["description"]) == ("sv", "Statement, Swedish")
    assert re.search(r'<a[^>]* lang="sv"[^>]*>Bron</a>', client.get("/admin/").text)


def test_one_or_three_of_every_kind_cost_the_same(client):
    user = log_in(client, editor=True)
    traits = ({"in_review": True}, {"embargoed": True}, {"published": True}, {})

    def add():
        for fields in traits:
            with history.change(by=user):
                ReleaseFactory(**fields)
                EventFactory(**fields)
                ProgrammePeriodFactory(**fields)
                DocumentVersionFactory(**fields)

    add()
    client.get("/admin/")
    one = queries_for(client, "/admin/")
    add()
    add()

    assert queries_for(client, "/admin/") == one


def test_proposals_and_texts_without_a_second_reader_wait_on_the_desk(client, editor):
    proposed_to, unread = ReleaseFactory(published=True, headline="With a proposal"), ReleaseFactory(headline="Unread")
    row = Release.objects.get(pk=proposed_to.pk)
    row.lead = "A better lead."
    propose(row, UserFactory(writer=True), row.save)
    with history.change(by=editor):
        unread.save()
        unread.lead = "Written by the one who clears."
        unread.save()
    unread.clear(editor, clock.now())

    rows = client.get("/admin/").context["desk"]["waiting"]

    assert [(row["name"], row["why"]) for row in rows] == [
        ("With a proposal", "Change proposed"),
        ("Unread", "Second reader wanted"),
    ]

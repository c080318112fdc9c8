"""What one save changed, and the editorial log."""

from datetime import UTC, datetime

import pytest

from newsroom import history
from newsroom.models import Revision
from tests.counting import queries_for
from tests.factories import EventFactory, ReleaseFactory, SpokespersonFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]


def test_each_change_of_the_text_opens_word_by_word(client, editor):
    release = ReleaseFactory(headline="Silta avataan maanantaina")
    with history.change(by=editor, note="The day was wrong."):
        release.headline = "Silta avataan tiistaina"
        release.save()
    revision = Revision.objects.of(release).first()
    listed = client.get(f"/admin/releases/release/{release.pk}/history/").text

    page = client.get(f"/admin/releases/release/{release.pk}/history/{revision.pk}/").text

    assert f'<a href="{revision.pk}/">Changed</a>' in listed
    assert "<del>maanantaina</del> <ins>tiistaina</ins>" in page
    assert "The day was wrong." in page


def test_the_first_save_shows_all_as_new(client, editor):
    release = ReleaseFactory(headline="Silta avataan")
    revision = Revision.objects.of(release).last()

    page = client.get(f"/admin/releases/release/{release.pk}/history/{revision.pk}/").text

    assert "<ins>Silta avataan</ins>" in page


def test_a_save_of_another_text_is_not_found_here(client, editor):
    release, other = ReleaseFactory(), ReleaseFactory()
    revision = Revision.objects.of(other).first()

    assert client.get(f"/admin/releases/release/{release.pk}/history/{revision.pk}/").status_code == 404


def test_the_log_tells_every_transition_by_whom_and_why_newest_first(client, editor):
    release, event = ReleaseFactory(headline="Silta"), EventFactory(published=True, title_fi="Kokous")
    release.submit(editor)
    release.send_back(editor, "A figure is missing.")
    event.withdraw(UserFactory(editor=True, name="Aino Laine"), "Cancelled.")

    rows = client.get("/admin/log/").context["rows"]

    told = [(str(row["thing"]), row["revision"].verb, row["revision"].by, row["revision"].note) for row in rows]
    assert [each[:2] for each in told] == [("Kokous", "withdraw"), ("Silta", "send_back"), ("Silta", "submit")]
    assert [str(each[2]) for each in told] == ["Aino Laine", str(editor), str(editor)]
    assert [each[3] for each in told] == ["Cancelled.", "A figure is missing.", ""]


def test_the_log_tells_the_moments_that_were_decided(client, editor, clock_at):
    clock_at("2026-11-24 12:00:41")
    release = ReleaseFactory(contacts=[SpokespersonFactory()])
    release.clear(editor, datetime(2026, 11, 25, 8, tzinfo=UTC))
    release.move(editor, datetime(2026, 11, 26, 8, tzinfo=UTC))
    release.recall(editor)
    release.clear(editor, datetime(2026, 11, 27, 8, tzinfo=UTC))
    release.move(editor, datetime(2026, 11, 24, 10, tzinfo=UTC))

    rows = client.get("/admin/log/").context["rows"]

    assert [(row["revision"].verb, row["moment"]) for row in rows] == [
        ("publish", "instead of 27 November 2026 at 10:00 EET"),
        ("clear", "27 November 2026 at 10:00 EET"),
        ("recall", "was to come out 26 November 2026 at 10:00 EET"),
        ("move", "from 25 November 2026 at 10:00 EET to 26 November 2026 at 10:00 EET"),
        ("clear", "25 November 2026 at 10:00 EET"),
    ]


def test_the_log_leads_to_what_was_changed_after_clearing(client, editor):
    release = ReleaseFactory(published=True, headline="Silta avataan maanantaina")
    with history.change(by=editor, note="The day was wrong."):
        release.headline = "Silta avataan tiistaina"
        release.save()
        release.edited(editor, "The day was wrong.")

    row = client.get("/admin/log/").context["rows"][0]

    assert row["revision"].verb == "edit"
    assert "<ins>tiistaina</ins>" in client.get(row["diff"]).text


def test_the_log_bears_a_text_that_is_deleted(client, editor):
    release = ReleaseFactory()
    release.submit(editor)
    release.delete()

    assert "Sent for review" in client.get("/admin/log/").text


def test_the_log_asks_the_same_for_one_and_for_three(client, editor):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            ReleaseFactory().submit(editor)
        client.get("/admin/log/")
        counts.append(queries_for(client, "/admin/log/"))

    assert counts[0] == counts[1]


def test_the_log_is_for_those_who_are_logged_in(client):
    assert client.get("/admin/log/").status_code == 302

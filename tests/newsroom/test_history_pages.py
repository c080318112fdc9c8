"""What one save changed, and the editorial log."""

import pytest

from newsroom import history
from newsroom.models import Revision
from tests.counting import queries_for
from tests.factories import EventFactory, ReleaseFactory, UserFactory

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
    assert "<ins>tiistaina</ins> <del>maanantaina</del>" in page
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

"""The buttons of a release: who may move it, what stands in the way, and what an old form can't do."""

import re
from datetime import timedelta
from html import unescape

import pytest

from newsroom import clock
from newsroom.models import Revision
from newsroom.publishing import Stage, Status
from releases.models import Release, ReleaseFamily
from tests.factories import ReleaseFactory, UserFactory, helsinki
from tests.newsroom.test_admin_pages import at, errors_on, messages_on, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]

ADD = "/admin/releases/release/add/"
WITHDRAWN_ALREADY = "This has been withdrawn, so only an editor can change it."
ONLY_AN_EDITOR = "This has been cleared for publication, so only an editor can change it."


def change(release) -> str:
    return f"/admin/releases/release/{release.pk}/change/"


def form_of(response, name) -> dict:
    """A hidden field of a page, if it is there."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.text)
    return {name: unescape(found[1])} if found else {}


@pytest.mark.parametrize(
    ("state", "button", "stage"),
    [
        ("draft", "submit", Stage.REVIEW),
        ("in_review", "send_back", Stage.DRAFT),
        ("in_review", "publish", Stage.PUBLIC),
    ],
)
def test_a_button_saves_and_moves(client, editor, state, button, stage):
    release = ReleaseFactory(**{state: True})

    client.post(change(release), opened(client, change(release), headline="New words", **{f"_{button}": 1}))

    release.refresh_from_db()
    assert (release.stage, release.headline) == (stage, "New words")


def test_what_is_sent_back_says_why(client, editor):
    release = ReleaseFactory(in_review=True)

    form = opened(client, change(release), revision_note="Ask Aino about the date.", _send_back=1)
    response = client.post(change(release), form, follow=True)

    assert "Ask Aino about the date." in response.text
    assert Revision.objects.of(release).first().verb == "send_back"


def test_a_text_that_is_not_ready_is_saved_and_every_reason_told(client, editor):
    response = client.post(ADD, opened(client, ADD, headline="Only a headline", _clear=1), follow=True)

    release = Release.objects.get()
    assert (release.stage, release.headline) == (Stage.DRAFT, "Only a headline")
    assert messages_on(response) == [
        "Your changes were saved, but more is needed:",
        "Fill in the day and time of “Published at”.",
        "Write the lead.",
        "Write the text.",
    ]
    assert Revision.objects.of(release).get().verb == "add"


def test_a_closed_button_says_why_beside_it(client, writer):
    release = ReleaseFactory(in_review=True, lead="")

    page = client.get(change(release)).text

    assert 'name="_publish" value="1" disabled aria-describedby="why-not-publish"' in page
    reasons = page.split('id="why-not-publish"')[1].split("</p>")[0]
    assert "Only an editor can clear a text for publication." in reasons
    assert "Write the lead." in reasons


def test_a_writer_can_not_publish_by_asking(client, writer):
    release = ReleaseFactory()

    response = client.post(change(release), opened(client, change(release), _publish=1), follow=True)

    release.refresh_from_db()
    assert release.status == Status.DRAFT
    assert "Only an editor can clear a text for publication." in messages_on(response)


def test_extra_fields_set_no_status(client, writer):
    release = ReleaseFactory()
    extra = {"status": "cleared", "withdrawn_at": "2020-01-01", "uuid": "1" * 32, "source_hash": "x", "_withdraw": 1}

    client.post(change(release), opened(client, change(release), **extra))

    fresh = Release.objects.get()
    assert (fresh.status, fresh.withdrawn_at, fresh.uuid, fresh.source_hash) == ("draft", None, release.uuid, "")


@pytest.mark.parametrize(
    ("state", "reason"),
    [("embargoed", ONLY_AN_EDITOR), ("withdrawn", WITHDRAWN_ALREADY)],
)
def test_a_writer_reads_a_cleared_text_and_is_told_why(client, writer, state, reason):
    release = ReleaseFactory(**{state: True}, body="<p>Body in <strong>bold</strong></p>")

    page = client.get(change(release)).text

    assert reason in page
    assert 'name="headline"' not in page
    assert "<p>Body in <strong>bold</strong></p>" in page


@pytest.mark.parametrize(
    ("state", "reason"),
    [("embargoed", ONLY_AN_EDITOR), ("withdrawn", WITHDRAWN_ALREADY)],
)
def test_a_writer_with_an_old_form_gets_the_words_back_and_the_reason(client, writer, state, reason):
    release = ReleaseFactory()
    form = opened(client, change(release), headline="Typed for an hour", body="<p>A long text.</p>")
    Release.objects.filter(pk=release.pk).update(
        status=Status.WITHDRAWN if state == "withdrawn" else Status.CLEARED,
        publish_at=clock.now() + timedelta(days=1 if state == "embargoed" else -1),
    )

    response = client.post(change(release), form | {"_submit": 1})

    assert response.status_code == 200
    assert errors_on(response) == [reason]
    assert "Typed for an hour" in response.text
    assert "A long text." in response.text
    assert Release.objects.get().headline == release.headline


def test_an_old_form_does_not_take_the_moment_from_a_cleared_text(client, editor):
    release = ReleaseFactory()
    form = opened(client, change(release))
    release.clear(editor, clock.now() + timedelta(days=1))

    client.post(change(release), form | {"_save": 1})

    assert Release.objects.get().stage == Stage.SCHEDULED


def test_the_second_of_two_editors_sees_why_nothing_happened(client, editor):
    release = ReleaseFactory(in_review=True)
    form = opened(client, change(release), _send_back=1)
    release.clear(UserFactory(editor=True), clock.now())

    response = client.post(change(release), form, follow=True)

    assert "Only a text in review can be sent back." in messages_on(response)
    assert Release.objects.get().stage == Stage.PUBLIC


def test_withdrawing_asks_for_the_reason(client, editor):
    release = ReleaseFactory(published=True)
    address = f"/admin/releases/release/{release.pk}/withdraw/"

    assert errors_on(client.post(address, {"reason": " "})) == ["Write the reason."]
    client.post(address, {"reason": "The figures were wrong."})

    fresh = Release.objects.get()
    assert (fresh.stage, fresh.withdrawal_reason) == (Stage.WITHDRAWN, "The figures were wrong.")
    newest = Revision.objects.of(release).first()
    assert (newest.verb, newest.by, newest.note) == ("withdraw", editor, "The figures were wrong.")


def test_a_refused_confirmation_tells_why(client, editor):
    release = ReleaseFactory()

    response = client.post(f"/admin/releases/release/{release.pk}/withdraw/", {"reason": "Why not"})

    assert errors_on(response) == ["Only a published text can be withdrawn."]


def test_a_writer_can_not_remove(client, writer):
    release = ReleaseFactory(published=True)

    response = client.post(f"/admin/releases/release/{release.pk}/remove/", {"reason": "I want to"})

    assert errors_on(response) == ["Only an editor can remove a text."]
    assert Release.objects.get().stage == Stage.PUBLIC


@pytest.mark.parametrize(("state", "may_delete"), [("draft", True), ("embargoed", True), ("published", False)])
def test_only_what_never_was_public_is_deleted(client, editor, state, may_delete):
    release = ReleaseFactory(**{state: True})
    address = f"/admin/releases/release/{release.pk}/delete/"

    assert ("deletelink" in client.get(change(release)).text) is may_delete
    response = client.post(address, {"post": "yes"})

    assert response.status_code == (302 if may_delete else 403)
    assert Release.objects.exists() is not may_delete
    assert ReleaseFamily.objects.exists() is not may_delete


def test_a_deletion_is_in_the_history(client, editor):
    release = ReleaseFactory()

    client.post(f"/admin/releases/release/{release.pk}/delete/", {"post": "yes"})

    last = Revision.objects.get(object_id=release.pk, verb="delete")
    assert (last.by, last.data["headline"]) == (editor, release.headline)


@pytest.mark.parametrize("key", ["999999", "abc", "1/2"])
def test_what_is_not_there_can_not_be_withdrawn(client, editor, key):
    assert client.get(f"/admin/releases/release/{key}/withdraw/").status_code == 404


def test_clearing_says_when_it_comes_out(client, editor, clock_at):
    clock_at("2026-11-24 12:00")
    release = ReleaseFactory()
    form = opened(client, change(release), **at("1.12.2026", "8.00"))

    response = client.post(change(release), form | {"_clear": 1}, follow=True)

    assert messages_on(response) == ["Cleared. It comes out 1 December 2026 at 8:00 EET, and nobody sees it before."]
    assert "<b>Comes out 1 December 2026 at 8:00 EET. (in 7 days)</b>" in response.text


def test_clearing_for_a_moment_that_has_passed_asks_again_in_words(client, editor, clock_at):
    clock_at("2026-11-24 12:00")
    release = ReleaseFactory()
    form = opened(client, change(release), **at("1.1.2020", "9.00"))

    asked = client.post(change(release), form | {"_clear": 1}, follow=True)
    assert Release.objects.get().stage == Stage.DRAFT
    assert "1 January 2020 at 9:00 EET" in asked.text
    page = f"/admin/releases/release/{release.pk}/clear/"
    client.post(page, {"confirmed": "2020-01-02T09:00:00+02:00"})
    assert Release.objects.get().stage == Stage.DRAFT
    response = client.post(page, form_of(asked, "confirmed"), follow=True)

    assert messages_on(response) == [
        "This is public now, because its moment, 1 January 2020 at 9:00 EET, had passed already."
    ]


@pytest.mark.parametrize("role", [{"writer": True}, {"editor": True}])
def test_asking_back_names_the_moment_that_is_lost(client, clock_at, role):
    clock_at("2026-11-24 12:00")
    client.force_login(UserFactory(language="en", **role))
    release = ReleaseFactory(embargoed=True, publish_at=helsinki(2026, 12, 1, 8, 0))
    address = f"/admin/releases/release/{release.pk}/recall/"

    assert f'<a class="transition" href="{address}">Ask back for editing</a>' in client.get(change(release)).text
    assert "Its moment, 1 December 2026 at 8:00 EET, is lost" in client.get(address).text
    response = client.post(address, {"reason": ""}, follow=True)

    assert messages_on(response) == [
        "This is a draft again and does not come out 1 December 2026 at 8:00 EET. Set a new moment before you clear it."
    ]
    assert Release.objects.get().stage == Stage.DRAFT


def test_moving_keeps_the_text_cleared_and_tells_the_new_moment(client, editor, clock_at):
    clock_at("2026-11-24 12:00")
    release = ReleaseFactory(embargoed=True, publish_at=helsinki(2026, 12, 1, 8, 0))
    address = f"/admin/releases/release/{release.pk}/move/"

    response = client.post(address, at("2.12.2026", "9.30"), follow=True)

    assert messages_on(response) == ["Moved. It comes out 2 December 2026 at 9:30 EET."]
    assert Release.objects.get().publish_at == helsinki(2026, 12, 2, 9, 30)


@pytest.mark.parametrize(
    ("day", "time"), [("28.3.2027", "3.30"), ("31.10.2027", "3.30"), ("31.2.2027", "9.00"), ("", "")]
)
def test_a_moment_that_is_none_moves_nothing(client, editor, day, time):
    release = ReleaseFactory(embargoed=True)

    response = client.post(f"/admin/releases/release/{release.pk}/move/", at(day, time))

    assert len(errors_on(response)) == 1
    assert Release.objects.get().publish_at == release.publish_at


def test_publishing_now_what_was_scheduled_floors_to_the_minute(client, editor, clock_at):
    now = clock_at("2026-11-24 12:00:41")
    release = ReleaseFactory(embargoed=True)

    client.post(f"/admin/releases/release/{release.pk}/publish/", {})

    fresh = Release.objects.get()
    assert (fresh.stage, fresh.publish_at) == (Stage.PUBLIC, now.replace(second=0))


def test_a_withdrawn_text_is_brought_back_from_its_form(client, editor):
    release = ReleaseFactory(withdrawn=True)
    address = f"/admin/releases/release/{release.pk}/restore/"

    assert f'href="{address}"' in client.get(change(release)).text
    client.post(address, {"reason": "The figures were right."})

    assert Release.objects.get().stage == Stage.PUBLIC


@pytest.mark.parametrize(
    ("before", "explained", "done"),
    [
        (["withdraw"], "This is public again at once", "This is public again, with its first date"),
        (["withdraw", "remove"], "becomes a withdrawn page again", "This is a withdrawn page again."),
    ],
)
def test_bringing_back_says_what_the_text_becomes(client, editor, before, explained, done):
    release = ReleaseFactory(published=True)
    for verb in before:
        getattr(release, verb)(editor, "The figures were wrong.")
    address = f"/admin/releases/release/{release.pk}/restore/"

    assert explained in client.get(address).text
    assert done in client.post(address, {"reason": "They were right."}, follow=True).text


def test_where_two_are_required_ones_own_text_is_cleared_by_force_with_a_reason(client, editor, clock_at, press_desk):
    clock_at("2026-11-24 23:50")
    press_desk.four_eyes = "required"
    press_desk.save()
    release = ReleaseFactory()
    client.post(change(release), opened(client, change(release), headline="My own", **at("25.11.2026", "0.00")))
    page = client.get(change(release)).text

    assert "You were the last to write this, so a colleague must clear it." in page
    address = f"/admin/releases/release/{release.pk}/force/"
    assert f'href="{address}"' in page
    assert errors_on(client.post(address, {"reason": ""})) == ["Write the reason."]
    form = {"reason": "The bridge closes."}
    asked = client.post(address, form)
    client.post(address, form | form_of(asked, "confirmed"))

    fresh = Release.objects.get()
    assert (fresh.stage, fresh.awaits_review) == (Stage.SCHEDULED, True)


def test_the_reason_of_a_withdrawal_is_not_called_a_note_to_colleagues(client, editor):
    release = ReleaseFactory(published=True)
    release.withdraw(editor, "The price was wrong.")

    page = client.get(change(release)).text

    assert "<b>Reason, shown to readers:</b> The price was wrong." in page
    assert f'href="{release.get_absolute_url()}" class="viewsitelink"' in page

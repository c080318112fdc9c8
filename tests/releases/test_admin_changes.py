"""Changes to a text that is cleared or public: proposals, the question about readers, reasons, addresses."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom import clock
from newsroom.models import Proposal, Revision, StoredFile
from newsroom.proposals import propose
from newsroom.publishing import Stage
from releases.models import Correction, Release
from tests.factories import ReleaseFactory, UserFactory, pdf_bytes
from tests.newsroom.test_admin_pages import at, errors_on, messages_on, opened, with_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]


def change(release) -> str:
    return f"/admin/releases/release/{release.pk}/change/"


def test_a_writers_change_to_a_public_text_is_kept_as_a_proposal(client, writer):
    release = ReleaseFactory(published=True)

    page = client.get(change(release))
    assert "This is public, so what you change here is kept as a proposal." in page.text
    assert 'name="_propose"' in page.text
    response = client.post(change(release), opened(client, change(release), headline="Proposed"), follow=True)

    assert messages_on(response) == ["Your proposal is kept. An editor applies or refuses it."]
    assert Release.objects.get().headline == release.headline
    assert Proposal.objects.get().data["headline"] == "Proposed"


def test_a_writer_whose_old_form_comes_after_the_publication_proposes_what_was_typed(client, writer):
    release = ReleaseFactory()
    form = opened(client, change(release), headline="Typed for an hour")
    release.clear(None, clock.now() - timedelta(days=1))

    client.post(change(release), form | {"_submit": 1})

    fresh = Release.objects.get()
    assert (fresh.headline, fresh.stage) == (release.headline, Stage.PUBLIC)
    assert Proposal.objects.get().data["headline"] == "Typed for an hour"


def test_an_upload_in_a_proposal_is_kept_with_it_and_public_only_when_applied(client, writer):
    release = ReleaseFactory(published=True)
    upload = SimpleUploadedFile("kartta.pdf", pdf_bytes("Kartta"), "application/pdf")
    form = with_rows(opened(client, change(release)), "attachments", {"stored_file": upload, "label": "Kartta"})

    client.post(change(release), form)

    assert release.attachments.count() == 0
    assert client.get(StoredFile.objects.get().get_absolute_url()).status_code == 404
    Proposal.objects.get().apply(UserFactory(editor=True))
    assert [each.label for each in release.attachments.all()] == ["Kartta"]
    answer = client.get(StoredFile.objects.get().get_absolute_url())
    answer.close()
    assert answer.status_code == 200


def test_an_editor_sees_what_would_change_and_applies_it_with_an_answer_for_readers(client, editor):
    release = ReleaseFactory(published=True, headline="Silta avataan maanantaina")
    row = Release.objects.get()
    row.headline = "Silta avataan tiistaina"
    proposal = propose(row, UserFactory(writer=True), row.save, "The day was wrong.")
    address = f"/admin/releases/release/{release.pk}/proposals/{proposal.pk}/"

    assert f'href="{address}"' in client.get(change(release)).text
    page = client.get(address).text
    assert "<del>maanantaina</del> <ins>tiistaina</ins>" in page
    assert "The day was wrong." in page
    unanswered = client.post(address, {"_apply": 1})
    assert errors_on(unanswered) == ["Readers have seen this text. Answer whether they have to know of the change."]
    answer = {"readers": "correction", "was_wrong": "Monday", "what_changed": "Tuesday"}
    client.post(address, {"_apply": 1, **answer})

    assert Release.objects.get().headline == "Silta avataan tiistaina"
    assert [(each.kind, each.was_wrong, each.text, each.by) for each in Correction.objects.all()] == [
        ("correction", "Monday", "Tuesday", editor)
    ]
    assert [each.number for each in Revision.objects.of(release).exclude(number=None)] == [2, 1]


def test_refusing_a_proposal_changes_nothing(client, editor):
    release = ReleaseFactory(published=True)
    row = Release.objects.get()
    row.headline = "Uusi"
    proposal = propose(row, UserFactory(writer=True), row.save)

    client.post(
        f"/admin/releases/release/{release.pk}/proposals/{proposal.pk}/", {"_refuse": 1, "decision_note": "No."}
    )

    assert Release.objects.get().headline == release.headline
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.decision_note, proposal.decided_by) == ("refused", "No.", editor)


def test_nothing_typed_beside_the_other_button_is_lost(client, editor):
    release = ReleaseFactory(published=True)
    row = Release.objects.get()
    row.headline = "Uusi"
    proposal = propose(row, UserFactory(writer=True), row.save)
    address = f"/admin/releases/release/{release.pk}/proposals/{proposal.pk}/"
    answer = {"readers": "correction", "was_wrong": "Monday was", "what_changed": "It is Tuesday"}

    refused = client.post(address, {"_refuse": 1, **answer}).text
    applied = client.post(address, {"_apply": 1, "readers": "correction", "decision_note": "Perhaps not"}).text

    assert "Monday was" in refused
    assert "It is Tuesday" in refused
    assert "Perhaps not" in applied


def test_no_button_decides_nothing(client, writer):
    release = ReleaseFactory(published=True)
    client.post(change(release), opened(client, change(release), headline="Uusi"))
    proposal = Proposal.objects.get()

    client.post(f"/admin/releases/release/{release.pk}/proposals/{proposal.pk}/", {"decision_note": "No."})

    assert Proposal.objects.open().get() == proposal


def test_a_refusal_without_a_reason_is_refused_itself(client, editor):
    release = ReleaseFactory(published=True)
    row = Release.objects.get()
    row.headline = "Uusi"
    proposal = propose(row, UserFactory(writer=True), row.save)

    answer = client.post(f"/admin/releases/release/{release.pk}/proposals/{proposal.pk}/", {"_refuse": 1})

    assert errors_on(answer) == ["Tell why this is refused."]
    assert Proposal.objects.get().decision == "open"


def test_a_writer_sees_what_became_of_a_proposal_and_takes_another_back(client, writer):
    release = ReleaseFactory(published=True)
    client.post(change(release), opened(client, change(release), headline="Refused"))
    Proposal.objects.get().refuse(UserFactory(editor=True), "It was right.")
    client.post(change(release), opened(client, change(release), headline="Regretted"))
    regretted = Proposal.objects.open().get()

    page = client.get(change(release)).text
    client.post(f"/admin/releases/release/{release.pk}/proposals/{regretted.pk}/", {"_take_back": 1})

    assert "It was right." in page
    assert not Proposal.objects.open().exists()


def test_a_proposal_of_another_text_is_not_found(client, editor):
    release, other = ReleaseFactory(published=True), ReleaseFactory(published=True)
    row = Release.objects.get(pk=other.pk)
    row.headline = "Uusi"
    proposal = propose(row, UserFactory(writer=True), row.save)

    assert client.get(f"/admin/releases/release/{release.pk}/proposals/{proposal.pk}/").status_code == 404


def test_an_editor_who_changes_a_public_text_says_whether_readers_have_to_know(client, editor):
    release = ReleaseFactory(published=True)
    form = opened(client, change(release), headline="Changed", **at("1.1.2031", "9.00"))

    unanswered = client.post(change(release), form)
    assert errors_on(unanswered) == ["Readers have seen this text. Answer whether they have to know of the change."]
    assert "Changed" in unanswered.text
    client.post(change(release), form | {"readers": "slip"})

    fresh = Release.objects.get()
    assert (fresh.headline, fresh.publish_at, fresh.updated_at) == ("Changed", release.publish_at, release.publish_at)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("answer", "errors"),
    [
        ({"readers": "update"}, ["Write what readers have to know."]),
        ({"readers": "correction"}, ["Write what was wrong.", "Write what readers have to know."]),
        ({"readers": "everything"}, 2),
    ],
)
def test_an_incomplete_answer_keeps_the_form(client, editor, answer, errors):
    release = ReleaseFactory(published=True)

    response = client.post(change(release), opened(client, change(release), headline="Changed", **answer))

    found = errors_on(response)
    assert len(found) == errors if isinstance(errors, int) else found == errors
    assert Release.objects.get().headline == release.headline


def test_a_note_for_readers_needs_no_change_of_the_text(client, editor):
    release = ReleaseFactory(published=True)
    form = opened(client, change(release), readers="update", what_changed="The webcast has begun.")

    client.post(change(release), form)

    assert [(each.kind, each.text) for each in release.corrections.all()] == [("update", "The webcast has begun.")]


def test_a_public_address_can_change_and_the_old_one_leads_on(client, editor):
    release = ReleaseFactory(published=True, slug="silta")

    client.post(change(release), opened(client, change(release), slug="silta-avattiin", readers="slip"))

    assert client.get("/fi/tiedotteet/silta/")["Location"] == "/fi/tiedotteet/silta-avattiin/"


def test_changing_a_scheduled_text_needs_a_reason_keeps_the_moment_and_mails_the_one_who_cleared_it(
    client, editor, django_capture_on_commit_callbacks
):
    clearer = UserFactory(editor=True, language="en")
    release = ReleaseFactory()
    release.clear(clearer, clock.this_minute() + timedelta(minutes=10))
    form = opened(client, change(release), headline="Mended")

    refused = client.post(change(release), form)
    assert errors_on(refused) == ["This is cleared already, so write what you changed and why."]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(change(release), form | {"revision_note": "A wrong figure."})

    fresh = Release.objects.get()
    assert (fresh.headline, fresh.stage, fresh.publish_at) == ("Mended", Stage.SCHEDULED, release.publish_at)
    (message,) = mail.outbox
    assert (message.to, "A wrong figure." in message.body, "Mended" in message.body) == ([clearer.email], True, False)


def test_a_change_of_a_cleared_text_waits_for_a_second_reader(client, editor):
    release = ReleaseFactory()
    release.clear(UserFactory(editor=True), clock.this_minute() + timedelta(minutes=10))

    client.post(change(release), opened(client, change(release), headline="Mended", revision_note="A figure."))

    assert Release.objects.get().awaits_review
    assert "Not yet reviewed" in client.get(change(release)).text


@pytest.mark.parametrize("state", ["draft", "embargoed", "published"])
def test_a_form_without_headline_and_address_comes_back(client, editor, state):
    release = ReleaseFactory(**{state: True})

    response = client.post(change(release), opened(client, change(release), headline="", slug="", lead="Typed."))

    assert response.status_code == 200
    assert "Typed." in response.text
    assert Release.objects.get().headline == release.headline


@pytest.mark.parametrize("button", ["_clear", "_publish"])
def test_what_is_written_and_cleared_in_one_go_is_ones_own_text_too(client, editor, press_desk, button):
    press_desk.four_eyes = "required"
    press_desk.save()
    others = ReleaseFactory(publish_at=clock.now() + timedelta(days=1))
    typed = {"headline": "Own words", "lead": "Own lead.", "body": "<p>Own.</p>", **at("1.12.2027", "8.00"), button: 1}

    client.post("/admin/releases/release/add/", opened(client, "/admin/releases/release/add/", **typed), follow=True)
    client.post(change(others), opened(client, change(others), lead="Changed by me.", **{button: 1}), follow=True)

    assert [release.stage for release in Release.objects.order_by("pk")] == [Stage.DRAFT, Stage.DRAFT]


def test_what_is_written_and_published_in_one_go_waits_for_a_second_reader(client, editor):
    typed = {"headline": "Own words", "lead": "Own lead.", "body": "<p>Own.</p>", "_publish": 1}

    client.post("/admin/releases/release/add/", opened(client, "/admin/releases/release/add/", **typed))

    release = Release.objects.get()
    assert (release.stage, release.awaits_review) == (Stage.PUBLIC, True)

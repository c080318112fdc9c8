"""The rule itself: what is public when, and who may move a text from state to state."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from events.models import Event
from newsroom import clock
from newsroom.publishing import Refused, Stage, Status, drafts_shown
from programmes.models import DocumentVersion, ProgrammePeriod
from releases.models import Release
from tests import factories
from tests.factories import ReleaseFactory, UserFactory, helsinki

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]

NOW = helsinki(2026, 11, 24, 12, 0)
MOMENTS = {
    "past": NOW - timedelta(seconds=1),
    "now": NOW,
    "future": NOW + timedelta(microseconds=1),
    "none": None,
}
QUESTIONS = [("public", "is_public"), ("readable", "is_readable")]
FACTORIES = {
    Release: ReleaseFactory,
    Event: factories.EventFactory,
    ProgrammePeriod: factories.ProgrammePeriodFactory,
    DocumentVersion: factories.DocumentVersionFactory,
}


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("shown", [False, True], ids=["visitor", "editor"])
def test_queryset_and_object_agree_over_every_status_and_time(model, shown):
    rows = {}
    for status in Status:
        for name, moment in MOMENTS.items():
            if moment or status not in (Status.CLEARED, Status.WITHDRAWN):
                rows[status, name] = FACTORIES[model](status=status, publish_at=moment)

    for asked_at in (NOW, NOW + timedelta(days=1), NOW - timedelta(days=1)):
        for of_queryset, of_object in QUESTIONS:
            with drafts_shown() if shown else clock.standing_at(asked_at), clock.standing_at(asked_at):
                found = set(getattr(model.objects, of_queryset)())
                assert found == {row for row in rows.values() if getattr(row, of_object)()}
                assert found == set(getattr(model.objects, of_queryset)(asked_at))


def test_only_cleared_texts_whose_moment_has_come_are_public():
    rows = {name: ReleaseFactory(**{name: True}) for name in factories.STATES}

    assert set(Release.objects.public()) == {rows["published"]}
    assert set(Release.objects.readable()) == {rows["published"], rows["withdrawn"]}
    assert set(Release.objects.gone()) == {rows["gone"]}
    assert set(Release.objects.over()) == {rows["gone"], rows["withdrawn"]}


def test_a_text_becomes_public_at_its_moment_without_anything_running():
    release = ReleaseFactory(status=Status.CLEARED, publish_at=NOW)

    with clock.standing_at(NOW - timedelta(microseconds=1)):
        assert not Release.objects.public().exists()
        assert release.stage == Stage.SCHEDULED
    with clock.standing_at(NOW):
        assert Release.objects.public().get() == release
        assert release.stage == Stage.PUBLIC


@pytest.mark.parametrize("status", [Status.CLEARED, Status.WITHDRAWN])
def test_a_cleared_text_without_a_moment_is_refused_by_the_database(status):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseFactory(status=status, publish_at=None)


def test_stage_filter_and_stage_of_the_object_agree():
    rows = {name: ReleaseFactory(**{name: True}) for name in factories.STATES}

    for stage in Stage:
        assert set(Release.objects.in_stage(stage)) == {row for row in rows.values() if row.stage == stage}


# Transitions

ALLOWED = {
    "submit": {"draft"},
    "send_back": {"in_review"},
    "clear": {"draft", "in_review"},
    "recall": {"embargoed"},
    "withdraw": {"published"},
    "remove": {"draft", "in_review", "embargoed", "published", "withdrawn"},
}
ARGUMENTS = {"clear": [NOW], "withdraw": ["The figures were wrong."]}


@pytest.mark.parametrize("state", factories.STATES)
@pytest.mark.parametrize("verb", ALLOWED)
def test_transition_happens_in_its_own_states_only(verb, state):
    release, editor = ReleaseFactory(**{state: True}), UserFactory(editor=True)

    if state in ALLOWED[verb]:
        getattr(release, verb)(editor, *ARGUMENTS.get(verb, []))
        assert getattr(release, f"why_not_{verb}")(editor) != []
    else:
        before = release.status
        with pytest.raises(Refused) as refusal:
            getattr(release, verb)(editor, *ARGUMENTS.get(verb, []))
        assert set(refusal.value.reasons) <= set(getattr(release, f"why_not_{verb}")(editor))
        release.refresh_from_db()
        assert release.status == before


@pytest.mark.parametrize(("verb", "state"), [("clear", "draft"), ("withdraw", "published")])
def test_a_writer_may_not_decide_about_publication(verb, state):
    release, writer = ReleaseFactory(**{state: True}), UserFactory(writer=True)

    with pytest.raises(Refused):
        getattr(release, verb)(writer, *ARGUMENTS.get(verb, []))

    release.refresh_from_db()
    assert release.stage == {"embargoed": Stage.SCHEDULED, "published": Stage.PUBLIC}.get(state, Stage.DRAFT)


def test_a_writer_may_send_a_draft_for_review():
    release, writer = ReleaseFactory(), UserFactory(writer=True)

    release.submit(writer)

    assert Release.objects.get().status == Status.IN_REVIEW


def test_every_reason_is_given_at_once():
    release, writer = ReleaseFactory(lead="", body=""), UserFactory(writer=True)

    with override("en"):
        reasons = [str(reason) for reason in release.why_not_clear(writer)]

    assert reasons == [
        "Only an editor can clear a text for publication.",
        "Fill in the day and time of “Published at”.",
        "Write the lead.",
        "Write the text.",
    ]


def test_a_transition_reads_the_state_anew():
    release, editor = ReleaseFactory(in_review=True), UserFactory(editor=True)
    same_row_elsewhere = Release.objects.get()
    same_row_elsewhere.clear(editor, NOW)

    with pytest.raises(Refused):
        release.clear(editor, NOW + timedelta(days=1))

    assert Release.objects.get().publish_at == NOW


def test_recall_gives_up_the_moment():
    release = ReleaseFactory(embargoed=True)

    release.recall(UserFactory(editor=True))

    assert (release.status, release.publish_at) == (Status.DRAFT, None)


def test_removing_what_never_was_public_leaves_nothing_that_could_count_as_gone():
    release = ReleaseFactory(embargoed=True)
    moment = release.publish_at

    release.remove(UserFactory(editor=True))

    assert not Release.objects.gone(moment + timedelta(days=1)).exists()


def test_removing_what_was_public_is_remembered():
    release = ReleaseFactory(published=True)

    release.remove(UserFactory(editor=True))

    assert Release.objects.gone().get() == release


def test_withdrawing_needs_a_reason():
    release = ReleaseFactory(published=True)

    with pytest.raises(Refused):
        release.withdraw(UserFactory(editor=True), "  ")

    assert Release.objects.get().is_public()


@pytest.mark.parametrize("state", ["embargoed", "published", "withdrawn", "gone"])
def test_a_writer_may_not_change_what_has_been_cleared(state):
    release = ReleaseFactory(**{state: True})

    assert release.why_not_change(UserFactory(writer=True)) != []


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_a_writer_may_change_what_is_on_its_way(state):
    assert ReleaseFactory(**{state: True}).why_not_change(UserFactory(writer=True)) == []


def test_an_editor_may_change_a_public_text():
    assert ReleaseFactory(published=True).why_not_change(UserFactory(editor=True)) == []


def test_a_document_version_needs_a_file_before_it_is_cleared():
    version = factories.DocumentVersionFactory()
    version.files.all().delete()

    with pytest.raises(ValidationError):
        version.clear(None, NOW)

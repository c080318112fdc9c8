"""Four eyes, moving, asking back and bringing back."""

from datetime import timedelta

import pytest
from django.core import mail

from newsroom import clock
from newsroom.history import Revision
from newsroom.models import Organisation
from newsroom.publishing import Refused, Stage, Status
from releases.models import Release
from tests.factories import (
    OrganisationFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    UserFactory,
    helsinki,
)

pytestmark = pytest.mark.django_db
T = helsinki(2027, 3, 1, 8, 0)
BEFORE, AFTER = helsinki(2027, 2, 28, 12, 0), helsinki(2027, 3, 1, 8, 1)
OWN_TEXT = "Muutit tätä viimeksi itse, joten työtoverin on hyväksyttävä tämä. Jos ketään ei ole paikalla, hyväksy ilman työtoveria."


def house(four_eyes):
    return OrganisationFactory(is_house=True, four_eyes=four_eyes, press_phone="+358500000100")


def written_by(user, **fields):
    from newsroom import history

    with history.change(by=user):
        return ReleaseFactory(**fields)


def stage_at(release, moment):
    with clock.standing_at(moment):
        return Release.objects.get(pk=release.pk).stage


def test_where_two_are_required_nobody_clears_their_own_text():
    house("required")
    editor, colleague = UserFactory(editor=True), UserFactory(editor=True)
    release = written_by(editor)

    with pytest.raises(Refused) as refused:
        release.clear(editor, T)
    release.clear(colleague, T)

    assert [str(reason) for reason in refused.value.reasons] == [OWN_TEXT]
    assert (release.status, release.awaits_review) == (Status.CLEARED, False)


def test_a_colleague_who_changes_the_text_becomes_its_last_writer():
    house("required")
    editor, colleague = UserFactory(editor=True), UserFactory(editor=True)
    release = written_by(editor)
    from newsroom import history

    with history.change(by=colleague):
        release.lead = "Toinen ingressi."
        release.save()

    assert release.why_not_clear(editor, T) == []
    assert [str(reason) for reason in release.why_not_clear(colleague, T)] == [OWN_TEXT]


def test_saving_without_a_change_makes_nobody_the_last_writer():
    house("required")
    writer, editor = UserFactory(writer=True), UserFactory(editor=True)
    release = written_by(writer)
    from newsroom import history

    with history.change(by=editor):
        release.save()

    assert release.last_writer() == writer
    assert release.why_not_clear(editor, T) == []


def test_an_editor_alone_at_midnight_forces_with_a_reason_and_a_colleague_confirms():
    house("required")
    editor, colleague = UserFactory(editor=True), UserFactory(editor=True, language="en")
    release = written_by(editor)

    with pytest.raises(Refused, match="Kerro"):
        release.force(editor, T, "  ")
    with clock.standing_at(BEFORE):
        release.force(editor, T, "Silta suljetaan aamulla.")
        assert release.awaits_review
        assert len(release.why_not_confirm(editor)) == 1
        release.confirm(colleague)

    assert (release.status, release.publish_at, release.awaits_review) == (Status.CLEARED, T, False)
    verbs = list(Revision.objects.of(release).values_list("verb", "by", "note"))
    assert verbs[:2] == [("confirm", colleague.pk, ""), ("force", editor.pk, "Silta suljetaan aamulla.")]


def test_where_two_are_advised_ones_own_text_goes_out_and_waits_for_a_second_reader():
    house("advised")
    editor, writer = UserFactory(editor=True), UserFactory(writer=True)
    own, others = written_by(editor), written_by(writer)

    own.clear(editor, T)
    others.clear(editor, T)

    assert (own.awaits_review, others.awaits_review) == (True, False)


def test_where_it_is_off_nothing_waits():
    house("off")
    editor = UserFactory(editor=True)
    release = written_by(editor)

    release.clear(editor, T)

    assert not release.awaits_review


def test_confirming_is_refused_with_every_reason():
    house("advised")
    writer = UserFactory(writer=True)
    release = ReleaseFactory(embargoed=True)

    assert len(release.why_not_confirm(writer)) == 2


def test_whoever_only_moved_a_text_may_confirm_it(clock_at):
    clock_at("2027-02-28 12:00")
    house("advised")
    writer, colleague = UserFactory(editor=True), UserFactory(editor=True)
    release = written_by(writer)
    release.clear(writer, T)

    release.move(colleague, T + timedelta(days=1))

    assert (release.why_not_confirm(colleague), len(release.why_not_confirm(writer))) == ([], 1)


@pytest.mark.parametrize("group", ["writer", "editor"])
def test_whoever_may_write_asks_back_a_scheduled_text_and_its_clearer_is_mailed(
    group, django_capture_on_commit_callbacks
):
    house("advised")
    editor, asker = UserFactory(editor=True, language="en"), UserFactory(name="Eero Salo", **{group: True})
    release = written_by(asker)
    release.clear(editor, T)

    with clock.standing_at(BEFORE), django_capture_on_commit_callbacks(execute=True):
        release.recall(asker, "Luku on väärin.")

    assert (release.status, release.publish_at) == (Status.DRAFT, None)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([editor.email], "A scheduled text was asked back")
    assert "Eero Salo" in message.body
    assert "1 March 2027 at 8:00 EET" in message.body
    assert release.headline not in message.subject + message.body


def test_nothing_public_is_asked_back():
    release = ReleaseFactory(published=True)

    with pytest.raises(Refused):
        release.recall(UserFactory(editor=True))

    assert release.is_public()


def test_moving_keeps_the_clearing_and_changes_only_the_moment():
    house("advised")
    release, editor = ReleaseFactory(), UserFactory(editor=True)
    release.clear(editor, T)
    later = helsinki(2027, 3, 2, 8, 0)

    with clock.standing_at(BEFORE):
        release.move(editor, later, "Kokous siirtyi.")

    assert stage_at(release, AFTER) == Stage.SCHEDULED
    assert stage_at(release, later) == Stage.PUBLIC


def test_a_writer_moves_nothing():
    release = ReleaseFactory(embargoed=True)

    with pytest.raises(Refused):
        release.move(UserFactory(writer=True), T)


@pytest.mark.parametrize(
    ("state", "before"), [("withdrawn", Stage.PUBLIC), ("gone", Stage.PUBLIC), ("removed", Stage.DRAFT)]
)
def test_bringing_back_restores_what_it_was(state, before):
    release, editor = ReleaseFactory(**{state: True}), UserFactory(editor=True)
    if state == "gone":
        Release.objects.filter(pk=release.pk).update(withdrawn_at=None)
        release.refresh_from_db()
    moment = release.publish_at

    release.restore(editor, "Luvut olivatkin oikein.")

    assert (release.stage, release.publish_at, release.withdrawn_at) == (before, moment, None)


def test_a_withdrawn_and_then_removed_text_comes_back_withdrawn_with_its_reason():
    release, editor = ReleaseFactory(published=True), UserFactory(editor=True)
    release.withdraw(editor, "Luvut olivat vääriä.")
    release.remove(editor, "Toinen syy.")

    release.restore(editor)

    assert (release.stage, release.withdrawal_reason) == (Stage.WITHDRAWN, "Luvut olivat vääriä.")


def test_undoing_twice_is_refused_and_changes_nothing():
    release, editor = ReleaseFactory(withdrawn=True), UserFactory(editor=True)
    same = Release.objects.get(pk=release.pk)
    release.restore(editor)

    with pytest.raises(Refused) as refused:
        same.restore(editor)

    assert [str(reason) for reason in refused.value.reasons] == [
        "Vain takaisin vedetyn tai poistetun tekstin voi palauttaa."
    ]
    assert Release.objects.get().stage == Stage.PUBLIC


def test_withdrawing_what_another_editor_has_just_removed_is_refused():
    release = ReleaseFactory(published=True)
    stale = Release.objects.get(pk=release.pk)
    release.remove(UserFactory(editor=True))

    with pytest.raises(Refused):
        stale.withdraw(UserFactory(editor=True), "Syy.")

    assert Release.objects.get().stage == Stage.REMOVED


def test_what_another_row_has_taken_since_can_not_come_back():
    old = ProgrammePeriodFactory(published=True)
    old.remove(None)
    ProgrammePeriodFactory(programme=old.programme, published=True)

    with pytest.raises(Refused) as refused:
        old.restore(None)

    assert len(refused.value.reasons) == 1
    assert type(old).objects.get(pk=old.pk).stage == Stage.REMOVED


def test_the_house_without_a_rule_is_advised():
    editor = UserFactory(editor=True)
    release = written_by(editor, contacts=[SpokespersonFactory()])
    assert not Organisation.objects.exists()

    release.clear(editor, T)

    assert release.awaits_review


def test_a_transition_takes_along_what_a_colleague_has_saved_meanwhile():
    release = ReleaseFactory(published=True, lead="Vanha ingressi.")
    stale = Release.objects.get(pk=release.pk)
    release.lead = "Uusi ingressi."
    release.save()

    stale.withdraw(UserFactory(editor=True), "Luvut olivat vääriä.")

    assert Release.objects.get().lead == "Uusi ingressi."

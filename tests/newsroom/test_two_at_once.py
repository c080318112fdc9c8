"""Two editors at once, each on a connection of their own: one of them acts, the other is told why not."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from newsroom import history, proposals
from newsroom.models import Organisation, Proposal, Revision
from newsroom.search import upkeep
from newsroom.search.finding import find
from newsroom.search.question import Question
from newsroom.states import Refused, Status
from releases.models import Release
from tests.factories import OrganisationFactory, ReleaseFactory, UserFactory, helsinki

pytestmark = pytest.mark.django_db(transaction=True)

MOMENT = helsinki(2090, 1, 1, 8, 0)
# name: (state, what the first does, what the second does)
RACES = {
    "both clear": ({"in_review": True}, "clear", "clear"),
    "both force": ({"in_review": True}, "force", "force"),
    "both confirm": ({"embargoed": True, "awaits_review": True}, "confirm", "confirm"),
    "both ask back": ({"embargoed": True}, "recall", "recall"),
    "both withdraw": ({"published": True}, "withdraw", "withdraw"),
    "both remove": ({"published": True}, "remove", "remove"),
    "both bring back": ({"withdrawn": True}, "restore", "restore"),
}
ARGUMENTS = {"clear": [MOMENT], "force": [MOMENT, "Now."], "withdraw": ["The figures were wrong."]}


def at_once(*doings) -> list:
    """What each raised as Refused, or None; all begin at the same time."""
    gate, outcomes = threading.Barrier(len(doings)), [None] * len(doings)

    def run(number, do):
        try:
            gate.wait()
            do()
        except Refused as refused:
            outcomes[number] = [str(reason) for reason in refused.reasons]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


def one_won(outcomes) -> bool:
    """And the other got one whole sentence."""
    lost = [reasons for reasons in outcomes if reasons is not None]
    return len(lost) == 1 and len(lost[0]) == 1 and lost[0][0].endswith(".")


@pytest.fixture
def editors():
    OrganisationFactory(is_house=True, press_phone="+358500000100")
    return [UserFactory(editor=True), UserFactory(editor=True)]


def proposed(release) -> Proposal:
    def save():
        row = Release.objects.get(pk=release.pk)
        row.headline = "Ehdotettu otsikko"
        row.save()

    return proposals.propose(release, UserFactory(writer=True), save)


@pytest.mark.parametrize("race", RACES)
def test_of_two_at_once_one_acts_and_the_other_is_told(editors, race):
    traits, *verbs = RACES[race]
    release = ReleaseFactory(**traits)
    before = Revision.objects.count()

    def doing(verb, by):
        row = Release.objects.get(pk=release.pk)
        return lambda: getattr(row, verb)(by, *ARGUMENTS.get(verb, []))

    outcomes = at_once(*(doing(verb, by) for verb, by in zip(verbs, editors, strict=True)))

    assert one_won(outcomes), outcomes
    assert Revision.objects.count() == before + 1


def test_what_one_removes_while_another_withdraws_it_is_removed(editors):
    """Withdrawing first and removing then is no conflict; the other way round the second is told."""
    release = ReleaseFactory(published=True)
    first, second = Release.objects.get(), Release.objects.get()

    outcomes = at_once(lambda: first.withdraw(editors[0], "The figures were wrong."), lambda: second.remove(editors[1]))

    fresh = Release.objects.get()
    assert outcomes[1] is None
    assert fresh.status == Status.REMOVED
    assert (fresh.withdrawn_at is None) == (outcomes[0] is not None)
    assert outcomes[0] is None or one_won(outcomes)
    assert [fresh.was_public(), fresh.publish_at] == [True, release.publish_at]


@pytest.mark.parametrize("second", ["apply", "refuse"])
def test_a_proposal_is_decided_once(editors, second):
    release = ReleaseFactory(published=True, headline="Vanha otsikko")
    proposal = proposed(release)
    rows = [Proposal.objects.get(pk=proposal.pk) for _each in editors]

    outcomes = at_once(lambda: rows[0].apply(editors[0]), lambda: getattr(rows[1], second)(editors[1]))

    assert one_won(outcomes), outcomes
    proposal.refresh_from_db()
    is_applied = proposal.decision == Proposal.Decision.APPLIED
    assert Release.objects.get().headline == ("Ehdotettu otsikko" if is_applied else "Vanha otsikko")
    assert Revision.objects.of(release).filter(verb="apply").count() == int(is_applied)


def test_a_button_that_is_clicked_twice_acts_once(editors):
    Organisation.objects.update(four_eyes="off")
    release = ReleaseFactory(in_review=True)
    address = f"/admin/releases/release/{release.pk}/publish/"
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(editors[0])
    answers = []

    at_once(*(lambda client=client: answers.append(client.post(address).status_code) for client in clients))

    assert sorted(answers) == [200, 302]
    assert [each.verb for each in Revision.objects.of(release)] == ["clear", "add"]


def test_a_change_and_a_withdrawal_at_once_lose_neither(editors):
    release = ReleaseFactory(published=True, lead="Vanha ingressi.")
    withdrawing = Release.objects.get()

    outcomes = at_once(
        lambda: change_lead(release, editors[0]), lambda: withdrawing.withdraw(editors[1], "The figures were wrong.")
    )

    fresh = Release.objects.get()
    assert outcomes == [None, None]
    assert (fresh.status, fresh.lead) == (Status.WITHDRAWN, "Uusi ingressi.")


def change_lead(release, by):
    change(release, by, lead="Uusi ingressi.")


def change(release, by, **fields):
    with history.change(by=by):
        row = Release.objects.get(pk=release.pk)
        row.hold()
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


@pytest.mark.postgresql
def test_a_proposal_that_waits_for_a_colleagues_save_is_merged_with_it(editors):
    """SQLite takes its lock before it reads, so there nothing can come in between."""
    release = ReleaseFactory(published=True, headline="Vanha otsikko", lead="Vanha ingressi.")
    proposal, has_locked = proposed(release), threading.Event()

    def save():
        with transaction.atomic():
            change_lead(release, editors[0])
            has_locked.set()
            wait_for_somebody_who_waits()

    def apply():
        has_locked.wait(30)
        proposal.apply(editors[1])

    outcomes = at_once(save, apply)

    fresh = Release.objects.get()
    assert outcomes == [None, None]
    assert (fresh.headline, fresh.lead) == ("Ehdotettu otsikko", "Uusi ingressi.")


@pytest.mark.postgresql
def test_the_nights_index_never_writes_what_it_read_before_a_save_after_it(editors, monkeypatch):
    release, has_read = ReleaseFactory(published=True, headline="Lohi"), threading.Event()
    Release.objects.update(headline="Hauki")
    write = upkeep.write

    def slowly(searchable, rows):
        rows = list(rows)
        if searchable.model is Release and threading.current_thread() is not saving:
            has_read.set()
            wait_for_somebody_who_waits()
        return write(searchable, rows)

    def save():
        has_read.wait(30)
        change(release, editors[0], headline="Kuha")
        connection.close()

    monkeypatch.setattr(upkeep, "write", slowly)
    saving = threading.Thread(target=save)
    saving.start()
    upkeep.mend()
    saving.join(30)

    assert [len(find(Question(word), "fi").candidates) for word in ("lohi", "hauki", "kuha")] == [0, 0, 1]


def wait_for_somebody_who_waits():
    for _attempt in range(100_000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")

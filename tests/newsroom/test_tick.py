"""What `manage.py tick` does: the receipt of each publication, once; housekeeping and checks, once a night."""

import threading
from datetime import UTC, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection

from newsroom import claims, clock, history, receipts, rechecks, renditions, ticking
from newsroom.chores import Chore
from tests.factories import EventFactory, ReleaseFactory, UserFactory, helsinki
from tests.neighbourhood import full_release

pytestmark = pytest.mark.django_db

MOMENT = helsinki(2026, 11, 25, 8)
SOON = MOMENT + timedelta(seconds=2)


@pytest.fixture(autouse=True)
def pictures_have_their_sizes(monkeypatch):
    monkeypatch.setattr(renditions, "make_ahead", lambda images, seconds: 0)


class NoMail(EmailBackend):
    """A mail server that can't be reached."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody answers")


def cleared_by(user, thing):
    with history.change(by=user) as change:
        thing.save()
        change.name(thing, "clear")
    return thing


def out_at(moment, **fields):
    with clock.standing_at(moment - timedelta(days=1)):
        return full_release(embargoed=True, publish_at=moment, **fields)


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


def receipts_at(moment) -> list:
    with clock.standing_at(moment):
        return receipts.send_due()


# Receipts


def test_whoever_cleared_a_text_is_told_in_their_language_that_every_door_is_open():
    clearer, _other = UserFactory(editor=True, language="en"), UserFactory(editor=True, language="en")
    release = cleared_by(clearer, out_at(MOMENT))

    assert receipts_at(SOON) == [True]

    facts = receipts.receipt_of(release)
    assert facts == {
        "doors": facts["doors"],
        "open": facts["doors"],
        "closed": [],
        "at": SOON,
        "is_all_open": True,
        "is_sent": True,
    }
    assert facts["doors"] > 25
    assert subjects() == [f"Published at 8:00:00, doors open {facts['open']}/{facts['doors']}"]
    assert mail.outbox[0].to == [clearer.email]
    assert "http://localhost:8000/fi/tiedotteet/tulvavahti/" in mail.outbox[0].body
    assert f"http://localhost:8000/admin/releases/release/{release.pk}/visibility/" in mail.outbox[0].body


def test_a_text_that_nobody_cleared_by_hand_is_told_to_all_editors_who_are_here():
    here = UserFactory(editor=True, language="en")
    UserFactory(editor=True, is_active=False)
    UserFactory(writer=True)
    out_at(MOMENT)

    receipts_at(SOON)

    assert [message.to for message in mail.outbox] == [[here.email]]


def test_a_clearer_who_has_left_is_not_written_to():
    gone, here = UserFactory(editor=True, is_active=False), UserFactory(editor=True, language="en")
    cleared_by(gone, out_at(MOMENT))

    receipts_at(SOON)

    assert [message.to for message in mail.outbox] == [[here.email]]


def test_a_shut_door_makes_the_receipt_loud_and_names_it():
    UserFactory(editor=True, language="en")
    release = out_at(MOMENT)
    stored = release.attachments.first().stored_file
    stored.path.unlink()

    receipts_at(SOON)

    facts = receipts.receipt_of(release)
    assert facts["closed"] == [{"name": "File", "address": stored.get_absolute_url()}]
    assert not facts["is_all_open"]
    assert subjects() == [f"DOORS CLOSED: published at 8:00:00, open {facts['doors'] - 1}/{facts['doors']}"]
    assert f"- File\n  http://localhost:8000{stored.get_absolute_url()}" in mail.outbox[0].body


def test_nothing_is_told_before_the_moment():
    UserFactory(editor=True)
    release = out_at(MOMENT)

    assert receipts_at(MOMENT - timedelta(seconds=1)) == []
    assert (receipts.receipt_of(release), subjects()) == (None, [])


def test_a_receipt_is_sent_once():
    UserFactory(editor=True)
    out_at(MOMENT)

    sent = [receipts_at(MOMENT + timedelta(minutes=minute)) for minute in (0, 1, 2)]

    assert sent == [[True], [None], [None]]
    assert len(mail.outbox) == 1


def test_a_text_that_came_out_long_ago_has_no_receipt():
    UserFactory(editor=True)
    out_at(MOMENT)

    assert receipts_at(MOMENT + timedelta(hours=24)) == []


def test_a_moved_moment_has_a_receipt_of_its_own():
    UserFactory(editor=True)
    release = out_at(MOMENT)
    receipts_at(SOON)
    release.publish_at = MOMENT + timedelta(hours=1)
    release.save()

    assert receipts.receipt_of(release) is None
    assert receipts_at(SOON + timedelta(hours=1)) == [True]


def test_a_receipt_that_could_not_be_sent_is_sent_by_the_next_tick_with_what_was_found(settings):
    UserFactory(editor=True, language="en")
    release = out_at(MOMENT)
    locmem, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.NoMail"

    failed = receipts_at(SOON)
    unsent = receipts.receipt_of(release)
    settings.EMAIL_BACKEND = locmem
    release.attachments.first().stored_file.path.unlink()
    sent = receipts_at(SOON + timedelta(minutes=1))

    assert (failed, unsent["is_sent"], sent) == ([False], False, [True])
    assert receipts.receipt_of(release) == unsent | {"is_sent": True}
    assert subjects() == [f"Published at 8:00:00, doors open {unsent['doors']}/{unsent['doors']}"]


def test_every_noun_has_a_receipt():
    UserFactory(editor=True, language="en")
    with clock.standing_at(MOMENT - timedelta(days=1)):
        EventFactory(embargoed=True, publish_at=MOMENT)

    assert receipts_at(SOON) == [True]


@pytest.mark.parametrize(("language", "written"), [("fi", "8.00.00"), ("sv", "8.00.00"), ("en", "8:00:00")])
def test_a_moment_is_told_to_the_second(language, written):
    assert receipts.to_the_second(MOMENT, language) == written


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_send_one_receipt():
    UserFactory(editor=True)
    release = full_release(published=True)
    start, outcomes = threading.Barrier(2), []

    def run():
        try:
            start.wait()
            outcomes.append(receipts.send(release))
        finally:
            connection.close()

    ticks = [threading.Thread(target=run) for _number in range(2)]
    for thread in ticks:
        thread.start()
    for thread in ticks:
        thread.join()

    assert sorted(outcomes, key=str) == [None, True]
    assert len(mail.outbox) == 1


# Chores are taken by one


def test_a_chore_is_taken_once_and_again_when_it_failed_or_was_left():
    with clock.standing_at(MOMENT):
        chore = claims.take("test", "one", timedelta(minutes=5))
        assert claims.take("test", "one") is None
    with clock.standing_at(MOMENT + timedelta(minutes=10)):
        left = claims.take("test", "one", timedelta(minutes=5))
        claims.keep(left, claims.FAILED)
        assert claims.take("test", "one", timedelta(minutes=5)) is None
    with clock.standing_at(MOMENT + timedelta(minutes=15)):
        again = claims.take("test", "one", timedelta(minutes=5))
        claims.keep(again, claims.DONE)
    with clock.standing_at(MOMENT + timedelta(days=15)):
        assert claims.take("test", "one") is None

    assert chore.pk == left.pk == again.pk


def test_of_two_ticks_that_see_the_same_failure_one_takes_it():
    with clock.standing_at(MOMENT):
        claims.keep(claims.take("test", "one"), claims.FAILED)
    seen, seen_too = Chore.objects.get(), Chore.objects.get()

    with clock.standing_at(SOON):
        taken = [claims.take_over(each) for each in (seen, seen_too)]

    assert taken == [seen, None]


# Nights


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (helsinki(2027, 3, 27), ["2027-03-27 04:00 EET", "2027-03-28 04:00 EEST", "2027-03-29 04:00 EEST"]),
        (helsinki(2027, 10, 30), ["2027-10-30 04:00 EEST", "2027-10-31 04:00 EET", "2027-11-01 04:00 EET"]),
    ],
)
def test_nightly_chores_are_done_once_a_night_also_when_clocks_are_moved(first, expected):
    start = first.astimezone(UTC)
    for half_hours in range(3 * 48):
        with clock.standing_at(start + timedelta(minutes=30 * half_hours)):
            ticking.tick()

    of_last_night, *done = Chore.objects.filter(kind="nightly", key__endswith="sweep").order_by("pk")
    assert of_last_night.done_at == start
    assert [f"{chore.done_at.astimezone(first.tzinfo):%Y-%m-%d %H:%M %Z}" for chore in done] == expected


def test_a_tick_that_slept_makes_up_for_the_night():
    with clock.standing_at(helsinki(2026, 11, 25, 15)):
        assert str(ticking.night()) == "2026-11-25"
        done = ["sweep", "recheck", "pictures", "redact", "statement", "search"]
        assert [each.split()[0] for each in ticking.tick().done] == done
    with clock.standing_at(helsinki(2026, 11, 26, 3, 59)):
        assert str(ticking.tick()) == "tick: nothing to do"


def test_a_failing_chore_stops_no_other_and_is_told_at_the_end(settings):
    UserFactory(editor=True)
    settings.EMAIL_BACKEND = f"{__name__}.NoMail"
    out_at(MOMENT)

    with clock.standing_at(SOON), pytest.raises(CommandError) as failure:
        call_command("tick")

    assert str(failure.value).startswith("tick: sweep")
    assert str(failure.value).endswith("redact redacted=0, statement, search mended=0; failed: receipts 1")


def test_command_says_what_it_did(capsys):
    UserFactory(editor=True)
    out_at(MOMENT)

    with clock.standing_at(SOON):
        call_command("tick")
        call_command("tick")

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("tick: receipts 1, sweep")
    assert second == "tick: nothing to do"


# Checks of what waits for its moment


def broken(**fields):
    """An event that was cleared and has lost its venue since."""
    return EventFactory(online_url="", embargoed=True, **fields)


def test_an_editor_is_told_once_what_broke_in_a_cleared_text():
    clearer = UserFactory(editor=True, language="en")
    event = cleared_by(clearer, broken(title_fi="Salaiset jokipäivät"))

    first, second = rechecks.recheck(), rechecks.recheck()

    assert (first, second) == ({"checked": 1, "mails": 1}, {"checked": 1, "mails": 0})
    assert subjects() == ["A text that waits for its moment needs you before it comes out"]
    assert "- Give the venue or the address online." in mail.outbox[0].body
    assert f"http://localhost:8000/admin/events/event/{event.pk}/change/" in mail.outbox[0].body
    assert "Salaiset" not in mail.outbox[0].body


def test_what_was_mended_and_broke_again_is_told_again():
    clearer = UserFactory(editor=True)
    event = cleared_by(clearer, broken())
    rechecks.recheck()
    event.online_url = "https://jokipaivat.example/"
    event.save()
    rechecks.recheck()
    event.online_url = ""
    event.save()

    rechecks.recheck()

    assert len(mail.outbox) == 2


def test_a_text_has_one_mail_with_all_that_broke():
    cleared_by(UserFactory(editor=True, language="en"), ReleaseFactory(lead="", body="", embargoed=True))

    rechecks.recheck()

    assert len(mail.outbox) == 1
    assert mail.outbox[0].body.count("\n- ") >= 2


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_only_what_waits_for_its_moment_is_checked_anew(state):
    UserFactory(editor=True)
    EventFactory(online_url="", **{state: True})

    assert rechecks.recheck() == {"checked": 0, "mails": 0}


def test_a_recheck_whose_mail_failed_is_done_again_in_an_hour(settings):
    cleared_by(UserFactory(editor=True), broken(publish_at=MOMENT + timedelta(days=9)))
    locmem, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.NoMail"

    with clock.standing_at(MOMENT):
        failed = ticking.tick().failed
    settings.EMAIL_BACKEND = locmem
    with clock.standing_at(MOMENT + timedelta(minutes=59)):
        early = ticking.tick().done
    with clock.standing_at(MOMENT + timedelta(minutes=60)):
        late = ticking.tick().done

    assert (failed, early, late) == (["recheck"], [], ["recheck checked=1 mails=1"])

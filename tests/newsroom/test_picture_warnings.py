"""Editors hear of a picture that leaves, a month and a week before: once each, and with no word of what is in it."""

from datetime import date

import pytest
from django.core import mail

from newsroom import picture_warnings, ticking
from newsroom.models import Image
from tests.factories import ImageFactory, ReleaseFactory, UserFactory
from tests.newsroom.test_tick import NoMail

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 6, 30)


@pytest.fixture
def editors():
    UserFactory(writer=True)
    UserFactory(editor=True, is_active=False)
    return [UserFactory(editor=True, language="en"), UserFactory(editor=True, language="fi")]


@pytest.fixture
def image(editors):
    image = ImageFactory(alt_fi="Salainen silta", caption_fi="Salainen", show_until=LAST_DAY)
    ReleaseFactory(embargoed=True, headline="Salainen", image=image)
    return image


def told() -> int:
    """How many mails go out now."""
    before = len(mail.outbox)
    assert picture_warnings.warn() == {"mails": len(mail.outbox) - before}
    return len(mail.outbox) - before


@pytest.mark.usefixtures("image")
def test_each_editor_is_told_once_a_month_before_and_once_a_week_before(clock_at):
    counts = {}
    for day in ("05-30", "05-31", "06-01", "06-22", "06-23", "06-24", "06-30", "07-01"):
        clock_at(f"2026-{day} 05:00")
        counts[day] = (told(), told())

    assert counts == {day: (2 if day in ("05-31", "06-23") else 0, 0) for day in counts}


def test_the_mail_names_the_day_and_the_page_and_nothing_of_the_picture(image, editors, clock_at):
    clock_at("2026-06-01 05:00")
    told()

    english = next(message for message in mail.outbox if message.to == [editors[0].email])
    assert english.subject == "A picture leaves the pages after 30 June 2026"
    assert f"http://localhost:8000/admin/newsroom/image/{image.pk}/change/" in english.body
    assert "until 30 June 2026. 1 text" in english.body
    assert not any("alainen" in f"{message.subject} {message.body}" for message in mail.outbox)


@pytest.mark.usefixtures("image")
def test_a_picture_that_gets_its_last_day_late_is_told_of_once(clock_at):
    clock_at("2026-06-28 05:00")

    assert (told(), told()) == (2, 0)


@pytest.mark.usefixtures("image")
def test_a_moved_last_day_is_told_anew(clock_at):
    clock_at("2026-06-01 05:00")
    first = told()
    Image.objects.update(show_until=date(2026, 6, 20))

    assert (first, told()) == (2, 2)


@pytest.mark.usefixtures("editors")
def test_nobody_is_told_of_a_picture_that_nothing_shows(clock_at):
    ImageFactory(show_until=LAST_DAY)
    clock_at("2026-06-01 05:00")

    assert told() == 0


def test_nobody_is_told_of_a_picture_that_is_gone_already(image, clock_at):
    image.withdraw_consent(note="She called.")
    clock_at("2026-06-01 05:00")

    assert told() == 0


@pytest.mark.usefixtures("image")
def test_a_mail_server_that_fails_is_tried_again_and_nobody_hears_twice(settings, clock_at):
    clock_at("2026-06-01 05:00")
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{NoMail.__module__}.{NoMail.__name__}"
    with pytest.raises(picture_warnings.WarningsFailedError):
        picture_warnings.warn()

    settings.EMAIL_BACKEND = working

    assert (told(), told()) == (2, 0)


@pytest.mark.usefixtures("image")
def test_the_nightly_round_tells(clock_at):
    clock_at("2026-06-01 05:00")

    assert "pictures mails=2" in str(ticking.tick())
    assert str(ticking.tick()) == "tick: nothing to do"


def test_the_desk_shows_what_leaves_soon(client, editor, image, clock_at):
    clock_at("2026-05-30 09:00")
    before = client.get("/admin/").text
    clock_at("2026-06-01 09:00")
    after = client.get("/admin/").text

    heading = "Pictures that leave the pages soon"
    assert (heading in before, heading in after) == (False, True)
    assert f'<a href="/admin/newsroom/image/{image.pk}/change/">Salainen silta</a>' in after
    assert "Shown until 30 June 2026" in after

"""Who has read an older text sees what has changed, and is told once a change."""

from datetime import timedelta

import pytest
from django.core import mail

from newsroom import clock, history
from newsroom.publishing import Status
from releases import links
from releases.models import Release
from tests.factories import (
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    UserFactory,
)
from tests.releases.early_readers import a_link, change, opened, planted_in, words

pytestmark = pytest.mark.django_db


def test_a_reader_who_comes_back_sees_what_has_changed_once(client):
    release = ReleaseFactory(embargoed=True, language="en", headline="Bridge opens on Monday", lead="Same.")
    link = a_link(release)
    assert "has changed" not in words(opened(client, link))
    change(release, headline="Bridge opens on Tuesday")

    second, third = opened(client, link), opened(client, link)

    assert "The text has changed since you opened it on" in words(second)
    assert "<del>Monday</del>" in words(second)
    assert "<ins>Tuesday</ins>" in words(second)
    assert "<h3>Lead</h3>" not in words(second)
    assert "has changed" not in words(third)


def test_the_redline_shows_nothing_of_what_colleagues_wrote(client):
    release = ReleaseFactory(embargoed=True, files=[PdfFactory()])
    link = a_link(release)
    opened(client, link)
    change(release, lead="Toinen.")
    with history.change(note="zqnote"):
        attachment = release.attachments.get()
        attachment.exception = "zqexception"
        attachment.save()

    assert planted_in(words(opened(client, link))) == []


def test_a_change_beside_the_words_is_told_too(client):
    release = ReleaseFactory(embargoed=True, language="en")
    link = a_link(release)
    opened(client, link)
    release.contacts.create(spokesperson=SpokespersonFactory(), name="Aino Laine")

    response = opened(client, link)

    assert "Something beside them is new" in words(response)


def test_a_moved_state_is_no_change(client):
    release = ReleaseFactory(embargoed=True, language="en", contacts=[SpokespersonFactory()])
    link, moment = a_link(release), release.publish_at
    opened(client, link)
    release.recall(None)
    release.clear(None, moment)

    assert "has changed" not in words(opened(client, link))


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    def tell(release):
        with django_capture_on_commit_callbacks(execute=True):
            links.tell_readers_of_change(release)
        return sorted(message.to[0] for message in mail.outbox)

    return tell


def test_readers_of_an_older_text_are_told_once_a_change(client, commit):
    release = ReleaseFactory(embargoed=True, language="en", headline="zqheadline")
    reader = a_link(release, email="read@sanomat.example")
    a_link(release, email="unopened@sanomat.example")
    a_link(release, email="revoked@sanomat.example", revoked_at=clock.now())
    opened(client, reader)
    opened(client, a_link(release, email=""))
    assert commit(release) == []
    change(release, headline="zqother")

    assert commit(release) == ["read@sanomat.example"]
    assert commit(release) == ["read@sanomat.example"]
    change(release, headline="zqthird")
    assert commit(release) == ["read@sanomat.example"] * 2

    message = mail.outbox[0]
    assert reader.address in message.body
    assert "has changed since you opened it" in message.body
    assert planted_in(message.subject + message.body) == []


def test_who_has_opened_the_newest_text_is_told_nothing(client, commit):
    release = ReleaseFactory(embargoed=True)
    link = a_link(release)
    opened(client, link)
    change(release, lead="Toinen.")
    opened(client, link)

    assert commit(release) == []


@pytest.mark.parametrize("state", [Status.DRAFT, Status.IN_REVIEW])
def test_nobody_is_told_of_a_text_that_has_been_recalled(client, commit, state):
    release = ReleaseFactory(embargoed=True)
    opened(client, a_link(release))
    change(release, lead="Toinen.", status=state)

    assert commit(release) == []


@pytest.mark.parametrize(("verb", "subject"), [("move", "New embargo moment"), ("recall", "Recalled")])
def test_who_holds_the_text_under_embargo_is_told_that_its_moment_is_another(
    client, press_desk, django_capture_on_commit_callbacks, verb, subject
):
    release, editor = ReleaseFactory(embargoed=True, language="en", headline="Bridge opens"), UserFactory(editor=True)
    reader = a_link(release, email="reader@paper.example")
    a_link(release, email="unopened@paper.example")
    opened(client, reader)
    arguments = [release.publish_at + timedelta(hours=2)] if verb == "move" else []

    with django_capture_on_commit_callbacks(execute=True):
        getattr(Release.objects.get(pk=release.pk), verb)(editor, *arguments)

    told = [message for message in mail.outbox if message.to == ["reader@paper.example"]]
    assert [message.subject.startswith(subject) for message in told] == [True]
    assert not any("unopened@paper.example" in message.to for message in mail.outbox)
    assert "Bridge opens" not in told[0].subject + told[0].body

"""Who, what and why a revision tells when changes stand inside each other."""

import pytest

from newsroom import history
from newsroom.models import Revision, Theme
from tests.factories import EventFactory, PdfFactory, ReleaseFactory, ThemeFactory, UserFactory, helsinki
from tests.newsroom.test_admin_pages import form_of, messages_on

pytestmark = pytest.mark.django_db


def told(thing) -> list[tuple]:
    return [(each.verb, each.by, each.note) for each in Revision.objects.of(thing)]


def test_a_change_inside_a_change_keeps_who_and_why_of_the_outer_one():
    outer, inner = UserFactory(editor=True), UserFactory(writer=True)
    theme = ThemeFactory()

    with history.change(by=outer, note="Outer"):
        theme.save()
        with history.change(by=inner, note="Inner"):
            theme.save()

    assert told(theme)[0] == ("change", outer, "Outer")


def test_a_change_inside_a_change_lends_what_the_outer_one_lacks():
    inner, theme = UserFactory(writer=True), ThemeFactory()

    with history.change():
        theme.save()
        with history.change(by=inner, note="Inner"):
            pass

    assert told(theme)[0] == ("change", inner, "Inner")


def test_what_is_made_and_changed_at_once_was_made():
    user = UserFactory(writer=True)

    with history.change(by=user):
        theme = ThemeFactory()
        theme.hue = 3
        theme.save()

    assert told(theme) == [("add", user, "")]
    assert Revision.objects.of(theme).get().data["hue"] == 3


def test_what_is_made_and_deleted_at_once_leaves_its_last_state():
    with history.change():
        theme = ThemeFactory(name_fi="Tulvat")
        key = theme.pk
        theme.delete()

    assert [(each.verb, each.data["name_fi"]) for each in Revision.objects.filter(object_id=key)] == [
        ("delete", "Tulvat")
    ]


def test_a_deletion_in_the_admin_tells_who(client):
    editor, theme = UserFactory(editor=True), ThemeFactory(name_fi="Tulvat")
    client.force_login(editor)

    client.post(f"/admin/newsroom/theme/{theme.pk}/delete/", {"post": "yes"})

    assert Theme.objects.count() == 0
    assert [(each.verb, each.by) for each in Revision.objects.filter(object_id=theme.pk)] == [
        ("delete", editor),
        ("add", None),
    ]


def test_a_deletion_of_a_part_tells_who():
    user, release = UserFactory(editor=True), ReleaseFactory(files=[PdfFactory()])

    with history.change(by=user, note="Wrong file"):
        release.attachments.get().delete()

    assert told(release)[0] == ("change", user, "Wrong file")
    assert Revision.objects.of(release).first().data["attachments"] == []


def test_revisions_of_things_with_one_number_are_kept_apart():
    theme, event = ThemeFactory(pk=4711), EventFactory(pk=4711)

    assert [each.data["id"] for each in Revision.objects.of(theme)] == [4711]
    assert [each.data["start_date"] for each in Revision.objects.of(event)] == [event.start_date.isoformat()]
    assert Revision.objects.of(theme).get() != Revision.objects.of(event).get()


def test_a_note_of_the_form_is_the_reason_of_its_revision(client):
    editor, theme = UserFactory(editor=True, language="en"), ThemeFactory()
    release = ReleaseFactory()
    client.force_login(editor)

    for thing, address in ((theme, "newsroom/theme"), (release, "releases/release")):
        page = f"/admin/{address}/{thing.pk}/change/"
        client.post(page, form_of(client.get(page)) | {"revision_note": "Asked by Aino."})

    assert [told(thing)[0] for thing in (theme, release)] == [("change", editor, "Asked by Aino.")] * 2


def test_a_refused_move_leaves_no_revision_of_its_own(client, press_desk):
    writer, release = UserFactory(writer=True, language="en"), ReleaseFactory(publish_at=helsinki(2040, 1, 1))
    client.force_login(writer)
    page = f"/admin/releases/release/{release.pk}/change/"

    response = client.post(page, form_of(client.get(page)) | {"_clear": 1}, follow=True)

    assert messages_on(response) == [
        "Your changes were saved, but more is needed:",
        "Only an editor can clear a text for publication.",
    ]
    assert told(release) == [("change", writer, ""), ("add", None, "")]


def test_what_stands_beside_a_release_makes_no_version_of_it():
    release, other = ReleaseFactory(published=True), ReleaseFactory(published=True, slug="other")
    with history.change():
        release.family.related.add(other)
        release.save()

    assert list(Revision.objects.of(release).values_list("number", flat=True)) == [None, 1]

"""A file that a public version names stays with the version, unless it was the wrong one."""

import pytest

from newsroom import clock
from newsroom.models import StoredFile
from releases.models import Release
from tests.factories import PdfFactory, ReleaseFactory, helsinki

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]
T = helsinki(2027, 3, 1, 8, 0)


def status(client, stored):
    response = client.get(stored.get_absolute_url())
    response.close()
    return response.status_code


def replace(release, stored):
    attachment = Release.objects.get(pk=release.pk).attachments.get()
    attachment.stored_file = stored
    attachment.save()


def test_the_old_file_of_a_public_version_stays_with_it(client):
    old, new = PdfFactory(), PdfFactory()
    release = ReleaseFactory(published=True, files=[old])

    replace(release, new)

    assert (status(client, old), status(client, new)) == (200, 200)
    assert old.get_absolute_url() in client.get(f"{release.get_absolute_url()}v2/").text


def test_a_file_exchanged_before_the_moment_never_comes_out(client):
    old, new = PdfFactory(), PdfFactory()
    with clock.standing_at(helsinki(2027, 2, 28, 9, 0)):
        release = ReleaseFactory(files=[old])
        release.clear(None, T)
        replace(release, new)

    with clock.standing_at(T):
        assert (status(client, old), status(client, new)) == (404, 200)


def test_the_wrong_file_is_gone_from_versions_too(client):
    wrong, right = PdfFactory(), PdfFactory()
    release = ReleaseFactory(published=True, files=[wrong])
    replace(release, right)

    StoredFile.objects.get(pk=wrong.pk).strike()

    assert status(client, wrong) == 410
    assert wrong.get_absolute_url() not in client.get(f"{release.get_absolute_url()}v2/").text


def test_files_of_a_withdrawn_text_are_gone_with_its_versions(client):
    old, new = PdfFactory(), PdfFactory()
    release = ReleaseFactory(published=True, files=[old])
    replace(release, new)

    Release.objects.get().withdraw(None, "Luvut olivat vääriä.")

    assert (status(client, old), status(client, new)) == (410, 410)


def test_what_is_deleted_before_its_moment_keeps_no_file():
    stored = PdfFactory()
    with clock.standing_at(helsinki(2027, 2, 28, 9, 0)):
        release = ReleaseFactory(files=[stored])
        release.clear(None, T)
        release.delete()

    assert not stored.versions.exists()

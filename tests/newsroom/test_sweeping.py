"""What the sweeper takes and what it must leave."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from newsroom import blobs, clock, files, history, images
from newsroom.models import StoredFile
from newsroom.sweeping import sweep
from tests.factories import (
    DocumentVersionFactory,
    ImageFactory,
    OrganisationFactory,
    PdfFactory,
    ReleaseFactory,
    pdf_bytes,
    picture_bytes,
)

pytestmark = pytest.mark.django_db

NOTHING = {"temporary": 0, "rows": 0, "blobs": 0, "renditions": 0}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def later(days: int):
    return clock.now() + timedelta(days=days)


def left_behind(folder, name: str):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    return path


@pytest.mark.parametrize("name", ["files/incoming-x8k2", "renditions/incoming-x8k2"])
def test_what_a_killed_server_left_goes_after_a_day(folder, name):
    path = left_behind(folder, name)

    assert sweep() == NOTHING
    assert sweep(later(2)) == {**NOTHING, "temporary": 1}
    assert not path.exists()


def test_bytes_without_a_row_go_after_a_day_with_their_smaller_widths():
    stored = images.store(ContentFile(picture_bytes(), name="a.png"))
    StoredFile.objects.filter(pk=stored.pk).delete()

    assert sweep(dry_run=True) == sweep() == NOTHING
    assert sweep(later(2)) == {**NOTHING, "blobs": 1}
    assert not stored.path.exists()
    assert blobs.renditions_of(stored.sha256) == []


def test_smaller_widths_without_their_picture_go():
    image = ImageFactory()
    image.stored_file.path.unlink()

    assert sweep(later(2)) == {**NOTHING, "renditions": 1}


def test_an_upload_of_an_abandoned_form_goes_when_the_form_can_no_longer_be_sent():
    stored = PdfFactory()

    assert sweep(later(7)) == NOTHING
    assert sweep(later(9))["rows"] == 1
    assert not StoredFile.objects.exists()
    assert not stored.path.exists()


def test_what_a_row_refers_to_stays():
    ReleaseFactory(files=[PdfFactory()], image=ImageFactory())
    ReleaseFactory(removed=True, files=[PdfFactory()])
    DocumentVersionFactory()
    OrganisationFactory(logo=StoredFile.objects.store(ContentFile(picture_bytes(), name="logo.png")))

    assert sweep(later(99)) == NOTHING


def test_a_file_of_an_earlier_version_stays_for_restoring():
    with history.change():
        release = ReleaseFactory(published=True, files=[PdfFactory(words="first")])
    release.attachments.get().delete()

    assert sweep(later(99)) == NOTHING
    assert StoredFile.objects.get().is_ready


def test_the_bytes_of_a_version_stay_even_without_a_row():
    with history.change():
        release = ReleaseFactory(published=True, files=[PdfFactory(words="first")])
    release.attachments.get().delete()
    stored = StoredFile.objects.get()
    stored.versions.all().delete()
    StoredFile.objects.filter(pk=stored.pk).delete()

    assert sweep(later(99)) == NOTHING
    assert stored.path.exists()


def test_the_picture_before_the_last_stays_for_restoring():
    image = ImageFactory()
    image.stored_file = images.store(ContentFile(picture_bytes(500, 400), name="b.png"))
    image.save()

    assert sweep(later(99)) == NOTHING
    assert StoredFile.objects.count() == 2


def test_the_file_of_a_proposal_stays():
    from newsroom.models import Proposal

    release, stored = ReleaseFactory(published=True), PdfFactory()
    frozen = history.freeze(release)
    frozen["data"]["attachments"] = [{"stored_file_id": {"id": stored.pk, "name": "a", "sha256": stored.sha256}}]
    Proposal.objects.create(**frozen)

    assert sweep(later(99)) == NOTHING


def test_the_file_of_a_text_that_has_been_deleted_goes():
    with history.change():
        release = ReleaseFactory(files=[PdfFactory()])
    release.attachments.get().delete()
    release.delete()

    assert sweep(later(99))["rows"] == 1


def test_a_struck_file_stays_so_that_its_address_says_that_it_is_gone(fetch):
    stored = PdfFactory()
    release = ReleaseFactory(published=True, files=[stored])
    files.replace_wrong(release.attachments.get(), "stored_file", ContentFile(pdf_bytes("right"), name="right.pdf"))
    release.delete()

    sweep(later(99))

    assert fetch(stored.get_absolute_url()).status_code == 410


def test_files_of_others_in_the_folder_stay(folder):
    paths = [left_behind(folder, name) for name in ("files/README", "files/ab/notes.txt", "renditions/ab/a.webp")]

    assert sweep(later(99)) == NOTHING
    assert [path.exists() for path in paths] == [True, True, True]


def test_the_command_counts_and_with_dry_run_removes_nothing(folder, capsys):
    path = left_behind(folder, "files/incoming-x8k2")
    a_week_ago = path.stat().st_mtime - 7 * 24 * 3600
    os.utime(path, (a_week_ago, a_week_ago))

    call_command("sweep", "--dry-run")
    assert path.exists()
    call_command("sweep")

    assert not path.exists()
    count = "    1 temporary\n    0 rows\n    0 blobs\n    0 renditions\n"
    assert capsys.readouterr().out == count * 2


def test_the_history_is_read_only_when_there_is_something_to_ask(django_assert_max_num_queries):
    for _ in range(3):
        ReleaseFactory(files=[PdfFactory()])

    with django_assert_max_num_queries(5) as queries:
        files.sweep(later(99))

    assert [query["sql"] for query in queries.captured_queries if "newsroom_revision" in query["sql"]] == []

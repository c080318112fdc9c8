"""Bytes before rows: whatever breaks while a file is being kept, no half of it stays and the editor is told."""

import errno
import hashlib
import os
import resource
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from newsroom import blobs, files, images
from newsroom.models import Image, StoredFile
from tests.factories import PdfFactory, ReleaseFactory, pdf_bytes, picture_bytes

pytestmark = pytest.mark.django_db

SENTENCE = "The server has no room for this file just now. Nothing was saved: tell the administrator, and try later."


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]


def failing(code):
    def fail(*args, **options):
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_without_room_is_told_in_a_sentence_and_leaves_nothing(step, code, folder, monkeypatch):
    monkeypatch.setattr(os, step, failing(code))

    with pytest.raises(ValidationError) as refusal:
        StoredFile.objects.store(ContentFile(pdf_bytes(), name="a.pdf"))

    with override("en"):
        assert (refusal.value.code, refusal.value.messages) == ("disk", [SENTENCE])
    assert not StoredFile.objects.exists()
    assert files_in(folder) == []


def test_a_disk_that_is_full_in_the_middle_leaves_nothing(folder):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    content = pdf_bytes("x" * 200_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(ValidationError) as refusal:
            StoredFile.objects.store(ContentFile(content, name="a.pdf"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refusal.value.code == "disk"
    assert files_in(folder) == []
    assert StoredFile.objects.store(ContentFile(content, name="a.pdf")).path.read_bytes() == content


def test_a_disk_that_is_full_at_a_smaller_width_leaves_no_picture(folder, monkeypatch):
    monkeypatch.setattr(blobs, "renditions_folder", lambda: folder / "files.full" / "nowhere")
    (folder / "files.full").touch()

    with pytest.raises(ValidationError) as refusal:
        images.store(ContentFile(picture_bytes(), name="a.png"))

    assert refusal.value.code == "disk"
    assert not StoredFile.objects.exists()
    assert files_in(folder) == [folder / "files.full"]


def test_the_form_comes_back_with_the_sentence(client, editor, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    upload = SimpleUploadedFile("a.png", picture_bytes())

    response = client.post(
        "/admin/newsroom/image/add/", {"alt_fi": "Silta", "main_language": "fi", "stored_file": upload}
    )

    assert response.status_code == 200
    assert SENTENCE in response.text
    assert not Image.objects.exists()


def test_reading_goes_on_while_the_disk_is_full(fetch, monkeypatch):
    stored = PdfFactory()
    ReleaseFactory(published=True, files=[stored])
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))

    assert fetch(stored.get_absolute_url()).bytes == stored.path.read_bytes()


def test_bytes_and_their_name_are_on_the_platter_before_the_row(folder, monkeypatch):
    steps = []
    fsync, replace, create = os.fsync, os.replace, StoredFile.objects.all().__class__.create

    def kind_of(handle):
        return "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"

    monkeypatch.setattr(os, "fsync", lambda handle: steps.append(f"sync {kind_of(handle)}") or fsync(handle))
    monkeypatch.setattr(os, "replace", lambda *paths: steps.append("rename") or replace(*paths))
    monkeypatch.setattr(
        StoredFile.objects.all().__class__,
        "create",
        lambda rows, **fields: steps.append("row") or create(rows, **fields),
    )

    StoredFile.objects.store(ContentFile(picture_bytes(), name="a.png"))

    assert steps == [
        *("sync file", "sync file"),
        *("rename", "sync folder", "sync folder"),
        *("rename", "sync folder", "sync folder"),
        "row",
    ]


def test_no_half_file_stays_when_an_upload_breaks_off(folder):
    def chunks():
        yield b"first"
        raise OSError("the line was cut")

    with pytest.raises(OSError, match="the line was cut"):
        files.write_blob(chunks())

    assert files_in(folder) == []


WRITER = """
import django, os
django.setup()
from newsroom import blobs
while True:
    print(blobs.write([os.urandom(300_000)])[0], flush=True)
"""


def test_a_server_that_is_killed_leaves_no_half_file_and_loses_none_it_has_told_of(folder):
    environment = {**os.environ, "DATA_DIR": str(folder)}
    told = []
    for lines in (1, 2, 3, 5, 8):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER], stdout=subprocess.PIPE, text=True, env=environment
        ) as writer:
            told += [writer.stdout.readline().strip() for _ in range(lines)]
            writer.kill()

    kept = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("files/??/*")}
    assert set(told) <= set(kept)
    assert {name for name, digest in kept.items() if name != digest} == set()


def test_nobody_but_the_server_can_read_what_it_keeps(folder):
    stored = images.store(ContentFile(picture_bytes(), name="a.png"))

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (stored.path, images.rendition_path(stored.sha256, 320))]
    assert modes == [0o600, 0o600]

"""Uploaded files: checked by content, kept outside every served path, as public as what refers to them."""

import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from newsroom import pdf
from newsroom.publishing import used_by
from newsroom.text import LineField, one_line

MEGABYTE = 2**20


@dataclass(frozen=True)
class FileType:
    content_type: str
    extensions: tuple[str, ...]
    max_megabytes: int
    is_shown_in_browser: bool = False

    @property
    def label(self) -> str:
        return self.extensions[0].upper()


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
DOCUMENTS = [
    FileType("application/pdf", ("pdf",), 50, is_shown_in_browser=True),
    FileType(f"{_OFFICE}.wordprocessingml.document", ("docx",), 20),
    FileType(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), 20),
    FileType(f"{_OFFICE}.presentationml.presentation", ("pptx",), 50),
    FileType(f"{_OPEN}.text", ("odt",), 20),
    FileType(f"{_OPEN}.spreadsheet", ("ods",), 20),
    FileType(f"{_OPEN}.presentation", ("odp",), 50),
]
PICTURES = [
    FileType("image/jpeg", ("jpg", "jpeg"), 25, is_shown_in_browser=True),
    FileType("image/png", ("png",), 25, is_shown_in_browser=True),
    FileType("image/webp", ("webp",), 25, is_shown_in_browser=True),
]
TYPES = {file_type.content_type: file_type for file_type in [*DOCUMENTS, *PICTURES]}


def check(upload, allowed: list[FileType]) -> FileType:
    """The type of an upload by its content; raises ValidationError with a sentence that says what to do."""
    if not upload.size:
        raise ValidationError(_("The file is empty. Choose another file."), code="empty")
    upload.seek(0)
    guess = filetype.guess(upload.read(8192))
    upload.seek(0)
    file_type = next((each for each in allowed if guess and each.content_type == guess.mime), None)
    if file_type is None:
        names = ", ".join(each.label for each in allowed)
        raise ValidationError(
            _("This file is not one of the accepted kinds (%(names)s), whatever its name says. Choose another file."),
            code="kind",
            params={"names": names},
        )
    _check_name_and_size(upload, file_type)
    return file_type


def _check_name_and_size(upload, file_type: FileType):
    extension = Path(upload.name or "").suffix.lstrip(".").lower()
    if extension not in file_type.extensions:
        raise ValidationError(
            _("The content of the file is %(kind)s, but its name ends in “.%(extension)s”. Rename or choose another."),
            code="extension",
            params={"kind": file_type.label, "extension": extension[:20]},
        )
    if upload.size > file_type.max_megabytes * MEGABYTE:
        raise ValidationError(
            _("The file is %(size)s, and at most %(limit)s MB is accepted. Make it smaller and try again."),
            code="size",
            params={"size": filesizeformat(upload.size), "limit": file_type.max_megabytes},
        )


def safe_name(name: str) -> str:
    """A readable file name without paths, control or bidi characters, at most 150 characters."""
    path = Path(one_line(name).replace("\\", "/").replace("\0", ""))
    stem = slugify(path.stem, allow_unicode=True)[:140] or "file"
    extension = slugify(path.suffix.lstrip("."))[:8]
    return f"{stem}.{extension}" if extension else stem


# Blobs


def blob_path(sha256: str) -> Path:
    return settings.DATA_DIR / "files" / sha256[:2] / sha256


def write_blob(chunks: Iterator[bytes]) -> tuple[str, int]:
    """Keep bytes under their hash and return (sha256, size): on disk for certain before any row names them."""
    folder = settings.DATA_DIR / "files"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(prefix="incoming-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        target = blob_path(digest.hexdigest())
        target.parent.mkdir(exist_ok=True)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


class StoredFileQuerySet(models.QuerySet):
    def public(self, at=None):
        return used_by(self, "public", at)

    def over(self, at=None):
        """Files that were public through something now withdrawn or removed."""
        return used_by(self, "over", at)

    def store(self, upload: File, allowed: list[FileType] | None = None) -> "StoredFile":
        """Check an upload, write its bytes, then its row. Raises ValidationError."""
        file_type = check(upload, allowed or list(TYPES.values()))
        sha256, size = write_blob(upload.chunks())
        return self.create(
            sha256=sha256,
            size=size,
            content_type=file_type.content_type,
            original_name=safe_name(upload.name),
            pages=pdf.page_count(blob_path(sha256)) if file_type.content_type == "application/pdf" else None,
        )


class StoredFile(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    content_type = models.CharField(_("type"), max_length=120, editable=False)
    original_name = LineField(_("name"), max_length=160)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    pdf_title = LineField(max_length=200, blank=True, default="", editable=False)
    pdf_language = LineField(max_length=20, blank=True, default="", editable=False)
    is_tagged = models.BooleanField(null=True, editable=False)
    struck_at = models.DateTimeField(_("struck at"), null=True, editable=False)
    created_at = models.DateTimeField(_("stored at"), auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self):
        return self.original_name

    def get_absolute_url(self):
        return reverse("file", args=[self.uuid, self.original_name])

    @property
    def path(self) -> Path:
        return blob_path(self.sha256)

    @property
    def file_type(self) -> FileType:
        return TYPES[self.content_type]

    @property
    def format(self) -> str:
        return self.file_type.label

    def delete(self, *args, **kwargs):
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: _remove_unused_blob(self.sha256))
        return result


def _remove_unused_blob(sha256: str):
    if not StoredFile.objects.filter(sha256=sha256).exists():
        blob_path(sha256).unlink(missing_ok=True)

"""Uploaded files: checked by content, kept outside every served path, as public as what refers to them."""

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom import blobs, clock, history, pdf, photo_words, pictures, remembered
from newsroom.intake import PDF, PICTURES, TYPES, FileType, check, safe_name
from newsroom.publishing import used_by
from newsroom.search.entries import FileText
from newsroom.text import LineField, one_line

blob_path = blobs.path_of
write_blob = blobs.write
logger = logging.getLogger(__name__)

_REFUSALS_OF_PDF = {
    "unreadable": _("This PDF is broken or too large to be read. Save it again as PDF/A and try once more."),
    "locked": _("This PDF is locked with a password or against copying. Save it without protection and try again."),
    "tail": _("This PDF has something else after its end. Save it again as PDF/A and try once more."),
    "script": _("This PDF holds a script. Save it as PDF/A and try again."),
    "launch": _("This PDF starts other programs. Save it as PDF/A and try again."),
    "attached": _("This PDF has other files inside it. Save it as PDF/A-2 without attachments and try again."),
    "media": _("This PDF holds sound, video or 3D. Save it as PDF/A, publish those elsewhere, and try again."),
    "acts": _("This PDF does something by itself when it is opened or filled in. Save it as PDF/A and try again."),
}


class StoredFileQuerySet(models.QuerySet):
    def public(self, at=None):
        return used_by(self.filter(struck_at=None), "public", at)

    def over(self, at=None):
        """Files that were public: through something now withdrawn or removed, or struck since."""
        through = used_by(self.model.objects.all(), "over", at).values("pk")
        return self.filter(Q(struck_at__isnull=False) | Q(pk__in=through))

    def store(self, upload: File, allowed: list[FileType] | None = None, max_edge: int | None = None) -> "StoredFile":
        """Check an upload, write its bytes and a picture's smaller widths, then its row. Raises ValidationError."""
        with _room_on_disk():
            file_type = check(upload, allowed or list(TYPES.values()))
        said = {}
        if file_type in PICTURES:
            said = photo_words.said_in(upload)
            upload = pictures.re_encode(upload, file_type.content_type, max_edge)
        with _room_on_disk(), blobs.incoming(upload.chunks()) as arrived:
            facts = _facts(arrived.path) if file_type == PDF else None
            if file_type in PICTURES:
                pictures.write_renditions(arrived.path, arrived.sha256)
            arrived.keep()
        return self._row(file_type, upload.name, arrived.sha256, arrived.size, facts, **said)

    def keep_made(self, made: bytes, name: str) -> "StoredFile":
        """A PDF that we made ourselves: it needs no upload's checks, and no process to read it in."""
        with _room_on_disk():
            sha256, size = blobs.write([made])
        facts = replace(pdf.read(BytesIO(made)), words=pdf.words_in(BytesIO(made)))
        return self._row(PDF, name, sha256, size, facts)

    def _row(self, file_type, name, sha256, size, facts: pdf.Facts | None, **said) -> "StoredFile":
        known = _columns(facts) if facts else said
        if facts:
            FileText.objects.keep(sha256, facts.words)
        return self.create(
            sha256=sha256, size=size, content_type=file_type.content_type, original_name=safe_name(name), **known
        )


def _facts(path: Path) -> pdf.Facts:
    try:
        return pdf.facts(path)
    except pdf.UnacceptableError as error:
        raise ValidationError(_REFUSALS_OF_PDF[error.code], code=f"pdf_{error.code}") from error


def _columns(facts: pdf.Facts) -> dict:
    return {
        "pages": facts.pages,
        "pdf_title": one_line(facts.title)[:200],
        "pdf_language": one_line(facts.language)[:20],
        "is_tagged": facts.is_tagged,
    }


@contextmanager
def _room_on_disk() -> Iterator[None]:
    """A disk that is full or may not be written to is the operator's business, and the editor is told so."""
    try:
        yield
    except OSError as error:
        logger.exception("An upload could not be kept")
        raise ValidationError(
            _(
                "The server has no room for this file just now. Nothing was saved: tell the administrator, and try later."
            ),
            code="disk",
        ) from error


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
    # What a photographer's program had written into a picture, before it was drawn anew.
    credit_inside = LineField(max_length=160, blank=True, default="", editable=False)
    caption_inside = LineField(max_length=250, blank=True, default="", editable=False)
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
        return blobs.path_of(self.sha256)

    @property
    def file_type(self) -> FileType:
        return TYPES[self.content_type]

    @property
    def format(self) -> str:
        return self.file_type.label

    @property
    def is_picture(self) -> bool:
        return self.file_type in PICTURES

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None

    @property
    def is_ready(self) -> bool:
        """What its address promises is there; the smaller sizes of a picture are made when they are asked for."""
        return not self.is_struck and self.path.is_file()

    @property
    def is_accessible_pdf(self) -> bool:
        return self.content_type == PDF.content_type and bool(self.is_tagged and self.pdf_title and self.pdf_language)

    def users(self) -> list[models.Model]:
        """The rows that refer to this file."""
        relations = [relation.get_accessor_name() for relation in self._meta.related_objects]
        return [row for name in relations for row in getattr(self, name).all()]

    def strike(self):
        """The wrong file: gone at once for everybody, whatever refers to it.

        What nobody outside could have seen gets a new address too, so that the old one answers like what never
        existed instead of telling that something was there.
        """
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
            if self.is_struck:
                return
            if not self.was_public():
                self.move()
            self.struck_at = clock.now()
            self.save(update_fields=["struck_at"])
            FileText.objects.filter(sha256=self.sha256).delete()

    def move(self):
        """To a new address: the old one answers like what never existed."""
        self.uuid = uuid.uuid4()
        self.save(update_fields=["uuid"])

    def was_public(self) -> bool:
        this = type(self).objects.filter(pk=self.pk)
        return this.public().exists() or this.over().exists() or remembered.was_in_public_version(self)

    def delete(self, *args, **kwargs):
        result = super().delete(*args, **kwargs)
        if not StoredFile.objects.filter(sha256=self.sha256).exists():
            FileText.objects.filter(sha256=self.sha256).delete()
        transaction.on_commit(lambda: blobs.remove(self.sha256, StoredFile.objects.filter(sha256=self.sha256).exists))
        return result


def replace_wrong(holder, field_name: str, right, *, by=None, note: str = "") -> StoredFile:
    """Put the right file (an upload or a row) in the place of the wrong one, which is struck. Raises ValidationError."""
    field = holder._meta.get_field(field_name)
    with history.change(by=by, note=note):
        wrong = StoredFile.objects.select_for_update().get(pk=_held(holder, field))
        stored = right if isinstance(right, StoredFile) else field.upload_field().keep(right)
        if stored.sha256 == wrong.sha256 or stored.is_struck:
            raise ValidationError(_("This is the wrong file itself. Choose the right one."), code="same")
        wrong.strike()
        field.save_form_data(holder, stored)
        holder.save()
    return stored


def sweep(at=None) -> dict[str, int]:
    from newsroom.sweeping import sweep

    return sweep(at)


def _held(holder, field) -> int:
    """What the row refers to now, in case a colleague has put another file there meanwhile."""
    return type(holder)._base_manager.values_list(field.attname, flat=True).get(pk=holder.pk)

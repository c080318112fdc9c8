"""The words of a stored PDF: read once, by what the file holds, and found with whatever shows the file."""

from django.apps import apps
from django.db.models import Exists, OuterRef

from newsroom import pdf
from newsroom.intake import PDF
from newsroom.search.entries import FileText


def of(stored) -> str:
    """A PDF that came before its words were kept is read now; a struck file says nothing."""
    if stored.is_struck or stored.file_type != PDF:
        return ""
    kept = FileText.objects.filter(sha256=stored.sha256).values_list("text", flat=True).first()
    if kept is None:
        kept = pdf.words(stored.path)
        FileText.objects.keep(stored.sha256, kept)
    return kept


def read_missing() -> None:
    """One after another and outside of any transaction, since a large PDF takes seconds."""
    kept = FileText.objects.filter(sha256=OuterRef("sha256"))
    files = apps.get_model("newsroom", "StoredFile").objects.filter(content_type=PDF.content_type, struck_at=None)
    for stored in files.filter(~Exists(kept)).iterator():
        of(stored)

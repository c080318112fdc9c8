from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import file_texts
from newsroom.languages import CODES
from newsroom.search.registry import Searchable, Texts
from programmes.models import Document, DocumentVersion, Programme, ProgrammePeriod


def _of_period(period):
    programme = period.programme
    for code in CODES:
        title = programme.text_in("title", code)
        yield Texts(
            code,
            f"{title} {period.years}",
            lead=str(programme.text_in("summary", code)),
            body=str(period.text_in("summary", code)),
            language=title.language,
            dated_on=period.start_date,
            themes=[theme.pk for theme in programme.themes.all()],
        )


def _of_version(version):
    for code in CODES:
        title = version.document.text_in("title", code)
        yield Texts(
            code,
            str(title),
            lead=str(version.text_in("change_note", code)),
            body=_words_of_file(version, code),
            language=title.language,
            dated_on=timezone.localdate(version.publish_at) if version.publish_at else None,
            themes=[theme.pk for theme in version.document.themes.all()],
        )


def _words_of_file(version, language: str) -> str:
    file = version.file_in(language)
    return file_texts.of(file.stored_file) if file else ""


def _newest_versions():
    """Of a document readers are led to its newest version; earlier ones stand on its page."""
    newer = DocumentVersion.objects.public().filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    return DocumentVersion.objects.public().filter(~Exists(newer))


SEARCHABLES = [
    Searchable(
        kind="programme",
        label=_("Action programmes"),
        model=ProgrammePeriod,
        texts=_of_period,
        follows={ProgrammePeriod: "pk", Programme: "programme"},
        rows=lambda periods: periods.select_related("programme").prefetch_related("programme__themes"),
        shown=lambda periods: periods.select_related("programme"),
        word=lambda period: _("Action programme"),
        followed=lambda periods: periods,
    ),
    Searchable(
        kind="document",
        label=_("Documents"),
        model=DocumentVersion,
        texts=_of_version,
        follows={DocumentVersion: "pk", Document: "document"},
        public=_newest_versions,
        rows=lambda versions: versions.select_related("document").prefetch_related(
            "document__themes", "files__stored_file"
        ),
        shown=lambda versions: versions.select_related("document"),
        word=lambda version: _("Document"),
        followed=lambda versions: versions,
    ),
]

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom import dates
from newsroom.admin_base import NamedAdmin, PartInline
from newsroom.admin_publishing import PublishableAdmin, StageFilter, YearFilter, published_parts
from programmes.models import Document, DocumentFile, DocumentVersion, Programme, ProgrammePeriod


class FileInline(PartInline):
    model = DocumentFile
    add_label = _("Add a file")
    fields = [("stored_file", "language")]


@admin.register(Programme)
class ProgrammeAdmin(NamedAdmin):
    closes_when_public = True
    list_display = ["__str__", "slug"]
    search_fields = ["title_fi", "title_sv", "title_en"]
    autocomplete_fields = ["themes"]
    prepopulated_fields = {"slug": ["title_fi"]}
    slug_from = ["title"]
    readonly_fields = ["periods"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "themes"]}),
        (_("Periods"), {"fields": ["periods"]}),
        (_("Settings"), {"fields": ["main_language"]}),
    ]

    @admin.display(description=_("periods"))
    def periods(self, programme):
        return published_parts(programme, "periods", _("Add a period"))


@admin.register(ProgrammePeriod)
class ProgrammePeriodAdmin(PublishableAdmin, NamedAdmin):
    list_display = ["__str__", "state", "days", "moment"]
    list_filter = [StageFilter, "programme", YearFilter]
    list_select_related = ["programme"]
    year_field = "start_date"
    search_fields = ["programme__title_fi", "programme__title_sv", "programme__title_en"]
    autocomplete_fields = ["programme"]
    fieldsets = [
        (None, {"fields": ["programme", ("start_date", "end_date"), "summary"]}),
        (_("Publication"), {"fields": ["publish_at", "main_language"]}),
    ]

    @admin.display(description=_("days"), ordering="start_date")
    def days(self, period):
        return str(dates.days(period.start_date, period.end_date, get_language()))


@admin.register(Document)
class DocumentAdmin(NamedAdmin):
    closes_when_public = True
    list_display = ["__str__", "kind", "period", "slug"]
    list_filter = ["kind", "themes"]
    list_select_related = ["period__programme"]
    search_fields = ["title_fi", "title_sv", "title_en"]
    autocomplete_fields = ["period", "themes"]
    prepopulated_fields = {"slug": ["title_fi"]}
    slug_from = ["title"]
    readonly_fields = ["versions"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "kind", "period", "themes"]}),
        (_("Versions"), {"fields": ["versions"]}),
        (_("Settings"), {"fields": ["main_language"]}),
    ]

    @admin.display(description=_("versions"))
    def versions(self, document):
        return published_parts(document, "versions", _("Add a version"))


@admin.register(DocumentVersion)
class DocumentVersionAdmin(PublishableAdmin, NamedAdmin):
    list_display = ["__str__", "state", "kind", "moment"]
    list_filter = [StageFilter, "document__kind", YearFilter]
    list_select_related = ["document"]
    search_fields = ["document__title_fi", "document__title_sv", "document__title_en"]
    autocomplete_fields = ["document"]
    inlines = [FileInline]
    fieldsets = [
        (None, {"fields": [("document", "number"), "change_note"]}),
        (_("Publication"), {"fields": ["publish_at", "main_language"]}),
    ]

    def files_held(self, version):
        return [(file, "stored_file") for file in version.files.select_related("stored_file")]

    @admin.display(description=_("kind"))
    def kind(self, version):
        return version.document.get_kind_display()

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models import HTTPS_ONLY, Event, Venue
from newsroom import dates
from newsroom.admin_base import NamedAdmin
from newsroom.admin_publishing import PublishableAdmin, StageFilter, YearFilter


@admin.register(Venue)
class VenueAdmin(NamedAdmin):
    list_display = ["name", "city", "street"]
    search_fields = ["name_fi", "name_sv", "name_en", "city_fi", "city_sv", "city_en"]
    fieldsets = [
        (None, {"fields": ["name", ("street", "postcode"), "city", "url", "access_info"]}),
        (_("Settings"), {"fields": ["main_language"]}),
    ]


@admin.register(Event)
class EventAdmin(PublishableAdmin, NamedAdmin):
    list_display = ["__str__", "state", "days", "venue", "situation", "moment"]
    list_filter = [StageFilter, "situation", "themes", YearFilter]
    list_select_related = ["venue"]
    list_deferred = ["body_fi", "body_sv", "body_en"]
    year_field = "start_date"
    search_fields = ["title_fi", "title_sv", "title_en", "slug", "venue__name_fi", "venue__name_sv"]
    autocomplete_fields = ["venue", "themes"]
    prepopulated_fields = {"slug": ["title_fi"]}
    slug_from = ["title"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary"]}),
        (
            _("When and where"),
            {"fields": [("start_date", "end_date"), ("start_time", "end_time"), "venue", "online_url"]},
        ),
        (_("Text"), {"fields": ["body", "image", "themes"]}),
        (_("Registration"), {"fields": ["registration_url", "registration_closes_at"]}),
        (_("Changes"), {"fields": ["situation", "situation_note"]}),
        (_("Publication"), {"fields": ["publish_at", "main_language"]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if HTTPS_ONLY in db_field.validators:
            field.error_messages["invalid"] = HTTPS_ONLY.message
        return field

    def files_held(self, obj):
        return [(obj.image, "stored_file")] if obj.image else []

    @admin.display(description=_("days"), ordering="start_date")
    def days(self, event):
        return str(dates.days(event.start_date, event.end_date, get_language()))

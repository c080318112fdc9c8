from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from newsroom import clock, languages
from newsroom.admin_base import NamedAdmin, NamedPartInline
from newsroom.text import is_key
from people.forms import SpokespersonForm
from people.models import Phone, Spokesperson, Title


class TitleInline(NamedPartInline):
    model = Title
    add_label = _("Add a job title")
    fieldsets = [(None, {"fields": ["text", ("valid_from", "valid_until")]})]


class PhoneInline(NamedPartInline):
    model = Phone
    add_label = _("Add a phone number")
    fieldsets = [(None, {"fields": [("number", "printed"), "label", "position"]})]


@admin.register(Spokesperson)
class SpokespersonAdmin(NamedAdmin):
    form = SpokespersonForm
    list_display = ["by_name", "current_title", "organisation", "listed", "leaves_on"]
    list_filter = ["listed", "organisation"]
    list_select_related = ["organisation"]
    list_prefetch_related = ["titles"]
    search_fields = ["given_name", "family_name", "titles__text_fi", "titles__text_sv", "titles__text_en"]
    autocomplete_fields = ["organisation"]
    prepopulated_fields = {"slug": ["given_name", "family_name"]}
    slug_from = ["given_name", "family_name"]
    inlines = [TitleInline, PhoneInline]
    fieldsets = [
        (_("Person"), {"fields": [("given_name", "family_name"), "slug", "organisation", "photo"]}),
        (_("For the media"), {"fields": ["email", "languages"]}),
        (_("On the site"), {"fields": ["listed", "waits_for_release", "leaves_on", "main_language"]}),
    ]

    @admin.display(description=_("name"), ordering="family_name")
    def by_name(self, person):
        return f"{person.family_name}, {person.given_name}".strip(", ")

    @admin.display(description=_("job title"))
    def current_title(self, person):
        return person.title

    def get_urls(self):
        cards = path("cards/", self.admin_site.admin_view(self.cards), name="people_spokesperson_cards")
        return [cards, *super().get_urls()]

    def cards(self, request):
        """Whom a quote or a contact can name, as printed in a language: `?term=` searches, `?id=` asks for one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        language = request.GET.get("language")
        language = language if language in languages.CODES else languages.active()
        return JsonResponse({"people": [_card(person, language) for person in self._wanted(request)]})

    def _wanted(self, request):
        people = self.get_queryset(request).prefetch_related("titles")
        if key := request.GET.get("id", ""):
            return people.filter(pk=key) if is_key(key) else people.none()
        found, has_duplicates = self.get_search_results(request, people, request.GET.get("term", ""))
        return (found.distinct() if has_duplicates else found)[:8]


def _card(person, language) -> dict:
    title = person.title_on(clock.today(), language)
    return {"uuid": str(person.uuid), "name": person.name, "title": str(title)}

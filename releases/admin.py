from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.forms import ModelMultipleChoiceField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.admin_base import NamedAdmin, PartInline
from newsroom.admin_publishing import PublishableAdmin, StageFilter, YearFilter, state_label
from newsroom.languages import OWN_NAMES, Language
from newsroom.publishing import Stage
from newsroom.text import is_key
from newsroom.transitions import told
from releases.admin_checks import LiveChecks
from releases.admin_lead import LeadStoryAdmin
from releases.admin_links import EarlyReadersAdmin
from releases.admin_paragraphs import ParagraphsAdmin
from releases.corrections import DecisionForm, ReadersMixin, tell_readers
from releases.forms import COLUMNS, FACTS, SETS, ReleaseForm
from releases.models import Attachment, Contact, Release, ReleaseFamily, ReleaseSeries

ADD_VERSION = {
    "fi": _("Add the Finnish version"),
    "sv": _("Add the Swedish version"),
    "en": _("Add the English version"),
}


class OrderedSelect(AutocompleteSelectMultiple):
    """Rows stay in the order in which they were chosen (release.js moves a new choice to the end)."""

    def __init__(self, field, admin_site):
        super().__init__(field, admin_site, attrs={"class": "ordered-select"})

    def optgroups(self, name, value, attr=None):
        groups = super().optgroups(name, value, attr)
        groups[0][1].sort(key=lambda option: value.index(str(option["value"])))
        return groups


class OthersSelect(AutocompleteSelectMultiple):
    """Releases to stand beside one: its own language versions are not offered."""

    def __init__(self, field, admin_site, family):
        super().__init__(field, admin_site)
        self.family = family

    def get_url(self):
        return f"{super().get_url()}?{urlencode({'beside': self.family})}" if self.family else super().get_url()


class ContactInline(PartInline):
    model = Contact
    add_label = _("Add a contact")
    autocomplete_fields = ["spokesperson"]
    fields = ["spokesperson", ("name", "title"), "position"]


class AttachmentInline(PartInline):
    model = Attachment
    add_label = _("Add an attachment")
    autocomplete_fields = ["document_version"]
    fields = [("stored_file", "document_version"), ("label", "language"), ("html_url", "exception"), "position"]


def _fact(name):
    """A fact of the family on a page for reading only."""

    @admin.display(description=ReleaseFamily._meta.get_field(name).verbose_name)
    def shown(self, release):
        if name == "kind":
            return release.family.get_kind_display()
        value = getattr(release.family, name)
        if name == "embargo_at":
            return told(value)
        return ", ".join(map(str, value.all())) if hasattr(value, "all") else value or ""

    return shown


@admin.register(Release)
class ReleaseAdmin(LiveChecks, EarlyReadersAdmin, LeadStoryAdmin, ParagraphsAdmin, PublishableAdmin):
    form = ReleaseForm
    change_form_template = "admin/releases/release/change_form.html"
    list_display = ["headline", "state", "kind_in_list", "language", "themes_in_list", "moment"]
    list_filter = [StageFilter, "language", "family__kind", "family__themes", YearFilter]
    list_select_related = ["family"]
    list_prefetch_related = ["family__themes"]
    list_deferred = ["body", "lead"]
    search_fields = ["headline", "lead", "slug", "contacts__name", "quotes__name"]
    prepopulated_fields = {"slug": ["headline"]}
    slug_from = ["headline"]
    inlines = [ContactInline, AttachmentInline]
    fieldsets = [
        (None, {"fields": [("kind", "language"), "headline", "slug", "lead", "body"]}),
        (_("What it is about"), {"fields": ["themes", "places", "documents", "events", "image"]}),
        (_("Beside it on the page"), {"fields": ["related", "series"]}),
        (_("Publication"), {"fields": ["publish_at", "embargo_at", "organisations"]}),
    ]

    # The facts of the family, as fields of this form

    def get_autocomplete_fields(self, request):
        return [name for name in FACTS if name not in ("kind", "embargo_at")]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return [*fieldsets, (None, {"fields": ["family"]})]
        has_readers = obj.stage == Stage.PUBLIC and not obj.why_not_change(request.user)
        asked = [(_("After publication"), {"fields": list(ReadersMixin.base_fields)})] if has_readers else []
        return [*fieldsets[:-1], *asked, *fieldsets[-1:]]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["language"] if obj and obj.was_public() else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_form(self, request, obj=None, change=False, **kwargs):
        readonly = self.get_readonly_fields(request, obj)
        family = obj.family_id if obj else request.GET.get("family")
        fields = {name: self._fact_field(name, request, family) for name in FACTS if name not in readonly}
        if obj:
            fields["family"] = None
        return super().get_form(request, obj, change, **{"form": type("ReleaseForm", (self.form,), fields), **kwargs})

    def _fact_field(self, name, request, family):
        field = ReleaseFamily._meta.get_field(name)
        if name == "organisations":
            return ModelMultipleChoiceField(
                field.related_model.objects,
                label=_("Senders"),
                required=False,
                widget=OrderedSelect(field, self.admin_site),
                help_text=_("In the order in which they sign. Without a choice the sender is our own association."),
            )
        chosen_from = {"widget": OthersSelect(field, self.admin_site, family)} if name == "related" else {}
        return self.formfield_for_dbfield(field, request, **chosen_from)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body":
            field.widget.attrs["data-people"] = reverse("admin:people_spokesperson_cards")
        return field

    def get_changeform_initial_data(self, request):
        return {name: request.GET[name] for name in ("family", "language") if name in request.GET}

    def keep(self, request, obj, form, change):
        form.save_family()
        super().keep(request, obj, form, change)

    def files_held(self, obj):
        attached = [(row, "stored_file") for row in obj.attachments.select_related("stored_file") if row.stored_file]
        image = obj.family.image
        return [*attached, (image, "stored_file")] if image else attached

    def decision_form(self, data=None, obj=None, initial=None):
        is_public = obj.stage == Stage.PUBLIC
        return DecisionForm(data, initial=initial) if is_public else super().decision_form(data, obj, initial)

    def tell_readers(self, obj, by, form):
        if "readers" in form.fields:
            tell_readers(obj, by, form)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        ReleaseFamily.objects.filter(pk=obj.family_id, releases=None).delete()

    kind, image, series, embargo_at = (_fact(name) for name in COLUMNS)
    organisations = _fact("organisations")
    themes, places, documents, events, related = (_fact(name) for name in SETS)

    def tools(self, request, obj):
        return [
            {"label": _("Lead story"), "url": self._url(obj, "lead")},
            {"label": _("Early readers"), "url": self._url(obj, "links")},
            *super().tools(request, obj),
        ]

    # Language versions

    def get_formset_kwargs(self, request, obj, inline, prefix):
        arguments = super().get_formset_kwargs(request, obj, inline, prefix)
        if prefix == "contacts" and not obj.pk and request.method == "GET":
            arguments["initial"] = self._contacts_of_sibling(request)
        return arguments

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if obj is None and isinstance(inline, ContactInline) and request.method == "GET":
                formset.extra = len(self._contacts_of_sibling(request))
            yield formset, inline

    def _contacts_of_sibling(self, request) -> list[dict]:
        """A new language version starts with the contacts of the first one, their titles in its own language."""
        family, language = request.GET.get("family", ""), request.GET.get("language", "")
        if not (is_key(family) and language in Language.values):
            return []
        first = Release.objects.filter(family=family).order_by("pk").first()
        contacts = (
            first.contacts.select_related("spokesperson").prefetch_related("spokesperson__titles") if first else []
        )
        return [_carried(contact, language) for contact in contacts]

    def render_change_form(self, request, context, obj=None, **kwargs):
        family = context["adminform"].form.known_family
        context["versions"] = self._versions(request, family, obj) if family else []
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _versions(self, request, family, obj) -> list[dict]:
        texts = {release.language: release for release in family.releases.defer("body", "lead")}
        return [self._version(request, family, code, texts.get(code), obj) for code in OWN_NAMES]

    def _version(self, request, family, code, release, obj) -> dict:
        add = reverse("admin:releases_release_add", query={"family": family.pk, "language": code})
        can_add = self.has_add_permission(request)
        return {
            "language": code,
            "name": OWN_NAMES[code],
            "is_open": release == obj if release else obj is None and request.GET.get("language") == code,
            "url": self._url(release) if release else add if can_add else "",
            "state": state_label(release.stage) if release else "",
            "add_label": ADD_VERSION[code],
        }

    def get_search_results(self, request, queryset, search_term):
        found, may_have_doubles = super().get_search_results(request, queryset, search_term)
        family = request.GET.get("beside", "")
        return found.exclude(family=family) if is_key(family) else found, may_have_doubles

    # Lists

    def describe(self, obj):
        return f"{obj.family.get_kind_display()}, {obj.get_language_display()}"

    @admin.display(description=_("kind"), ordering="family__kind")
    def kind_in_list(self, release):
        return release.family.get_kind_display()

    @admin.display(description=_("themes"))
    def themes_in_list(self, release):
        return ", ".join(str(theme.name) for theme in release.family.themes.all())


@admin.register(ReleaseSeries)
class ReleaseSeriesAdmin(NamedAdmin):
    closes_when_public = True
    list_display = ["__str__"]
    search_fields = ["name_fi", "name_sv", "name_en"]
    fieldsets = [
        (None, {"fields": ["name", "description"]}),
        (_("Settings"), {"fields": ["main_language"]}),
    ]


def _carried(contact, language) -> dict:
    person = contact.spokesperson
    title = person.title_on(timezone.localdate(clock.now()), language)
    return {"spokesperson": person.pk, "name": contact.name, "title": str(title), "position": contact.position}

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _

from newsroom import accessibility, theme_pages, themes
from newsroom.admin_base import HouseAdmin, NamedAdmin, NamedPartInline
from newsroom.admin_images import ImageAdmin
from newsroom.admin_redaction import RedactionAdmin
from newsroom.forms import UserAddForm, UserForm
from newsroom.models import (
    AccessibilityStatement,
    Image,
    InaccessiblePart,
    Organisation,
    Place,
    Redaction,
    Theme,
    User,
)

# What a group may do is kept by the code (permissions.py), so there is nothing to edit.
if admin.site.is_registered(Group):
    admin.site.unregister(Group)

GROUPS = {"Writer": _("Writer"), "Editor": _("Editor"), "Administrator": _("Administrator")}


def group_name(group) -> str:
    return str(GROUPS.get(group.name, group.name))


class GroupFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        return [(group.pk, group_name(group)) for group in Group.objects.order_by("pk")]


@admin.register(User)
class UserAdmin(HouseAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = UserAddForm
    add_form_template = None
    list_display = ["name", "email", "in_groups", "is_active", "last_login"]
    list_prefetch_related = ["groups"]
    list_filter = [("groups", GroupFilter), "is_active"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["name", "email", "language", "password"]}),
        (_("What this person may do"), {"fields": ["groups", "is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["name", "email", "language", "groups"]}),
        (_("Password"), {"fields": ["password1", "password2"]}),
    ]

    @admin.display(description=_("groups"))
    def in_groups(self, user):
        return ", ".join(group_name(group) for group in user.groups.all())

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, widget=CheckboxSelectMultiple, **kwargs)
        field.label_from_instance = group_name
        field.help_text = _(
            "Writers draft texts and send them for review. Editors also publish, withdraw and remove. "
            "Administrators also keep the users and the organisation's details."
        )
        return field

    def get_fieldsets(self, request, obj=None):
        """Only who may do everything can give that away, so only they see it."""
        hidden = set() if request.user.is_superuser else {"is_superuser"}
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name not in hidden]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def has_change_permission(self, request, obj=None):
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Organisation)
class OrganisationAdmin(NamedAdmin):
    list_display = ["__str__", "short_name", "is_house"]
    search_fields = ["name_fi", "name_sv", "name_en", "short_name_fi", "short_name_sv", "short_name_en"]
    fieldsets = [
        (_("Names"), {"fields": ["name", "short_name", "genitive_fi"]}),
        (_("About us"), {"fields": ["tagline", "about", "street_address", "website"]}),
        (
            _("Press desk"),
            {"fields": [("press_phone", "press_email"), "press_hours", ("duty_phone", "accessible_formats_email")]},
        ),
        (_("For readers"), {"fields": ["terms", "privacy_email", "privacy_notes"]}),
        (_("Look"), {"fields": [("brand_colour", "signal_colour"), "logo"]}),
        (_("Settings"), {"fields": ["four_eyes", "is_house", "main_language"]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The browser's own colour picker; it sends #rrggbb."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("brand_colour", "signal_colour"):
            field.widget.input_type = "color"
        return field


class InaccessiblePartInline(NamedPartInline):
    model = InaccessiblePart
    add_label = _("Add a part that is not accessible")
    fieldsets = [(None, {"fields": ["what", ("reason", "mended_by"), "explanation", "position"]})]


@admin.register(AccessibilityStatement)
class AccessibilityStatementAdmin(NamedAdmin):
    list_display = ["__str__", "organisation", "conformance", "reviewed_on"]
    search_fields = ["organisation__name_fi", "organisation__name_sv", "organisation__name_en"]
    list_select_related = ["organisation"]
    inlines = [InaccessiblePartInline]
    fieldsets = [
        (_("State"), {"fields": ["conformance", "assessor", "method", "assessed_on"]}),
        (_("Dates"), {"fields": [("published_on", "reviewed_on")]}),
        (_("Feedback"), {"fields": [("feedback_email", "feedback_phone")]}),
        (
            _("Supervision"),
            {
                "fields": ["supervisor_name", "supervisor_website", ("supervisor_email", "supervisor_phone")],
                "description": _("Look these facts up before you save: readers complain to this authority."),
            },
        ),
        (_("Settings"), {"fields": ["organisation", "main_language"]}),
    ]

    def get_changeform_initial_data(self, request):
        house = Organisation.objects.house()
        return {**accessibility.supervisor(), "organisation": house and house.pk}


@admin.register(Theme)
class ThemeAdmin(NamedAdmin):
    closes_when_public = True
    list_display = ["__str__", "slug", "hue"]
    search_fields = ["name_fi", "name_sv", "name_en"]
    prepopulated_fields = {"slug": ["name_fi"]}
    slug_from = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "description", "hue"]}),
        (_("Settings"), {"fields": ["main_language"]}),
    ]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """Colours are chosen by their look (admin.css gives each number its own)."""
        return super().formfield_for_choice_field(db_field, request, widget=RadioSelect(attrs={"class": "hues"}))

    def get_urls(self):
        return [*theme_pages.urls(self), *super().get_urls()]

    def tools(self, request, obj):
        return [*theme_pages.tools(self, request, obj), *super().tools(request, obj)]

    def save_model(self, request, obj, form, change):
        before = Theme.objects.filter(pk=obj.pk).first()
        was_known = before is not None and before.is_address_known()
        super().save_model(request, obj, form, change)
        if before:
            themes.remember(before, obj, request.user, was_known=was_known)


@admin.register(Place)
class PlaceAdmin(HouseAdmin):
    """Municipalities come from the official list and are only looked up."""

    list_display = ["name_fi", "name_sv", "code"]
    search_fields = ["name_fi", "name_sv", "code"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.register(Image, ImageAdmin)
admin.site.register(Redaction, RedactionAdmin)

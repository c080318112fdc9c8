"""What the pages of the admin share: lists, pictures, one revision a save, names in three languages, parts."""

import json

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Media, NumberInput
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from translated_fields.fields import to_attribute

from newsroom import history, history_pages, redaction, wrong_file_pages
from newsroom.forms import (
    AddressForm,
    DayField,
    MomentField,
    MomentWidget,
    PartForm,
    PartFormSet,
    PhoneField,
    TimeOfDayField,
    TimeWidget,
)
from newsroom.history import Revision
from newsroom.images import Image
from newsroom.languages import CODES, translated_texts
from newsroom.publishing import by_newest, by_oldest, is_settled
from newsroom.richtext import HTMLField
from newsroom.text import ParagraphsField, is_key, one_line

IN_LANGUAGE = {
    "fi": _("%(name)s in Finnish"),
    "sv": _("%(name)s in Swedish"),
    "en": _("%(name)s in English"),
}


ONLY_AN_EDITOR = _("Readers see this, or will see it with a text that is cleared, so only an editor can change it.")


class LeanChangeList(ChangeList):
    """A list that loads what it shows, and no long texts."""

    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        shown = rows.prefetch_related(*self.model_admin.list_prefetch_related)
        return shown.defer(*self.model_admin.list_deferred)

    def get_ordering(self, request, queryset):
        """Columns of moments sort by the same rule as the lists that readers see."""
        by_moment = {"publish_at": by_oldest(), "-publish_at": by_newest()}
        return [by_moment.get(each, each) for each in super().get_ordering(request, queryset)]


class PictureSelect(AutocompleteSelect):
    """A picture is chosen by typing and seen before it is saved."""

    template_name = "admin/widgets/picture_select.html"

    def get_context(self, name, value, attrs):
        picture = Image.objects.filter(pk=value).first() if is_key(str(value)) else None
        context = super().get_context(name, picture and picture.pk, attrs)
        context["widget"]["picture"] = picture
        return context

    @property
    def media(self):
        return super().media + Media(js=["admin/js/autocomplete.js", "newsroom/admin/pictures.js"])


def _with_few_ways_out(field):
    """Beside a choice stand adding and changing; deleting and looking have pages of their own."""
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = field.widget.can_view_related = False
    return field


def _with_add_label(inline) -> str:
    data = json.loads(inline.inline_formset_data())
    data["options"]["addText"] = str(inline.opts.add_label)
    return json.dumps(data)


class HouseAdmin(admin.ModelAdmin):
    form = AddressForm
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_prefetch_related = ()
    list_deferred = ()
    # The words that an empty slug is made from.
    slug_from = ()
    # Whether only an editor changes a row that readers see or that goes with a cleared text.
    closes_when_public = False
    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentWidget},
        models.DateField: {"form_class": DayField},
        models.TimeField: {"form_class": TimeOfDayField, "widget": TimeWidget},
        PhoneNumberField: {"form_class": PhoneField},
        models.URLField: {"assume_scheme": "https"},
        ParagraphsField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    }

    class Media:
        js = ["newsroom/admin/form.js"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, one_line(search_term))

    def get_changelist(self, request, **kwargs):
        return LeanChangeList

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **{"labels": self.labels(), **kwargs})
        form.slug_from = self.slug_from
        form.why_not_save = staticmethod(lambda row: self.why_not_save(row, request.user))
        return form

    def why_not_save(self, row, by) -> list[str]:
        is_closed = self.closes_when_public and not by.has_perm("releases.clear_release") and is_settled(row)
        return [ONLY_AN_EDITOR] if is_closed else []

    def has_change_permission(self, request, obj=None):
        """A page that may not be changed opens to be read; a POST is refused by the form, which keeps the words."""
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or request.method == "POST" or not self.why_not_save(obj, request.user))

    def get_prepopulated_fields(self, request, obj=None):
        """An address that readers know changes only by hand."""
        is_known = obj is not None and self.slug_from and obj.is_address_known()
        return {} if is_known else super().get_prepopulated_fields(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return _with_few_ways_out(super().formfield_for_dbfield(db_field, request, **kwargs))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Image:
            kwargs.setdefault("widget", PictureSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(self, request, extra_context=None):
        context = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = {"show_save_and_add_another": False, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context |= {"title": str(obj), "subtitle": None}
            context.setdefault("why_not_change", self.why_not_save(obj, request.user))
            context["tools"] = self.tools(request, obj)
        response = super().render_change_form(request, context, obj=obj, **kwargs)
        fields = context["adminform"].form.fields.values()
        if any(isinstance(field.widget, CKEditorWidget) for field in fields):
            response._csp_replace = settings.RICH_TEXT_CSP
        return response

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        shown = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for each in shown:
            each.inline_formset_data = _with_add_label(each)
        return shown

    def labels(self) -> dict[str, str]:
        return {}

    def tools(self, request, obj) -> list[dict]:
        return []

    def is_read_only(self, request, obj) -> bool:
        return obj is not None and not self.has_change_permission(request, obj)


class RecordedAdmin(HouseAdmin):
    """One POST is one revision, whatever it saves, and the history shows the revisions."""

    def tools(self, request, obj) -> list[dict]:
        """Pages beside the form, as links."""
        if not redaction.may_ask(request.user):
            return []
        address = reverse("admin:newsroom_redaction_ask", args=[obj._meta.label_lower, obj.pk])
        return [{"label": _("Redact…"), "url": address}]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with history.change(by=request.user, note=request.POST.get("revision_note", "")):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_urls(self):
        page = self.admin_site.admin_view(history_pages.change_view(self))
        name = f"{self.opts.app_label}_{self.opts.model_name}_revision"
        return [path("<path:object_id>/history/<int:number>/", page, name=name), *super().get_urls()]

    def delete_model(self, request, obj):
        with history.change(by=request.user):
            obj.delete()

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        revisions = history_pages.with_moments(Revision.objects.of(obj))
        paginator = self.get_paginator(request, revisions, 50)
        page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(name)s") % {"name": obj},
            "object": obj,
            "opts": self.opts,
            "page": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "rows": [history_pages.row(each, obj, diff=f"{each.pk}/" if each.is_edit else "") for each in page],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/revisions.html", context)


class WithFiles:
    """Rows that hold files, which may turn out to be the wrong ones: a page at `<id>/wrong-file/`."""

    def files_held(self, obj) -> list[tuple]:
        """(row, name of its file field) of every file that belongs to this row."""
        return []

    def decision_form(self, data=None, obj=None, initial=None):
        """What an editor answers about readers when something public changes."""
        return forms.Form(data)

    def tell_readers(self, obj, by, form):
        """Whether and how readers learn of a change to a public text."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_wrong_file"
        page = self.admin_site.admin_view(wrong_file_pages.view(self))
        return [path("<path:object_id>/wrong-file/", page, name=name), *super().get_urls()]

    def _url(self, obj, verb="change", *more):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{verb}", args=[obj.pk, *more])

    def tools(self, request, obj):
        wrong_file = {"label": _("Wrong file"), "url": self._url(obj, "wrong_file")}
        return [*([wrong_file] if self.files_held(obj) else []), *super().tools(request, obj)]


class InLanguages:
    """Fieldsets name a translated text once; its columns come side by side, the main language first."""

    def get_fieldsets(self, request, obj=None):
        main = getattr(obj, "main_language", CODES[0])
        order = sorted(CODES, key=lambda code: code != main)
        return [
            (title, {**options, "fields": list(self._columns(options["fields"], order))})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def _columns(self, fields, order):
        texts = translated_texts(self.model)
        for name in fields:
            if name not in texts:
                yield name
            elif isinstance(self.model._meta.get_field(texts[name].fields[0]), HTMLField):
                yield from (to_attribute(name, code) for code in order)
            else:
                yield tuple(to_attribute(name, code) for code in order)

    def labels(self) -> dict[str, str]:
        found = {}
        for name, text in translated_texts(self.model).items():
            label = capfirst(text.short_description)
            found |= {to_attribute(name, code): IN_LANGUAGE[code] % {"name": label} for code in CODES}
        return found

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if code := getattr(db_field, "_translated_field_language_code", None):
            field.widget.attrs["lang"] = code
        return field


class NamedAdmin(InLanguages, RecordedAdmin):
    pass


class PartInline(admin.StackedInline):
    """Parts may be touched by whoever may touch their owner. Their order is set by buttons (order.js)."""

    form = PartForm
    formset = PartFormSet
    extra = 0
    add_label = _("Add")
    formfield_overrides = HouseAdmin.formfield_overrides

    class Media:
        js = ["newsroom/admin/order.js"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "position":
            kwargs["widget"] = NumberInput(attrs={"data-up": _("Move up"), "data-down": _("Move down")})
        return _with_few_ways_out(super().formfield_for_dbfield(db_field, request, **kwargs))

    def has_view_permission(self, request, obj=None):
        return self._may("view", request)

    def has_add_permission(self, request, obj=None):
        return self._may("change", request)

    def has_change_permission(self, request, obj=None):
        return self._may("change", request)

    def has_delete_permission(self, request, obj=None):
        return self._may("change", request)

    def _may(self, verb, request) -> bool:
        owner = self.parent_model._meta
        return request.user.has_perm(f"{owner.app_label}.{verb}_{owner.model_name}")


class NamedPartInline(InLanguages, PartInline):
    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, labels=self.labels(), **kwargs)

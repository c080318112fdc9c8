"""The pages where a theme is renamed, merged into another, or taken apart again; each says first what will happen."""

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from newsroom import themes
from newsroom.forms import AddressForm, HouseForm
from newsroom.languages import CODES
from newsroom.models import Theme, ThemeSuccession
from newsroom.publishing import Refused
from newsroom.themes import Use
from newsroom.transition_pages import found

NAMES = [f"name_{code}" for code in CODES]


class ConfirmForm(HouseForm):
    note = forms.CharField(
        label=_("Note to colleagues"), required=False, max_length=500, widget=AdminTextareaWidget(attrs={"rows": 2})
    )
    confirmed = forms.BooleanField(
        label=_("Yes, I have read what happens"), error_messages={"required": _("Tick this when you are sure.")}
    )


class ChooseForm(HouseForm):
    into = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Into which theme?"),
        error_messages={
            "required": _("Choose the theme that stays."),
            "invalid_choice": _("That theme is not there any more. Choose another."),
        },
    )

    def __init__(self, *args, old, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Theme.objects.exclude(pk=old.pk)


def urls(admin) -> list:
    name = f"{admin.opts.app_label}_{admin.opts.model_name}"
    view = admin.admin_site.admin_view
    return [
        path("<path:object_id>/rename/", view(partial(rename, admin)), name=f"{name}_rename"),
        path("<path:object_id>/merge/", view(partial(merge, admin)), name=f"{name}_merge"),
        path("<path:object_id>/undo-merge/<int:number>/", view(partial(undo, admin)), name=f"{name}_undo_merge"),
    ]


def tools(admin, request, theme) -> list[dict]:
    if not themes.may_merge(request.user):
        return []
    undoable = [each for each in theme.successions.standing() if each.is_merge and not each.why_not_undo(request.user)]
    return [
        {"label": _("Rename…"), "url": _address(admin, "rename", theme.pk)},
        {"label": _("Merge into another…"), "url": _address(admin, "merge", theme.pk)},
        *(
            {
                "label": gettext("Undo merger of “%s”…") % each,
                "url": _address(admin, "undo_merge", theme.pk, each.pk),
            }
            for each in undoable
        ),
    ]


def rename(admin, request, object_id):
    theme = _theme(admin, request, object_id)
    is_sent = request.method == "POST"
    form = _rename_form()(request.POST if is_sent else None, instance=theme)
    confirmation = ConfirmForm(request.POST if is_sent else None)
    if is_sent and form.is_valid() & confirmation.is_valid():
        done = _("The theme has its new name. Its old name is still found by searching.")
        act = partial(themes.rename, form.instance, request.user, confirmation.cleaned_data["note"])
        return _done(admin, request, act, done, theme.pk)
    old = Theme.objects.get(pk=theme.pk)
    more = {"form": form, "confirmation": confirmation, "shares": _shares(old), "is_known": old.is_address_known()}
    return _page(admin, request, "rename", old, _("Rename"), **more)


def _rename_form():
    form = modelform_factory(Theme, form=AddressForm, fields=[*NAMES, "slug", "main_language"], labels=_labels())
    form.slug_from = ("name",)
    form.required_css_class, form.use_required_attribute = HouseForm.required_css_class, False
    return form


def _labels() -> dict:
    from newsroom.admin_base import IN_LANGUAGE

    return {f"name_{code}": IN_LANGUAGE[code] % {"name": capfirst(gettext("name"))} for code in CODES}


def merge(admin, request, object_id):
    theme = _theme(admin, request, object_id)
    is_sent = request.method == "POST"
    choice = ChooseForm(request.POST if is_sent else request.GET if "into" in request.GET else None, old=theme)
    confirmation = ConfirmForm(request.POST if is_sent else None)
    into = choice.cleaned_data["into"] if choice.is_bound and choice.is_valid() else None
    if is_sent and into and confirmation.is_valid():
        return _merged(admin, request, theme, into, confirmation.cleaned_data["note"])
    shares = _shares(theme, into) if into else []
    more = {"choice": choice, "confirmation": confirmation, "into": into, "shares": shares}
    return _page(admin, request, "merge", theme, _("Merge into another theme"), **more)


def _merged(admin, request, theme, into, note):
    told = gettext("“%(old)s” merged into “%(new)s”.") % {"old": str(theme), "new": str(into)}
    act = partial(themes.merge, theme, into, request.user, f"{told} {note}".strip())
    return _done(admin, request, act, told, into.pk)


def undo(admin, request, object_id, number):
    theme = _theme(admin, request, object_id)
    succession = get_object_or_404(ThemeSuccession, pk=number, theme=theme, is_merge=True)
    confirmation = ConfirmForm(request.POST if request.method == "POST" else None)
    reasons = succession.why_not_undo(request.user)
    if confirmation.is_bound and not reasons and confirmation.is_valid():
        return _undone(admin, request, succession, confirmation.cleaned_data["note"])
    shares = _moved_shares(succession)
    more = {"succession": succession, "confirmation": confirmation, "reasons": reasons, "shares": shares}
    return _page(admin, request, "undo_merge", theme, _("Undo a merger"), **more)


def _undone(admin, request, succession, note):
    told = gettext("The merger of “%s” was undone.") % succession
    act = partial(succession.undo, request.user, f"{told} {note}".strip())
    return _done(admin, request, act, told, succession.old_key)


def _done(admin, request, act, told, key):
    """On to the theme that it was about, or back to the list with all reasons against it."""
    try:
        act()
    except Refused as refused:
        admin.message_user(request, " ".join(map(str, refused.reasons)), messages.ERROR)
        return HttpResponseRedirect(_address(admin, "changelist"))
    admin.message_user(request, told, messages.SUCCESS)
    return HttpResponseRedirect(_address(admin, "change", key))


# What moves


def _releases(number):
    return ngettext("%(number)d release", "%(number)d releases", number)


def _events(number):
    return ngettext("%(number)d event", "%(number)d events", number)


def _programmes(number):
    return ngettext("%(number)d programme", "%(number)d programmes", number)


def _documents(number):
    return ngettext("%(number)d document", "%(number)d documents", number)


WORDS = {
    "releases.releasefamily": _releases,
    "events.event": _events,
    "programmes.programme": _programmes,
    "programmes.document": _documents,
}


def _uses() -> list[Use]:
    """In the order in which an editor thinks of them."""
    order = list(WORDS)
    return sorted(themes.uses(), key=lambda use: order.index(use.label) if use.label in order else len(order))


def _counted(use: Use, number: int) -> str:
    if use.label in WORDS:
        return WORDS[use.label](number) % {"number": number}
    return f"{number} {use.relation.related_model._meta.verbose_name_plural}"


def _shares(theme, into=None) -> list[dict]:
    """What has the theme, counted; of a merger also how much has both already."""
    counted = [(use, *use.counts(theme)) for use in _uses()]
    return [
        {
            "total": _counted(use, public + hidden),
            "public": public,
            "hidden": hidden,
            "both": use.count_of_both(theme, into) if into else 0,
        }
        for use, public, hidden in counted
        if public + hidden
    ]


def _moved_shares(succession) -> list[dict]:
    rows = succession.moved.get("rows", {})
    totals = [(use, sum(map(len, rows.get(use.label, {}).values()))) for use in _uses()]
    return [{"total": _counted(use, total)} for use, total in totals if total]


# Frame


def _theme(admin, request, object_id) -> Theme:
    if not themes.may_merge(request.user):
        raise PermissionDenied
    theme = found(admin, request, object_id)
    if not isinstance(theme, Theme):
        raise Http404
    return theme


def _address(admin, verb, *arguments) -> str:
    return reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_{verb}", args=arguments)


def _page(admin, request, name, theme, title, **more):
    context = {
        **admin.admin_site.each_context(request),
        "title": title,
        "opts": admin.opts,
        "object": theme,
        "url": _address(admin, "change", theme.pk),
        **more,
    }
    return TemplateResponse(request, f"admin/themes/{name}.html", context)

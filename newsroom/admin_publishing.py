"""The admin of whatever is published: its state, the buttons that move it, its preview, and lists by state."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import get_script_prefix, path, reverse, set_script_prefix
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom import clock, dates, editors_view, history
from newsroom.admin_base import VERBS, RecordedAdmin
from newsroom.forms import NOTE_LABEL, PublishableForm, ReasonForm
from newsroom.history import Revision
from newsroom.publishing import READABLE, Refused, Stage, may
from newsroom.richtext import HTMLField
from newsroom.templatetags.newsroom import html


@dataclass(frozen=True)
class Transition:
    """A button. Its sentences may name the `%(moment)s` that the row had before."""

    verb: str
    label: str
    done: str
    done_at_once: str = ""
    # A publication may lack something that the open form already holds; saving tells.
    is_publication: bool = False
    is_confirmed: bool = False
    explanation: str = ""
    reason_label: str = ""

    def why_not(self, obj, by):
        if self.verb == "publish":
            return obj.why_not_clear(by, clock.this_minute())
        return getattr(obj, f"why_not_{self.verb}")(by)

    def make(self, obj, by) -> str:
        """Do it, and return what to tell. Raises Refused."""
        moment = told(obj.publish_at)
        if self.verb == "publish":
            obj.clear(by, clock.this_minute())
        else:
            getattr(obj, self.verb)(by)
        said = self.done_at_once if self.done_at_once and obj.is_public() else self.done
        return said % {"moment": moment}


TRANSITIONS = {
    transition.verb: transition
    for transition in [
        Transition("submit", _("Send for review"), _("Sent for review.")),
        Transition("send_back", _("Send back"), _("Sent back to the writer.")),
        Transition(
            "clear",
            _("Clear for publication"),
            _("Cleared. It comes out %(moment)s, and nobody sees it before."),
            _("This is public now, because its moment, %(moment)s, had passed already."),
            is_publication=True,
        ),
        Transition("publish", _("Publish now"), _("Published."), is_publication=True),
        Transition(
            "recall",
            _("Cancel the scheduling"),
            _("This is a draft again and does not come out %(moment)s. Set a new moment before you clear it."),
        ),
        Transition(
            "withdraw",
            _("Withdraw"),
            _("This has been withdrawn. A browser that has just shown the page may keep it for half a minute."),
            is_confirmed=True,
            explanation=_(
                "The page stays at its address with a dated notice and the reason, which readers see. "
                "It disappears from lists, feeds and search, and its files can no longer be opened. "
                "A withdrawn text can't be published again."
            ),
            reason_label=_("Reason, shown to readers"),
        ),
        Transition(
            "remove",
            _("Remove from the site"),
            _("This has been removed. A browser that has just shown the page may keep it for half a minute."),
            is_confirmed=True,
            explanation=_(
                "The page is taken away for good and its address says that it is gone. This can't be undone. "
                "Readers never see the reason; it is kept in the history."
            ),
            reason_label=_("Reason, for colleagues only"),
        ),
    ]
}
OFFERED = {
    Stage.DRAFT: ["submit", "clear", "publish"],
    Stage.REVIEW: ["send_back", "clear", "publish"],
    Stage.SCHEDULED: ["recall"],
    Stage.PUBLIC: ["withdraw", "remove"],
    Stage.WITHDRAWN: ["remove"],
    Stage.REMOVED: [],
}


WHEN = {Stage.SCHEDULED: _("Comes out %(moment)s."), Stage.PUBLIC: _("Came out %(moment)s.")}


def told(moment) -> str:
    return dates.moment(moment, get_language()) if moment else ""


def state_label(stage):
    return format_html('<span class="state state-{}">{}</span>', stage.value, stage.label)


def preview_url(obj) -> str:
    """The page as it will look, at its address inside the editors' view of the site."""
    before = get_script_prefix()
    set_script_prefix(editors_view.PREFIX)
    try:
        return obj.get_absolute_url()
    finally:
        set_script_prefix(before)


def published_parts(owner, name, add_label):
    """Things with pages of their own in the admin, as links with their states."""
    if not owner.pk:
        return _("Save first; then you can add these.")
    relation = next(each for each in owner._meta.related_objects if each.get_accessor_name() == name)
    options = relation.related_model._meta
    base = f"admin:{options.app_label}_{options.model_name}"
    rows = [
        (reverse(f"{base}_change", args=[row.pk]), row, state_label(row.stage)) for row in getattr(owner, name).all()
    ]
    add = format_html(
        '<a class="addlink" href="{}?{}={}">{}</a>', reverse(f"{base}_add"), relation.field.name, owner.pk, add_label
    )
    return format_html(
        '<ul class="parts">{}</ul>{}', format_html_join("", '<li><a href="{}">{}</a> {}</li>', rows), add
    )


class StageFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return Stage.choices

    def queryset(self, request, rows):
        return rows.in_stage(self.value()) if self.value() in Stage.values else rows


class YearFilter(admin.SimpleListFilter):
    title = _("year")
    parameter_name = "year"

    def __init__(self, request, params, model, model_admin):
        self.field = model_admin.year_field
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        field = model_admin.model._meta.get_field(self.field)
        dated = model_admin.model._default_manager.filter(**{f"{self.field}__isnull": False})
        find = dated.datetimes if field.get_internal_type() == "DateTimeField" else dated.dates
        return [(str(day.year), str(day.year)) for day in find(self.field, "year", order="DESC")]

    def queryset(self, request, rows):
        is_offered = self.value() in dict(self.lookup_choices)
        return rows.filter(**{f"{self.field}__year": int(self.value())}) if is_offered else rows


class PublishableAdmin(RecordedAdmin):
    form = PublishableForm
    change_form_template = "admin/publishing/change_form.html"
    delete_confirmation_template = "admin/delete_confirmation.html"
    ordering = [F("publish_at").desc(nulls_first=True), "-pk"]
    year_field = "publish_at"

    # What may be done

    def has_change_permission(self, request, obj=None):
        """A page that may not be changed opens to be read; a POST is refused by the form, which keeps the words."""
        has_permission = super().has_change_permission(request, obj)
        if obj is None or not has_permission or request.method == "POST":
            return has_permission
        return not obj.why_not_change(request.user)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.was_public())

    def is_address_fixed(self, obj):
        return obj.was_public()

    def get_readonly_fields(self, request, obj=None):
        fixed = ["publish_at"] if obj and obj.status in READABLE else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self.is_read_only(request, obj):
            return [*fieldsets, (None, {"fields": ["revision_note"]})]
        return [
            (title, {**options, "fields": [self._as_read(name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def _as_read(self, name):
        """Rich text on a page for reading only is shown as text, not as its markup."""
        field = next((field for field in self.opts.fields if field.name == name), None)
        if not isinstance(field, HTMLField):
            return name

        @admin.display(description=self.labels().get(name, field.verbose_name))
        def shown(obj):
            return format_html('<div class="as-read">{}</div>', html(getattr(obj, name)))

        shown.__name__ = name
        return shown

    # What is seen

    @admin.display(description=_("state"))
    def state(self, obj):
        return state_label(obj.stage)

    @admin.display(description=_("moment"), ordering="publish_at", empty_value="")
    def moment(self, obj):
        return told(obj.publish_at)

    def describe(self, obj) -> str:
        """What kind of thing this is, in a few words."""
        return self.opts.verbose_name

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.is_readable() else None

    def render_change_form(self, request, context, obj=None, **kwargs):
        context |= self._state_of(request, obj) if obj else {"transitions": self._buttons_for_new(request)}
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _state_of(self, request, obj) -> dict:
        last = Revision.objects.of(obj).select_related("by").defer("data").first()
        return {
            "stage": obj.stage,
            "description": self.describe(obj),
            "when": WHEN.get(obj.stage, "") % {"moment": told(obj.publish_at)},
            "last": last,
            "last_note_label": getattr(TRANSITIONS.get(last and last.verb), "reason_label", "") or NOTE_LABEL,
            "last_verb": last and VERBS.get(last.verb, last.verb),
            "why_not_change": obj.why_not_change(request.user),
            "preview_url": None if obj.stage == Stage.REMOVED else preview_url(obj),
            "transitions": [self._button(request, obj, TRANSITIONS[verb]) for verb in OFFERED[obj.stage]],
        }

    def _buttons_for_new(self, request) -> list[dict]:
        may_clear = may(request.user, "clear", self.model())
        verbs = [verb for verb in OFFERED[Stage.DRAFT] if may_clear or verb == "submit"]
        return [{"transition": TRANSITIONS[verb]} for verb in verbs]

    def _button(self, request, obj, transition) -> dict:
        reasons = transition.why_not(obj, request.user)
        return {
            "transition": transition,
            "reasons": reasons,
            "is_mendable": transition.is_publication and may(request.user, "clear", obj),
            "url": transition.is_confirmed and self._url(obj, transition.verb),
        }

    def _url(self, obj, verb="change"):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{verb}", args=[obj.pk])

    # What happens

    def delete_model(self, request, obj):
        obj.hold()
        if obj.was_public():
            raise PermissionDenied
        super().delete_model(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._moved(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._moved(request, obj) or super().response_change(request, obj)

    def _moved(self, request, obj):
        """After a save that a transition's button asked for: make it, or say everything that stands in its way."""
        asked = [each for each in TRANSITIONS.values() if f"_{each.verb}" in request.POST and not each.is_confirmed]
        if not asked or IS_POPUP_VAR in request.POST:
            return None
        try:
            self.message_user(request, asked[0].make(obj, request.user), messages.SUCCESS)
        except Refused as refused:
            self.message_user(request, _("Your changes were saved, but more is needed:"), messages.WARNING)
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
        return HttpResponseRedirect(self._url(obj))

    def get_urls(self):
        confirmed = [each for each in TRANSITIONS.values() if each.is_confirmed]
        return [
            *(
                path(
                    f"<path:object_id>/{each.verb}/",
                    self.admin_site.admin_view(self.confirm_view),
                    {"transition": each},
                    name=f"{self.opts.app_label}_{self.opts.model_name}_{each.verb}",
                )
                for each in confirmed
            ),
            *super().get_urls(),
        ]

    def confirm_view(self, request, object_id, transition):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        form = ReasonForm(request.POST or None, label=transition.reason_label)
        if request.method == "POST" and form.is_valid() and self._confirmed(request, obj, transition, form):
            return HttpResponseRedirect(self._url(obj))
        context = {
            **self.admin_site.each_context(request),
            "title": transition.label,
            "opts": self.opts,
            "object": obj,
            "url": self._url(obj),
            "transition": transition,
            "reasons": transition.why_not(obj, request.user),
            "form": form,
        }
        return TemplateResponse(request, "admin/publishing/confirm.html", context)

    def _confirmed(self, request, obj, transition, form) -> bool:
        try:
            with history.change(by=request.user):
                getattr(obj, transition.verb)(request.user, form.cleaned_data["reason"])
        except Refused as refused:
            obj.refresh_from_db()
            form.add_error(None, refused.reasons)
            return False
        self.message_user(request, transition.done, messages.SUCCESS)
        return True

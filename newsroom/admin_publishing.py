"""The admin of whatever is published: its state, the buttons that move it, its preview, and lists by state."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import get_script_prefix, path, reverse, set_script_prefix
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from newsroom import clock, colleagues, dates, editors_view, proposal_pages, proposals, transition_pages
from newsroom.admin_base import RecordedAdmin, WithFiles
from newsroom.admin_checks import ChecksPanel
from newsroom.forms import NOTE_LABEL, PublishableForm
from newsroom.history import Revision
from newsroom.publishing import READABLE, Refused, Stage, by_newest, may
from newsroom.richtext import HTMLField
from newsroom.templatetags.newsroom import html
from newsroom.transitions import OFFERED, TRANSITIONS, WHEN, offered, told
from newsroom.verbs import VERBS


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


class PublishableAdmin(ChecksPanel, WithFiles, RecordedAdmin):
    form = PublishableForm
    change_form_template = "admin/publishing/change_form.html"
    delete_confirmation_template = "admin/delete_confirmation.html"
    ordering = [by_newest(), "-pk"]
    year_field = "publish_at"

    # What may be done

    def has_change_permission(self, request, obj=None):
        """A page that may not be changed opens to be read; a POST is refused by the form, which keeps the words."""
        has_permission = super().has_change_permission(request, obj)
        if obj is None or not has_permission or request.method == "POST":
            return has_permission
        return not obj.why_not_change(request.user) or self.is_proposing(request, obj)

    def is_proposing(self, request, obj) -> bool:
        """Whoever may write but not touch a public text proposes a change instead of saving it."""
        return bool(obj and obj.why_not_change(request.user)) and not obj.why_not_propose(request.user)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.was_public())

    def get_readonly_fields(self, request, obj=None):
        fixed = ["publish_at"] if obj and obj.status in READABLE else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        form.is_proposal = change and self.is_proposing(request, obj)
        form.parts = request.__dict__.setdefault("parts", [])
        return form

    def _create_formsets(self, request, obj, change):
        """The form asks its parts whether they changed."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        request.__dict__.setdefault("parts", [])[:] = formsets
        return formsets, inlines

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
        saved = obj and self._as_saved(obj)
        return saved.get_absolute_url() if saved and saved.is_readable() else None

    def _as_saved(self, obj):
        """A form that came back with errors has filled its row with what was typed, an empty address for one."""
        return type(obj)._base_manager.get(pk=obj.pk)

    def render_change_form(self, request, context, obj=None, **kwargs):
        context |= self._state_of(request, obj) if obj else {"transitions": self._buttons_for_new(request)}
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _state_of(self, request, obj) -> dict:
        last = Revision.objects.of(obj).select_related("by").defer("data").first()
        is_proposing = self.is_proposing(request, obj)
        return {
            "stage": obj.stage,
            "description": self.describe(obj),
            "when": WHEN.get(obj.stage, "") % {"moment": told(obj.publish_at)} if obj.publish_at else "",
            "wait": dates.until(obj.publish_at, clock.now()) if obj.stage == Stage.SCHEDULED else "",
            "last": last,
            "last_note_label": getattr(TRANSITIONS.get(last and last.verb), "reason_label", "") or NOTE_LABEL,
            "last_verb": last and VERBS.get(last.verb, last.verb),
            "why_not_change": [] if is_proposing else obj.why_not_change(request.user),
            "is_proposing": is_proposing,
            "proposals": self._proposals_of(request, obj),
            "receipt": self._receipt_of(obj),
            "preview_url": None if obj.stage == Stage.REMOVED else preview_url(self._as_saved(obj)),
            "transitions": []
            if is_proposing
            else [self._button(request, obj, each) for each in offered(obj, request.user)],
        }

    def tools(self, request, obj):
        return [
            {"label": _("Where is this visible?"), "url": self._url(obj, "visibility")},
            *super().tools(request, obj),
        ]

    # What asks the whole site stands on the roof, so it is fetched when it is needed.

    def visibility_view(self, request, object_id):
        from newsroom import visibility_pages

        return visibility_pages.view(self)(request, object_id)

    def _receipt_of(self, obj):
        from newsroom import receipts

        return receipts.receipt_of(obj)

    def _proposals_of(self, request, obj) -> list[dict]:
        shown = proposals.Proposal.objects.of(obj).of_interest_to(request.user).select_related("by", "decided_by")
        return [{"proposal": each, "url": self._url(obj, "proposal", each.pk)} for each in shown.defer("data")]

    def _buttons_for_new(self, request) -> list[dict]:
        may_clear = may(request.user, "clear", self.model())
        verbs = [verb for verb in OFFERED[Stage.DRAFT] if may_clear or verb == "submit"]
        return [{"transition": TRANSITIONS[verb]} for verb in verbs]

    def _button(self, request, obj, transition) -> dict:
        why_not = transition.why_not(obj, request.user)
        return {
            "transition": transition,
            "reasons": why_not,
            "is_mendable": transition.is_publication and may(request.user, "clear", obj),
            "url": transition.has_page and self._url(obj, transition.verb),
        }

    # What happens

    def delete_model(self, request, obj):
        obj.hold()
        if obj.was_public():
            raise PermissionDenied
        super().delete_model(request, obj)

    def save_model(self, request, obj, form, change):
        if not form.is_proposal:
            self.keep(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if not form.is_proposal:
            super().save_related(request, form, formsets, change)
            self.tell_readers(form.instance, request.user, form)
            if form.instance.is_cleared and form.has_changed_content:
                form.instance.edited(request.user, form.cleaned_data.get("revision_note", ""))
            return

        def save():
            self.keep(request, form.instance, form, change)
            super(PublishableAdmin, self).save_related(request, form, formsets, change)

        note = form.cleaned_data.get("revision_note", "")
        request.proposal = proposals.propose(form.instance, request.user, save, note)

    def keep(self, request, obj, form, change):
        """What saving means: a proposal does the same and undoes it."""
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return self._moved(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if hasattr(request, "proposal"):
            return self._proposed(request, obj)
        return self._moved(request, obj) or super().response_change(request, obj)

    def _proposed(self, request, obj):
        if request.proposal:
            url = colleagues.page_of(obj, "proposal", request.proposal.pk)
            colleagues.tell(obj, request.user, "proposed", note=request.proposal.note, url=url)
            self.message_user(request, _("Your proposal is kept. An editor applies or refuses it."), messages.SUCCESS)
        else:
            self.message_user(request, _("You changed nothing, so there is nothing to propose."), messages.WARNING)
        return HttpResponseRedirect(self._url(obj))

    def _moved(self, request, obj):
        """After a save that a transition's button asked for: make it, or say everything that stands in its way."""
        asked = [each for each in TRANSITIONS.values() if f"_{each.verb}" in request.POST and not each.has_page]
        if not asked or IS_POPUP_VAR in request.POST:
            return None
        transition = asked[0]
        if transition.questions(obj) and not transition.why_not(obj, request.user):
            return HttpResponseRedirect(self._url(obj, transition.verb))
        try:
            self.message_user(request, transition.make(obj, request.user), messages.SUCCESS)
        except Refused as refused:
            self.message_user(request, _("Your changes were saved, but more is needed:"), messages.WARNING)
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
        return HttpResponseRedirect(self._url(obj))

    def get_urls(self):
        pages = [each for each in TRANSITIONS.values() if each.has_page or each.is_publication]
        return [
            *(
                path(
                    f"<path:object_id>/{each.verb}/",
                    self.admin_site.admin_view(transition_pages.view(self, each)),
                    name=f"{self.opts.app_label}_{self.opts.model_name}_{each.verb}",
                )
                for each in pages
            ),
            path(
                "<path:object_id>/visibility/",
                self.admin_site.admin_view(self.visibility_view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_visibility",
            ),
            path(
                "<path:object_id>/proposals/<int:number>/",
                self.admin_site.admin_view(proposal_pages.view(self)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_proposal",
            ),
            *super().get_urls(),
        ]

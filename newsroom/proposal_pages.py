"""The page on which an editor applies or refuses what somebody proposes, beside what would change."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from newsroom import history, redlines
from newsroom.forms import HouseForm
from newsroom.proposals import REASON_NEEDED, Proposal
from newsroom.publishing import Refused
from newsroom.transition_pages import found


class RefusalForm(HouseForm):
    decision_note = forms.CharField(
        label=_("If you refuse: why"),
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("Whoever made the proposal is told this by e-mail."),
    )

    def clean_decision_note(self):
        if not self.cleaned_data["decision_note"]:
            raise forms.ValidationError(REASON_NEEDED)
        return self.cleaned_data["decision_note"]


def view(admin):
    def page(request, object_id, number):
        obj = found(admin, request, object_id)
        proposal = Proposal.objects.of(obj).filter(pk=number).select_related("by", "base", "decided_by").first()
        if proposal is None:
            raise Http404
        # What was typed for the other button comes back as well, without complaints.
        typed = request.POST.dict()
        form = admin.decision_form(request.POST if "_apply" in typed else None, obj=obj, initial=typed)
        refusal = RefusalForm(request.POST if "_refuse" in typed else None, initial=typed)
        is_pressed = form.is_bound or refusal.is_bound or "_take_back" in typed
        if is_pressed and _decided(admin, request, obj, proposal, form, refusal):
            return HttpResponseRedirect(admin._url(obj))
        context = _context(admin, request, obj, proposal) | {"form": form, "refusal": refusal}
        return TemplateResponse(request, "admin/publishing/proposal.html", context)

    return page


def _context(admin, request, obj, proposal) -> dict:
    is_open = proposal.decision == Proposal.Decision.OPEN
    now = history.snapshot(obj) if is_open else proposal.base.data
    after = proposal.merged(now) if is_open else proposal.data
    return {
        **admin.admin_site.each_context(request),
        "title": _("Proposed change"),
        "opts": admin.opts,
        "object": obj,
        "url": admin._url(obj),
        "proposal": proposal,
        "is_open": is_open,
        "differences": redlines.differences(now, after, admin.model),
        "why_not_apply": proposal.why_not_apply(request.user) if is_open else [],
        "why_not_refuse": proposal.why_not_refuse(request.user),
        "why_not_take_back": proposal.why_not_take_back(request.user),
    }


def _decided(admin, request, obj, proposal, form, refusal) -> bool:
    if not all(each.is_valid() for each in (form, refusal) if each.is_bound):
        return False
    try:
        done = _decide(admin, request, obj, proposal, form, refusal)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return False
    admin.message_user(request, done, messages.SUCCESS)
    return True


def _decide(admin, request, obj, proposal, form, refusal) -> str:
    """Do what was pressed, and say so. Raises Refused."""
    if refusal.is_bound:
        proposal.refuse(request.user, refusal.cleaned_data["decision_note"])
        return _("The proposal was refused; nothing changed.")
    if not form.is_bound:
        proposal.take_back(request.user)
        return _("Your proposal has been taken back; nothing changed.")
    with history.change(by=request.user):
        proposal.apply(request.user)
        admin.tell_readers(obj, request.user, form)
    return _("The proposed change is public now.")

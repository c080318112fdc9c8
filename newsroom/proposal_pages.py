"""The page on which an editor applies or refuses what somebody proposes, beside what would change."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from newsroom import history, redlines
from newsroom.proposals import Proposal
from newsroom.publishing import Refused
from newsroom.transition_pages import found


def view(admin):
    def page(request, object_id, number):
        obj = found(admin, request, object_id)
        proposal = Proposal.objects.of(obj).filter(pk=number).select_related("by", "base", "decided_by").first()
        if proposal is None:
            raise Http404
        form = admin.decision_form(request.POST if request.method == "POST" else None, obj=obj)
        if form.is_bound and _decided(admin, request, obj, proposal, form):
            return HttpResponseRedirect(admin._url(obj))
        return TemplateResponse(
            request, "admin/publishing/proposal.html", _context(admin, request, obj, proposal, form)
        )

    return page


def _context(admin, request, obj, proposal, form) -> dict:
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
        "form": form,
    }


def _decided(admin, request, obj, proposal, form) -> bool:
    is_applied = "_apply" in request.POST
    if is_applied and not form.is_valid():
        return False
    try:
        if is_applied:
            with history.change(by=request.user):
                proposal.apply(request.user)
                admin.tell_readers(obj, request.user, form)
        else:
            proposal.refuse(request.user, request.POST.get("decision_note", "")[:2000])
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return False
    done = _("The proposed change is public now.") if is_applied else _("The proposal was refused; nothing changed.")
    admin.message_user(request, done, messages.SUCCESS)
    return True

"""The page that a transition opens: what it does, what it asks, and everything that stands in its way."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from newsroom import history
from newsroom.forms import TransitionForm
from newsroom.publishing import Refused


def view(admin, transition):
    def page(request, object_id):
        obj = found(admin, request, object_id)
        form = TransitionForm(request.POST if request.method == "POST" else None, transition=transition, obj=obj)
        if (
            form.is_bound
            and form.is_valid()
            and not form.open_questions
            and _made(admin, request, obj, transition, form)
        ):
            return HttpResponseRedirect(_back(admin, request, obj))
        return TemplateResponse(
            request, "admin/publishing/confirm.html", _context(admin, request, obj, transition, form)
        )

    return page


def found(admin, request, object_id):
    obj = admin.get_object(request, unquote(object_id))
    if obj is None:
        raise Http404
    if not admin.has_view_permission(request, obj):
        raise PermissionDenied
    return obj


def _back(admin, request, obj) -> str:
    """Where one came from: the duty screen, or the form."""
    return reverse("admin:duty") if _is_from_duty(request) else admin._url(obj)


def _is_from_duty(request) -> bool:
    return request.GET.get("from") == "duty"


def _context(admin, request, obj, transition, form) -> dict:
    reasons = transition.why_not(obj, request.user)
    return {
        **admin.admin_site.each_context(request),
        "title": transition.label,
        "opts": admin.opts,
        "object": obj,
        # What stands in the way is mended in the form.
        "url": admin._url(obj) if reasons else _back(admin, request, obj),
        "transition": transition,
        "explanation": transition.explain(obj),
        "reasons": reasons,
        "form": form,
    }


def _made(admin, request, obj, transition, form) -> bool:
    try:
        with history.change(by=request.user):
            done = transition.make(
                obj,
                request.user,
                form.cleaned_data.get("reason", ""),
                form.moment,
                form.cleaned_data.get("successor", ""),
            )
    except Refused as refused:
        obj.refresh_from_db()
        form.add_error(None, refused.reasons)
        return False
    # The duty screen has many texts, so there the message names this one.
    said = f"{obj}: {done}" if _is_from_duty(request) else done
    admin.message_user(request, said, messages.SUCCESS)
    return True

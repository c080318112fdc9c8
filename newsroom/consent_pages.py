"""The page for a consent that ends: what the picture leaves, and the button that takes it away."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from newsroom.forms import HouseForm
from newsroom.states import reasons
from newsroom.transition_pages import found

ONLY_AN_EDITOR = _("Only an editor can take a picture away.")
GONE_ALREADY = _("The consent has been withdrawn already, and nobody sees the picture.")


class ConsentForm(HouseForm):
    reason = forms.CharField(
        label=_("Reason, for colleagues only"),
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Who withdrew it, and how you were told. Write no more about the person than you must."),
        error_messages={"required": _("Write the reason.")},
    )


def why_not(image, by) -> list[str]:
    return reasons(
        (not by.has_perm("releases.remove_release"), ONLY_AN_EDITOR),
        (image.consent_withdrawn_at is not None, GONE_ALREADY),
    )


def view(admin, uses_of):
    def page(request, object_id):
        image = found(admin, request, object_id)
        form = ConsentForm(request.POST if request.method == "POST" else None)
        refusal = why_not(image, request.user)
        if form.is_bound and not refusal and form.is_valid():
            image.withdraw_consent(by=request.user, note=form.cleaned_data["reason"])
            done = _("The picture is gone: from every page, feed and card, and from its own address.")
            admin.message_user(request, done, messages.SUCCESS)
            return HttpResponseRedirect(admin._url(image))
        return TemplateResponse(
            request,
            "admin/images/consent.html",
            _context(admin, request, image, form, refusal) | {"uses": uses_of(image)},
        )

    return page


def _context(admin, request, image, form, refusal) -> dict:
    return {
        **admin.admin_site.each_context(request),
        "title": _("Consent withdrawn"),
        "opts": admin.opts,
        "object": image,
        "url": admin._url(image),
        "reasons": refusal,
        "form": form,
    }

"""The page for a wrong file: its address says at once that it is gone, in versions too, and the right one takes its place."""

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from newsroom import files, history
from newsroom.forms import HouseForm
from newsroom.states import may
from newsroom.transition_pages import found
from newsroom.uploads import UploadField

ONLY_AN_EDITOR = _("Only an editor can put another file in the place of a wrong one.")
NO_FILES = _("There is no file here.")


class WrongFileForm(HouseForm):
    """`held` lists what refers to a file: (row, name of its field). The right file is kept whatever else is amiss."""

    wrong = forms.ChoiceField(label=_("The wrong file"), widget=forms.RadioSelect)
    right = UploadField(label=_("The right file"), error_messages={"required": _("Choose the right file.")})
    reason = forms.CharField(
        label=_("Reason, for colleagues only"),
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, *args, held, **kwargs):
        super().__init__(*args, **kwargs)
        self.held = held
        self.fields["wrong"].choices = [
            (str(number), getattr(row, name).original_name) for number, (row, name) in enumerate(held)
        ]
        if len(held) == 1:
            self.fields["wrong"].initial = "0"

    @property
    def chosen(self):
        return self.held[int(self.cleaned_data["wrong"])]


def why_not(obj, held, by) -> list[str]:
    reasons = [] if may(by, "clear", obj) or by.has_perm("releases.clear_release") else [ONLY_AN_EDITOR]
    return reasons if held else [*reasons, NO_FILES]


def view(admin):
    def page(request, object_id):
        obj = found(admin, request, object_id)
        held = admin.files_held(obj)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form, decision = WrongFileForm(*sent, held=held), admin.decision_form(*sent[:1], obj=obj)
        reasons = why_not(obj, held, request.user)
        is_sound = sent and not reasons and form.is_valid() & decision.is_valid()
        if is_sound and _replaced(admin, request, obj, form, decision):
            return HttpResponseRedirect(admin._url(obj))
        context = _context(admin, request, obj, reasons) | {"form": form, "decision": decision}
        return TemplateResponse(request, "admin/publishing/wrong_file.html", context)

    return page


def _context(admin, request, obj, reasons) -> dict:
    return {
        **admin.admin_site.each_context(request),
        "title": _("Wrong file"),
        "opts": admin.opts,
        "object": obj,
        "url": admin._url(obj),
        "reasons": reasons,
    }


def _replaced(admin, request, obj, form, decision) -> bool:
    holder, name = form.chosen
    note = form.cleaned_data["reason"]
    try:
        with history.change(by=request.user, note=note) as change:
            files.replace_wrong(holder, name, form.cleaned_data["right"], by=request.user, note=note)
            admin.tell_readers(obj, request.user, decision)
            change.name(obj, "wrong_file")
    except ValidationError as error:
        form.add_error("right", error)
        return False
    done = _("The wrong file is gone from its address, and the right one is in its place.")
    admin.message_user(request, done, messages.SUCCESS)
    return True

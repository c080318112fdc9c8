"""The question after every change to a public release: do readers have to know?"""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from newsroom import history
from newsroom.forms import HouseForm
from releases.models import Correction

SLIP = "slip"
ANSWERS = [
    (SLIP, _("No. It is a slip, such as a typing mistake or a broken link. Dates stay.")),
    (Correction.Kind.UPDATE, _("Yes, as an update: something is new. A dated note stands above the text.")),
    (Correction.Kind.CORRECTION, _("Yes, as a correction: something was wrong. It says what, and stays for good.")),
]


class ReadersMixin(forms.Form):
    """The answer and its words; `must_answer` says whether something changed that readers could have read."""

    readers = forms.ChoiceField(
        label=_("Do readers have to know?"), choices=ANSWERS, required=False, widget=forms.RadioSelect
    )
    was_wrong = forms.CharField(
        label=_("What was wrong"),
        required=False,
        max_length=1000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("For a correction: the words or figures as they were."),
    )
    what_changed = forms.CharField(
        label=_("What is new or right"),
        required=False,
        max_length=1000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("One or two sentences that readers see with the day and time."),
    )

    def must_answer(self) -> bool:
        return True

    def clean(self):
        super().clean()
        answer = self.cleaned_data.get("readers")
        if not answer and "readers" in self.fields and self.must_answer():
            self.add_error("readers", _("Readers have seen this text. Answer whether they have to know of the change."))
        if answer in Correction.Kind.values and not self.cleaned_data.get("what_changed"):
            self.add_error("what_changed", _("Write what readers have to know."))
        if answer == Correction.Kind.CORRECTION and not self.cleaned_data.get("was_wrong"):
            self.add_error("was_wrong", _("Write what was wrong."))


class DecisionForm(ReadersMixin, HouseForm):
    pass


def tell_readers(release, by, form):
    """Keep what the editor answered; a slip is told to nobody."""
    answer = form.cleaned_data.get("readers")
    if answer not in Correction.Kind.values:
        return
    told = form.cleaned_data["what_changed"]
    # The history says the same, unless colleagues are told something else.
    with history.change(by=by, note=told):
        Correction.objects.create(
            release=release,
            kind=answer,
            text=told,
            was_wrong=form.cleaned_data["was_wrong"] if answer == Correction.Kind.CORRECTION else "",
            by=by,
        )

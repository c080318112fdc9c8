"""The forms of the page of early readers. Each makes links that are not saved yet: `readers`."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from newsroom import clock
from newsroom.forms import HouseForm
from releases.links import Kind
from releases.models import AccessLink

MOST_AT_ONCE = 200
DAYS = [1, 3, 7, 14]
NO_NAME = _("Write the name of the reader.")
ONE_ADDRESS = _("Write one e-mail address, like maija.meri@sanomat.example.")


def lengths() -> list[tuple[int, str]]:
    return [(number, ngettext("%d day", "%d days", number) % number) for number in DAYS]


class ReaderForm(HouseForm, forms.ModelForm):
    kind = Kind.EMBARGO
    expires_at = None

    class Meta:
        model = AccessLink
        fields = ["name", "organisation", "email"]
        error_messages = {
            "name": {"required": NO_NAME, "blank": NO_NAME, "max_length": _("Shorten the name to 120 characters.")},
            "organisation": {"max_length": _("Shorten the newsroom or employer to 120 characters.")},
            "email": {"invalid": ONE_ADDRESS, "max_length": ONE_ADDRESS},
        }
        widgets = {
            "name": forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
            "organisation": forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix=self.kind, label_suffix="", **kwargs)

    @property
    def readers(self) -> list[AccessLink]:
        return [self.instance]


class EmbargoForm(ReaderForm):
    """One journalist."""


class PreviewForm(ReaderForm):
    """Somebody who approves, for so many days."""

    kind = Kind.PREVIEW
    days = forms.TypedChoiceField(
        label=_("Works for"),
        coerce=int,
        initial=3,
        choices=lengths,
        error_messages={"invalid_choice": _("Choose one of the lengths in the list.")},
    )

    @property
    def expires_at(self):
        return clock.this_minute() + timedelta(days=self.cleaned_data["days"])


class SeveralForm(HouseForm):
    """Many journalists, pasted from a list."""

    kind = Kind.EMBARGO
    expires_at = None
    lines = forms.CharField(
        label=_("Readers"),
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField", "autocomplete": "off"}),
        help_text=_("One reader a line: name, newsroom, e-mail. The newsroom and the e-mail can be left out."),
        error_messages={"required": _("Write at least one reader.")},
        max_length=50_000,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="several", label_suffix="", **kwargs)

    @property
    def readers(self) -> list[AccessLink]:
        return self.cleaned_data["lines"]

    def clean_lines(self):
        lines = [
            (number, line) for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1) if line.strip()
        ]
        if len(lines) > MOST_AT_ONCE:
            raise ValidationError(_("Paste at most %(most)s readers at once.") % {"most": MOST_AT_ONCE})
        readers, errors = [], []
        for number, line in lines:
            try:
                readers.append(reader_in(line))
            except ValidationError as error:
                errors += [_in_line(number, sentence) for sentence in error.messages]
        if errors:
            raise ValidationError(errors)
        return readers


def reader_in(line: str) -> AccessLink:
    """“Maija Meri, Rannikon Sanomat, maija.meri@sanomat.example”. Raises ValidationError."""
    parts = [part.strip() for part in re.split("[,;\t]|(?=<)", line)]
    addresses = [part.strip("<>") for part in parts if "@" in part]
    name, *more = [part.strip(' "') for part in parts if "@" not in part] or [""]
    if not addresses and re.search(r"[^\s.,;]+(\.[^\s.,;]+){2,}", line):
        raise ValidationError(ONE_ADDRESS)
    organisation = ", ".join(part for part in more if part)
    form = EmbargoForm(
        {"embargo-name": name, "embargo-organisation": organisation, "embargo-email": " ".join(addresses)}
    )
    if not form.is_valid():
        raise ValidationError([sentence for errors in form.errors.values() for sentence in errors])
    return form.instance


def _in_line(number, sentence):
    return _("Line %(number)s: %(sentence)s") % {"number": number, "sentence": sentence}

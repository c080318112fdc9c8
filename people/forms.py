from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.forms import AddressForm
from newsroom.languages import Language
from people.models import Spokesperson


class SpokespersonForm(AddressForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=Spokesperson._meta.get_field("languages").help_text,
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

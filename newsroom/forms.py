"""Form fields and forms that every part of the admin shares. None of them loses what was typed."""

from datetime import datetime, time

from django import forms
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AdminSplitDateTime,
    AdminTextareaWidget,
    AdminTextInputWidget,
    AdminTimeWidget,
)
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy, slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from newsroom import web
from newsroom.languages import Named
from newsroom.models import Image, User
from newsroom.publishing import READABLE, Stage
from newsroom.text import one_line
from newsroom.uploads import UploadField

# Days are written the Finnish way or the ISO way in all languages: 3/4/2027 would be two different days.
DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
TIME_FORMATS = ["%H.%M", "%H:%M", "%H.%M.%S", "%H:%M:%S"]
NOTE_LABEL = _("Note to colleagues")
CLEARED_ALREADY = _("This is cleared already, so write what you changed and why.")
ZONE = _("Finnish time (Europe/Helsinki).")
NO_SUCH_DAY = _("There is no such day. Write it like 31.12.2027.")
NO_SUCH_TIME = _("There is no such time. Write it like 9.30.")


class TimeWidget(AdminTimeWidget):
    def format_value(self, value):
        if isinstance(value, time):
            return value.strftime("%H:%M" if get_language() == "en" else "%H.%M")
        return value


class MomentWidget(AdminSplitDateTime):
    template_name = "admin/widgets/moment.html"

    def __init__(self, attrs=None):
        forms.MultiWidget.__init__(self, [AdminDateWidget, TimeWidget], attrs)


class DayField(forms.DateField):
    widget = AdminDateWidget
    input_formats = DAY_FORMATS
    default_error_messages = {"invalid": NO_SUCH_DAY}


class TimeOfDayField(forms.TimeField):
    widget = TimeWidget
    input_formats = TIME_FORMATS
    default_error_messages = {"invalid": NO_SUCH_TIME}


class MomentField(forms.SplitDateTimeField):
    """A minute of Finnish time; says so when the clocks skip it or show it twice."""

    widget = MomentWidget
    default_error_messages = {
        "invalid_date": NO_SUCH_DAY,
        "invalid_time": NO_SUCH_TIME,
        "skipped": _("%(time)s does not exist on this day: the clocks are put forward over it. Choose another time."),
        "twice": _("%(time)s comes twice on this day: the clocks are put back over it. Choose another time."),
    }

    def __init__(self, **kwargs):
        super().__init__(input_date_formats=DAY_FORMATS, input_time_formats=TIME_FORMATS, **kwargs)

    def compress(self, data_list):
        try:
            moment = super().compress(data_list)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise self._clock_error(*data_list) from error
        return moment and moment.replace(second=0, microsecond=0)

    def _clock_error(self, day, time_of_day):
        moment = datetime.combine(day, time_of_day)
        first, second = (timezone.make_aware(moment.replace(fold=fold)).utcoffset() for fold in (0, 1))
        # Before a skipped hour the offset is the smaller one, before an hour that comes twice the larger.
        code = "skipped" if first < second else "twice"
        return ValidationError(
            self.error_messages[code], code=code, params={"time": TimeWidget().format_value(time_of_day)}
        )


class PhoneField(PhoneNumberField):
    """A letter O for a zero would be dropped in silence, and what is left may be somebody else's number."""

    widget = AdminTextInputWidget
    default_error_messages = {
        "invalid": _(
            "There is no such phone number. Write it like 050 123 4567, or with its country code like +46 8 123 456."
        )
    }

    def to_python(self, value):
        if value and any(map(str.isalpha, str(value))):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class FilesForm(forms.ModelForm):
    """A row that has its file needs no other: a bad file chosen in its place leaves it as it was."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, UploadField) and getattr(self.instance, f"{name}_id"):
                field.required = False


class AddressForm(FilesForm):
    """Makes an empty slug from the words it stands for; `slug_from` names their fields."""

    slug_from: tuple[str, ...] = ()
    # Why this person may not save the row as it stands now; set by the admin.
    why_not_save = staticmethod(lambda row: [])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].error_messages["unique"] = _("This address is already taken. Change the end of it.")
            if self.instance.pk and self.instance.is_address_known():
                self.fields["slug"].help_text = _(
                    "Readers know this address. If you change it, the old one leads to the new."
                )
            self.fields["slug"].error_messages["invalid"] = _("Use only the letters a–z, digits and hyphens.")

    def clean(self):
        super().clean()
        if self.instance.pk and (why_not := self.why_not_save(self.instance)):
            self.add_error(None, why_not)
        self._refuse_pictures_of_the_past()
        if "slug" in self.fields and "slug" not in self.errors and not self.cleaned_data.get("slug"):
            self._fill_slug()

    def _refuse_pictures_of_the_past(self):
        """A picture whose time for new uses is over stays where it stands and goes nowhere else."""
        for name in self.changed_data:
            chosen = self.cleaned_data.get(name)
            if isinstance(chosen, Image) and (why_not := chosen.why_not_use()):
                self.add_error(name, why_not)

    def _fill_slug(self):
        main = self.cleaned_data.get("main_language")
        words = (self.cleaned_data.get(name) or self.cleaned_data.get(f"{name}_{main}") for name in self.slug_from)
        length = self.fields["slug"].max_length
        self.cleaned_data["slug"] = slugify(" ".join(word for word in words if word))[:length].strip("-")
        if not self.cleaned_data["slug"] and not set(self.slug_from) & set(self.errors):
            self.add_error("slug", self.fields["slug"].error_messages["required"])


class PublishableForm(AddressForm):
    """Asks again, with the row locked, whether this person may change it: the page may have been open for hours."""

    by = None
    is_proposal = False
    # The formsets of the parts, set by the admin.
    parts = ()
    # Fields that say something about the change and are no part of the text.
    ABOUT_THE_CHANGE = ("revision_note",)

    revision_note = forms.CharField(
        label=NOTE_LABEL,
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("What you did and why. It is kept in the history and never shown to readers."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.stage == Stage.SCHEDULED and "revision_note" in self.fields:
            note = self.fields["revision_note"]
            note.label = format_lazy("{} *", note.label)
            note.help_text = format_lazy("{} {}", CLEARED_ALREADY, note.help_text)

    def clean(self):
        super().clean()
        if self.instance.pk:
            self.instance.hold()
            ask = self.instance.why_not_propose if self.is_proposal else self.instance.why_not_change
            if why_not := ask(self.by):
                self.add_error(None, why_not)
            elif self._moves_a_fixed_moment():
                self.add_error(
                    "publish_at",
                    _("This has been cleared in the meantime. Move it with the button instead of this field."),
                )
            elif self._lacks_a_reason():
                self.add_error("revision_note", CLEARED_ALREADY)

    def _moves_a_fixed_moment(self) -> bool:
        is_fixed = self.instance.status in READABLE and "publish_at" in self.cleaned_data
        return is_fixed and self.cleaned_data["publish_at"] != self.instance.publish_at

    def _lacks_a_reason(self) -> bool:
        is_waiting = self.instance.stage == Stage.SCHEDULED and self.has_changed_content
        return is_waiting and "revision_note" not in self.errors and not self.cleaned_data.get("revision_note")

    @property
    def has_changed_content(self) -> bool:
        is_changed = set(self.changed_data) - {*self.ABOUT_THE_CHANGE, "publish_at"}
        return bool(is_changed) or any(formset.has_changed() for formset in self.parts)


class PartForm(FilesForm):
    """A row of an inline. A place in the order alone does not make an empty row a filled one."""

    def has_changed(self):
        return any(name != "position" for name in self.changed_data) or bool(self.instance.pk and self.changed_data)


class PartFormSet(forms.BaseInlineFormSet):
    """Parts know their owner while they are checked, and write in its main language."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def get_unique_error_message(self, unique_check):
        """The same sentence whether the other row is saved already or stands in the same form."""
        fields = {*unique_check, self.fk.name}
        named = [each for each in self.model._meta.total_unique_constraints if set(each.fields) == fields]
        return named[0].get_violation_error_message() if named else super().get_unique_error_message(unique_check)

    def full_clean(self):
        if issubclass(self.model, Named) and isinstance(self.instance, Named):
            for form in self.forms:
                form.instance.main_language = self.instance.main_language
        super().full_clean()


class SuccessorField(forms.CharField):
    """A page of this site that readers can open now; so that no chain of removed pages can ever lead round."""

    def __init__(self):
        super().__init__(
            label=_("Leads to"),
            required=False,
            max_length=300,
            help_text=_("If another page takes its place: the address of that page. Otherwise leave this empty."),
        )
        self.widget.attrs["class"] = "vTextField"

    def clean(self, value):
        path = web.without_origin(one_line(super().clean(value)))
        if path and not web.is_open(path):
            raise ValidationError(
                _("Give the address of a page on this site that is public now, such as /fi/tiedotteet/siltojen-kunto/.")
            )
        return path


class HouseForm(forms.Form):
    """Marks what must be filled in, and leaves it to our own sentences to say so, not to the browser's."""

    required_css_class = "required"
    use_required_attribute = False


class TransitionForm(HouseForm):
    """What a transition asks before it acts; an open question is answered by pressing the button a second time."""

    def __init__(self, *args, transition, obj, **kwargs):
        super().__init__(*args, **kwargs)
        self.transition, self.obj = transition, obj
        if transition.asks_moment:
            self.fields["publish_at"] = MomentField(label=_("New moment"), initial=obj.publish_at, help_text=ZONE)
        if transition.reason_label:
            self.fields["reason"] = self._reason()
        if transition.asks_successor:
            self.fields["successor"] = SuccessorField()

    def _reason(self):
        return forms.CharField(
            label=self.transition.reason_label,
            required=self.transition.needs_reason,
            max_length=2000,
            widget=AdminTextareaWidget(attrs={"rows": 4}),
            error_messages={"required": _("Write the reason.")},
        )

    @property
    def moment(self):
        chosen = self.cleaned_data.get("publish_at") if self.is_bound and self.is_valid() else None
        return chosen or self.transition.moment_of(self.obj)

    @property
    def questions(self) -> list[str]:
        return self.transition.questions(self.obj, self.moment)

    @property
    def confirmation(self) -> str:
        """What the button sends back: the very moment that the questions were about."""
        return self.moment.isoformat() if self.moment else ""

    @property
    def open_questions(self) -> list[str]:
        return [] if self.data.get("confirmed") == self.confirmation else self.questions


class UserAddForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name", "language", "groups"]


class UserForm(UserChangeForm):
    class Meta:
        model = User
        fields = ["email", "name", "language", "password", "groups", "is_active", "is_staff", "is_superuser"]
        labels = {"is_superuser": _("May do everything")}
        help_texts = {"is_superuser": _("Also what no group may. One or two people who look after the installation.")}

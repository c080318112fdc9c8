"""The pages on which one administrator asks for a redaction and a second person makes it, and the register of both."""

import hashlib
from collections import Counter

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom import clock, redaction, redaction_files
from newsroom.admin_base import HouseAdmin
from newsroom.forms import HouseForm
from newsroom.history import Recorded, Revision
from newsroom.publishing import Refused
from newsroom.redaction import Redaction
from newsroom.redaction_elsewhere import elsewhere
from newsroom.redaction_places import Whereabouts
from newsroom.striking import Strike, phrases_of

# What is typed before something that can't be undone.
CONFIRMATION = _("REDACT")


class AskForm(HouseForm):
    words = forms.CharField(
        label=_("Words to strike"),
        required=False,
        max_length=4000,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "One a line, each form of a name on its own: Aino Rantamäki, Rantamäen, aino.rantamaki@jokikunnat.example. "
            "They are struck wherever these letters stand, in longer words too; capital and small letters are the same."
        ),
    )
    file = forms.ChoiceField(label=_("Picture or file to strike"), required=False, widget=forms.RadioSelect)
    siblings = forms.MultipleChoiceField(
        label=_("The words are struck here too"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Legal duty"),
        required=False,
        max_length=1000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_(
            "Which law or decision asks for this, and the number of the case. It stays in the history: write neither "
            "the name nor anything else of what is struck."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, row):
        super().__init__(data)
        self.files = {str(stored.uuid): stored for stored in redaction.files_to_strike(row)}
        self.texts = {str(text.pk): text for text in siblings_of(row)}
        self.fields["file"].choices = [("", _("None")), *((key, _named(stored)) for key, stored in self.files.items())]
        self.fields["siblings"].choices = [(key, _described(text)) for key, text in self.texts.items()]
        self.fields["siblings"].initial = list(self.texts)
        for name, choices in {"file": self.files, "siblings": self.texts}.items():
            if not choices:
                del self.fields[name]

    @property
    def file_chosen(self):
        return self.files.get(self.cleaned_data.get("file", ""))

    @property
    def siblings_chosen(self) -> list:
        return [self.texts[key] for key in self.cleaned_data.get("siblings", [])]

    @property
    def fingerprint(self) -> str:
        """Of the words whose places have been shown."""
        return hashlib.sha256("\n".join(phrases_of(self.cleaned_data.get("words", ""))).encode()).hexdigest()

    @property
    def has_been_seen(self) -> bool:
        return self.cleaned_data.get("seen") == self.fingerprint


class MakeForm(HouseForm):
    confirmation = forms.CharField(
        label=_("Confirm"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"})
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["confirmation"].help_text = _("Type %(word)s. Then there is no way back.") % {"word": CONFIRMATION}

    def clean_confirmation(self):
        typed = self.cleaned_data["confirmation"].strip()
        if typed.casefold() != str(CONFIRMATION).casefold():
            raise forms.ValidationError(_("Type %(word)s to confirm.") % {"word": CONFIRMATION})
        return typed


def siblings_of(row) -> list:
    return [] if row._state.adding else list(getattr(row, "siblings", ()))


def _named(stored) -> str:
    return f"{stored.original_name} ({stored.format})"


def _described(row) -> str:
    language = getattr(row, "get_language_display", None)
    return f"{capfirst(language())}: {row}" if language else str(row)


def name_of(row) -> str:
    """A deleted row has no name left, only its kind and number."""
    return f"{capfirst(row._meta.verbose_name)} {row.pk}" if row._state.adding else str(row)


def url_of(row) -> str:
    """Its page in the admin; a row without one, or a deleted one, has none."""
    try:
        return (
            ""
            if row._state.adding
            else reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        )
    except NoReverseMatch:
        return ""


def ask_url(model, key) -> str:
    return reverse("admin:newsroom_redaction_ask", args=[model._meta.label_lower, key])


def look(rows, words: str) -> dict:
    """Every place of the words: row by row what stands there today and what is kept, and other rows that hold them."""
    strike = Strike(words, clock.today())
    texts = [_look_at(row, strike) for row in rows]
    others = elsewhere(strike, rows)
    return {
        "texts": texts,
        "count": sum(text["count"] for text in texts),
        "mark": strike.mark(Whereabouts(rows[0], strike).language),
        "elsewhere": [
            {"other": other, "url": ask_url(other.model, other.key), "kind": capfirst(other.model._meta.verbose_name)}
            for other in others
        ],
        "words": words,
    }


def _look_at(row, strike) -> dict:
    where = Whereabouts(row, strike)
    now, kept, named = where.now(), where.kept(), where.named()
    return {
        "name": name_of(row) if row._state.adding else _described(row),
        "url": url_of(row),
        "now": now,
        "kept": list(Counter(str(place.heading) for place in [*kept, *named]).items()),
        "count": len(now) + len(kept) + len(named),
    }


class RedactionAdmin(HouseAdmin):
    """The register is only read; a request starts from what is to be redacted."""

    list_display = ["about", "what", "reason", "asked_by", "asked_at", "state", "made_by", "made_at"]
    list_select_related = ["content_type", "asked_by", "made_by"]

    def has_view_permission(self, request, obj=None):
        return redaction.may_ask(request.user) or request.user.has_perm("releases.clear_release")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("ask/<str:kind>/<int:key>/", wrap(self.ask_view), name="newsroom_redaction_ask"),
            path("<int:number>/make/", wrap(self.make_view), name="newsroom_redaction_make"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        number = int(object_id) if object_id.isdecimal() and len(object_id) < 19 else 0
        return HttpResponseRedirect(get_object_or_404(Redaction, pk=number).get_absolute_url())

    # The register

    @admin.display(description=_("redacted from"))
    def about(self, asked):
        return name_of(asked.row)

    @admin.display(description=_("what"))
    def what(self, asked):
        return _("Picture or file") if asked.file_uuid else _("Words")

    @admin.display(description=_("state"))
    def state(self, asked):
        return _("Made") if asked.is_made else _("Waits for a second person")

    # Asking

    def ask_view(self, request, kind, key):
        row = self._row(kind, key)
        if not redaction.may_ask(request.user):
            raise PermissionDenied
        form = AskForm(request.POST if request.method == "POST" else None, row=row)
        looked = None
        if form.is_bound and form.is_valid():
            if "_ask" in request.POST and form.has_been_seen and (asked := self._asked(request, row, form)):
                return HttpResponseRedirect(asked.get_absolute_url())
            looked = self._looked(request, row, form)
        return TemplateResponse(request, "admin/redaction/ask.html", self._ask_page(request, row, form, looked))

    def _row(self, kind, key):
        """A row that the newsroom keeps the history of, or what is left of it."""
        try:
            model = apps.get_model(kind)
        except (LookupError, ValueError) as error:
            raise Http404 from error
        if not issubclass(model, Recorded) or key > 2**62:
            raise Http404
        row = model._base_manager.filter(pk=key).first() or model(pk=key)
        if row._state.adding and not Revision.objects.of(row).exists():
            raise Http404
        return row

    def _asked(self, request, row, form):
        values = form.cleaned_data
        try:
            asked = Redaction.objects.ask(
                row, request.user, values["words"], form.file_chosen, values["reason"], form.siblings_chosen
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
            return None
        self.message_user(request, _("Asked for. A second person has been told by e-mail."), messages.SUCCESS)
        return asked

    def _looked(self, request, row, form) -> dict:
        """What the asker has to see before asking; with it, the form may be sent as it stands."""
        words, stored = form.cleaned_data["words"], form.file_chosen
        wrong = redaction.why_not_ask(row, request.user, words, stored, form.cleaned_data["reason"] or "?")
        if wrong:
            if not form.non_field_errors():
                form.add_error(None, wrong)
            return {}
        form.data = form.data.copy()
        form.data["seen"] = form.fingerprint
        return {
            "places": look([row, *form.siblings_chosen], words) if phrases_of(words) else None,
            "file": self._file(stored),
        }

    def _file(self, stored) -> dict | None:
        if stored is None:
            return None
        return {
            "stored": stored,
            "users": [
                {"name": str(user), "kind": capfirst(user._meta.verbose_name)}
                for user in redaction_files.users_of(stored)
            ],
        }

    def _ask_page(self, request, row, form, looked) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": _("Ask for a redaction"),
            "opts": self.opts,
            "object": row,
            "name": name_of(row),
            "url": url_of(row),
            "form": form,
            "looked": looked,
            "open": Redaction.objects.of(row).open(),
        }

    # Making

    def make_view(self, request, number):
        asked = get_object_or_404(Redaction.objects.select_related("asked_by", "made_by"), pk=number)
        if not (redaction.may_be_second(request.user, asked.row) or asked.asked_by == request.user):
            raise PermissionDenied
        form = MakeForm(request.POST if "_make" in request.POST else None)
        if request.method == "POST" and self._done(request, asked, form):
            back = (
                reverse("admin:newsroom_redaction_changelist") if "_drop" in request.POST else asked.get_absolute_url()
            )
            return HttpResponseRedirect(back)
        return TemplateResponse(request, "admin/redaction/make.html", self._make_page(request, asked, form))

    def _done(self, request, asked, form) -> bool:
        is_drop = "_drop" in request.POST
        if not is_drop and not form.is_valid():
            return False
        try:
            asked.drop(request.user) if is_drop else asked.make(request.user)
        except Refused as refused:
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
            return False
        done = _("The request was dropped; nothing has been struck.") if is_drop else _("Redacted. It can't be undone.")
        self.message_user(request, done, messages.SUCCESS)
        return True

    def _make_page(self, request, asked, form) -> dict:
        row = asked.row
        together = asked.asked_together
        return {
            **self.admin_site.each_context(request),
            "title": _("Redaction"),
            "opts": self.opts,
            "asked": asked,
            "name": name_of(row),
            "url": url_of(row),
            "places": look([each.row for each in together], asked.words) if asked.words else None,
            "file": None if asked.is_made else self._file(asked.file),
            "why_not_make": asked.why_not_make(request.user),
            "why_not_drop": asked.why_not_drop(request.user),
            "form": form,
        }

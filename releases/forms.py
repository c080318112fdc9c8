"""The release form: a text and the facts that all its language versions share, on one screen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.forms import PublishableForm
from newsroom.models import Organisation
from newsroom.publishing import Stage
from newsroom.text import is_key
from releases.corrections import ReadersMixin
from releases.models import Release, ReleaseFamily, Sender

SHARED_AND_CLEARED = _(
    "A version in another language has been cleared, so only an editor can change what the versions share."
)
RELATED_TO_ITSELF = _(
    "This is the release itself, or the same release in another language. Take it away and choose another release."
)
SETS = ["themes", "places", "documents", "events", "related"]
COLUMNS = ["kind", "image", "series", "embargo_at"]
FACTS = [*COLUMNS, "organisations", *SETS]


class ReleaseForm(ReadersMixin, PublishableForm):
    """The admin adds a field for each of FACTS; they are kept in the family."""

    ABOUT_THE_CHANGE = (*PublishableForm.ABOUT_THE_CHANGE, *ReadersMixin.base_fields)

    family = forms.ModelChoiceField(ReleaseFamily.objects, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial=initial, **kwargs)
        self.known_family = self._find_family(initial or {})
        facts = facts_of(self.known_family) if self.known_family else facts_of_a_new_family()
        self.initial = {**facts, **self.initial}
        self._mark_language()
        self.has_open_facts = self._has_open_facts()
        if not self.has_open_facts:
            self._close_facts()
        if not self._has_readers():
            for name in ReadersMixin.base_fields:
                self.fields.pop(name, None)

    def _has_readers(self) -> bool:
        """Only a public text has readers, and whoever proposes leaves the question to the editor."""
        return bool(self.instance.pk) and self.instance.stage == Stage.PUBLIC and not self.is_proposal

    def must_answer(self) -> bool:
        return self.has_changed_content

    def _mark_language(self):
        """For the speller, and for the titles that a chosen person brings along."""
        if "body" in self.fields:
            self.fields["body"].widget.attrs["data-language-field"] = "id_language"
            self.fields["body"].widget.attrs["data-language"] = self.instance.language
        for name in {"headline", "lead"} & set(self.fields):
            self.fields[name].widget.attrs["lang"] = self.initial.get("language") or self.instance.language

    def _find_family(self, initial) -> ReleaseFamily | None:
        if self.instance.family_id:
            return self.instance.family
        key = str(self.data.get("family") or initial.get("family") or "")
        return ReleaseFamily.objects.filter(pk=key).first() if is_key(key) else None

    def _has_open_facts(self) -> bool:
        """The facts show on every language version, so whoever may not change one of those may not change them."""
        if self.known_family is None:
            return True
        siblings = self.known_family.releases.exclude(pk=self.instance.pk)
        return not any(sibling.why_not_change(self.by) for sibling in siblings)

    def _close_facts(self):
        """Closed fields aren't sent. What is sent nevertheless was typed before they closed, and clean() answers it."""
        for name in self._facts():
            self.fields[name].disabled = name not in self.data
            self.fields[name].help_text = SHARED_AND_CLEARED

    def _facts(self) -> list[str]:
        return [name for name in FACTS if name in self.fields]

    @property
    def changed_facts(self) -> list[str]:
        return [name for name in self._facts() if name in self.changed_data or self._is_reordered(name)]

    def _is_reordered(self, name) -> bool:
        is_sent = name == "organisations" and name in self.data
        return is_sent and self._senders() != [str(key) for key in self.initial[name]]

    def _senders(self) -> list[str]:
        return self.data.getlist(self.add_prefix("organisations"))

    def clean(self):
        super().clean()
        if self.changed_facts and not self.has_open_facts:
            self.add_error(None, SHARED_AND_CLEARED)
        self._check_related()
        self._check_address()

    def _check_related(self):
        chosen = self.cleaned_data.get("related", ()) if "related" in self.changed_facts else ()
        if self.known_family and any(release.family_id == self.known_family.pk for release in chosen):
            self.add_error("related", RELATED_TO_ITSELF)

    def _check_address(self):
        slug, language = self.cleaned_data.get("slug"), self.cleaned_data.get("language", self.instance.language)
        others = Release.objects.filter(language=language, slug=slug).exclude(pk=self.instance.pk)
        if slug and others.exists():
            self.add_error("slug", _constraint("release_unique_slug").get_violation_error_message())

    def _get_validation_exclusions(self):
        """A saved release's form has no family field, but two texts in one language must not pass."""
        return super()._get_validation_exclusions() - ({"family"} if self.instance.pk else set())

    def save_family(self):
        """Write the facts if they changed; that leaves a revision of every language version."""
        family = self.known_family or ReleaseFamily()
        if family.pk is None or self.changed_facts:
            for name in COLUMNS:
                setattr(family, name, self.cleaned_data[name])
            family.save()
            for name in SETS:
                getattr(family, name).set(self.cleaned_data[name])
            self._save_senders(family)
        self.instance.family = family

    def _save_senders(self, family):
        chosen = {str(row.pk): row for row in self.cleaned_data["organisations"]}
        in_order = [chosen[key] for key in self._senders() if key in chosen] or _house()
        family.senders.all().delete()
        Sender.objects.bulk_create(
            Sender(family=family, organisation=organisation, position=position)
            for position, organisation in enumerate(in_order)
        )


def _house() -> list[Organisation]:
    house = Organisation.objects.house()
    return [house] if house else []


def _constraint(name):
    return next(constraint for constraint in Release._meta.constraints if constraint.name == name)


def facts_of(family) -> dict:
    sets = {name: [row.pk for row in getattr(family, name).all()] for name in SETS}
    senders = [sender.organisation_id for sender in family.senders.all()]
    return {
        "kind": family.kind,
        "image": family.image_id,
        "series": family.series_id,
        "embargo_at": family.embargo_at,
        "organisations": senders,
        **sets,
    }


def facts_of_a_new_family() -> dict:
    return {"kind": ReleaseFamily.Kind.RELEASE, "organisations": [house.pk for house in _house()]}

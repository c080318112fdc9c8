"""Languages of addresses and of names. A text falls back to its row's main language and says which one it is in."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from translated_fields import TranslatedField
from translated_fields.fields import to_attribute

CODES = [code for code, _name in settings.LANGUAGES]

# Each language named in itself, as the language switch shows it.
OWN_NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}


class Language(models.TextChoices):
    FINNISH = "fi", _("Finnish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


def active() -> str:
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return language if language in CODES else settings.LANGUAGE_CODE


def of_path(path: str) -> str | None:
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in CODES else None


def alternates(versions: dict[str, str]) -> list[tuple[str, str]]:
    """A page in each language that has it, in our order; who speaks another one gets the first."""
    same = sorted(versions.items(), key=lambda pair: CODES.index(pair[0]))
    return [*same, ("x-default", same[0][1])] if same else []


def address(*, fi: str, sv: str, en: str) -> str:
    """One route in three languages; resolves and reverses in the active one."""
    return _in_active_language({"fi": fi, "sv": sv, "en": en})


def _choose(words: dict[str, str]) -> str:
    return words[active()]


_in_active_language = lazy(_choose, str)


class Text(str):
    """A string that knows its language, so that a template can mark it with `lang`."""

    language: str

    def __new__(cls, value: str, language: str):
        text = super().__new__(cls, value)
        text.language = language
        return text


def _getter(name, field):
    def getter(row):
        return row.text_in(name, active())

    return getter


def translated(field: models.Field) -> TranslatedField:
    """A column per language; which of them must be filled is the row's main language's affair.

    A field made with blank=False is required in the main language only (see Named.clean).
    """
    is_required = not field.blank
    field.blank = True
    descriptor = TranslatedField(field, attrgetter=_getter)
    descriptor.is_required = is_required
    return descriptor


class Named(models.Model):
    """A thing with names: one row, a column per language."""

    main_language = models.CharField(
        _("main language"),
        max_length=2,
        choices=Language.choices,
        default=Language.FINNISH,
        help_text=_("Texts that are missing in another language are shown in this one."),
    )

    class Meta:
        abstract = True

    def text_in(self, name: str, language: str) -> Text:
        for code in (language, self.main_language, *CODES):
            if value := getattr(self, to_attribute(name, code)):
                return Text(value, code)
        return Text("", language)

    def texts_left_out(self) -> set[str]:
        """Required texts that this row may do without."""
        return set()

    def clean(self):
        super().clean()
        missing, left_out = {}, self.texts_left_out()
        for name, descriptor in translated_texts(type(self)).items():
            attribute = to_attribute(name, self.main_language)
            if descriptor.is_required and name not in left_out and not getattr(self, attribute):
                missing[attribute] = _("Fill this in: it is the text's main language.")
        if missing:
            raise ValidationError(missing)


def translated_texts(model: type[models.Model]) -> dict[str, TranslatedField]:
    return {
        name: value
        for klass in reversed(model.__mro__)
        for name, value in vars(klass).items()
        if isinstance(value, TranslatedField)
    }

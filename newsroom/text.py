"""Plain text as it is kept: NFC, without control and bidi characters, on one line where a line is meant.

One vertical tab in a headline stops a whole RSS feed, a newline in one stops an e-mail, and a bidi control
turns a file's name around; so the fields mend what comes in, through whatever door.
"""

import re
import unicodedata

from django.db import models

# Tab and newline stay; ZWJ and the soft hyphen belong to words and stay too.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def without_controls(text: str) -> str:
    return _UNWANTED.sub("", _LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text)))


def one_line(text: str) -> str:
    return " ".join(re.split(r"[ \t\n]+", without_controls(text))).strip()


def paragraphs(text: str) -> str:
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in without_controls(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_key(text: str) -> bool:
    """Whether what came with a request can be the key of a row; a longer number would be an error of the database."""
    return text.isdecimal() and len(text) < 19


class _MendedField:
    """Mends in pre_save (so that the instance shows what was kept) and in get_prep_value (for update() and bulk)."""

    mend = staticmethod(one_line)

    def to_python(self, value):
        value = super().to_python(value)
        return self.mend(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = self.mend(value)
            setattr(instance, self.attname, value)
        return value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return self.mend(value) if isinstance(value, str) else value

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, self.plain_path, args, kwargs


class LineField(_MendedField, models.CharField):
    plain_path = "django.db.models.CharField"


class ParagraphsField(_MendedField, models.TextField):
    plain_path = "django.db.models.TextField"
    mend = staticmethod(paragraphs)

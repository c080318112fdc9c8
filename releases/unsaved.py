"""Facts of a release that is still being written: read from its form value by value, whatever is wrong or missing.

Nothing is validated as a whole, for that would lock the row, and nothing is kept.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError

from newsroom import richtext
from newsroom.languages import Language
from newsroom.text import is_key, one_line, paragraphs
from newsroom.uploads import UploadField
from people.models import Spokesperson
from programmes.models import DocumentVersion
from releases import facts
from releases.models import Attachment

MOST_ROWS = 50


def of_form(form, release=None) -> facts.Facts:
    """Facts from a bound form and the saved release behind it, if there is one."""
    language = _language(form)
    return facts.gather(
        {
            "language": language,
            "headline": one_line(_words(form, "headline")),
            "lead": paragraphs(_words(form, "lead")),
            "body": richtext.clean(_words(form, "body")),
        },
        moment_of(form),
        family=form.known_family,
        release=release,
        people=_people(form.data),
        attachments=list(_attachments(form.data, language)),
        image=_value(form, "image"),
        has_themes=bool(_sent(form, "themes")),
        embargo_at=_moment(form, "embargo_at"),
    )


def moment_of(form) -> datetime | None:
    return _moment(form, "publish_at")


def moment_errors(form) -> list[str]:
    """What is wrong with the moment as it stands in the field."""
    try:
        if "publish_at" in form.fields:
            form.fields["publish_at"].clean(_sent(form, "publish_at"))
    except ValidationError as error:
        return error.messages
    except OverflowError:
        return []
    return []


def _sent(form, name):
    field = form[name]
    return field.initial if field.field.disabled else field.data


def _value(form, name):
    """What a field holds, None where it can't be right; of the saved text where the form has no such field."""
    if name not in form.fields:
        return getattr(form.instance, name, None)
    try:
        return form.fields[name].clean(_sent(form, name))
    except (ValidationError, OverflowError):
        return None


def _moment(form, name) -> datetime | None:
    """None also for a year in which no calendar can reckon with time zones."""
    moment = _value(form, name)
    return moment if moment and 1900 < moment.year < 9000 else None


def _words(form, name) -> str:
    """Also words that are too long to be saved: that they are is what the writer has to know."""
    return str(_sent(form, name) or "") if name in form.fields else getattr(form.instance, name)


def _language(form) -> str:
    sent = _value(form, "language")
    return sent if sent in Language.values else form.instance.language


def _rows(data, prefix: str, name: str) -> list[str]:
    """The rows of an inline that stay, by the beginnings of their names."""
    numbers = (re.fullmatch(rf"{prefix}-([0-9]{{1,4}})-{name}", key) for key in data)
    rows = [f"{prefix}-{number}" for number in sorted(int(match[1]) for match in numbers if match)]
    return [row for row in rows if f"{row}-DELETE" not in data][:MOST_ROWS]


def _keys(data, rows, name) -> list[int]:
    sent = [data.get(f"{row}-{name}", "") for row in rows]
    return [int(key) for key in sent if is_key(key)]


def _people(data) -> list[Spokesperson]:
    keys = _keys(data, _rows(data, "contacts", "spokesperson"), "spokesperson")
    people = Spokesperson.objects.select_related("photo__stored_file").prefetch_related("phones").in_bulk(keys)
    return [people[key] for key in dict.fromkeys(keys) if key in people]


def _attachments(data, language) -> Iterator[Attachment]:
    rows = _rows(data, "attachments", "label")
    keys = _keys(data, rows, "document_version")
    versions = DocumentVersion.objects.prefetch_related("files__stored_file").in_bulk(keys)
    for row in rows:
        key = data.get(f"{row}-document_version", "")
        yield Attachment(
            stored_file=UploadField(required=False).clean(data.get(f"{row}-stored_file_kept")),
            document_version=versions.get(int(key)) if is_key(key) else None,
            language=data.get(f"{row}-language") or language,
            html_url=data.get(f"{row}-html_url", ""),
            exception=one_line(data.get(f"{row}-exception", "")),
        )

"""Where words stand: in a row with its parts, in everything that is kept of it, and elsewhere in the newsroom.

Seeing and striking are the same walk, so what the preview lists is what is struck.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom import history
from newsroom.addresses import OldSlug
from newsroom.files import StoredFile
from newsroom.history import Recorded, RecordedPart, Revision
from newsroom.images import Image
from newsroom.redaction_columns import FORMAL, frozen_models, is_needed, language_of, related_model, values_of
from newsroom.richtext import HTMLField
from newsroom.striking import Excerpt, Strike


@dataclass
class Place:
    """Columns of one row that the words stand in, as they will be; `goes` if the row can't do without them."""

    heading: str
    holder: models.Model
    changes: dict
    excerpts: list[Excerpt] = field(default_factory=list)
    goes: bool = False


def strike(places: list[Place]) -> None:
    """What is frozen or logged is changed in silence; a row that has a history of its own is saved once."""
    saved = []
    for place in places:
        if place.goes:
            place.holder.delete()
        elif not isinstance(place.holder, Recorded | RecordedPart):
            type(place.holder)._base_manager.filter(pk=place.holder.pk).update(**place.changes)
        else:
            for name, value in place.changes.items():
                setattr(place.holder, name, value)
            saved += [place.holder] if place.holder not in saved else []
    for holder in saved:
        if holder.pk:
            holder.save()


def parts_of(row) -> list[models.Model]:
    """What is a row's own: its parts, theirs, and a row it leans on."""
    found = []
    for name in _own_relations(type(row)):
        related = getattr(row, name)
        for part in related.all() if hasattr(related, "all") else [related]:
            found += [part, *parts_of(part)]
    return found


def _own_relations(model) -> list[str]:
    held = [
        relation.get_accessor_name()
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, RecordedPart) and relation.on_delete is models.CASCADE
    ]
    return list(dict.fromkeys([*getattr(model, "recorded_with", ()), *held]))


def files_of(row) -> list[StoredFile]:
    """Its files and pictures, each once: those of today, and those that its history names."""
    found = {stored.pk: stored for stored in _files_today(row)}
    named = {
        key for model in frozen_models() for frozen in model.objects.of(row).iterator(100) for key in _keys(frozen.data)
    }
    return [*found.values(), *StoredFile.objects.filter(pk__in=named - found.keys()).order_by("pk")]


def _files_today(row) -> Iterator[StoredFile]:
    if row._state.adding:
        return
    for each in [row, *parts_of(row)]:
        for column in each._meta.concrete_fields:
            other = getattr(each, column.name) if column.related_model in (StoredFile, Image) else None
            stored = other.stored_file if isinstance(other, Image) else other
            if stored:
                yield stored


def _keys(data) -> Iterator[int]:
    """A snapshot names a file by its key, its name and its hash."""
    if isinstance(data, dict) and "sha256" in data:
        yield data["id"]
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _keys(each)


class Whereabouts:
    """The places of some words around one row; a row that was deleted still has its history."""

    def __init__(self, row, strike: Strike):
        self.row, self.strike, self.is_gone = row, strike, row._state.adding
        self.language = _language_of(row)

    @cached_property
    def slugs(self) -> dict[str, str]:
        old = getattr(self.row, "slug", "")
        return {old: _free_slug(self.row, self.strike.in_slug(old))} if self.strike.in_slug(old) != old else {}

    @cached_property
    def files(self) -> list[StoredFile]:
        return files_of(self.row)

    # Now

    def now(self) -> list[Place]:
        """What readers and colleagues see today, and the names of its files."""
        files = [place for stored in self.files for place in self._of_row(stored, _("File"))]
        if self.is_gone:
            return files
        parts = [place for part in parts_of(self.row) for place in self._of_row(part, part._meta.verbose_name)]
        return [*self._of_row(self.row), *parts, *files]

    def _of_row(self, row, prefix="") -> list[Place]:
        values = values_of(row)
        struck = self._columns(values, type(row), self.language)
        goes = any(not struck[name] and is_needed(row, name) for name in struck)
        return [
            Place(_heading(row, name, prefix), row, {name: struck[name]}, self._excerpts(row, name, values[name]), goes)
            for name in struck
        ]

    def _excerpts(self, row, name, value) -> list[Excerpt]:
        is_html = isinstance(row._meta.get_field(name), HTMLField)
        found = self.strike.excerpts_in_html(value) if is_html else self.strike.excerpts(value)
        return found or [Excerpt("", value, "")]

    def _columns(self, values: dict[str, str], model, language) -> dict[str, str]:
        """The columns that change, as they will be."""
        columns = {column.attname: column for column in model._meta.concrete_fields}
        struck = {
            name: self._column(columns.get(name), value, language_of(columns.get(name)) or language)
            for name, value in values.items()
        }
        for first, second in self.strike.across(values):
            struck[first], struck[second] = self.strike.mark(language_of(columns.get(first)) or language), ""
        return {name: value for name, value in struck.items() if value != values[name]}

    def _column(self, column, value: str, language: str) -> str:
        if isinstance(column, HTMLField):
            return self.strike.in_html(value, language)
        if isinstance(column, models.SlugField):
            return self.slugs.get(value) or self.strike.in_slug(value) or value
        if isinstance(column, FORMAL):
            return "" if self.strike.stands_in_address(value) else value
        if column is not None and column.model is StoredFile and column.name == "original_name":
            return self.strike.in_file_name(value)
        return self.strike.in_text(value, language, getattr(column, "max_length", None))

    # What is kept

    def kept(self) -> list[Place]:
        """Every saved state and proposal, with the notes and logs around them."""
        return [*self._frozen(), *self._log(), *self._receipts(), *self.old_slugs(), *self._requests()]

    def newest(self) -> list[Place]:
        """The state that a redaction itself leaves, which names other rows as they are called now."""
        return list(filter(None, map(self._of_frozen, Revision.objects.of(self.row)[:1])))

    def _frozen(self) -> list[Place]:
        rows = [frozen for model in frozen_models() for frozen in model.objects.of(self.row).iterator(chunk_size=100)]
        return list(filter(None, map(self._of_frozen, rows)))

    def _of_frozen(self, frozen) -> Place | None:
        notes = [name for name in ("note", "decision_note") if getattr(frozen, name, "")]
        changes = {name: self.strike.in_text(getattr(frozen, name), self.language) for name in notes}
        changes = {name: value for name, value in changes.items() if value != getattr(frozen, name)}
        data = self._snapshot(frozen.data, type(self.row))
        if data != frozen.data:
            changes |= self._data(frozen, data)
        return Place(_name_of(frozen), frozen, changes) if changes else None

    def _data(self, frozen, data) -> dict:
        changes = {"data": data, "digest": digest_of(data)}
        if getattr(frozen, "number", None) and not frozen.superseded_digest:
            before, frozen.data = self._public_digest(frozen), data
            after = self._public_digest(frozen, changes["digest"])
            changes |= {"superseded_digest": before} if before != after else {}
        return changes

    def _public_digest(self, revision, digest="") -> str:
        """The hash that readers were given, of the words alone where the row says so."""
        ask = getattr(self.row, "public_text_digest", None)
        return ask(revision) if ask else digest or revision.digest

    def _snapshot(self, data: dict, model) -> dict:
        texts = {name: value for name, value in data.items() if isinstance(value, str)}
        struck = data | self._columns(texts, model, self.language)
        for name in data.keys() - texts.keys():
            inside = related_model(model, name) if name in getattr(model, "recorded_with", ()) else None
            struck[name] = self._inside(data[name], inside)
        return struck

    def _inside(self, value, model):
        if model and isinstance(value, list):
            return [self._snapshot(each, model) for each in value]
        if model and isinstance(value, dict):
            return self._snapshot(value, model)
        return self.strike.in_data(value, self.language)

    def _log(self) -> list[Place]:
        entries = apps.get_model("admin", "LogEntry").objects.filter(
            content_type=ContentType.objects.get_for_model(self.row), object_id=str(self.row.pk)
        )
        return list(filter(None, map(self._of_entry, entries)))

    def _of_entry(self, entry) -> Place | None:
        struck = {
            "object_repr": self.strike.in_text(entry.object_repr, self.language, 200),
            "change_message": self._message(entry.change_message),
        }
        changes = {name: value for name, value in struck.items() if value != getattr(entry, name)}
        return Place(_("Log of the admin"), entry, changes) if changes else None

    def _message(self, text: str) -> str:
        """Django keeps what it logs as JSON in a text."""
        try:
            data = json.loads(text)
        except ValueError:
            return self.strike.in_text(text, self.language)
        struck = self.strike.in_data(data, self.language)
        return text if struck == data else json.dumps(struck)

    def _receipts(self) -> list[Place]:
        chores = apps.get_model("newsroom", "Chore").objects.filter(
            key__startswith=f"{self.row._meta.label_lower}:{self.row.pk}:"
        )
        struck = [(chore, self.strike.in_data(chore.result, self.language)) for chore in chores]
        return [Place(_("Receipts"), chore, {"result": new}) for chore, new in struck if new != chore.result]

    def old_slugs(self) -> list[Place]:
        old = OldSlug.objects.of(self.row)
        return [
            Place(_("Old addresses"), each, {}, goes=True)
            for each in old
            if self.strike.in_slug(each.slug) != each.slug
        ]

    def _requests(self) -> list[Place]:
        asked = apps.get_model("newsroom", "Redaction").objects.filter(**history.keys_of(self.row))
        struck = [(each, self.strike.in_text(each.reason, self.language)) for each in asked]
        return [Place(_("Reasons of redactions"), each, {"reason": new}) for each, new in struck if new != each.reason]

    # The history of others

    def named(self) -> list[Place]:
        """Saved states of other rows that call this row or its files by the words."""
        found = []
        for model in frozen_models():
            for frozen in model.objects.exclude(**history.keys_of(self.row)).iterator(chunk_size=100):
                data = self._references(frozen.data, frozen.content_type.model_class())
                if data != frozen.data:
                    heading = _("History of other texts that name this")
                    found.append(Place(heading, frozen, self._data_of_other(frozen, data)))
        return found

    def _data_of_other(self, frozen, data) -> dict:
        other = frozen.content_type.model_class()(pk=frozen.object_id)
        return Whereabouts(other, self.strike)._data(frozen, data)

    def _references(self, data: dict, model) -> dict:
        changed = {}
        for name, value in data.items() if model else ():
            target = related_model(model, name)
            is_own = name in getattr(model, "recorded_with", ())
            look_at = self._references if is_own else self._reference
            if target and isinstance(value, list):
                changed[name] = [look_at(each, target) for each in value]
            elif target and isinstance(value, dict):
                changed[name] = look_at(value, target)
        return data | changed

    def _reference(self, data: dict, model) -> dict:
        is_meant = data.get("id") in self._keys_meant.get(model, ())
        return self.strike.in_data(data, self.language) if is_meant else data

    @cached_property
    def _keys_meant(self) -> dict:
        return {StoredFile: {stored.pk for stored in self.files}, type(self.row): {self.row.pk}}


def _language_of(row) -> str:
    return getattr(row, "language", "") or getattr(row, "main_language", "") or settings.LANGUAGE_CODE


def _free_slug(row, left: str) -> str:
    """An address that no other row has or had."""
    model = type(row)
    for slug in (left, f"{left}-{row.pk}"):
        is_taken = model._base_manager.filter(slug=slug).exclude(pk=row.pk).exists()
        leads_elsewhere = OldSlug.objects.filter(content_type=ContentType.objects.get_for_model(model), slug=slug)
        if left and not is_taken and not leads_elsewhere.exists() and _is_allowed(model, slug):
            return slug
    return f"{model._meta.model_name}-{row.pk}"


def _is_allowed(model, slug: str) -> bool:
    try:
        model._meta.get_field("slug").run_validators(slug)
    except ValidationError:
        return False
    return True


def _heading(row, name: str, prefix: str) -> str:
    column = row._meta.get_field(name)
    code = language_of(column)
    label = capfirst(str(column.verbose_name)) + (f" ({code})" if code else "")
    return f"{capfirst(str(prefix))}: {label[:1].lower()}{label[1:]}" if prefix else label


def _name_of(frozen) -> str:
    if not isinstance(frozen, Revision):
        return _("Proposed changes")
    return _("Version %(number)d") % {"number": frozen.number} if frozen.number else _("Saved states in the history")


def digest_of(data) -> str:
    """As history.freeze() makes it."""
    text = json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

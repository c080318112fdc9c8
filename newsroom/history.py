"""Every save leaves a Revision: one self-contained JSON of a row with its parts.

`with history.change(by=user, note="…")` groups all that is saved inside into one revision a row;
a save outside such a block makes its own.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.text import ParagraphsField

SCHEMA = 1


def keys_of(obj) -> dict:
    return {"content_type": ContentType.objects.get_for_model(obj), "object_id": obj.pk}


class FrozenQuerySet(models.QuerySet):
    def of(self, obj):
        return self.filter(**keys_of(obj))


class Frozen(models.Model):
    """A row with its parts as one self-contained JSON."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="%(class)ss", verbose_name=_("by")
    )
    note = ParagraphsField(_("why"), blank=True)
    schema = models.PositiveSmallIntegerField(default=SCHEMA)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    digest = models.CharField("SHA-256", max_length=64)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]
        default_permissions = ("view",)


class Revision(Frozen):
    """A saved state. A number makes it a frozen version that readers can open."""

    verb = models.CharField(_("what"), max_length=20)
    number = models.PositiveIntegerField(_("version"), null=True)
    is_edit = models.BooleanField(default=True)
    superseded_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta(Frozen.Meta):
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="revision_of_object")]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "number"], name="revision_unique_number")
        ]

    def __str__(self):
        return f"{self.content_type.model} {self.object_id}, {self.created_at:%Y-%m-%d %H:%M} ({self.verb})"


class Recorded(models.Model):
    """A row whose every save is kept. `recorded_with` names what is frozen with it: parts, or a row it leans on."""

    recorded_with: tuple[str, ...] = ()
    # Whether readers can open its earlier public states under numbers.
    has_versions = False

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        verb = "add" if self._state.adding else "change"
        with transaction.atomic():
            super().save(*args, **kwargs)
            _note(self, verb)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            _write(self, "delete", *_who())
            _search().forget(type(self), self.pk)
            return super().delete(*args, **kwargs)

    def numbered(self, revision):
        """For models with versions: this revision is one that readers can open from its moment on."""


class RecordedPart(models.Model):
    """A row that is frozen with others: saving or deleting it makes a revision of each of its `recorded_owners`."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._note_owners()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            self._note_owners()
            return result

    def recorded_owners(self) -> list[Recorded]:
        raise NotImplementedError

    def _note_owners(self):
        for owner in self.recorded_owners():
            _note(owner, "change")


class _Change:
    def __init__(self, by, note):
        self.by, self.note = by, note
        self.rows: dict[tuple, models.Model] = {}
        self.verbs: dict[tuple, str] = {}

    def add(self, row, verb):
        self.rows.setdefault(_key(row), row)
        self.verbs.setdefault(_key(row), verb)

    def name(self, row, verb):
        """What is done to this row has a better word than "change"; its siblings in the block keep theirs."""
        self.verbs[_key(row)] = verb


def _key(row) -> tuple:
    return type(row), row.pk


_change: ContextVar[_Change | None] = ContextVar("change", default=None)


@contextmanager
def change(*, by=None, note: str = "") -> Iterator[_Change]:
    """One transaction, one revision for each row saved in it. A block inside another one joins it."""
    outer = _change.get()
    if outer is not None:
        outer.by, outer.note = outer.by or by, outer.note or note
        yield outer
        return
    current = _Change(by, note)
    token = _change.set(current)
    try:
        with transaction.atomic():
            yield current
            for key, row in current.rows.items():
                _write(row, current.verbs[key], current.by, current.note)
    finally:
        _change.reset(token)


@contextmanager
def forgotten() -> Iterator[None]:
    """What is saved inside leaves no revision: for a save that is undone before anybody could see it."""
    token = _change.set(_Change(None, ""))
    try:
        yield
    finally:
        _change.reset(token)


def writer_now(row):
    """Who has changed a row's content in the block that is still open: its revision is written only at the end."""
    current = _change.get()
    if current is None or _key(row) not in current.rows:
        return None
    before = Revision.objects.of(row).first()
    now = snapshot(type(row)._base_manager.get(pk=row.pk))
    return current.by if before is None or content(before.data) != content(now) else None


def _who() -> tuple:
    current = _change.get()
    return (current.by, current.note) if current else (None, "")


def _note(row, verb):
    current = _change.get()
    if current is None:
        _write(row, verb, None, "")
    else:
        current.add(row, verb)


def _write(row, verb, by, note):
    fresh = type(row)._base_manager.filter(pk=row.pk).first()
    if fresh is None:
        return
    before = Revision.objects.of(fresh).first()
    frozen = freeze(fresh)
    revision = Revision.objects.create(
        **frozen,
        by=by,
        verb=verb,
        note=note,
        is_edit=before is None or content(before.data) != content(frozen["data"]),
        number=_number(fresh, frozen["data"]) if fresh.has_versions and verb != "delete" else None,
    )
    if revision.number:
        fresh.numbered(revision)
    if verb != "delete":
        _search().keep(fresh)


def _search():
    """Search knows the models, which know their history."""
    from newsroom.search import upkeep

    return upkeep


def freeze(row) -> dict:
    """The fields of a Frozen that hold a row as it stands in the database."""
    text = json.dumps(snapshot(row), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return {
        **keys_of(row),
        "created_at": clock.now(),
        "data": json.loads(text),
        "digest": hashlib.sha256(text.encode()).hexdigest(),
    }


def _number(row, data) -> int | None:
    """The next number for a change that readers see; what only waits for its moment will be the first version."""
    numbered = Revision.objects.of(row).exclude(number=None)
    if not row.was_public():
        numbered.update(number=None)
        return 1 if row.is_cleared else None
    last = numbered.first()
    if not row.is_public() or (last and _words(last.data) == _words(data)):
        return None
    return last.number + 1 if last else 1


# What a row's state is, not its content: a move from state to state edits nothing.
STATE = {
    *("id", "uuid", "status", "publish_at", "withdrawn_at", "withdrawal_reason", "awaits_review", "successor"),
    *("changed_at", "created_at", "embargo_at", "source_hash", "leads_until"),
}


SURROUNDINGS = {"themes", "related"}

# A column that came after a snapshot was taken is as good as empty there.
EMPTY = (None, "", [])


def content(data):
    """What readers read of a snapshot, for comparing; related rows count by their keys, whatever they are called now."""
    if isinstance(data, list):
        return [content(each) for each in data]
    if not isinstance(data, dict):
        return data
    if set(data) <= {"id", "name", "sha256"}:
        return data.get("id"), data.get("sha256")
    kept = {name: content(value) for name, value in data.items() if name not in STATE}
    return {name: value for name, value in kept.items() if value not in EMPTY}


def _words(data):
    """What a version is of: where a text is listed and beside what is no part of it."""
    if not isinstance(data, dict):
        return content(data)
    words = {name: value for name, value in data.items() if name not in SURROUNDINGS}
    if "family" in words:
        words["family"] = _words(words["family"])
    return content(words)


def snapshot(row) -> dict:
    """Fields, many-to-many relations and parts of a row; related rows by name, files by hash."""
    data = {field.attname: _value(row, field) for field in row._meta.concrete_fields}
    for field in row._meta.many_to_many:
        if field.remote_field.through._meta.auto_created:
            data[field.name] = [_reference(other) for other in getattr(row, field.name).order_by("pk")]
    for name in getattr(row, "recorded_with", ()):
        related = getattr(row, name)
        data[name] = [snapshot(part) for part in related.all()] if hasattr(related, "all") else snapshot(related)
    return data


def _value(row, field):
    if field.is_relation:
        other = getattr(row, field.name)
        return None if other is None else _reference(other)
    value = getattr(row, field.attname)
    return str(value) if value is not None and not isinstance(value, _JSON_TYPES) else value


def _reference(row) -> dict:
    reference = {"id": row.pk, "name": str(row)}
    if digest := getattr(row, "sha256", None):
        reference["sha256"] = digest
    return reference


_JSON_TYPES = (str, int, float, bool, list, dict)


def write_back(row, data: dict):
    """Give a row the content of a snapshot: fields, many-to-many relations and parts. Its state stays."""
    with transaction.atomic():
        _write_fields(row, data)
        for name in row.recorded_with:
            related = getattr(row, name)
            if not hasattr(related, "all"):
                write_back(related, data[name])
            elif not getattr(related.model, "is_kept_for_ever", False):
                _write_parts(related, data[name])
        row.save()
        for field in row._meta.many_to_many:
            if field.remote_field.through._meta.auto_created and field.name in data:
                getattr(row, field.name).set([other["id"] for other in data[field.name]])


def _write_fields(row, data):
    for field in row._meta.concrete_fields:
        if field.name in STATE or field.attname not in data or field.name in getattr(row, "recorded_with", ()):
            continue
        value = data[field.attname]
        if field.is_relation:
            setattr(row, field.attname, value and value["id"])
        else:
            setattr(row, field.attname, field.to_python(value))


def fill(row, data: dict):
    """Give a new row the fields of a snapshot."""
    _write_fields(row, data)


def _write_parts(related, wanted: list[dict]):
    kept = {part.pk: part for part in related.all()}
    for part in kept.keys() - {each["id"] for each in wanted}:
        kept[part].delete()
    for each in wanted:
        part = kept.get(each["id"]) or related.model(**{related.field.name: related.instance})
        _write_fields(part, {name: value for name, value in each.items() if name != related.field.attname})
        part.save()

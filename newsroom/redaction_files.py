"""A file or picture struck for a legal duty: whoever uses it, its bytes and its smaller widths leave the disk."""

import logging
from collections.abc import Iterator
from functools import partial

from django.core.exceptions import ValidationError
from django.db import models, transaction

from newsroom import blobs
from newsroom.files import StoredFile
from newsroom.history import Recorded, RecordedPart
from newsroom.publishing import FAR_AHEAD

logger = logging.getLogger(__name__)


def same_as(stored: StoredFile):
    """All rows with the same bytes."""
    return StoredFile.objects.filter(sha256=stored.sha256).order_by("pk")


def users_of(stored: StoredFile) -> list[models.Model]:
    """Rows that lose the file: whatever uses the same bytes, and what uses those pictures."""
    found = {}
    for each in same_as(stored):
        found |= {(type(user), user.pk): user for user, _column in _holders(each)}
    return list(found.values())


def strike(stored: StoredFile) -> None:
    """Addresses answer 410 for ever; rows that used the file do without it. The bytes go when all this is kept."""
    for each in same_as(stored).select_for_update():
        each.strike()
        _let_go(each)
    same_as(stored).update(pdf_title="", pdf_language="", credit_inside="", caption_inside="")
    transaction.on_commit(partial(_forget, stored.sha256))


def forget(sha256: str) -> bool:
    """Take the bytes from the disk, unless somebody has uploaded the same anew. Raises OSError."""
    return blobs.remove(
        sha256, StoredFile.objects.filter(sha256=sha256, struck_at=None).exists, arrived_before=FAR_AHEAD
    )


def is_left(sha256: str) -> bool:
    return blobs.path_of(sha256).exists() or bool(blobs.renditions_of(sha256))


def _forget(sha256: str) -> None:
    """Everything else is kept by now; what a broken disk leaves behind the next night's sweep takes."""
    try:
        forget(sha256)
    except OSError:
        logger.exception("The bytes of a redacted file could not be removed; the night tries again.")


def _let_go(target: models.Model) -> None:
    for holder, column in list(_holders(target)):
        _do_without(holder, column)


def _holders(target: models.Model) -> Iterator[tuple[models.Model, models.Field]]:
    """Rows that refer to a file or picture; a frozen version goes on naming what it once had."""
    for relation in target._meta.related_objects:
        if issubclass(relation.related_model, Recorded | RecordedPart):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: target})
            yield from ((row, relation.field) for row in rows)


def _do_without(holder: models.Model, column: models.Field) -> None:
    """Empty where it can be; a part that is nothing without its file goes, and so does a picture."""
    is_part = isinstance(holder, RecordedPart)
    if column.null and (not is_part or _may_be_empty(holder, column)):
        setattr(holder, column.name, None)
        holder.save()
        return
    if not is_part:
        _let_go(holder)
    holder.delete()


def _may_be_empty(part, column) -> bool:
    setattr(part, column.name, None)
    try:
        part.validate_constraints()
    except ValidationError:
        return False
    return True

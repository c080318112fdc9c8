"""Which files the history names: an earlier version or a proposal that can be opened keeps its files."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast

from newsroom.history import Frozen, Revision

_DIGEST = re.compile(r'"sha256": ?"([0-9a-f]{64})"')


def digests() -> set[str]:
    """Hashes of the files that a revision or a proposal of a row that still stands names: one pass over their text."""
    found = set()
    for frozen in filter(lambda model: issubclass(model, Frozen), apps.get_models()):
        for content_type in ContentType.objects.filter(pk__in=frozen.objects.values("content_type").distinct()):
            rows = content_type.model_class()
            if rows is not None:
                standing = frozen.objects.filter(
                    content_type=content_type, object_id__in=rows._base_manager.values("pk")
                )
                for text in _texts(standing, '"sha256"'):
                    found.update(_DIGEST.findall(text))
    return found


def was_in_public_version(stored) -> bool:
    """Whether readers could see a numbered version that names the file."""
    numbered = Revision.objects.exclude(number=None)
    naming = _with_text(numbered, stored.sha256).order_by("-pk")
    return any(_names(each.data, stored) and _was_public(each) for each in naming.iterator())


def _texts(frozen, part: str) -> Iterator[str]:
    return _with_text(frozen, part).order_by().values_list("text", flat=True).iterator(chunk_size=200)


def _with_text(frozen, part: str):
    return frozen.annotate(text=Cast("data", models.TextField())).filter(text__contains=part)


def _names(data, stored) -> bool:
    if isinstance(data, dict):
        is_it = data.get("id") == stored.pk and data.get("sha256") == stored.sha256
        return is_it or any(_names(value, stored) for value in data.values())
    return isinstance(data, list) and any(_names(value, stored) for value in data)


def _was_public(revision) -> bool:
    row = revision.content_type.model_class()._base_manager.filter(pk=revision.object_id).first()
    return row is not None and row.was_public()

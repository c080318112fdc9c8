"""The files that a public version names: readers open them for as long as they can open the version."""

import operator
from collections.abc import Iterator
from functools import reduce

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from newsroom.history import Revision


class VersionFileQuerySet(models.QuerySet):
    def public(self, at=None):
        return self._whose_text("public", at)

    def over(self, at=None):
        return self._whose_text("over", at)

    def _whose_text(self, question, at):
        texts = [
            Q(
                revision__content_type=ContentType.objects.get_for_model(model),
                revision__object_id__in=getattr(model._default_manager, question)(at).values("pk"),
            )
            for model in apps.get_models()
            if getattr(model, "has_versions", False)
        ]
        return self.exclude(revision__number=None).filter(reduce(operator.or_, texts))

    def remember(self, revision):
        keys = set(_keys(revision.data))
        self.bulk_create(self.model(revision=revision, stored_file_id=key) for key in sorted(keys))


class VersionFile(models.Model):
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="files")
    stored_file = models.ForeignKey("newsroom.StoredFile", models.PROTECT, related_name="versions")

    objects = VersionFileQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["revision", "stored_file"], name="version_file_once")]

    def __str__(self):
        return f"{self.stored_file_id} in {self.revision_id}"


def _keys(data) -> Iterator[int]:
    """A snapshot names a stored file by its key and its hash."""
    if isinstance(data, list):
        for each in data:
            yield from _keys(each)
    elif isinstance(data, dict):
        if "sha256" in data:
            yield data["id"]
        for value in data.values():
            yield from _keys(value)

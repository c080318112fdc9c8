"""Leftovers of uploads: of a server that was killed, of a form that was abandoned, of a restored backup."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.db.utils import IntegrityError

from newsroom import blobs, clock, remembered
from newsroom.files import StoredFile
from newsroom.images import Image

LEFT_BEHIND = timedelta(days=1)
# A form that came back with errors may be sent again for a week (newsroom/uploads.py), and then needs its upload.
ABANDONED = timedelta(days=8)


def sweep(at: datetime | None = None, *, dry_run: bool = False) -> dict[str, int]:
    """Remove what nothing needs and count it. What an earlier version or a proposal names is kept for restoring."""
    return _Broom(at or clock.now(), dry_run).sweep()


class _Broom:
    def __init__(self, now: datetime, dry_run: bool):
        self.now, self.dry_run = now, dry_run
        self._remembered: set[str] | None = None

    def sweep(self) -> dict[str, int]:
        return {
            "temporary": self._unlink(self._temporary()),
            "rows": sum(self._remove_row(stored) for stored in self._unused_rows()),
            "blobs": sum(self._remove_blob(sha256) for sha256 in self._blobs_without_row()),
            "renditions": self._unlink([*self._renditions_without_original(), *self._cuts_of_another_focus()]),
        }

    def is_remembered(self, sha256: str) -> bool:
        """The history is read only in a night when there is something to ask of it."""
        if self._remembered is None:
            self._remembered = remembered.digests()
        return sha256 in self._remembered

    def _is_left_behind(self, path: Path) -> bool:
        try:
            return blobs.modified_at(path) < self.now - LEFT_BEHIND
        except FileNotFoundError:
            return False

    def _unlink(self, paths: Iterable[Path]) -> int:
        count = 0
        for path in paths:
            if not self.dry_run:
                path.unlink(missing_ok=True)
            count += 1
        return count

    def _temporary(self) -> Iterator[Path]:
        for folder in (blobs.folder(), blobs.renditions_folder()):
            yield from filter(self._is_left_behind, sorted(folder.glob(f"{blobs.TEMPORARY}*")))

    def _unused_rows(self) -> list[StoredFile]:
        """A struck file stays, so that its address can go on saying that it is gone."""
        users = Q()
        for relation in StoredFile._meta.related_objects:
            referring = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            users |= Q(Exists(referring))
        old = StoredFile.objects.filter(struck_at=None, created_at__lt=self.now - ABANDONED).exclude(users)
        return [stored for stored in old if not self.is_remembered(stored.sha256)]

    def _remove_row(self, stored: StoredFile) -> int:
        if self.dry_run:
            return 1
        try:
            with transaction.atomic():
                stored.delete()
        except (ProtectedError, IntegrityError):
            return 0  # somebody has begun to use it
        return 1

    def _blobs_without_row(self) -> Iterator[str]:
        for folder in sorted(blobs.folder().glob("[0-9a-f][0-9a-f]")):
            names = [path.name for path in sorted(folder.iterdir()) if _is_digest(path.name)]
            known = set(StoredFile.objects.filter(sha256__in=names).values_list("sha256", flat=True))
            yield from (name for name in names if name not in known and self._is_left_behind(folder / name))

    def _remove_blob(self, sha256: str) -> int:
        if self.is_remembered(sha256):
            return 0
        if self.dry_run:
            return 1
        is_needed = StoredFile.objects.filter(sha256=sha256).exists
        return int(blobs.remove(sha256, is_needed, arrived_before=self.now - LEFT_BEHIND))

    def _renditions_without_original(self) -> Iterator[Path]:
        for path in sorted(blobs.renditions_folder().glob("[0-9a-f][0-9a-f]/*-*.*")):
            sha256 = path.name.partition("-")[0]
            if _is_digest(sha256) and not blobs.path_of(sha256).exists() and self._is_left_behind(path):
                yield path

    def _cuts_of_another_focus(self) -> Iterator[Path]:
        """Cut around a focal point that an editor has moved since."""
        cuts = list(blobs.renditions_folder().glob("[0-9a-f][0-9a-f]/*-*x*-*-*.*"))
        columns = ("stored_file__sha256", "focal_x", "focal_y")
        wanted = {f"{sha256}-{x}-{y}" for sha256, x, y in Image.objects.values_list(*columns)} if cuts else set()
        for path in cuts:
            sha256, _shape, *focus = path.stem.split("-")
            if (
                "-".join([sha256, *focus]) not in wanted
                and blobs.path_of(sha256).exists()
                and self._is_left_behind(path)
            ):
                yield path


def _is_digest(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")

"""Bytes on disk under their hash: whole and on the platter before any row names them, never changed in place."""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from newsroom import clock

TEMPORARY = "incoming-"
# A blob younger than this may belong to an upload whose row is not committed yet.
MAY_BE_ARRIVING = timedelta(minutes=10)


def folder() -> Path:
    return settings.DATA_DIR / "files"


def renditions_folder() -> Path:
    return settings.DATA_DIR / "renditions"


def path_of(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


def rendition_path(sha256: str, name: str | int, extension: str = "webp") -> Path:
    return renditions_folder() / sha256[:2] / f"{sha256}-{name}.{extension}"


@dataclass(frozen=True)
class Incoming:
    """Bytes in a temporary file, not yet kept."""

    path: Path
    sha256: str
    size: int

    def keep(self):
        with _alone():
            _move(self.path, path_of(self.sha256))


@contextmanager
def incoming(chunks: Iterable[bytes]) -> Iterator[Incoming]:
    """Write bytes to a temporary file, which goes away at the end of the block unless it has been kept."""
    with _temporary(folder()) as path:
        digest, size = hashlib.sha256(), 0
        with path.open("wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            _flush(out)
        yield Incoming(path, digest.hexdigest(), size)


def write(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keep bytes under their hash and return (sha256, size)."""
    with incoming(chunks) as arrived:
        arrived.keep()
    return arrived.sha256, arrived.size


def write_rendition(content: bytes, target: Path):
    with _temporary(renditions_folder()) as path:
        with path.open("wb") as out:
            out.write(content)
            _flush(out)
        _move(path, target)


@contextmanager
def one_rendition_at_a_time(patience: float | None = None) -> Iterator[None]:
    """Readers who ask for what is not made yet never occupy more than one processor of this host together.

    Raises BlockingIOError when the turn has not come in so many seconds.
    """
    renditions_folder().mkdir(parents=True, exist_ok=True)
    with (renditions_folder() / ".lock").open("w") as lock:
        _wait_for(lock, patience)
        yield


def _wait_for(lock, patience: float | None):
    if patience is None:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= end:
                raise
            time.sleep(0.05)


def remove(sha256: str, is_needed, *, arrived_before: datetime | None = None) -> bool:
    """Remove a blob with its renditions, unless it is needed after all or may be arriving just now."""
    with _alone():
        path = path_of(sha256)
        if path.exists() and modified_at(path) > (arrived_before or clock.now() - MAY_BE_ARRIVING):
            return False
        if is_needed():
            return False
        for each in [path, *renditions_of(sha256)]:
            each.unlink(missing_ok=True)
        return True


def renditions_of(sha256: str) -> list[Path]:
    return sorted((renditions_folder() / sha256[:2]).glob(f"{sha256}-*.*"))


def modified_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def _temporary(inside: Path) -> Iterator[Path]:
    inside.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=inside)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _flush(out):
    out.flush()
    os.fsync(out.fileno())


def _move(path: Path, target: Path):
    """Under its name whole or not at all, and the name itself on the platter too."""
    target.parent.mkdir(exist_ok=True)
    os.replace(path, target)
    for parent in (target.parent, target.parent.parent):
        handle = os.open(parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _alone() -> Iterator[None]:
    """Removing a blob and keeping the same bytes anew never overlap, in any process of this host."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

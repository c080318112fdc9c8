"""What the demo has made before, and rows that know themselves again.

The history remembers everything ever loaded, so a row that an editor has changed, renamed or deleted stays so.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache

from newsroom import clock, history
from newsroom.models import Revision

NOTE = "demo"
NAMESPACE = uuid.UUID("5b0a3c52-7d0c-5f0e-9a43-6f1b8a3e42d1")


@cache
def identity(*key: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "/".join(key))


class Ledger:
    def __init__(self):
        loaded = Revision.objects.filter(note=NOTE).values_list("data__uuid", flat=True)
        self.loaded = {value for value in loaded if value}
        self.made: dict[str, int] = {}

    def lacks(self, *key: str) -> bool:
        return str(identity(*key)) not in self.loaded

    def note(self, what: str) -> None:
        self.made[what] = self.made.get(what, 0) + 1


@contextmanager
def written_at(moment: datetime) -> Iterator[None]:
    """One revision a row, dated as if an editor had written then, and never later than now."""
    with clock.standing_at(min(moment, clock.now())), history.change(by=None, note=NOTE):
        yield


def publish(row, moment: datetime) -> None:
    """Clear for a past moment, and let the day of loading not count as the day of the last change."""
    with clock.standing_at(moment):
        row.clear(by=None, publish_at=moment, note=NOTE)
    age(row, moment)


def age(row, moment: datetime) -> None:
    type(row).objects.filter(pk=row.pk).update(changed_at=moment)

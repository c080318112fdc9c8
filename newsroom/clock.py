"""The instant that every rule asks. A request, a test or time travel sets it once; nobody else reads the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_instant: ContextVar[datetime | None] = ContextVar("instant", default=None)


def now() -> datetime:
    return _instant.get() or timezone.now()


def today(at: datetime | None = None) -> date:
    """The calendar day in Helsinki at an instant."""
    return timezone.localdate(at or now())


def this_minute() -> datetime:
    return now().replace(second=0, microsecond=0)


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    token = _instant.set(instant)
    try:
        yield
    finally:
        _instant.reset(token)

"""Which public addresses could show a thing. Found from the URL configuration: a route that nobody has taught fails loudly."""

from datetime import datetime

from events.models import Event
from newsroom import clock
from newsroom.doors.around import OWN_PAGE, UntaughtRouteError
from newsroom.doors.door import Door
from newsroom.doors.of_documents import AroundDocumentVersion
from newsroom.doors.of_events import AroundEvent
from newsroom.doors.of_periods import AroundPeriod
from newsroom.doors.of_releases import AroundRelease
from newsroom.doors.routes import NO_DOORS, NO_DOORS_OF_THE_PUBLIC, Route, routes
from programmes.models import DocumentVersion, ProgrammePeriod
from releases.models import Release

__all__ = ["NO_DOORS", "NO_DOORS_OF_THE_PUBLIC", "Door", "Route", "UntaughtRouteError", "of", "routes"]

TABLES = {
    Release: AroundRelease,
    Event: AroundEvent,
    ProgrammePeriod: AroundPeriod,
    DocumentVersion: AroundDocumentVersion,
}


def of(thing, at: datetime | None = None) -> list[Door]:
    """Its own page first. Expectations are those of the instant, or of its own moment when that is still to come."""
    table = TABLES.get(type(thing))
    if table is None:
        raise UntaughtRouteError(f"teach newsroom/doors/ where {type(thing).__name__} shows")
    doors = {door.address: door for door in table(thing, at or clock.now()).doors()}
    return sorted(doors.values(), key=lambda door: door.name != OWN_PAGE)

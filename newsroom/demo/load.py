"""Fills an empty newsroom with the demo, a short transaction at a time. A second run adds only what is new."""

from newsroom import clock
from newsroom.demo.almanac import Almanac
from newsroom.demo.content import read, releases
from newsroom.demo.events import event_days, load_events
from newsroom.demo.house import load_house, load_pictures, load_statement, load_themes
from newsroom.demo.people import load_people
from newsroom.demo.programmes import load_documents, load_programme
from newsroom.demo.releases import load_release, load_series
from newsroom.demo.rows import Ledger, identity
from newsroom.models import Organisation


class NotOurNewsroomError(Exception):
    """The newsroom has an association of its own."""


def load() -> dict[str, int]:
    """What was made, by name."""
    content = read("organisation")["house"]
    house = Organisation.objects.house()
    if house and house.uuid != identity("organisation", content["slug"]):
        raise NotOurNewsroomError(str(house))
    ledger = Ledger()
    almanac = Almanac(clock.today(), event_days(read("events")["event"]))
    load_house(ledger)
    load_statement(ledger, almanac)
    load_themes(ledger)
    load_pictures(ledger, almanac)
    load_people(ledger, almanac)
    load_events(ledger, almanac)
    load_programme(ledger, almanac)
    load_documents(ledger, almanac, publisher=content["name"])
    house = Organisation.objects.get(uuid=identity("organisation", content["slug"]))
    load_series(ledger)
    for release in releases():
        load_release(ledger, almanac, release, house)
    return ledger.made

"""Venues and events in every state."""

from datetime import date

from events.models import Event, Venue
from newsroom.demo.almanac import Almanac, clock_face
from newsroom.demo.content import LANGUAGES, columns, read
from newsroom.demo.house import picture, themes
from newsroom.demo.markup import html
from newsroom.demo.rows import Ledger, identity, publish, written_at


def event_days(events: list[dict]) -> dict[str, tuple[int, int]]:
    return {event["key"]: (event["in_days"], event.get("lasts_days", 1)) for event in events}


def load_events(ledger: Ledger, almanac: Almanac) -> None:
    content = read("events")
    venues = {venue["key"]: venue for venue in content["venue"]}
    for event in content["event"]:
        if ledger.lacks("event", event["key"]):
            load_event(event, venues.get(event.get("venue")), almanac)
            ledger.note("events")


def load_event(event: dict, venue: dict | None, almanac: Almanac) -> None:
    first, last = almanac.event_days(event["key"])
    published = almanac.moment(almanac.workday(-event["published_days_ago"]), "9.00")
    with written_at(published):
        row = Event.objects.create(
            uuid=identity("event", event["key"]),
            slug=almanac.filled(event["slug"], "fi", first),
            start_date=first,
            end_date=last,
            venue=venue_of(venue) if venue else None,
            situation=event.get("situation", Event.Situation.SCHEDULED),
            image=picture(event.get("picture")),
            online_url=event.get("online_url", ""),
            registration_url=event.get("registration_url", ""),
            **hours(event),
            **closing(event, almanac),
            **words(event, almanac, first),
        )
        row.themes.set(themes(event["themes"]))
    publish(row, published)


def hours(event: dict) -> dict:
    if "start_time" not in event:
        return {}
    return {"start_time": clock_face(event["start_time"]), "end_time": clock_face(event["end_time"])}


def closing(event: dict, almanac: Almanac) -> dict:
    if "registration_closes_in_days" not in event:
        return {}
    day = almanac.day(event["registration_closes_in_days"])
    return {"registration_closes_at": almanac.moment(day, event["registration_closes_time"])}


def words(event: dict, almanac: Almanac, first: date) -> dict[str, str]:
    found = {}
    for name in ("title", "summary", "situation_note", "body"):
        texts = {
            language: almanac.filled(event[name][language], language, first)
            for language in LANGUAGES
            if event.get(name, {}).get(language)
        }
        if name == "body":
            texts = {language: html(text, quote=str) for language, text in texts.items()}
        found |= columns(name, texts)
    return found


def venue_of(venue: dict) -> Venue:
    """A venue has no identity of its own: it is known by its address, and made only for a new event."""
    found = Venue.objects.filter(street=venue["street"], postcode=venue["postcode"]).first()
    return found or Venue.objects.create(
        street=venue["street"],
        postcode=venue["postcode"],
        url=venue.get("url", ""),
        **columns("name", venue["name"]),
        **columns("city", venue["city"]),
        **columns("access_info", venue["access_info"]),
    )


def events(keys: list[str]) -> list[Event]:
    return list(Event.objects.filter(uuid__in=[identity("event", key) for key in keys]))

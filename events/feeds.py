"""An event as an entry of a feed: when it was announced is its date, when it is held stands in its text."""

from newsroom.feeds import Entry, collected


def entry(event) -> Entry:
    """Needs for_feed()."""
    pictures = collected.pictures_of(event.picture)
    return collected.entry_of(
        event,
        title=str(event.title),
        summary=str(event.summary),
        updated_at=collected.last_change(event),
        template="events/feed_entry.html",
        words={"event": event, "pictures": pictures},
        pictures=pictures,
        categories=collected.categories_of(event.themes.all()),
        facts=_facts(event),
    )


def _facts(event) -> dict:
    facts = {
        "type": "event",
        "situation": event.situation,
        "start_date": event.start_date,
        "end_date": event.end_date,
        "start_time": event.start_time and event.start_time.isoformat("minutes"),
        "end_time": event.end_time and event.end_time.isoformat("minutes"),
        "place": f"{event.venue.name}, {event.venue.city}" if event.venue else "",
    }
    return {name: value for name, value in facts.items() if value}

"""An event, with its place, its situation and the way to register."""

from datetime import date, datetime, time

from django.utils import timezone

from events.models import Event
from newsroom.history import Revision
from newsroom.structured_data import address_of, house_itself, instant
from newsroom.web import absolute

_STATUS = {
    Event.Situation.SCHEDULED: "EventScheduled",
    Event.Situation.POSTPONED: "EventPostponed",
    Event.Situation.RESCHEDULED: "EventRescheduled",
    Event.Situation.CANCELLED: "EventCancelled",
}


def of(event) -> dict:
    return {
        "@type": "Event",
        "url": address_of(event),
        "name": event.title,
        "description": event.summary,
        "inLanguage": event.title.language,
        "startDate": _when(event.start_date, event.start_time),
        "endDate": _when(event.end_date, event.end_time),
        "previousStartDate": _start_before(event),
        "eventStatus": f"https://schema.org/{_STATUS[event.situation]}",
        "eventAttendanceMode": _attendance(event),
        "location": _locations(event),
        "organizer": house_itself(),
        "image": [absolute(event.picture.whole.src)] if event.picture else [],
        "offers": _registration(event),
    }


def _when(day: date, at: time | None) -> str:
    """A whole day is a date and no instant."""
    if at is None:
        return day.isoformat()
    return instant(datetime.combine(day, at, tzinfo=timezone.get_default_timezone()))


def _start_before(event) -> str:
    """When readers were last told that it starts, if that was another moment."""
    if event.situation != Event.Situation.RESCHEDULED:
        return ""
    now = _when(event.start_date, event.start_time)
    for revision in Revision.objects.of(event).exclude(number=None).order_by("-number"):
        starts = _as_frozen(revision.data)
        if starts != now:
            return starts
    return ""


def _as_frozen(data: dict) -> str:
    at = data["start_time"]
    return _when(date.fromisoformat(data["start_date"]), time.fromisoformat(at) if at else None)


def _attendance(event) -> str:
    ways = (bool(event.venue), bool(event.online_url))
    modes = {(True, True): "Mixed", (True, False): "Offline", (False, True): "Online"}
    return f"https://schema.org/{modes[ways]}EventAttendanceMode" if any(ways) else ""


def _locations(event) -> list[dict]:
    locations = []
    if venue := event.venue:
        address = {
            "@type": "PostalAddress",
            "streetAddress": venue.street,
            "postalCode": venue.postcode,
            "addressLocality": venue.city,
        }
        locations.append({"@type": "Place", "name": venue.name, "url": venue.url, "address": address})
    if event.online_url:
        locations.append({"@type": "VirtualLocation", "url": event.online_url})
    return locations


def _registration(event) -> dict | None:
    """Only while one can register; what it costs is not known."""
    if event.registration_state() != Event.RegistrationState.OPEN:
        return None
    return {
        "@type": "Offer",
        "url": event.registration_url,
        "availability": "https://schema.org/InStock",
        "validThrough": instant(event.registration_closes_at),
    }

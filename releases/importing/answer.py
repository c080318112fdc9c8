"""A draft in the importer's JSON answer; its kinds are the wire's words."""

from datetime import date, datetime

from .draft import Contact, Draft, Event, QuoteBlock

WIRE_KINDS = {"release": "press_release", "news": "other"}
START = 30


def to_answer(draft: Draft) -> dict:
    return {
        "language": draft.language,
        "kind": WIRE_KINDS.get(draft.kind, draft.kind),
        "date": draft.date and draft.date.isoformat(),
        "embargo": draft.embargo and draft.embargo.isoformat(timespec="minutes"),
        "headline": draft.headline or None,
        "lead": draft.lead,
        "subheadings": draft.subheadings,
        "quotes": [quote_answer(quote) for quote in draft.quotes],
        "contacts": [contact_answer(contact) for contact in draft.contacts],
        "attachments": list(draft.attachments),
        "events": [event_answer(event) for event in draft.events],
        "repairs": [{"found": repair.found, "suggested": repair.suggested} for repair in draft.repairs],
        "not_quotes": [text[:START] for text in draft.not_quotes],
        "boilerplate": [text[:START] for text in draft.boilerplate],
    }


def quote_answer(quote: QuoteBlock) -> dict:
    return {"speaker": quote.speaker, "title": quote.title, "starts": quote.paragraphs[0][:START]}


def contact_answer(contact: Contact) -> dict:
    return {
        "name": contact.name,
        "title": contact.title or None,
        "phones": [phone.number for phone in contact.phones],
        "emails": list(contact.emails),
    }


def event_answer(event: Event) -> dict:
    return {"name": event.name, "start": moment(event.start), "end": moment(event.end), "place": event.place or None}


def moment(value: date | datetime | None) -> str | None:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value and value.isoformat()

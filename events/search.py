from django.utils.translation import gettext_lazy as _

from events.models import Event, Venue
from newsroom.languages import CODES
from newsroom.richtext import plain_text
from newsroom.search.registry import Searchable, Texts


def _texts(event):
    for code in CODES:
        title = event.text_in("title", code)
        place = [event.venue.text_in(name, code) for name in ("name", "city")] if event.venue else []
        body = [plain_text(event.text_in("body", code)), _told_of_situation(event, code), *place]
        yield Texts(
            code,
            str(title),
            lead=str(event.text_in("summary", code)),
            body="\n".join(filter(None, body)),
            language=title.language,
            dated_on=event.start_date,
            themes=[theme.pk for theme in event.themes.all()],
        )


def _told_of_situation(event, language: str) -> str:
    """A note is shown with what it explains, so one that is prepared for later is not found yet."""
    return "" if event.situation == Event.Situation.SCHEDULED else str(event.text_in("situation_note", language))


SEARCHABLES = [
    Searchable(
        kind="event",
        label=_("Events"),
        model=Event,
        texts=_texts,
        follows={Event: "pk", Venue: "venue"},
        rows=lambda events: events.select_related("venue").prefetch_related("themes"),
        word=lambda event: _("Event"),
        followed=lambda events: events,
    )
]

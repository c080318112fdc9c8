from django.utils.translation import gettext_lazy as _

from events.models import Event, Venue
from newsroom.languages import CODES
from newsroom.richtext import plain_text
from newsroom.search.registry import Searchable, Texts


def _texts(event):
    for code in CODES:
        title = event.text_in("title", code)
        place = [event.venue.text_in(name, code) for name in ("name", "city")] if event.venue else []
        body = [plain_text(event.text_in("body", code)), event.text_in("situation_note", code), *place]
        yield Texts(
            code,
            str(title),
            lead=str(event.text_in("summary", code)),
            body="\n".join(filter(None, body)),
            language=title.language,
            dated_on=event.start_date,
            themes=[theme.pk for theme in event.themes.all()],
        )


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

"""The picture that goes with a link to an event."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from events.models import Event
from newsroom import dates, gone, sharing_cards
from newsroom.addresses import leads_on
from newsroom.languages import active
from newsroom.web import public_page


@public_page
@leads_on(Event)
def card(request, slug):
    """As public as the event: what was taken back has no card any more."""
    if Event.objects.over().filter(slug=slug).exists():
        return gone.page(request)
    event = get_object_or_404(Event.objects.public().for_page(), slug=slug)
    return sharing_cards.answer(card_of(event))


def card_of(event):
    """It says when the event is not held as planned."""
    is_planned = event.situation == event.Situation.SCHEDULED
    kind = gettext("Event") if is_planned else event.get_situation_display()
    days = dates.days(event.start_date, event.end_date, active())
    return sharing_cards.of(str(event.title), kind, str(days), event.picture)

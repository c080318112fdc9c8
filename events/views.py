from django.shortcuts import get_object_or_404, render

from events import structured_data
from events.filters import EventFilter
from events.models import Event
from newsroom import feeds, gone
from newsroom.addresses import leads_on
from newsroom.languages import active
from newsroom.news import releases_about
from newsroom.pagination import page_of
from newsroom.web import public_page


@public_page
def event_list(request):
    chosen = EventFilter.asked(request.GET)
    return render(
        request,
        "events/event_list.html",
        {
            "chosen": chosen,
            "page": page_of(chosen.events().for_list(), request.GET.get("page")),
            "alternates": chosen.alternates,
        },
    )


@public_page
def feed(request, form):
    return feeds.answer(request, EventFilter.asked(request.GET).feed, form)


@public_page
@leads_on(Event)
def detail(request, slug):
    if removed := Event.objects.gone().filter(slug=slug).first():
        return gone.page(request, removed)
    event = get_object_or_404(Event.objects.readable().for_page(), slug=slug)
    releases = releases_about(event).in_language(active()).newest_first().for_list()
    return render(
        request,
        "events/event_page.html",
        {
            "event": event,
            "releases": page_of(releases, request.GET.get("page")),
            "structured_data": structured_data.of(event),
        },
    )

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from events import structured_data
from events.models import Event
from newsroom import alternates, gone
from newsroom.addresses import leads_on
from newsroom.languages import active
from newsroom.news import releases_about
from newsroom.pagination import page_of
from newsroom.web import public_page


@public_page
def event_list(request):
    when = request.GET.get("when", "")
    if when not in ("", "past"):
        raise Http404
    events = Event.objects.public()
    events = events.past().latest_first() if when else events.upcoming().soonest_first()
    query = f"when={when}" if when else ""
    same = alternates.of(request.path_info)
    return render(
        request,
        "events/event_list.html",
        {
            "page": page_of(events.for_list(), request.GET.get("page")),
            "is_past": bool(when),
            "query": query,
            "alternates": {code: f"{path}?{query}" if query else path for code, path in same.items()},
        },
    )


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

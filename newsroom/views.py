"""Pages that join all the apps: the front page, a theme, and the house's colours."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.models import Event
from newsroom import feeds, structured_data, theme_feeds
from newsroom.addresses import leads_on
from newsroom.feeds_page import all_news
from newsroom.languages import active
from newsroom.models import Organisation, Theme, ThemeSuccession
from newsroom.news import NewsAbout
from newsroom.pagination import page_of
from newsroom.web import public_page
from people.models import Spokesperson
from programmes.models import ProgrammePeriod
from releases.models import Quote, Release

NEWEST = 6
COMING = 3
LONGEST_QUOTE = 320


@public_page
def front_door(request):
    """The host's own language, where languages have a host each; else the first one."""
    own = [code for code, url in settings.SITE_URLS.items() if urlsplit(url).netloc == request.get_host()]
    with translation.override(own[0] if len(own) == 1 else settings.LANGUAGE_CODE):
        return redirect("home")


@require_safe
@never_cache
def healthz(request):
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@public_page
def brand(request):
    house = Organisation.objects.house() or Organisation()
    words = {
        "brand": house.brand_colour,
        "signal": house.signal_colour,
        "address": urlsplit(house.website or settings.SITE_URL).netloc,
    }
    return render(request, "newsroom/brand.css", words, content_type="text/css; charset=utf-8")


@public_page
def home(request):
    newest = list(_with_pictures()[: NEWEST + 1])
    lead = _with_pictures().leading().first() or _newest_lead(newest)
    return render(
        request,
        "newsroom/home.html",
        {
            "lead": lead,
            "releases": [release for release in newest if release != lead][:NEWEST],
            "aside": {
                "events": Event.objects.public().upcoming().soonest_first().for_list()[:COMING],
                "themes": sorted(Theme.objects.public(), key=lambda theme: theme.name),
            },
            "quote": _recent_quote(),
            "programme": _programme_in_force(),
            "structured_data": structured_data.website(),
            "news": all_news(),
        },
    )


def _with_pictures():
    return _releases().for_list().select_related("family__image__stored_file")


def _newest_lead(newest) -> Release | None:
    return next((release for release in newest if release.family.picture), newest[0] if newest else None)


def _releases():
    return Release.objects.public().in_language(active()).newest_first()


def _recent_quote() -> Quote | None:
    """The newest short statement of somebody who speaks for the house."""
    quotes = Quote.objects.public().filter(release__language=active(), spokesperson__in=Spokesperson.objects.public())
    recent = quotes.newest_first().for_list()[:20]
    return next((quote for quote in recent if len(quote.text) <= LONGEST_QUOTE), None)


def _programme_in_force() -> dict | None:
    period = ProgrammePeriod.objects.public().in_force().latest_first().first()
    if not period:
        return None
    return {
        "period": period,
        "releases": _releases().about(period).count(),
        "documents": period.documents.public().count(),
    }


@public_page
@leads_on(Theme)
def theme(request, slug):
    found = get_object_or_404(Theme.objects.public(), slug=slug)
    return render(
        request,
        "newsroom/theme_page.html",
        {
            "theme": found,
            "page": page_of(_releases().about(found).for_list(), request.GET.get("page")),
            "programmes": found.programmes.public(),
            "events": found.events.public().upcoming().soonest_first().for_list()[:COMING],
            "news": NewsAbout(found),
        },
    )


@public_page
@leads_on(Theme)
def theme_feed(request, slug, form):
    found = Theme.objects.public().filter(slug=slug).first()
    if found is None and (ended := ThemeSuccession.objects.ended(slug)):
        return feeds.answer(request, theme_feeds.last_words(ended, slug), form)
    if found is None:
        raise Http404
    return feeds.answer(request, NewsAbout(found).feed, form)

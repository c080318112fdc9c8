from django.http import Http404
from django.shortcuts import render

from newsroom import feeds
from newsroom.languages import active
from newsroom.search import suggesting
from newsroom.search.filters import SearchFilter
from newsroom.search.following import FoundNews
from newsroom.search.question import Question
from newsroom.search.results import Results
from newsroom.web import public_page


@public_page
def search(request):
    chosen = SearchFilter.asked(request.GET, active())
    is_asked = chosen.question.text and not chosen.question.why_not_asked
    results = Results(chosen, request.GET.get("page")) if is_asked else None
    news = FoundNews(chosen)
    return render(
        request,
        "newsroom/search.html",
        {
            "chosen": chosen,
            "results": results,
            "news": news if news.can_be_followed else None,
            "alternates": chosen.in_languages(request.path_info),
        },
    )


@public_page
def feed(request, form):
    news = FoundNews(SearchFilter.asked(request.GET, active()))
    if not news.can_be_followed:
        raise Http404
    response = feeds.answer(request, news.feed, form)
    response["X-Robots-Tag"] = "noindex"
    return response


@public_page
def suggestions(request):
    """A list for the field while a reader types; nothing needs it."""
    titles = suggesting.titles(Question.about(request.GET.get("q", "")), active())
    response = render(request, "newsroom/_suggestions.html", {"titles": titles})
    response["X-Robots-Tag"] = "noindex"
    return response

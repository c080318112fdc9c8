"""A feed as an answer that can be asked again for nothing: 304 until the list has changed for its readers."""

from django.http import HttpResponse
from django.utils.http import http_date

from newsroom.feeds.formats import TYPES, write
from newsroom.feeds.parts import Feed


def answer(request, feed: Feed, form: str) -> HttpResponse:
    response = HttpResponse(write(feed, form), content_type=f"{TYPES[form]}; charset=utf-8")
    response["Last-Modified"] = http_date(feed.modified_at.timestamp())
    _trust_no_other_date(request, response["Last-Modified"])
    return response


def _trust_no_other_date(request, ours: str):
    """What is brought back may be older than what a reader has, so only the very date that we gave means "unchanged"."""
    if request.headers.get("if-modified-since", ours) != ours:
        del request.META["HTTP_IF_MODIFIED_SINCE"]

"""A feed as an answer that can be asked again for nothing: 304 until a byte of it has changed.

The mark (ETag) alone decides. A date could not: it stays when something leaves the list, and one that moved then would
tell what had left a list narrowed by words.
"""

from django.http import HttpResponse
from django.utils.http import http_date

from newsroom.feeds.formats import TYPES, write
from newsroom.feeds.parts import Feed


def answer(request, feed: Feed, form: str) -> HttpResponse:
    response = HttpResponse(write(feed, form), content_type=f"{TYPES[form]}; charset=utf-8")
    response["Last-Modified"] = http_date(feed.updated_at.timestamp())
    request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    return response

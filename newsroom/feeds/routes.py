"""The end of a feed's address: `path(FEED, …)` after a list's own, in all three formats."""

from django.urls import register_converter

from newsroom.feeds.formats import FORMATS


class FeedFormat:
    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedFormat, "feed_format")
FEED = "feed.<feed_format:form>"

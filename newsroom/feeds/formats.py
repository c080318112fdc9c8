"""The formats of a feed: how each ends an address, what it is called, and who writes it."""

from newsroom.feeds import atom, json_feed, rss
from newsroom.feeds.parts import Feed

_WRITERS = {"rss": rss, "atom": atom, "json": json_feed}
FORMATS = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
TYPES = {form: writer.CONTENT_TYPE for form, writer in _WRITERS.items()}


def write(feed: Feed, form: str) -> bytes:
    return _WRITERS[form].write(feed)

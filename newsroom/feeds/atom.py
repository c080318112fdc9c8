"""Atom 1.0."""

from newsroom.feeds.parts import Entry, Feed
from newsroom.feeds.xml import Document, for_machines, plain

CONTENT_TYPE = "application/atom+xml"


def write(feed: Feed) -> bytes:
    xml = Document()
    with xml.inside("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language}):
        xml.add("id", feed.identity)
        xml.add("title", plain(feed.title))
        xml.add_if("subtitle", plain(feed.description))
        xml.add("updated", for_machines(feed.updated_at))
        xml.add("link", None, {"rel": "self", "type": CONTENT_TYPE, "href": feed.addresses["atom"]})
        xml.add("link", None, {"rel": "alternate", "type": "text/html", "href": feed.address})
        xml.add_if("logo", feed.icon)
        _add_author(xml, feed.author)
        for entry in feed.entries:
            _add(xml, entry)
    return xml.content


def _add(xml: Document, entry: Entry):
    with xml.inside("entry", {"xml:lang": entry.language}):
        xml.add("id", entry.identity)
        xml.add("title", plain(entry.title))
        xml.add("updated", for_machines(entry.changed_at))
        if entry.published_at:
            xml.add("published", for_machines(entry.published_at))
        own_page = {"rel": "alternate", "type": "text/html", "hreflang": entry.language, "href": entry.address}
        xml.add("link", None, own_page)
        for enclosure in entry.enclosures:
            kind = {"type": enclosure.content_type, "length": enclosure.size, "title": plain(enclosure.title)}
            xml.add("link", None, {"rel": "enclosure", "href": enclosure.address, **kind})
        for author in entry.authors:
            _add_author(xml, author)
        for category in entry.categories:
            names = {"term": category.term, "scheme": category.address, "label": plain(category.label)}
            xml.add("category", None, names)
        xml.add_if("summary", plain(entry.summary))
        xml.add_if("content", entry.html, {"type": "html"})


def _add_author(xml: Document, name: str):
    with xml.inside("author"):
        xml.add("name", plain(name))

"""RSS 2.0 with the text in full, and beside it what RSS alone can't say: Atom's dates, Dublin Core's author, Media RSS."""

from newsroom.feeds.parts import Entry, Feed, Picture
from newsroom.feeds.xml import Document, for_machines, for_rss, plain

CONTENT_TYPE = "application/rss+xml"
NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def write(feed: Feed) -> bytes:
    xml = Document()
    with xml.inside("rss", {"version": "2.0", **NAMESPACES}), xml.inside("channel"):
        xml.add("language", feed.language)
        xml.add("title", plain(feed.title))
        xml.add("link", feed.address)
        xml.add("description", plain(feed.description or feed.title))
        xml.add("atom:link", None, {"rel": "self", "type": CONTENT_TYPE, "href": feed.addresses["rss"]})
        xml.add("lastBuildDate", for_rss(feed.updated_at))
        if feed.icon:
            with xml.inside("image"):
                xml.add("url", feed.icon)
                xml.add("title", plain(feed.title))
                xml.add("link", feed.address)
        for entry in feed.entries:
            _add(xml, entry)
    return xml.content


def _add(xml: Document, entry: Entry):
    with xml.inside("item"):
        xml.add("title", plain(entry.title))
        xml.add("link", entry.address)
        xml.add("guid", entry.identity, {"isPermaLink": "false"})
        if entry.published_at:
            xml.add("pubDate", for_rss(entry.published_at))
        xml.add_if("description", plain(entry.summary))
        xml.add_if("content:encoded", entry.html)
        for author in entry.authors:
            xml.add("dc:creator", plain(author))
        for category in entry.categories:
            xml.add("category", plain(category.label), {"domain": category.address})
        for enclosure in entry.enclosures[:1]:
            kind = {"type": enclosure.content_type, "length": enclosure.size}
            xml.add("enclosure", None, {"url": enclosure.address, **kind})
        for picture in entry.pictures:
            _add_picture(xml, picture)
        xml.add("atom:updated", for_machines(entry.changed_at))


def _add_picture(xml: Document, picture: Picture):
    facts = {
        "url": picture.address,
        "type": picture.content_type,
        "medium": "image",
        "fileSize": picture.size,
        "width": picture.width,
        "height": picture.height,
    }
    with xml.inside("media:content", facts):
        xml.add_if("media:description", plain(picture.alt), {"type": "plain"})
        xml.add_if("media:credit", plain(picture.credit), {"role": "photographer"})

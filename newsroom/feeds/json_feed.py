"""JSON Feed 1.1. What only a newsroom knows stands in the extension `_newsroom` of each entry."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from newsroom.feeds.parts import Entry, Feed
from newsroom.feeds.xml import for_machines, plain
from newsroom.text import without_controls

CONTENT_TYPE = "application/feed+json"


def write(feed: Feed) -> bytes:
    told = _without_blanks(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": plain(feed.title),
            "home_page_url": feed.address,
            "feed_url": feed.addresses["json"],
            "description": plain(feed.description),
            "icon": feed.icon,
            "language": feed.language,
            "authors": [{"name": plain(feed.author)}],
            "expired": feed.is_expired,
        }
    )
    told["items"] = [_entry(entry) for entry in feed.entries]
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False).encode("utf-8")


def _entry(entry: Entry) -> dict:
    told = {
        "id": entry.identity,
        "url": entry.address,
        "title": plain(entry.title),
        "summary": plain(entry.summary),
        "image": entry.pictures[0].address if entry.pictures else "",
        "date_published": entry.published_at and for_machines(entry.published_at),
        "date_modified": for_machines(entry.changed_at),
        "language": entry.language,
        "authors": [{"name": plain(author)} for author in entry.authors],
        "tags": [plain(category.label) for category in entry.categories],
        "attachments": [_attachment(attached) for attached in entry.attachments],
        "_newsroom": _mended(entry.facts),
    }
    return {**_without_blanks(told), "content_html": without_controls(entry.html)}


def _attachment(attached) -> dict:
    return _without_blanks(
        {
            "url": attached.address,
            "mime_type": attached.content_type,
            "title": plain(attached.title),
            "size_in_bytes": attached.size,
        }
    )


def _mended(value):
    if isinstance(value, dict):
        return {name: _mended(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(each) for each in value]
    return plain(value) if isinstance(value, str) else value


def _without_blanks(told: dict) -> dict:
    return {name: value for name, value in told.items() if value}

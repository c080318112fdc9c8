"""The rules of the three formats, as far as a machine can watch them: what is broken is told in words."""

import json
import re
import uuid
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import lxml.etree
import lxml.html

ATOM, CONTENT, DC, MEDIA = (
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/rss/1.0/modules/content/}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://search.yahoo.com/mrss/}",
)
ONE, MAYBE, MANY, SOME = (1, 1), (0, 1), (0, 999), (1, 999)

CHANNEL = {
    "title": ONE,
    "link": ONE,
    "description": ONE,
    "language": ONE,
    "lastBuildDate": ONE,
    f"{ATOM}link": ONE,
    "image": MAYBE,
    "item": MANY,
}
ITEM = {
    "title": ONE,
    "link": ONE,
    "guid": ONE,
    "pubDate": ONE,
    "description": MAYBE,
    "category": MANY,
    "enclosure": MAYBE,
    f"{CONTENT}encoded": MAYBE,
    f"{DC}creator": MANY,
    f"{MEDIA}content": MANY,
    f"{ATOM}updated": ONE,
}
ATOM_FEED = {
    **dict.fromkeys(("id", "title", "updated", "author"), ONE),
    "subtitle": MAYBE,
    "logo": MAYBE,
    "link": SOME,
    "entry": MANY,
}
ATOM_ENTRY = {
    **dict.fromkeys(("id", "title", "updated", "published"), ONE),
    "author": MANY,
    "link": SOME,
    "category": MANY,
    "summary": MAYBE,
    "content": MAYBE,
}
JSON_FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "language": str,
    "authors": list,
    "items": list,
    "description?": str,
    "icon?": str,
    "expired?": bool,
}
JSON_ITEM = {
    "id": str,
    "url": str,
    "title": str,
    "content_html": str,
    "date_published": str,
    "date_modified": str,
    "language": str,
    "_newsroom": dict,
    "summary?": str,
    "image?": str,
    "authors?": list,
    "tags?": list,
    "attachments?": list,
}
JSON_ATTACHMENT = {"url": str, "mime_type": str, "title?": str, "size_in_bytes": int}


def broken(content: bytes, content_type: str) -> list[str]:
    """What is wrong with a feed; nothing for one that any reader can read."""
    kind = content_type.partition(";")[0]
    if "charset=utf-8" not in content_type:
        return ["the content type names no charset"]
    if kind == "application/feed+json":
        return _broken_json(json.loads(content))
    root = lxml.etree.fromstring(content)
    return {"application/rss+xml": _broken_rss, "application/atom+xml": _broken_atom}[kind](root)


def _broken_rss(root) -> list[str]:
    [channel] = root
    found = _misplaced(channel, CHANNEL)
    found += _not_addresses(channel.findtext("link"), channel.find(f"{ATOM}link").get("href"))
    found += _not_rss_dates(channel.findtext("lastBuildDate"))
    for image in channel.iter("image"):
        found += _not_addresses(image.findtext("url"), image.findtext("link"))
        found += [] if image.findtext("title") == channel.findtext("title") else ["image has another title"]
    for item in channel.iter("item"):
        found += _misplaced(item, ITEM) + _not_plain(item.findtext("title"), item.findtext("description"))
        found += _not_addresses(item.findtext("link"), *(each.get("domain") for each in item.iter("category")))
        found += _not_rss_dates(item.findtext("pubDate")) + _not_dates(item.findtext(f"{ATOM}updated"))
        found += _not_identities(item.findtext("guid")) + _broken_html(item.findtext(f"{CONTENT}encoded") or "")
        found += [] if item.find("guid").get("isPermaLink") == "false" else ["the guid counts as an address"]
        for each in item.iter("enclosure"):
            found += _not_files(each.get("url"), each.get("type"), each.get("length"))
        for each in item.iter(f"{MEDIA}content"):
            found += _not_files(each.get("url"), each.get("type"), each.get("fileSize"))
    return found


def _broken_atom(root) -> list[str]:
    found = _misplaced(root, _in_atom(ATOM_FEED)) + _not_addresses(*_hrefs(root))
    found += _not_identities(root.findtext(f"{ATOM}id")) + _not_dates(root.findtext(f"{ATOM}updated"))
    found += [] if [each.get("rel") for each in root.findall(f"{ATOM}link")] == ["self", "alternate"] else ["links"]
    for entry in root.iter(f"{ATOM}entry"):
        found += _misplaced(entry, _in_atom(ATOM_ENTRY)) + _not_addresses(*_hrefs(entry))
        found += _not_identities(entry.findtext(f"{ATOM}id")) + _not_plain(entry.findtext(f"{ATOM}title"))
        found += _not_dates(entry.findtext(f"{ATOM}updated"), entry.findtext(f"{ATOM}published"))
        found += _not_addresses(*(each.get("scheme") for each in entry.iter(f"{ATOM}category")))
        found += _broken_html(entry.findtext(f"{ATOM}content") or "")
        alternates = [each for each in entry.findall(f"{ATOM}link") if each.get("rel") == "alternate"]
        found += [] if len(alternates) == 1 else ["an entry needs one page of its own"]
        for each in entry.findall(f"{ATOM}link"):
            if each.get("rel") == "enclosure":
                found += _not_files(each.get("href"), each.get("type"), each.get("length"))
    return found


def _broken_json(feed: dict) -> list[str]:
    found = _misshaped(feed, JSON_FEED) + _not_addresses(feed["home_page_url"], feed["feed_url"])
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        found.append("another version")
    if "icon" in feed:
        found += _not_addresses(feed["icon"])
    for item in feed["items"]:
        found += _misshaped(item, JSON_ITEM) + _not_identities(item["id"]) + _not_plain(item["title"])
        found += _not_addresses(
            item["url"], item["_newsroom"]["about"], *item["_newsroom"].get("translations", {}).values()
        )
        found += _not_dates(item["date_published"], item["date_modified"]) + _broken_html(item["content_html"])
        found += [f"{name} has a dot" for name in item["_newsroom"] if "." in name]
        for each in item.get("attachments", []):
            found += _misshaped(each, JSON_ATTACHMENT)
            found += _not_files(each["url"], each["mime_type"], str(each["size_in_bytes"]))
    return found


def _in_atom(rules: dict) -> dict:
    return {f"{ATOM}{name}": count for name, count in rules.items()}


def _hrefs(element) -> list[str]:
    return [each.get("href") for each in element.findall(f"{ATOM}link")]


def _misplaced(parent, rules: dict) -> list[str]:
    names = [child.tag for child in parent]
    unknown = [f"{name} may not stand in {parent.tag}" for name in names if name not in rules]
    miscounted = [
        f"{parent.tag} has {names.count(name)} {name}"
        for name, (least, most) in rules.items()
        if not least <= names.count(name) <= most
    ]
    return unknown + miscounted


def _misshaped(value: dict, rules: dict) -> list[str]:
    known = {name.removesuffix("?"): kind for name, kind in rules.items()}
    missing = [f"{name} is missing" for name in rules if not name.endswith("?") and name not in value]
    unknown = [f"{name} is unknown" for name in value if name not in known]
    wrong = [
        f"{name} is {each!r}" for name, each in value.items() if name in known and not isinstance(each, known[name])
    ]
    return missing + unknown + wrong


def _not_addresses(*values) -> list[str]:
    return [f"{value!r} is no absolute address" for value in values if not _is_address(value)]


def _is_address(value) -> bool:
    parts = urlsplit(value or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", value)


def _not_identities(value: str) -> list[str]:
    try:
        uuid.UUID(value.removeprefix("urn:uuid:"))
    except ValueError:
        return [f"{value!r} is no urn:uuid"]
    return [] if value.startswith("urn:uuid:") else [f"{value!r} is no urn:uuid"]


def _not_rss_dates(value: str) -> list[str]:
    pattern = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
    is_date = re.fullmatch(pattern, value) and parsedate_to_datetime(value).tzinfo
    return [] if is_date else [f"{value!r} is no date of RSS"]


def _not_dates(*values) -> list[str]:
    return [f"{value!r} is no date" for value in values if datetime.fromisoformat(value).tzinfo is None]


def _not_files(address, content_type, size) -> list[str]:
    found = _not_addresses(address)
    found += [] if re.fullmatch(r"[a-z]+/[\w.+-]+", content_type or "") else [f"{content_type!r} is no type"]
    return found + ([] if re.fullmatch(r"[1-9]\d*", size or "") else [f"{address} has the length {size!r}"])


def _not_plain(*texts) -> list[str]:
    return [
        f"{text!r} has soft hyphens or controls"
        for text in texts
        if text and re.search("[\u00ad\x00-\x08\x0b-\x1f]", text)
    ]


def _broken_html(html: str) -> list[str]:
    """Absolute addresses only, and nothing that acts."""
    if not html.strip():
        return []
    found = []
    for element in lxml.html.fragment_fromstring(html, "div").iter():
        if element.tag in {"script", "style", "iframe", "object", "form", "svg"}:
            found.append(f"<{element.tag}>")
        found += [f"{name} on <{element.tag}>" for name in element.attrib if name.startswith(("on", "style", "data-"))]
        for name in ("href", "src"):
            if value := element.get(name):
                found += [] if value.startswith(("mailto:", "tel:")) else _not_addresses(value)
    return found

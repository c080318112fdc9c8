"""What a page is, in the words of schema.org. Each app's `structured_data.py` says its own nouns; only public facts."""

import json
from datetime import datetime

import lxml.html
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from newsroom.languages import CODES, active
from newsroom.web import absolute

# What could end the script, or be a line break in one.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def written(nodes: list[dict]) -> str:
    """JSON for a script of data, without soft hyphens and without what is empty."""
    graph = {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes if node]}
    return json.dumps(graph, ensure_ascii=False).replace("\u00ad", "").translate(_ESCAPES)


def _filled(value):
    if isinstance(value, dict):
        return {name: _filled(each) for name, each in value.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        return [_filled(each) for each in value]
    return value if isinstance(value, (bool, int)) else str(value)


def instant(when: datetime | None) -> str:
    """With the offset of its day in Finland."""
    return timezone.localtime(when).isoformat(timespec="seconds") if when else ""


def address_of(thing) -> str:
    return absolute(thing.get_absolute_url())


def house_itself() -> dict:
    """A reference to the association, which every page describes once."""
    return {"@id": f"{absolute('/')}#organisation"}


def house_described(house) -> dict:
    return {
        "@type": "Organization",
        **house_itself(),
        "name": house.name,
        "alternateName": house.short_name,
        "url": house.website or absolute(reverse("home")),
        "logo": absolute(house.shown_logo.get_absolute_url()) if house.shown_logo else "",
        "address": house.street_address,
        "contactPoint": _press_desk(house),
    }


def _press_desk(house) -> dict | None:
    if not (house.press_phone or house.press_email):
        return None
    return {
        "@type": "ContactPoint",
        "contactType": "media relations",
        "telephone": house.press_phone.as_e164 if house.press_phone else "",
        "email": house.press_email,
        "availableLanguage": CODES,
    }


def organisation(row) -> dict:
    """One that takes part in something: the house by reference, any other by its name."""
    if row.is_house:
        return house_itself()
    return {"@type": "Organization", "name": row.name, "url": row.website}


def website() -> dict:
    asked = f"{absolute(reverse('search'))}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "name": gettext("Newsroom"),
        "url": absolute(reverse("home")),
        "inLanguage": active(),
        "publisher": house_itself(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": asked},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(trail: str, title: str) -> dict | None:
    """From the trail as the page shows it, and the page's title as its end."""
    if not trail:
        return None
    links = lxml.html.fragment_fromstring(trail, "div").iter("a")
    steps = [{"name": _words(link), "item": absolute(link.get("href"))} for link in links]
    steps.append({"name": _words(lxml.html.fragment_fromstring(title, "div"))})
    elements = [{"@type": "ListItem", "position": place, **step} for place, step in enumerate(steps, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": elements}


def _words(element) -> str:
    return " ".join(element.text_content().split())

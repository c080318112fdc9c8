"""Every public route, read from the URL configuration, so that a new one can't be forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# Where nothing that is published can show, and why.
NO_DOORS = {
    "front_door": "leads on to the front page of the first language",
    "healthz": "says that the server is up, to whoever watches it",
    "robots": "tells machines what not to ask for",
    "security": "tells whom to warn of a hole in the site",
    "sitemap_index": "names the sitemaps that have something in them, and nothing of what stands there",
    "brand": "holds the colours of the house",
    "media": "tells how the house is reached",
    "accessibility": "states how accessible the site is",
    "privacy": "states what is done with personal data",
    "feeds_door": "leads on to the page about the feeds",
    "pictures": "shows what an editor has put there by hand, whatever text it belongs to",
}
NO_DOORS_OF_THE_PUBLIC = {
    "links": "opens to the one reader whom its secret names, and this asks what everybody sees",
}
_PLACEHOLDER = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """`pattern` has its parameters as `<name>`."""

    name: str
    pattern: str

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(\w+)>", self.pattern)

    @property
    def is_door(self) -> bool:
        return self.name not in NO_DOORS and self.name.partition(":")[0] not in NO_DOORS_OF_THE_PUBLIC


def routes() -> Iterator[Route]:
    """All but the admin, which no reader may enter; patterns in the active language."""
    return _routes(get_resolver(), "", "")


def _routes(resolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if pattern.startswith(("admin/", "^admin/")):
            continue
        if isinstance(entry, URLResolver):
            yield from _routes(entry, pattern, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            plain = re.sub(r"[\^$\\]", "", _PLACEHOLDER.sub(lambda match: f"<{match[1] or match[2]}>", pattern))
            yield Route(namespace + (entry.name or entry.callback.__name__), plain)

"""What the tests of access links share."""

import re
from datetime import timedelta

from newsroom import clock, history
from releases.links import Kind
from releases.models import AccessLink, Release

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, noarchive, nosnippet",
    "Referrer-Policy": "no-referrer",
}


def a_link(release, kind=Kind.EMBARGO, **fields):
    if kind == Kind.PREVIEW:
        fields.setdefault("expires_at", clock.now() + timedelta(days=3))
    defaults = {"name": "Maija Meri", "organisation": "Rannikon Sanomat", "email": "maija.meri@sanomat.example"}
    return AccessLink.objects.create(release=release, kind=kind, **(defaults | fields))


def opened(client, link):
    return client.post(link.get_absolute_url(), {"accept": "1"})


def headers_of(response):
    return {name: response.headers.get(name) for name in HEADERS}


def words(response):
    return response.content.decode()


def change(release, by=None, **fields):
    fresh = Release.objects.get(pk=release.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    with history.change(by=by):
        fresh.save()
    return fresh


def planted_in(text: str) -> list[str]:
    """The words made to be recognised (zq…). The signature of a link is drawn anew each time and may spell anything."""
    return re.findall("zq[a-z]+", re.sub(r"/early/[\w.-]+/", "", text))

"""What stands in which sitemap, and when each last changed: moments that readers saw, never those of hidden saves."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Max
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from events.models import Event
from newsroom.languages import CODES
from newsroom.models import Theme
from newsroom.web import Listed
from people.models import Spokesperson
from programmes.models import Document, DocumentVersion, Programme, ProgrammePeriod
from releases import sitemaps as of_releases

PAGES = (
    *("home", "releases:list", "events:list", "programmes:list", "programmes:documents", "people:list"),
    *("media", "pictures", "feeds", "accessibility", "privacy"),
)
_YEAR_OF_RELEASES = re.compile(r"releases-(fi|sv|en)-((?:19|20)[0-9]{2})", re.ASCII)
_Changes = dict[int, datetime]


def sections() -> list[tuple[str, datetime | None]]:
    """(name, newest change) of each sitemap with something in it; people and themes keep no public moments."""
    rows = {"themes": Theme.objects.public(), "people": Spokesperson.objects.public()}
    changes = {
        "events": _newest(Event.objects.public()),
        "programmes": _newest(ProgrammePeriod.objects.public()),
        "documents": _newest(DocumentVersion.objects.public()),
    }
    of_years = [(f"releases-{language}-{year}", changed) for language, year, changed in of_releases.years()]
    return [
        ("pages", None),
        *((name, None) for name, found in rows.items() if found.exists()),
        *((name, changed) for name, changed in changes.items() if changed),
        *of_years,
    ]


def _newest(rows) -> datetime | None:
    return rows.with_public_change().aggregate(newest=Max("public_change"))["newest"]


def listed(section: str) -> list[Listed]:
    """Raises Http404 for a section with nothing in it, which is as good as none."""
    if year := _YEAR_OF_RELEASES.fullmatch(section):
        found = list(of_releases.listed(year[1], int(year[2])))
    elif section in _SECTIONS:
        found = list(_SECTIONS[section]())
    else:
        found = []
    if not found:
        raise Http404
    return found


def _in_each_language(address, changed_at: datetime | None = None) -> Iterator[Listed]:
    """`address` gives the page's address in the active language."""
    versions = {}
    for code in CODES:
        with translation.override(code):
            versions[code] = address()
    return (Listed(path, versions, changed_at) for path in versions.values())


def _pages() -> Iterator[Listed]:
    for name in PAGES:
        yield from _in_each_language(lambda name=name: reverse(name))


def _things(rows, changes: _Changes | None = None) -> Iterator[Listed]:
    for row in rows:
        yield from _in_each_language(row.get_absolute_url, (changes or {}).get(row.pk))


def _changes(rows, key: str) -> _Changes:
    """The newest of each key comes last and stays; what editors see without a moment has none to give."""
    in_order = rows.with_public_change().order_by(F("public_change").asc(nulls_first=True))
    return dict(in_order.values_list(key, "public_change"))


def _events() -> Iterator[Listed]:
    events = Event.objects.public()
    return _things(events.latest_first().only("slug"), _changes(events, "pk"))


def _programmes() -> Iterator[Listed]:
    periods = ProgrammePeriod.objects.public()
    yield from _things(Programme.objects.public(), _changes(periods, "programme"))
    yield from _things(periods.latest_first(), _changes(periods, "pk"))


def _documents() -> Iterator[Listed]:
    return _things(Document.objects.public(), _changes(DocumentVersion.objects.public(), "document"))


_SECTIONS = {
    "pages": _pages,
    "themes": lambda: _things(Theme.objects.public()),
    "people": lambda: _things(Spokesperson.objects.public().by_name()),
    "events": _events,
    "programmes": _programmes,
    "documents": _documents,
}

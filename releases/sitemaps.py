"""Releases for sitemaps: a language and a year each, without ever loading a text."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone, translation

from newsroom import clock
from newsroom.languages import CODES
from newsroom.web import Listed
from releases.models import Correction, Release

NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1000
_SLUG = "-slug-"


def years() -> Iterator[tuple[str, int, datetime]]:
    """(language, year, newest change) of all that have public releases: a question each, however many rows."""
    corrected = _corrected()
    for language in CODES:
        dated = _public(language).filter(publish_at__isnull=False)
        moments = dated.newest_first().values_list("publish_at", flat=True)
        newest = moments.first()
        while newest:
            year = timezone.localdate(newest).year
            yield language, year, max(newest, corrected.get((language, year), newest))
            newest = moments.filter(publish_at__lt=datetime(year, 1, 1, tzinfo=timezone.get_default_timezone())).first()


def _public(language: str):
    return Release.objects.public().in_language(language)


def _corrected() -> dict[tuple[str, int], datetime]:
    """The newest correction of each language and year, asked from the corrections' side: they are few."""
    corrected = Release.objects.public().filter(pk__in=Correction.objects.values("release")).order_by()
    told = corrected.values_list("language", "publish_at", "corrections__made_at").iterator()
    newest = {}
    for language, published_at, made_at in told:
        key = language, timezone.localdate(published_at).year
        newest[key] = max(made_at, newest.get(key, made_at))
    return newest


def listed(language: str, year: int) -> Iterator[Listed]:
    """Newest first, each with its public versions in other languages."""
    releases = _public(language).in_year(year)
    versions = _versions(releases)
    corrected = Correction.objects.filter(release=OuterRef("pk")).order_by("-made_at").values("made_at")[:1]
    facts = releases.newest_first().values_list("family", "publish_at", Subquery(corrected))
    for family, published_at, corrected_at in facts.iterator():
        # What has become public since the question before waits for the next reading.
        if own := versions[family].get(language):
            yield Listed(own, versions[family], max(published_at, corrected_at or published_at))


def _versions(releases) -> dict[int, dict[str, str]]:
    families = releases.order_by().values("family")
    found, addresses = defaultdict(dict), {code: _address(code) for code in CODES}
    rows = Release.objects.public().filter(family__in=families).order_by().values_list("family", "language", "slug")
    for family, language, slug in rows.iterator():
        found[family][language] = addresses[language].replace(_SLUG, slug)
    return found


def _address(language: str) -> str:
    """With a place for the slug: to ask for each of a million anew would take minutes."""
    with translation.override(language):
        return reverse("releases:detail", args=[_SLUG])


def news():
    """What has come out within two days, in all languages."""
    fresh = Release.objects.public().filter(publish_at__gte=clock.now() - NEWS_FOR)
    return fresh.newest_first().defer("lead", "body")[:MOST_NEWS]

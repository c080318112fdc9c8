"""Where a release stands in its series: public parts of its own language, in the order in which they came out."""

from dataclasses import dataclass

from newsroom.publishing import by_oldest
from releases.models import Release, ReleaseSeries


@dataclass(frozen=True)
class Place:
    series: ReleaseSeries
    number: int
    parts: int
    previous: Release | None
    next: Release | None


def place_of(release) -> Place | None:
    """None outside a series, and for what is not public itself."""
    series = release.family.series
    if series is None:
        return None
    public = Release.objects.public().in_language(release.language).filter(family__series=series)
    parts = list(public.order_by(by_oldest(), "pk").only("language", "slug", "headline", "publish_at"))
    if release not in parts:
        return None
    at = parts.index(release)
    return Place(
        series=series,
        number=at + 1,
        parts=len(parts),
        previous=parts[at - 1] if at else None,
        next=parts[at + 1] if at + 1 < len(parts) else None,
    )

"""RSS 2.0. Every date comes from the texts, so that an unchanged list is an unchanged feed."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext

from newsroom.languages import active
from newsroom.models import Organisation
from newsroom.web import absolute
from releases.models import Release

MAX_ITEMS = 30
BEFORE_EVERYTHING = datetime(2000, 1, 1, tzinfo=UTC)


class ReleaseFeed(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def latest_post_date(self):
        """Django falls back to now, which would change the feed at every reading."""
        return max((item["updateddate"] for item in self.items if item["updateddate"]), default=BEFORE_EVERYTHING)


def rss(title: str, address: str, feed_address: str, releases) -> HttpResponse:
    """The newest of some releases; both addresses are paths with their query strings."""
    house = str(getattr(Organisation.objects.house(), "name", gettext("Newsroom")))
    feed = ReleaseFeed(
        title=f"{title} – {house}",
        link=absolute(address),
        feed_url=absolute(feed_address),
        description=gettext("Press releases, statements, media invitations and news."),
        language=active(),
    )
    for release in releases.for_list().prefetch_related("corrections")[:MAX_ITEMS]:
        _add(feed, release)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add(feed: ReleaseFeed, release: Release):
    feed.add_item(
        title=release.headline.replace("\u00ad", ""),
        link=absolute(release.get_absolute_url()),
        description=release.lead.replace("\u00ad", ""),
        unique_id=f"urn:uuid:{release.uuid}",
        unique_id_is_permalink=False,
        pubdate=release.publish_at,
        updateddate=release.updated_at,
        categories=[release.family.get_kind_display(), *(str(theme.name) for theme in release.family.themes.all())],
    )

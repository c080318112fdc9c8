"""What the tables of the nouns share: a method a route, which yields the doors of one thing there."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from newsroom import images
from newsroom.doors import shared
from newsroom.doors.door import Door
from newsroom.doors.routes import routes
from newsroom.feeds import FORMATS, MOST_ENTRIES
from newsroom.languages import CODES
from newsroom.models import OldSlug
from newsroom.pagination import PER_PAGE

OWN_PAGE = _("Its own page")
# Where releases stand and nothing else does.
ONLY_RELEASES = frozenset(
    {
        "theme_feed",
        "releases:list",
        "releases:card",
        "releases:feed",
        "releases:year",
        "releases:year_feed",
        "releases:text",
        "releases:version",
        "releases:version_text",
        "sitemap_news",
        "people:list",
        "people:detail",
        "people:card",
        "people:feed",
        "programmes:programme_feed",
        "programmes:period_feed",
    }
)
MOST = 5  # of the pages of others that all show a thing in the same way, the newest will do
DISTINCTIVE = 20  # characters: shorter words may stand in another text by chance


class UntaughtRouteError(LookupError):
    pass


class Around:
    """A thing with its neighbourhood, as it stands at an instant when it is public."""

    shows_nothing: frozenset[str] = frozenset()

    def __init__(self, thing, at: datetime):
        self.thing = thing
        self.moment = thing.publish_at or at
        self.at = max(at, self.moment)

    def doors(self) -> Iterator[Door]:
        for name in dict.fromkeys(route.name for route in routes() if route.is_door):
            if name not in self.shows_nothing:
                yield from self._taught(name)()

    def _old_addresses(self, row, route: str, language: str):
        """What once was its address leads on to it."""
        for old in OldSlug.objects.of(row):
            found = (address_of(row, language),)
            yield Door(_("Old address"), address(language, route, old.slug), old.slug, found)

    def _taught(self, name: str):
        method = getattr(self, name.replace(":", "_"), None)
        if method is None:
            kind = type(self.thing).__name__
            raise UntaughtRouteError(f"teach newsroom/doors/ where {kind} shows at the route {name}")
        return method

    # Feeds of all that is published, and the page that tells the newest of each

    @property
    def urn(self) -> str:
        return f"urn:uuid:{self.thing.uuid}"

    def is_among_the_newest(self, language: str) -> bool:
        """Of everything that the feed of a language could hold."""
        return shared.count_since(self.moment, language, self.at) <= MOST_ENTRIES

    def is_newest_of_its_kind(self, rows) -> bool:
        return rows.public(self.at).newest_first().first() == self.thing

    # Files and pictures; a noun says which are its own

    stored_files: list = []
    pictures: list = []

    def _shown(self, image) -> list:
        return [image] if image and image.is_shown(self.at) else []

    @cached_property
    def _told_by_files(self) -> list:
        """Files that nothing else has made public before: only those tell of this thing."""
        files = [*self.stored_files, *(picture.stored_file for picture in self.pictures)]
        own = [stored for stored in files if stored.struck_at is None]
        return [stored for stored in own if not shared.is_public_before(stored, self.thing, self.moment)]

    def file(self):
        for stored in self._told_by_files:
            yield Door(_("File"), stored.get_absolute_url(), stored.original_name)

    @property
    def _telling_pictures(self) -> list:
        return [picture for picture in self.pictures if picture.stored_file in self._told_by_files]

    def rendition(self):
        for picture in self._telling_pictures:
            for width in images.widths_of(picture.width):
                yield Door(_("Picture in a smaller size"), picture.rendition_url(width), f"{width} px")

    def press_picture(self):
        for picture in self._telling_pictures:
            if picture.is_offered(self.at):
                yield Door(_("Picture in the quality of print"), picture.press_url)


def sitemap(section: str) -> str:
    return reverse("sitemap", args=[section])


def address(language: str, route: str, *arguments, **query) -> str:
    with translation.override(language):
        path = reverse(route, args=arguments)
    return f"{path}?{urlencode(query)}" if query else path


def address_of(thing, language: str) -> str:
    with translation.override(language):
        return thing.get_absolute_url()


def in_each_language(thing) -> list[tuple[str, str]]:
    """(language, the thing's address in it)."""
    return [(code, address_of(thing, code)) for code in CODES]


def in_formats(name: str, language: str, route: str, *arguments, **options) -> Iterator[Door]:
    """The same list in each format of feeds."""
    for form in FORMATS:
        yield Door(name, address(language, route, *arguments, form), **options)


def page_of_rank(rank: int) -> tuple[int, ...]:
    """Where the thing has to stand, and the first page, where one that has come too early would."""
    return tuple({1: None, rank // PER_PAGE + 1: None})

"""A list that is also a feed: its page, its feeds and the links to them take the same selection."""

import uuid
from itertools import chain

from django.utils.functional import cached_property
from django.utils.translation import gettext

from newsroom.feeds.formats import FORMATS, TYPES
from newsroom.feeds.parts import Entry, Feed
from newsroom.languages import active
from newsroom.models import Organisation
from newsroom.web import absolute

MOST_ENTRIES = 30
FOR_ICONS = {"image/png", "image/jpeg", "image/gif"}  # what RSS knows


class Followable:
    """Says its `title`, its `plain_address` (a path) and its `sources()`, and, if it is narrowed, its `query`."""

    title: str
    plain_address: str
    query = ""
    description = ""

    def sources(self) -> list:
        """Querysets that its entries come from; each is asked for what is public, and for its `entries()`."""
        raise NotImplementedError

    # Addresses

    @property
    def address(self) -> str:
        return self._with_query(self.plain_address)

    def feed_address(self, form: str) -> str:
        return self._with_query(f"{self.plain_address}feed.{form}")

    @property
    def feeds(self) -> list[dict]:
        return [
            {"name": name, "content_type": TYPES[form], "address": self.feed_address(form)}
            for form, name in FORMATS.items()
        ]

    def _with_query(self, address: str) -> str:
        return f"{address}?{self.query}" if self.query else address

    # The feed

    @property
    def identity(self) -> uuid.UUID:
        """Of the list wherever it stands: neither the host nor the protocol is in it."""
        return uuid.uuid5(uuid.NAMESPACE_URL, self.address)

    @cached_property
    def entries(self) -> list[Entry]:
        """The newest of all sources; in the editors' view, what has no moment yet comes first."""
        found = chain.from_iterable(source.public().newest_first().entries(MOST_ENTRIES) for source in self.sources())
        in_order = sorted(found, key=lambda entry: (entry.published_at is None, entry.published_at), reverse=True)
        return in_order[:MOST_ENTRIES]

    @property
    def feed(self) -> Feed:
        house = Organisation.objects.house()
        name = str(house.name) if house else gettext("Newsroom")
        return Feed(
            uuid=self.identity,
            title=f"{self.title} – {name}",
            address=absolute(self.address),
            addresses={form: absolute(self.feed_address(form)) for form in FORMATS},
            language=active(),
            author=name,
            entries=tuple(self.entries),
            description=str(self.description),
            icon=_icon_of(house),
        )


class WholeList(Followable):
    """A list that is not narrowed."""

    def __init__(self, title: str, address: str, *sources, description: str = ""):
        self.title, self.plain_address, self.description = str(title), address, description
        self._sources = list(sources)

    def sources(self):
        return self._sources


def _icon_of(house) -> str:
    logo = house and house.shown_logo
    return absolute(logo.get_absolute_url()) if logo and logo.content_type in FOR_ICONS else ""

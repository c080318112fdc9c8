"""The last words of the feed of a theme that was merged: where to read on."""

import uuid

from django.urls import reverse
from django.utils.translation import gettext

from newsroom.feeds import FORMATS, Entry, Feed, collected
from newsroom.languages import active
from newsroom.models import Organisation, ThemeSuccession
from newsroom.news import NewsAbout
from newsroom.web import absolute


def last_words(ended: ThemeSuccession, slug: str) -> Feed:
    """One entry that never changes; the feed stays at the address where its readers ask for it."""
    house = Organisation.objects.house()
    successor = NewsAbout(ended.theme)
    return Feed(
        uuid=uuid.uuid5(ended.uuid, active()),
        title=" – ".join([str(ended.name), *([str(house.name)] if house else [])]),
        address=absolute(successor.address),
        addresses={form: absolute(reverse("theme_feed", args=[slug, form])) for form in FORMATS},
        language=active(),
        author=str(house.name) if house else gettext("Newsroom"),
        entries=(_entry(ended, successor),),
        is_expired=True,
    )


def _entry(ended, successor) -> Entry:
    address = absolute(successor.address)
    return Entry(
        uuid=uuid.uuid5(ended.uuid, f"ended {ended.pk} {active()}"),
        title=gettext("This feed has ended; follow “%(name)s”") % {"name": successor.title},
        address=address,
        language=active(),
        published_at=ended.made_at,
        updated_at=ended.made_at,
        html=collected.html_of("newsroom/ended_feed_entry.html", address, ended=ended, successor=successor),
        facts={"about": collected.about(), "type": "ended", "successor": absolute(successor.feed_address("json"))},
    )

"""What the newsroom's rows give to an entry of a feed, in the active language."""

from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse

from newsroom import richtext
from newsroom.feeds.parts import Attached, Category, Entry, Picture
from newsroom.images import shown
from newsroom.languages import active
from newsroom.web import absolute


def pictures_of(image) -> tuple[Picture, ...]:
    """A row's picture, as a feed may give it on; none if there is none."""
    if shown(image) is None:
        return ()
    size = image.one_size
    picture = Picture(
        address=absolute(size.address),
        content_type=size.content_type,
        size=size.bytes,
        width=size.width,
        height=size.height,
        alt=str(image.alt_text),
        credit=image.credit,
        caption=str(image.caption),
    )
    return (picture,)


def attached(stored, title: str) -> Attached:
    return Attached(absolute(stored.get_absolute_url()), stored.content_type, stored.size, str(title))


def categories_of(themes) -> tuple[Category, ...]:
    return tuple(Category(theme.slug, str(theme.name), absolute(theme.get_absolute_url())) for theme in themes)


def html_of(template: str, address: str, **words) -> str:
    """An entry's text: a template, cleaned once more, every address in it absolute."""
    return richtext.clean_for_feed(render_to_string(template, words), address)


def about() -> str:
    """Where the extension of JSON Feed is explained."""
    return absolute(reverse("feeds"))


def entry_of(thing, *, template: str, words: dict, facts: dict, **parts) -> Entry:
    """An entry of a Publishable, in the active language unless `parts` name its own."""
    address = absolute(thing.get_absolute_url())
    return Entry(
        uuid=thing.uuid,
        address=address,
        published_at=thing.publish_at,
        html=html_of(template, address, **words),
        facts={"about": about(), **facts},
        **{"language": active(), **parts},
    )


def last_change(thing) -> datetime | None:
    """Needs with_last_change(). What was written before its moment counts from that moment."""
    if thing.publish_at is None or thing.revised_at is None:
        return thing.publish_at
    return max(thing.publish_at, thing.revised_at)

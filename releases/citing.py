"""A quote as a journalist takes it along: the words, who said them, where and when."""

from django.utils import timezone

from newsroom import blocks, dates
from newsroom.web import absolute
from releases.versions import SOFT_HYPHEN


def citation(quote, release, house) -> str:
    """In the release's language, with the title of that day."""
    opening, closing = blocks.MARKS[release.language]
    words = " ".join(quote.paragraphs)
    return "\n".join(
        [
            f"{opening}{words}{closing}".replace(SOFT_HYPHEN, ""),
            f"– {', '.join(filter(None, [quote.name, quote.title, _organisation(quote.spokesperson, release, house)]))}",
            f"{release.headline}, {_day(release)}".replace(SOFT_HYPHEN, "").removesuffix(", "),
            absolute(quote.address_in(release)),
        ]
    )


def _organisation(person, release, house) -> str:
    """Whom the speaker stands for; nobody is given a house who has no public page to say so."""
    if person is None or not person.is_public():
        return ""
    organisation = person.organisation or house
    return str(organisation.text_in("name", release.language)) if organisation else ""


def _day(release) -> str:
    return dates.day(timezone.localdate(release.publish_at), release.language) if release.publish_at else ""

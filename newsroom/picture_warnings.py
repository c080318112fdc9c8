"""Editors are told 30 and 7 days before a picture leaves the pages: each once, each picture at each of the two."""

import logging
from collections.abc import Iterator

from django.urls import reverse

from newsroom import claims, clock, colleagues, emails
from newsroom.models import Image
from newsroom.web import absolute

KIND = "picture"
BEFORE = [7, 30]
logger = logging.getLogger(__name__)


class WarningsFailedError(Exception):
    pass


def warn() -> dict[str, int]:
    """How many mails went out. Raises when one failed, after all have been tried; the next round sends the rest."""
    sent = [_try(image, days) for image, days in _due()]
    if None in sent:
        raise WarningsFailedError
    return {"mails": sum(sent)}


def _due() -> Iterator[tuple[Image, int]]:
    """What is a week away needs no word about the month any more."""
    for image in Image.objects.leaving().select_related("stored_file"):
        days = (image.show_until - clock.today()).days
        yield image, next(limit for limit in BEFORE if days <= limit)


def _try(image, days) -> int | None:
    chore = claims.take(KIND, f"{image.pk}:{image.show_until}:{days}")
    if chore is None:
        return 0
    try:
        count = _tell(chore, image)
    except Exception:
        logger.exception("The warning about picture %s could not be sent; it is tried again.", image.pk)
        claims.keep(chore, claims.FAILED)
        return None
    claims.keep(chore, claims.DONE)
    return count


def _tell(chore, image) -> int:
    told = chore.result.get("sent_to", [])
    waiting = [user for user in colleagues.editors() if user.pk not in told]
    for user in waiting:
        emails.send("picture_leaves", user.email, user.language, **_words(image))
        told = [*told, user.pk]
        claims.keep(chore, sent_to=told)
    return len(waiting)


def _words(image) -> dict:
    """A day and a link: what is in the picture may be part of a text that waits for its moment."""
    address = reverse("admin:newsroom_image_change", args=[image.pk])
    return {"day": image.show_until, "uses": len(image.uses()), "url": absolute(address)}

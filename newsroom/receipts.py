"""At each moment every door is asked, and whoever cleared the text is told: open, or which are not."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.urls import reverse
from django.utils import timezone, translation

from newsroom import claims, clock, colleagues, emails, visibility
from newsroom.chores import Chore
from newsroom.publishing import Publishable
from newsroom.web import absolute

KIND = "receipt"
WITHIN = timedelta(hours=24)  # a tick that was away for longer reports no old news
logger = logging.getLogger(__name__)


def publishables() -> list[type[Publishable]]:
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def send_due() -> list[bool | None]:
    """A receipt for each text that came out lately: True, False for one that failed, None for one already sent."""
    return [send(thing) for thing in due()]


def due() -> Iterator[Publishable]:
    for model in publishables():
        yield from model.objects.public().filter(publish_at__gt=clock.now() - WITHIN).order_by("publish_at", "pk")


def send(thing) -> bool | None:
    chore = claims.take(KIND, key_of(thing))
    if chore is None:
        return None
    try:
        _ask(chore, thing)
        _tell(chore, thing)
    except Exception:
        logger.exception("The receipt of %s could not be sent; the next tick tries again.", key_of(thing))
        claims.keep(chore, claims.FAILED)
        return False
    claims.keep(chore, claims.DONE)
    return True


def key_of(thing) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}:{thing.publish_at.astimezone(UTC).isoformat()}"


def _ask(chore, thing):
    """What was found is kept before anybody is told, so that a second attempt at the mail tells the same."""
    if "doors" in chore.result:
        return
    at = clock.now()
    expected = [answer for answer in visibility.ask(thing, at) if answer.door.is_expected]
    closed = [_named(answer) for answer in expected if not answer.is_visible]
    facts = {"doors": len(expected), "open": len(expected) - len(closed), "closed": closed}
    claims.keep(chore, **facts, at=at.isoformat(), sent_to=[])


def _named(answer) -> dict[str, str]:
    """With the door's name in English: each reader's language translates it."""
    with translation.override("en"):
        return {"name": str(answer.door.name), "address": answer.address}


def _tell(chore, thing):
    for user in readers(thing):
        if user.pk not in chore.result["sent_to"]:
            emails.send("receipt", user.email, user.language, **_words(chore, thing, user.language))
            claims.keep(chore, sent_to=[*chore.result["sent_to"], user.pk])


def readers(thing) -> list:
    """Whoever cleared it, if still here; else all editors."""
    clearer = thing.last_clearer()
    return [clearer] if clearer and clearer.is_active else list(colleagues.editors())


def _words(chore, thing, language) -> dict:
    doors = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_visibility", args=[thing.pk])
    with translation.override(language):
        own_address = absolute(thing.get_absolute_url())
    return {
        **_receipt(chore),
        "time": to_the_second(thing.publish_at, language),
        "thing": str(thing),
        "address": own_address,
        "closed": [{**door, "address": absolute(door["address"])} for door in chore.result["closed"]],
        "url": absolute(doors),
    }


def to_the_second(moment: datetime, language: str) -> str:
    mark = ":" if language == "en" else "."
    local = timezone.localtime(moment)
    return f"{local.hour}{mark}{local.minute:02}{mark}{local.second:02}"


def receipt_of(thing) -> dict | None:
    """What the doors said at this publication: `doors`, `open`, `closed` (name, address), `at`, `is_all_open`."""
    if thing.pk is None or thing.publish_at is None:
        return None
    chore = Chore.objects.filter(kind=KIND, key=key_of(thing)).first()
    return _receipt(chore) if chore and "doors" in chore.result else None


def _receipt(chore) -> dict:
    facts = {name: chore.result[name] for name in ("doors", "open", "closed")}
    return facts | {
        "at": datetime.fromisoformat(chore.result["at"]),
        "is_all_open": facts["open"] == facts["doors"],
        "is_sent": chore.result["state"] == claims.DONE,
    }

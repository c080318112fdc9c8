"""Every night what waits for its moment is checked anew, and whoever cleared it is told what has broken since."""

import hashlib
import logging

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from newsroom import emails, outside, receipts
from newsroom.chores import Chore
from newsroom.states import Stage
from newsroom.web import absolute

KIND = "recheck"
logger = logging.getLogger(__name__)


class RecheckFailedError(Exception):
    pass


def recheck() -> dict[str, int]:
    """How many texts were looked at and how many mails went out. Raises when one failed, after all have been tried."""
    scheduled = [row for model in receipts.publishables() for row in model.objects.in_stage(Stage.SCHEDULED)]
    mails = [_try(thing) for thing in scheduled]
    if None in mails:
        raise RecheckFailedError
    return {"checked": len(scheduled), "mails": sum(mails)}


def _try(thing) -> int | None:
    try:
        return _check(thing)
    except Exception:
        logger.exception("%s could not be checked anew; it is tried again.", receipts.key_of(thing))
        return None


def _check(thing) -> int:
    """The number of mails. What has been told is told again only after it was mended in between."""
    blocking = [finding for finding in thing.findings(thing.publish_at) if finding.is_blocking]
    found = {_key(thing, finding): finding for finding in [*blocking, *outside.silent_links(thing)]}
    told = Chore.objects.filter(kind=KIND, key__startswith=f"{thing._meta.label_lower}:{thing.pk}:")
    told.exclude(key__in=found).delete()
    new = found.keys() - set(told.values_list("key", flat=True))
    if not new:
        return 0
    readers = receipts.readers(thing)
    for user in readers:
        findings = [finding for key, finding in found.items() if key in new]
        emails.send("recheck", user.email, user.language, **_words(thing, findings))
    Chore.objects.bulk_create([Chore(kind=KIND, key=key) for key in new], ignore_conflicts=True)
    return len(readers)


def _key(thing, finding) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        digest = hashlib.sha256(str(finding).encode()).hexdigest()[:16]
    return f"{receipts.key_of(thing)}:{finding.code[:40]}:{digest}"


def _words(thing, findings) -> dict:
    """The findings and the moment, but neither the headline nor the text: mail is a door too."""
    options = thing._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[thing.pk])
    return {
        "kind": options.verbose_name,
        "moment": thing.publish_at,
        "findings": findings,
        "url": absolute(address),
    }

"""What `manage.py tick` does each minute. Publication needs none of it: only mails and housekeeping do."""

import logging
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from newsroom import claims, clock, files, picture_warnings, receipts, rechecks, redaction, renditions, statements
from newsroom.models import Image
from newsroom.search import upkeep

NIGHT_ENDS = 4  # o'clock in Helsinki, an hour that every day has once
SECONDS_FOR_PICTURES = 20  # in a minute
PAUSE = timedelta(hours=1)  # before a nightly chore that failed is tried again
logger = logging.getLogger(__name__)


@dataclass
class Tick:
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __str__(self):
        failed = f"; failed: {', '.join(self.failed)}" if self.failed else ""
        return f"tick: {', '.join(self.done) or 'nothing to do'}{failed}"


def tick() -> Tick:
    report = Tick()
    _send_receipts(report)
    _make_pictures_ahead(report)
    for name, chore in NIGHTLY.items():
        _do_nightly(name, chore, report)
    return report


def _send_receipts(report: Tick):
    try:
        sent = receipts.send_due()
    except Exception:
        logger.exception("The receipts could not be sent.")
        report.failed.append("receipts")
        return
    if done := sent.count(True):
        report.done.append(f"receipts {done}")
    if failed := sent.count(False):
        report.failed.append(f"receipts {failed}")


def _make_pictures_ahead(report: Tick):
    try:
        made = renditions.make_ahead(Image.objects.shown().select_related("stored_file"), SECONDS_FOR_PICTURES)
    except Exception:
        logger.exception("The sizes of pictures could not be made ahead.")
        report.failed.append("sizes")
        return
    if made:
        report.done.append(f"sizes {made}")


def _do_nightly(name: str, chore, report: Tick):
    try:
        taken = claims.take("nightly", f"{night()} {name}", PAUSE)
    except Exception:
        logger.exception("The nightly chore %s could not be begun.", name)
        report.failed.append(name)
        return
    if taken:
        _do(name, chore, taken, report)


def _do(name, chore, taken, report):
    try:
        facts = chore() or {}
        claims.keep(taken, claims.DONE, **facts)
    except Exception:
        logger.exception("The nightly chore %s failed; it is tried again in an hour.", name)
        claims.keep(taken, claims.FAILED)
        report.failed.append(name)
    else:
        report.done.append(" ".join([name, *(f"{what}={count}" for what, count in facts.items())]))


def night() -> date:
    """The night whose chores are due, by the day on which it ended: a tick that slept through it makes up for it."""
    local = timezone.localtime(clock.now())
    return local.date() if local.hour >= NIGHT_ENDS else local.date() - timedelta(days=1)


def sweep() -> dict[str, int]:
    return files.sweep() if hasattr(files, "sweep") else {}


NIGHTLY = {
    "sweep": sweep,
    "recheck": rechecks.recheck,
    "pictures": picture_warnings.warn,
    "redact": redaction.finish,
    "statement": statements.remind,
    "search": upkeep.mend,
}

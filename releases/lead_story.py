"""The release that leads the front page because an editor put it there; without one, the newest leads."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from newsroom import clock, history
from newsroom.publishing import Stage
from newsroom.states import Refused, may, reasons
from releases.models import ReleaseFamily

LONGEST = timedelta(days=60)


def why_not_lead(release, by) -> list[str]:
    return reasons(
        (not may(by, "clear", release), _("Only an editor chooses what leads the front page.")),
        (
            release.stage not in (Stage.SCHEDULED, Stage.PUBLIC),
            _("Only a public or a scheduled text can lead the front page. Have this one cleared first."),
        ),
    )


def lead(release, by, until):
    """Put it first to the end of a day, in each language once it is public there. What leads now gives way to it.

    Raises Refused.
    """
    if refused := why_not_lead(release, by):
        raise Refused(refused)
    with history.change(by=by) as change:
        if release.stage == Stage.PUBLIC:
            _give_way(release, change)
        _set(release.family, until, change)


def stop_leading(release, by):
    """Raises Refused."""
    if refused := why_not_lead(release, by):
        raise Refused(refused)
    with history.change(by=by) as change:
        _set(release.family, None, change)


def _give_way(release, change):
    """A scheduled lead keeps its turn: it is newer once it is out."""
    for family in ReleaseFamily.objects.public().leading().exclude(pk=release.family_id):
        _set(family, None, change)


def _set(family, until, change):
    family.leads_until = until
    family.save()
    for text in family.releases.all():
        change.name(text, "lead")


def latest_day():
    return clock.today() + LONGEST

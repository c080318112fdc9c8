"""What stands in the way of an event, and what an editor should know. Pure: facts in, findings out."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils.translation import gettext_lazy as _

from newsroom import checks, clock
from newsroom.checks import Finding, PictureFacts, advice, obstacle


@dataclass(frozen=True)
class EventFacts:
    has_place: bool
    publish_at: datetime | None
    ends_at: datetime
    pictures: tuple[PictureFacts, ...] = ()
    has_duty_number: bool = True
    open_hours: tuple[time, time] = checks.OFFICE_HOURS


def check(facts: EventFacts) -> list[Finding]:
    found = [*_place(facts), *checks.of_moment(facts.publish_at, facts.has_duty_number, facts.open_hours)]
    day = clock.today(facts.publish_at) if facts.publish_at else None
    return [*found, *checks.of_pictures(facts.pictures, day, "image")]


def _place(facts):
    if not facts.has_place:
        yield obstacle("no_place", _("Give the venue or the address online."), "venue")
    if facts.publish_at and facts.publish_at >= facts.ends_at:
        yield advice("over_before", _("The event is over before this comes out."), "publish_at")

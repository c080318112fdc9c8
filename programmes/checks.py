"""What stands in the way of a document version, and what an editor should know. Pure: facts in, findings out."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils.translation import gettext_lazy as _

from newsroom import checks
from newsroom.checks import FileFacts, Finding, obstacle


@dataclass(frozen=True)
class VersionFacts:
    publish_at: datetime | None
    files: tuple[FileFacts, ...] = ()
    has_accessible_formats: bool = False
    has_duty_number: bool = True
    open_hours: tuple[time, time] = checks.OFFICE_HOURS


def check(facts: VersionFacts) -> list[Finding]:
    missing = [] if facts.files else [obstacle("no_file", _("Add at least one file."), "files")]
    of_moment = checks.of_moment(facts.publish_at, facts.has_duty_number, facts.open_hours)
    return [*missing, *of_moment, *checks.of_files(facts.files, facts.has_accessible_formats, "files")]

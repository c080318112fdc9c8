"""Where a thing is visible to everybody, a line a door."""

import re
import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.forms.utils import from_current_timezone
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.models import Event
from newsroom import clock, visibility
from newsroom.receipts import publishables
from newsroom.text import is_key
from programmes.models import DocumentVersion, ProgrammePeriod
from releases.management.commands.import_release import language_of_terminal
from releases.models import Release

YEARS = re.compile(r"([-\w]+)/(\d{4})(?:-(\d{4}))?")


class Command(BaseCommand):
    help = "Ask the site as a stranger at every door of a release, event, programme period or document version."

    def add_arguments(self, parser):
        parser.add_argument(
            "thing",
            metavar="SLUG_OR_ID",
            help="last part of its address, programme/2021-2023, its uuid, or the number in its address in the admin",
        )
        parser.add_argument("--at", metavar="ISO", help="ask as if it were this moment: 2027-03-01T08:00+02:00")

    def handle(self, *, thing, at, **options):
        with translation.override(language_of_terminal()):
            found, moment = self._one(thing), self._moment(at)
            answers = visibility.ask(found, moment)
            for answer in answers:
                self.stdout.write(_line(answer))
            self.stdout.write(_total(answers, moment))

    def _one(self, name):
        found = find(name)
        if not found:
            raise CommandError(
                _("There is no release, event, programme or document called “%(name)s”.") % {"name": name}
            )
        if len(found) > 1:
            choices = "\n".join(f"  {thing.uuid}  {_described(thing)}" for thing in found)
            sentence = _("“%(name)s” is the address of more than one. Choose by the first column:") % {"name": name}
            raise CommandError(f"{sentence}\n{choices}")
        return found[0]

    def _moment(self, text) -> datetime:
        if not text:
            return clock.now()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise CommandError(
                _("“%(text)s” is not a moment. Write it like 2027-03-01T08:00+02:00.") % {"text": text}
            ) from None
        return moment if timezone.is_aware(moment) else self._in_helsinki(moment)

    def _in_helsinki(self, moment) -> datetime:
        try:
            aware = from_current_timezone(moment)
        except ValidationError:
            raise CommandError(
                _(
                    "%(moment)s does not exist or exists twice in Finland, because the clocks are moved that night. "
                    "Add the difference to UTC: %(example)s."
                )
                % {"moment": moment.isoformat(), "example": f"{moment.isoformat()}+02:00"}
            ) from None
        self.stderr.write(_("No difference to UTC was given, so this is Finnish time."))
        return aware


def find(name: str) -> list:
    """Everything that may be meant: by uuid, by slug in any language or by number, a period by its programme and years."""
    if _is_uuid(name):
        return [thing for model in publishables() for thing in model.objects.filter(uuid=name)]
    name = name.strip("/")
    if years := YEARS.fullmatch(name):
        slug, first, last = years.groups()
        named = {"programme__slug": slug, "start_date__year": first, "end_date__year": last or first}
        return list(ProgrammePeriod.objects.filter(**named))
    return [
        *Release.objects.filter(slug=name).order_by("pk"),
        *Event.objects.filter(slug=name),
        *ProgrammePeriod.objects.filter(programme__slug=name).order_by("start_date"),
        *DocumentVersion.objects.filter(document__slug=name).order_by("number"),
        *_numbered(name),
    ]


def _numbered(name: str) -> list:
    return [thing for model in publishables() for thing in model.objects.filter(pk=name)] if is_key(name) else []


def _is_uuid(name: str) -> bool:
    try:
        uuid.UUID(name)
    except ValueError:
        return False
    return True


def _described(thing) -> str:
    return ", ".join(str(part) for part in (getattr(thing, "language", ""), thing, thing.stage.label) if part)


def _line(answer) -> str:
    door = answer.door
    state = _("visible") if answer.is_visible else _("not visible") if door.is_expected else _("further back")
    name = f"{door.name} ({door.detail})" if door.detail else str(door.name)
    return f"{state:<13} {answer.status}  {answer.address}  {name}"


def _total(answers, moment) -> str:
    doors = visibility.counted(answers)
    visible = sum(answer.is_visible for answer in doors)
    at = timezone.localtime(moment).isoformat(timespec="seconds")
    return f"doors={len(doors)} visible={visible} at={at}"

"""Press releases as text files: a draft each, or with --publish a public release each."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from newsroom.models import User
from newsroom.publishing import Refused
from newsroom.web import absolute
from releases.importing import COUNTRY_ZONES, LANGUAGES, Unreadable, parse
from releases.importing.answer import to_answer
from releases.importing.reading import LARGEST
from releases.importing.writing import publish, write


def read_start(path: Path) -> bytes:
    """One byte more than the parser accepts is enough to be refused."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


class Command(BaseCommand):
    help = "Import press releases from text files. The same text twice makes no second release."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument("--language", choices=sorted(LANGUAGES), help="when the text does not show it")
        parser.add_argument("--country", choices=sorted(COUNTRY_ZONES), default="FI", help="of national phone numbers")
        parser.add_argument("--publish", action="store_true", help="clear it for its embargo moment, or for now")
        parser.add_argument("--force", action="store_true", help="publish in spite of blocking findings")
        parser.add_argument("--by", metavar="EMAIL", help="the editor who imports")
        parser.add_argument("--dry-run", action="store_true", help="store nothing, only show what would be made")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, paths, by, **options):
        editor = self._editor(by)
        failed = [path for path in paths if not self._import(path, editor, options)]
        if failed:
            raise CommandError(_("Not done: %(files)s.") % {"files": ", ".join(path.name for path in failed)})

    def _editor(self, email) -> User | None:
        if not email:
            return None
        try:
            return User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            raise CommandError(_("Nobody logs in with the address %(email)s.") % {"email": email}) from None

    def _import(self, path, editor, options) -> bool:
        try:
            draft = parse(read_start(path), language=options["language"], country=options["country"])
        except OSError as error:
            return self._fail(path, _("The file can't be opened: %(reason)s.") % {"reason": error.strerror})
        except Unreadable as error:
            return self._fail(path, error.message)
        if options["dry_run"]:
            self._show(path, draft, options["format"])
            return True
        return self._store(path, draft, editor, options)

    def _store(self, path, draft, editor, options) -> bool:
        outcome = write(draft, by=editor, source_name=path.name)
        reasons = []
        if options["publish"]:
            try:
                publish(outcome, by=editor, force=options["force"])
            except Refused as refusal:
                reasons = refusal.messages
        if options["format"] == "json":
            self._print_json(draft)
        else:
            self._tell(path, outcome)
        for reason in reasons:
            self._fail(path, _("Not published: %(reason)s") % {"reason": reason})
        return not reasons

    def _fail(self, path, sentence) -> bool:
        self.stderr.write(f"{path.name}: {sentence}")
        return False

    def _print_json(self, draft):
        self.stdout.write(json.dumps(to_answer(draft), ensure_ascii=False, indent=2))

    def _show(self, path, draft, output_format):
        if output_format == "json":
            self._print_json(draft)
            return
        self.stdout.write(f"{path.name}: {draft.headline or draft.lead[:60]}")
        for quote in draft.quotes:
            self.stdout.write(f"  {quote.speaker or '?'}: {quote.paragraphs[0][:60]}")
        for contact in draft.contacts:
            self.stdout.write(f"  {contact.name}, {', '.join(phone.number for phone in contact.phones)}")
        self._list(draft.findings, draft.repairs)

    def _tell(self, path, outcome):
        release = outcome.release
        state = str(release.stage.label)
        if release.publish_at:
            state += f", {date_format(localtime(release.publish_at), 'DATETIME_FORMAT')}"
        known = "" if outcome.created else f" ({_('imported already')})"
        self.stdout.write(
            f"{path.name}: {release.headline}{known}\n  {state}\n  {absolute(release.get_absolute_url())}"
        )
        self._list(outcome.findings)

    def _list(self, findings, repairs=()):
        for repair in repairs:
            self.stdout.write(f"  {repair.found} > {repair.suggested}")
        for finding in findings:
            self.stdout.write(f"  {'!' if finding.is_blocking else '-'} {finding}")

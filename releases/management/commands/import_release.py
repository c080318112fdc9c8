"""Press releases as text files: a draft each, or with --publish a public release each."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom import dates
from newsroom.languages import CODES
from newsroom.models import User
from newsroom.publishing import Refused, Stage
from newsroom.web import absolute
from releases.importing import COUNTRY_ZONES, LANGUAGES, Unreadable, parse, summary
from releases.importing.answer import to_answer
from releases.importing.files import read_file
from releases.importing.writing import Outcome, check, publish, write


class Command(BaseCommand):
    help = "Import press releases from text files. The same text twice makes no second release."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument("--language", choices=sorted(LANGUAGES), help="when the text does not show it")
        parser.add_argument("--country", choices=sorted(COUNTRY_ZONES), default="FI", help="of national phone numbers")
        parser.add_argument("--publish", action="store_true", help="clear it for its embargo moment, or for now")
        parser.add_argument("--force", action="store_true", help="publish in spite of blocking findings")
        parser.add_argument("--by", metavar="EMAIL", help="the editor who imports, and whose language is spoken")
        parser.add_argument("--dry-run", action="store_true", help="store nothing, only show what would be made")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, paths, by, **options):
        with translation.override(language_of_terminal()):
            editor = self._editor(by)
        with translation.override(editor.language if editor else language_of_terminal()):
            failed = [path for path in paths if not self._import(path, editor, options)]
            if failed:
                raise CommandError(_("Not done: %(files)s.") % {"files": ", ".join(map(printable, failed))})

    def _editor(self, email) -> User | None:
        if not email:
            return None
        try:
            return User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            raise CommandError(_("Nobody logs in with the address %(email)s.") % {"email": email}) from None

    def _import(self, path, editor, options) -> bool:
        try:
            draft = parse(read_file(path), language=options["language"], country=options["country"])
        except Unreadable as refusal:
            return self._fail(path, refusal.message)
        if not options["dry_run"]:
            return self._store(path, draft, editor, options)
        if options["format"] == "text":
            draft = replace(draft, findings=(*draft.findings, *check(draft)))
        heading = _("What would be made of %(file)s:") % {"file": printable(path)}
        self._answer(draft, [heading, *summary.lines(draft, dates)], options)
        return True

    def _store(self, path, draft, editor, options) -> bool:
        outcome = write(draft, by=editor, source_name=printable(path.name))
        reasons = []
        if options["publish"]:
            try:
                publish(outcome, by=editor, force=options["force"])
            except Refused as refusal:
                reasons = refusal.messages
        self._answer(draft, [printable(path), *told(outcome)], options)
        for reason in reasons:
            self._fail(path, _("Not published: %(reason)s") % {"reason": reason})
        return not reasons

    def _answer(self, draft, lines, options):
        if options["format"] == "json":
            self.stdout.write(json.dumps(to_answer(draft), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines))

    def _fail(self, path, sentence) -> bool:
        self.stderr.write(f"{printable(path)}: {sentence}")
        return False


def language_of_terminal() -> str:
    """Finnish, Swedish, or else English, from the variables that say it to every program, the strongest first."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    language = re.split(r"[_.@]", locale)[0]
    return language if language in CODES else "en"


def printable(path: Path | str) -> str:
    """A name in another encoding than ours keeps what can be read of it."""
    return str(path).encode("utf-8", "replace").decode()


def told(outcome: Outcome) -> list[str]:
    release = outcome.release
    is_public = release.stage == Stage.PUBLIC
    address = release.get_absolute_url() if is_public else reverse("admin:releases_release_change", args=[release.pk])
    return summary.table(
        [
            (_("headline"), [release.headline]),
            (_("state"), [str(release.stage.label)]),
            (_("moment"), [summary.moment(release.publish_at, dates)] if release.publish_at else []),
            (_("on the site") if is_public else _("in the admin"), [absolute(address)]),
            (_("to check"), summary.told_findings(outcome.findings)),
        ]
    )

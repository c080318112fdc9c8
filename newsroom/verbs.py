"""What was done to a text, as the history tells it."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "add": _("Created"),
    "change": _("Changed"),
    "delete": _("Deleted"),
    "submit": _("Sent for review"),
    "send_back": _("Sent back"),
    "clear": _("Cleared for publication"),
    "force": _("Cleared without a colleague"),
    "confirm": _("Confirmed by a second reader"),
    "move": _("Moved to another moment"),
    "publish": _("Published now"),
    "edit": _("Changed after clearing"),
    "wrong_file": _("Wrong file replaced"),
    "withdraw_consent": _("Consent withdrawn"),
    "recall": _("Asked back for editing"),
    "withdraw": _("Withdrawn"),
    "remove": _("Removed"),
    "restore": _("Brought back"),
    "apply": _("Proposal applied"),
    "refuse": _("Proposal refused"),
    "lead": _("Put first on the front page, or no longer"),
    "redact": _("Redacted"),
    "rename": _("Renamed"),
    "merge": _("Another theme merged into it"),
    "undo_merge": _("Merger undone"),
    "import": _("Imported"),
}

"""The buttons that move a text from state to state: their words, and what each asks before it acts."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom import clock, dates
from newsroom.states import Stage, Status


def told(moment: datetime | None) -> str:
    return dates.moment(moment, get_language()) if moment else ""


@dataclass(frozen=True)
class Transition:
    """A button. Its sentences may name the `%(moment)s` of the row: in `explanation` and `done` the one before.

    Without a page of its own it saves the open form first and acts at once, unless it has questions.
    """

    verb: str
    label: str
    done: str
    done_at_once: str = ""
    # A publication may lack something that the open form already holds; saving tells.
    is_publication: bool = False
    is_now: bool = False
    has_page: bool = False
    explanation: str = ""
    reason_label: str = ""
    needs_reason: bool = True
    asks_moment: bool = False
    asks_successor: bool = False

    def moment_of(self, obj) -> datetime | None:
        return clock.this_minute() if self.is_now else obj.publish_at

    def why_not(self, obj, by) -> list[str]:
        if not self.is_publication:
            return getattr(obj, f"why_not_{self.verb}")(by)
        if obj.stage == Stage.SCHEDULED:
            return obj.why_not_move(by, self.moment_of(obj))
        check = obj.why_not_force if self.verb == "force" else obj.why_not_clear
        return check(by, self.moment_of(obj))

    def questions(self, obj, moment=None) -> list[str]:
        """What an editor must confirm a second time before this comes out."""
        return obj.questions(moment or self.moment_of(obj)) if self.is_publication or self.asks_moment else []

    def explain(self, obj) -> str:
        return str(self.explanation) % {"moment": told(obj.publish_at)}

    def make(self, obj, by, reason: str = "", moment: datetime | None = None, successor: str = "") -> str:
        """Do it, and return what to tell. Raises Refused."""
        before = told(obj.publish_at)
        if self.asks_successor:
            obj.remove(by, reason, successor)
        else:
            self._act(obj, by, reason, moment or self.moment_of(obj))
        said = self.said_of(obj)
        return said % {"moment": told(obj.publish_at) if self.is_publication or self.asks_moment else before}

    def said_of(self, obj) -> str:
        return self.done_at_once if self.done_at_once and obj.is_public() else self.done

    def _act(self, obj, by, reason, moment):
        if self.asks_moment or (self.is_now and obj.stage == Stage.SCHEDULED):
            obj.move(by, moment, reason)
        elif self.verb == "force":
            obj.force(by, moment, reason)
        elif self.is_publication:
            obj.clear(by, moment, reason)
        elif self.has_page or reason:
            getattr(obj, self.verb)(by, reason)
        else:
            getattr(obj, self.verb)(by)


class BringBack(Transition):
    """Undoes what was done last, so its sentences depend on what the text was before."""

    def explain(self, obj):
        return str(BECOMES[obj.status_before()]) % {"moment": told(obj.publish_at)}

    def said_of(self, obj):
        return IS_AGAIN[obj.status]


BECOMES = {
    Status.CLEARED: _("This is public again at once, at its old address and with its first date, %(moment)s."),
    Status.WITHDRAWN: _(
        "This was withdrawn before it was removed, and becomes a withdrawn page again: its address tells the day and the "
        "reason. To make it public, bring it back a second time."
    ),
    Status.DRAFT: _("This becomes a draft again. Readers never saw it, and see nothing of it now."),
}
IS_AGAIN = {
    Status.CLEARED: _("This is public again, with its first date."),
    Status.WITHDRAWN: _("This is a withdrawn page again. To make it public, bring it back once more."),
    Status.DRAFT: _("This is a draft again."),
}
FOR_COLLEAGUES = _("Reason, for colleagues only")

TRANSITIONS = {
    transition.verb: transition
    for transition in [
        Transition("submit", _("Send for review"), _("Sent for review.")),
        Transition("send_back", _("Send back"), _("Sent back to the writer.")),
        Transition(
            "clear",
            _("Clear for publication"),
            _("Cleared. It comes out %(moment)s, and nobody sees it before."),
            _("This is public now, because its moment, %(moment)s, had passed already."),
            is_publication=True,
        ),
        Transition(
            "publish",
            _("Publish now"),
            _("Published."),
            is_publication=True,
            is_now=True,
            explanation=_("Readers see this at once, dated by this minute."),
        ),
        Transition(
            "force",
            _("Clear without a colleague"),
            _("Cleared without a colleague. It comes out %(moment)s; a colleague is asked to confirm it."),
            _("This is public now; a colleague is asked to confirm it."),
            is_publication=True,
            has_page=True,
            explanation=_(
                "You were the last to write this text, and this newsroom wants a second pair of eyes. Do this only when "
                "nobody else is there and the text can't wait. It counts as not yet reviewed until a colleague confirms it."
            ),
            reason_label=_("Why it can't wait, for colleagues only"),
        ),
        Transition(
            "confirm",
            _("Confirm after reading"),
            _("You have confirmed this text as the second reader."),
            has_page=True,
            explanation=_(
                "Do this when you have read the whole text and it may stand as it is. Nothing in it changes."
            ),
        ),
        Transition(
            "move",
            _("Move to another moment"),
            _("Moved. It comes out %(moment)s."),
            _("This is public now, because its moment, %(moment)s, had passed already."),
            has_page=True,
            asks_moment=True,
            explanation=_(
                "This comes out %(moment)s. The text stays as it is and stays cleared; only its moment moves."
            ),
            reason_label=FOR_COLLEAGUES,
            needs_reason=False,
        ),
        Transition(
            "recall",
            _("Ask back for editing"),
            _("This is a draft again and does not come out %(moment)s. Set a new moment before you clear it."),
            has_page=True,
            explanation=_(
                "This becomes a draft that can be edited. Its moment, %(moment)s, is lost: it does not come out then, and "
                "an editor must clear it anew. Whoever cleared it is told by e-mail."
            ),
            reason_label=FOR_COLLEAGUES,
            needs_reason=False,
        ),
        Transition(
            "withdraw",
            _("Withdraw"),
            _("This has been withdrawn. A browser that has just shown the page may keep it for half a minute."),
            has_page=True,
            explanation=_(
                "The page stays at its address with a dated notice and the reason, which readers see. "
                "It disappears from lists, feeds and search, and its files can no longer be opened. "
                "It can be brought back."
            ),
            reason_label=_("Reason, shown to readers"),
        ),
        Transition(
            "remove",
            _("Remove from the site"),
            _("This has been removed. A browser that has just shown the page may keep it for half a minute."),
            has_page=True,
            explanation=_(
                "The page is taken away and its address says that it is gone. Readers never see the reason; it is kept in "
                "the history. It can be brought back."
            ),
            reason_label=FOR_COLLEAGUES,
            asks_successor=True,
        ),
        BringBack("restore", _("Bring back"), "", has_page=True, reason_label=FOR_COLLEAGUES),
    ]
}
OFFERED = {
    Stage.DRAFT: ["submit", "clear", "publish"],
    Stage.REVIEW: ["send_back", "clear", "publish"],
    Stage.SCHEDULED: ["publish", "move", "recall"],
    Stage.PUBLIC: ["withdraw", "remove"],
    Stage.WITHDRAWN: ["restore", "remove"],
    Stage.REMOVED: ["restore"],
}
WHEN = {
    Stage.SCHEDULED: _("Comes out %(moment)s."),
    Stage.PUBLIC: _("Came out %(moment)s."),
    Stage.WITHDRAWN: _("Came out %(moment)s and has been withdrawn."),
    Stage.REMOVED: _("Came out %(moment)s and has been removed."),
}


def offered(obj, by) -> list[Transition]:
    verbs = list(OFFERED[obj.stage])
    if obj.must_be_forced(by):
        verbs.append("force")
    if obj.awaits_review and obj.is_cleared:
        verbs.insert(0, "confirm")
    return [TRANSITIONS[verb] for verb in verbs]

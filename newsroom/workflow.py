"""The way of a text from draft to public and back: each action has a `why_not_…` that gives all reasons at once."""

from datetime import datetime

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from newsroom import checks, clock, colleagues, history
from newsroom.history import Revision
from newsroom.states import UNCLEARED, Refused, Stage, Status, may, reasons

NO_PERMISSION = _("You may not edit this.")


def four_eyes():
    """The house's rule about a second pair of eyes; a newsroom without a house is advised to have one."""
    organisation = apps.get_model("newsroom", "Organisation")
    house = organisation.objects.house()
    return (house or organisation()).four_eyes


class Workflow(history.Recorded):
    class Meta:
        abstract = True

    # Who has done what

    def last_writer(self):
        """Who last changed what readers read; None is the system."""
        if writer := history.writer_now(self):
            return writer
        edit = Revision.objects.of(self).filter(is_edit=True).select_related("by").defer("data").first()
        return edit and edit.by

    def last_clearer(self):
        """Who last decided that it comes out, or when."""
        return self._last_to("clear", "force", "move", "publish", "confirm")

    def _last_to(self, *verbs):
        last = Revision.objects.of(self).filter(verb__in=verbs).select_related("by").defer("data").first()
        return last and last.by

    def _is_own_text(self, by) -> bool:
        return by is not None and self.last_writer() == by

    def must_be_forced(self, by) -> bool:
        """One's own text in a newsroom that wants a second pair of eyes."""
        is_on_its_way = self.status in UNCLEARED and may(by, "clear", self)
        return is_on_its_way and four_eyes() == "required" and self._is_own_text(by)

    # Why not

    def why_not_change(self, by) -> list[str]:
        return reasons(
            (not may(by, "change", self), NO_PERMISSION),
            (
                self.status == Status.CLEARED and not may(by, "clear", self),
                _("This has been cleared for publication, so only an editor can change it."),
            ),
            (
                self.status == Status.WITHDRAWN and not may(by, "clear", self),
                _("This has been withdrawn, so only an editor can change it."),
            ),
            (self.status == Status.REMOVED, _("This has been removed and can no longer be changed.")),
        )

    def why_not_propose(self, by) -> list[str]:
        return reasons(
            (not may(by, "change", self), NO_PERMISSION),
            (self.stage != Stage.PUBLIC, _("Changes are proposed to a public text only.")),
        )

    def why_not_submit(self, by) -> list[str]:
        return reasons(
            (not may(by, "change", self), NO_PERMISSION),
            (self.status != Status.DRAFT, _("Only a draft can be sent for review.")),
        )

    def why_not_send_back(self, by) -> list[str]:
        return reasons(
            (not may(by, "clear", self), _("Only an editor can send a text back to its writer.")),
            (self.status != Status.IN_REVIEW, _("Only a text in review can be sent back.")),
        )

    def why_not_clear(self, by, publish_at: datetime | None = None) -> list[str]:
        return [
            *self._why_not_come_out(by, publish_at or self.publish_at),
            *reasons(
                (
                    self.must_be_forced(by),
                    _("You were the last to write this, so a colleague must clear it. If nobody is there, force it."),
                )
            ),
        ]

    def why_not_force(self, by, publish_at: datetime | None = None, despite_findings=False) -> list[str]:
        return self._why_not_come_out(by, publish_at or self.publish_at, despite_findings)

    def _why_not_come_out(self, by, moment, despite_findings=False) -> list[str]:
        return [
            *reasons(
                (not may(by, "clear", self), _("Only an editor can clear a text for publication.")),
                (self.status not in UNCLEARED, _("Only a draft or a text in review can be cleared.")),
                (not moment, _("Fill in the day and time of “Published at”.")),
            ),
            *checks.blocking([] if despite_findings else self.findings(moment)),
        ]

    def why_not_confirm(self, by) -> list[str]:
        is_own = by is not None and by in (self.last_writer(), self._last_to("clear", "force"))
        return reasons(
            (not may(by, "clear", self), _("Only an editor can confirm a text.")),
            (self.status != Status.CLEARED or not self.awaits_review, _("Nothing waits for a second pair of eyes.")),
            (self.awaits_review and is_own, _("You wrote or cleared this yourself, so a colleague must confirm it.")),
        )

    def why_not_move(self, by, publish_at: datetime | None = None) -> list[str]:
        return [
            *reasons(
                (not may(by, "clear", self), _("Only an editor can decide when a text comes out.")),
                (self.stage != Stage.SCHEDULED, _("Only a text that waits for its moment can be moved.")),
            ),
            *checks.blocking(self.findings(publish_at) if publish_at else []),
        ]

    def why_not_recall(self, by) -> list[str]:
        return reasons(
            (not may(by, "change", self), NO_PERMISSION),
            (self.stage != Stage.SCHEDULED, _("Only a text that waits for its moment can be asked back.")),
        )

    def why_not_withdraw(self, by) -> list[str]:
        return reasons(
            (not may(by, "withdraw", self), _("Only an editor can withdraw a text.")),
            (self.stage != Stage.PUBLIC, _("Only a published text can be withdrawn.")),
        )

    def why_not_remove(self, by) -> list[str]:
        return reasons(
            (not may(by, "remove", self), _("Only an editor can remove a text.")),
            (self.status == Status.REMOVED, _("This has been removed already.")),
        )

    def why_not_restore(self, by) -> list[str]:
        is_over = self.status in (Status.WITHDRAWN, Status.REMOVED)
        return [
            *reasons(
                (not may(by, "remove", self), _("Only an editor can bring a text back.")),
                (not is_over, _("Only a withdrawn or removed text can be brought back.")),
            ),
            *(self._why_not_stand(self.status_before()) if is_over else []),
        ]

    def _why_not_stand(self, status) -> list[str]:
        """What another row has taken since this one was removed."""
        now, self.status = self.status, status
        try:
            self.clean()
            self.validate_constraints()
        except ValidationError as error:
            return error.messages
        finally:
            self.status = now
        return []

    def status_before(self) -> Status:
        """What a withdrawn or removed text was before."""
        if self.status == Status.REMOVED and self.withdrawn_at:
            return Status.WITHDRAWN
        return Status.CLEARED if self.publish_at else Status.DRAFT

    # Actions

    def submit(self, by):
        self._go("submit", by, status=Status.IN_REVIEW)

    def send_back(self, by, note: str = ""):
        self._go("send_back", by, note=note, status=Status.DRAFT)

    def clear(self, by, publish_at: datetime | None = None, note: str = ""):
        """Clear for a moment; from that moment on it is public, and nothing needs to run for it."""
        moment = publish_at or self.publish_at
        awaits = four_eyes() != "off" and self._is_own_text(by)
        self._go("clear", by, moment, note=note, status=Status.CLEARED, publish_at=moment, awaits_review=awaits)

    def force(self, by, publish_at: datetime | None = None, note: str = "", *, is_told=True, despite_findings=False):
        """Clear one's own text with a reason; it counts as not yet reviewed until a second person confirms it."""
        _need(note, _("Tell why this can't wait for a colleague."))
        moment = publish_at or self.publish_at
        changes = {"status": Status.CLEARED, "publish_at": moment, "awaits_review": four_eyes() != "off"}
        self._go("force", by, moment, despite_findings, note=note, **changes)
        if is_told:
            colleagues.tell(self, by, colleagues.FORCED, note)

    def confirm(self, by, note: str = ""):
        self._go("confirm", by, note=note, awaits_review=False)

    def move(self, by, publish_at: datetime, note: str = ""):
        awaits = four_eyes() != "off" and (self.awaits_review or self._is_own_text(by))
        told_as = "publish" if publish_at <= clock.now() else "move"
        self._go("move", by, publish_at, note=note, told_as=told_as, publish_at=publish_at, awaits_review=awaits)

    def recall(self, by, note: str = ""):
        moment = self.publish_at
        self._go("recall", by, note=note, status=Status.DRAFT, publish_at=None, awaits_review=False)
        colleagues.tell(self, by, colleagues.RECALLED, note, moment)

    def withdraw(self, by, reason: str):
        _need(reason, _("Tell the readers why this is withdrawn."))
        now = clock.now()
        self._go("withdraw", by, note=reason, status=Status.WITHDRAWN, withdrawn_at=now, withdrawal_reason=reason)

    def remove(self, by, reason: str = "", successor: str = ""):
        """Take away, or lead to the page that takes its place.

        What never was public loses its moment, so that it can never count as gone.
        """
        with transaction.atomic():
            self.hold()
            moment = self.publish_at if self.was_public() else None
            self._go("remove", by, note=reason, status=Status.REMOVED, publish_at=moment, successor=successor)

    def restore(self, by, note: str = ""):
        """Undo a withdrawal or a removal: it is again what it was before, at its own moment."""
        with transaction.atomic():
            self.hold()
            status = self.status_before()
            kept = {} if status == Status.WITHDRAWN else {"withdrawn_at": None, "withdrawal_reason": ""}
            self._go("restore", by, note=note, status=status, successor="", **kept)

    def edited(self, by, note: str = ""):
        """A cleared text was changed by an editor: it waits for a second reader, before its moment a colleague is told."""
        with history.change(by=by, note=note) as change:
            change.name(self, "edit")
            self._await_a_second_reader()
        if self.stage == Stage.SCHEDULED:
            colleagues.tell(self, by, colleagues.CHANGED, note)
        self.after("edit")

    def _await_a_second_reader(self):
        if four_eyes() != "off" and not self.awaits_review:
            self.awaits_review = True
            self.save()

    def after(self, verb: str):
        """For models that tell others: what has just been done to this row, inside its transaction."""

    def hold(self):
        """Lock whatever decides about this row until the transaction ends, and read it anew, words too.

        A transition saves the whole row, so words that a colleague has saved meanwhile must be in it.
        """
        self.lock()
        self.refresh_from_db()

    def lock(self):
        type(self)._base_manager.select_for_update().get(pk=self.pk)

    def _go(self, verb, by, *arguments, note="", told_as="", **changes):
        with history.change(by=by, note=note) as change:
            self.hold()
            if why_not := getattr(self, f"why_not_{verb}")(by, *arguments):
                raise Refused(why_not)
            for name, value in changes.items():
                setattr(self, name, value)
            self.save()
            change.name(self, told_as or verb)
            self.after(verb)


def _need(words: str, sentence: str):
    if not words.strip():
        raise Refused([sentence])

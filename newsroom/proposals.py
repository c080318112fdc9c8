"""A change to a public text by somebody who may not save it: kept whole, shown as a redline, applied or refused."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from newsroom import clock, colleagues, history
from newsroom.history import Frozen, Revision
from newsroom.states import Refused, may, reasons
from newsroom.text import ParagraphsField


class _Undone(Exception):  # noqa: N818
    pass


REMEMBERED = timedelta(days=30)
REASON_NEEDED = _("Tell why this is refused.")
DECIDED_ALREADY = _("This proposal has been decided already.")


class ProposalQuerySet(models.QuerySet):
    def of(self, obj):
        return self.filter(**history.keys_of(obj))

    def open(self):
        return self.filter(decision=Proposal.Decision.OPEN)

    def of_interest_to(self, user):
        """Open ones, and what others have lately decided about one's own."""
        decided = models.Q(by=user, decided_at__gt=clock.now() - REMEMBERED) & ~models.Q(decided_by=user)
        return self.filter(models.Q(decision=Proposal.Decision.OPEN) | decided)


class Proposal(Frozen):
    class Decision(models.TextChoices):
        OPEN = "open", _("Waits for an editor")
        APPLIED = "applied", _("Applied")
        REFUSED = "refused", _("Refused")
        TAKEN_BACK = "taken", _("Taken back")

    base = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="proposals")
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions")
    decision_note = ParagraphsField(blank=True, default="")

    objects = ProposalQuerySet.as_manager()

    class Meta(Frozen.Meta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="proposal_of_object")]

    def __str__(self):
        return f"{self.content_type.model} {self.object_id}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def row(self):
        return self.content_type.get_object_for_this_type(pk=self.object_id)

    def why_not_apply(self, by) -> list[str]:
        row = self.row
        if why_not := self._why_not_decide(by, row):
            return why_not
        return [
            *row.why_not_change(by),
            *reasons(
                (
                    bool(self._clashes(history.snapshot(row))),
                    _("The text has been changed in the same place since. Make the change by hand, then refuse this."),
                ),
            ),
        ]

    def why_not_refuse(self, by) -> list[str]:
        return self._why_not_decide(by, self.row)

    def why_not_take_back(self, by) -> list[str]:
        return reasons(
            (by is None or self.by != by, _("Only who made a proposal can take it back.")),
            (self.decision != self.Decision.OPEN, DECIDED_ALREADY),
        )

    def _why_not_decide(self, by, row) -> list[str]:
        return reasons(
            (not may(by, "clear", row), _("Only an editor can decide about a proposal.")),
            (self.decision != self.Decision.OPEN, DECIDED_ALREADY),
        )

    def merged(self, current: dict) -> dict:
        """The text as it stands now, with what the proposal changes."""
        return _merge(self.base.data, self.data, current)

    def _clashes(self, current: dict) -> list[str]:
        return _clashes(self.base.data, self.data, current)

    def apply(self, by):
        with history.change(by=by, note=self._signed_note) as change:
            row = self._held()
            if why_not := self.why_not_apply(by):
                raise Refused(why_not)
            history.write_back(row, self.merged(history.snapshot(row)))
            change.name(row, "apply")
            self._decide(by, self.Decision.APPLIED, "")

    def refuse(self, by, note: str = ""):
        """The reason is for whoever made the proposal. Raises Refused."""
        if not note.strip():
            raise Refused([REASON_NEEDED])
        with history.change(by=by, note=note) as change:
            row = self._held()
            if why_not := self.why_not_refuse(by):
                raise Refused(why_not)
            change.add(row, "refuse")
            self._decide(by, self.Decision.REFUSED, note)

    def take_back(self, by):
        with transaction.atomic():
            self._held()
            if why_not := self.why_not_take_back(by):
                raise Refused(why_not)
            self._decide(by, self.Decision.TAKEN_BACK, "")

    @property
    def _signed_note(self) -> str:
        """The history names whoever applies it, so the note names whoever thought of it."""
        return ": ".join(str(part) for part in (self.by, self.note) if part)

    def _held(self):
        row = self.row
        row.hold()
        self.refresh_from_db(fields=["decision"])
        return row

    def _decide(self, by, decision, note):
        self.decision, self.decided_by, self.decided_at, self.decision_note = decision, by, clock.now(), note
        self.save(update_fields=["decision", "decided_by", "decided_at", "decision_note"])
        colleagues.tell_proposer(self)


def propose(row, by, save: Callable, note: str = "") -> Proposal | None:
    """Keep what `save` would make of a row without letting it happen; None when it would change nothing."""
    if why_not := row.why_not_propose(by):
        raise Refused(why_not)
    base = Revision.objects.of(row).first()
    frozen = _rehearsed(row, save)
    if base and history.content(frozen["data"]) == history.content(base.data):
        return None
    return Proposal.objects.create(**frozen, by=by, note=note, base=base)


def _rehearsed(row, save) -> dict:
    frozen = {}
    try:
        with history.forgotten(), transaction.atomic():
            save()
            frozen = history.freeze(type(row)._base_manager.get(pk=row.pk))
            raise _Undone
    except _Undone:
        return frozen


def _is_text(value) -> bool:
    """A part of a snapshot with names of its own, not a reference to another row."""
    return isinstance(value, dict) and not set(value) <= {"id", "name", "sha256"}


def _merge(base: dict, wanted: dict, current: dict) -> dict:
    merged = dict(current)
    for name in _changed(base, wanted):
        if _is_text(wanted[name]) and _is_text(current.get(name)):
            merged[name] = _merge(base[name], wanted[name], current[name])
        else:
            merged[name] = wanted[name]
    return merged


def _clashes(base: dict, wanted: dict, current: dict) -> list[str]:
    """Names of what both the proposal and somebody else have changed, each in their own way."""
    found = []
    for name in _changed(base, wanted):
        ours, theirs, now = (history.content(data.get(name)) for data in (wanted, base, current))
        if _is_text(wanted[name]) and _is_text(base.get(name)):
            found += _clashes(base[name], wanted[name], current[name])
        elif now not in (ours, theirs):
            found.append(name)
    return found


def _changed(base: dict, wanted: dict) -> list[str]:
    return [
        name
        for name, value in wanted.items()
        if name not in history.STATE and history.content(value) != history.content(base.get(name))
    ]

"""The publishing rule, once for querysets and once for objects, and the transitions between states.

What is public is asked of the clock and never stored: cleared **and** `publish_at <= now`.
"""

import operator
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import reduce

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsroom import checks, clock, history
from newsroom.checks import Finding
from newsroom.text import ParagraphsField

# True inside the editors' view of the site (/admin/site/): texts on their way are shown as if they were public.
_with_drafts: ContextVar[bool] = ContextVar("with_drafts", default=False)


@contextmanager
def drafts_shown() -> Iterator[None]:
    token = _with_drafts.set(True)
    try:
        yield
    finally:
        _with_drafts.reset(token)


def are_drafts_shown() -> bool:
    return _with_drafts.get()


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CLEARED = "cleared", _("Cleared")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


ON_THE_WAY = [Status.DRAFT, Status.IN_REVIEW, Status.CLEARED]
READABLE = [Status.CLEARED, Status.WITHDRAWN]
OVER = [Status.WITHDRAWN, Status.REMOVED]


class Stage(models.TextChoices):
    """What an editor calls the state at an instant; derived, never stored."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLIC = "public", _("Public")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


class Refused(ValidationError):  # noqa: N818
    """A transition that may not happen, with every reason in the editor's language."""

    def __init__(self, reasons):
        self.reasons = list(reasons)
        super().__init__(self.reasons)


class PublishableQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None):
        if are_drafts_shown():
            return self.filter(status__in=ON_THE_WAY)
        return self.filter(status=Status.CLEARED, publish_at__lte=at or clock.now())

    def readable(self, at: datetime | None = None):
        """Public texts, and withdrawn ones that stay under a notice."""
        if are_drafts_shown():
            return self.kept()
        return self.filter(status__in=READABLE, publish_at__lte=at or clock.now())

    def gone(self, at: datetime | None = None):
        """Removed after having been public: remove() takes the moment from what never was."""
        return self.filter(status=Status.REMOVED, publish_at__lte=at or clock.now())

    def over(self, at: datetime | None = None):
        """Once public and no longer so."""
        return self.filter(status__in=OVER, publish_at__lte=at or clock.now())

    def in_stage(self, stage: str, at: datetime | None = None):
        moment = at or clock.now()
        conditions = {
            Stage.DRAFT: Q(status=Status.DRAFT),
            Stage.REVIEW: Q(status=Status.IN_REVIEW),
            Stage.SCHEDULED: Q(status=Status.CLEARED, publish_at__gt=moment),
            Stage.PUBLIC: Q(status=Status.CLEARED, publish_at__lte=moment),
            Stage.WITHDRAWN: Q(status=Status.WITHDRAWN),
            Stage.REMOVED: Q(status=Status.REMOVED),
        }
        return self.filter(conditions[stage])

    def kept(self):
        """All but removed rows, which claim nothing any more."""
        return self.exclude(status=Status.REMOVED)

    def newest_first(self):
        return self.order_by("-publish_at", "-pk")


class PartQuerySet(models.QuerySet):
    """A part is as public as its owner, which the subclass names."""

    owner = ""

    def public(self, at: datetime | None = None):
        return self.filter(**{f"{self.owner}__in": self._owners().public(at)})

    def over(self, at: datetime | None = None):
        return self.filter(**{f"{self.owner}__in": self._owners().over(at)})

    def _owners(self):
        return self.model._meta.get_field(self.owner).related_model._default_manager


def may(by, verb: str, obj) -> bool:
    """Whether a user holds a permission on a model; None is the system itself (import, demo)."""
    return by is None or by.has_perm(f"{obj._meta.app_label}.{verb}_{obj._meta.model_name}")


class Publishable(history.Recorded):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False, db_index=True
    )
    publish_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Finnish time (Europe/Helsinki). A moment in the future is an embargo: nothing is seen before it."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawal_reason = ParagraphsField(_("reason for withdrawal"), blank=True, editable=False)
    awaits_review = models.BooleanField(_("not yet reviewed"), default=False, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "clear", "withdraw", "remove")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=READABLE) | Q(publish_at__isnull=False),
                name="%(app_label)s_%(class)s_cleared_has_moment",
                violation_error_message=_("A cleared text needs the moment of its publication."),
            )
        ]

    # Questions

    def is_public(self, at: datetime | None = None) -> bool:
        if are_drafts_shown():
            return self.status in ON_THE_WAY
        return self.status == Status.CLEARED and self.publish_at <= (at or clock.now())

    def is_readable(self, at: datetime | None = None) -> bool:
        if are_drafts_shown():
            return self.status != Status.REMOVED
        return self.status in READABLE and self.publish_at <= (at or clock.now())

    def was_public(self, at: datetime | None = None) -> bool:
        """Public now or before: its address and its name are in the world."""
        moment = at or clock.now()
        return self.status in (*READABLE, Status.REMOVED) and self.publish_at is not None and self.publish_at <= moment

    @property
    def is_withdrawn(self) -> bool:
        return self.status == Status.WITHDRAWN

    @property
    def stage(self) -> Stage:
        if self.status == Status.CLEARED:
            return Stage.PUBLIC if self.publish_at <= clock.now() else Stage.SCHEDULED
        return {
            Status.DRAFT: Stage.DRAFT,
            Status.IN_REVIEW: Stage.REVIEW,
            Status.WITHDRAWN: Stage.WITHDRAWN,
            Status.REMOVED: Stage.REMOVED,
        }[self.status]

    @property
    def updated_at(self) -> datetime | None:
        """The newest change that readers can see; a change made before publication counts from the publication."""
        return max(self.publish_at, self.changed_at) if self.publish_at else self.changed_at

    def findings(self, at: datetime | None = None) -> list[Finding]:
        """What the checks of the app find, should this come out at that moment."""
        return []

    def why_not_change(self, by) -> list[str]:
        return _reasons(
            (not may(by, "change", self), _("You may not edit this.")),
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

    def why_not_submit(self, by) -> list[str]:
        return _reasons(
            (not may(by, "change", self), _("You may not edit this.")),
            (self.status != Status.DRAFT, _("Only a draft can be sent for review.")),
        )

    def why_not_send_back(self, by) -> list[str]:
        return _reasons(
            (not may(by, "clear", self), _("Only an editor can send a text back to its writer.")),
            (self.status != Status.IN_REVIEW, _("Only a text in review can be sent back.")),
        )

    def why_not_clear(self, by, publish_at: datetime | None = None) -> list[str]:
        return [
            *_reasons(
                (not may(by, "clear", self), _("Only an editor can clear a text for publication.")),
                (
                    self.status not in (Status.DRAFT, Status.IN_REVIEW),
                    _("Only a draft or a text in review can be cleared."),
                ),
                (not (publish_at or self.publish_at), _("Fill in the day and time of “Published at”.")),
            ),
            *checks.blocking(self.findings(publish_at or self.publish_at)),
        ]

    def why_not_recall(self, by) -> list[str]:
        return _reasons(
            (not may(by, "clear", self), _("Only an editor can cancel a scheduled publication.")),
            (self.stage != Stage.SCHEDULED, _("Only a text that waits for its moment can be recalled.")),
        )

    def why_not_withdraw(self, by) -> list[str]:
        return _reasons(
            (not may(by, "withdraw", self), _("Only an editor can withdraw a text.")),
            (self.stage != Stage.PUBLIC, _("Only a published text can be withdrawn.")),
        )

    def why_not_remove(self, by) -> list[str]:
        return _reasons(
            (not may(by, "remove", self), _("Only an editor can remove a text.")),
            (self.status == Status.REMOVED, _("This has been removed already.")),
        )

    # Actions

    def submit(self, by):
        self._move("submit", by, status=Status.IN_REVIEW)

    def send_back(self, by, note: str = ""):
        self._move("send_back", by, note=note, status=Status.DRAFT)

    def clear(self, by, publish_at: datetime | None = None, note: str = ""):
        """Clear for a moment; from that moment on it is public, and nothing needs to run for it."""
        moment = publish_at or self.publish_at
        self._move("clear", by, moment, note=note, status=Status.CLEARED, publish_at=moment)

    def recall(self, by, note: str = ""):
        self._move("recall", by, note=note, status=Status.DRAFT, publish_at=None)

    def withdraw(self, by, reason: str):
        if not reason.strip():
            raise Refused([_("Tell the readers why this is withdrawn.")])
        now = clock.now()
        self._move("withdraw", by, note=reason, status=Status.WITHDRAWN, withdrawn_at=now, withdrawal_reason=reason)

    def remove(self, by, reason: str = ""):
        """Take away for good. What never was public loses its moment, so that it can never count as gone."""
        with transaction.atomic():
            self.hold()
            moment = self.publish_at if self.was_public() else None
            self._move("remove", by, note=reason, status=Status.REMOVED, publish_at=moment)

    def hold(self):
        """Lock whatever decides about this row's state until the transaction ends, and read it anew."""
        self.lock()
        self.refresh_from_db(fields=["status", "publish_at"])

    def lock(self):
        type(self)._base_manager.select_for_update().get(pk=self.pk)

    def _move(self, verb, by, *arguments, note="", **changes):
        with history.change(by=by, note=note) as change:
            self.hold()
            if reasons := getattr(self, f"why_not_{verb}")(by, *arguments):
                raise Refused(reasons)
            for name, value in changes.items():
                setattr(self, name, value)
            self.save()
            change.name(self, verb)


def _reasons(*pairs) -> list[str]:
    return [sentence for is_true, sentence in pairs if is_true]


# Things that are public because something public uses them (themes, files, pictures).


def users_of(model: type[models.Model]) -> list:
    """Relations from models that can say which of their rows are public."""
    return [
        relation
        for relation in model._meta.related_objects
        if hasattr(relation.related_model._default_manager, "public")
    ]


def used_by(queryset, question: str, at: datetime | None = None):
    """Rows that a user row answering `question` ('public' or 'over') refers to."""
    conditions = [
        Exists(
            getattr(relation.related_model._default_manager, question)(at).filter(
                **{relation.field.name: OuterRef("pk")}
            )
        )
        for relation in users_of(queryset.model)
        if hasattr(relation.related_model._default_manager, question)
    ]
    return queryset.filter(reduce(operator.or_, conditions)) if conditions else queryset.none()

"""The publishing rule, once for querysets and once for objects.

What is public is asked of the clock and never stored: cleared **and** `publish_at <= now`.
"""

import operator
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import reduce

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from newsroom import checks, clock
from newsroom.checks import Finding
from newsroom.history import Revision
from newsroom.states import ON_THE_WAY, OVER, READABLE, Refused, Stage, Status, may
from newsroom.text import LineField, ParagraphsField
from newsroom.version_files import VersionFile
from newsroom.workflow import Workflow

__all__ = ["READABLE", "Publishable", "PublishableQuerySet", "PartQuerySet", "Refused", "Stage", "Status", "may"]

# True inside the editors' view of the site (/admin/site/): texts on their way are shown as if they were public.
_with_drafts: ContextVar[bool] = ContextVar("with_drafts", default=False)


@contextmanager
def drafts_shown() -> Iterator[None]:
    token = _with_drafts.set(True)
    try:
        yield
    finally:
        _with_drafts.reset(token)


@contextmanager
def drafts_hidden() -> Iterator[None]:
    token = _with_drafts.set(False)
    try:
        yield
    finally:
        _with_drafts.reset(token)


def are_drafts_shown() -> bool:
    return _with_drafts.get()


def by_newest(moment: str = "publish_at"):
    """What has no moment yet, and only editors see, comes out after all that have one.

    PostgreSQL and SQLite put NULL at different ends unless they are told; this end is the one that indexes serve in both.
    """
    return F(moment).desc(nulls_first=True)


def by_oldest(moment: str = "publish_at"):
    return F(moment).asc(nulls_last=True)


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

    def awaiting_second_reader(self):
        return self.filter(status=Status.CLEARED, awaits_review=True)

    def kept(self):
        """All but removed rows, which claim nothing any more."""
        return self.exclude(status=Status.REMOVED)

    def with_public_change(self):
        """`public_change`: when readers last got another text. What is numbered after its moment was read at once."""
        kind = ContentType.objects.get_for_model(self.model)
        numbered = Revision.objects.filter(content_type=kind, object_id=OuterRef("pk"), number__isnull=False)
        newest = numbered.order_by("-number").values("created_at")[:1]
        return self.annotate(public_change=Greatest("publish_at", Coalesce(Subquery(newest), "publish_at")))

    def newest_first(self):
        return self.order_by(by_newest(), "-pk")

    def with_last_change(self):
        """`revised_at`: when readers last got another text to read. Reads the numbered versions, so no hidden save moves it."""
        kind = ContentType.objects.get_for_model(self.model)
        numbered = Revision.objects.filter(content_type=kind, object_id=OuterRef("pk"), number__isnull=False)
        return self.annotate(revised_at=Subquery(numbered.order_by("-number").values("created_at")[:1]))


class PartQuerySet(models.QuerySet):
    """A part is as public as its owner, which the subclass names."""

    owner = ""

    def public(self, at: datetime | None = None):
        return self.filter(**{f"{self.owner}__in": self._owners().public(at)})

    def over(self, at: datetime | None = None):
        return self.filter(**{f"{self.owner}__in": self._owners().over(at)})

    def _owners(self):
        return self.model._meta.get_field(self.owner).related_model._default_manager


class Publishable(Workflow):
    has_versions = True

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
    successor = LineField(_("leads to"), max_length=300, blank=True, default="", editable=False)
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

    def delete(self, *args, **kwargs):
        """What never was public keeps no file for readers."""
        VersionFile.objects.filter(revision__in=Revision.objects.of(self)).delete()
        return super().delete(*args, **kwargs)

    def numbered(self, revision):
        VersionFile.objects.remember(revision)

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
    def is_cleared(self) -> bool:
        return self.status == Status.CLEARED

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

    def findings(self, at: datetime | None = None) -> list[Finding]:
        """What the checks of the app find, should this come out at that moment."""
        return []

    def questions(self, moment: datetime | None) -> list[str]:
        """What asks for a second confirmation before this is cleared for a moment."""
        return checks.questions(moment, clock.now()) if moment else []


# Things that are public because something public uses them (themes, files, pictures).

FAR_AHEAD = datetime(9000, 1, 1, tzinfo=UTC)


def is_settled(row) -> bool:
    """Whether readers see it now, or will see it with something that is cleared already."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    return rows.public().exists() or rows.public(FAR_AHEAD).exists()


def users_of(model: type[models.Model]) -> list:
    """Relations from models that can say which of their rows are public."""
    return [
        relation
        for relation in model._meta.related_objects
        if hasattr(relation.related_model._default_manager, "public")
    ]


def used_by(queryset, question: str, at: datetime | None = None):
    """Rows that a user row answering `question` ('public' or 'over') refers to."""
    return queryset.filter(is_used(queryset.model, question, at))


def is_used(model: type[models.Model], question: str, at: datetime | None = None) -> Q:
    """The same as a condition, for models whose rows can be public in other ways too."""
    conditions = [
        Exists(
            getattr(relation.related_model._default_manager, question)(at).filter(
                **{relation.field.name: OuterRef("pk")}
            )
        )
        for relation in users_of(model)
        if hasattr(relation.related_model._default_manager, question)
    ]
    return reduce(operator.or_, (Q(each) for each in conditions), Q(pk__in=[]))

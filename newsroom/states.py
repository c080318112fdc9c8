"""The states a text can be in, and what an editor calls them at an instant."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CLEARED = "cleared", _("Cleared")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed")


UNCLEARED = [Status.DRAFT, Status.IN_REVIEW]
ON_THE_WAY = [*UNCLEARED, Status.CLEARED]
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


def may(by, verb: str, obj) -> bool:
    """Whether a user holds a permission on a model; None is the system itself (import, demo)."""
    return by is None or by.has_perm(f"{obj._meta.app_label}.{verb}_{obj._meta.model_name}")


def reasons(*pairs) -> list[str]:
    """The sentences whose condition holds."""
    return [sentence for is_true, sentence in pairs if is_true]

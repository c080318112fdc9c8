"""The accessibility statement: what the law asks for, as facts that a page is made of."""

import tomllib
import uuid
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from newsroom import clock
from newsroom.history import Recorded, RecordedPart
from newsroom.languages import CODES, Named, translated
from newsroom.text import LineField, ParagraphsField

SUPERVISOR = Path(__file__).parent / "data/supervisor.toml"
REVIEWED_EVERY = 12  # months
REMINDED_AFTER = (11, REVIEWED_EVERY)
NOT_DONE_YET = {
    "assessed_on": _("This day is still to come. Write the day on which the site was last assessed."),
    "published_on": _("This day is still to come. Write the day on which the statement was made."),
    "reviewed_on": _("This day is still to come. Write the day on which somebody last read the statement through."),
}


class AccessibilityStatementQuerySet(models.QuerySet):
    def of_the_house(self) -> "AccessibilityStatement | None":
        return self.filter(organisation__is_house=True).prefetch_related("parts").first()


class AccessibilityStatement(Recorded, Named):
    recorded_with = ("parts",)

    class Conformance(models.TextChoices):
        FULL = "full", _("The site meets the requirements")
        PARTIAL = "partial", _("The site meets most of the requirements, with the exceptions below")
        NONE = "none", _("The site does not meet the requirements yet")

    class Assessor(models.TextChoices):
        OURSELVES = "ourselves", _("We assessed it ourselves")
        OUTSIDER = "outsider", _("An outside expert assessed it")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.OneToOneField(
        "newsroom.Organisation",
        models.CASCADE,
        related_name="accessibility_statement",
        verbose_name=_("organisation"),
    )
    conformance = models.CharField(
        _("state"),
        max_length=8,
        choices=Conformance,
        help_text=_("Measured against EN 301 549, which means WCAG 2.1 at the levels A and AA."),
    )
    assessor = models.CharField(_("who assessed"), max_length=10, choices=Assessor, default=Assessor.OURSELVES)
    method = translated(
        ParagraphsField(
            _("how it was assessed"),
            default="",
            help_text=_("What was tried, with which tools and devices, and by whom."),
        )
    )
    assessed_on = models.DateField(_("assessed on"))
    published_on = models.DateField(_("statement made on"), default=clock.today)
    reviewed_on = models.DateField(
        _("reviewed on"),
        default=clock.today,
        help_text=_("Once a year somebody reads the statement through. A reminder comes after eleven months."),
    )
    feedback_email = models.EmailField(
        _("e-mail for feedback"), help_text=_("Readers who write here are answered within 14 days.")
    )
    feedback_phone = PhoneNumberField(_("phone for feedback"), blank=True, default="")
    supervisor_name = translated(LineField(_("supervising authority"), max_length=160, default=""))
    supervisor_website = translated(models.URLField(_("its website"), default=""))
    supervisor_email = models.EmailField(_("its e-mail"), blank=True, default="")
    supervisor_phone = PhoneNumberField(_("its phone"), blank=True, default="")

    objects = AccessibilityStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statement")

    def __str__(self):
        return str(_("Accessibility statement"))

    def clean(self):
        super().clean()
        days = {name: getattr(self, name) for name in NOT_DONE_YET}
        errors = {name: NOT_DONE_YET[name] for name, day in days.items() if day and day > clock.today()}
        if errors:
            raise ValidationError(errors)

    def months_since_review(self, at=None) -> int:
        """Whole months."""
        today = clock.today(at)
        months = 12 * (today.year - self.reviewed_on.year) + today.month - self.reviewed_on.month
        return months - (today.day < self.reviewed_on.day)

    def reminder_due(self, at=None) -> int | None:
        """11 or 12 months, once so much time has passed."""
        return max((months for months in REMINDED_AFTER if self.months_since_review(at) >= months), default=None)


class InaccessiblePart(RecordedPart, Named):
    """Something on the site that not everybody can use, and why."""

    class Reason(models.TextChoices):
        NOT_YET = "not_yet", _("It does not meet the requirements yet")
        BURDEN = "burden", _("Mending it would be a disproportionate burden")
        OUTSIDE = "outside", _("The law does not ask for it")

    statement = models.ForeignKey(AccessibilityStatement, models.CASCADE, related_name="parts")
    what = translated(
        LineField(_("part of the site"), max_length=200, default="", help_text=_("“PDF files from before 2018”"))
    )
    reason = models.CharField(_("reason"), max_length=8, choices=Reason, default=Reason.NOT_YET)
    explanation = translated(
        ParagraphsField(
            _("explanation"),
            default="",
            help_text=_(
                "How it hinders readers, which requirement it fails, and how they get the same in another way."
            ),
        )
    )
    mended_by = models.DateField(_("mended by"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("part that is not accessible")
        verbose_name_plural = _("parts that are not accessible")
        ordering = ["position", "pk"]

    def __str__(self):
        return str(self.what)

    def recorded_owners(self):
        return [self.statement]


def supervisor() -> dict:
    """What a new statement says of the supervising authority until somebody changes it."""
    known = tomllib.loads(SUPERVISOR.read_text(encoding="utf-8"))
    told = {f"supervisor_{fact}_{code}": known[fact][code] for fact in ("name", "website") for code in CODES}
    return {**told, **{f"supervisor_{fact}": known[fact] for fact in ("email", "phone")}}

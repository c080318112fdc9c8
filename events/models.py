from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import checks
from events.checks import EventFacts
from newsroom import clock
from newsroom.addresses import Addressed
from newsroom.checks import PictureFacts
from newsroom.history import Recorded
from newsroom.images import shown
from newsroom.languages import Named, translated
from newsroom.models import Image, Organisation, Theme
from newsroom.publishing import Publishable, PublishableQuerySet
from newsroom.richtext import HTMLField
from newsroom.text import LineField, ParagraphsField

HTTPS_ONLY = URLValidator(schemes=["https"], message=_("Give a whole address that begins with https://."), code="https")


class Venue(Recorded, Named):
    name = translated(LineField(_("name"), max_length=120, default=""))
    street = LineField(_("street"), max_length=120, blank=True, default="")
    postcode = LineField(_("postcode"), max_length=12, blank=True, default="")
    city = translated(LineField(_("city"), max_length=80, default=""))
    access_info = translated(ParagraphsField(_("getting there and accessibility"), blank=True, default=""))
    url = models.URLField(_("web page"), blank=True, default="")

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name_fi"]

    def __str__(self):
        return f"{self.name}, {self.city}"


class EventQuerySet(PublishableQuerySet):
    def upcoming(self, at=None):
        """Starts or still goes on: the exact complement of past()."""
        return self.exclude(_past(at))

    def past(self, at=None):
        return self.filter(_past(at))

    def about(self, theme):
        return self.filter(themes=theme)

    def soonest_first(self):
        return self.order_by("start_date", F("start_time").asc(nulls_first=True), "pk")

    def latest_first(self):
        return self.order_by("-start_date", "-pk")

    def for_list(self):
        return self.select_related("venue").prefetch_related("themes")

    def for_feed(self):
        return self.for_page().with_last_change()

    def entries(self, most: int) -> list:
        from events import feeds

        return [feeds.entry(event) for event in self.for_feed()[:most]]

    def for_page(self):
        return self.for_list().select_related("venue", "image__stored_file")


def _past(at=None) -> Q:
    """Over at an instant: a whole-day event after its last day, a timed one after its last minute."""
    local = timezone.localtime(at or clock.now())
    return Q(end_date__lt=local.date()) | Q(end_date=local.date(), end_time__lte=local.time())


class Event(Addressed, Publishable, Named):
    class Situation(models.TextChoices):
        SCHEDULED = "scheduled", _("As planned")
        POSTPONED = "postponed", _("Postponed")
        RESCHEDULED = "rescheduled", _("New date")
        CANCELLED = "cancelled", _("Cancelled")

    class RegistrationState(models.TextChoices):
        NONE = "none", _("No registration")
        OPEN = "open", _("Registration is open")
        CLOSED = "closed", _("Registration has closed")
        ENDED = "ended", _("The event is over")
        CANCELLED = "cancelled", _("Cancelled")

    title = translated(LineField(_("title"), max_length=200, default=""))
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    summary = translated(ParagraphsField(_("summary"), blank=True, default=""))
    body = translated(HTMLField(_("text"), blank=True, default=""))
    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"), help_text=_("The same day for an event of one day."))
    start_time = models.TimeField(
        _("starts at"), null=True, blank=True, help_text=_("Leave both times empty if the event fills whole days.")
    )
    end_time = models.TimeField(
        _("ends at"), null=True, blank=True, help_text=_("An event that ends at midnight ends at 23.59.")
    )
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("venue")
    )
    online_url = models.URLField(_("online at"), blank=True, default="", validators=[HTTPS_ONLY])
    situation = models.CharField(_("situation"), max_length=12, choices=Situation.choices, default=Situation.SCHEDULED)
    situation_note = translated(
        LineField(
            _("what happened"),
            max_length=250,
            blank=True,
            default="",
            help_text=_("Needed when the event is not held as planned: what readers must know, in one sentence."),
        )
    )
    registration_url = models.URLField(_("registration link"), blank=True, default="", validators=[HTTPS_ONLY])
    registration_closes_at = models.DateTimeField(_("registration closes at"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="events", verbose_name=_("themes"))
    image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("picture")
    )

    objects = EventQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-start_date"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start_date__lte=F("end_date")),
                name="event_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(start_time=None, end_time=None) | Q(start_time__isnull=False, end_time__isnull=False),
                name="event_both_times_or_none",
                violation_error_message=_("Give both the starting and the ending time, or neither."),
            ),
        ]

    def __str__(self):
        return str(self.title)

    def get_absolute_url(self):
        return reverse("events:detail", args=[self.slug])

    def clean(self):
        super().clean()
        errors = {}
        if self._ends_before_it_starts():
            errors["end_time"] = _("The event ends before it starts.")
        if self.situation != self.Situation.SCHEDULED and not self.situation_note:
            errors[f"situation_note_{self.main_language}"] = _("Tell in one sentence what has changed.")
        if self.registration_closes_at and self.end_date and self.registration_closes_at >= self.ends_at:
            errors["registration_closes_at"] = _("Registration closes after the event has ended.")
        if errors:
            raise ValidationError(errors)

    def _ends_before_it_starts(self) -> bool:
        return bool(
            self.start_time and self.end_time and self.start_date == self.end_date and self.end_time <= self.start_time
        )

    def findings(self, at=None):
        house = Organisation.objects.house() or Organisation()
        facts = EventFacts(
            has_place=bool(self.venue_id or self.online_url),
            publish_at=at or self.publish_at,
            ends_at=self.ends_at,
            pictures=(PictureFacts.of(self.image),) if self.image else (),
            has_duty_number=bool(house.duty_phone),
            open_hours=house.open_hours,
        )
        return checks.check(facts)

    @property
    def picture(self) -> Image | None:
        """While it may be shown."""
        return shown(self.image)

    @property
    def is_all_day(self) -> bool:
        return self.start_time is None

    @property
    def ends_at(self) -> datetime:
        """The first instant after the event, for questions of the clock only: days never pass through it."""
        zone = timezone.get_default_timezone()
        if self.end_time is None:
            return datetime.combine(self.end_date + timedelta(days=1), time(), tzinfo=zone)
        return datetime.combine(self.end_date, self.end_time, tzinfo=zone)

    def is_past(self, at=None) -> bool:
        return self.ends_at <= (at or clock.now())

    @property
    def is_cancelled(self) -> bool:
        return self.situation == self.Situation.CANCELLED

    def registration_state(self, at=None) -> RegistrationState:
        moment = at or clock.now()
        states = self.RegistrationState
        if self.is_cancelled:
            return states.CANCELLED
        if self.is_past(moment):
            return states.ENDED
        if not self.registration_url:
            return states.NONE
        if self.registration_closes_at and self.registration_closes_at <= moment:
            return states.CLOSED
        return states.OPEN

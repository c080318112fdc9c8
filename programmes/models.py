import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom import clock, languages
from newsroom.addresses import Addressed
from newsroom.checks import FileFacts
from newsroom.history import Recorded, RecordedPart
from newsroom.languages import Named, translated
from newsroom.models import Organisation, Theme
from newsroom.publishing import PartQuerySet, Publishable, PublishableQuerySet, Status
from newsroom.text import LineField, ParagraphsField
from newsroom.uploads import StoredFileField
from programmes import checks
from programmes.checks import VersionFacts


class ProgrammeQuerySet(models.QuerySet):
    def public(self, at=None):
        return self.filter(Exists(ProgrammePeriod.objects.public(at).filter(programme=OuterRef("pk"))))

    def for_list(self):
        periods = ProgrammePeriod.objects.public().latest_first()
        return self.prefetch_related("themes", models.Prefetch("periods", periods, to_attr="public_periods"))


class Programme(Addressed, Recorded, Named):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = translated(LineField(_("title"), max_length=200, default=""))
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    summary = translated(ParagraphsField(_("summary"), blank=True, default=""))
    themes = models.ManyToManyField(Theme, blank=True, related_name="programmes", verbose_name=_("themes"))

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("action programme")
        verbose_name_plural = _("action programmes")
        ordering = ["title_fi"]

    def __str__(self):
        return str(self.title)

    def get_absolute_url(self):
        return reverse("programmes:detail", args=[self.slug])

    @property
    def shown_period(self) -> "ProgrammePeriod | None":
        """The period in force, else the latest ended, else the next; needs for_list()."""
        phases = [ProgrammePeriod.Phase.IN_FORCE, ProgrammePeriod.Phase.ENDED, ProgrammePeriod.Phase.UPCOMING]
        return min(
            self.public_periods,
            key=lambda period: (phases.index(period.phase()), abs(clock.today() - period.start_date)),
            default=None,
        )


class ProgrammePeriodQuerySet(PublishableQuerySet):
    def in_force(self, at=None):
        today = clock.today(at)
        return self.filter(start_date__lte=today, end_date__gte=today)

    def latest_first(self):
        return self.order_by("-start_date").select_related("programme")

    def named(self, slug, first, last):
        """As addresses name them: by the programme and the years."""
        named = {"programme__slug": slug, "start_date__year": first, "end_date__year": last}
        return self.filter(**named).latest_first()

    def for_feed(self):
        return self.with_last_change().select_related("programme").prefetch_related("programme__themes")

    def entries(self, most: int) -> list:
        from programmes import feeds

        return [feeds.period_entry(period) for period in self.for_feed()[:most]]


class ProgrammePeriod(Publishable, Named):
    class Phase(models.TextChoices):
        UPCOMING = "upcoming", _("Upcoming")
        IN_FORCE = "in_force", _("In force")
        ENDED = "ended", _("Ended")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="periods", verbose_name=_("programme"))
    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"), help_text=_("Included: 31.12. is still in force."))
    summary = translated(ParagraphsField(_("summary"), blank=True, default=""))

    objects = ProgrammePeriodQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("programme period")
        verbose_name_plural = _("programme periods")
        ordering = ["-start_date"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start_date__lte=F("end_date")),
                name="period_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.UniqueConstraint(
                fields=["programme", "start_date"],
                condition=~Q(status=Status.REMOVED),
                name="period_unique_start",
                violation_error_message=_("The programme already has a period that starts on this day."),
            ),
        ]

    def __str__(self):
        return f"{self.programme.title} {self.years}"

    def get_absolute_url(self):
        return reverse("programmes:period", args=[self.programme.slug, self.start_date.year, self.end_date.year])

    def clean(self):
        super().clean()
        if not (self.programme_id and self.start_date and self.end_date):
            return
        others = type(self).objects.kept().filter(programme=self.programme_id).exclude(pk=self.pk)
        if overlapping := others.filter(start_date__lte=self.end_date, end_date__gte=self.start_date).first():
            raise ValidationError(
                _("The period overlaps %(years)s of the same programme. Change the days."),
                params={"years": overlapping.years},
            )

    @property
    def years(self) -> str:
        first, last = self.start_date.year, self.end_date.year
        return str(first) if first == last else f"{first}–{last}"

    def phase(self, at=None) -> Phase:
        today = clock.today(at)
        if today < self.start_date:
            return self.Phase.UPCOMING
        return self.Phase.IN_FORCE if today <= self.end_date else self.Phase.ENDED


class DocumentQuerySet(models.QuerySet):
    def public(self, at=None):
        return self.filter(Exists(DocumentVersion.objects.public(at).filter(document=OuterRef("pk"))))

    def readable(self, at=None):
        return self.filter(Exists(DocumentVersion.objects.readable(at).filter(document=OuterRef("pk"))))

    def for_list(self):
        versions = DocumentVersion.objects.public().order_by("-number").prefetch_related("files__stored_file")
        return self.prefetch_related(models.Prefetch("versions", versions, to_attr="public_versions"))


class Document(Addressed, Recorded, Named):
    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Action programme")
        REVIEW = "review", _("Yearly review")
        APPENDIX = "appendix", _("Appendix")
        STATEMENT = "statement", _("Statement")
        OTHER = "other", _("Other document")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = translated(LineField(_("title"), max_length=200, default=""))
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    period = models.ForeignKey(
        ProgrammePeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("programme period"),
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="documents", verbose_name=_("themes"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["title_fi"]

    def __str__(self):
        return str(self.title)

    def get_absolute_url(self):
        return reverse("programmes:document", args=[self.slug])

    @property
    def newest_version(self) -> "DocumentVersion | None":
        """The newest public version; needs for_list()."""
        return next(iter(self.public_versions), None)

    def latest_version(self, at=None) -> "DocumentVersion | None":
        return self.versions.public(at).order_by("-number").first()


class DocumentVersionQuerySet(PublishableQuerySet):
    def for_feed(self):
        rows = self.with_last_change().select_related("document")
        return rows.prefetch_related("document__themes", "files__stored_file")

    def entries(self, most: int) -> list:
        from programmes import feeds

        return [feeds.version_entry(version) for version in self.for_feed()[:most]]


class DocumentVersion(Publishable, Named):
    recorded_with = ("files",)

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    change_note = translated(
        ParagraphsField(
            _("what changed"), blank=True, default="", help_text=_("Needed from the second version on, for readers.")
        )
    )

    objects = DocumentVersionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("document version")
        verbose_name_plural = _("document versions")
        ordering = ["document", "-number"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["document", "number"],
                name="document_version_unique",
                violation_error_message=_("The document already has a version with this number."),
            ),
        ]

    def __str__(self):
        return str(_("%(title)s, version %(number)d") % {"title": self.document.title, "number": self.number})

    def get_absolute_url(self):
        return self.document.get_absolute_url()

    def clean(self):
        super().clean()
        if self.number and self.number > 1 and not self.change_note:
            raise ValidationError({f"change_note_{self.main_language}": _("Tell readers what changed.")})

    def findings(self, at=None):
        house = Organisation.objects.house() or Organisation()
        files = [FileFacts.of(file.stored_file) for file in self.files.select_related("stored_file")]
        facts = VersionFacts(
            publish_at=at or self.publish_at,
            files=tuple(files),
            has_accessible_formats=bool(house.accessible_formats_email),
            has_duty_number=bool(house.duty_phone),
            open_hours=house.open_hours,
        )
        return checks.check(facts)

    def file_in(self, language: str) -> "DocumentFile | None":
        """The file of a language, else a multilingual one, else the first; reads the prefetched files."""
        order = [language, DocumentFile.MULTILINGUAL, self.main_language]
        in_order = sorted(self.files.all(), key=lambda f: order.index(f.language) if f.language in order else 9)
        return in_order[0] if in_order else None


class DocumentFileQuerySet(PartQuerySet):
    owner = "version"

    def in_language(self, language: str):
        return self.filter(language__in=[language, DocumentFile.MULTILINGUAL])

    def newest_first(self):
        return self.order_by("-version__number", "pk").select_related("stored_file")


class DocumentFile(RecordedPart):
    MULTILINGUAL = "mul"
    LANGUAGES = [*languages.Language.choices, (MULTILINGUAL, _("Several languages"))]

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=3, choices=LANGUAGES, default="fi")
    stored_file = StoredFileField(related_name="document_files", verbose_name=_("file"))

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "stored_file"],
                name="document_file_unique",
                violation_error_message=_("This file is already there in this language."),
            )
        ]

    def __str__(self):
        return str(self.stored_file)

    def recorded_owners(self):
        return [self.version]

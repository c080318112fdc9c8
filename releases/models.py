import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from events.models import Event
from newsroom import clock, richtext
from newsroom.history import RecordedPart
from newsroom.languages import Language
from newsroom.models import Image, Organisation, Place, Theme
from newsroom.publishing import PartQuerySet, Publishable, PublishableQuerySet
from newsroom.richtext import HTMLField
from newsroom.text import LineField, ParagraphsField
from newsroom.uploads import StoredFileField
from people.models import Spokesperson
from programmes.models import Document, DocumentFile, DocumentVersion, Programme, ProgrammePeriod


class ReleaseFamilyQuerySet(models.QuerySet):
    def public(self, at=None):
        return self.filter(Exists(Release.objects.public(at).filter(family=OuterRef("pk"))))

    def over(self, at=None):
        return self.filter(Exists(Release.objects.over(at).filter(family=OuterRef("pk"))))


class ReleaseFamily(RecordedPart):
    """What the language versions of one release share, kept once."""

    class Kind(models.TextChoices):
        RELEASE = "release", _("Press release")
        STATEMENT = "statement", _("Statement")
        MEDIA_INVITATION = "media_invitation", _("Media invitation")
        NEWS = "news", _("News")

    recorded_with = ("senders",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.RELEASE)
    organisations = models.ManyToManyField(
        Organisation, through="Sender", related_name="families", verbose_name=_("senders")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="families", verbose_name=_("themes"))
    places = models.ManyToManyField(Place, blank=True, related_name="families", verbose_name=_("municipalities"))
    documents = models.ManyToManyField(
        Document, blank=True, related_name="families", verbose_name=_("programme documents")
    )
    events = models.ManyToManyField(Event, blank=True, related_name="families", verbose_name=_("events"))
    image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="families", verbose_name=_("main picture")
    )

    objects = ReleaseFamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("release family")
        verbose_name_plural = _("release families")

    def __str__(self):
        return f"{self.get_kind_display()} {self.uuid}"

    @property
    def periods(self):
        """Public programme periods that its documents belong to."""
        return ProgrammePeriod.objects.public().filter(documents__families=self).distinct()

    def recorded_owners(self):
        return list(self.releases.all())


class Sender(RecordedPart):
    family = models.ForeignKey(ReleaseFamily, models.CASCADE, related_name="senders")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="sent", verbose_name=_("organisation")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "organisation"],
                name="sender_once",
                violation_error_message=_("This organisation is a sender already."),
            )
        ]

    def __str__(self):
        return str(self.organisation)

    def recorded_owners(self):
        return self.family.recorded_owners()


_WAYS_TO = {
    Theme: "family__themes",
    Event: "family__events",
    Document: "family__documents",
    ProgrammePeriod: "family__documents__period",
    Programme: "family__documents__period__programme",
}


class ReleaseQuerySet(PublishableQuerySet):
    def in_language(self, language: str):
        return self.filter(language=language)

    def about(self, thing):
        """Releases about a theme, event, document, programme period or programme."""
        return self.filter(**{_WAYS_TO[type(thing)]: thing}).distinct()

    def in_year(self, year: int):
        zone = timezone.get_default_timezone()
        return self.filter(
            publish_at__gte=datetime(year, 1, 1, tzinfo=zone), publish_at__lt=datetime(year + 1, 1, 1, tzinfo=zone)
        )

    def related_to(self, release):
        """Those that share its themes, most shared first, then newest."""
        themes = [theme.pk for theme in release.family.themes.all()]
        return (
            self.filter(family__themes__in=themes)
            .exclude(family=release.family_id)
            .annotate(shared=Count("family__themes"))
            .order_by("-shared", "-publish_at", "-pk")
        )

    def for_list(self):
        return self.select_related("family").prefetch_related("family__themes").defer("body")

    def for_page(self):
        return self.select_related("family__image__stored_file").prefetch_related(
            "family__themes",
            "family__places",
            "family__senders__organisation",
            "quotes__spokesperson__photo__stored_file",
            "contacts__spokesperson__phones",
            "contacts__spokesperson__photo__stored_file",
            "attachments__stored_file",
            "attachments__document_version__document",
            "attachments__document_version__files__stored_file",
        )

    def years(self, language: str) -> list[int]:
        dates = self.in_language(language).dates("publish_at", "year", order="DESC")
        return [day.year for day in dates]


class Release(Publishable):
    recorded_with = ("family", "contacts", "attachments")

    family = models.ForeignKey(ReleaseFamily, models.PROTECT, related_name="releases")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.FINNISH)
    headline = LineField(_("headline"), max_length=255, help_text=_("Tell who did what. At best under 90 characters."))
    slug = models.SlugField(
        _("address"),
        max_length=80,
        validators=[
            RegexValidator(
                r"^(\d{4}|feed)$", _("This address is reserved. Add a word to it."), inverse_match=True, code="reserved"
            )
        ],
        help_text=_("The last part of the page's address. Made from the headline; fixed once the release is public."),
    )
    lead = ParagraphsField(
        _("lead"), blank=True, default="", help_text=_("The gist in two or three sentences: who, what, when.")
    )
    body = HTMLField(_("text"), blank=True, default="")
    source_hash = models.CharField(max_length=64, blank=True, default="", db_index=True, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-publish_at", "-pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="release_unique_slug",
                violation_error_message=_("Another release already has this address. Change the last part of it."),
            ),
            models.UniqueConstraint(
                fields=["family", "language"],
                name="release_one_per_language",
                violation_error_message=_("This release already has a version in this language."),
            ),
        ]
        indexes = [
            # The public lists and feeds: one language, newest first.
            models.Index(
                fields=["language", "-publish_at", "-id"], name="release_public_list", condition=Q(status="cleared")
            )
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        with translation.override(self.language):
            return reverse("releases:detail", args=[self.slug])

    def missing_for_publication(self):
        return [
            sentence
            for is_missing, sentence in (
                (not self.lead, _("Write the lead.")),
                (not richtext.plain_text(self.body), _("Write the text.")),
            )
            if is_missing
        ]

    def lock(self):
        ReleaseFamily.objects.select_for_update().get(pk=self.family_id)

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._mirror_quotes()

    def _mirror_quotes(self):
        """The body's quotes as rows, so that they can be found by speaker. The body stays their only source."""
        spoken = [passage for passage in richtext.passages(self.body) if passage.speaker]
        people = _people_behind(spoken)
        wanted = [
            Quote(release=self, position=position, text=said.text, name=said.speaker, title=said.title, spokesperson=who)
            for position, (said, who) in enumerate(zip(spoken, people, strict=True))
        ]
        if [quote.facts for quote in self.quotes.all()] != [quote.facts for quote in wanted]:
            self.quotes.all().delete()
            Quote.objects.bulk_create(wanted)

    @property
    def siblings(self):
        return self.family.releases.exclude(pk=self.pk).order_by("language")

    @property
    def body_parts(self) -> list[dict]:
        """The body for a template: running text as `html`, quotes as `html` with their `quote` row."""
        quotes = iter(self.quotes.all())
        return [
            {"html": passage.html, "quote": next(quotes, None) if passage.speaker else None}
            for passage in richtext.passages(self.body)
        ]

    @property
    def character_count(self) -> int:
        return len(self.headline) + len(self.lead) + len(richtext.plain_text(self.body))


def _people_behind(passages) -> list[Spokesperson | None]:
    """The spokesperson of each passage: by the identity in the text, else by the same name."""
    uuids = {passage.person for passage in passages if _is_uuid(passage.person)}
    names = {passage.speaker for passage in passages}
    if not passages:
        return []
    found = Spokesperson.objects.with_full_name().filter(Q(uuid__in=uuids) | Q(full_name__in=names))
    by_key = {key: person for person in found for key in (str(person.uuid), person.name)}
    return [by_key.get(passage.person) or by_key.get(passage.speaker) for passage in passages]


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


class ReleasePartQuerySet(PartQuerySet):
    owner = "release"


class Contact(RecordedPart):
    """Name, title and order as printed; numbers are read from the person's card, so one mend mends them all."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="contacts")
    spokesperson = models.ForeignKey(
        Spokesperson, models.PROTECT, related_name="contacts", verbose_name=_("spokesperson")
    )
    name = LineField(
        _("name as printed"), max_length=160, blank=True, help_text=_("Taken from the person's card when left empty.")
    )
    title = LineField(_("title as printed"), max_length=160, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ReleasePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "spokesperson"],
                name="contact_once",
                violation_error_message=_("This person is a contact already."),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if not self.spokesperson_id:
            return
        self.name = self.name or self.spokesperson.name
        day = clock.today(self.release.publish_at)
        self.title = self.title or str(self.spokesperson.title_on(day, self.release.language))

    def recorded_owners(self):
        return [self.release]


class Attachment(RecordedPart):
    release = models.ForeignKey(Release, models.CASCADE, related_name="attachments")
    label = LineField(
        _("name for readers"), max_length=200, blank=True, default="", help_text=_("“Cost estimate by municipality”")
    )
    stored_file = StoredFileField(null=True, blank=True, related_name="attachments", verbose_name=_("file"))
    document_version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("document"),
        help_text=_("Instead of a file: the version of a document that this release announced."),
    )
    language = models.CharField(
        _("language"), max_length=3, choices=DocumentFile.LANGUAGES, blank=True, default=""
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ReleasePartQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stored_file=None, document_version__isnull=False)
                | Q(stored_file__isnull=False, document_version=None),
                name="attachment_file_or_document",
                violation_error_message=_("Choose either a file or a document, not both."),
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.stored_file_id and not self.label:
            raise ValidationError({"label": _("Tell readers what the file is.")})

    def recorded_owners(self):
        return [self.release]

    @property
    def document_file(self) -> DocumentFile | None:
        return self.document_version.file_in(self.language or self.release.language) if self.document_version else None

    @property
    def file(self):
        """The file that readers get, or None."""
        return self.document_file.stored_file if self.document_file else self.stored_file

    @property
    def file_language(self) -> str:
        return self.document_file.language if self.document_file else self.language or self.release.language

    @property
    def title(self) -> str:
        if self.label or not self.document_version:
            return self.label
        return self.document_version.document.text_in("title", self.release.language)


class QuoteQuerySet(ReleasePartQuerySet):
    def by(self, spokesperson):
        return self.filter(spokesperson=spokesperson)

    def newest_first(self):
        return self.order_by("-release__publish_at", "release", "position")

    def first_in(self, language: str):
        """Each statement once: in a language, and in others only where that language lacks the release."""
        same = Release.objects.public().in_language(language).filter(family=OuterRef("release__family"))
        return self.filter(Q(release__language=language) | ~Exists(same))

    def for_list(self):
        return self.select_related("release__family", "spokesperson__photo__stored_file").defer("release__body")


class Quote(models.Model):
    """What a named person said in a release; made from the body, never edited here."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="quotes")
    position = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("text"))
    spokesperson = models.ForeignKey(
        Spokesperson, models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name=_("spokesperson")
    )
    name = LineField(_("name as printed"), max_length=160)
    title = LineField(_("title as printed"), max_length=160, blank=True, default="")

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["release", "position"]

    def __str__(self):
        return f"{self.name}: {self.text[:60]}"

    @property
    def facts(self) -> tuple:
        return (self.position, self.text, self.name, self.title, self.spokesperson_id)

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")

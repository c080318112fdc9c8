import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.history import RecordedPart
from newsroom.publishing import PartQuerySet, by_newest
from newsroom.text import LineField
from newsroom.uploads import StoredFileField
from people.models import Spokesperson
from programmes.models import DocumentFile, DocumentVersion
from releases.models.release import Release


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
    language = models.CharField(_("language"), max_length=3, choices=DocumentFile.LANGUAGES, blank=True, default="")
    html_url = models.URLField(
        _("same as a web page"),
        blank=True,
        default="",
        help_text=_("For a PDF that is hard to use: where the same content stands as a page."),
    )
    exception = LineField(
        _("why not accessible"),
        max_length=250,
        blank=True,
        default="",
        help_text=_("Only if the PDF is not accessible and there is no other form of it. For colleagues only."),
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
    def is_open(self) -> bool:
        """A file is as public as its release, a document as its version."""
        if self.document_version:
            return self.document_version.is_public() and self.file is not None
        return self.release.is_public()

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
        return self.order_by(by_newest("release__publish_at"), "release", "position")

    def first_in(self, language: str):
        """Each statement once: in a language, and in others only where that language lacks the release."""
        same = Release.objects.public().in_language(language).filter(family=OuterRef("release__family"))
        return self.filter(Q(release__language=language) | ~Exists(same))

    def for_list(self):
        return self.select_related(
            "release__family", "spokesperson__photo__stored_file", "spokesperson__organisation"
        ).defer("release__body")


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

    @property
    def anchor(self) -> str:
        """Of the words and the speaker: it outlives what happens around them, and never leads to words of another."""
        return f"quote-{hashlib.sha256(f'{self.name}: {self.text}'.encode()).hexdigest()[:8]}"

    def address_in(self, release) -> str:
        return f"{release.get_absolute_url()}#{self.anchor}"

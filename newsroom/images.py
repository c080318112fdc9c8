"""Pictures of the newsroom: what is in them in words, whose they are, and until when they may be used and shown."""

import operator
import uuid
from functools import cached_property, reduce

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom import clock, dates, files, history, renditions
from newsroom.blobs import rendition_path
from newsroom.checks import CONSENT_WITHDRAWN, RIGHTS_ENDED, SOON
from newsroom.intake import PICTURES
from newsroom.languages import CODES, Named, active, translated
from newsroom.pictures import SQUARE, WIDE, WIDTHS, has_alpha, size_of, widths_of
from newsroom.publishing import is_used
from newsroom.text import LineField, ParagraphsField
from newsroom.uploads import StoredFileField, UploadField

__all__ = ["MAX_EDGE", "WIDTHS", "Image", "dimensions", "rendition_path", "shown", "store", "widths_of"]

MAX_EDGE = 6000  # two pages of a magazine


def store(upload) -> files.StoredFile:
    """Keep a picture and its smaller widths."""
    return files.StoredFile.objects.store(upload, PICTURES, MAX_EDGE)


def dimensions(stored: files.StoredFile) -> tuple[int, int]:
    return size_of(stored.path)


def shown(image: "Image | None") -> "Image | None":
    """The picture while it may be shown: pages, cards and feeds take theirs through this."""
    return image if image and image.is_shown() else None


class PictureUploadField(UploadField):
    def keep(self, upload):
        return store(upload)


class PictureField(StoredFileField):
    upload_field = PictureUploadField

    def save_form_data(self, instance, data):
        super().save_form_data(instance, data)
        if data is not None:
            instance.width, instance.height = dimensions(data)
            instance.has_alpha = has_alpha(data.path)


class ImageQuerySet(models.QuerySet):
    def shown(self, at=None):
        """Those that may still be shown: the rule of `Image.is_shown`."""
        return self.filter(_is_shown(at))

    def usable(self, at=None):
        """Those that may be chosen for something new."""
        return self.shown(at).filter(~_is_past_use(at))

    def in_media_bank(self, at=None):
        """Others take them there for something new, so they leave it with the right to that."""
        return self.usable(at).filter(in_media_bank=True).select_related("stored_file")

    def public(self, at=None):
        is_offered = Q(in_media_bank=True) & ~_is_past_use(at)
        return self.shown(at).filter(is_offered | is_used(self.model, "public", at))

    def over(self, at=None):
        """Once public: what used them is over, or their own time is."""
        in_bank, used = Q(in_media_bank=True), is_used(self.model, "public", at)
        ended = (~_is_shown(at) & (in_bank | used)) | (in_bank & _is_past_use(at))
        return self.filter(ended | is_used(self.model, "over", at))

    def in_use(self):
        """Those that something shows or will show."""
        uses = (Q(**{f"{relation.name}__isnull": False}) for relation in self.model._meta.related_objects)
        return self.filter(reduce(operator.or_, uses, Q(in_media_bank=True))).distinct()

    def leaving(self, at=None):
        """Those whose last day is near, the nearest first."""
        last = clock.today(at) + SOON
        return self.in_use().shown(at).filter(show_until__lte=last).order_by("show_until", "pk")

    def keep(self, upload, **fields) -> "Image":
        stored = store(upload)
        width, height = dimensions(stored)
        fields = {"credit": stored.credit_inside, **fields}
        return self.create(stored_file=stored, width=width, height=height, has_alpha=has_alpha(stored.path), **fields)


def _is_shown(at=None) -> Q:
    """A consent that was withdrawn holds for no moment, not even for a past one."""
    in_time = Q(show_until=None) | Q(show_until__gte=clock.today(at))
    return in_time & Q(consent_withdrawn_at=None, stored_file__struck_at=None)


def _is_past_use(at=None) -> Q:
    """The last day itself still counts."""
    return Q(use_until__isnull=False, use_until__lt=clock.today(at))


class Image(history.Recorded, Named):
    class Licence(models.TextChoices):
        OWN_PAGES = "own_pages", _("Only on our own pages")
        PRESS = "press", _("Free in news about the subject when the credit is given")
        CC_BY = "cc_by", "CC BY 4.0"
        CC_ZERO = "cc0", _("CC0 1.0: free for every use")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stored_file = PictureField(related_name="images", verbose_name=_("file"))
    alt = translated(
        LineField(
            _("alternative text"),
            max_length=250,
            default="",
            help_text=_("What is in the picture, for those who do not see it. Not “picture of”, not the file's name."),
        )
    )
    is_decorative = models.BooleanField(
        _("only decorates"),
        default=False,
        help_text=_(
            "Tells nothing that the text does not say: screen readers pass it by, and it has no alternative text."
        ),
    )
    caption = translated(LineField(_("caption"), max_length=250, blank=True, default=""))
    credit = LineField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_(
            "The photographer or illustrator. If you leave this empty, it is taken from the file when it says."
        ),
    )
    licence = models.CharField(
        _("licence"),
        max_length=10,
        choices=Licence,
        default=Licence.OWN_PAGES,
        help_text=_("Under the other licences readers can download the picture in the quality of print."),
    )
    in_media_bank = models.BooleanField(
        _("in the media bank"),
        default=False,
        help_text=_("Everybody sees it there at once, even if the text that it belongs to is not out yet."),
    )
    consent_note = ParagraphsField(
        _("consent"),
        blank=True,
        default="",
        help_text=_("Who in the picture has agreed to what, and where the agreement is kept. Never shown to readers."),
    )
    use_until = models.DateField(
        _("may be used until"),
        null=True,
        blank=True,
        help_text=_(
            "After this day nobody can choose it for anything new, and it leaves the media bank. Where it stands, it stays."
        ),
    )
    show_until = models.DateField(
        _("may be shown until"),
        null=True,
        blank=True,
        help_text=_("At the end of this day the picture leaves every page. Editors are told 30 and 7 days before."),
    )
    consent_withdrawn_at = models.DateTimeField(_("consent withdrawn at"), null=True, editable=False)
    consent_withdrawn_note = ParagraphsField(_("why the consent ended"), blank=True, default="", editable=False)
    focal_x = models.PositiveSmallIntegerField(_("focal point from the left, %"), default=50)
    focal_y = models.PositiveSmallIntegerField(_("focal point from the top, %"), default=50)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    has_alpha = models.BooleanField(editable=False, default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(use_until=None) | Q(show_until=None) | Q(use_until__lte=F("show_until")),
                name="image_shown_as_long_as_used",
                violation_error_message=_("It can't be chosen for longer than it may be shown."),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="image_focus_inside",
                violation_error_message=_("The focal point is outside the picture: from 0 to 100 per cent."),
            ),
        ]

    def __str__(self):
        return str(self.alt) or self.stored_file.original_name

    def get_absolute_url(self):
        return self.stored_file.get_absolute_url()

    def clean(self):
        super().clean()
        errors = {}
        if self.is_decorative and any(getattr(self, f"alt_{code}") for code in CODES):
            errors["is_decorative"] = _(
                "A picture that only decorates has no alternative text. Empty the one or the other."
            )
        if self.in_media_bank and not self.may_be_downloaded:
            errors["in_media_bank"] = _("The licence lets nobody else use it, so it can't be in the media bank.")
        if self.show_until and self.show_until < clock.today() and not self._was_to_end_then():
            errors["show_until"] = _(
                "This day is past. To take the picture from all pages now, save it and press “Consent withdrawn”."
            )
        if errors:
            raise ValidationError(errors)

    def _was_to_end_then(self) -> bool:
        return type(self).objects.filter(pk=self.pk, show_until=self.show_until).exists()

    def texts_left_out(self):
        return {"alt"} if self.is_decorative else set()

    # Questions

    def is_shown(self, at=None) -> bool:
        in_time = self.show_until is None or self.show_until >= clock.today(at)
        return in_time and self.consent_withdrawn_at is None and not self.stored_file.is_struck

    def why_not_use(self, at=None) -> list[str]:
        """Reasons against choosing it for something new."""
        today, words = clock.today(at), {"name": self}
        if self.consent_withdrawn_at:
            return [CONSENT_WITHDRAWN % words]
        ends = [day for day in (self.use_until, self.show_until) if day and day < today]
        if not ends:
            return []
        words["day"] = dates.day(min(ends), active())
        return [RIGHTS_ENDED % words]

    @property
    def may_be_downloaded(self) -> bool:
        """What the licence says; the days are asked by `is_offered`."""
        return self.licence != self.Licence.OWN_PAGES

    def is_offered(self, at=None) -> bool:
        """Whether others may take it in the quality of print."""
        return self.may_be_downloaded and not self.why_not_use(at)

    def uses(self) -> list[models.Model]:
        """The texts, events and people that show it."""
        rows = [
            row for relation in self._meta.related_objects for row in getattr(self, relation.get_accessor_name()).all()
        ]
        owned = [row.recorded_owners() if isinstance(row, history.RecordedPart) else [row] for row in rows]
        return [row for each in owned for row in each]

    @property
    def alt_text(self) -> str:
        return "" if self.is_decorative else self.alt

    # Renditions

    @property
    def focus(self) -> tuple[int, int]:
        return self.focal_x, self.focal_y

    @property
    def fallback(self) -> str:
        """The format for browsers that know no newer one."""
        return "png" if self.has_alpha else "jpg"

    def rendition_url(self, shape, extension: str = "webp") -> str:
        return reverse("rendition", args=[self.stored_file.uuid, str(shape), extension])

    @property
    def press_url(self) -> str:
        return reverse("press_picture", args=[self.stored_file.uuid, active()])

    @cached_property
    def whole(self) -> renditions.Offer:
        return self.offered_at(self.rendition_url)

    def offered_at(self, address) -> renditions.Offer:
        if not self.width:  # a row from before pictures were measured
            return renditions.Offer([], self.stored_file.get_absolute_url(), "", self.width, self.height)
        return renditions.offer(renditions.shapes_of(self.width), (self.width, self.height), self.fallback, address)

    @cached_property
    def one_size(self) -> renditions.OneSize:
        """For programs that take one address of a moderate size; the file itself where it can't be made smaller."""
        shape = renditions.middle_of(renditions.shapes_of(self.width))
        path = shape and renditions.path_of(self.stored_file, str(shape), self.fallback, self)
        if path in (None, self.stored_file.path):
            stored = self.stored_file
            return renditions.OneSize(
                stored.get_absolute_url(), stored.content_type, stored.size, self.width, self.height
            )
        height = max(1, round(self.height * shape.width / self.width))
        address, size = self.rendition_url(shape, self.fallback), path.stat().st_size
        return renditions.OneSize(address, renditions.TYPES[self.fallback], size, shape.width, height)

    @cached_property
    def square(self) -> renditions.Offer:
        return self._offer(SQUARE, (SQUARE[-1].width, SQUARE[-1].height))

    @cached_property
    def wide(self) -> renditions.Offer:
        return self._offer(WIDE, (WIDE[0].width, WIDE[0].height))

    def _offer(self, shapes, measures):
        return renditions.offer(shapes, measures, self.fallback, self.rendition_url)

    # Actions

    def withdraw_consent(self, *, by=None, note: str = "") -> None:
        """Those in it have changed their minds: it is gone at once, wherever it stands, and for good.

        Readers who could see it find it gone; the address of a picture that nobody outside has seen changes, so that
        the old one answers like what never existed.
        """
        with history.change(by=by, note=note) as change:
            image = type(self).objects.select_for_update().get(pk=self.pk)
            if image.consent_withdrawn_at:
                return
            if not image.stored_file.was_public():
                image.stored_file.move()
            image.consent_withdrawn_at, image.consent_withdrawn_note = clock.now(), note
            image.save()
            change.name(image, "withdraw_consent")
        self.refresh_from_db()

"""Models that all the apps share. Revision, StoredFile and Image live in the rooms of their own logic."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from newsroom import checks, themes
from newsroom.accessibility import AccessibilityStatement, InaccessiblePart
from newsroom.addresses import Addressed, OldSlug
from newsroom.chores import Chore
from newsroom.files import StoredFile
from newsroom.history import Recorded, Revision
from newsroom.images import Image
from newsroom.languages import CODES, Language, Named, translated
from newsroom.proposals import Proposal
from newsroom.publishing import used_by
from newsroom.redaction import Redaction
from newsroom.search.entries import FileText, SearchEntry, SearchText
from newsroom.text import LineField, ParagraphsField
from newsroom.themes import ThemeSuccession
from newsroom.uploads import StoredFileField
from newsroom.version_files import VersionFile

__all__ = [
    "AccessibilityStatement",
    "Chore",
    "FileText",
    "FourEyes",
    "Image",
    "InaccessiblePart",
    "OldSlug",
    "Organisation",
    "Place",
    "Proposal",
    "Redaction",
    "Revision",
    "SearchEntry",
    "SearchText",
    "StoredFile",
    "Theme",
    "ThemeSuccession",
    "User",
    "VersionFile",
]


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail"), unique=True)
    name = LineField(_("name"), max_length=120)
    language = models.CharField(
        _("language of the admin"), max_length=2, choices=Language.choices, default=Language.FINNISH
    )
    is_staff = models.BooleanField(_("may log in to the admin"), default=True)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Turn this off instead of deleting a colleague who leaves.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Somebody already logs in with this e-mail address."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name.split(" ")[0] or self.email

    def get_full_name(self):
        return self.name


class OrganisationQuerySet(models.QuerySet):
    def house(self) -> "Organisation | None":
        """The association whose newsroom this is."""
        return self.filter(is_house=True).select_related("logo").first()

    def public(self, at=None):
        return self.all()


class FourEyes(models.TextChoices):
    REQUIRED = "required", _("Required: clearing one's own text needs a reason, and a colleague confirms it afterwards")
    ADVISED = "advised", _("Advised: one's own text can be cleared, and a colleague confirms it afterwards")
    OFF = "off", _("Off: every editor can clear every text")


NO_SUCH_HOURS = _("No clock shows %(hours)s. Write hours from 0 to 24, such as 8–16.")


class Organisation(Recorded, Named):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_house = models.BooleanField(
        _("this newsroom's own association"),
        default=False,
        help_text=_("Its names, colours and press desk stand on every page. Only one organisation can be it."),
    )
    name = translated(LineField(_("official name"), max_length=160, default=""))
    short_name = translated(LineField(_("short name"), max_length=80, blank=True, default=""))
    genitive_fi = LineField(
        _("Finnish genitive"), max_length=160, blank=True, default="", help_text=_("“Jokikuntien liiton”")
    )
    tagline = translated(LineField(_("one line about us"), max_length=200, blank=True, default=""))
    about = translated(
        ParagraphsField(
            _("boilerplate"), blank=True, default="", help_text=_("Two or three sentences after every release.")
        )
    )
    street_address = LineField(_("address"), max_length=200, blank=True, default="")
    website = models.URLField(_("website"), blank=True, default="")
    press_phone = PhoneNumberField(_("press desk's phone"), blank=True, default="")
    press_email = models.EmailField(_("press desk's e-mail"), blank=True, default="")
    duty_phone = PhoneNumberField(
        _("duty phone"),
        blank=True,
        default="",
        help_text=_("Answers when the press desk is closed: in the evening, at weekends and on holidays."),
    )
    accessible_formats_email = models.EmailField(
        _("accessible formats from"),
        blank=True,
        default="",
        help_text=_("Readers who can't use a file ask for another form of it from this e-mail address."),
    )
    press_hours = translated(
        LineField(
            _("press desk's hours"),
            max_length=120,
            blank=True,
            default="",
            help_text=_("On weekdays, such as “weekdays 8–16”: from one pair of hours the pages tell who answers now."),
        )
    )
    terms = translated(
        LineField(
            _("terms of use"),
            max_length=250,
            blank=True,
            default="",
            help_text=_("One line for the media: how releases and pictures may be used."),
        )
    )
    privacy_email = models.EmailField(
        _("e-mail for data protection"),
        blank=True,
        default="",
        help_text=_("Whoever asks about personal data writes here, for instance to the data protection officer."),
    )
    privacy_notes = translated(
        ParagraphsField(
            _("more about personal data"),
            blank=True,
            default="",
            help_text=_("Added to the privacy page: for instance how long the web server keeps its logs."),
        )
    )
    brand_colour = models.CharField(
        _("brand colour"),
        max_length=7,
        default="#0b4f54",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as #rrggbb."))],
        help_text=_("Any colour will do: the pages keep their contrast by themselves."),
    )
    signal_colour = models.CharField(
        _("signal colour"),
        max_length=7,
        help_text=_("Marks where a page begins. Choose one that differs clearly from the brand colour."),
        default="#e8a317",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as #rrggbb."))],
    )
    logo = StoredFileField(
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("logo"),
        help_text=_("A PNG without a background, light on dark: it stands on your brand colour."),
    )
    four_eyes = models.CharField(
        _("second pair of eyes"),
        max_length=8,
        choices=FourEyes,
        default=FourEyes.ADVISED,
        help_text=_("Whether somebody other than the last writer must clear a text for publication."),
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["-is_house", "name_fi"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_house"],
                condition=Q(is_house=True),
                name="organisation_one_house",
                violation_error_message=_("Another organisation is already this newsroom's own."),
            )
        ]

    def __str__(self):
        return str(self.name)

    def clean(self):
        super().clean()
        texts = {f"press_hours_{code}": getattr(self, f"press_hours_{code}") for code in CODES}
        wrong = {name: hours for name, text in texts.items() if (hours := checks.impossible_hours(text))}
        if wrong:
            raise ValidationError({name: NO_SUCH_HOURS % {"hours": hours} for name, hours in wrong.items()})

    @property
    def shown_logo(self) -> StoredFile | None:
        return self.logo if self.logo and not self.logo.is_struck else None

    @property
    def open_hours(self):
        return checks.hours_in(self.press_hours_fi, self.press_hours_sv, self.press_hours_en)

    @property
    def genitive(self) -> str:
        return self.genitive_fi or self.name_fi


class ThemeQuerySet(models.QuerySet):
    def public(self, at=None):
        return used_by(self, "public", at)


class Theme(Addressed, Recorded, Named):
    recorded_with = ("successions",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = translated(LineField(_("name"), max_length=80, default=""))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = translated(ParagraphsField(_("description"), blank=True, default=""))
    hue = models.PositiveSmallIntegerField(
        _("colour of the marker"), choices=[(number, str(number)) for number in range(1, 7)], default=1
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_fi"]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("theme", args=[self.slug])

    def clean(self):
        super().clean()
        if why_not := themes.why_not_name(self):
            raise ValidationError(why_not)


class Place(Named):
    code = models.CharField(
        _("official code"), max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$", _("Three digits."))]
    )
    name = translated(LineField(_("name"), max_length=80, default=""))

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name_fi"]

    def __str__(self):
        return str(self.name)

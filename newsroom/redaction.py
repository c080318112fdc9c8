"""Striking words, a picture or a file for a legal duty, from everything that is kept. Two people decide."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import clock, emails, history, redaction_files
from newsroom.files import StoredFile
from newsroom.redaction_places import Whereabouts, files_of, strike
from newsroom.states import Refused, may, reasons
from newsroom.striking import MIN_CHARACTERS, Strike, phrases_of, too_short
from newsroom.text import ParagraphsField
from newsroom.web import absolute

MOST_PHRASES = 40
ASK = "newsroom.add_redaction"


def may_ask(by) -> bool:
    return by.has_perm(ASK)


def may_be_second(by, row) -> bool:
    """Any editor of such things, or an administrator."""
    verb = "clear" if "clear" in row._meta.default_permissions else "delete"
    return by.has_perm(ASK) or may(by, verb, row)


def why_not_ask(row, by, words: str = "", file: StoredFile | None = None, reason: str = "") -> list[str]:
    strike_ = Strike(words, clock.today())
    is_too_much = len(strike_.phrases) > MOST_PHRASES
    can_look = strike_.phrases and not is_too_much and not too_short(words)
    return reasons(
        (not may_ask(by), _("Only an administrator can ask for a redaction.")),
        (not strike_.phrases and file is None, _("Write the words to strike, or choose a file.")),
        (
            bool(too_short(words)),
            _("Each line needs at least %(count)d letters or digits.") % {"count": MIN_CHARACTERS},
        ),
        (is_too_much, _("At most %(count)d lines at a time.") % {"count": MOST_PHRASES}),
        (bool(can_look) and not _stand_in(row, strike_), _("These words stand nowhere in this, nor in its history.")),
        (file is not None and file not in files_to_strike(row), _("This file is no longer used here.")),
        (not reason.strip(), _("Write which legal duty asks for this.")),
    )


def _stand_in(row, strike_) -> bool:
    where = Whereabouts(row, strike_)
    return bool(where.now() or where.kept())


def files_to_strike(row) -> list[StoredFile]:
    """Of today or of an earlier version; a wrong file that was struck may still have its bytes on the disk."""
    return [stored for stored in files_of(row) if not stored.is_struck or redaction_files.is_left(stored.sha256)]


class RedactionQuerySet(models.QuerySet):
    def of(self, row):
        return self.filter(**history.keys_of(row))

    def open(self):
        return self.filter(made_at=None)

    def made(self):
        return self.exclude(made_at=None)

    def ask(self, row, by, words="", file=None, reason="", siblings=()) -> "Redaction":
        """Keep the request, for language versions too; a second person is told by mail. Raises Refused."""
        if why_not := why_not_ask(row, by, words, file, reason):
            raise Refused(why_not)
        shared = {"words": "\n".join(phrases_of(words)), "reason": reason, "asked_by": by, "asked_at": clock.now()}
        with transaction.atomic():
            asked = self.create(**history.keys_of(row), file_uuid=file and file.uuid, **shared)
            for sibling in siblings if shared["words"] else ():
                self.create(**history.keys_of(sibling), **shared)
            asked.tell()
        return asked


class Redaction(models.Model):
    """Asked for by one administrator, made by another; the words themselves are forgotten once they are struck."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    words = ParagraphsField(_("words to strike"), blank=True, default="")
    file_uuid = models.UUIDField(_("file"), null=True, blank=True)
    reason = ParagraphsField(_("legal duty"))
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="redactions_asked", verbose_name=_("asked by")
    )
    made_at = models.DateTimeField(_("made at"), null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="redactions_made", verbose_name=_("made by")
    )

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-pk"]
        default_permissions = ("add", "view")

    def __str__(self):
        return f"{self.content_type.model} {self.object_id}, {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("admin:newsroom_redaction_make", args=[self.pk])

    # Questions

    @property
    def row(self):
        """What it is about; a stand-in with the key if that has been deleted, since its history stays."""
        model = self.content_type.model_class()
        return model._base_manager.filter(pk=self.object_id).first() or model(pk=self.object_id)

    @property
    def file(self) -> StoredFile | None:
        return StoredFile.objects.filter(uuid=self.file_uuid).first() if self.file_uuid else None

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    @property
    def strike(self) -> Strike:
        return Strike(self.words, clock.today())

    @property
    def asked_together(self) -> list["Redaction"]:
        """The open requests that were made with one press of the button, this one first."""
        same = {"asked_at": self.asked_at, "asked_by": self.asked_by, "words": self.words, "reason": self.reason}
        others = type(self).objects.open().filter(**same).exclude(pk=self.pk) if self.words else []
        return [self, *others]

    def why_not_make(self, by) -> list[str]:
        return reasons(
            (not may_be_second(by, self.row), _("Only an editor or an administrator can make a redaction.")),
            (by == self.asked_by, _("You asked for this yourself, so a second person must make it.")),
            (self.is_made, _("This has been made already.")),
            (
                not self.is_made and self.file_uuid is not None and self.file not in files_to_strike(self.row),
                _("The file is no longer used here. Drop this request and ask anew."),
            ),
        )

    def why_not_drop(self, by) -> list[str]:
        return reasons(
            (not may_be_second(by, self.row), _("Only an editor or an administrator can drop a request.")),
            (self.is_made, _("This has been made already.")),
        )

    # Actions

    def make(self, by) -> None:
        """Strike it, with what was asked for together with it. It can't be undone. Raises Refused."""
        with transaction.atomic():
            self._hold()
            if why_not := self.why_not_make(by):
                raise Refused(why_not)
            for each in self.asked_together:
                each._make(by)

    def drop(self, by) -> None:
        """Forget the request and its words; nothing is struck."""
        with transaction.atomic():
            self._hold()
            if why_not := self.why_not_drop(by):
                raise Refused(why_not)
            type(self).objects.filter(pk__in=[each.pk for each in self.asked_together]).delete()

    def tell(self) -> None:
        """All who could be the second person; the mail holds neither the words nor the reason."""
        for user in _second_people(self.asked_by):
            context = {"by": str(self.asked_by), "url": absolute(self.get_absolute_url())}
            emails.send_after_commit("redaction_asked", user.email, user.language, **context)

    def _hold(self):
        type(self).objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()

    def _make(self, by):
        where = Whereabouts(_held(self.row), self.strike)
        reason = where.strike.in_text(self.reason, where.language)
        with history.change(by=by, note=_note(self.asked_by, reason)) as change:
            if self.words:
                self._strike_words(where)
            if stored := self.file:
                redaction_files.strike(stored)
                self.file_uuid = StoredFile.objects.get(pk=stored.pk).uuid
            if not where.is_gone:
                _kept_anew(where.row)
            for row in list(change.rows.values()):
                change.name(row, "redact")
        # What has just been saved names other rows as they are called now, and leaves an old address behind.
        strike([*where.newest(), *where.old_slugs()])
        self.words, self.reason, self.made_by, self.made_at = "", reason, by, clock.now()
        self.save()

    def _strike_words(self, where):
        """First what is kept, so that the row as it becomes differs from its last state in nothing."""
        strike([*where.kept(), *where.named()])
        if let_go := getattr(where.row, "let_go", None):
            let_go(where.strike)
        strike(where.now())


def finish() -> dict[str, int]:
    """For the night: bytes of redacted files that a disk would not give up at once."""
    made = Redaction.objects.made().exclude(file_uuid=None).values("file_uuid")
    digests = StoredFile.objects.filter(uuid__in=made).values_list("sha256", flat=True).distinct()
    return {"redacted": sum(redaction_files.is_left(each) and redaction_files.forget(each) for each in digests)}


def _held(row):
    """Locked and read anew; what was deleted has nothing to lock."""
    if row._state.adding:
        return row
    if hasattr(row, "hold"):
        row.hold()
    return type(row)._base_manager.select_for_update().get(pk=row.pk)


def _kept_anew(row):
    """So that the redaction stands in its history even where only that history held the words."""
    fresh = type(row)._base_manager.filter(pk=row.pk).first()
    if fresh:
        fresh.save()


def _note(asked_by, reason: str) -> str:
    return gettext("Asked for by %(asker)s: %(reason)s") % {"asker": asked_by, "reason": reason}


def _second_people(asker) -> list:
    users = get_user_model().objects.filter(groups__name__in=["Editor", "Administrator"], is_active=True)
    return list(users.exclude(pk=asker.pk).distinct().order_by("pk"))

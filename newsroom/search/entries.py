"""The index: what stands where in which words. It never says what is public; that is asked of the things themselves."""

from datetime import date
from zlib import crc32

from django.db import models

UNDATED = 2**20 - 1  # people are of no day, and always among the newest
_LANGUAGES = {"fi": 0, "sv": 1, "en": 2}


def code_of(kind: str) -> int:
    return crc32(kind.encode()) % 1024


def key_of(kind: str, object_id: int, language: str, day: date | None) -> int:
    """A key that grows with the day, so that "the newest that match" is read off the keys alone, alike in every database.

    20 bits of day, 10 of kind, 2 of language, 31 of the object's own key.
    """
    ordinal = min(day.toordinal(), UNDATED - 1) if day else UNDATED
    return ((ordinal << 10 | code_of(kind)) << 2 | _LANGUAGES[language]) << 31 | object_id


class SearchEntry(models.Model):
    """A thing in a language. Narrow, since thousands are read for a question; the texts stand beside it."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    part_of = models.PositiveBigIntegerField(null=True)
    language = models.CharField(max_length=2)
    dated_on = models.DateField(null=True)
    themes = models.TextField(blank=True, default="")
    places = models.TextField(blank=True, default="")
    title_tokens = models.TextField(blank=True, default="")
    lead_tokens = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64)
    analyser = models.CharField(max_length=80)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="search_entry_once"),
        ]
        indexes = [models.Index(fields=["kind", "part_of"], name="search_entry_part")]

    def __str__(self):
        return f"{self.kind} {self.object_id} ({self.language})"


class SearchText(models.Model):
    """The texts as they are read, for snippets, and the tokens that the database's own index is fed with.

    Triggers of the migration keep SQLite's index in step; PostgreSQL's is a generated column.
    """

    entry = models.OneToOneField(SearchEntry, models.CASCADE, primary_key=True, related_name="text")
    language = models.CharField(max_length=2)
    title = models.TextField(blank=True, default="")
    lead = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")
    tokens = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.title


class FileTextQuerySet(models.QuerySet):
    def keep(self, sha256: str, text: str) -> None:
        self.update_or_create(sha256=sha256, defaults={"text": text})


class FileText(models.Model):
    """The words of a PDF, read once; kept by what the file holds, gone with its last row."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField(blank=True, default="")

    objects = FileTextQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.text[:60]

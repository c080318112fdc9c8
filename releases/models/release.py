import uuid
from datetime import datetime, timedelta

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from newsroom import clock, dates, history, richtext
from newsroom.addresses import Addressed
from newsroom.languages import Language
from newsroom.models import Theme
from newsroom.publishing import Publishable, PublishableQuerySet, Stage, by_newest
from newsroom.richtext import HTMLField
from newsroom.text import LineField, ParagraphsField
from people.models import Spokesperson
from programmes.models import Document, Programme, ProgrammePeriod
from releases.models.family import ReleaseFamily

_WAYS_TO = {
    Theme: "family__themes",
    Event: "family__events",
    Document: "family__documents",
    ProgrammePeriod: "family__documents__period",
    Programme: "family__documents__period__programme",
    Spokesperson: "quotes__spokesperson",
}


# How young a related release is, and what that is worth; a shared theme is worth 2.
FRESH = [(timedelta(days=183), 2), (timedelta(days=731), 1)]
NEAREST = 200  # of those that share a theme, the newest are ranked


class ReleaseQuerySet(PublishableQuerySet):
    def in_language(self, language: str):
        return self.filter(language=language)

    def about(self, thing):
        """Releases about a theme, event, document, programme period or programme, or in which somebody speaks."""
        return self.filter(**{_WAYS_TO[type(thing)]: thing}).distinct()

    def leading(self, at=None):
        return self.filter(family__in=ReleaseFamily.objects.leading(at))

    def in_year(self, year: int):
        zone = timezone.get_default_timezone()
        return self.filter(
            publish_at__gte=datetime(year, 1, 1, tzinfo=zone), publish_at__lt=datetime(year + 1, 1, 1, tzinfo=zone)
        )

    def related_to(self, release, at=None):
        """Hand-picked ones first, then by themes that are shared and by age: a fresh one counts as much as a theme."""
        now = at or clock.now()
        themes = [theme.pk for theme in release.family.themes.all()]
        picked = ReleaseFamily.objects.filter(releases__picked_by=release.family_id)
        sharing = self.filter(family__in=ReleaseFamily.objects.filter(themes__in=themes))
        near = sharing.newest_first().values("pk")[:NEAREST]
        freshness = Case(
            *(When(publish_at__gte=now - age, then=Value(worth)) for age, worth in FRESH), default=Value(0)
        )
        return (
            self.filter(Q(family__in=picked) | Q(pk__in=near))
            .exclude(family=release.family_id)
            .annotate(
                is_picked=Case(When(family__in=picked, then=Value(1)), default=Value(0)),
                shared=Count("family__themes", filter=Q(family__themes__in=themes), distinct=True),
            )
            .annotate(rank=2 * models.F("shared") + freshness)
            .order_by("-is_picked", "-rank", by_newest(), "-pk")
        )

    def for_list(self):
        return self.select_related("family").prefetch_related("family__themes").defer("body")

    def for_feed(self):
        public_texts = models.Prefetch("family__releases", Release.objects.public().defer("body"), "public_texts")
        return self.select_related("family__image__stored_file").prefetch_related(
            "family__themes",
            "family__senders__organisation",
            public_texts,
            "quotes",
            "contacts",
            "corrections",
            "attachments__stored_file",
            "attachments__document_version__document",
            "attachments__document_version__files__stored_file",
        )

    def entries(self, most: int) -> list:
        """Keys first: a list without doubles would have to compare whole texts."""
        from releases import feeds

        keys = list(self.values_list("pk", flat=True)[:most])
        return [feeds.entry(release) for release in Release.objects.filter(pk__in=keys).newest_first().for_feed()]

    def for_page(self):
        return self.select_related("family__image__stored_file", "family__series").prefetch_related(
            "family__themes",
            "family__places",
            "family__senders__organisation",
            "quotes__spokesperson__photo__stored_file",
            "quotes__spokesperson__organisation",
            "corrections",
            "contacts__spokesperson__phones",
            "contacts__spokesperson__photo__stored_file",
            "attachments__stored_file",
            "attachments__document_version__document",
            "attachments__document_version__files__stored_file",
        )


class Release(Addressed, Publishable):
    recorded_with = ("family", "contacts", "attachments", "corrections")

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
        help_text=_("The last part of the page's address. Made from the headline."),
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
        ordering = [by_newest(), "-pk"]
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
            models.UniqueConstraint(
                fields=["source_hash"],
                condition=~Q(source_hash=""),
                name="release_one_per_source",
                violation_error_message=_("This text has been imported already."),
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

    def findings(self, at=None):
        from releases import checks, facts

        return checks.check(facts.of_release(self, at or self.publish_at))

    def questions(self, moment):
        """Also whether this overtakes another language version that still waits."""
        waiting = self.siblings.in_stage(Stage.SCHEDULED)
        overtaken = [text for text in waiting if moment and moment < text.publish_at]
        return [*super().questions(moment), *(_overtaken(text) for text in overtaken)]

    def after(self, verb):
        from releases import links

        if verb == "edit":
            links.tell_readers_of_change(self)
        elif verb in ("move", "recall"):
            links.tell_readers_of_moment(self)

    def lock(self):
        ReleaseFamily.objects.select_for_update().get(pk=self.family_id)

    def save(self, *args, **kwargs):
        with history.change():
            super().save(*args, **kwargs)
            self._mirror_quotes()

    def _mirror_quotes(self):
        """The body's quotes as rows, so that they can be found by speaker. The body stays their only source."""
        spoken = [passage for passage in richtext.passages(self.body) if passage.speaker]
        people = _people_behind(spoken)
        wanted = [
            self.quotes.model(
                release=self, position=position, text=said.text, name=said.speaker, title=said.title, spokesperson=who
            )
            for position, (said, who) in enumerate(zip(spoken, people, strict=True))
        ]
        if [quote.facts for quote in self.quotes.all()] != [quote.facts for quote in wanted]:
            self.quotes.all().delete()
            self.quotes.bulk_create(wanted)

    def public_text_digest(self, revision) -> str:
        """The hash that readers are given of a numbered version."""
        from releases.versions import Version

        return Version(self, revision).digest

    def let_go(self, words):
        """Whoever is struck by name is no longer called: the person's card would go on giving the number and picture."""
        for contact in self.contacts.all():
            if words.stands_in(contact.name):
                contact.delete()

    @property
    def updated_at(self) -> datetime | None:
        """When readers were last told of a change; a slip moves no date. Reads the prefetched corrections."""
        return max([correction.made_at for correction in self.corrections.all()], default=self.publish_at)

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

    @cached_property
    def lengths(self) -> dict[str, int]:
        """Characters of each part as a reader sees it."""
        parts = {"headline": self.headline, "lead": self.lead, "text": richtext.plain_text(self.body)}
        seen = {name: words.replace("\u00ad", "") for name, words in parts.items()}
        without_spaces = "".join("".join(seen.values()).split())
        counts = {name: len(words) for name, words in seen.items()}
        return {**counts, "all": sum(counts.values()), "without_spaces": len(without_spaces)}


def _overtaken(text) -> str:
    message = gettext("Readers see this before the version in another language, which comes out %(moment)s.")
    return message % {"moment": dates.moment(text.publish_at, get_language())}


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

"""Where a release could show."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.doors.around import (
    DISTINCTIVE,
    MOST,
    OWN_PAGE,
    Around,
    address,
    address_of,
    in_each_language,
    in_formats,
    page_of_rank,
    sitemap,
)
from newsroom.doors.door import FOLLOWED, Door
from newsroom.doors.searches import suggested
from newsroom.feeds import MOST_ENTRIES
from newsroom.history import Revision
from newsroom.languages import CODES, OWN_NAMES
from newsroom.models import Theme
from newsroom.search import finding
from newsroom.search.question import Question
from newsroom.views import NEWEST
from people.models import Spokesperson
from programmes.models import Document, Programme, ProgrammePeriod
from releases.models import Release
from releases.sitemaps import NEWS_FOR
from releases.views import RELATED


@dataclass(frozen=True)
class Selection:
    """A way to narrow a list so that the release stays in it, and how many stand before it there."""

    detail: str
    query: dict
    rows: object


class AroundRelease(Around):
    shows_nothing = frozenset(
        {
            "events:list",
            "events:feed",
            "events:card",
            "programmes:period_card",
            "programmes:list",
            "programmes:feed",
            "programmes:documents",
            "programmes:documents_feed",
            "programmes:document_file",
        }
    )

    def __init__(self, thing, at):
        super().__init__(thing, at)
        self.language = thing.language
        self.family = thing.family
        self.before = (
            Release.objects.public(self.at)
            .in_language(self.language)
            .filter(Q(publish_at__gt=self.moment) | Q(publish_at=self.moment, pk__gt=thing.pk))
            .order_by()
        )
        attached = thing.attachments.filter(stored_file__isnull=False).select_related("stored_file")
        self.stored_files = [attachment.stored_file for attachment in attached]
        self.pictures = self._shown(self.family.image)

    @cached_property
    def themes(self) -> list[Theme]:
        return list(self.family.themes.all())

    @property
    def path(self) -> str:
        return self.thing.get_absolute_url()

    @cached_property
    def words(self) -> str:
        """The headline, when no other text can stand there by the same words."""
        headline = self.thing.headline
        is_own = not Release.objects.filter(headline__iexact=headline).exclude(pk=self.thing.pk).exists()
        return headline if len(headline) >= DISTINCTIVE and is_own else ""

    def _door(self, name, where, **options):
        """A page that does not give the reader's own words back; there the headline itself tells."""
        return Door(name, where, addresses=self.traces, words=self.words, **options)

    @property
    def traces(self) -> tuple[str, ...]:
        return self.path, self.urn

    def _followed(self, name, rows, route, *arguments, **options):
        """The feed of a list, in each format: `rows` stand before it there."""
        options = {"addresses": self.traces, "words": self.words, "is_expected": rows.count() < MOST_ENTRIES, **options}
        yield from in_formats(name, self.language, route, *arguments, **options)

    def _listed(self, name, route, *arguments, **options):
        return self._door(name, address(self.language, route, *arguments), **options)

    # Front page, themes, search

    def home(self):
        yield self._listed(_("Front page"), "home", is_expected=self.before.count() <= NEWEST)

    def theme(self):
        for theme in self.themes:
            pages = page_of_rank(self.before.about(theme).count())
            yield self._listed(_("Page of a theme"), "theme", theme.slug, detail=str(theme.name), pages=pages)

    def theme_feed(self):
        for theme in self.themes:
            rows = self.before.about(theme)
            yield from self._followed(_("Feed of a theme"), rows, "theme_feed", theme.slug, detail=str(theme.name))

    def home_feed(self):
        is_expected = self.is_among_the_newest(self.language)
        yield from self._followed(_("Feed of everything"), self.before, "home_feed", is_expected=is_expected)

    def feeds(self):
        yield self._listed(_("Page about the feeds"), "feeds", is_expected=not self.before.exists())

    def search(self):
        yield Door(
            _("Search page"),
            address(self.language, "search", q=self._question.text),
            addresses=(self.path,),
            pages=FOLLOWED,
        )

    def search_feed(self):
        newer = self.selections[-1].rows.filter(publish_at__gte=self.moment)
        query = {"q": self._question.text, "kind": "release"}
        where = address(self.language, "search_feed", "rss", **query)
        is_expected = newer.count() < MOST_ENTRIES
        yield Door(_("Feed of a search"), where, addresses=self.traces, is_expected=is_expected)

    # Sitemaps

    def sitemap(self):
        yield self._door(_("Sitemap"), sitemap(f"releases-{self.language}-{self.year}"))

    def sitemap_news(self):
        is_expected = self.at - self.moment <= NEWS_FOR
        yield self._listed(_("News sitemap"), "sitemap_news", is_expected=is_expected)

    def search_suggestions(self):
        if self.words:
            yield from suggested(lambda language: self.words, [self.language])

    # Lists and feeds, with the query strings that a reader could use

    @property
    def _question(self) -> Question:
        return Question.about(self.thing.headline)

    @cached_property
    def selections(self) -> list[Selection]:
        kind = self.family.kind
        found = finding.narrow(self.before, "release", self._question, self.language)
        return [
            Selection("", {}, self.before),
            *(Selection(str(theme.name), {"theme": theme.slug}, self.before.about(theme)) for theme in self.themes),
            Selection(self.family.get_kind_display(), {"kind": kind}, self.before.filter(family__kind=kind)),
            Selection(self._question.text, {"q": self._question.text}, found),
        ]

    def _in_lists(self, name, route, *arguments, in_year=None):
        for chosen in self.selections:
            rank = (chosen.rows.in_year(in_year) if in_year else chosen.rows).count()
            where = address(self.language, route, *arguments, **chosen.query)
            yield self._selected(name, where, chosen, pages=page_of_rank(rank))

    def _in_feeds(self, name, route, *arguments, in_year=None):
        """The whole list in each format, and its selections in one: all formats are written from the same entries."""
        for chosen in self.selections:
            rows = chosen.rows.in_year(in_year) if in_year else chosen.rows
            if not chosen.query:
                yield from self._followed(name, rows, route, *arguments)
                continue
            where = address(self.language, route, *arguments, "rss", **chosen.query)
            yield self._selected(name, where, chosen, is_expected=rows.count() < MOST_ENTRIES)

    def _selected(self, name, where, chosen, **options):
        words = "" if "q" in chosen.query else self.words
        return Door(name, where, chosen.detail, self.traces, words, **options)

    def releases_list(self):
        yield from self._in_lists(_("List of releases"), "releases:list")

    def releases_feed(self):
        yield from self._in_feeds(_("Feed"), "releases:feed")

    @property
    def year(self) -> int:
        return timezone.localdate(self.moment).year

    def releases_year(self):
        yield from self._in_lists(_("Releases of a year"), "releases:year", self.year, in_year=self.year)

    def releases_year_feed(self):
        yield from self._in_feeds(_("Feed of a year"), "releases:year_feed", self.year, in_year=self.year)

    def releases_card(self):
        yield Door(_("Card for sharing"), address(self.language, "releases:card", self.thing.slug))

    # Its own page, its language versions, releases on the same themes

    def releases_detail(self):
        yield Door(OWN_PAGE, self.path, words=self.thing.headline)
        yield from self._old_addresses(self.thing, "releases:detail", self.language)
        for sibling in self.thing.siblings.readable(self.at):
            name = OWN_NAMES[sibling.language]
            yield self._door(_("Page of another language"), sibling.get_absolute_url(), detail=name)
        for other in self._related(self.thing):
            yield self._door(
                _("Release on the same themes"),
                other.get_absolute_url(),
                detail=other.headline,
                is_expected=self.thing in self._related(other),
            )
        yield from self._picked()
        yield from self._parts_of_series()

    def _picked(self):
        """Releases beside which an editor has put this one, or its version in another language."""
        pickers = Release.objects.public(self.at).in_language(self.language)
        for other in pickers.filter(family__related__family=self.family).exclude(family=self.family).distinct()[:MOST]:
            is_expected = self.thing in self._related(other)
            yield self._door(
                _("Release that leads to it"), other.get_absolute_url(), detail=other.headline, is_expected=is_expected
            )

    def _parts_of_series(self):
        """The parts right before and after it lead to it."""
        if self.family.series_id is None:
            return
        parts = Release.objects.public(self.at).in_language(self.language).filter(family__series=self.family.series_id)
        others = parts.exclude(pk=self.thing.pk)
        for other in [
            *others.filter(publish_at__lte=self.moment).order_by("-publish_at", "-pk")[:1],
            *others.filter(publish_at__gt=self.moment).order_by("publish_at", "pk")[:1],
        ]:
            yield self._door(
                _("Part of the same series"), other.get_absolute_url(), detail=other.headline, is_expected=False
            )

    def releases_text(self):
        where = address(self.language, "releases:text", self.thing.slug)
        yield Door(_("As plain text"), where, words=self.thing.headline)

    def _related(self, release) -> list[Release]:
        return list(Release.objects.public(self.at).in_language(self.language).related_to(release, self.at)[:RELATED])

    # Pages of people, events, programmes and documents

    @cached_property
    def introduced(self) -> list[Spokesperson]:
        """People whose pages open with this release, because it is the first to name them."""
        named = Spokesperson.objects.filter(Q(quotes__release=self.thing) | Q(contacts__release=self.thing))
        waiting = named.filter(waits_for_release=True, pk__in=Spokesperson.objects.public(self.at)).distinct()
        return [person for person in waiting if not person.is_public(self.moment - timedelta(seconds=1))]

    def people_list(self):
        for person in self.introduced:
            for language in CODES:
                where, found = address(language, "people:list"), (address_of(person, language),)
                yield Door(_("List of spokespeople"), where, person.name, found)

    def people_detail(self):
        """Its language's page of each speaker, and others where the family has no text in that language."""
        for person in self.introduced:
            for _language, where in in_each_language(person):
                yield Door(_("Page of a spokesperson"), where, person.name, words=person.name)
        siblings = set(self.thing.siblings.public(self.at).values_list("language", flat=True))
        for speaker in self.speakers:
            for language in [code for code in CODES if code not in siblings]:
                yield self._door(
                    _("Page of a speaker"), address_of(speaker, language), detail=speaker.name, pages=FOLLOWED
                )

    def people_card(self):
        for person in self.introduced:
            for language in CODES:
                where = address(language, "people:card", person.slug)
                yield Door(_("Business card"), where, person.name, (f"urn:uuid:{person.uuid}",))

    @property
    def speakers(self):
        return Spokesperson.objects.public(self.at).filter(quotes__release=self.thing).distinct()

    def people_feed(self):
        yield from self._feeds_about(_("Feed of a speaker"), self.speakers, "people:feed")

    def _feeds_about(self, name, things, route):
        for thing in things:
            yield from self._followed(name, self.before.about(thing), route, thing.slug, detail=str(thing))

    def _told_at(self, name, things):
        for thing in things:
            yield self._door(name, address_of(thing, self.language), detail=str(thing), pages=FOLLOWED)

    def events_detail(self):
        yield from self._told_at(_("Page of an event"), self.family.events.readable(self.at))

    @property
    def programmes(self):
        return Programme.objects.public(self.at).filter(periods__documents__families=self.family).distinct()

    def programmes_detail(self):
        yield from self._told_at(_("Page of a programme"), self.programmes)

    def programmes_programme_feed(self):
        yield from self._feeds_about(_("Feed of a programme"), self.programmes, "programmes:programme_feed")

    def programmes_period_feed(self):
        periods = ProgrammePeriod.objects.public(self.at).filter(documents__families=self.family).distinct()
        for period in periods.select_related("programme"):
            where = period.programme.slug, period.start_date.year, period.end_date.year
            rows = self.before.about(period)
            name = _("Feed of a programme period")
            yield from self._followed(name, rows, "programmes:period_feed", *where, detail=str(period))

    def programmes_period(self):
        periods = ProgrammePeriod.objects.readable(self.at).filter(documents__families=self.family)
        yield from self._told_at(_("Page of a programme period"), periods.distinct())

    def programmes_document(self):
        documents = Document.objects.readable(self.at).filter(families=self.family)
        yield from self._told_at(_("Page of a document"), documents)

    # Frozen versions

    def releases_version(self):
        yield from self._versions(_("Frozen version"), "releases:version")

    def releases_version_text(self):
        yield from self._versions(_("Frozen version as text"), "releases:version_text")

    def _versions(self, name, route):
        for version in Revision.objects.of(self.thing).filter(number__isnull=False).order_by("number"):
            where = address(self.language, route, self.thing.slug, version.number)
            yield Door(name, where, str(version.number), words=version.data["headline"])

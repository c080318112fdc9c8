"""One query object for every list of releases: page, feed and counts take the same selection."""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from newsroom import addresses
from newsroom.feeds import Followable
from newsroom.languages import CODES
from newsroom.models import Theme
from newsroom.search import finding
from newsroom.search.question import Question
from newsroom.selections import Way
from newsroom.text import without_controls
from releases.models import Release, ReleaseFamily

Kind = ReleaseFamily.Kind


@dataclass(frozen=True)
class ReleaseFilter(Followable):
    language: str
    year: int | None = None
    theme: Theme | None = None
    kind: str = ""
    question: Question = Question("")

    @classmethod
    def asked(cls, query: QueryDict, language: str, year: int | None = None) -> "ReleaseFilter":
        """Raises Http404 for a theme or kind that is not there; parameters it does not know are ignored."""
        slug, kind = query.get("theme", ""), query.get("kind", "")
        if kind and kind not in Kind.values:
            raise Http404
        theme = addresses.find(Theme, without_controls(slug)) if slug else None
        return cls(language, year, theme, kind, Question.asked(query.get("q")))

    def releases(self):
        return self._narrowed().public().newest_first()

    def sources(self):
        return [self._narrowed()]

    def _narrowed(self):
        found = Release.objects.in_language(self.language)
        if self.year:
            found = found.in_year(self.year)
        if self.theme:
            found = found.about(self.theme)
        if self.kind:
            found = found.filter(family__kind=self.kind)
        return finding.narrow(found, "release", self.question, self.language)

    # Addresses

    @property
    def query(self) -> str:
        """The canonical query string."""
        words = self.question.text if self.question.words else ""
        chosen = {"theme": self.theme.slug if self.theme else "", "kind": self.kind, "q": words}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def plain_address(self) -> str:
        with translation.override(self.language):
            return reverse("releases:year", args=[self.year]) if self.year else reverse("releases:list")

    # Words

    @property
    def is_narrowed(self) -> bool:
        return bool(self.year or self.query)

    @property
    def description(self) -> str:
        return gettext("Press releases, statements, media invitations and news.")

    @property
    def title(self) -> str:
        return ", ".join([gettext("Releases"), *(str(way.label) for way in self.ways_out)])

    # Ways to other selections

    @cached_property
    def ways_out(self) -> list[Way]:
        """What is chosen, each with the address of the selection without it."""
        ways = []
        if self.theme:
            ways.append(Way(self.theme.name, replace(self, theme=None).address))
        if self.kind:
            ways.append(Way(Kind(self.kind).label, replace(self, kind="").address))
        if self.year:
            ways.append(Way(str(self.year), replace(self, year=None).address))
        if self.question.words:
            ways.append(Way(self.question.text, replace(self, question=Question("")).address))
        return ways

    @cached_property
    def theme_ways(self) -> list[Way]:
        releases = replace(self, theme=None).releases().order_by()
        themes = Theme.objects.filter(families__releases__in=releases).annotate(count=Count("families__releases"))
        ways = [
            Way(theme.name, replace(self, theme=theme).address, theme.count, theme == self.theme) for theme in themes
        ]
        return sorted(ways, key=lambda way: (-way.count, way.label))

    @cached_property
    def kind_ways(self) -> list[Way]:
        releases = replace(self, kind="").releases().order_by()
        counts = dict(releases.values_list("family__kind").annotate(Count("pk", distinct=True)))
        return [
            Way(kind.label, replace(self, kind=kind.value).address, counts[kind], kind == self.kind)
            for kind in Kind
            if kind in counts
        ]

    @cached_property
    def year_ways(self) -> list[Way]:
        releases = replace(self, year=None).releases().filter(publish_at__isnull=False).order_by()
        counts = releases.values_list(ExtractYear("publish_at")).annotate(Count("pk", distinct=True))
        return [
            Way(str(year), replace(self, year=year).address, count, year == self.year)
            for year, count in sorted(counts, reverse=True)
        ]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return Kind.choices

    @cached_property
    def themes(self) -> list[Theme]:
        """Themes that some release of the language has; the chosen one is always among them."""
        releases = Release.objects.public().in_language(self.language)
        found = set(Theme.objects.filter(families__releases__in=releases))
        return sorted(found | ({self.theme} if self.theme else set()), key=lambda theme: (theme.name, theme.pk))

    @property
    def alternates(self) -> dict[str, str]:
        """The same selection in other languages: without words, which belong to one, and where the year has a page."""
        languages = CODES
        if self.year:
            found = Release.objects.public().in_year(self.year).values_list("language", flat=True)
            languages = sorted(set(found), key=CODES.index)
        return {code: replace(self, language=code, question=Question("")).address for code in languages}

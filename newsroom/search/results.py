"""What a selection finds: rows of a page, what was said, facets, and another spelling."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from newsroom.languages import Text
from newsroom.models import Theme
from newsroom.pagination import page_of
from newsroom.search.entries import SearchText
from newsroom.search.facets import Facet, facets, languages
from newsroom.search.filters import SearchFilter
from newsroom.search.finding import Candidate, Found, find_somehow
from newsroom.search.registry import public_things, searchables
from newsroom.search.snippets import Marker, Piece
from newsroom.search.suggesting import Suggestion, another_spelling
from newsroom.selections import Way

QUOTE = "quote"
QUOTES = 4


@dataclass(frozen=True)
class Row:
    """A thing that was found, as a list or a feed shows it."""

    kind: str
    thing: object
    text: SearchText
    day: date | None
    themes: list[Theme]
    marker: Marker

    @property
    def is_quote(self) -> bool:
        return self.kind == QUOTE

    @property
    def title(self) -> Text:
        return Text(self.text.title, self.text.language)

    @property
    def url(self) -> str:
        return searchables()[self.kind].address(self.thing)

    @property
    def word(self) -> str:
        return searchables()[self.kind].word(self.thing)

    @cached_property
    def summary(self) -> str:
        """The neighbourhood of what was asked for, else the lead."""
        if lead := searchables()[self.kind].lead:
            return lead(self.thing, self.text.language)
        return self.marker.excerpt(self.text.lead) or self.marker.excerpt(self.text.body) or self.text.lead

    @property
    def marked_title(self) -> list[Piece]:
        return self.marker.marked(self.text.title)

    @property
    def marked_summary(self) -> list[Piece]:
        return self.marker.marked(self.summary)

    @property
    def marked_paragraphs(self) -> list[list[Piece]]:
        return [self.marker.marked(line) for line in self.text.body.split("\n")]


class Results:
    def __init__(self, chosen: SearchFilter, page: str | None = None):
        """Raises Http404 for a page that is not there."""
        self.chosen = chosen
        self.page = page_of(self._listed, page)

    @cached_property
    def found(self) -> Found:
        """Whatever the choices."""
        return find_somehow(self.chosen.question, self.chosen.language)

    @cached_property
    def narrowed(self) -> Found:
        """Asked anew when the choices may concern what is older than all that was looked at."""
        if self.found.is_capped and self.chosen.facts:
            return find_somehow(self.chosen.question, self.chosen.language, *self.chosen.facts)
        return self.found.only(self.chosen.lets_through)

    @cached_property
    def _listed(self) -> list[Candidate]:
        if self.chosen.kind == QUOTE:
            return self.narrowed.candidates
        return [each for each in self.narrowed.candidates if each.kind != QUOTE]

    @property
    def total(self) -> int:
        return len(self.narrowed.candidates)

    @property
    def is_capped(self) -> bool:
        return self.narrowed.is_capped

    @cached_property
    def rows(self) -> list[Row]:
        return self._rows(self.page.object_list)

    @cached_property
    def said(self) -> list[Row]:
        """Quotes stand apart, on the first page."""
        if self.chosen.kind == QUOTE or self.page.number > 1:
            return []
        return self._rows(self._quotes[:QUOTES])

    @cached_property
    def _quotes(self) -> list[Candidate]:
        return [each for each in self.narrowed.candidates if each.kind == QUOTE]

    @property
    def all_said(self) -> Way | None:
        """The way to all statements, when not all of them stand here."""
        many = len(self._quotes)
        return Way("", replace(self.chosen, kind=QUOTE).address, many) if many > QUOTES else None

    @cached_property
    def facets(self) -> list[Facet]:
        return facets(self.chosen, self.found, self._languages)

    @cached_property
    def _languages(self) -> list[Way]:
        return languages(self.chosen, self.found)

    @property
    def elsewhere(self) -> list[Way]:
        """Other languages, when they have something and this one has nothing."""
        return [] if self.total else [way for way in self._languages if way.count]

    @cached_property
    def suggestion(self) -> Suggestion | None:
        if self.found.candidates and not self.found.is_loose:
            return None
        return another_spelling(self.chosen)

    # Rows

    def _rows(self, candidates: list[Candidate]) -> list[Row]:
        return list(self._made(candidates))

    def _made(self, candidates) -> Iterator[Row]:
        texts = SearchText.objects.in_bulk([each.id for each in candidates])
        things = public_things(candidates)
        for each in candidates:
            thing, text = things.get((each.kind, each.object_id)), texts.get(each.id)
            if thing and text:
                marker = Marker(self.chosen.question, text.language, self.found.is_loose)
                yield Row(each.kind, thing, text, each.dated_on, self._themes_of(each), marker)

    def _themes_of(self, candidate) -> list[Theme]:
        keys = map(int, candidate.themes.split())
        return [self._themes[key] for key in keys if key in self._themes]

    @cached_property
    def _themes(self) -> dict[int, Theme]:
        shown = [*self.page.object_list, *self._quotes[:QUOTES]]
        return Theme.objects.public().in_bulk({int(key) for each in shown for key in each.themes.split()})

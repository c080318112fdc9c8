"""One query object for search: the page, its facets and its feeds take the same selection."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from newsroom import addresses, alternates
from newsroom.languages import CODES, Language
from newsroom.models import Place, Theme
from newsroom.search.finding import Candidate
from newsroom.search.question import Question
from newsroom.search.registry import searchables
from newsroom.selections import Way

_CODE = re.compile(r"\d{3}", re.ASCII)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)


@dataclass(frozen=True)
class SearchFilter:
    """What is asked on a page of one language; another language may be chosen to be searched instead."""

    page_language: str
    question: Question = Question("")
    kind: str = ""
    theme: Theme | None = None
    place: Place | None = None
    year: int | None = None
    other_language: str = ""

    @classmethod
    def asked(cls, query: QueryDict, language: str) -> "SearchFilter":
        """Raises Http404 for a choice that is not there; parameters it does not know are ignored."""
        slug, code, year = query.get("theme", ""), query.get("place", ""), query.get("year", "")
        chosen = cls(
            language,
            Question.asked(query.get("q")),
            _one_of(query.get("kind", ""), searchables()),
            addresses.find(Theme, slug) if slug else None,
            get_object_or_404(Place, code=_matching(_CODE, code)) if code else None,
            int(_matching(_YEAR, year)) if year else None,
            _one_of(query.get("language", ""), CODES),
        )
        return replace(chosen, other_language="") if chosen.other_language == language else chosen

    @property
    def language(self) -> str:
        return self.other_language or self.page_language

    # Addresses

    @property
    def query(self) -> str:
        """The canonical query string."""
        chosen = {
            "q": self.question.text,
            "kind": self.kind,
            "theme": self.theme.slug if self.theme else "",
            "place": self.place.code if self.place else "",
            "year": self.year,
            "language": self.other_language,
        }
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def address(self) -> str:
        return f"{reverse('search')}?{self.query}" if self.query else reverse("search")

    def in_languages(self, path: str) -> dict[str, str]:
        """The same question on the pages of other languages."""
        query = replace(self, other_language="").query
        return {code: f"{address}?{query}" if query else address for code, address in alternates.of(path).items()}

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """What stays chosen when the form asks for other words."""
        pairs = [pair.split("=") for pair in replace(self, question=Question("")).query.split("&") if pair]
        return [(name, value) for name, value in pairs]

    # Words

    @property
    def title(self) -> str:
        labels = [self.question.text, *(str(way.label) for way in self.choices)]
        return gettext("Search: %(words)s") % {"words": ", ".join(filter(None, labels))}

    @property
    def kind_label(self) -> str:
        return searchables()[self.kind].label if self.kind else ""

    @cached_property
    def choices(self) -> list[Way]:
        """What is chosen besides the words, each with the address of the selection without it."""
        chosen = [
            ("kind", self.kind_label),
            ("theme", self.theme and self.theme.name),
            ("place", self.place and self.place.name),
            ("year", self.year and str(self.year)),
            ("other_language", self.other_language and Language(self.other_language).label),
        ]
        return [Way(label, self.without(name).address) for name, label in chosen if label]

    def without(self, name: str) -> "SearchFilter":
        return replace(self, **{name: type(self).__dataclass_fields__[name].default})

    # What it lets through

    @property
    def facts(self) -> list[str]:
        """As tokens of the index."""
        kind = [f"k{self.kind}"] if self.kind else []
        theme = [f"h{self.theme.pk}"] if self.theme else []
        place = [f"p{self.place.pk}"] if self.place else []
        return [*kind, *theme, *place, *([f"y{self.year}"] if self.year else [])]

    def lets_through(self, candidate: Candidate) -> bool:
        return (
            self.kind in ("", candidate.kind)
            and (not self.theme or str(self.theme.pk) in candidate.themes.split())
            and (not self.place or str(self.place.pk) in candidate.places.split())
            and (not self.year or (candidate.dated_on is not None and candidate.dated_on.year == self.year))
        )


def _one_of(value: str, known) -> str:
    if value and value not in known:
        raise Http404
    return value


def _matching(pattern: re.Pattern, text: str) -> str:
    """Some signs would be an error of the database."""
    if not pattern.fullmatch(text):
        raise Http404
    return text

"""A reader's question as plain words, what they narrow, and where they stand in a text."""

import html
import re
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from newsroom.text import one_line

MIN_CHARACTERS = 2
MAX_CHARACTERS = 200
MAX_WORDS = 8
EXCERPT_CHARACTERS = 220


@dataclass(frozen=True)
class Piece:
    text: str
    is_match: bool


@dataclass(frozen=True)
class Question:
    """What was asked, mended and cut to a bounded length."""

    text: str

    @classmethod
    def asked(cls, raw: str | None) -> "Question":
        return cls(one_line((raw or "")[:MAX_CHARACTERS].replace("\u00ad", "")))

    @property
    def is_too_short(self) -> bool:
        return 0 < len(self.text) < MIN_CHARACTERS

    @cached_property
    def words(self) -> list[str]:
        """Distinct words, at most eight; none when there is too little to ask."""
        if len(self.text) < MIN_CHARACTERS:
            return []
        return list(dict.fromkeys(self.text.lower().split()))[:MAX_WORDS]

    def narrow(self, queryset: QuerySet, fields: tuple[str, ...], html_fields: tuple[str, ...] = ()) -> QuerySet:
        """Rows with every word somewhere in the fields: a regular expression sees past soft hyphens and tags."""
        for word in self.words:
            condition = Q()
            for field in fields:
                condition |= Q(**{f"{field}__iregex": _pattern(word)})
            for field in html_fields:
                condition |= Q(**{f"{field}__iregex": _outside_tags(word)})
            queryset = queryset.filter(condition)
        return queryset

    def marked(self, text: str) -> list[Piece]:
        """A text cut at the words that were asked for."""
        if not self.words:
            return [Piece(text, is_match=False)]
        pieces = self._pattern.split(text)
        return [Piece(piece, is_match=index % 2 == 1) for index, piece in enumerate(pieces) if piece]

    def excerpt(self, text: str) -> str:
        """The neighbourhood of the first word found, cut between words; "" when the text has none of them."""
        paragraph = next((line for line in text.splitlines() if self.words and self._pattern.search(line)), None)
        if paragraph is None:
            return ""
        flat = " ".join(paragraph.split())
        found = self._pattern.search(flat)
        start = max(0, found.start() - EXCERPT_CHARACTERS // 3)
        start = flat.find(" ", start, found.start()) + 1 if start else 0
        end = start + EXCERPT_CHARACTERS
        if end >= len(flat):
            return f"{'… ' if start else ''}{flat[start:]}"
        end = max(flat.rfind(" ", start, end), found.end())
        return f"{'… ' if start else ''}{flat[start:end].rstrip(' ,.;:')} …"

    @cached_property
    def _pattern(self) -> re.Pattern:
        longest_first = sorted(self.words, key=len, reverse=True)
        return re.compile(f"({'|'.join(_pattern(word) for word in longest_first)})", re.IGNORECASE)


def _pattern(word: str) -> str:
    """A word with or without soft hyphens, which stand in long words of headlines."""
    return "\u00ad?".join(re.escape(letter) for letter in word)


def _outside_tags(word: str) -> str:
    """In stored HTML `<` and `>` stand only around tags, so a word before the next `>` without a `<` is in one."""
    return _pattern(html.escape(word, quote=False)) + "(?![^<>]*>)"

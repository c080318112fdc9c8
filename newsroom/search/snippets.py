"""The words that were found, marked in the text as it is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from newsroom.search import analysis
from newsroom.search.question import Question

EXCERPT_CHARACTERS = 220
MOST_WORDS = 4000  # that are looked at in one text


@dataclass(frozen=True)
class Piece:
    text: str
    is_match: bool


@dataclass(frozen=True)
class Marker:
    """Knows the words of a question in all their forms."""

    question: Question
    language: str
    is_loose: bool = False

    @cached_property
    def _terms(self) -> set[str]:
        return {term for word in self.question.words for term in analysis.terms(word, self.language).main}

    @cached_property
    def _first_parts(self) -> tuple[str, ...]:
        asked = (analysis.terms(word, self.language) for word in self.question.words)
        return tuple(begin for found in asked for begin in analysis.beginnings(found))

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(analysis.folded(word) for word in self.question.words if len(word) > 2) if self.is_loose else ()

    @cached_property
    def _hint(self) -> re.Pattern:
        """Two letters that every form begins with or holds: most words of a text need no look in the dictionary."""
        written = {term[:2] for term in self._terms} | {begin[:2] for begin in self._beginnings}
        return re.compile("|".join(map(re.escape, sorted(written))) or "(?!)")

    def _is_meant(self, word: str) -> bool:
        plain = analysis.plain(word)
        if not (self._hint.search(plain) or (self.is_loose and self._hint.search(analysis.folded(plain)))):
            return False
        found = analysis.terms(word, self.language)
        if not self._terms.isdisjoint(found.main | found.parts):
            return True
        if self._first_parts and any(term.startswith(self._first_parts) for term in found.main):
            return True
        return bool(self._beginnings) and analysis.folded(plain).startswith(self._beginnings)

    def _found(self, text: str) -> Iterator[re.Match]:
        for number, match in enumerate(analysis.words(text)):
            if number > MOST_WORDS:
                return
            if self._is_meant(match[0]):
                yield match

    def marked(self, text: str) -> list[Piece]:
        pieces, end = [], 0
        for match in self._found(text):
            pieces += [Piece(text[end : match.start()], is_match=False), Piece(match[0], is_match=True)]
            end = match.end()
        return [piece for piece in [*pieces, Piece(text[end:], is_match=False)] if piece.text]

    def excerpt(self, text: str) -> str:
        """The neighbourhood of the first phrase or word found, cut between words; "" when the text has none."""
        first = next(self._places(text), None)
        if first is None:
            return ""
        start, end = text.rfind("\n", 0, first.start()) + 1, text.find("\n", first.end())
        return _cut(text[start : end if end >= 0 else None], first.start() - start, first.end() - start)

    def _places(self, text: str) -> Iterator[re.Match]:
        for phrase in self.question.phrases:
            yield from phrase.finditer(text)
        yield from self._found(text)


def _cut(line: str, first: int, last: int) -> str:
    start = max(0, first - EXCERPT_CHARACTERS // 3)
    start = line.find(" ", start, first) + 1 if start else 0
    end = start + EXCERPT_CHARACTERS
    if end >= len(line):
        return f"{'… ' if start else ''}{line[start:]}"
    end = max(line.rfind(" ", start, end), last)
    return f"{'… ' if start else ''}{line[start:end].rstrip(' ,.;:')} …"

"""What is written into a database's index: tokens, each a letter for its class and a word or a key.

    m main word   c part of a compound   f main word without marks   t word of a title as it is written
    k kind   l language   y year   h theme   p place

The databases see opaque tokens and know no language, so both find the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsroom.search import analysis

MOST_TOKENS = 20_000  # of one text: about a book


@dataclass(frozen=True)
class Written:
    title: str
    lead: str
    all: str


def of_texts(entry) -> Written:
    texts = entry.texts
    language = texts.language or texts.page_language
    title = dict.fromkeys(_of_text(texts.title, language))
    lead = dict.fromkeys(_of_text(texts.lead, language))
    written = (f"t{_written(match[0])}" for match in analysis.words(texts.title))
    everything = dict.fromkeys([*of_facts(entry), *title, *written, *lead, *_of_text(texts.body, language)])
    return Written(" ".join(title), " ".join(lead), " ".join(list(everything)[:MOST_TOKENS]))


def of_facts(entry) -> Iterator[str]:
    yield f"k{entry.kind}"
    yield f"l{entry.language}"
    if entry.dated_on:
        yield f"y{entry.dated_on.year}"
    yield from (f"h{key}" for key in entry.themes.split())
    yield from (f"p{key}" for key in entry.places.split())


def _of_text(text: str, language: str) -> Iterator[str]:
    analyser = analysis.signature()
    for match in analysis.words(text):
        yield from _of_word(analysis.plain(match[0]), language, analyser)


@lru_cache(maxsize=2**16)
def _of_word(word: str, language: str, analyser: str) -> tuple[str, ...]:
    found = analysis.terms(word, language)
    bare = {analysis.folded(term) for term in found.main | found.parts} - found.main
    return (*_as("m", found.main), *_as("c", found.parts), *_as("f", bare))


def _as(letter: str, terms: Iterable[str]) -> list[str]:
    return [letter + term for term in sorted(terms) if term]


def _written(word: str) -> str:
    return analysis.folded("".join(filter(str.isalnum, analysis.plain(word))))

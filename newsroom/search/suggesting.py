"""Other spellings, and titles while a reader types: taken from nothing but what is public now."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from newsroom.models import Theme
from newsroom.search import analysis, backends, finnish
from newsroom.search.entries import SearchText
from newsroom.search.filters import SearchFilter
from newsroom.search.finding import finds, newest_keys
from newsroom.search.question import Question, group
from newsroom.search.registry import public_things, searchables
from newsroom.search.snippets import Piece

LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
SHORTEST, LONGEST = 4, 24  # of a word for which another spelling is looked for
MOST_WORDS_TO_MEND = 3
WITNESSES = 30  # texts that are read to see which spelling is the usual one
TITLES = 8


@dataclass(frozen=True)
class Suggestion:
    """The question in another spelling, its mended words marked."""

    pieces: list[Piece]
    address: str


def another_spelling(chosen: SearchFilter) -> Suggestion | None:
    """One letter off in a word that nothing public has; shown only if it finds something public."""
    question, mended = chosen.question, {}
    for word in question.words[:MOST_WORDS_TO_MEND]:
        if _can_be_mended(word) and not _stands(word, chosen.language):
            mended[word] = _usual(word, chosen.language)
    mended = {word: other for word, other in mended.items() if other}
    if not mended:
        return None
    pieces = _pieces(question.text, mended)
    other = replace(chosen, question=Question.asked("".join(piece.text for piece in pieces)))
    return Suggestion(pieces, other.address) if finds(other.question, other.language) else None


def _pieces(text: str, mended: dict[str, str]) -> list[Piece]:
    pieces, end = [], 0
    for match in analysis.words(text):
        if other := mended.get(analysis.plain(match[0])):
            written = other.capitalize() if match[0][0].isupper() else other
            pieces += [Piece(text[end : match.start()], is_match=False), Piece(written, is_match=True)]
            end = match.end()
    return [piece for piece in [*pieces, Piece(text[end:], is_match=False)] if piece.text]


def _can_be_mended(word: str) -> bool:
    """Another number is another thing."""
    return SHORTEST <= len(word) <= LONGEST and not any(map(str.isdecimal, word))


def _stands(word: str, language: str) -> bool:
    return bool(newest_keys(backends.Tokens((group(word, language),)).plus(f"l{language}"), 1))


def _usual(word: str, language: str) -> str:
    """The spelling that most of the newest public texts have; a base form counts for two."""
    spellings = _spellings(word, language)
    standing = tuple(backends.without_unknown(spellings))
    keys = newest_keys(backends.Tokens((standing,)).plus(f"l{language}"), WITNESSES) if standing else []
    seen = Counter()
    for text in SearchText.objects.filter(pk__in=keys):
        for token in spellings.keys() & text.tokens.split():
            other = spellings[token]
            if _is_word(other, text, language):
                seen[other] += 2 if token == _token(other) else 1
    return min(seen, key=lambda other: (-seen[other], other[0] != word[0], other), default="")


def _spellings(word: str, language: str) -> dict[str, str]:
    """Token of the index: the spelling that leads there, the base form itself before its other forms."""
    others = sorted(set(_one_off(word)) - {word})
    found = {_token(other): other for other in others}
    for other in others if language == "fi" else []:
        for reading in finnish.readings(other):
            found.setdefault(_token(reading.base.lower()), other)
    return found


def _token(word: str) -> str:
    return f"m{''.join(filter(str.isalnum, word))}"


def _is_word(other: str, text: SearchText, language: str) -> bool:
    """The index holds stems, too, which are not always words: without a dictionary it must stand there as it is."""
    if language == "fi" and finnish.readings(other):
        return True
    said = analysis.flat("\n".join([text.title, text.lead, text.body]))
    return bool(re.search(rf"(?<!\w){re.escape(other)}(?!\w)", said))


def _one_off(word: str) -> Iterator[str]:
    """A letter left out, doubled, wrong, added, or two that have changed places."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


# While typing


@dataclass(frozen=True)
class Title:
    """Leads to the one thing that is called so; without an address its words are searched for."""

    text: str
    language: str
    word: str
    address: str


def titles(question: Question, language: str) -> list[Title]:
    """Themes and public titles that have words with these beginnings."""
    beginnings = [analysis.folded("".join(filter(str.isalnum, word))) for word in question.words]
    if not beginnings:
        return []
    return [*_themes(beginnings, language), *_alone(_titles(beginnings, language))][:TITLES]


def _themes(beginnings: list[str], language: str) -> Iterator[Title]:
    for theme in Theme.objects.public():
        name = theme.text_in("name", language)
        words = [analysis.folded(analysis.plain(match[0])) for match in analysis.words(name)]
        if all(any(word.startswith(each) for word in words) for each in beginnings):
            yield Title(str(name), name.language, gettext("Theme"), theme.get_absolute_url())


def _titles(beginnings: list[str], language: str) -> Iterator[Title]:
    groups = tuple((f"t{each}*",) for each in beginnings)
    keys = newest_keys(backends.Tokens(groups, excluded=("kquote",)).plus(f"l{language}"), 2 * TITLES)
    asked = ("title", "language", "entry__kind", "entry__object_id")
    texts = SearchText.objects.filter(pk__in=keys).order_by("-pk").select_related("entry").only(*asked)
    things = public_things(text.entry for text in texts)
    for text in texts:
        kind = text.entry.kind
        if thing := things.get((kind, text.entry.object_id)):
            noun = searchables()[kind]
            yield Title(text.title, text.language, str(noun.word(thing)), noun.address(thing))


def _alone(titles: Iterable[Title]) -> list[Title]:
    """One row for all that are called the same."""
    called: dict[Title, str] = {}
    for title in titles:
        name = replace(title, address="")
        called[name] = "" if name in called else title.address
    return [replace(name, address=address) for name, address in called.items()]

"""What a word means to search, in a language: base forms and the parts of compounds. Pure, and the same for every database.

å, ä and ö are letters of their own: *saari* (island) is no *sääri* (shin). Only `folded` lets them go, for words
typed on a foreign keyboard.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

import snowballstemmer

from newsroom.search import finnish

RULES = 3  # raise this when what is written into the index changes
LONGEST_WORD = 60
SHORTEST_PART = 2
LONG_FIRST_PART = 8  # letters: *kommun* would find *kommunikation*
_WORD = re.compile("[^\\W_]+(?:[-:'\u2019\u00ad\u2010\u2011][^\\W_]+)*")
_SIGNS = re.compile(r"[\W_]+")
_FLAT = [("\u00ad", ""), ("\u2010", "-"), ("\u2011", "-"), ("\u2019", "'")]
_JOINTS = re.compile("['\u2019-]")
# Snowball leaves the endings of bro, by, sjö and å, since it counts a word's letters before it looks.
_SHORT_SWEDISH = re.compile("([^aeiouyåäö]*[aeiouyåäö])(?:n|ns|ar|ars|arna|arnas)")
_STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
_own = threading.local()


@dataclass(frozen=True)
class Terms:
    """`main` says the word itself; `parts` what it is put together of. A known word stands in a dictionary."""

    main: frozenset[str]
    parts: frozenset[str] = frozenset()
    is_known: bool = False


@lru_cache(maxsize=1)
def signature() -> str:
    """Changes whenever the same text would be written into the index in another way."""
    return " ".join(filter(None, [str(RULES), finnish.version(), f"snowball {version('snowballstemmer')}"]))


def words(text: str) -> Iterator[re.Match]:
    """The words of a text where they stand; a soft hyphen, hyphen, apostrophe or colon inside belongs to its word."""
    return _WORD.finditer(text)


def plain(word: str) -> str:
    """A word as it is compared: NFC, small letters, one kind of hyphen, bounded."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    return flat(unicodedata.normalize("NFC", word))[:LONGEST_WORD]


def flat(text: str) -> str:
    """Small letters, without soft hyphens, with one kind of hyphen and apostrophe."""
    for sign, other in _FLAT:
        text = text.replace(sign, other)
    return text.lower()


def terms(word: str, language: str) -> Terms:
    return _terms(plain(word), language)


def beginnings(found: Terms) -> list[str]:
    """What compounds of a long word begin with, where no dictionary takes them apart."""
    return [] if found.is_known else sorted(term for term in found.main if len(term) >= LONG_FIRST_PART)


def folded(term: str) -> str:
    """Without marks above or below letters, as on a foreign keyboard."""
    if term.isascii():
        return term
    taken_apart = unicodedata.normalize("NFKD", term.replace("ø", "o").replace("æ", "ae").replace("ß", "ss"))
    return _SIGNS.sub("", "".join(letter for letter in taken_apart if not unicodedata.combining(letter)))


@lru_cache(maxsize=2**16)
def _terms(word: str, language: str) -> Terms:
    found = _finnish(word) if language == "fi" else None
    return found or _stemmed(word, language)


def _finnish(word: str) -> Terms | None:
    readings = finnish.readings(word) or finnish.readings(word.replace("-", ""))
    if not readings:
        return None
    main = frozenset(filter(None, (_clean(reading.base) for reading in readings)))
    pieces = () if any(reading.is_name for reading in readings) else {p for r in readings for p in r.pieces}
    parts = {base for piece in pieces for base in _bases_of_part(piece)}
    return Terms(main, frozenset(parts - main), is_known=True)


def _bases_of_part(piece: str) -> set[str]:
    """A compound's part stands in some form of its own: the first of *kaupunginhallitus* is *kaupungin*."""
    if len(piece) < SHORTEST_PART:
        return set()
    bases = {_clean(reading.base) for reading in finnish.readings(piece)} or {_clean(piece)}
    return {base for base in bases if len(base) >= SHORTEST_PART}


def _stemmed(word: str, language: str) -> Terms:
    """Words without a dictionary: the stem and the form itself; what follows a colon is an ending (EU:n, EU:s)."""
    head = word.split(":")[0] if word.split(":")[-1].isalpha() else word
    pieces = [piece for piece in _JOINTS.split(head) if len(piece) >= SHORTEST_PART] if "-" in head else []
    main = {_clean(head), _clean(_stem(head, language))}
    if language == "sv" and (short := _SHORT_SWEDISH.fullmatch(head)):
        main.add(short[1])
    parts = {_clean(_stem(piece, language)) for piece in pieces}
    return Terms(frozenset(filter(None, main)), frozenset(filter(None, parts - main)))


def _stem(word: str, language: str) -> str:
    """A stemmer keeps what it works on, so each thread has its own."""
    stemmers = _own.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_STEMMERS.get(language, "english"))
    return stemmers[language].stemWord(word)


def _clean(term: str) -> str:
    return _SIGNS.sub("", term.lower())[:LONGEST_WORD]


def has_dictionary() -> bool:
    return finnish.is_installed()


def forget() -> None:
    """What is remembered of words, when a dictionary comes or goes."""
    _terms.cache_clear()
    signature.cache_clear()

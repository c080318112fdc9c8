"""A reader's question: mended, bounded, and read as words, exact phrases and words that must not be there."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext

from newsroom.search import analysis, backends, synonyms
from newsroom.text import one_line

MIN_CHARACTERS = 2
MAX_CHARACTERS = 200
MAX_WORDS = 8
SHORTEST_BEGINNING = 3
LONG_ENOUGH_TO_BE_FOREIGN = 7
LONG_STEM = 6
_QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"'))
_PIECE = re.compile(r'(?:^|(?<=\s))(-?)(?:"([^"]*)"|(\S+))|"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Question:
    text: str

    @classmethod
    def asked(cls, raw: str | None) -> "Question":
        """A word that is cut off at the end would be another one."""
        mended = one_line((raw or "")[: MAX_CHARACTERS * 5].replace("\u00ad", ""))
        whole = mended[:MAX_CHARACTERS]
        is_cut = len(mended) > MAX_CHARACTERS and mended[MAX_CHARACTERS] != " "
        return cls(whole.rpartition(" ")[0] or whole if is_cut else whole.strip())

    @classmethod
    def about(cls, title: str) -> "Question":
        """For the words of a title, in which no sign means anything."""
        return cls.asked(re.sub(r'["“”„«»″]|(?<!\S)-+', " ", title))

    @property
    def why_not_asked(self) -> str:
        """In one sentence; "" also when nothing is asked."""
        if 0 < len(self.text) < MIN_CHARACTERS:
            return gettext("Write at least two characters.")
        if self.excluded and not self.words:
            return gettext("Write also a word to search for, not only what is left out.")
        return ""

    @cached_property
    def words(self) -> list[str]:
        """Distinct words that must be found, those of phrases too, at most eight; none when there is too little."""
        asked = [word for is_excluded, piece in self._pieces if not is_excluded for word in _words(piece)]
        return list(dict.fromkeys(asked))[:MAX_WORDS] if len(self.text) >= MIN_CHARACTERS else []

    @cached_property
    def excluded(self) -> list[str]:
        return [word for is_excluded, piece in self._pieces if is_excluded for word in _words(piece)][:MAX_WORDS]

    @cached_property
    def phrases(self) -> list[re.Pattern]:
        """What stands in quotation marks is found word by word, whatever stands between the words."""
        return [_pattern(words) for words in self._quoted]

    @cached_property
    def _quoted(self) -> list[list[str]]:
        quoted = re.findall(r'(?<![^\s"])"([^"]+)"', self._text)
        return [words for phrase in quoted if len(words := _words(phrase)) > 1][:3]

    @cached_property
    def is_quoted(self) -> bool:
        """Nothing but phrases, which no other beginning of their words would find."""
        return {word for words in self._quoted for word in words} >= set(self.words)

    def are_phrases_in(self, said: str) -> bool:
        """Thousands of texts are asked, and most of them lack some of the words."""
        flat = analysis.flat(said)
        return all(
            all(word in flat for word in words) and _flat_pattern(tuple(words)).search(flat) for words in self._quoted
        )

    @cached_property
    def _text(self) -> str:
        return self.text.translate(_QUOTES)

    @cached_property
    def _pieces(self) -> list[tuple[bool, str]]:
        return [
            (match[1] == "-", match[2] or match[3] or match[4] or match[5] or "")
            for match in _PIECE.finditer(self._text)
        ]

    # As the index is asked

    def tokens(self, language: str, is_loose: bool = False) -> backends.Tokens:
        """Strict: base forms and parts of compounds. Loose: beginnings of words and foreign keyboards as well."""
        names = synonyms.of(self.words, language, self._former_names)
        groups = [(*group(word, language, is_loose), *names.get(word, ())) for word in self.words]
        excluded = [token for word in self.excluded for token in _main(word, language)]
        return backends.Tokens(tuple(filter(None, groups)), tuple(excluded)).plus(f"l{language}")

    @cached_property
    def _former_names(self) -> list[synonyms.Name]:
        """Asked of the database once, for all languages."""
        return synonyms.known()

    def main_tokens(self, language: str) -> backends.Tokens:
        return backends.Tokens(tuple(tuple(_main(word, language)) for word in self.words)).plus(f"l{language}")


def _words(piece: str) -> list[str]:
    return [analysis.plain(match[0]) for match in analysis.words(piece)]


def _pattern(words: list[str]) -> re.Pattern:
    """Between the words anything but letters; within them soft hyphens, which stand in long words of headlines."""
    written = [r"\u00ad?".join(map(re.escape, word)) for word in words]
    between = r"[\W_]+".join(written)
    return re.compile(rf"(?<!\w){between}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _flat_pattern(words: tuple[str, ...]) -> re.Pattern:
    """Begins with plain letters, which is what makes it quick."""
    first, *rest = map(re.escape, words)
    between = r"[\W_]+"
    return re.compile(rf"{first}(?<!\w{first}){between}{between.join(rest)}(?!\w)")


def _main(word: str, language: str) -> list[str]:
    return [f"m{term}" for term in sorted(analysis.terms(word, language).main)]


def group(word: str, language: str, is_loose: bool = False) -> tuple[str, ...]:
    found = analysis.terms(word, language)
    tokens = [f"{letter}{term}" for term in sorted(found.main) for letter in "mc"]
    tokens += [f"m{term}*" for term in analysis.beginnings(found)]
    if is_loose:
        tokens += _beginnings(word) + _foreign(word, found, language)
    return tuple(tokens)


def _beginnings(word: str) -> list[str]:
    bare = "".join(filter(str.isalnum, word))
    return [f"m{bare}*"] if len(bare) >= SHORTEST_BEGINNING else []


def _foreign(word: str, found: analysis.Terms, language: str) -> list[str]:
    """A word of the dictionary means itself: *saari* is never *sääri*. Without a dictionary only long words may."""
    if found.is_known or (language == "fi" and len(word) < LONG_ENOUGH_TO_BE_FOREIGN and not analysis.has_dictionary()):
        return []
    bare = {analysis.folded(term) for term in found.main} - {""}
    return [f"{letter}{term}{star}" for term in sorted(bare) for letter, star in (("m", ""), ("f", _star(term)))]


def _star(term: str) -> str:
    """A long stem may be followed by an ending that the stemmer did not know."""
    return "*" if len(term) >= LONG_STEM else ""

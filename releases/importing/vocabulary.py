"""The words of a language that the importer knows; they live in words/<language>.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("fi", "sv", "en")
WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    language: str
    tables: dict

    def words(self, path: str):
        """`words("quotes.verbs")` is the list under [quotes] verbs."""
        value = self.tables
        for key in path.split("."):
            value = value[key]
        return value

    def any_of(self, path: str) -> str:
        """A regular expression for any of the words, the longest first."""
        return alternatives(self.words(path))

    def has(self, path: str, word: str) -> bool:
        return word.strip(".,:;!?").casefold() in self.words(path)


def alternatives(words) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


@cache
def vocabulary(language: str) -> Vocabulary:
    with (WORDS / f"{language}.toml").open("rb") as file:
        return Vocabulary(language, tomllib.load(file))


def every_vocabulary() -> list[Vocabulary]:
    return [vocabulary(language) for language in LANGUAGES]

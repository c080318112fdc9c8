"""Names that themes had before they were renamed or merged: whoever still asks by one finds what the theme has now."""

from typing import NamedTuple

from newsroom.languages import CODES
from newsroom.models import Theme, ThemeSuccession
from newsroom.search import analysis

MOST = 500  # the latest; a house has a handful


class Name(NamedTuple):
    text: str
    token: str


def known() -> list[Name]:
    successions = ThemeSuccession.objects.known().filter(theme__in=Theme.objects.public()).select_related("theme")
    return [
        Name(text, f"h{each.theme_id}")
        for each in successions[:MOST]
        for text in dict.fromkeys(map(each.left_name, CODES))
        if text
    ]


def of(words: list[str], language: str, names: list[Name]) -> dict[str, list[str]]:
    """For words of a question that together say a name: the tokens of its theme, as another way to be found."""
    asked = {word: analysis.terms(word, language).main for word in words} if names else {}
    found: dict[str, list[str]] = {}
    for name in names:
        for word in _saying(name.text, asked, language):
            if name.token not in found.setdefault(word, []):
                found[word].append(name.token)
    return found


def _saying(name: str, asked: dict, language: str) -> set[str]:
    """The asked words that stand in a name, when all of the name was asked for."""
    pieces = [analysis.terms(match[0], language).main for match in analysis.words(name)]
    saying = {word for word, main in asked.items() if any(main & piece for piece in pieces)}
    is_whole = pieces and all(any(asked[word] & piece for word in saying) for piece in pieces)
    return saying if is_whole else set()

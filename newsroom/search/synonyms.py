"""Names that themes had before they were renamed or merged: whoever still asks by one finds what the theme has now."""

from newsroom.languages import CODES
from newsroom.models import Theme, ThemeSuccession
from newsroom.search import analysis

MOST = 500  # the latest; a house has a handful


def of(words: list[str], language: str) -> dict[str, list[str]]:
    """For words of a question that together say such a name: the tokens of its theme, as another way to be found."""
    asked = {word: analysis.terms(word, language).main for word in words}
    found: dict[str, list[str]] = {}
    known = ThemeSuccession.objects.known().filter(theme__in=Theme.objects.public())
    for succession in known.select_related("theme")[:MOST]:
        for word in {word for name in _names(succession) for word in _saying(name, asked, language)}:
            found.setdefault(word, []).append(f"h{succession.theme_id}")
    return found


def _names(succession) -> set[str]:
    return {succession.left_name(code) for code in CODES} - {""}


def _saying(name: str, asked: dict, language: str) -> set[str]:
    """The asked words that stand in a name, when all of the name was asked for."""
    pieces = [analysis.terms(match[0], language).main for match in analysis.words(name)]
    saying = {word for word, main in asked.items() if any(main & piece for piece in pieces)}
    is_whole = pieces and all(any(asked[word] & piece for word in saying) for piece in pieces)
    return saying if is_whole else set()

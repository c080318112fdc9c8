"""Doors that answer to the words of a title."""

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from newsroom.doors.around import DISTINCTIVE, address
from newsroom.doors.door import Door
from newsroom.languages import CODES
from newsroom.search.question import Question


def search_for(title: str, language: str) -> str:
    return address(language, "search", q=Question.about(title).text)


def search_feed_for(title: str, language: str, kind: str) -> str:
    return address(language, "search_feed", "rss", q=Question.about(title).text, kind=kind)


def suggested(title_in: Callable[[str], str], languages: Iterable[str] = CODES) -> Iterator[Door]:
    """Only titles stand there, so what is looked for is a title that no other thing has by chance."""
    for language in languages:
        title = str(title_in(language))
        if len(title) >= DISTINCTIVE:
            where = address(language, "search_suggestions", q=Question.about(title).text)
            yield Door(_("Suggestions of the search field"), where, words=title)

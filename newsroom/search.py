"""Plain search: what a question finds among public things, kind by kind."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils.translation import gettext

from events.models import Event
from newsroom.languages import CODES, active
from newsroom.pagination import page_of
from newsroom.words import Question
from people.models import Spokesperson
from programmes.models import Document, Programme
from releases.filters import matching
from releases.models import Quote, Release

PEOPLE = 6
QUOTES = 4
THINGS = 10


@dataclass(frozen=True)
class Found:
    """The first rows of a kind and how many there are in all."""

    first: list
    count: int
    name: str = ""
    heading: str = ""
    template: str = ""
    is_dated: bool = False

    @property
    def is_capped(self) -> bool:
        return self.count > len(self.first)


@dataclass(frozen=True)
class Results:
    releases: Page
    people: Found
    quotes: Found
    things: list[Found]
    query: str

    @property
    def total(self) -> int:
        return self.releases.paginator.count + sum(found.count for found in [self.people, self.quotes, *self.things])


def results(question: Question, page: str | None) -> Results:
    """Raises Http404 for a page that is not there."""
    releases = matching(Release.objects.public().in_language(active()), question)
    return Results(
        releases=page_of(releases.newest_first().select_related("family"), page),
        people=_people(question),
        quotes=_quotes(question),
        things=[_programmes(question), _documents(question), _events(question)],
        query=urlencode({"q": question.text}),
    )


def _names(name: str) -> list[str]:
    return [f"{name}_{code}" for code in CODES]


def _found(queryset, cap: int, **words) -> Found:
    return Found(list(queryset[:cap]), queryset.count(), **words)


def _people(question: Question) -> Found:
    people = Spokesperson.objects.public().for_card().by_name()
    return _found(question.narrow(people, ["given_name", "family_name"]), PEOPLE)


def _quotes(question: Question) -> Found:
    quotes = Quote.objects.public().filter(release__language=active())
    return _found(question.narrow(quotes, ["text", "name"]).newest_first().for_list(), QUOTES)


def _programmes(question: Question) -> Found:
    programmes = question.narrow(Programme.objects.public(), [*_names("title"), *_names("summary")])
    return _found(
        programmes.for_list(),
        THINGS,
        name="programmes",
        heading=gettext("Action programmes"),
        template="programmes/_programmes_found.html",
        is_dated=True,
    )


def _documents(question: Question) -> Found:
    documents = question.narrow(Document.objects.public(), _names("title"))
    return _found(
        documents.for_list(),
        THINGS,
        name="documents",
        heading=gettext("Documents"),
        template="programmes/_documents_found.html",
    )


def _events(question: Question) -> Found:
    fields = [*_names("title"), *_names("summary")]
    events = question.narrow(Event.objects.public(), fields, html_fields=_names("body"))
    return _found(
        events.latest_first().for_list(),
        THINGS,
        name="events",
        heading=gettext("Events"),
        template="events/_events_found.html",
        is_dated=True,
    )

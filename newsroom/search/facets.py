"""How much each further choice would leave, counted among what was found and may be seen."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from newsroom.languages import CODES, Language
from newsroom.models import Place, Theme
from newsroom.search.filters import SearchFilter
from newsroom.search.finding import Candidate, Found, count
from newsroom.search.registry import searchables
from newsroom.selections import Way

MOST_WAYS = 12


@dataclass(frozen=True)
class Facet:
    heading: str
    ways: list[Way]


def facets(chosen: SearchFilter, found: Found, in_languages: list[Way]) -> list[Facet]:
    """Each counts what the other choices let through."""
    made = [
        Facet(gettext("Kind"), _kinds(chosen, found)),
        Facet(gettext("Theme"), _themes(chosen, found)),
        Facet(gettext("Municipality"), _places(chosen, found)),
        Facet(gettext("Year"), _years(chosen, found)),
        Facet(gettext("Language"), in_languages),
    ]
    return [facet for facet in made if facet.ways]


def _counted(chosen: SearchFilter, found: Found, name: str, values: Callable[[Candidate], Iterable]) -> Counter:
    others = chosen.without(name)
    return Counter(value for each in found.candidates if others.lets_through(each) for value in values(each))


def _kinds(chosen, found) -> list[Way]:
    counts = _counted(chosen, found, "kind", lambda each: [each.kind])
    return [
        Way(each.label, replace(chosen, kind=kind).address, counts[kind], kind == chosen.kind)
        for kind, each in searchables().items()
        if counts[kind]
    ]


def _themes(chosen, found) -> list[Way]:
    counts = _counted(chosen, found, "theme", lambda each: map(int, each.themes.split()))
    ways = [
        Way(theme.name, replace(chosen, theme=theme).address, counts[theme.pk], theme == chosen.theme)
        for theme in Theme.objects.public().filter(pk__in=counts)
    ]
    return _most_first(ways)


def _places(chosen, found) -> list[Way]:
    counts = _counted(chosen, found, "place", lambda each: map(int, each.places.split()))
    ways = [
        Way(place.name, replace(chosen, place=place).address, counts[place.pk], place == chosen.place)
        for place in Place.objects.filter(pk__in=counts)
    ]
    return _most_first(ways)


def _most_first(ways: list[Way]) -> list[Way]:
    return sorted(ways, key=lambda way: (not way.is_chosen, -way.count, str(way.label)))[:MOST_WAYS]


def _years(chosen, found) -> list[Way]:
    counts = _counted(chosen, found, "year", lambda each: [each.dated_on.year] if each.dated_on else [])
    return [
        Way(str(year), replace(chosen, year=year).address, count, year == chosen.year)
        for year, count in sorted(counts.items(), reverse=True)[:MOST_WAYS]
    ]


def languages(chosen: SearchFilter, found: Found) -> list[Way]:
    """What the same words find in the texts of each language."""
    ways = []
    for code in CODES:
        is_chosen = code == chosen.language
        other = replace(chosen, other_language="" if code == chosen.page_language else code)
        here = sum(map(chosen.lets_through, found.candidates)) if is_chosen else 0
        many = here if is_chosen else count(chosen.question, code, *chosen.facts)
        if many or is_chosen:
            ways.append(Way(Language(code).label, other.address, many, is_chosen))
    return ways if len(ways) > 1 else []

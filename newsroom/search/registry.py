"""Which nouns can be found: each app says so in its `search.py`, one `Searchable` a noun."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from newsroom.search.entries import code_of


@dataclass(frozen=True)
class Texts:
    """What is found of a thing on the pages of a language; a text that is missing there stands in another one."""

    page_language: str
    title: str
    lead: str = ""
    body: str = ""
    language: str = ""
    dated_on: date | None = None
    themes: Iterable[int] = ()
    places: Iterable[int] = ()


@dataclass(frozen=True)
class Searchable:
    """A noun in search.

    `texts` gives its Texts, one a language; `rows` loads what they need, and `shown` what a result shows.
    `follows` says what else changes its texts: a recorded model, and the look-up from the noun to it.
    `lead` is what a result says of a thing where that changes by the calendar, which saves nothing.
    `followed` turns found rows into rows of what comes out in feeds; without it the noun is in no feed.
    """

    kind: str
    label: str
    model: type[models.Model]
    texts: Callable[[models.Model], Iterable[Texts]]
    follows: dict[type[models.Model], str]
    rows: Callable[[models.QuerySet], models.QuerySet] = lambda rows: rows
    shown: Callable[[models.QuerySet], models.QuerySet] = lambda rows: rows
    public: Callable[[], models.QuerySet] | None = None
    word: Callable[[models.Model], str] = lambda row: ""
    address: Callable[[models.Model], str] = lambda row: row.get_absolute_url()
    lead: Callable[[models.Model, str], str] | None = None
    part_of: str = ""
    followed: Callable[[models.QuerySet], models.QuerySet] | None = None

    def public_rows(self) -> models.QuerySet:
        return self.public() if self.public else self.model.objects.public()


@cache
def searchables() -> dict[str, Searchable]:
    """By kind, in the order of the apps."""
    found = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.search"
        for each in getattr(import_module(name), "SEARCHABLES", []) if find_spec(name) else []:
            if code_of(each.kind) in map(code_of, found):
                raise ImproperlyConfigured(f"Two nouns are found as {each.kind}: call one of them something else.")
            found[each.kind] = each
    return found


def following(model: type[models.Model]) -> list[tuple[Searchable, str]]:
    """The nouns whose texts change with a row of this model, and the look-up that leads there."""
    return [(each, each.follows[model]) for each in searchables().values() if model in each.follows]


def public_among(things: Iterable[tuple[str, int]]) -> dict[str, models.QuerySet]:
    """By kind, those of the things (kind, key) that are public, or on their way in the editors' view."""
    keys: dict[str, set[int]] = {}
    for kind, key in things:
        keys.setdefault(kind, set()).add(key)
    return {kind: each.public_rows().filter(pk__in=keys[kind]) for kind, each in searchables().items() if kind in keys}


def public_things(found: Iterable) -> dict[tuple, object]:
    """What rows of the index (`kind`, `object_id`) are about. One question a kind."""
    among = public_among((row.kind, row.object_id) for row in found)
    return {(kind, thing.pk): thing for kind, rows in among.items() for thing in searchables()[kind].shown(rows)}

"""The index follows the newsroom in the same transaction as every save, and the night mends what passed it by."""

import hashlib
import json
import time
from collections.abc import Iterable, Iterator

from django.db import connection, models, transaction
from django.db.models import Q

from newsroom import file_texts
from newsroom.search import analysis
from newsroom.search.entries import SearchEntry, SearchText, key_of
from newsroom.search.registry import Searchable, Texts, following, searchables
from newsroom.search.tokens import of_texts

MOST_IN_A_BATCH = 50  # rows in a transaction
LONG = 0.5  # seconds in which nobody else can write
TURN = 0x4E455753  # the lock of PostgreSQL that is held while the index is written; any number nobody else takes
PAGES = 500  # of SQLite's index that are merged at once


def keep(saved: models.Model) -> None:
    """A recorded row was saved: write anew whatever its words stand in."""
    found = following(type(saved))
    if found:
        _take_turn()
    for searchable, lookup in found:
        rows = searchable.rows(searchable.model._base_manager.filter(**{lookup: saved.pk}).distinct())
        write(searchable, rows)
        if searchable.part_of == lookup:
            _drop_lost_parts(searchable, saved.pk)


def forget(model: type[models.Model], key: int) -> None:
    for searchable, lookup in following(model):
        if lookup == "pk":
            _entries(searchable).filter(object_id=key).delete()
        elif searchable.part_of == lookup:
            _entries(searchable).filter(part_of=key).delete()


def write(searchable: Searchable, rows: Iterable[models.Model]) -> int:
    """How many entries have changed."""
    wanted = {(row.pk, texts.page_language): (row, texts) for row in rows for texts in searchable.texts(row)}
    keys = {key for key, _language in wanted} | {row.pk for row in rows}
    facts = ("object_id", "language", "id", "digest", "analyser")
    there = {row[:2]: row[2:] for row in _entries(searchable).filter(object_id__in=keys).values_list(*facts)}
    made = [_entry(searchable, row, texts) for row, texts in wanted.values()]
    changed = [entry for entry in made if there.get((entry.object_id, entry.language)) != _state(entry)]
    left = [there[key][0] for key in there.keys() - wanted.keys()]
    _replace(changed, [*left, *(there[key][0] for entry in changed if (key := _key(entry)) in there)])
    return len(changed) + len(left)


def follow_theme(key: int) -> None:
    """After a merger or its undoing: write anew what the index still has under a theme."""
    _take_turn()
    has_it = (
        Q(themes=key) | Q(themes__startswith=f"{key} ") | Q(themes__endswith=f" {key}") | Q(themes__contains=f" {key} ")
    )
    for searchable in searchables().values():
        keys = sorted(set(_entries(searchable).filter(has_it).values_list("object_id", flat=True)))
        for start in range(0, len(keys), MOST_IN_A_BATCH):
            rows = searchable.model._base_manager.filter(pk__in=keys[start : start + MOST_IN_A_BATCH])
            write(searchable, searchable.rows(rows))


def _take_turn() -> None:
    """To be called before the rows are read: else the night could write what it read before a colleague's save after it.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _key(entry) -> tuple:
    return entry.object_id, entry.language


def _state(entry) -> tuple:
    return entry.id, entry.digest, entry.analyser


def _replace(entries: list[SearchEntry], old: list[int]) -> None:
    SearchEntry.objects.filter(pk__in=old).delete()
    texts = [_text(entry) for entry in entries]
    SearchEntry.objects.bulk_create(entries, batch_size=200)
    SearchText.objects.bulk_create(texts, batch_size=50)


def _entry(searchable, row, texts: Texts) -> SearchEntry:
    entry = SearchEntry(
        id=key_of(searchable.kind, row.pk, texts.page_language, texts.dated_on),
        kind=searchable.kind,
        object_id=row.pk,
        part_of=getattr(row, f"{searchable.part_of}_id") if searchable.part_of else None,
        language=texts.page_language,
        dated_on=texts.dated_on,
        themes=_keys(texts.themes),
        places=_keys(texts.places),
        digest=_digest(texts),
        analyser=analysis.signature(),
    )
    entry.texts = texts
    return entry


def _text(entry) -> SearchText:
    """Analysed only now, when the digest has told that something is new."""
    texts, found = entry.texts, of_texts(entry)
    entry.title_tokens, entry.lead_tokens = found.title, found.lead
    return SearchText(
        entry_id=entry.id,
        language=texts.language or texts.page_language,
        title=texts.title,
        lead=texts.lead,
        body=texts.body,
        tokens=found.all,
    )


def _keys(keys: Iterable[int]) -> str:
    return " ".join(map(str, sorted(keys)))


def _digest(texts: Texts) -> str:
    facts = [texts.title, texts.lead, texts.body, texts.language, str(texts.dated_on)]
    said = json.dumps([*facts, sorted(texts.themes), sorted(texts.places)])
    return hashlib.sha256(said.encode()).hexdigest()


def _entries(searchable) -> models.QuerySet:
    return SearchEntry.objects.filter(kind=searchable.kind)


def _drop_lost_parts(searchable, owner: int) -> None:
    there = searchable.model._base_manager.filter(**{searchable.part_of: owner}).values("pk")
    _entries(searchable).filter(part_of=owner).exclude(object_id__in=there).delete()


# All of it


def batches() -> Iterator[tuple[str, int, int]]:
    """Walks over everything, a transaction a batch, and says (kind, rows looked at, entries changed).

    Begun anew it passes over what is right already, so it may be stopped at any time.
    """
    file_texts.read_missing()
    for kind, searchable in searchables().items():
        last, size = 0, 1
        while keys := _keys_after(searchable, last, size):
            started = time.monotonic()
            with transaction.atomic():
                _take_turn()
                rows = searchable.rows(searchable.model._base_manager.filter(pk__in=keys))
                changed = write(searchable, rows)
            last, size = keys[-1], _next_size(size, time.monotonic() - started)
            yield kind, len(keys), changed
        yield kind, 0, _drop_orphans(searchable)
    _tidy()


def _next_size(size: int, took: float) -> int:
    """One row may be a headline or a book, so a batch is as large as the last one was quick."""
    return max(1, size // 2) if took > LONG else min(2 * size, MOST_IN_A_BATCH)


def _keys_after(searchable, last: int, size: int) -> list[int]:
    rows = searchable.model._base_manager.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:size])


def count() -> int:
    return sum(searchable.model._base_manager.count() for searchable in searchables().values())


def _drop_orphans(searchable) -> int:
    lost = _entries(searchable).exclude(object_id__in=searchable.model._base_manager.values("pk"))
    return lost.delete()[1].get("newsroom.SearchEntry", 0)


def _tidy() -> None:
    """What was struck leaves SQLite's index for good, a piece at a time; PostgreSQL's own housekeeping does it there."""
    SearchEntry.objects.exclude(kind__in=searchables()).delete()
    if connection.vendor == "sqlite":
        _merge(-PAGES)
        while _merge(PAGES) > 1:
            pass


def _merge(pages: int) -> int:
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute("INSERT INTO newsroom_searchwords (newsroom_searchwords, rank) VALUES ('merge', %s)", [pages])
        return connection.connection.total_changes - before


def mend() -> dict[str, int]:
    """The nightly chore: writes by update() or SQL, another analyser, a title that is held from today on."""
    return {"mended": sum(changed for _kind, _rows, changed in batches())}

"""The two databases' own indexes behind one question: some tokens of each group, and none of others.

Both hold the same tokens and give back keys, newest first; ranking is ours, so that both answer in the same order.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

_SAFE = re.compile(r"\w+")


@dataclass(frozen=True)
class Tokens:
    """Groups of which each must be met by one of its tokens; a token that ends in `*` is the beginning of one."""

    groups: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...] = ()

    def plus(self, *tokens: str) -> "Tokens":
        return Tokens((*self.groups, *((token,) for token in tokens)), self.excluded)


def matching(tokens: Tokens, limit: int | None = None, offset: int = 0) -> RawSQL:
    """Keys of entries for `pk__in`, the newest of them if there is a limit."""
    sql, written = (_FTS5, _for_fts5(tokens)) if connection.vendor == "sqlite" else (_TSVECTOR, _for_tsquery(tokens))
    if limit is None:
        return RawSQL(sql, [written])
    column = "rowid" if connection.vendor == "sqlite" else "entry_id"
    return RawSQL(f"{sql} ORDER BY {column} DESC LIMIT {limit:d} OFFSET {offset:d}", [written])


# A function of the migration, which keeps the planner from reading every long text instead of the index.
_TSVECTOR = "SELECT entry_id FROM newsroom_found(%s::tsquery) AS found (entry_id)"
_FTS5 = "SELECT rowid FROM newsroom_searchwords WHERE newsroom_searchwords MATCH %s"


def without_unknown(tokens: Iterable[str]) -> list[str]:
    """For hundreds of alternatives: without those that stand in no text, where it costs the database less to look each up."""
    asked = [_checked(token)[0] for token in tokens]
    if connection.vendor == "sqlite":
        return asked
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [asked])
        return [token for (token,) in cursor.fetchall()]


_STANDING = """
    SELECT token FROM unnest(%s::text[]) AS token
    WHERE EXISTS (SELECT 1 FROM newsroom_searchtext WHERE words @@ quote_literal(token)::tsquery)
"""


def _for_fts5(tokens: Tokens) -> str:
    groups = " AND ".join(f"({' OR '.join(map(_in_fts5, group))})" for group in tokens.groups)
    return f"({groups}) NOT ({' OR '.join(map(_in_fts5, tokens.excluded))})" if tokens.excluded else groups


def _in_fts5(token: str) -> str:
    word, star = _checked(token)
    return f'"{word}"{star and " *"}'


def _for_tsquery(tokens: Tokens) -> str:
    groups = " & ".join(f"({' | '.join(map(_in_tsquery, group))})" for group in tokens.groups)
    return groups + "".join(f" & !{_in_tsquery(token)}" for token in tokens.excluded)


def _in_tsquery(token: str) -> str:
    word, star = _checked(token)
    return f"'{word}'{star and ':*'}"


def _checked(token: str) -> tuple[str, str]:
    """Tokens are letters and digits, so nothing of a database's query language can stand in them."""
    word, star = (token[:-1], "*") if token.endswith("*") else (token, "")
    if not _SAFE.fullmatch(word):
        raise ValueError(f"{token!r} is no token.")
    return word, star

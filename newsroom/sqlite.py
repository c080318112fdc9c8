"""SQLite's own LIKE knows only A–Z as letters with two cases; a Finnish search must find Ääkkönen by ääk."""

import re
from functools import lru_cache


def teach_case(connection, **kwargs):
    """Called for each new database connection."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("like", 2, like, deterministic=True)
        connection.connection.create_function("like", 3, like, deterministic=True)


def like(pattern: str | None, value: object, escape: str = "") -> bool | None:
    """`value LIKE pattern ESCAPE escape`, letters of every alphabet compared without case."""
    if pattern is None or value is None:
        return None
    return _expression(str(pattern), escape).fullmatch(str(value)) is not None


@lru_cache(maxsize=256)
def _expression(pattern: str, escape: str) -> re.Pattern:
    pieces, characters = [], iter(pattern)
    for character in characters:
        if character == escape:
            pieces.append(re.escape(next(characters, "")))
        else:
            pieces.append({"%": ".*", "_": "."}.get(character, re.escape(character)))
    return re.compile("".join(pieces), re.IGNORECASE | re.DOTALL)

"""What many pages ask alike (counts, bookmarks, the house) is asked once for each content version.

The one who renders for the cache says under which state the answers stand; elsewhere (the admin, commands, tests) nothing
is remembered, so nothing can be old.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Answer = TypeVar("Answer")
MOST = 2000  # answers; a state that has more begins anew

_standing: ContextVar[dict | None] = ContextVar("standing", default=None)


class Memo:
    """The answers of one state of the content; another state begins with none."""

    def __init__(self):
        self._state, self._answers = None, {}

    @contextmanager
    def standing(self, state: Hashable) -> Iterator[None]:
        if state != self._state or len(self._answers) > MOST:
            self._state, self._answers = state, {}
        token = _standing.set(self._answers)
        try:
            yield
        finally:
            _standing.reset(token)


def remember(key: Hashable, make: Callable[[], Answer]) -> Answer:
    """`make()`, or what it gave before in the same state. The key names all that the answer depends on but the content."""
    answers = _standing.get()
    if answers is None:
        return make()
    if key not in answers:
        answers[key] = make()
    return answers[key]

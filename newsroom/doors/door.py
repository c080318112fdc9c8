"""One address where a thing could show, and what would tell that it does."""

import html
import re
from dataclasses import dataclass

FOLLOWED = (1, 2, 3, 4, 5)
_NEVER_SEEN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


@dataclass(frozen=True)
class Door:
    """A door without traces is open when its address answers at all.

    `addresses` are paths and identities to look for in the answer's source, `words` in what a reader sees of it.
    `is_expected` says whether the thing has to stand there at its moment: the newest of others may fill a short list.
    """

    name: str
    address: str
    detail: str = ""
    addresses: tuple[str, ...] = ()
    words: str = ""
    is_expected: bool = True
    pages: tuple[int, ...] = (1,)

    @property
    def page_addresses(self) -> list[str]:
        mark = "&" if "?" in self.address else "?"
        return [self.address if number == 1 else f"{self.address}{mark}page={number}" for number in self.pages]

    def shows(self, source: str) -> bool:
        if not (self.addresses or self.words):
            return True
        named = any(re.search(re.escape(address) + r"(?![\w/-])", source) for address in self.addresses)
        return named or bool(self.words and _plain(self.words) in _plain(_as_read(source)))


def _as_read(source: str) -> str:
    """Without tags; in plain text what looks like a tag is read as it stands."""
    return _NEVER_SEEN.sub("", source) if source.lstrip().startswith("<") else source


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).replace("\u00ad", "").split())

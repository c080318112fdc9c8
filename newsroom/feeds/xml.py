"""XML that is always well-formed: no character in it that XML forbids, whatever was written."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.utils.feedgenerator import rfc2822_date, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from newsroom.text import without_controls

SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def plain(text: str) -> str:
    """A title or a summary as others show it: soft hyphens would be seen there, and control characters end a feed."""
    return without_controls(str(text).replace(SOFT_HYPHEN, ""))


def for_machines(moment: datetime) -> str:
    return rfc3339_date(moment.astimezone(UTC))


def for_rss(moment: datetime) -> str:
    return rfc2822_date(moment.astimezone(UTC))


class Document:
    def __init__(self):
        self._out = io.StringIO()
        self._xml = SimplerXMLGenerator(self._out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def inside(self, name: str, attributes: dict | None = None) -> Iterator[None]:
        self._xml.startElement(name, _mended(attributes))
        yield
        self._xml.endElement(name)

    def add(self, name: str, content: object = None, attributes: dict | None = None):
        self._xml.addQuickElement(
            name, None if content is None else without_controls(str(content)), _mended(attributes)
        )

    def add_if(self, name: str, content: object, attributes: dict | None = None):
        if content:
            self.add(name, content, attributes)

    @property
    def content(self) -> bytes:
        self._xml.endDocument()
        return self._out.getvalue().encode("utf-8")


def _mended(attributes: dict | None) -> dict:
    """Without those that are empty."""
    return {name: without_controls(str(value)) for name, value in (attributes or {}).items() if value}

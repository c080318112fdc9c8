"""Rich text as paragraphs of plain words, for comparing, for counting and for reading without a browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

import lxml.html

from newsroom.text import one_line


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an item of a list (`li`, numbered `ol`), a row of a table, or who speaks in a quote (`cite`)."""

    tag: str
    words: tuple[str, ...]


_TAGS = {"p": "p", "h2": "h2", "h3": "h3", "li": "li", "tr": "p", "caption": "p", "blockquote": "blockquote"}
_CONTAINERS = {"div", "ul", "ol", "table", "thead", "tbody", "tfoot"}


def blocks(html: str) -> list[Block]:
    """With what can't be seen of the words: who speaks, and where links lead."""
    return _Reading(_inline, _speaker, str.split).blocks(html)


def words_only(html: str) -> list[Block]:
    """What a reader sees, with the spaces that hold words together."""
    return _Reading(_seen, lambda element: "", lambda text: one_line(text).split(" ")).blocks(html)


@dataclass(frozen=True)
class _Reading:
    inline: Callable
    speaker: Callable
    split: Callable

    def blocks(self, html: str) -> list[Block]:
        if not html.strip():
            return []
        return list(self._walk(lxml.html.fragment_fromstring(html, "div"), "p"))

    def _walk(self, element, tag) -> Iterator[Block]:
        if speaker := self.speaker(element):
            yield Block("cite", tuple(speaker.split()))
        inline = [element.text or ""]
        for child in element:
            if child.tag in _TAGS or child.tag in _CONTAINERS:
                yield from self._block(tag, inline)
                inline = []
                yield from self._walk(child, _tag_of(child, tag))
            else:
                inline.append(self.inline(child))
            inline.append(child.tail or "")
        yield from self._block(tag, inline)

    def _block(self, tag, inline) -> Iterator[Block]:
        text = "".join(inline)
        if text.strip():
            yield Block(tag, tuple(self.split(text)))


def _tag_of(child, outer) -> str:
    if child.tag == "li" and child.getparent().tag == "ol":
        return "ol"
    is_inside = outer in ("li", "ol", "blockquote") and child.tag == "p"
    return outer if is_inside or child.tag in _CONTAINERS else _TAGS[child.tag]


def _speaker(element) -> str:
    return ", ".join(part for part in (element.get("data-speaker"), element.get("data-title")) if part)


def _seen(element) -> str:
    text = (element.text or "") + "".join(_seen(child) + (child.tail or "") for child in element)
    return f" {text} " if element.tag in ("br", "td", "th", *_TAGS) else text


def _inline(element) -> str:
    """Words with what can't be seen of them: where a link leads, where a line or a cell ends."""
    text = (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)
    if element.tag in ("br", *_TAGS):
        return f" {text} "
    if element.tag in ("td", "th"):
        return f"{text} | "
    address = element.get("href", "") if element.tag == "a" else ""
    return f"{text} ({address})" if address and address not in (text, f"mailto:{text}") else text


# Writing

_ITEMS = ("li", "ol")
MARKS = {"fi": "””", "sv": "””", "en": "“”"}


def as_text(html: str, language: str) -> str:
    """Paragraphs with an empty line between them; who speaks stands before the quote, and the quote in its marks."""
    opening, closing = MARKS[language]
    patterns = {"li": "– {}", "ol": "{number}. {}", "cite": "{}:", "blockquote": f"{opening}{{}}{closing}"}
    paragraphs = []
    for tag, group in groupby(blocks(html), lambda block: block.tag):
        numbered = enumerate((" ".join(block.words) for block in group), 1)
        written = [patterns.get(tag, "{}").format(words, number=number) for number, words in numbered]
        paragraphs.append(("\n" if tag in _ITEMS else "\n\n").join(written))
    return "\n\n".join(paragraphs)

"""Rich text as paragraphs of plain words, for comparing and for reading without a browser."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import lxml.html


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an item of a list (`li`, numbered `ol`), a row of a table, or who speaks in a quote (`cite`)."""

    tag: str
    words: tuple[str, ...]


_TAGS = {"p": "p", "h2": "h2", "h3": "h3", "li": "li", "tr": "p", "caption": "p", "blockquote": "blockquote"}
_CONTAINERS = {"div", "ul", "ol", "table", "thead", "tbody", "tfoot"}


def blocks(html: str) -> list[Block]:
    if not html.strip():
        return []
    return list(_walk(lxml.html.fragment_fromstring(html, "div"), "p"))


def _walk(element, tag) -> Iterator[Block]:
    if speaker := _speaker(element):
        yield Block("cite", tuple(speaker.split()))
    inline = [element.text or ""]
    for child in element:
        if child.tag in _TAGS or child.tag in _CONTAINERS:
            yield from _block(tag, inline)
            inline = []
            yield from _walk(child, _tag_of(child, tag))
        else:
            inline.append(_inline(child))
        inline.append(child.tail or "")
    yield from _block(tag, inline)


def _tag_of(child, outer) -> str:
    if child.tag == "li" and child.getparent().tag == "ol":
        return "ol"
    is_inside = outer in ("li", "ol", "blockquote") and child.tag == "p"
    return outer if is_inside or child.tag in _CONTAINERS else _TAGS[child.tag]


def _block(tag, inline) -> Iterator[Block]:
    if words := tuple("".join(inline).split()):
        yield Block(tag, words)


def _speaker(element) -> str:
    return ", ".join(part for part in (element.get("data-speaker"), element.get("data-title")) if part)


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
_MARKS = {"fi": "””", "sv": "””", "en": "“”"}


def as_text(html: str, language: str) -> str:
    """Paragraphs with an empty line between them; who speaks stands before the quote, and the quote in its marks."""
    opening, closing = _MARKS[language]
    patterns = {"li": "– {}", "ol": "{number}. {}", "cite": "{}:", "blockquote": f"{opening}{{}}{closing}"}
    paragraphs = []
    for tag, group in groupby(blocks(html), lambda block: block.tag):
        numbered = enumerate((" ".join(block.words) for block in group), 1)
        written = [patterns.get(tag, "{}").format(words, number=number) for number, words in numbered]
        paragraphs.append(("\n" if tag in _ITEMS else "\n\n").join(written))
    return "\n\n".join(paragraphs)

"""Blocks to the body's HTML; every word is escaped."""

from collections.abc import Callable, Iterable
from html import escape

from .draft import Block, BulletList, Heading, Paragraph, QuoteBlock


def to_html(blocks: Iterable[Block], person_of: Callable[[str], str | None]) -> str:
    return "\n".join(block_html(block, person_of) for block in blocks)


def block_html(block: Block, person_of: Callable[[str], str | None]) -> str:
    match block:
        case Paragraph(text):
            return paragraph(text)
        case Heading(text):
            return f"<h2>{escape(text, quote=False)}</h2>"
        case BulletList(items):
            return f"<ul>{''.join(f'<li>{escape(item, quote=False)}</li>' for item in items)}</ul>"
        case QuoteBlock():
            return quote_html(block, person_of)


def paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def quote_html(quote: QuoteBlock, person_of: Callable[[str], str | None]) -> str:
    facts = {
        "data-speaker": quote.speaker,
        "data-title": quote.title,
        "data-person": quote.speaker and person_of(quote.speaker),
    }
    attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in facts.items() if value)
    return f"<blockquote{attributes}>{''.join(map(paragraph, quote.paragraphs))}</blockquote>"

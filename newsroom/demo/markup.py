"""The shorthand in which the demo's texts are written.

Blocks stand apart by an empty line: `## Sub-heading`, `> speaker-key: what was said`, `- list`, `1. list`,
`| table | row |` with its head first (and a caption as `|= caption`), and everything else is a paragraph.
In a line `**heavy**` and `[words](address)`.
"""

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
HEAVY = re.compile(r"\*\*(.+?)\*\*")

Quote = Callable[[str, str], str]


class Block(NamedTuple):
    kind: str  # heading, quote, list, numbered, table, paragraph
    lines: list[str]


def blocks(text: str) -> list[Block]:
    return [block_of(part.strip().splitlines()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def block_of(lines: list[str]) -> Block:
    first = lines[0]
    if first.startswith("## "):
        return Block("heading", [first[3:].strip()])
    if first.startswith("> "):
        return Block("quote", [" ".join(line.lstrip("> ").strip() for line in lines)])
    if first.startswith("- "):
        return Block("list", [line[2:].strip() for line in lines])
    if re.match(r"\d+\. ", first):
        return Block("numbered", [line.split(". ", 1)[1].strip() for line in lines])
    if first.startswith("|"):
        return Block("table", lines)
    return Block("paragraph", [" ".join(line.strip() for line in lines)])


def rows(block: Block) -> tuple[str, list[list[str]]]:
    """A table's caption and its rows, head first."""
    caption = next((line[2:].strip() for line in block.lines if line.startswith("|=")), "")
    cells = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in block.lines
        if not line.startswith("|=")
    ]
    return caption, cells


def inline(text: str) -> str:
    return HEAVY.sub(r"<strong>\1</strong>", LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False)))


def plain(text: str) -> str:
    return HEAVY.sub(r"\1", LINK.sub(r"\1 (\2)", text))


def html(text: str, quote: Quote) -> str:
    """`quote` gets the speaker's key and the words, and answers with the whole blockquote."""
    return "\n".join(element(block, quote) for block in blocks(text))


def element(block: Block, quote: Quote) -> str:
    if block.kind == "heading":
        return f"<h2>{inline(block.lines[0])}</h2>"
    if block.kind == "quote":
        speaker, said = block.lines[0].split(": ", 1)
        return quote(speaker, inline(said))
    if block.kind in ("list", "numbered"):
        tag = "ul" if block.kind == "list" else "ol"
        return f"<{tag}>" + "".join(f"<li>{inline(line)}</li>" for line in block.lines) + f"</{tag}>"
    if block.kind == "table":
        return table(*rows(block))
    return f"<p>{inline(block.lines[0])}</p>"


def table(caption: str, cells: list[list[str]]) -> str:
    head, *body = cells
    top = "".join(f'<th scope="col">{inline(cell)}</th>' for cell in head)
    lower = "".join(
        f'<tr><th scope="row">{inline(row[0])}</th>' + "".join(f"<td>{inline(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in body
    )
    title = f"<caption>{inline(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{top}</tr></thead><tbody>{lower}</tbody></table>"

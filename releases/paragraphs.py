"""A body as plain paragraphs that can be rewritten one by one, while links, bold and languages keep their places.

Everything works on the markup as the sanitiser writes it, so whatever is not rewritten stays as it is, byte for byte.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, takewhile

from newsroom import richtext, text

INLINE = {"a", "strong", "em", "span"}
KINDS = {"h2": "heading", "h3": "heading", "li": "item", "th": "cell", "td": "cell", "caption": "caption"}
# A <br> is a character of the text, so pieces and tags alternate, and every place between two tags can hold words.
_TAG = re.compile(r"(<(?!br>)[^>]*>)")
_EMPTY = re.compile(r"<(a|strong|em|span)(?: [^>]*)?></\1>")
OVERLAY = "\u0338"
_TOKEN = re.compile(r"\n|[^ \n]+")


@dataclass(frozen=True)
class Block:
    """What stands between two edges of the markup: a paragraph, a heading, an item, a cell. A <br> is a newline."""

    index: int
    kind: str
    words: str
    speaker: str = ""


def blocks(body: str) -> list[Block]:
    return [
        Block(index, run.kind, run.words, run.speaker) for index, run in enumerate(_runs(_parts(richtext.clean(body))))
    ]


def normalised(words: str) -> str:
    """Words as a block keeps them. An overlay at the edge of a tag would melt into its ">" and break the markup."""
    return text.paragraphs(text.without_controls(words).replace(OVERLAY, ""))


def with_words(body: str, index: int, words: str) -> str:
    """The body with other words in one block; markup stays where its words stay. Raises IndexError."""
    clean = richtext.clean(body)
    parts = _parts(clean)
    run = list(_runs(parts))[index]
    new = normalised(words)
    if new == run.words:
        return clean
    rewritten = _joined(run, _placed(run, new))
    return richtext.clean("".join([*parts[: run.start], rewritten, *parts[run.end :]]))


def links(body: str) -> list[str]:
    """Where a body leads to."""
    return [html.unescape(address) for address in re.findall(r'<a [^>]*?href="([^"]*)"', richtext.clean(body))]


@dataclass(frozen=True)
class _Token:
    """A word or a line break: its letters with the piece of markup that each stands in."""

    letters: tuple[tuple[str, int], ...]

    @property
    def word(self) -> str:
        return "".join(letter for letter, _ in self.letters)

    @property
    def first(self) -> int:
        return self.letters[0][1]

    @property
    def last(self) -> int:
        return self.letters[-1][1]


@dataclass(frozen=True)
class _Run:
    """Pieces of text at even places of `parts`, inline tags between them."""

    parts: tuple[str, ...]
    start: int
    kind: str
    speaker: str

    @property
    def end(self) -> int:
        return self.start + len(self.parts)

    @cached_property
    def tokens(self) -> list[_Token]:
        letters = [(letter, at) for at in range(0, len(self.parts), 2) for letter in _plain(self.parts[at])]
        whole = "".join(letter for letter, _ in letters)
        return [_Token(tuple(letters[found.start() : found.end()])) for found in _TOKEN.finditer(whole)]

    @property
    def words(self) -> str:
        return normalised(" ".join(token.word for token in self.tokens))

    @cached_property
    def depths(self) -> list[int]:
        """How many inline tags are around each piece, counted from the first."""
        steps = (-1 if tag.startswith("</") else 1 for tag in self.parts[1::2])
        return list(accumulate(steps, initial=0))

    def calmest(self, first: int, last: int) -> int:
        """Of some neighbouring pieces the first that the fewest inline tags are around."""
        return min(range(first, last + 1, 2), key=lambda at: self.depths[at // 2])


def _parts(clean: str) -> list[str]:
    return _TAG.split(clean)


def _plain(piece: str) -> str:
    spaced = re.sub(r"[ \t\n\r\f]+", " ", piece)
    return html.unescape(spaced.replace("<br>", "\n"))


def _runs(parts: list[str]) -> Iterator[_Run]:
    """The runs that hold words, in their order."""
    around, start = [], 0
    for at in range(1, len(parts) + 1, 2):
        tag = parts[at] if at < len(parts) else ""
        name = _name(tag)
        if name in INLINE:
            continue
        run = _Run(tuple(parts[start:at]), start, *_place(around))
        if run.words:
            yield run
        start = at + 1
        if tag.startswith("</"):
            around.pop()
        else:
            around.append(tag)


def _name(tag: str) -> str:
    return re.sub(r"[</> ].*", "", tag.lstrip("</"), flags=re.DOTALL)


def _place(around: list[str]) -> tuple[str, str]:
    """What kind of block stands inside these tags, and who speaks there."""
    names = [_name(tag) for tag in around]
    found = next((KINDS[name] for name in reversed(names) if name in KINDS), "")
    quote = next((tag for tag in reversed(around) if _name(tag) == "blockquote"), "")
    speaker = re.search(r'data-speaker="([^"]*)"', quote)
    return found or ("quote" if quote else "paragraph"), html.unescape(speaker[1]) if speaker else ""


def _placed(run: _Run, words: str) -> list[_Token]:
    """The new words, each in a piece of the old markup."""
    old, new = run.tokens, _TOKEN.findall(words)
    placed: list[_Token] = []
    for change, i1, i2, j1, j2 in SequenceMatcher(None, [token.word for token in old], new).get_opcodes():
        if change == "equal":
            placed += old[i1:i2]
        elif i2 - i1 == j2 - j1:
            placed += [_respelt(token, word) for word, token in zip(new[j1:j2], old[i1:i2], strict=True)]
        else:
            first = old[i1].first if i2 > i1 else old[i1 - 1].last if i1 else 0
            last = old[i2 - 1].last if i2 > i1 else old[i1].first if i1 < len(old) else len(run.parts) - 1
            placed += [_at(word, run.calmest(first, last)) for word in new[j1:j2]]
    return placed


def _at(word: str, piece: int) -> _Token:
    return _Token(tuple((letter, piece) for letter in word))


def _respelt(token: _Token, word: str) -> _Token:
    """Another word in the place of a token; letters that both begin or end with stay where they are."""
    begun = _shared(token.word, word)
    ended = _shared(token.word[begun:][::-1], word[begun:][::-1])
    middle = token.letters[min(begun, len(token.letters) - 1)][1]
    changed = tuple((letter, middle) for letter in word[begun : len(word) - ended])
    return _Token((*token.letters[:begun], *changed, *token.letters[len(token.letters) - ended :]))


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _joined(run: _Run, tokens: list[_Token]) -> str:
    parts = [piece if at % 2 else "" for at, piece in enumerate(run.parts)]
    before = None
    for token in tokens:
        if before and "\n" not in (before.word, token.word):
            parts[run.calmest(before.last, token.first)] += " "
        for letter, at in token.letters:
            parts[at] += "<br>" if letter == "\n" else html.escape(letter, quote=False)
        before = token
    return _without_empty("".join(parts))


def _without_empty(markup: str) -> str:
    """Tags whose words are gone go with them."""
    while (left := _EMPTY.sub("", markup)) != markup:
        markup = left
    return left

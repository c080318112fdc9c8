"""Told and said pieces to blocks: whose an unattributed quote is, what is a bullet, who “hän” is."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import attribution
from .draft import ADVISORY, Block, BulletList, Finding, Paragraph, QuoteBlock
from .names import Cast, Person, is_name, is_title
from .speech import SENTENCE_CLOSERS, Piece, Said, Scare, Told
from .vocabulary import Vocabulary

LONGEST_BULLET, SHORTEST_QUOTE = 80, 60
LONGEST_SCARE = 8  # words
START = 30


@dataclass
class Speech:
    """A quote while its line, and perhaps the next ones, are being read."""

    paragraphs: list[str]
    by: Person | None
    is_open: bool = False


@dataclass(frozen=True)
class Bullet:
    text: str


def settle(pieces: list[Piece | Bullet], words: Vocabulary) -> "Settler":
    settler = Settler(pieces, words)
    for place, piece in enumerate(pieces):
        settler.read(place, piece)
    return settler


class Settler:
    """Paragraphs, bullets and speeches in order, and what only looked like a quote."""

    def __init__(self, pieces: list[Piece | Bullet], words: Vocabulary):
        self.pieces, self.words = pieces, words
        self.blocks: list[Paragraph | Bullet | Speech] = []
        self.not_quotes: list[str] = []
        self.findings: list[Finding] = []
        self.announced: Person | None = None

    def read(self, place: int, piece: Piece | Bullet) -> None:
        match piece:
            case Scare(text):
                self.not_quotes.append(text)
                self.findings += [speaker_missing(text)] if len(text.split()) > LONGEST_SCARE else []
            case Told(text):
                self.read_told(text, self.piece_at(place + 1))
            case Said():
                self.read_said(place, piece)
            case Bullet(text):
                self.read_bullet(text)

    def piece_at(self, place: int) -> Piece | Bullet | None:
        return self.pieces[place] if 0 <= place < len(self.pieces) else None

    def read_told(self, text: str, following: Piece | Bullet | None) -> None:
        """“Anna Berg säger:” before a quote is told by the quote itself."""
        person = attribution.in_front(text, self.words) if isinstance(following, Said) else None
        self.announced = person
        if person is None or not is_bare_announcement(text, person):
            self.blocks.append(Paragraph(text))

    def read_bullet(self, text: str) -> None:
        self.not_quotes.append(text)
        self.blocks.append(Bullet(text))

    def read_said(self, place: int, said: Said) -> None:
        before = self.blocks[-1] if self.blocks and isinstance(self.blocks[-1], Speech) else None
        if self.announced is None and before and before.is_open and not (said.by and before.by):
            self.not_quotes.append(said.text)
            before.paragraphs.append(said.text)
            before.by, before.is_open = before.by or said.by, said.is_open
            return
        by = said.by or self.announced
        if by is None and not said.is_same and self.is_bullet(place, said, before):
            self.read_bullet(said.text)
            return
        if by is None and before:
            by = before.by and Person(before.by.name, is_pronoun=before.by.is_pronoun)
        by = by or self.said_next(place, said)
        self.blocks.append(Speech([said.text], by, said.is_open))
        self.announced = None

    def is_bullet(self, place: int, said: Said, before: Speech | None) -> bool:
        if not said.is_dash:
            return False
        is_short = len(said.text) <= LONGEST_BULLET and said.text[-1] not in SENTENCE_CLOSERS
        if is_short or not said.text[0].isupper():
            return True
        run = self.dash_run(place)
        if before or any(one.by for one in run):
            return False
        return len(run) > 1 or len(said.text) < SHORTEST_QUOTE

    def dash_run(self, place: int) -> list[Said]:
        """The dash lines that stand together with this one."""
        first = last = place
        while is_dash(self.piece_at(first - 1)):
            first -= 1
        while is_dash(self.piece_at(last + 1)):
            last += 1
        return self.pieces[first : last + 1]

    def said_next(self, place: int, said: Said) -> Person | None:
        """The first of two quotes that stand together may leave the name to the second."""
        following = self.piece_at(place + 1)
        is_pair = isinstance(following, Said) and following.is_dash == said.is_dash and not said.is_open
        return following.by and Person(following.by.name, is_pronoun=following.by.is_pronoun) if is_pair else None


def is_dash(piece: Piece | Bullet | None) -> bool:
    return isinstance(piece, Said) and piece.is_dash


def is_bare_announcement(text: str, person: Person) -> bool:
    return len(text.split()) <= len(f"{person.name} {person.title}".split()) + 3


def name_speakers(blocks: list, contacts: list[str], words: Vocabulary) -> tuple[list[Block], list[Finding]]:
    """Speeches to quotes with full names, bullets to lists."""
    cast = Cast(known_people(blocks, contacts, words))
    named, findings = [], []
    for block in blocks:
        if isinstance(block, Paragraph):
            cast.hear(block.text)
        if isinstance(block, Speech):
            block = named_quote(block, cast)
            findings += nameless(block, cast)
        if isinstance(block, Bullet):
            block = BulletList((block.text,))
            if named and isinstance(named[-1], BulletList):
                block = BulletList(named.pop().items + block.items)
        named.append(block)
    return named, findings


def known_people(blocks: list, contacts: list[str], words: Vocabulary) -> list[str]:
    speakers = [block.by.name for block in blocks if isinstance(block, Speech) and block.by and block.by.is_full]
    told = [name for block in blocks if isinstance(block, Paragraph) for name in titled_names(block.text, words)]
    return list(dict.fromkeys([*speakers, *contacts, *told]))


def titled_names(text: str, words: Vocabulary) -> list[str]:
    """“toimitusjohtaja Aino Joki” in running text."""
    tokens = [token.strip(',;:()”“"') for token in text.split()]
    return [
        f"{given} {family.rstrip('.')}"
        for title, given, family in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if is_title(title, words) and is_name(given, words) and is_name(family, words)
    ]


def named_quote(speech: Speech, cast: Cast) -> QuoteBlock:
    person = speech.by
    if person is None:
        return QuoteBlock(tuple(speech.paragraphs))
    person = cast.without_title(person)
    name = cast.who(person) if person.name or person.is_pronoun else None
    return QuoteBlock(tuple(speech.paragraphs), name or person.name or None, person.title or None)


def nameless(quote: QuoteBlock, cast: Cast) -> list[Finding]:
    start = quote.paragraphs[0][:START]
    if quote.speaker is None:
        return [speaker_missing(start)]
    if " " not in quote.speaker:
        message = _("The text gives no full name for %(name)s, who says “%(start)s…”.")
        return [Finding("speaker_unknown", ADVISORY, message, {"name": quote.speaker, "start": start})]
    return []


def speaker_missing(text: str) -> Finding:
    message = _("The quote “%(start)s…” has no speaker with a name.")
    return Finding("speaker_missing", ADVISORY, message, {"start": text[:START]})

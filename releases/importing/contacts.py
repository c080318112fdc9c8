"""The people to call: a contact block to contacts, one a person or press service."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.utils.translation import gettext_lazy as _

from .draft import ADVISORY, Contact, Finding, Phone
from .lines import Line
from .names import LONGEST_NAME, LONGEST_TITLE, fold, is_title, read_person
from .phones import EMAIL, HIDDEN_EMAIL, NUMBER, PLACEHOLDERS, label_before, read_phone, unmasked
from .vocabulary import Vocabulary

URL = re.compile(r"(?:https?://|www\.)\S+")
REACHED_BY = re.compile(rf"{EMAIL.pattern}|{HIDDEN_EMAIL.pattern}|{NUMBER.pattern}", re.IGNORECASE)
SEGMENT_ENDS = re.compile(r"[,;|()]|\s[–—-]{1,2}\s|\s/\s")
EDGES = " .:–—-•*·#_"
LONGEST_LABEL, LONGEST_ROW = 60, 100


@dataclass
class Card:
    """A contact while its block is being read; `texts` wait for a name or number to say what they are."""

    name: str = ""
    title: str = ""
    phones: list[Phone] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    is_person: bool = False

    @property
    def is_reached(self) -> bool:
        return bool(self.phones or self.emails)

    def closed(self) -> Contact:
        title = self.title[:LONGEST_TITLE].strip(" ,")
        return Contact(self.name[:LONGEST_NAME], title, tuple(self.phones), tuple(self.emails), self.is_person)


@cache
def label_pattern(words: Vocabulary) -> re.Pattern:
    labels, offers = words.any_of("contacts.labels"), words.any_of("contacts.offers")
    return re.compile(rf"[#*_ ]*{labels}(?:,? {offers})*(?!\w|-\w)[*_]*", re.IGNORECASE)


def after_label(text: str, words: Vocabulary) -> str | None:
    """What a line says after “Lisätietoja:”, perhaps nothing; None if the line is no such label."""
    match = label_pattern(words).match(text)
    if not match:
        return None
    rest = text[match.end() :].strip()
    colon = re.search(r":(?=[\s*_]|$)", rest[:LONGEST_LABEL])
    if colon and "@" not in rest[: colon.start()] and not NUMBER.search(rest[: colon.start()]):
        return rest[colon.end() :].strip(" *_")
    return rest if not rest.strip(EDGES) or REACHED_BY.search(unmasked(rest)) else None


def is_row(text: str, words: Vocabulary) -> bool:
    """Whether a line may stand in a contact block."""
    if REACHED_BY.search(unmasked(text)) or URL.search(text):
        return len(text) < 3 * LONGEST_ROW
    return len(text) <= LONGEST_ROW and not text.endswith((".", "!", "?"))


def read(lines: list[Line], country: str, words: Vocabulary) -> tuple[list[Contact], list[Finding]]:
    desk = Desk(country, words)
    for line in lines:
        desk.read_row(line.text)
    contacts = merged(card.closed() for card in desk.cards if card.name)
    return contacts, [*desk.findings, *unreached(contacts)]


class Desk:
    """Reads rows segment by segment; a new name, or new words after a reached card, opens the next card."""

    def __init__(self, country: str, words: Vocabulary):
        self.country, self.words = country, words
        self.cards = [Card()]
        self.named_in_row: Card | None = None
        self.findings: list[Finding] = []

    @property
    def card(self) -> Card:
        return self.cards[-1]

    def open(self) -> Card:
        self.cards.append(Card())
        return self.card

    def read_row(self, text: str) -> None:
        text, start = URL.sub(",", unmasked(text)), 0
        self.named_in_row, self.is_row_start = None, True
        self.row_texts = []
        for match in REACHED_BY.finditer(text):
            before = text[start : match.start()]
            label = label_before(self.words).search(before)
            self.read_words(before[: label.start()] if label else before)
            self.read_reach(match.group(), bool(label))
            self.is_row_start = False
            start = match.end()
        self.read_words(text[start:])

    def read_words(self, text: str) -> None:
        for segment in SEGMENT_ENDS.split(text):
            segment = segment.strip(EDGES)
            if not any(letter.isalpha() for letter in segment):
                continue
            person = read_person(segment, self.words)
            if person and person.is_full and not self.is_service(person.name):
                self.read_name(person.name, person.title)
            else:
                self.read_text(segment)
            self.is_row_start = False

    def read_name(self, name: str, title: str) -> None:
        """A second name before any number is an employer: “Aino Joki, Suuri Järvi, p. …”."""
        is_alone = self.is_row_start and self.card.title
        if self.card.name and not self.card.is_reached and (self.named_in_row or is_alone):
            return
        card = self.open() if self.card.name else self.card
        titles = [text for text in card.texts if self.is_title(text)]
        card.name, card.texts, card.is_person = name, [], True
        card.title = self.without_and(title) or (titles[-1] if titles else "")
        self.named_in_row = card

    def read_text(self, segment: str) -> None:
        card = self.card
        if card.is_reached:
            if self.is_row_start:
                self.open()
                self.wait(segment)
        elif not card.name:
            self.wait(segment)
        elif not card.title and (segment[0].islower() or self.is_title(segment)):
            card.title = segment
        elif card.title and card is self.named_in_row and segment[0].islower():
            card.title += f", {segment}"

    def read_reach(self, reach: str, has_label: bool) -> None:
        phone = None if "@" in reach else read_phone(reach, self.country, has_label)
        if "@" in reach and reach.casefold().startswith(PLACEHOLDERS) or HIDDEN_EMAIL.match(reach):
            return
        if "@" not in reach and phone is None:
            self.findings += [unread(reach)] if has_label else []
            return
        card = self.card
        card.name = card.name or self.service_name()
        if phone:
            card.phones.append(phone)
        else:
            card.emails.append(reach)

    def wait(self, segment: str) -> None:
        self.card.texts.append(segment)
        self.row_texts.append(segment)

    def service_name(self) -> str:
        """A number without a person is a service's: its own row names it, else the row above."""
        named = [text for text in (*self.row_texts, *self.card.texts) if text[0].isupper()]
        return next(iter(named or self.card.texts), "")

    def is_service(self, name: str) -> bool:
        return any(self.words.has("contacts.services", token) for token in name.split())

    def is_title(self, text: str) -> bool:
        return any(is_title(token, self.words) for token in text.split())

    def without_and(self, title: str) -> str:
        first, _space, rest = title.partition(" ")
        return rest if self.words.has("hyphens.suspended", first) else title


def merged(contacts: Iterable[Contact]) -> list[Contact]:
    people: dict[str, Contact] = {}
    for contact in contacts:
        key = fold(contact.name)
        before = people.get(key, Contact(contact.name))
        phones = {phone.number: phone for phone in (*before.phones, *contact.phones)}
        emails = dict.fromkeys((*before.emails, *contact.emails))
        title, is_person = before.title or contact.title, contact.is_person
        people[key] = Contact(before.name, title, tuple(phones.values()), tuple(emails), is_person)
    return list(people.values())


def unread(printed: str) -> Finding:
    message = _("“%(number)s” could not be read as a telephone number. Add it by hand.")
    return Finding("phone_unreadable", ADVISORY, message, {"number": printed})


def unreached(contacts: list[Contact]) -> Iterable[Finding]:
    for contact in contacts:
        if not contact.phones and not contact.emails:
            message = _("%(name)s stands among the contacts without a number or an address.")
            yield Finding("contact_unreachable", ADVISORY, message, {"name": contact.name})

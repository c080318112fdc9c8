"""The spokespeople behind the names of a draft: who is known already, and cards for those who are not."""

import re
from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from people.models import Phone, Spokesperson, Title

from .draft import ADVISORY, Contact, Draft, Finding
from .names import fold

PARTICLES = {"von", "af", "de", "van", "der", "la", "da"}
PLAIN_NUMBER = re.compile(r"[\d\s()+./–—-]*")


class People:
    """The people of a draft by name, diacritics aside, and the cards that are there already. Reads, never writes."""

    def __init__(self, draft: Draft):
        self.draft = draft
        self.titles = {fold(quote.speaker): quote.title for quote in reversed(draft.quotes) if quote.speaker}
        self.contacts = {fold(contact.name): contact for contact in draft.contacts if contact.is_person}
        self.known = {fold(person.name): person for person in Spokesperson.objects.prefetch_related("phones")}
        self.spellings: dict[str, list[str]] = {}
        for name in self._names():
            self.spellings.setdefault(fold(name), []).append(name)

    @property
    def unknown(self) -> list[str]:
        return [names[0] for key, names in self.spellings.items() if key not in self.known]

    def is_listed(self, name: str) -> bool:
        """Whoever the media may call speaks for us; a quoted minister or citizen gets no page."""
        return fold(name) in self.contacts

    def title_of(self, name: str) -> str:
        """As printed beside the contact, else as the attribution of a quote says it."""
        contact = self.contacts.get(fold(name))
        return (contact and contact.title) or self.titles.get(fold(name)) or ""

    def findings(self) -> Iterator[Finding]:
        yield from self._new_people()
        yield from self._other_spellings()
        yield from self._press_services()
        yield from self._other_numbers()

    def _names(self) -> list[str]:
        """A speaker's name comes first: a text spells it with more care than its contact lines do."""
        speakers = [quote.speaker for quote in self.draft.quotes if quote.speaker and " " in quote.speaker]
        return [*speakers, *(contact.name for contact in self.contacts.values())]

    def _new_people(self) -> Iterator[Finding]:
        listed = [name for name in self.unknown if self.is_listed(name)]
        others = [name for name in self.unknown if not self.is_listed(name)]
        if listed:
            message = ngettext_lazy(
                "New person whose page opens once this text is public: %(names)s.",
                "New people whose pages open once this text is public: %(names)s.",
                len(listed),
            )
            yield Finding("people_listed", ADVISORY, message, {"names": ", ".join(listed)})
        if others:
            message = ngettext_lazy(
                "New person without a page: %(names)s.", "New people without a page: %(names)s.", len(others)
            )
            yield Finding("people_unlisted", ADVISORY, message, {"names": ", ".join(others)})

    def _other_spellings(self) -> Iterator[Finding]:
        for key, names in self.spellings.items():
            card = self.known.get(key)
            kept = card.name if card else names[0]
            message = (
                _("The text writes “%(other)s”, but the card keeps “%(kept)s”. Check which one is right.")
                if card
                else _(
                    "The text writes both “%(kept)s” and “%(other)s”. The card gets “%(kept)s”. Check which one is right."
                )
            )
            for other in dict.fromkeys(names):
                if other != kept:
                    yield Finding("name_differs", ADVISORY, message, {"kept": kept, "other": other})

    def _press_services(self) -> Iterator[Finding]:
        message = _("“%(name)s” is no person, so it is not among the contacts. Check the press desk's number.")
        for contact in self.draft.contacts:
            if not contact.is_person:
                yield Finding("press_service", ADVISORY, message, {"name": contact.name})

    def _other_numbers(self) -> Iterator[Finding]:
        message = _("The card of %(name)s does not have the number %(number)s. Check which one is right.")
        for key, contact in self.contacts.items():
            if card := self.known.get(key):
                numbers = {phone.number.as_e164 for phone in card.phones.all()}
                for phone in contact.phones:
                    if phone.number not in numbers:
                        details = {"name": contact.name, "number": phone.printed}
                        yield Finding("number_differs", ADVISORY, message, details)


class Cards:
    """A card for each of the people: the one that is there, left as it is, or a new one from the text."""

    def __init__(self, people: People):
        self.people = people
        self.found = people.known | {fold(name): self._create(name) for name in people.unknown}

    def __getitem__(self, name: str) -> Spokesperson:
        return self.found[fold(name)]

    def uuid_of(self, name: str) -> str | None:
        """None for a speaker whose whole name the text never gives."""
        person = self.found.get(fold(name))
        return str(person.uuid) if person else None

    def _create(self, name: str) -> Spokesperson:
        contact, language = self.people.contacts.get(fold(name), Contact(name)), self.people.draft.language
        given, family = split_name(name)
        person = Spokesperson.objects.create(
            given_name=given[:80],
            family_name=family[:80],
            slug=free_slug(name),
            main_language=language,
            email=contact.emails[0] if contact.emails else "",
            listed=self.people.is_listed(name),
            waits_for_release=self.people.is_listed(name),
        )
        if title := self.people.title_of(name):
            Title.objects.create(spokesperson=person, main_language=language, **{f"text_{language}": title})
        for position, phone in enumerate(contact.phones):
            Phone.objects.create(
                spokesperson=person, number=phone.number, printed=special_spelling(phone.printed), position=position
            )
        return person


def special_spelling(printed: str) -> str:
    """Only what says more than the number, such as letters or an extension: the site groups plain digits by itself."""
    return "" if PLAIN_NUMBER.fullmatch(printed) else printed[:40]


def split_name(name: str) -> tuple[str, str]:
    """Given and family name; a particle belongs to the family name."""
    words = name.split()
    place = next((i for i, word in enumerate(words) if i and word.casefold() in PARTICLES), max(len(words) - 1, 0))
    return " ".join(words[:place]), " ".join(words[place:])


def free_slug(name: str) -> str:
    wanted = slugify(name)[:100] or "person"
    taken = set(Spokesperson.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in numbered(wanted) if slug not in taken)


def numbered(slug: str) -> Iterator[str]:
    """slug, slug-2, slug-3, …"""
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1

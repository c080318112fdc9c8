"""The spokespeople behind the names of a draft: those we know are matched, the others get a card from the text."""

from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from people.models import Phone, Spokesperson, Title

from .draft import ADVISORY, Contact, Draft, Finding
from .names import fold

PARTICLES = {"von", "af", "de", "van", "der", "la", "da"}


class People:
    """Every person of a draft by name, diacritics aside."""

    def __init__(self, draft: Draft):
        self.draft = draft
        self.titles = {fold(quote.speaker): quote.title for quote in reversed(draft.quotes) if quote.speaker}
        self.contacts = {fold(contact.name): contact for contact in draft.contacts if contact.is_person}
        self.found = {fold(person.name): person for person in Spokesperson.objects.prefetch_related("phones")}
        self.known = set(self.found)
        for name in self._names():
            if fold(name) not in self.found:
                self.found[fold(name)] = self._create(name)

    def __getitem__(self, name: str) -> Spokesperson:
        return self.found[fold(name)]

    def uuid_of(self, name: str) -> str | None:
        """None for a speaker whose whole name the text never gives."""
        person = self.found.get(fold(name))
        return str(person.uuid) if person else None

    def title_of(self, contact: Contact) -> str:
        """As printed beside the name, else as the attribution of a quote says it."""
        return contact.title or self.titles.get(fold(contact.name)) or ""

    def findings(self) -> Iterator[Finding]:
        for contact in self.draft.contacts:
            if not contact.is_person:
                message = _("“%(name)s” is no person, so it is not among the contacts. Check the press desk's number.")
                yield Finding("press_service", ADVISORY, message, {"name": contact.name})
        for key, contact in self.contacts.items():
            numbers = {phone.number.as_e164 for phone in self.found[key].phones.all()}
            for phone in contact.phones:
                if key in self.known and phone.number not in numbers:
                    message = _("The card of %(name)s does not have the number %(number)s. Check which one is right.")
                    details = {"name": contact.name, "number": phone.printed}
                    yield Finding("number_differs", ADVISORY, message, details)

    def _names(self) -> list[str]:
        """A speaker's name comes first: a text spells it with more care than its contact lines do."""
        speakers = [quote.speaker for quote in self.draft.quotes if quote.speaker and " " in quote.speaker]
        return [*speakers, *(contact.name for contact in self.contacts.values())]

    def _create(self, name: str) -> Spokesperson:
        contact = self.contacts.get(fold(name), Contact(name=name))
        given, family = split_name(name)
        person = Spokesperson.objects.create(
            given_name=given[:80],
            family_name=family[:80],
            slug=free_slug(name),
            main_language=self.draft.language,
            email=contact.emails[0] if contact.emails else "",
            listed=fold(name) in self.contacts,
        )
        if title := self.title_of(contact) or self.titles.get(fold(name)):
            Title.objects.create(
                spokesperson=person, main_language=self.draft.language, **{f"text_{self.draft.language}": title}
            )
        for position, phone in enumerate(contact.phones):
            Phone.objects.create(spokesperson=person, number=phone.number, printed=phone.printed, position=position)
        return person


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

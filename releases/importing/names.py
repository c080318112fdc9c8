"""People in words: names, titles, and who a surname or a pronoun means."""

import re
import unicodedata
from dataclasses import dataclass

from .vocabulary import Vocabulary

LONGEST_NAME, LONGEST_TITLE = 80, 160
LONGEST_REST = 4  # words around a name that are neither name nor title
INITIAL = re.compile(r"[^\W\d_]\.$")
NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*$")
UNACCENTED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "’": "'"})


def fold(name: str) -> str:
    """The form in which José and Jose are one person."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(UNACCENTED))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.replace(".", " ").split())


def surname(name: str) -> str:
    return fold(name).rpartition(" ")[2]


@dataclass(frozen=True)
class Person:
    """Someone named in a phrase: in full, by surname, by pronoun (name empty), or by title alone (unnamed)."""

    name: str = ""
    title: str = ""
    is_pronoun: bool = False

    @property
    def is_full(self) -> bool:
        return " " in self.name


def read_person(phrase: str, words: Vocabulary) -> Person | None:
    """“title name”, “name, title”, a surname or a pronoun; None when nobody is named or much else is said."""
    head, _, tail = (part.strip(" .:;") for part in phrase.strip(" ,").partition(","))
    tokens = head.split()
    if any(words.has("people.pronouns", token) for token in tokens[:2]):
        return Person(is_pronoun=True) if len(tokens) <= LONGEST_REST and not tail else None
    start, end = name_span(tokens, words)
    if start == end:
        return None
    if len(tokens) - end > LONGEST_REST or (tail and not start and not is_title_phrase(tail, words)):
        return None
    name, title = " ".join(tokens[start:end]).rstrip(".,"), (" ".join(tokens[:start]) or tail).strip(" ,.")
    is_sane = len(name) <= LONGEST_NAME and len(title) <= LONGEST_TITLE
    return Person(name, title) if is_sane else None


def is_title_phrase(phrase: str, words: Vocabulary) -> bool:
    tokens = phrase.split()
    return len(tokens) <= 3 or any(is_title(token, words) for token in tokens[:8])


def name_span(tokens: list[str], words: Vocabulary) -> tuple[int, int]:
    """Where the last name of a phrase stands: the longest run of capitalised words, titles and employers aside."""
    end = len(tokens)
    while end and not is_name(tokens[end - 1], words):
        end -= 1
    start = end
    while start and (is_name(tokens[start - 1], words) or is_particle(tokens, start - 1, words)):
        start -= 1
    while start < end and is_particle(tokens, start, words):
        start += 1
    if end - start > 2 and tokens[end - 1].endswith(tuple(words.words("people.organisation_endings"))):
        end -= 1
    return start, end


def is_name(token: str, words: Vocabulary) -> bool:
    token = token.strip(",;:()")
    if not token[:1].isupper() or is_title(token, words):
        return False
    return bool(INITIAL.match(token)) or (bool(NAME.match(token.rstrip("."))) and any(map(str.islower, token)))


def is_particle(tokens: list[str], place: int, words: Vocabulary) -> bool:
    return 0 < place < len(tokens) - 1 and tokens[place] in words.words("people.particles")


def is_title(token: str, words: Vocabulary) -> bool:
    """Finnish and Swedish titles end in the noun (toimitusjohtaja, kommunalråd); English ones are the noun."""
    plain = token.strip(".,:;").casefold()
    titles = words.words("people.titles")
    if words.language == "en" or len(plain) < 5:
        return plain in titles
    return plain.endswith(tuple(title for title in titles if len(title) > 3))


class Cast:
    """The people of a text in the order they appear, to tell who “Valtonen” or “hon” is."""

    def __init__(self, known: list[str]):
        self.known = list(known)
        self.seen: list[str] = []

    def without_title(self, person: Person) -> Person:
        """“Palomestari Aino Joki” at the start of a sentence is Aino Joki if the text knows her so."""
        tokens = person.name.split()
        for start in range(1, len(tokens) - 1):
            name = " ".join(tokens[start:])
            if any(fold(name) == fold(known) for known in self.known):
                return Person(name, " ".join((person.title, *tokens[:start])).strip())
        return person

    def enter(self, name: str) -> str:
        self.seen.append(name)
        return name

    def hear(self, text: str) -> None:
        """Known people whom the text names, in any case ending, are the ones a later pronoun may mean."""
        told = fold(text)
        places = {name: told.rfind(fold(name)[:-2]) for name in self.known}
        self.seen += sorted((name for name in places if places[name] >= 0), key=places.get)

    def who(self, person: Person) -> str | None:
        """The full name of a person in a phrase; None when the text never gives it."""
        if person.is_pronoun:
            return self.seen[-1] if self.seen else None
        if person.is_full:
            return self.enter(person.name)
        for name in (*reversed(self.seen), *self.known):
            if surname(name) == fold(person.name):
                return self.enter(name)
        return None

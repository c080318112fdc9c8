"""Who said it: “…, toteaa toimitusjohtaja Aino Joki.” at the end, in the middle or in front of a quote."""

import re

from .names import Person, is_title, read_person
from .vocabulary import Vocabulary

MARKS = ' ”"“»'
LONGEST = 18  # words
CUT = re.compile(r"[,?!…”\"“»–][”\"“»]?\s+")
SENTENCE_END = re.compile(r"(?<=\w\w)[.!?…](?=\s+[^\W\d_a-zåäö]|\s*$|\s+[”\"“»])")


def at_end(text: str, words: Vocabulary) -> tuple[str, Person] | None:
    """The quoted words and who said them; the shortest tail that names someone wins."""
    spare = None
    for cut in list(CUT.finditer(text))[-1:-6:-1]:
        tail = text[cut.end() :]
        person = None if has_more(tail, words) else read_attribution(tail, words)
        if person is None:
            continue
        found = text[: cut.end()].rstrip(), person
        if person.name or person.is_pronoun:
            return found
        spare = spare or found
    return spare


def has_more(tail: str, words: Vocabulary) -> bool:
    """Whether the quote goes on after its attribution: “…, säger hon. Det räcker nu.”"""
    ends = [end.end() for end in SENTENCE_END.finditer(tail)]
    return any(read_attribution(tail[:end], words) for end in ends[:3] if tail[end:].strip(MARKS))


def in_middle(text: str, words: Vocabulary) -> tuple[str, Person, str] | None:
    """Quoted words, who said them, and what follows the attribution."""
    for end in list(SENTENCE_END.finditer(text))[:12]:
        rest = text[end.end() :].strip()
        if rest and (found := at_end(text[: end.end()], words)):
            return *found, rest
    return None


def in_front(text: str, words: Vocabulary) -> Person | None:
    """“Ordförande Anna Å säger så här:” before a quote."""
    if not text.endswith(":"):
        return None
    sentence = SENTENCE_END.split(text[:-1])[-1].strip()
    tokens = sentence.split()
    for place, token in enumerate(tokens[:LONGEST]):
        if words.has("quotes.verbs", token):
            before, after = " ".join(tokens[:place]), " ".join(tokens[place + 1 :])
            return read_person(before, words) or read_person(after, words)
    return None


def read_attribution(phrase: str, words: Vocabulary) -> Person | None:
    """“sanoo NN”, “NN sanoo”, “säger hon”, “said NN, chair”; None for any other words."""
    tokens = phrase.strip(' .,:”"“»').split()
    if not 1 < len(tokens) <= LONGEST:
        return None
    if words.has("quotes.verbs", tokens[0]):
        rest = " ".join(tokens[1:])
        return read_person(rest, words) or unnamed(rest, words)
    for place in range(len(tokens) - 1, max(0, len(tokens) - 4), -1):
        if words.has("quotes.verbs", tokens[place]):
            person = read_person(" ".join(tokens[:place]), words)
            return person if person and is_led_by(tokens[:place], person, words) else None
    return None


def is_led_by(tokens: list[str], person: Person, words: Vocabulary) -> bool:
    """Before the verb stand the person's name and title and nothing else."""
    return person.is_pronoun or len(tokens) - len(person.name.split()) <= 10


def unnamed(rest: str, words: Vocabulary) -> Person | None:
    """“sanoo eräs asukas”: somebody whom the text does not name."""
    tokens = rest.split()
    if len(tokens) <= 4 and (len(tokens) <= 2 or any(is_title(token, words) for token in tokens)):
        return Person(title=rest.strip(" .,")) if rest.islower() else None
    return None

"""The newest public things that a question finds, in an order of our own: the same on every database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, Case, QuerySet, Value, When

from newsroom import clock
from newsroom.search import analysis, backends
from newsroom.search.entries import SearchEntry, SearchText
from newsroom.search.question import Question
from newsroom.search.registry import public_among

MOST = 2000  # candidates, the newest; more is said to be "more than"
CHUNK = MOST + 200  # what is hidden takes nobody's place
FEW = 100
MOST_TO_READ = 30_000_000  # characters, when a phrase is looked for
TITLE, PART_OF_TITLE, LEAD, PART_OF_LEAD, BODY, PART_OF_BODY = 60, 36, 24, 16, 10, 5
FRESHNESS = 20
DAYS_A_POINT = 60


class Candidate(NamedTuple):
    id: int
    kind: str
    object_id: int
    dated_on: date | None
    themes: str
    places: str
    title_tokens: str
    lead_tokens: str
    is_main: bool


@dataclass(frozen=True)
class Found:
    """What was found, best first. Capped when there is more than is looked at."""

    candidates: list[Candidate]
    is_capped: bool = False
    is_loose: bool = False

    def only(self, condition: Callable[[Candidate], bool]) -> "Found":
        return Found([each for each in self.candidates if condition(each)], self.is_capped, self.is_loose)


def find(question: Question, language: str, *facts: str, is_loose: bool = False) -> Found:
    """`facts` are tokens that every result has: its kind, theme, place or year."""
    tokens = question.tokens(language, is_loose)
    if len(tokens.groups) < 2:  # nothing but the language
        return Found([])
    main = question.main_tokens(language).plus(*facts)
    candidates, is_capped = newest(tokens.plus(*facts), main)
    if question.phrases:
        candidates = _with_phrases(candidates, question)
    return Found(_ranked(candidates, question, language), is_capped, is_loose)


def find_somehow(question: Question, language: str, *facts: str) -> Found:
    """By what the words mean; when that finds nothing, by how they begin."""
    found = find(question, language, *facts)
    if found.candidates or question.is_quoted:
        return found
    return find(question, language, *facts, is_loose=True)


def newest(tokens: backends.Tokens, main: backends.Tokens) -> tuple[list[Candidate], bool]:
    """Visibility is asked of the things now; the index only says which words stand where."""
    public: list[Candidate] = []
    for offset in range(0, 10 * CHUNK, CHUNK):
        keys = backends.matching(tokens, CHUNK, offset)
        chunk = _chunk(keys, backends.matching(main, CHUNK + offset))
        shown = _public((each.kind, each.object_id) for each in chunk)
        public += [each for each in chunk if (each.kind, each.object_id) in shown]
        if len(chunk) < CHUNK or len(public) > MOST:
            break
    return public[:MOST], len(public) > MOST


def _chunk(keys, main_keys) -> list[Candidate]:
    main = Case(When(pk__in=main_keys, then=Value(True)), default=Value(False), output_field=BooleanField())
    entries = SearchEntry.objects.filter(pk__in=keys).annotate(is_main=main).order_by("-pk")
    return [Candidate(*values) for values in entries.values_list(*Candidate._fields)]


def newest_keys(tokens: backends.Tokens, wanted: int) -> list[int]:
    """Keys of the newest public entries, however many hidden ones stand before them."""
    found: list[int] = []
    chunk = wanted + FEW
    for offset in range(0, 10 * chunk, chunk):
        entries = SearchEntry.objects.filter(pk__in=backends.matching(tokens, chunk, offset)).order_by("-pk")
        things = {pk: (kind, key) for pk, kind, key in entries.values_list("pk", "kind", "object_id")}
        shown = _public(things.values())
        found += [pk for pk, thing in things.items() if thing in shown]
        if len(things) < chunk or len(found) >= wanted:
            break
    return found[:wanted]


def finds(question: Question, language: str) -> bool:
    """Whether what the words mean finds anything public, without looking at all of it."""
    if question.phrases:
        return bool(find(question, language).candidates)
    tokens = question.tokens(language)
    return len(tokens.groups) > 1 and bool(newest_keys(tokens, 1))


def count(question: Question, language: str, *facts: str) -> int:
    """How many a question finds in another language; those with a phrase in it must be read."""
    if question.phrases:
        return len(find(question, language, *facts).candidates)
    tokens = question.tokens(language).plus(*facts)
    has_words = len(tokens.groups) > 1 + len(facts)
    return len(newest_keys(tokens, MOST)) if has_words else 0


def _public(things: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those that are public, a question a kind: one about all kinds at once takes longer to word than to answer."""
    among = public_among(things)
    return {(kind, key) for kind, rows in among.items() for key in rows.order_by().values_list("pk", flat=True)}


def _with_phrases(candidates: list[Candidate], question: Question) -> list[Candidate]:
    """Word by word in the texts themselves, so long as there is not too much to read."""
    keys, room = {each.id for each in candidates}, MOST_TO_READ
    found = set()
    texts = SearchText.objects.filter(pk__in=keys).order_by("-pk").values_list("pk", "title", "lead", "body")
    for key, *fields in texts.iterator(chunk_size=200):
        said = "\n".join(fields)
        room -= len(said)
        if room < 0:
            break
        if question.are_phrases_in(said):
            found.add(key)
    return [each for each in candidates if each.id in found]


def _ranked(candidates: list[Candidate], question: Question, language: str) -> list[Candidate]:
    """By the best field of each word, then by freshness, then by day; equal ones by their keys."""
    today = clock.today()
    wanted = [analysis.terms(word, language).main for word in question.words]
    marks = [(tuple(f" m{term} " for term in terms), tuple(f" c{term} " for term in terms)) for terms in wanted]
    scored = [(-_score(each, marks, today), -each.id, each) for each in candidates]
    return [each for _score, _key, each in sorted(scored)]


def _score(candidate: Candidate, marks, today: date) -> int:
    title, lead = f" {candidate.title_tokens} ", f" {candidate.lead_tokens} "
    body = BODY if candidate.is_main else PART_OF_BODY
    total = sum(_of_word(main, parts, title, lead, body) for main, parts in marks)
    return 10 * total // len(marks) + 10 * _freshness(candidate.dated_on, today)


def _of_word(main, parts, title: str, lead: str, body: int) -> int:
    fields = [(main, title, TITLE), (parts, title, PART_OF_TITLE), (main, lead, LEAD), (parts, lead, PART_OF_LEAD)]
    return max((weight for terms, words, weight in fields if _stands(terms, words)), default=body)


def _stands(terms: Iterable[str], words: str) -> bool:
    return any(term in words for term in terms)


def _freshness(day: date | None, today: date) -> int:
    """What is still to come is as fresh as today's; people are of no day."""
    if day is None:
        return FRESHNESS // 2
    return max(0, FRESHNESS - max(0, (today - day).days) // DAYS_A_POINT)


def narrow(rows: QuerySet, kind: str, question: Question, language: str) -> QuerySet:
    """For a list of one noun: those of its rows that a question finds, all of them.

    Whether it finds too little is told by what is public: a hidden text changes nothing that readers see.
    """
    if not question.words:
        return rows
    found = those(rows, question, language, f"k{kind}")
    return found if found.public().exists() else those(rows, question, language, f"k{kind}", is_loose=True)


def those(rows: QuerySet, question: Question, language: str, *facts: str, is_loose: bool = False) -> QuerySet:
    return rows.filter(pk__in=_keys(question, language, *facts, is_loose=is_loose))


def _keys(question: Question, language: str, *facts: str, is_loose: bool):
    if question.phrases:
        return [each.object_id for each in find(question, language, *facts, is_loose=is_loose).candidates]
    tokens = question.tokens(language, is_loose).plus(*facts)
    return SearchEntry.objects.filter(pk__in=backends.matching(tokens)).values("object_id")

"""Whose text it is, where the text says so: a letterhead, a stamp, or a heading such as “Jokikuntien liitto lyhyesti”."""

import re
from collections.abc import Iterable
from functools import cache

from .lines import Line
from .sections import EDGES, LONGEST_OPENING
from .vocabulary import Vocabulary

BETWEEN = re.compile(r"\s*[|•·]\s*")


def named(head: list[str], furniture: list[Line], words: Vocabulary) -> Iterable[str]:
    """Only names that are an organisation's by their own words: a programme may be told “in brief” too."""
    stamped = [name for text in head for name in BETWEEN.split(text)]
    headings = [heading(line.text.strip(EDGES), words) for line in furniture if len(line.text) <= LONGEST_OPENING]
    return dict.fromkeys(name for name in (*stamped, *headings) if is_organisation(name, words))


def heading(text: str, words: Vocabulary) -> str:
    match = about(words).fullmatch(text) or in_brief(words).fullmatch(text)
    return match["name"] if match else ""


@cache
def about(words: Vocabulary) -> re.Pattern:
    return re.compile(rf"{words.any_of('furniture.about')}\s(?:the\s)?(?P<name>.+)", re.IGNORECASE)


@cache
def in_brief(words: Vocabulary) -> re.Pattern:
    return re.compile(rf"(?P<name>.+)\s{words.any_of('furniture.in_brief')}", re.IGNORECASE)


def is_organisation(name: str, words: Vocabulary) -> bool:
    """“Haapakosken Kalaliitto” and “Jokimylly Oy”; a bare “Liitto” is whoever wrote the text."""
    tokens = [token.strip(".,").casefold() for token in name.split()]
    if not tokens or not name[0].isupper():
        return False
    if tokens[-1] in words.words("senders.legal_forms"):
        return len(tokens) > 1
    kinds = tuple(words.words("senders.kinds"))
    is_kind = tokens[-1].endswith(kinds) and tokens != [next(kind for kind in kinds if tokens[-1].endswith(kind))]
    return is_kind or " ".join(tokens).startswith(tuple(words.words("senders.openings")))

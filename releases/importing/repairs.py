"""Hyphens that a line break left inside words: proven ones are mended, doubtful ones are shown."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from .draft import ADVISORY, Finding, Repair
from .lines import Line
from .vocabulary import Vocabulary

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
BROKEN = re.compile(r"(?<![\w-])([^\W\d_]{2,})(-|- )([^\W\d_]{2,})(?![\w-])")
SHORTEST_STEM = 6
LONGEST_ENDING = 5
VOWELS = set("aeiouyäöå")


def mend(lines: list[Line], words: Vocabulary) -> tuple[list[Line], list[Repair], list[Finding]]:
    told = Counter(word.casefold() for line in lines for word in WORD.findall(line.text))
    whole = sorted(word for word in told if "-" not in word)
    repairs, findings = {}, {}
    for first, hyphen, second in (match for line in lines for match in BROKEN.findall(line.text)):
        found, joined = first + hyphen + second, first + second
        if not second.islower() or words.has("hyphens.suspended", second):
            continue
        if is_proven(joined.casefold(), len(first), whole):
            repairs[found] = Repair(found, joined)
        elif hyphen == "-" and words.words("hyphens.doubtful") and is_doubtful(first, second, told):
            findings[found] = doubt(found, joined)
    return [mended(line, repairs) for line in lines], list(repairs.values()), list(findings.values())


def is_proven(joined: str, seam: int, whole: list[str]) -> bool:
    """The same stem stands unbroken elsewhere, past the break by two letters or to its end."""
    stem = joined[: max(SHORTEST_STEM, min(len(joined), seam + 2), len(joined) - LONGEST_ENDING)]
    place = bisect_left(whole, stem)
    return place < len(whole) and whole[place].startswith(stem)


def is_doubtful(first: str, second: str, told: Counter) -> bool:
    """A true compound takes its hyphen between like vowels, or its parts are words of their own."""
    first, second = first.casefold(), second.casefold()
    if first[-1] == second[0] and first[-1] in VOWELS:
        return False
    return len(first) > 2 and not told[first] and not told[second] and told[f"{first}-{second}"] < 2


def doubt(found: str, suggested: str) -> Finding:
    message = _("“%(found)s” may have a hyphen left from a line break. Should it be “%(suggested)s”?")
    return Finding("hyphen_doubtful", ADVISORY, message, {"found": found, "suggested": suggested})


def mended(line: Line, repairs: dict[str, Repair]) -> Line:
    def whole_word(match: re.Match) -> str:
        repair = repairs.get(match.group())
        return repair.suggested if repair else match.group()

    return replace(line, text=BROKEN.sub(whole_word, line.text)) if repairs else line

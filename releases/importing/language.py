"""Which of our languages a text is in: the one whose small words it uses most."""

import re
from collections import Counter

from .vocabulary import LANGUAGES, vocabulary

WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> tuple[str, bool]:
    """The language, and whether the text left no doubt about it."""
    counts = Counter(WORD.findall(text.casefold()))
    scores = {language: sum(counts[word] for word in vocabulary(language).words("common")) for language in LANGUAGES}
    first, second, _ = sorted(LANGUAGES, key=scores.get, reverse=True)
    return first, scores[first] > 1.5 * scores[second]

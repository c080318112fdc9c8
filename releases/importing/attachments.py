"""What a release says is attached: titles or file names."""

import re
from functools import cache

from .lines import Line
from .vocabulary import Vocabulary

NUMBERING = re.compile(r"^(?:[-–•*]|\d+[.):])\s*")
FORMAT = re.compile(
    r"\s*\((?:[^()]*\b)?(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|[kmg][bt]|kt|mt)\b[^()]*\)", re.IGNORECASE
)


@cache
def label_pattern(words: Vocabulary) -> re.Pattern:
    return re.compile(rf"[#*_ ]*{words.any_of('attachments.labels')}[*_]*(?:\s\d+)?\s?(?::|[–-]\s|$)\s*", re.IGNORECASE)


def after_label(text: str, words: Vocabulary) -> str | None:
    match = label_pattern(words).match(text)
    return text[match.end() :] if match else None


def read(lines: list[Line]) -> list[str]:
    titles = [FORMAT.sub("", NUMBERING.sub("", line.text)).strip(" .;*_") for line in lines]
    return list(dict.fromkeys(title for title in titles if title))

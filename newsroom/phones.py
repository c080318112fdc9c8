"""Telephone numbers as they are read aloud: 050 123 4567."""

import re


def written(number, language: str) -> str:
    """National in Finnish and Swedish, international in English; the library leaves Finnish numbers in one long row."""
    row = number.as_international if language == "en" else number.as_national
    return re.sub(r"\d{6,}", _in_groups, row)


def _in_groups(match) -> str:
    digits = match[0]
    size = 3 if len(digits) % 4 else 4
    groups = [digits[start : start + size] for start in range(0, len(digits), size)]
    if len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return " ".join(groups)

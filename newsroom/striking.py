"""Taking words out of texts: pure, and the same for seeing where they stand as for striking them.

Words are found whatever their case, whether an "ä" is one character or two, with or without soft hyphens, over line
breaks and over `<strong>Ai</strong>no`. Addresses, file names and slugs are also searched as they write names:
`aino.rantamaki`.
"""

import html as entities
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from newsroom import dates, richtext
from newsroom.text import one_line

MIN_CHARACTERS = 2
# What stands in a text is written in the text's own language, whoever reads the admin in which.
MARKS = {
    "fi": "[henkilötieto poistettu {}]",
    "sv": "[personuppgift borttagen {}]",
    "en": "[personal data removed {}]",
}
LEFT_OUT = "…"
AROUND = 50

_UNSEEN = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
_COMBINING = "(?![\u0300-\u036f])"
_INLINE = r"</?(?:strong|em|a|span)\b[^>]*>"
_SPACE_IN_HTML = r"(?:\s|&nbsp;|<br\s*/?>)"
_ALIKE = ["'’‘ʼ`´", "-‐‑–—", '"”“„']
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_EMPTIED = re.compile(r"<(strong|em|span|a)\b[^>]*></\1>")
_NUMBER = re.compile(r"\+?[\d\s()./–-]{6,}")
_SHORT_IN_ADDRESS = 5
_ADDRESS = re.compile(r"/\S*|\S*(?:://|@)\S*")
_FILE_NAME = re.compile(r"[\w-]+\.(?:pdf|png|jpe?g|webp|avif|docx?|xlsx?|pptx?|odt|ods|csv|txt|zip)", re.IGNORECASE)


def phrases_of(words: str) -> list[str]:
    """One phrase a line, each once."""
    return list(dict.fromkeys(filter(None, map(one_line, words.splitlines()))))


def too_short(words: str) -> list[str]:
    return [phrase for phrase in phrases_of(words) if len(re.sub(r"[\W_]", "", phrase)) < MIN_CHARACTERS]


@dataclass(frozen=True)
class Excerpt:
    """A place in a text for people to look at."""

    before: str
    found: str
    after: str


class Strike:
    """Words, and the mark with the day that takes their place."""

    def __init__(self, words: str, day: date):
        self.phrases, self.day = phrases_of(words), day
        longest_first = sorted(self.phrases, key=len, reverse=True)
        self._text = _any_of(longest_first, _in_text)
        self._html = _any_of(longest_first, _in_html, before=r"(?P<tag><[^>]*>)|")
        self._address = _any_of(longest_first, _in_address)

    def mark(self, language: str) -> str:
        return MARKS[language].format(dates.day(self.day, language))

    # Where they stand

    def stands_in(self, text: str) -> bool:
        """In plain text, or in what looks like an address."""
        return bool(self._text.search(text)) or (_is_address(text) and self.stands_in_address(text))

    def stands_in_html(self, html: str) -> bool:
        return self.in_html(html, "fi") != html

    def stands_in_address(self, address: str) -> bool:
        return bool(self._address.search(unquote(address)))

    def stands_in_data(self, data) -> bool:
        """Anywhere in what a JSON holds."""
        if isinstance(data, dict):
            data = list(data.values())
        if isinstance(data, list):
            return any(map(self.stands_in_data, data))
        is_html = isinstance(data, str) and bool(_TAG.search(data))
        return isinstance(data, str) and (self.stands_in_html(data) if is_html else self.stands_in(data))

    def excerpts(self, text: str, most: int = 3) -> list[Excerpt]:
        """What stands around the words in a plain text."""
        flat = " ".join(text.split())
        found = [match.span() for match in self._text.finditer(flat)] or [
            match.span() for match in self._address.finditer(flat)
        ]
        return [Excerpt(_ending(flat[:start]), flat[start:end], _beginning(flat[end:])) for start, end in found[:most]]

    def excerpts_in_html(self, html: str) -> list[Excerpt]:
        """Also where only a speaker's name or a link's address has the words."""
        attributes = [
            entities.unescape(value) for tag in _TAG.findall(html) for _name, value in _ATTRIBUTE.findall(tag)
        ]
        return [each for text in [richtext.plain_text(html), *attributes] for each in self.excerpts(text)]

    # Without them

    def in_text(self, text: str, language: str, limit: int | None = None) -> str:
        """Plain text, or a lone address. The mark stays whole where a column has only so much room."""
        if _is_address(text) and self.stands_in_address(text):
            is_file = _FILE_NAME.fullmatch(text)
            return self.in_file_name(text) if is_file else self._address.sub(LEFT_OUT, unquote(text))[:limit]
        mark = self.mark(language)
        struck = _once(mark, self._text.sub(mark, text))
        return text if struck == text else fit(struck, limit, mark)

    def in_html(self, html: str, language: str) -> str:
        mark = self.mark(language)

        def without(found):
            if found["tag"]:
                return self._in_tag(found["tag"], language)
            return mark + "".join(self._in_tag(tag, language) for tag in _TAG.findall(found[0]) if tag[1:3] != "br")

        struck = self._html.sub(without, html)
        return html if struck == html else richtext.clean(_EMPTIED.sub("", _once(mark, struck)))

    def _in_tag(self, tag: str, language: str) -> str:
        """A struck speaker is nobody's card any more, and a link that names somebody is none."""
        attributes = {name: entities.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        struck = {name: self._in_attribute(name, value, language) for name, value in attributes.items()}
        if struck == attributes:
            return tag
        if struck.get("data-speaker") != attributes.get("data-speaker"):
            struck["data-person"] = ""
        name = tag[1:].split(" ", 1)[0]
        kept = "".join(f' {key}="{entities.escape(value)}"' for key, value in struck.items() if value is not None)
        return f"<{name}{kept}>"

    def _in_attribute(self, name, value, language) -> str | None:
        if name == "href":
            return None if self.stands_in_address(value) else value
        return self.in_text(value, language, richtext.LONGEST_NAME)

    def in_slug(self, slug: str) -> str:
        """What is left of it, which may be nothing."""
        return re.sub("-{2,}", "-", self._address.sub("", slug)).strip("-") if self.stands_in_address(slug) else slug

    def in_file_name(self, name: str) -> str:
        if not self.stands_in_address(name):
            return name
        stem, dot, extension = name.rpartition(".")
        left = self.in_slug(stem if dot else name) or "file"
        return f"{left}{dot}{extension}" if dot else left

    def in_data(self, data, language: str):
        """What a JSON holds without knowing of what: references to other rows and files, receipts, log messages."""
        if isinstance(data, list):
            return [self.in_data(each, language) for each in data]
        if isinstance(data, str):
            return self.in_html(data, language) if _TAG.search(data) else self.in_text(data, language)
        if not isinstance(data, dict):
            return data
        struck = {name: self.in_data(value, language) for name, value in data.items()}
        if isinstance(data.get("name"), str) and "sha256" in data:
            struck["name"] = self.in_file_name(data["name"])
        return struck

    def across(self, values: dict[str, str]) -> list[tuple[str, str]]:
        """Pairs of columns that hold a phrase together, such as a given and a family name."""
        wanted = {_plain(phrase) for phrase in self.phrases}
        held = {name: _plain(value) for name, value in values.items() if value}
        return [(a, b) for a in held for b in held if a != b and f"{held[a]} {held[b]}" in wanted]


def fit(text: str, limit: int | None, mark: str) -> str:
    """At most so many characters, the first mark whole."""
    if limit is None or len(text) <= limit:
        return text
    if len(mark) > limit:
        return LEFT_OUT
    before, _mark, after = text.partition(mark)
    before = before[: limit - len(mark)]
    after = after[: limit - len(mark) - len(before)]
    is_cut = after.rfind("[") > after.rfind("]")
    return (before + mark + (after[: after.rfind("[")] if is_cut else after)).rstrip()


def _once(mark: str, text: str) -> str:
    """Marks that stand beside each other are one."""
    return re.sub(rf"{re.escape(mark)}(?:\s*{re.escape(mark)})+", mark, text)


def _is_address(text: str) -> bool:
    """One word with what only links, paths, e-mail addresses and file names have."""
    return bool(_ADDRESS.fullmatch(text) or _FILE_NAME.fullmatch(text))


def _plain(text: str) -> str:
    return one_line(text.replace("\u00ad", "")).casefold()


def _ending(text: str) -> str:
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _beginning(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


# Patterns


def _any_of(phrases, pattern, before="") -> re.Pattern:
    """Nothing to look for is found nowhere."""
    return re.compile(before + ("|".join(map(pattern, phrases)) or "(?!)"), re.IGNORECASE)


def _in_text(phrase: str) -> str:
    if number := _number(phrase, r"[\s()./–-]*"):
        return number
    return r"\s+".join(_UNSEEN.join(map(_letter, word)) for word in phrase.split())


def _in_html(phrase: str) -> str:
    between = f"(?:{_INLINE}|{_UNSEEN[:-1]})*"
    if number := _number(phrase, rf"(?:[\s()./–-]|&nbsp;|{_INLINE})*"):
        return number
    space = rf"{between}{_SPACE_IN_HTML}(?:{_SPACE_IN_HTML}|{_INLINE})*"
    return space.join(between.join(map(_letter_in_html, word)) for word in phrase.split())


def _in_address(phrase: str) -> str:
    """As a slug, an e-mail address or a file name writes it; what is very short must stand alone."""
    if number := _number(phrase, r"[\s()./–-]*"):
        return number
    words = re.findall(r"[^\W_]+", phrase)
    if not words:
        return "(?!)"
    pattern = r"[\W_]*".join("".join(map(_letter_in_address, word)) for word in words)
    return pattern if len("".join(words)) >= _SHORT_IN_ADDRESS else rf"(?<![^\W_]){pattern}(?![^\W_])"


def _number(phrase: str, between: str) -> str:
    """A phone number with or without spaces, in its national and its international form; "" for other phrases."""
    core = re.sub(r"^(?:00)?358|^0", "", re.sub(r"\D", "", phrase))
    if not _NUMBER.fullmatch(phrase) or len(core) < 6:
        return ""
    return rf"(?<!\d)(?:(?:\+|00)?358{between}|0)?{between.join(core)}(?!\d)"


def _forms(letter: str) -> list[str]:
    alike = next((group for group in _ALIKE if letter in group), letter)
    forms = {form for each in alike for form in (each, unicodedata.normalize("NFD", each))}
    return sorted(forms, key=len, reverse=True)


def _letter(letter: str) -> str:
    return f"(?:{'|'.join(map(re.escape, _forms(letter)))}){_COMBINING}"


def _letter_in_html(letter: str) -> str:
    forms = {
        form for each in _forms(letter) for form in (each, entities.escape(each, quote=False), entities.escape(each))
    }
    return f"(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))}){_COMBINING}"


def _letter_in_address(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)
    return f"(?:{'|'.join(map(re.escape, [*_forms(letter), *([base[0]] if len(base) > 1 else [])]))})"

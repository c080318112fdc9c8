"""What an import or a hurried hand leaves in a text. Certain debris stops, doubtful debris is told. Pure.

Each line is looked at on its own and once, and the importer's patterns see short lines only, so the time grows with the text.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from newsroom.checks import Finding, advice, obstacle
from releases.importing import attachments, contacts, embargo
from releases.importing.repairs import is_proven
from releases.importing.vocabulary import alternatives, every_vocabulary

LONGEST_LINE = 200  # of a line that can be a label, an embargo or a row of contacts
ROWS_BELOW = 6
MOST = 5  # sentences of one kind
JOINING = {"vai", "taikka", "eikä", "kuin", "mutta", "resp", "inte", "utan", "to", "but", "nor"}

_PLACEHOLDER = re.compile(
    r"(?<![\w-])(?:TODO|TBD|FIXME|X{3,}|x{3,}|X{2,}(?=\s?[a-zåäö%€]))(?![\w-])|\b[Xx]{2}\.[Xx]{2}\b|\?{3,}"
)
_DOUBTFUL = re.compile(r"(?<![\w-])X{2}(?![\w-])")
_CUT_WORD = re.compile(r"(?<![\w-])([^\W\d_]{2,})- ([^\W\d_]{2,})(?![\w-])")
_MORE = re.compile(
    r"^(?:för |for )?"
    + alternatives(
        ["lisätietoja", "lisätiedot", "lisätietoa", "mer information", "mera information", "ytterligare information"]
        + ["närmare upplysningar", "further information", "more information", "media contacts", "yhteyshenkilöt"]
    )
    + r"(?: antaa| antavat| ger| lämnas av)?\s?(?P<end>:|$|(?<=antaa) |(?<=antavat) )",
    re.IGNORECASE,
)
_FREE = re.compile(r"\W{0,5}fritt? för publicering\b", re.IGNORECASE)
_BLANK = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>\s*<p>(?:\s|&nbsp;|<br>)*</p>")


def find(headline: str, lead: str, body: str, body_text: str) -> Iterator[Finding]:
    yield from _of_headline(headline)
    for text, place in ((headline, "headline"), (lead, "lead"), (body_text, "body")):
        lines = text.split("\n")
        yield from _few(_of_placeholders(lines, place))
        yield from _few(_of_cut_words(lines, place, f"{headline}\n{lead}\n{body_text}"))
        yield from _few(_of_embargoes(lines, place))
        if place == "body":
            yield from _few(_of_contacts(lines))
            yield from _few(_of_attachments(lines))
    if _BLANK.search(body):
        yield advice("blank_paragraphs", _("There are empty paragraphs one after another in the text."), "body")


def _few(found: Iterator[Finding]) -> Iterator[Finding]:
    """The first of each kind: nobody reads a hundred sentences."""
    told: dict[str, int] = {}
    for each in found:
        told[each.code] = told.get(each.code, 0) + 1
        if told[each.code] <= MOST:
            yield each


def _of_headline(headline: str) -> Iterator[Finding]:
    if not headline.strip():
        yield obstacle("no_headline", _("Write the headline."), "headline")
    elif not headline.strip(" –—-.") or headline.endswith("…"):
        yield obstacle("headline_unfinished", _("The headline is unfinished. Write it out."), "headline")


def _of_placeholders(lines: list[str], place: str) -> Iterator[Finding]:
    for line in lines:
        if found := _PLACEHOLDER.search(line):
            message = _("“%(words)s” is a placeholder. Write what is meant, or take it off.")
            yield obstacle("placeholder", message, place, words=found[0][:20])
        elif line.count("[") != line.count("]") or "[]" in line:
            message = _("A square bracket is left over in “%(words)s”. Take it off.")
            yield obstacle("bracket", message, place, words=line[:60])
        elif found := _DOUBTFUL.search(line):
            message = _("Is “%(words)s” meant for readers, or still to be filled in?")
            yield advice("placeholder_doubtful", message, place, words=found[0][:60])


def _of_cut_words(lines: list[str], place: str, whole_text: str) -> Iterator[Finding]:
    pairs = [pair for line in lines for pair in _CUT_WORD.findall(line) if _is_cut(*pair)]
    known = sorted(set(re.findall(r"[^\W\d_]+", whole_text.casefold()))) if pairs else []
    for first, second in dict.fromkeys(pairs):
        words = {"words": f"{first}- {second}"[:80], "joined": f"{first}{second}"[:80]}
        if len(second) == 2 or is_proven((first + second).casefold(), len(first), known):
            message = _("“%(words)s” is a word cut at the end of a line. Write “%(joined)s”.")
            yield obstacle("cut_word", message, place, **words)
        else:
            message = _("Is “%(words)s” a word cut at the end of a line? Then write “%(joined)s”.")
            yield advice("cut_word_doubtful", message, place, **words)


def _is_cut(first: str, second: str) -> bool:
    is_suspended = second in JOINING or any(words.has("hyphens.suspended", second) for words in every_vocabulary())
    return second.islower() and not is_suspended


def _of_embargoes(lines: list[str], place: str) -> Iterator[Finding]:
    message = _("The line “%(words)s” is about the embargo and no part of the text. Take it off.")
    for line in lines:
        notice, before = embargo.find_notice(line, is_head=False)
        if (notice and not before) or _FREE.match(line):
            yield obstacle("embargo_line", message, place, words=line[:60])


def _of_contacts(lines: list[str]) -> Iterator[Finding]:
    """A block of contacts: certain where it holds a number or an address to write to."""
    for number, line in enumerate(lines):
        label = _MORE.match(line) if len(line) <= LONGEST_LINE else None
        if label is None:
            continue
        below = [row for row in lines[number + 1 : number + 1 + ROWS_BELOW] if len(row) <= LONGEST_LINE]
        rows = [line[label.end() :]] if line[label.end() :].strip() else below
        if any(contacts.REACHED_BY.search(row) for row in rows):
            message = _("“%(words)s”: the contacts stand in the text. Choose them as contacts and take them off here.")
            yield obstacle("contact_block", message, "body", words=line[:60])
        else:
            message = _("“%(words)s” stands in the text; contacts and attachments have places of their own.")
            yield advice("left_block", message, "body", words=line[:60])


def _of_attachments(lines: list[str]) -> Iterator[Finding]:
    for line in lines:
        rest = next((rest for words in every_vocabulary() if (rest := _attached(line, words)) is not None), None)
        if rest is None:
            continue
        if ":" in line[: len(line) - len(rest)]:
            message = _("“%(words)s” names an attachment in the text. Add the file and take the line off.")
            yield obstacle("attachment_line", message, "body", words=line[:60])
        else:
            message = _("“%(words)s” stands in the text; contacts and attachments have places of their own.")
            yield advice("left_block", message, "body", words=line[:60])


def _attached(line: str, words) -> str | None:
    return attachments.after_label(line, words) if len(line) <= LONGEST_LINE else None

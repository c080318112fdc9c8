"""Finnish words by libvoikko, where the library and its dictionary are installed (Debian: libvoikko1 voikko-fi)."""

import threading
from dataclasses import dataclass

try:
    import libvoikko
except ImportError:  # the binding is as optional as the library
    libvoikko = None

NAMES = {"paikannimi", "sukunimi", "etunimi"}
_own = threading.local()  # one handle shared by threads aborts the process


@dataclass(frozen=True)
class Reading:
    """One way to read a word: its base form, and the pieces of a compound as they stand in it."""

    base: str
    pieces: tuple[str, ...] = ()
    is_name: bool = False


def is_installed() -> bool:
    return _handle() is not None


def version() -> str:
    return f"voikko {libvoikko.Voikko.getVersion()}" if is_installed() else ""


def readings(word: str) -> list[Reading]:
    """Whatever the case of its letters, since a reader writes names without capitals."""
    voikko = _handle()
    if voikko is None:
        return []
    lower = word.lower()
    forms = dict.fromkeys([lower, lower.capitalize()])
    found = [reading for form in forms for reading in _read(voikko, form)]
    return found or _read(voikko, lower.upper())


def _read(voikko, form: str) -> list[Reading]:
    """A rare case makes many an adverb look like a noun: *silloin* means "then", hardly ever "by bridges"."""
    analyses = voikko.analyze(form)
    usual = [analysis for analysis in analyses if analysis.get("SIJAMUOTO") != "keinonto"]
    return [
        Reading(
            analysis.get("BASEFORM", form),
            _pieces(form, analysis.get("STRUCTURE", "")),
            analysis.get("CLASS") in NAMES,
        )
        for analysis in usual or analyses
    ]


def _pieces(form: str, structure: str) -> tuple[str, ...]:
    """The structure has a sign for each letter, and `=` where a part of a compound begins."""
    pieces, letters = [], iter(form)
    for sign in structure:
        if sign == "=":
            pieces.append("")
        else:
            pieces = pieces or [""]
            pieces[-1] += next(letters, "")
    whole = [piece.strip("-") for piece in pieces]
    return tuple(piece for piece in whole if piece) if len(whole) > 1 else ()


def _handle():
    if not hasattr(_own, "handle"):
        _own.handle = _open()
    return _own.handle


def _open():
    if libvoikko is None:
        return None
    try:
        libvoikko.Voikko.getVersion()  # without the library a handle half made would complain when it is thrown away
        return libvoikko.Voikko("fi")
    except (libvoikko.VoikkoException, OSError):
        return None

"""Facts and words of a PDF, read in a process of its own: a hostile file can cost ten seconds and a piece of memory, never the site."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TIME_LIMIT_SECONDS = 10
MEMORY_LIMIT_BYTES = 768 * 2**20
WORDS_SECONDS = 4  # of those ten: a long document is found by its first pages
MOST_CHARACTERS = 200_000


class UnacceptableError(Exception):
    """The file must not be kept; `code` says why."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Facts:
    pages: int
    title: str = ""
    language: str = ""
    is_tagged: bool = False
    words: str = ""


def facts(path: Path) -> Facts:
    """Raises UnacceptableError for what is locked, does something by itself, or can't be read in time."""
    try:
        first, *rest = _answer(path).splitlines()
        found = json.loads(first)
    except ValueError as error:
        raise UnacceptableError("unreadable") from error
    if code := found.pop("unacceptable", None):
        raise UnacceptableError(code)
    return Facts(**found, words=_words_of(rest))


def words(path: Path) -> str:
    """The words of a file that has been accepted; none when they can't be read."""
    try:
        return facts(path).words
    except UnacceptableError:
        return ""


def _answer(path: Path) -> bytes:
    """What the other process has said by the time that it ended or was ended."""
    command = [sys.executable, "-I", __file__, str(path), str(MEMORY_LIMIT_BYTES), str(TIME_LIMIT_SECONDS)]
    try:
        quiet = {"stdin": subprocess.DEVNULL, "capture_output": True, "env": {}}
        return subprocess.run(command, timeout=TIME_LIMIT_SECONDS, check=False, **quiet).stdout
    except subprocess.TimeoutExpired as expired:
        return expired.stdout or b""


def _words_of(lines: list[bytes]) -> str:
    """The facts come first, so a text that breaks the reader, or a limit, costs the words only."""
    try:
        return json.loads(lines[0]) if lines else ""
    except ValueError:
        return ""


# What follows runs in the other process, but for tests and for the PDFs that we make ourselves.


def read(stream) -> Facts:
    """Like facts(), here and now and without limits."""
    from pypdf import PdfReader

    content = stream.read()
    _refuse_what_is_no_whole_pdf(content)
    reader = PdfReader(stream)
    if reader.is_encrypted:
        raise UnacceptableError("locked")
    _refuse_active(reader.root_object, content)
    if not reader.pages:
        raise UnacceptableError("unreadable")
    return Facts(len(reader.pages), _title(reader), _language(reader), _is_tagged(reader))


def _refuse_what_is_no_whole_pdf(content: bytes):
    """What follows the end mark makes the file something else as well, and without the mark a piece is missing."""
    _body, mark, tail = content.rpartition(b"%%EOF")
    if not mark:
        raise UnacceptableError("unreadable")
    if tail.strip(b"\0\t\n\f\r ") or b"PK\x05\x06" in content[-70_000:]:
        raise UnacceptableError("tail")


# Names that no harmless file has use for, as they stand in the bytes of a file: /#4aS is another way to write /JS.
_SUSPECTS = {
    "script": rb"/JavaScript",
    "launch": rb"/Launch",
    "attached": rb"/EmbeddedFiles",
    "media": rb"/RichMedia",
}
_AS_A_NAME = rb"(?=[\s\0]*(?:<<|>>|\[|/|\(|\d+[\s\0]+\d+[\s\0]+R))"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/GoToE": "attached",
    "/SubmitForm": "acts",
    "/ImportData": "acts",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
}
_ANNOTATIONS = {
    "/FileAttachment": "attached",
    "/RichMedia": "media",
    "/Movie": "media",
    "/Screen": "media",
    "/Sound": "media",
    "/3D": "media",
}
_KEYS = {
    "/JavaScript": "script",
    "/JS": "script",
    "/XFA": "script",
    "/EmbeddedFiles": "attached",
    "/EF": "attached",
    "/Collection": "attached",
    "/AA": "acts",
}
# Where the bulk of a file lies and nothing can act.
_DULL = {"/Contents", "/Resources", "/StructTreeRoot", "/AP", "/MK", "/Metadata"}


def _refuse_active(root, content: bytes):
    for code, name in _SUSPECTS.items():
        if re.search(name + _AS_A_NAME, content) or re.search(name + _AS_A_NAME, _without_escapes(content)):
            raise UnacceptableError(code)
    for found in _dictionaries(root):
        for code in _actions_of(found):
            raise UnacceptableError(code)


def _without_escapes(content: bytes) -> bytes:
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)


def _actions_of(found: dict) -> Iterator[str]:
    """Why a dictionary is not harmless; an empty list of scripts or attachments is."""
    yield from (code for key, code in _KEYS.items() if _holds(found.get(key)))
    yield from (
        table[name] for key, table in _KINDS if isinstance(name := _plain(found.get(key)), str) and name in table
    )


_KINDS = [("/S", _ACTIONS), ("/Subtype", _ANNOTATIONS)]


def _plain(value):
    return value.get_object() if hasattr(value, "get_object") else value


def _holds(value) -> bool:
    value = _plain(value)
    if isinstance(value, dict) and set(value) <= {"/Names", "/Kids", "/Limits"} and not hasattr(value, "get_data"):
        return any(_holds(value.get(key)) for key in ("/Names", "/Kids"))
    if isinstance(value, list):
        return any(_holds(each) for each in value)
    return value is not None and value != ""


def _dictionaries(root) -> Iterator[dict]:
    """Every dictionary that a viewer reaches from the document's root, once each."""
    waiting, seen = [root], set()
    while waiting:
        value = waiting.pop()
        if hasattr(value, "idnum"):
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            value = value.get_object()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.raw_get(key) for key in value if key not in _DULL)
        elif isinstance(value, list):
            waiting.extend(list.__iter__(value))


def _title(reader) -> str:
    """From the file's own description, else from the newer one in XML; a damaged description says nothing."""
    for ask in (lambda: reader.metadata.title, lambda: reader.xmp_metadata.dc_title["x-default"]):
        try:
            if title := str(ask() or "").strip():
                return title[:500]
        except Exception:
            continue
    return ""


def _language(reader) -> str:
    return str(_plain(reader.root_object.get("/Lang")) or "").strip()[:100]


def _is_tagged(reader) -> bool:
    marks = _plain(reader.root_object.get("/MarkInfo"))
    is_marked = isinstance(marks, dict) and getattr(_plain(marks.get("/Marked")), "value", False)
    return bool(is_marked) and "/StructTreeRoot" in reader.root_object


def words_in(stream) -> str:
    """A page's words after another's, so far as time and room allow."""
    from pypdf import PdfReader

    ends, pages, length = time.monotonic() + WORDS_SECONDS, [], 0
    for page in PdfReader(stream).pages:
        if time.monotonic() > ends or length > MOST_CHARACTERS:
            break
        try:
            pages.append(page.extract_text() or "")
        except Exception:
            continue
        length += len(pages[-1])
    return _HYPHENS.sub("", "\n".join(pages))[:MOST_CHARACTERS].replace("\0", "")


_HYPHENS = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")


def _main(path: str, memory: str, seconds: str):
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(float(seconds)) + 1, int(float(seconds)) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with open(path, "rb") as stream:
            found = vars(read(stream))
            print(json.dumps({name: value for name, value in found.items() if name != "words"}), flush=True)
            print(json.dumps(words_in(stream)))
    except UnacceptableError as error:
        print(json.dumps({"unacceptable": error.code}))


if __name__ == "__main__":
    _main(*sys.argv[1:])

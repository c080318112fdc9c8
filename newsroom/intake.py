"""What may be uploaded, told by its content; every refusal is a sentence that says what to do."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import filetype
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from newsroom.text import one_line

MEGABYTE = 2**20


@dataclass(frozen=True)
class FileType:
    content_type: str
    extensions: tuple[str, ...]
    max_megabytes: int
    is_shown_in_browser: bool = False
    main_part: str = ""

    @property
    def label(self) -> str:
        return self.extensions[0].upper()


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
PDF = FileType("application/pdf", ("pdf",), 50, is_shown_in_browser=True)
OFFICE = [
    FileType(f"{_OFFICE}.wordprocessingml.document", ("docx",), 20, main_part="word/document.xml"),
    FileType(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), 20, main_part="xl/workbook.xml"),
    FileType(f"{_OFFICE}.presentationml.presentation", ("pptx",), 50, main_part="ppt/presentation.xml"),
    FileType(f"{_OPEN}.text", ("odt",), 20, main_part="content.xml"),
    FileType(f"{_OPEN}.spreadsheet", ("ods",), 20, main_part="content.xml"),
    FileType(f"{_OPEN}.presentation", ("odp",), 50, main_part="content.xml"),
]
DOCUMENTS = [PDF, *OFFICE]
PICTURES = [
    FileType("image/jpeg", ("jpg", "jpeg"), 25, is_shown_in_browser=True),
    FileType("image/png", ("png",), 25, is_shown_in_browser=True),
    FileType("image/webp", ("webp",), 25, is_shown_in_browser=True),
]
TYPES = {file_type.content_type: file_type for file_type in [*DOCUMENTS, *PICTURES]}


def check(upload, allowed: list[FileType]) -> FileType:
    """The type of an upload by its content; raises ValidationError."""
    if not upload.size:
        raise ValidationError(_("The file is empty. Choose another file."), code="empty")
    _check_size(upload, max(each.max_megabytes for each in allowed))
    file_type = _type_of(upload, allowed)
    _check_name(upload, file_type)
    _check_size(upload, file_type.max_megabytes)
    if file_type in OFFICE:
        _check_office(upload, file_type)
    upload.seek(0)
    return file_type


def _type_of(upload, allowed) -> FileType:
    upload.seek(0)
    start = upload.read(8192)
    content_type = _type_of_zip(upload) if start.startswith(b"PK\x03\x04") else _type_of_start(start)
    file_type = next((each for each in allowed if each.content_type == content_type), None)
    if file_type is None:
        raise _not_accepted(content_type, allowed)
    return file_type


def _type_of_start(start: bytes) -> str:
    if re.match(rb"(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!DOCTYPE svg|<svg)", start) and b"<svg" in start:
        return "image/svg+xml"
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "old office"
    guess = filetype.guess(start)
    return guess.mime.replace("apng", "png") if guess else ""  # of a moving picture the first frame is kept


_ADVICE = {
    "image/svg+xml": _("An SVG drawing can hold a program, so it is not accepted. Save it as PNG and try again."),
    "image/heic": _("Browsers can't show HEIC pictures. Save it as JPEG and try again."),
    "image/heif": _("Browsers can't show HEIC pictures. Save it as JPEG and try again."),
    "old office": _(
        "This is locked with a password or in the format of an old Office. "
        "Open it, save it without a password as DOCX, XLSX or PPTX, and try again."
    ),
    "macros": _("This document holds macros. Save it in a format without macros, or as PDF, and try again."),
}


def _not_accepted(content_type, allowed) -> ValidationError:
    if content_type in _ADVICE:
        return ValidationError(_ADVICE[content_type], code=content_type.rpartition("/")[2].replace(" ", "_"))
    return ValidationError(
        _("This file is not one of the accepted kinds (%(names)s), whatever its name says. Choose another file."),
        code="kind",
        params={"names": ", ".join(each.label for each in allowed)},
    )


def _check_name(upload, file_type: FileType):
    extension = Path(upload.name or "").suffix.lstrip(".").lower()
    if extension not in file_type.extensions:
        raise ValidationError(
            _("The content of the file is %(kind)s, but its name ends in “.%(extension)s”. Rename or choose another."),
            code="extension",
            params={"kind": file_type.label, "extension": one_line(extension)[:20]},
        )


def _check_size(upload, max_megabytes: int):
    if upload.size > max_megabytes * MEGABYTE:
        raise ValidationError(
            _("The file is %(size)s, and at most %(limit)s MB is accepted. Make it smaller and try again."),
            code="size",
            params={"size": filesizeformat(upload.size), "limit": max_megabytes},
        )


# Office documents are zip files. Nothing in them is unpacked here but two short lists of contents.

MAX_PARTS = 10_000
MAX_UNPACKED_BYTES = 500 * MEGABYTE
MAX_RATIO = 200


def _type_of_zip(upload) -> str:
    with _opened(upload) as archive:
        names = set(archive.namelist())
        if "mimetype" in names:
            return _start_of(archive, "mimetype").decode("ascii", "replace").strip()
        contents = _start_of(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroEnabled" in contents:
        return "macros"
    main = re.search(rb'ContentType\s*=\s*["\']([^"\']+)\.main\+xml["\']', contents)
    return main[1].decode("ascii", "replace") if main else "application/zip"


def _opened(upload) -> zipfile.ZipFile:
    """A zip file whose list of contents is short and true enough to be read."""
    upload.seek(0)
    entries = sum(chunk.count(b"PK\x01\x02") for chunk in upload.chunks())
    if entries > MAX_PARTS:
        raise _bomb()
    try:
        upload.seek(0)
        return zipfile.ZipFile(upload)
    except Exception as error:  # a damaged list fails in as many ways as there are fields in it
        raise _broken() from error


def _start_of(archive, name: str) -> bytes:
    try:
        with archive.open(name) as part:
            return part.read(MEGABYTE)
    except RuntimeError as error:
        raise _locked() from error
    except Exception as error:
        raise _broken() from error


def _check_office(upload, file_type: FileType):
    with _opened(upload) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise _locked()
        if _is_bomb(parts, upload.size):
            raise _bomb()
        names = [part.filename for part in parts]
        if file_type.main_part not in names or len(names) > len(set(names)) or any(map(_is_outside, names)):
            raise _broken()
        if any(_ACTIVE_PART.search(name) for name in names):
            raise ValidationError(_ADVICE["macros"], code="macros")
        if "META-INF/manifest.xml" in names and b"encryption-data" in _start_of(archive, "META-INF/manifest.xml"):
            raise _locked()


_ACTIVE_PART = re.compile(r"vbaProject.*\.bin$|(^|/)activeX/|^Basic/|^Scripts/", re.IGNORECASE)


def _is_outside(name: str) -> bool:
    return ".." in Path(name).parts or name.startswith(("/", "\\"))


def _is_bomb(parts, size: int) -> bool:
    """Far larger unpacked than packed, or with parts that lie over each other."""
    unpacked = sum(part.file_size for part in parts)
    return (
        unpacked > MAX_UNPACKED_BYTES
        or unpacked > max(size * MAX_RATIO, 10 * MEGABYTE)
        or sum(part.compress_size for part in parts) > size
    )


def _broken() -> ValidationError:
    return ValidationError(_("This document is broken. Save it again in its own program and try once more."), "broken")


def _locked() -> ValidationError:
    return ValidationError(
        _("This document is locked with a password. Save it without one and try again."), code="locked"
    )


def _bomb() -> ValidationError:
    return ValidationError(
        _("This document would be enormous when opened. Save it again, or as PDF, and try once more."), code="bomb"
    )


def safe_name(name: str) -> str:
    """A readable file name without paths, control or bidi characters, at most 150 characters."""
    path = Path(one_line(name).replace("\\", "/").replace("\0", ""))
    stem = slugify(path.stem, allow_unicode=True)[:140] or "file"
    extension = slugify(path.suffix.lstrip("."))[:8]
    return f"{stem}.{extension}" if extension else stem

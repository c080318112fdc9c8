"""Files and pictures go out here and nowhere else: as public as what refers to them at this moment."""

import re
from functools import partial
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import etag

from newsroom import gone, press_pictures, renditions
from newsroom.languages import CODES
from newsroom.models import StoredFile
from newsroom.web import public_page


@public_page
def file(request, uuid, name):
    stored = _public_or_over(uuid)
    if stored and name != stored.original_name:
        raise Http404
    return send(request, stored) if stored else gone.page(request)


@public_page
def rendition(request, uuid, shape, picture_format):
    stored = _public_or_over(uuid)
    return send_rendition(request, stored, shape, picture_format) if stored else gone.page(request)


@public_page
def press(request, uuid, language):
    """In the quality of print, with its credit inside, under a name of words."""
    stored = _public_or_over(uuid)
    if stored is None:
        return gone.page(request)
    image = stored.images.usable().first()
    if language not in CODES or image is None or not image.may_be_downloaded or not stored.is_ready:
        raise Http404
    with translation.override(language):
        return _attached(press_pictures.of(image), press_pictures.name_of(image))


def _attached(jpeg: bytes, name: str) -> HttpResponse:
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = _policy("image/jpeg")
    return response


def _public_or_over(uuid) -> StoredFile | None:
    """The file if it is public, None if it was and is no longer; raises Http404 for all others.

    Hidden and unknown files cost the same questions, so the time of the answer tells nothing.
    """
    this = StoredFile.objects.filter(uuid=uuid)
    stored = this.public().first()
    if stored is None and not this.over().exists():
        raise Http404
    return stored


def send(request, stored: StoredFile, *, is_private: bool = False) -> HttpResponse:
    """A file to somebody who may have it: the caller has made sure of that."""
    return _sent(request, stored, stored.path, stored.file_type.content_type, is_private)


def send_rendition(request, stored, shape: str, extension: str, *, is_private: bool = False) -> HttpResponse:
    """A size of a picture, or a file that is called like one."""
    if stored.struck_at:
        return gone.page(request)
    if stored.original_name == f"{shape}.{extension}":
        return send(request, stored, is_private=is_private)
    path = renditions.path_of(stored, shape, extension)
    if path is None:
        raise Http404
    is_whole = path == stored.path
    content_type = stored.file_type.content_type if is_whole else renditions.TYPES[path.suffix[1:]]
    response = _sent(request, stored, path, content_type, is_private)
    if not is_private and not renditions.is_as_asked(path, shape, extension):
        response["Cache-Control"] = "no-store"
    return response


def _sent(request, stored, path, content_type, is_private) -> HttpResponse:
    if stored.struck_at:
        return gone.page(request)
    tag = f'"{path.name}"'
    if not path.is_file():
        raise Http404
    response = etag(lambda *_: tag)(_answer)(request, path, content_type, tag)
    _describe(response, stored, content_type)
    if is_private:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, noarchive"
        response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request, path, content_type, tag) -> HttpResponse:
    size = path.stat().st_size
    part = _part_wanted(request, size, tag)
    first, length = part or (0, size)
    if not length:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Length": str(length)}
    if part:
        headers["Content-Range"] = f"bytes {first}-{first + length - 1}/{size}"
    return _body(request, path, first, length)(status=206 if part else 200, content_type=content_type, headers=headers)


def _body(request, path, first, length):
    return HttpResponse if request.method == "HEAD" else partial(FileResponse, _Part(path, first, length))


_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


def _part_wanted(request, size, tag) -> tuple[int, int] | None:
    """First byte and length of the one part that is asked for; length 0 if it lies outside, None for the whole file.

    Several parts in one answer serve attackers more than readers, so such a wish gets the whole file, and so does
    one for the rest of a file that has changed since (If-Range) or one that makes no sense.
    """
    wish = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not wish or not any(wish.groups()) or request.headers.get("If-Range", tag) != tag:
        return None
    first, last = wish.groups()
    if not first:
        length = min(int(last), size)
        return size - length, length
    if last and int(last) < int(first):
        return None
    end = min(int(last) + 1, size) if last else size
    return int(first), max(end - int(first), 0)


class _Part:
    """Some bytes of a file, read as they are sent."""

    def __init__(self, path: Path, first: int, length: int):
        self.file, self.left = path.open("rb"), length
        self.file.seek(first)

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self):
        self.file.close()


def _describe(response, stored, content_type):
    response["Accept-Ranges"] = "bytes"
    if response.status_code in (200, 206):
        is_attachment = not stored.file_type.is_shown_in_browser
        response["Content-Disposition"] = content_disposition_header(is_attachment, stored.original_name)
    response["Content-Security-Policy"] = _policy(content_type)


def _policy(content_type: str) -> str:
    """Whatever a file holds, opened on its own it runs nothing.

    PDFs stay out of the sandbox: the Chromium of 2026 shows one inside it, but readers have older viewers too.
    """
    if content_type == "application/pdf":
        return "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    return "default-src 'none'; sandbox"

"""Where a thing is visible: asks the real site, in this process and as a stranger, at every door of the thing."""

import logging
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import set_script_prefix
from django.utils import translation

from newsroom import clock, doors, publishing
from newsroom.doors import Door
from newsroom.web import absolute

_is_asking: ContextVar[bool] = ContextVar("is_asking", default=False)


@dataclass(frozen=True)
class Answer:
    """`address` is where it was found, on whichever page of a list, else where it should have been."""

    door: Door
    is_visible: bool
    status: int
    address: str

    @property
    def readable_address(self) -> str:
        return unquote(self.address)

    @property
    def is_counted(self) -> bool:
        """Where it has to stand at its moment, and where it stands without having to."""
        return self.door.is_expected or self.is_visible


def ask(thing, at: datetime | None = None) -> list[Answer]:
    """What everybody sees of a thing at an instant.

    A copy of the context, since an empty one could lose the connection to the database: no drafts, language, script
    prefix or instant of a request around this reaches the site that is asked, and nothing of it comes back.
    """
    return copy_context().run(_ask, thing, at or clock.now())


def counted(answers: list[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.is_counted]


def _ask(thing, at) -> list[Answer]:
    _is_asking.set(True)
    set_script_prefix("/")
    with clock.standing_at(at), publishing.drafts_hidden(), translation.override(settings.LANGUAGE_CODE):
        return [_answer(door) for door in doors.of(thing)]


def _answer(door: Door) -> Answer:
    first = None
    for address in door.page_addresses:
        status, source = _get(address)
        first = first or status
        if status < 400 and door.shows(source):
            return Answer(door, True, status, address)
        if status >= 400:
            break
    return Answer(door, False, first, door.address)


def _get(address: str) -> tuple[int, str]:
    """The status of an address, and where it leads or what it says; a file's bytes stay unread."""
    told = {}

    def start_response(status, headers, exc_info=None):
        told["status"] = int(status.split(" ")[0])
        told["location"] = dict(headers).get("Location", "")

    response = _site()(_environ(address), start_response)
    try:
        body = "" if response.streaming else response.content.decode("utf-8", "replace")
    finally:
        response.close()
    return told["status"], f"{told['location']}\n{body}"


@cache
def _site() -> WSGIHandler:
    return WSGIHandler()


def _environ(address: str) -> dict:
    site, asked = urlsplit(absolute(address)), urlsplit(address)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(asked.path).encode().decode("latin-1"),
        "QUERY_STRING": asked.query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _is_news(record: logging.LogRecord) -> bool:
    """A door that is shut, as it should be, belongs in no log: the log would tell the address."""
    return record.levelno >= logging.ERROR or not _is_asking.get()


logging.getLogger("django.request").addFilter(_is_news)

"""What every public page has in common: how it may be asked and how long its answer may be kept."""

from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.urls import resolve
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from newsroom import languages, publishing

MAX_AGE_SECONDS = 30  # constant: an age that counted down would tell when something is coming


def public_page(view):
    """GET and HEAD only, ETag and 304, a short constant age; nothing is kept of the editors' view."""

    @require_safe
    @conditional_page
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if publishing.are_drafts_shown():
            patch_cache_control(response, private=True, no_store=True)
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=MAX_AGE_SECONDS)
        return response

    return wrapped


@dataclass(frozen=True)
class Listed:
    """A page in a sitemap: `versions` are its addresses in the languages that have it, itself included."""

    address: str
    versions: dict[str, str]
    changed_at: datetime | None

    @property
    def alternates(self) -> list[tuple[str, str]]:
        return languages.alternates(self.versions)


def is_open(path: str) -> bool:
    """Whether a path of this site is a page or a file that a visitor can open now."""
    language = languages.of_path(path)
    if urlsplit(path).path != path or not (language or path.startswith("/files/")):
        return False
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.input": BytesIO(), "SERVER_NAME": "localhost"}
    with translation.override(language):
        try:
            view, arguments, names = resolve(path)
            response = view(WSGIRequest({**asked, "SERVER_PORT": "80"}), *arguments, **names)
        except Http404:
            return False
    response.close()
    return response.status_code == 200


def absolute(path: str) -> str:
    """A path as the world writes it: on its language's own origin, whatever host the request named."""
    return f"{origin(languages.of_path(path))}{path}"


def origin(language: str | None) -> str:
    return settings.SITE_URLS.get(language, settings.SITE_URL)


def hosts() -> set[str]:
    """Every host (with its port) that is this site."""
    return {urlsplit(url).netloc for url in (settings.SITE_URL, *settings.SITE_URLS.values())}


def without_origin(address: str) -> str:
    """The path of an address of this site; any other address as it is."""
    for url in (settings.SITE_URL, *settings.SITE_URLS.values()):
        if address == url or address.startswith(f"{url}/"):
            return address.removeprefix(url)
    return address

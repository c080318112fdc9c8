from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.urls import get_resolver
from django.utils import translation
from django.utils.cache import patch_cache_control

from newsroom import clock, languages, web


def one_instant(get_response):
    """Every rule of one request sees the same moment."""

    def middleware(request):
        with clock.standing_at(clock.now()):
            return get_response(request)

    return middleware


def own_origin_of_language(get_response):
    """A page asked on another host than its language's own stands there; so does what is hidden or never was."""

    def middleware(request):
        own = settings.SITE_URLS.get(languages.of_path(request.path_info))
        if own and request.method in ("GET", "HEAD") and request.get_host() != urlsplit(own).netloc:
            response = HttpResponsePermanentRedirect(f"{own}{request.get_full_path()}")
            patch_cache_control(response, public=True, max_age=web.MAX_AGE_SECONDS)
            return response
        return get_response(request)

    return middleware


def language_of_address(get_response):
    """The first segment of a public address is its language; in the admin it is the user's.

    Django's LocaleMiddleware would send Vary: Accept-Language on every address without a language.
    """

    def middleware(request):
        with translation.override(_language(request)):
            return get_response(request)

    return middleware


def readers_not_found(get_response):
    """With DEBUG on, Django shows developers its own page; who tries the site wants to see what readers see."""

    def middleware(request):
        response = get_response(request)
        is_public = not request.path_info.startswith("/admin/")
        if response.status_code == 404 and is_public:
            return get_resolver().resolve_error_handler(404)(request, exception=None)
        return response

    return middleware


def _language(request) -> str:
    if not request.path_info.startswith("/admin/"):
        return languages.of_path(request.path_info) or settings.LANGUAGE_CODE
    if request.user.is_authenticated:
        return request.user.language
    return translation.get_language_from_request(request)

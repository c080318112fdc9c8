from django.conf import settings
from django.urls import get_resolver
from django.utils import translation

from newsroom import clock, languages


def one_instant(get_response):
    """Every rule of one request sees the same moment."""

    def middleware(request):
        with clock.standing_at(clock.now()):
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

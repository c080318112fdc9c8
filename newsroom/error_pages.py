"""What is not there, may not be done or went wrong: each in a reader's language, with a way on."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from newsroom import languages


def not_found(request, exception=None):
    """The same bytes for whatever is not there: `here` is nowhere, so that the page does not know where it stands."""
    response = render(request, "404.html", {"here": ""}, status=404)
    patch_cache_control(response, no_store=True)
    return response


def not_allowed(request, exception=None):
    return _refused(
        request,
        _("You may not do this"),
        _("Your account has no right to this page. Ask an administrator of the newsroom, or log in with another one."),
    )


def stale_form(request, reason=""):
    """A form whose token is not the browser's own: most often somebody has logged in anew in another window."""
    return _refused(
        request,
        _("This was not saved"),
        _(
            "You have logged in or out in another window since you opened the form. Go back with your browser: what "
            "you wrote is still there. Copy it, open the page anew, paste it and save."
        ),
    )


def _refused(request, title, explanation):
    if not request.path_info.startswith("/admin/"):
        return _plain(request, 403, _("This can’t be done here"), _("The page is for reading: nothing is sent to it."))
    context = {**admin.site.each_context(request), "title": title, "explanation": explanation}
    return render(request, "admin/refused.html", context, status=403)


def bad_request(request, exception=None):
    return _plain(
        request,
        400,
        _("This can’t be answered"),
        _("There is something in the address, or in what was sent, that this site can’t read."),
    )


def server_error(request):
    return _plain(
        request,
        500,
        _("Something went wrong"),
        _("The fault is ours. Try again in a moment; nothing you did caused this."),
    )


def _plain(request, status, title, explanation):
    """Needs neither the database nor the static files' manifest, nor anything of the request but its path."""
    language = languages.of_path(request.path_info) or settings.LANGUAGE_CODE
    words = {"language": language, "static_url": settings.STATIC_URL, "status": status}
    with translation.override(language):
        ways = {"home": reverse("home"), "search": reverse("search"), "releases": reverse("releases:list")}
        page = render_to_string("newsroom/plain.html", {**words, **ways, "title": title, "explanation": explanation})
    response = HttpResponse(page, status=status)
    patch_cache_control(response, no_store=True)
    return response

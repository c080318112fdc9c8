"""The site as editors see it, under /admin/site/: the public addresses with the texts that are on their way.

The public views run unchanged and know nothing of the user; the script prefix keeps every link inside.
"""

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.urls import Resolver404, get_script_prefix, resolve, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from newsroom import languages, publishing

PREFIX = "/admin/site/"


@require_safe
@staff_member_required
def site(request, address):
    if not request.user.has_perm("releases.view_release"):
        raise PermissionDenied
    path = f"/{address}"
    if path.startswith("/admin/"):
        raise Http404
    inner = _anonymous(request, path)
    before = get_script_prefix()
    set_script_prefix(PREFIX)
    try:
        with translation.override(languages.of_path(path) or languages.active()), publishing.drafts_shown():
            view, arguments, names = _view_at(path)
            response = view(inner, *arguments, **names)
    finally:
        set_script_prefix(before)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _view_at(path):
    try:
        return resolve(path)
    except Resolver404 as error:
        raise Http404 from error


def _anonymous(request, path) -> WSGIRequest:
    """The same question without who asks it: no cookie, no session, no user."""
    environ = {**request.META, "PATH_INFO": path, "SCRIPT_NAME": PREFIX.rstrip("/"), "wsgi.input": request}
    for name in ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
        environ.pop(name, None)
    return WSGIRequest(environ)

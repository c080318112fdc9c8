"""What the holder of an access link gets: a cover that says nothing of the text, the text for a POST, its files."""

from functools import wraps

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from newsroom.downloads import send, send_rendition
from newsroom.models import StoredFile
from releases import links
from releases.early import EarlyCopy
from releases.models import AccessLink, Release

State = AccessLink.State

WHY_CLOSED = {
    State.REVOKED: _("This link has been revoked."),
    State.EXPIRED: _("This link has expired."),
    State.RECALLED: _("The text behind this link has been recalled."),
}
STRUCK = _("This file has been taken away.")
CONFIDENTIAL = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, noarchive, nosnippet",
    "Referrer-Policy": "no-referrer",
}


def for_holder(*methods):
    """The token is the proof, so neither a cookie nor a CSRF token is asked for; no answer is kept or found anywhere."""

    def decorator(view):
        @csrf_exempt
        @wraps(view)
        def wrapped(request, identity, **names):
            link = get_object_or_404(AccessLink.objects.select_related("release", "created_by"), uuid=identity)
            with translation.override(link.release.language):
                is_known = request.method in methods
                response = view(request, link, **names) if is_known else HttpResponseNotAllowed(methods)
            for name, value in CONFIDENTIAL.items():
                response[name] = value
            return response

        return wrapped

    return decorator


@for_holder("GET", "HEAD", "POST")
def text(request, link):
    if refusal := _refusal(request, link, link.release):
        return refusal
    if request.method != "POST":
        return _cover(request, link)
    if link.needs_acceptance and "accept" not in request.POST:
        return _cover(request, link, status=400)
    return _text(request, link)


def _refusal(request, link, public_address):
    """Once the text is out the link leads to its public place; None if it may be opened."""
    if link.release.was_public():
        return redirect(public_address)
    return None if link.is_open else _closed(request, WHY_CLOSED[link.state])


def _cover(request, link, status=200):
    """Says nothing of the text, since programs that unfurl links open it too."""
    return render(request, "releases/link_cover.html", {"link": link, "is_refused": status != 200}, status=status)


def _text(request, link):
    # The revision is read before the text: should it change in between, the holder is told once too often.
    revision = links.newest_revision(link.release)
    change = links.change_since(link)
    link.release = Release.objects.for_page().get(pk=link.release_id)
    if refusal := _refusal(request, link, link.release):
        return refusal
    if not link.open(revision):
        return _closed(request, WHY_CLOSED[State.REVOKED])
    context = {"link": link, "copy": EarlyCopy(link), "change": change}
    return render(request, "releases/link_text.html", context)


def _closed(request, sentence):
    return render(request, "releases/link_closed.html", {"sentence": sentence}, status=410)


@for_holder("GET", "HEAD")
def file(request, link, uuid, name):
    stored = _file_of(link, uuid)
    if name != stored.original_name:
        raise Http404
    return _refusal_of_file(request, link, stored, stored.get_absolute_url()) or send(request, stored, is_private=True)


@for_holder("GET", "HEAD")
def rendition(request, link, uuid, shape, picture_format):
    stored = _file_of(link, uuid)
    public_address = reverse("rendition", args=[uuid, shape, picture_format])
    refusal = _refusal_of_file(request, link, stored, public_address)
    return refusal or send_rendition(request, stored, shape, picture_format, is_private=True)


def _file_of(link, uuid) -> StoredFile:
    return get_object_or_404(links.files_of(link.release), uuid=uuid)


def _refusal_of_file(request, link, stored, public_address):
    if refusal := _refusal(request, link, public_address):
        return refusal
    if not link.first_opened_at:
        raise Http404
    is_over = stored.struck_at or not all(image.is_shown() for image in stored.images.all())
    return _closed(request, STRUCK) if is_over else None

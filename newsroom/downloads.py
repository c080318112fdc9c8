"""Files and pictures go out here and nowhere else: as public as what refers to them at this moment."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import etag

from newsroom import gone, images
from newsroom.models import StoredFile
from newsroom.web import public_page


@public_page
def file(request, uuid, name):
    stored = _public_or_over(uuid)
    if stored is None:
        return gone.page(request)
    if name != stored.original_name:
        raise Http404
    return _send(request, stored.path, stored.content_type, stored)


@public_page
def rendition(request, uuid, width):
    stored = _public_or_over(uuid)
    if stored is None:
        return gone.page(request)
    path = images.rendition_path(stored.sha256, width)
    if not path.exists():
        raise Http404
    return _send(request, path, "image/webp", stored)


def _public_or_over(uuid) -> StoredFile | None:
    """The file if it is public, None if it was and is no longer; raises Http404 for all others."""
    stored = get_object_or_404(StoredFile, uuid=uuid)
    this = StoredFile.objects.filter(pk=stored.pk)
    if this.public().exists():
        return stored
    if this.over().exists():
        return None
    raise Http404


def _send(request, path, content_type, stored):
    @etag(lambda request: f'"{path.name}"')
    def send(request):
        if not path.exists():
            raise Http404
        response = FileResponse(
            path.open("rb"),
            content_type=content_type,
            as_attachment=not stored.file_type.is_shown_in_browser,
            filename=stored.original_name,
        )
        response["Content-Security-Policy"] = _policy(content_type)
        return response

    return send(request)


def _policy(content_type: str) -> str:
    """Whatever a file holds, opened on its own it runs nothing.

    PDFs stay out of the sandbox: the Chromium of 2026 shows one inside it, but readers have older viewers too.
    """
    if content_type == "application/pdf":
        return "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    return "default-src 'none'; sandbox"

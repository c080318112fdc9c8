"""The answer for what was public and has been taken away: gone, or where its successor is."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control


def page(request, row=None):
    if successor := getattr(row, "successor", ""):
        return HttpResponsePermanentRedirect(successor)
    response = render(request, "410.html", {"alternates": {}}, status=410)
    patch_cache_control(response, no_store=True)
    return response

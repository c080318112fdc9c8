"""Addresses that only machines ask for: sitemaps, robots.txt and security.txt."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

from newsroom import clock, sitemaps
from newsroom.languages import CODES
from newsroom.models import Organisation
from newsroom.web import public_page
from releases import sitemaps as of_releases

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


@public_page
def sitemap_index(request):
    return render(request, "newsroom/sitemap_index.xml", {"sections": sitemaps.sections()}, content_type=XML)


@public_page
def sitemap(request, section):
    return render(request, "newsroom/sitemap.xml", {"pages": sitemaps.listed(section)}, content_type=XML)


@public_page
def sitemap_news(request):
    return render(request, "newsroom/sitemap_news.xml", {"releases": of_releases.news()}, content_type=XML)


@public_page
def robots(request):
    return render(request, "newsroom/robots.txt", content_type=TEXT)


@public_page
def security(request):
    """RFC 9116. There is none without somebody to tell."""
    house = Organisation.objects.house() or Organisation()
    contact = settings.SECURITY_CONTACT or (house.press_email and f"mailto:{house.press_email}")
    if not contact:
        raise Http404
    words = {"contact": contact, "expires": _half_a_year_ahead(), "languages": ", ".join(CODES)}
    return render(request, "newsroom/security.txt", words, content_type=TEXT)


def _half_a_year_ahead() -> str:
    """The first day of a month, so that the file changes once a month and not at every reading."""
    today = clock.today()
    months = today.year * 12 + today.month - 1 + 6
    return f"{months // 12:04}-{months % 12 + 1:02}-01T00:00:00Z"

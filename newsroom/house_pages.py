"""Pages about the house itself: for the media, accessibility, personal data. Nothing that is published shows there."""

from django.shortcuts import render

from newsroom.models import AccessibilityStatement
from newsroom.web import public_page


@public_page
def media(request):
    return render(request, "newsroom/media_page.html")


@public_page
def accessibility(request):
    """Without a statement it says that one is being prepared, and claims nothing."""
    statement = AccessibilityStatement.objects.of_the_house()
    return render(request, "newsroom/accessibility_page.html", {"statement": statement})


@public_page
def privacy(request):
    return render(request, "newsroom/privacy_page.html")

"""The picture that goes with a link to a release."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from newsroom import cards, dates, gone
from newsroom.addresses import leads_on
from newsroom.languages import active
from newsroom.models import Organisation
from newsroom.web import public_page
from releases.models import Release


@public_page
@leads_on(Release)
def card(request, slug):
    """As public as the text: what was taken back has no card any more."""
    releases = Release.objects.in_language(active())
    if releases.over().filter(slug=slug).exists():
        return gone.page(request)
    release = get_object_or_404(releases.public().select_related("family__image__stored_file"), slug=slug)
    response = HttpResponse(cards.drawn(card_of(release)), content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def card_of(release) -> cards.Card:
    house, image = Organisation.objects.house() or Organisation(), release.family.picture
    return cards.Card(
        headline=release.headline,
        kind=release.family.get_kind_display(),
        day=dates.day(timezone.localdate(release.publish_at), release.language) if release.publish_at else "",
        house=str(house.name),
        colour=house.brand_colour,
        picture=image.stored_file.path if image else None,
        focus=image.focus if image else (50, 50),
    )

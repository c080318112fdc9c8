"""The picture that goes with a link to a release."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from newsroom import dates, gone, sharing_cards
from newsroom.addresses import leads_on
from newsroom.languages import active
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
    return sharing_cards.answer(card_of(release))


def card_of(release):
    day = dates.day(timezone.localdate(release.publish_at), release.language) if release.publish_at else ""
    return sharing_cards.of(release.headline, release.family.get_kind_display(), day, release.family.picture)

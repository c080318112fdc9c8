"""The picture that goes with a link to a programme period."""

from django.http import Http404
from django.utils.translation import gettext

from newsroom import gone, sharing_cards
from newsroom.addresses import leads_on
from newsroom.web import public_page
from programmes.models import Programme, ProgrammePeriod


@public_page
@leads_on(Programme)
def card(request, slug, first, last):
    """As public as the period: what was taken back has no card any more."""
    periods = ProgrammePeriod.objects.named(slug, first, last)
    if period := periods.public().first():
        return sharing_cards.answer(card_of(period))
    if periods.over().exists():
        return gone.page(request)
    raise Http404


def card_of(period):
    return sharing_cards.of(str(period.programme.title), gettext("Action programme"), period.years)

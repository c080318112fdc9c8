"""What the cards of all nouns share: the house on them, and how they are answered."""

from django.http import HttpResponse

from newsroom import cards
from newsroom.models import Organisation


def of(headline: str, kind: str, day: str, image=None) -> cards.Card:
    """`image` is one that may be shown."""
    house = Organisation.objects.house() or Organisation()
    return cards.Card(
        headline=headline,
        kind=kind,
        day=day,
        house=str(house.name),
        colour=house.brand_colour,
        picture=image.stored_file.path if image else None,
        focus=image.focus if image else cards.CENTRE,
    )


def answer(card: cards.Card) -> HttpResponse:
    response = HttpResponse(cards.drawn(card), content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

"""The card of an event is as public as the event, and says what became of it."""

from datetime import date

import pytest

from events.cards import card_of
from tests.factories import EventFactory, ImageFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/fi/tapahtumat/paiva/", "/sv/evenemang/paiva/", "/en/events/paiva/"])
def test_a_public_event_has_a_card_that_its_page_names(client, address):
    EventFactory(published=True, slug="paiva")

    answer = client.get(f"{address}card.jpg")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "public, max-age=30"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    page = client.get(address).text
    assert f'<meta property="og:image" content="http://localhost:8000{address}card.jpg">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "removed"])
def test_the_card_of_what_is_hidden_answers_like_one_that_never_existed(client, state):
    EventFactory(slug="paiva", **{state: True})

    hidden, never = client.get("/fi/tapahtumat/paiva/card.jpg"), client.get("/fi/tapahtumat/ei-ole/card.jpg")

    assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (404, never.content, dict(never.headers))


@pytest.mark.parametrize("state", ["withdrawn", "gone"])
def test_the_card_of_what_was_taken_back_is_gone(client, state):
    EventFactory(slug="paiva", **{state: True})

    answer = client.get("/fi/tapahtumat/paiva/card.jpg")

    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")


def test_an_old_address_of_a_card_leads_on(client):
    event = EventFactory(published=True, slug="paiva")
    event.slug = "uusi-paiva"
    event.save()

    answer = client.get("/fi/tapahtumat/paiva/card.jpg")

    assert (answer.status_code, answer["Location"]) == (301, "/fi/tapahtumat/uusi-paiva/card.jpg")


def test_a_card_tells_the_title_the_days_the_house_and_the_picture():
    OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto")
    days = {"start_date": date(2026, 3, 5), "end_date": date(2026, 3, 6)}
    image = ImageFactory()
    event = EventFactory(published=True, title_fi="Jokipäivät", image=image, **days)

    card = card_of(event)

    assert (card.headline, card.kind, card.day) == ("Jokipäivät", "Tapahtuma", "5.–6.3.2026")
    assert (card.house, card.picture) == ("Jokikuntien liitto", image.stored_file.path)


def test_a_card_says_that_an_event_is_cancelled():
    event = EventFactory(published=True, situation="cancelled", situation_note_fi="Jää petti.")

    assert card_of(event).kind == "Peruttu"


def test_a_card_shows_no_picture_whose_time_is_over():
    event = EventFactory(published=True, image=ImageFactory(show_until=date(2020, 1, 1)))

    assert card_of(event).picture is None

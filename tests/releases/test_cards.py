"""The card of a release is as public as the release, and shows what readers may see and nothing else."""

from datetime import date

import pytest

from releases.cards import card_of
from tests.factories import ImageFactory, OrganisationFactory, ReleaseFactory, helsinki

pytestmark = pytest.mark.django_db

NEVER = "/fi/tiedotteet/ei-ole/card.jpg"


@pytest.fixture(autouse=True)
def house():
    return OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto", name_en="River Municipalities")


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("fi", "/fi/tiedotteet/silta/card.jpg"),
        ("sv", "/sv/pressmeddelanden/silta/card.jpg"),
        ("en", "/en/releases/silta/card.jpg"),
    ],
)
def test_a_public_release_has_a_card_in_its_language(client, language, address):
    ReleaseFactory(published=True, language=language, slug="silta")

    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "public, max-age=30"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "removed"])
def test_the_card_of_what_is_hidden_answers_like_one_that_never_existed(client, state):
    ReleaseFactory(slug="silta", **{state: True})

    hidden, never = client.get("/fi/tiedotteet/silta/card.jpg"), client.get(NEVER)

    assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (404, never.content, dict(never.headers))


@pytest.mark.parametrize("state", ["withdrawn", "gone"])
def test_the_card_of_what_was_taken_back_is_gone(client, state):
    ReleaseFactory(slug="silta", **{state: True})

    answer = client.get("/fi/tiedotteet/silta/card.jpg")

    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")


def test_a_card_opens_at_the_moment_of_its_release(client, clock_at):
    ReleaseFactory(embargoed=True, publish_at=helsinki(2026, 3, 5, 9), slug="silta")

    clock_at("2026-03-05 08:59")
    before = client.get("/fi/tiedotteet/silta/card.jpg").status_code
    clock_at("2026-03-05 09:00")

    assert (before, client.get("/fi/tiedotteet/silta/card.jpg").status_code) == (404, 200)


def test_an_old_address_of_a_card_leads_on(client):
    release = ReleaseFactory(published=True, slug="silta")
    release.slug = "uusi-silta"
    release.save()

    answer = client.get("/fi/tiedotteet/silta/card.jpg")

    assert (answer.status_code, answer["Location"]) == (301, "/fi/tiedotteet/uusi-silta/card.jpg")


def test_a_card_tells_the_headline_the_kind_the_day_and_the_house(house):
    image = ImageFactory(focal_x=20)
    release = ReleaseFactory(
        published=True, publish_at=helsinki(2026, 3, 5), headline="Sillat", kind="statement", image=image
    )

    card = card_of(release)

    assert (card.headline, card.day, card.house, card.colour) == ("Sillat", "5.3.2026", "Jokikuntien liitto", "#0b4f54")
    assert (card.kind, card.picture, card.focus) == ("Kannanotto", image.stored_file.path, (20, 50))


def test_a_card_shows_no_picture_whose_time_is_over():
    release = ReleaseFactory(published=True, image=ImageFactory(show_until=date(2020, 1, 1)))

    assert card_of(release).picture is None


def test_a_site_without_a_house_has_cards_too(client, house):
    house.delete()
    ReleaseFactory(published=True, slug="silta")

    assert client.get("/fi/tiedotteet/silta/card.jpg").status_code == 200


def test_the_editors_see_the_card_of_a_draft(client, editor):
    ReleaseFactory(draft=True, slug="silta")

    assert client.get("/admin/site/fi/tiedotteet/silta/card.jpg").status_code == 200

"""The card of a programme period is as public as the period."""

import pytest

from programmes.cards import card_of
from tests.factories import OrganisationFactory, ProgrammeFactory, ProgrammePeriodFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/fi/toimintaohjelmat/ohjelma/2024-2027/"


def period(**state):
    return ProgrammePeriodFactory(programme=ProgrammeFactory(slug="ohjelma", title_fi="Vesistöohjelma"), **state)


@pytest.mark.parametrize(
    "address",
    [ADDRESS, "/sv/handlingsprogram/ohjelma/2024-2027/", "/en/programmes/ohjelma/2024-2027/"],
)
def test_a_public_period_has_a_card_that_its_page_names(client, address):
    period(published=True)

    answer = client.get(f"{address}card.jpg")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert (answer["Cache-Control"], answer["Content-Security-Policy"]) == (
        "public, max-age=30",
        "default-src 'none'; sandbox",
    )
    page = client.get(address).text
    assert f'<meta property="og:image" content="http://localhost:8000{address}card.jpg">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "removed"])
def test_the_card_of_what_is_hidden_answers_like_one_that_never_existed(client, state):
    period(**{state: True})

    hidden = client.get(f"{ADDRESS}card.jpg")
    never = client.get("/fi/toimintaohjelmat/ei-ole/2024-2027/card.jpg")

    assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (404, never.content, dict(never.headers))


@pytest.mark.parametrize("state", ["withdrawn", "gone"])
def test_the_card_of_what_was_taken_back_is_gone(client, state):
    period(**{state: True})

    answer = client.get(f"{ADDRESS}card.jpg")

    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")


def test_a_card_tells_the_programme_its_years_and_the_house():
    OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto")

    card = card_of(period(published=True))

    assert (card.headline, card.kind, card.day, card.house) == (
        "Vesistöohjelma",
        "Toimintaohjelma",
        "2024–2027",
        "Jokikuntien liitto",
    )

"""Who answers the press now, by the clock, the hours that readers are told and the Finnish holidays."""

import re
from datetime import time

import pytest
from django.utils.translation import override

from newsroom import checks, press_desk
from newsroom.models import Organisation
from tests.factories import OrganisationFactory, ReleaseFactory, SpokespersonFactory, helsinki

HOUSE = Organisation(press_hours_fi="arkisin klo 8–16.30")


def desk(*when, house=HOUSE):
    return press_desk.of(house, helsinki(*when))


@pytest.mark.parametrize(
    ("when", "is_open", "sentence"),
    [
        ((2026, 11, 24, 7, 59), False, "The press desk opens today at 8:00, Finnish time."),
        ((2026, 11, 24, 8, 0), True, "The press desk answers until 16:30, Finnish time."),
        ((2026, 11, 24, 16, 29), True, "The press desk answers until 16:30, Finnish time."),
        ((2026, 11, 24, 16, 30), False, "The press desk opens tomorrow at 8:00, Finnish time."),
        ((2026, 11, 27, 18, 0), False, "The press desk opens on Monday at 8:00, Finnish time."),
        ((2026, 11, 29, 12, 0), False, "The press desk opens tomorrow at 8:00, Finnish time."),
        ((2026, 12, 24, 9, 0), False, "The press desk opens on Monday at 8:00, Finnish time."),
        ((2026, 4, 2, 17, 0), False, "The press desk opens on Tuesday at 8:00, Finnish time."),
        ((2026, 12, 31, 17, 0), False, "The press desk opens on Monday at 8:00, Finnish time."),
        ((2026, 1, 6, 10, 0), False, "The press desk opens tomorrow at 8:00, Finnish time."),
    ],
)
def test_the_desk_at_a_moment(when, is_open, sentence):
    with override("en"):
        now = desk(*when)

        assert (now.is_open, now.is_closed, now.sentence) == (is_open, not is_open, sentence)


def test_an_instant_is_read_in_finnish_time():
    with override("en"):
        assert press_desk.of(HOUSE, helsinki(2026, 7, 1, 9).astimezone(tz=None)).is_open


@pytest.mark.parametrize("hours", ["", "arkisin", "ma–to 8–16, pe 8–14", "around the clock", "16–8", "8–25"])
def test_nothing_is_said_of_now_where_the_hours_are_not_one_pair(hours):
    now = desk(2026, 11, 24, 12, 0, house=Organisation(press_hours_fi=hours))

    assert (now.is_open, now.is_closed, now.sentence) == (False, False, "")


@pytest.mark.parametrize(
    ("texts", "hours"),
    [
        (("arkisin klo 8–17", "vardagar 9–15"), (time(8), time(17))),
        (("", "vardagar kl. 9–15.30"), (time(9), time(15, 30))),
        (("ma 8–12, ti 9–13", "vardagar 9–15"), None),
        (("", ""), None),
    ],
)
def test_hours_are_read_from_what_readers_are_told(texts, hours):
    assert checks.told_hours(*texts) == hours


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def house(self):
        numbers = {"press_phone": "+358501111111", "duty_phone": "+358502222222"}
        return OrganisationFactory(is_house=True, press_hours_fi="arkisin 8–16", press_hours_en="8–16", **numbers)

    @pytest.mark.parametrize("address", ["/en/", "/en/releases/bridge/"])
    def test_the_duty_phone_stands_first_while_the_desk_is_closed(self, client, clock_at, address):
        clock_at("2026-11-28 22:00")
        ReleaseFactory(published=True, language="en", slug="bridge", contacts=[SpokespersonFactory()])

        page = client.get(address).text.split("<footer")[0]

        assert page.index("The duty phone answers now:") < page.index("tel:+358502222222")
        assert page.index("tel:+358502222222") < page.index("The press desk opens on Monday at 8:00, Finnish time.")

    @pytest.mark.parametrize("address", ["/en/", "/en/releases/bridge/"])
    def test_the_desks_own_number_stands_alone_while_it_is_open(self, client, clock_at, address):
        clock_at("2026-11-27 12:00")
        ReleaseFactory(published=True, language="en", slug="bridge", contacts=[SpokespersonFactory()])

        page = client.get(address).text.split("<footer")[0]

        assert "The press desk answers until 16:00, Finnish time." in page
        assert "tel:+358501111111" in page
        assert "tel:+358502222222" not in page

    @pytest.mark.parametrize(
        ("when", "said"),
        [
            ("2026-11-27 12:00", ["The press desk answers until 16:00, Finnish time."]),
            (
                "2026-11-28 22:00",
                [
                    "The duty phone answers now:",
                    "The press desk opens on Monday at 8:00, Finnish time.<br>",
                ],
            ),
        ],
    )
    def test_what_is_true_only_now_is_not_printed(self, client, clock_at, when, said):
        clock_at(when)

        page = client.get("/en/media/").text.split("<main")[1].split("<footer")[0]

        assert re.findall(r'class="on-screen">(.*?)</(?:span|p)>', page) == said
        assert page.count("Duty phone when the press desk is closed:") == 1

    def test_a_closed_desk_without_a_duty_phone_says_when_it_opens(self, client, clock_at, house):
        clock_at("2026-11-28 22:00")
        house.duty_phone = ""
        house.save()

        page = client.get("/en/").text.split("<footer")[0]

        assert "The press desk opens on Monday at 8:00, Finnish time." in page
        assert "duty phone" not in page


def test_hours_are_those_of_the_first_language_and_none_if_it_tells_none():
    assert checks.told_hours("miten sattuu", "vardagar 8–17") is None
    assert checks.told_hours("", "vardagar 8–17") == (time(8), time(17))
    assert checks.told_hours("arkisin klo 8–17", "vardagar 8–17", "weekdays 8 am – 5 pm") == (time(8), time(17))

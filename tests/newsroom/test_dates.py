from datetime import UTC, date, datetime, time

import pytest

from newsroom import dates

SEPTEMBER = date(2024, 9, 18), date(2024, 9, 19)
OVER_A_MONTH = date(2024, 9, 30), date(2024, 10, 1)
OVER_A_YEAR = date(2024, 12, 30), date(2025, 1, 2)


@pytest.mark.parametrize(
    ("language", "written"), [("fi", "18.9.2024"), ("sv", "18.9.2024"), ("en", "18 September 2024")]
)
def test_a_day_is_written_as_its_language_does(language, written):
    assert dates.day(date(2024, 9, 18), language) == written


@pytest.mark.parametrize(
    ("language", "days", "written"),
    [
        ("fi", SEPTEMBER, "18.–19.9.2024"),
        ("sv", SEPTEMBER, "18–19.9.2024"),
        ("en", SEPTEMBER, "18–19 September 2024"),
        ("fi", OVER_A_MONTH, "30.9.–1.10.2024"),
        ("sv", OVER_A_MONTH, "30.9–1.10.2024"),
        ("en", OVER_A_MONTH, "30 September – 1 October 2024"),
        ("fi", OVER_A_YEAR, "30.12.2024–2.1.2025"),
        ("sv", OVER_A_YEAR, "30.12.2024–2.1.2025"),
        ("en", OVER_A_YEAR, "30 December 2024 – 2 January 2025"),
        ("fi", (date(2024, 9, 18), date(2024, 9, 18)), "18.9.2024"),
        ("fi", (date(2024, 9, 18), date(2025, 9, 18)), "18.9.2024–18.9.2025"),
    ],
)
def test_a_range_says_nothing_twice(language, days, written):
    assert str(dates.days(*days, language)) == written


def test_a_range_keeps_its_ends_apart_for_two_time_elements():
    assert dates.days(*SEPTEMBER, "fi") == dates.DayRange("18.", "–", "19.9.2024")


@pytest.mark.parametrize(
    ("language", "days", "written"),
    [
        ("fi", SEPTEMBER, ("18.–19.9.", "2024")),
        ("sv", SEPTEMBER, ("18–19.9", "2024")),
        ("en", SEPTEMBER, ("18–19 Sep", "2024")),
        ("en", OVER_A_MONTH, ("30 Sep – 1 Oct", "2024")),
        ("fi", OVER_A_YEAR, ("30.12.2024–2.1.2025", "")),
        ("fi", (date(2024, 9, 18), date(2024, 9, 18)), ("18.9.", "2024")),
        ("en", (date(2024, 9, 18), date(2024, 9, 18)), ("18 Sep", "2024")),
    ],
)
def test_large_days_stand_beside_a_small_year(language, days, written):
    assert dates.days_beside_year(*days, language) == written


@pytest.mark.parametrize(
    ("language", "first", "last", "written"),
    [
        ("fi", time(9), time(16), "klo 9.00–16.00"),
        ("sv", time(9), time(16), "kl. 9–16"),
        ("sv", time(9, 30), time(16), "kl. 9.30–16"),
        ("en", time(9), time(16, 5), "9:00–16:05"),
    ],
)
def test_times_of_a_day(language, first, last, written):
    assert dates.times(first, last, language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("fi", "18.9.2024 klo 0.30"), ("sv", "18.9.2024 kl. 0.30"), ("en", "18 September 2024 at 0:30 EEST")],
)
def test_a_moment_is_told_in_finnish_time(language, written):
    assert dates.moment(datetime(2024, 9, 17, 21, 30, tzinfo=UTC), language) == written

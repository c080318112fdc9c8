import pytest
from django.utils.translation import override

from newsroom.templatetags.newsroom import pages_in_short, pages_spoken, size, size_spoken


@pytest.mark.parametrize(
    ("number", "written", "spoken"),
    [
        (1, "1 kB", "1 kilobyte"),
        (56_400, "56 kB", "56 kilobytes"),
        (999_499, "999 kB", "999 kilobytes"),
        (999_500, "1.0 MB", "1.0 megabytes"),
        (1_234_567, "1.2 MB", "1.2 megabytes"),
    ],
)
def test_a_size_is_short_to_see_and_whole_to_hear(number, written, spoken):
    with override("en"):
        assert (size(number), size_spoken(number)) == (written, spoken)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_decimals_follow_the_language(language):
    with override(language):
        assert size(1_234_567).startswith("1,2 ")


@pytest.mark.parametrize(("number", "short", "spoken"), [(1, "1 p.", "1 page"), (24, "24 pp.", "24 pages")])
def test_pages_are_short_to_see_and_whole_to_hear(number, short, spoken):
    with override("en"):
        assert (pages_in_short(number), pages_spoken(number)) == (short, spoken)

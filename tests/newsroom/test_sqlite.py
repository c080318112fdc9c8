import pytest

from newsroom.models import Theme
from newsroom.sqlite import like
from tests.factories import ThemeFactory


@pytest.mark.parametrize(
    ("pattern", "value", "is_like"),
    [
        ("%ääk%", "Väinö Ääkkönen", True),
        ("å_", "Ån", True),
        ("a", "ä", False),
        ("50\\%", "50%", True),
        ("50\\%", "500", False),
        ("%.x%", "axx", False),
        ("%b%", "a\nb", True),
        ("%", "", True),
        (None, "a", None),
        ("%2%", 123, True),
    ],
)
def test_like_knows_every_letter_and_no_other_wildcards(pattern, value, is_like):
    assert like(pattern, value, "\\") is is_like


@pytest.mark.django_db
def test_search_is_without_case_on_both_databases():
    theme = ThemeFactory(name_fi="Äänestys ja Öljy")

    assert Theme.objects.filter(name_fi__icontains="ÖLJY").get() == theme
    assert Theme.objects.filter(name_fi__icontains="äänes").get() == theme
    assert not Theme.objects.filter(name_fi__icontains="a_nes").exists()

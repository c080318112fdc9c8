import pytest
from phonenumber_field.phonenumber import to_python

from newsroom import phones


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [
        ("+358501234567", "fi", "050 123 4567"),
        ("+358501234567", "sv", "050 123 4567"),
        ("+358501234567", "en", "+358 50 123 4567"),
        ("+35890000120", "fi", "09 000 0120"),
        ("+3589123456", "fi", "09 123 456"),
        ("+35891234567", "en", "+358 9 123 4567"),
        ("+358912345678", "fi", "09 1234 5678"),
        ("+46812345678", "sv", "08-123 456 78"),
    ],
)
def test_a_number_is_written_in_groups(number, language, written):
    assert phones.written(to_python(number), language) == written

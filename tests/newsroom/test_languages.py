import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from newsroom.languages import Named, translated_texts
from newsroom.models import Theme
from tests.factories import ThemeFactory


def test_a_name_is_shown_in_the_language_asked_for():
    theme = Theme(name_fi="Tulvat", name_sv="Översvämningar")

    with override("sv"):
        assert (theme.name, theme.name.language) == ("Översvämningar", "sv")


def test_a_missing_name_falls_back_to_the_main_language_and_says_so():
    theme = Theme(name_fi="Tulvat", name_sv="Översvämningar", main_language="sv")

    with override("en"):
        assert (theme.name, theme.name.language) == ("Översvämningar", "sv")


def test_a_name_that_nobody_gave_is_empty():
    with override("en"):
        assert (Theme().name, Theme().name.language) == ("", "en")


def test_the_main_language_must_be_filled():
    with pytest.raises(ValidationError) as refusal:
        Theme(name_fi="Tulvat", slug="a", main_language="sv").clean()

    assert set(refusal.value.message_dict) == {"name_sv"}


def test_every_named_model_keeps_its_texts_in_every_language():
    for model in Named.__subclasses__():
        columns = {field.name for field in model._meta.concrete_fields}
        for name in translated_texts(model):
            assert {f"{name}_fi", f"{name}_sv", f"{name}_en"} <= columns


@pytest.mark.parametrize(
    ("language", "path"), [("fi", "/fi/teemat/a/"), ("sv", "/sv/teman/a/"), ("en", "/en/themes/a/")]
)
def test_addresses_are_in_the_language_of_the_page(language, path):
    with override(language):
        assert reverse("theme", args=["a"]) == path


@pytest.mark.django_db
def test_a_word_of_another_language_is_no_address(client):
    ThemeFactory(slug="a")

    assert client.get("/sv/teemat/a/").status_code == 404

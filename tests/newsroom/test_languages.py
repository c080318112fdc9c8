import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from newsroom.languages import Named, active, of_path, translated_texts
from newsroom.models import Organisation, Theme
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


def test_a_name_in_neither_language_is_shown_in_any_there_is():
    theme = Theme(name_en="Floods", main_language="fi")

    with override("sv"):
        assert (theme.name, theme.name.language) == ("Floods", "en")


@pytest.mark.parametrize(
    ("spoken", "language"), [("en-gb", "en"), ("sv-fi", "sv"), ("de", "fi"), ("fil", "fi"), (None, "fi")]
)
def test_a_language_that_is_not_ours_is_the_first_one(spoken, language):
    with override(spoken):
        assert active() == language


@pytest.mark.parametrize(
    ("path", "language"),
    [("/sv/", "sv"), ("/en/releases/", "en"), ("/fi", "fi"), ("/", None), ("/files/x", None), ("/fin/", None)],
)
def test_the_language_of_an_address_is_its_first_part(path, language):
    assert of_path(path) == language


@pytest.mark.django_db
def test_only_what_must_be_filled_is_asked_for():
    Theme(name_sv="Översvämningar", slug="a", main_language="sv").clean()

    with pytest.raises(ValidationError) as refusal:
        Organisation(main_language="en").clean()

    assert set(refusal.value.message_dict) == {"name_en"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/", "/en/releases/", "/en/events/?when=past", "/en/releases/?kind=news"])
def test_each_alternate_of_a_list_opens_and_leads_back(client, path):
    page = client.get(path).text

    alternates = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="http://localhost:8000([^"]+)">', page))

    assert list(alternates) == ["fi", "sv", "en"]
    assert alternates["en"] == path
    for address in alternates.values():
        assert f'hreflang="en" href="http://localhost:8000{path}"' in client.get(address).text

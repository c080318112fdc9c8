"""Users: who may make them, what they may become."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from newsroom.models import User
from tests.factories import PASSWORD, UserFactory
from tests.newsroom.test_admin_pages import errors_on, form_of

pytestmark = pytest.mark.django_db


def log_in(client, **fields) -> User:
    user = UserFactory(language="en", **fields)
    client.force_login(user)
    return user


def test_an_administrator_adds_a_writer(client):
    log_in(client, administrator=True)
    typed = {"name": "Aino", "email": "aino@jokikunnat.example", "groups": [Group.objects.get(name="Writer").pk]}
    form = form_of(client.get("/admin/newsroom/user/add/")) | typed | {"password1": PASSWORD, "password2": PASSWORD}

    client.post("/admin/newsroom/user/add/", form)

    user = User.objects.get(email="aino@jokikunnat.example")
    assert user.has_perm("releases.add_release")
    assert not user.has_perm("releases.clear_release")
    assert client.login(username="Aino@jokikunnat.example", password=PASSWORD)


def test_only_a_superuser_makes_one(client):
    log_in(client, administrator=True)
    user = UserFactory(writer=True)
    address = f"/admin/newsroom/user/{user.pk}/change/"

    client.post(address, form_of(client.get(address)) | {"is_superuser": "on", "name": "New name"})

    user.refresh_from_db()
    assert (user.is_superuser, user.name) == (False, "New name")


def test_an_administrator_can_not_take_over_a_superuser(client):
    log_in(client, administrator=True)
    superuser = UserFactory(is_superuser=True)

    assert client.post(f"/admin/newsroom/user/{superuser.pk}/change/", {"email": "x@y.example"}).status_code == 403
    assert client.get(f"/admin/newsroom/user/{superuser.pk}/password/").status_code == 403


def test_users_are_turned_off_and_not_deleted(client):
    log_in(client, is_superuser=True)

    assert client.get(f"/admin/newsroom/user/{UserFactory().pk}/delete/").status_code == 403


def test_an_editor_does_not_see_the_users(client):
    log_in(client, editor=True)

    assert client.get("/admin/newsroom/user/").status_code == 403


def test_an_address_in_other_letters_is_taken(client):
    log_in(client, is_superuser=True)
    UserFactory(email="aino@jokikunnat.example")
    typed = {"name": "Aino", "email": "AINO@jokikunnat.example", "password1": PASSWORD, "password2": PASSWORD}

    response = client.post("/admin/newsroom/user/add/", form_of(client.get("/admin/newsroom/user/add/")) | typed)

    assert errors_on(response) == ["Somebody already logs in with this e-mail address."]


def test_a_page_that_is_not_for_you_says_so_in_your_language(client):
    client.force_login(UserFactory(language="sv", editor=True))

    response = client.get("/admin/newsroom/user/")

    assert response.status_code == 403
    assert "<h1>Det här får du inte göra</h1>" in response.text
    assert 'href="/admin/"' in response.text


def test_a_form_from_before_another_log_in_says_how_to_save_the_words():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(language="fi", editor=True))

    response = client.post("/admin/releases/release/add/", {"headline": "Silta valmistui"})

    assert response.status_code == 403
    assert "<h1>Tätä ei tallennettu</h1>" in response.text

"""The pages of a redaction, in a browser's clothes."""

import pytest
from django.utils import translation

from newsroom.models import Redaction
from releases.models import Release
from tests.factories import PdfFactory, ReleaseFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


NAME = "Sentinella Mäkelä"


@pytest.fixture(autouse=True)
def third_of_march(clock_at):
    clock_at("2027-03-03 12:00")


@pytest.fixture
def administrator(client):
    user = UserFactory(language="en", administrator=True)
    client.force_login(user)
    return user


@pytest.fixture
def release():
    return ReleaseFactory(published=True, headline=f"Palkinto: {NAME}")


def ask_address(release):
    return f"/admin/newsroom/redaction/ask/releases.release/{release.pk}/"


def looked(client, release, **more):
    """The page after its first button, and what its form would send with the second."""
    data = {"words": NAME, "reason": "Tietosuojalaki", "_look": "1", **more}
    page = client.post(ask_address(release), data)
    return page, {**data, "seen": page.context["form"]["seen"].value()}


def asked_by_another(release, **more):
    asker = UserFactory(administrator=True)
    return Redaction.objects.ask(release, asker, more.pop("words", NAME), reason="Tietosuojalaki", **more)


def test_the_asker_sees_every_place_before_asking(client, administrator, release):
    ReleaseFactory(headline=f"Muu, {NAME}")

    page, _data = looked(client, release)

    assert Redaction.objects.count() == 0
    text = page.content.decode()
    assert "Struck in 2 places" in text
    assert f"Palkinto: <mark>{NAME}</mark>" in text
    assert "<li>Version 1</li>" in text
    assert "[henkilötieto poistettu 3.3.2027]" in text
    assert f"Release: Muu, {NAME}" in text
    assert Release.objects.get(pk=release.pk).headline == f"Palkinto: {NAME}"


def test_a_request_is_kept_after_looking(client, administrator, release):
    _page, data = looked(client, release)

    response = client.post(ask_address(release), {**data, "_look": "", "_ask": "1"}, follow=True)

    asked = Redaction.objects.get()
    assert response.redirect_chain == [(f"/admin/newsroom/redaction/{asked.pk}/make/", 302)]
    assert (asked.row, asked.words, asked.reason, asked.asked_by) == (release, NAME, "Tietosuojalaki", administrator)
    assert "You asked for this yourself, so a second person must make it." in response.content.decode()


def test_words_that_were_changed_after_looking_are_looked_for_anew(client, administrator, release):
    _page, data = looked(client, release)

    page = client.post(ask_address(release), {**data, "words": "Palkinto", "_ask": "1"})

    assert Redaction.objects.count() == 0
    assert "<mark>Palkinto</mark>" in page.content.decode()


def test_everything_that_is_missing_is_said_at_once(client, administrator, release):
    page = client.post(ask_address(release), {"words": "Joku Muu\nx", "_look": "1"})

    assert page.context["form"].non_field_errors() == ["Each line needs at least 2 letters or digits."]
    page = client.post(ask_address(release), {"words": "", "_look": "1"})
    assert page.context["form"].non_field_errors() == ["Write the words to strike, or choose a file."]


def test_a_request_needs_its_reason(client, administrator, release):
    _page, data = looked(client, release, reason="")

    page = client.post(ask_address(release), {**data, "_ask": "1"})

    assert page.context["form"].non_field_errors() == ["Write which legal duty asks for this."]
    assert Redaction.objects.count() == 0


def test_language_versions_are_offered(client, administrator, release):
    swedish = ReleaseFactory(language="sv", family=release.family, lead=NAME, headline="Priset")
    _page, data = looked(client, release, siblings=[swedish.pk])

    client.post(ask_address(release), {**data, "_ask": "1"})

    assert {asked.row for asked in Redaction.objects.all()} == {release, swedish}


def test_a_file_of_the_text_can_be_chosen_and_no_other(client, administrator):
    stored, other = PdfFactory(words="Oma", name="oma.pdf"), PdfFactory(words="Vieras")
    release = ReleaseFactory(published=True, files=[stored])

    page, data = looked(client, release, words="", file=str(stored.uuid))
    assert "The file oma.pdf goes from the disk" in page.content.decode()
    client.post(ask_address(release), {**data, "_ask": "1"})
    refused, _data = looked(client, release, words="", file=str(other.uuid))

    assert [asked.file for asked in Redaction.objects.all()] == [stored]
    assert "file" in refused.context["form"].errors


def test_the_second_person_types_a_word_and_it_is_made(client, editor, release):
    asked = asked_by_another(release)

    page = client.get(asked.get_absolute_url())
    made = client.post(asked.get_absolute_url(), {"_make": "1", "confirmation": " redact "}, follow=True)

    assert f"Palkinto: <mark>{NAME}</mark>" in page.content.decode()
    assert Release.objects.get().headline == "Palkinto: [henkilötieto poistettu 3.3.2027]"
    text = made.content.decode()
    assert (NAME in text, str(asked.asked_by) in text, str(editor) in text) == (False, True, True)


@pytest.mark.parametrize("typed", ["", "REDAC", "yes"])
def test_nothing_is_made_without_the_word(client, editor, release, typed):
    asked = asked_by_another(release)

    page = client.post(asked.get_absolute_url(), {"_make": "1", "confirmation": typed})

    assert page.context["form"].errors["confirmation"] == ["Type REDACT to confirm."]
    assert Release.objects.get().headline == release.headline


def test_the_asker_has_no_button_and_a_forged_one_makes_nothing(client, administrator, release):
    _page, data = looked(client, release)
    client.post(ask_address(release), {**data, "_ask": "1"})
    asked = Redaction.objects.get()

    assert 'name="_make"' not in client.get(asked.get_absolute_url()).content.decode()
    page = client.post(asked.get_absolute_url(), {"_make": "1", "confirmation": "REDACT"})

    assert "You asked for this yourself, so a second person must make it." in page.content.decode()
    assert Release.objects.get().headline == release.headline


def test_a_request_can_be_dropped(client, editor, release):
    asked = asked_by_another(release)

    response = client.post(asked.get_absolute_url(), {"_drop": "1"})

    assert response["Location"] == "/admin/newsroom/redaction/"
    assert Redaction.objects.count() == 0


def test_a_press_on_make_twice_makes_it_once(client, editor, release):
    asked = asked_by_another(release)
    sent = {"_make": "1", "confirmation": "REDACT"}
    client.post(asked.get_absolute_url(), sent)

    page = client.post(asked.get_absolute_url(), sent)

    assert "This has been made already." in page.content.decode()


@pytest.mark.parametrize(
    ("group", "ask", "make", "register"),
    [("writer", 403, 403, 403), ("editor", 403, 200, 200), ("administrator", 200, 200, 200)],
)
def test_who_may_open_which_page(client, release, group, ask, make, register):
    asked = asked_by_another(release)
    client.force_login(UserFactory(**{group: True}))

    answers = [
        client.get(address).status_code
        for address in (ask_address(release), asked.get_absolute_url(), "/admin/newsroom/redaction/")
    ]

    assert answers == [ask, make, register]


@pytest.mark.parametrize(
    "address",
    [
        "ask/releases.release/999/",
        "ask/releases.quote/1/",
        "ask/newsroom.user/1/",
        "ask/nothing.atall/1/",
        "ask/nothing/1/",
        "ask/releases.release/99999999999999999999999/",
        "999/make/",
        "99999999999999999999999/make/",
        "999/change/",
        "x/change/",
    ],
)
def test_what_does_not_exist_is_not_found(client, administrator, address):
    assert client.get(f"/admin/newsroom/redaction/{address}").status_code == 404


def test_the_register_names_both_and_never_the_words(client, editor, release):
    asked = asked_by_another(release)
    before = client.get("/admin/newsroom/redaction/").content.decode()
    asked.make(editor)
    after = client.get("/admin/newsroom/redaction/").content.decode()

    assert ("Waits for a second person" in before, NAME in before.replace(str(release), "")) == (True, False)
    assert (str(asked.asked_by) in after, str(editor) in after, NAME in after) == (True, True, False)


def test_the_register_is_only_read(client, administrator, release):
    asked = asked_by_another(release)

    refused = [
        client.get("/admin/newsroom/redaction/add/").status_code,
        client.post(f"/admin/newsroom/redaction/{asked.pk}/delete/", {"post": "yes"}).status_code,
    ]
    opened = client.get(f"/admin/newsroom/redaction/{asked.pk}/change/")

    assert refused == [403, 403]
    assert opened["Location"] == asked.get_absolute_url()


def test_words_never_stand_in_an_address(client, administrator, release):
    page, _data = looked(client, release)

    links = [part.split('"')[0] for part in page.content.decode().split('href="')[1:]]
    assert [link for link in links if "Sentinella" in link] == []

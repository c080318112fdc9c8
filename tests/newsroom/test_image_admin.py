"""Pictures in the admin: their rights in words, where they are used, the focal point, and what may not be chosen."""

from datetime import date, timedelta

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom import clock
from newsroom.models import Image, Revision
from tests.factories import (
    EventFactory,
    ImageFactory,
    ReleaseFactory,
    SpokespersonFactory,
    UserFactory,
    picture_bytes,
)
from tests.newsroom.test_admin_pages import errors_on, form_of

pytestmark = pytest.mark.django_db

YESTERDAY, TOMORROW = clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)
ENDED = {
    "not for anything new": {"use_until": YESTERDAY},
    "shown no longer": {"show_until": YESTERDAY},
    "without consent": {"consent_withdrawn_at": clock.now()},
}


def address_of(image, page="change") -> str:
    return f"/admin/newsroom/image/{image.pk}/{page}/"


def found(page: str, *classes: str, tag: str = "*") -> list:
    """Elements of a tag inside elements of classes."""
    path = "".join(f"//*[contains(concat(' ', @class, ' '), ' {each} ')]" for each in classes)
    return lxml.html.fromstring(page).xpath(f"{path}//{tag}")


def words_of(page: str, *classes: str) -> str:
    return " ".join(found(page, *classes, tag="..")[0].text_content().split())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "May be used without end"),
        ({"use_until": date(2036, 3, 1)}, "May be used until 1 March 2036"),
        ({"use_until": date(2020, 3, 1)}, "Stays where it is, and goes nowhere else"),
        ({"show_until": date(2036, 3, 1)}, "Shown until 1 March 2036"),
        ({"show_until": date(2020, 3, 1)}, "Shown nowhere since 1 March 2020 ended"),
        ({"consent_withdrawn_at": clock.now()}, "Consent withdrawn: shown nowhere"),
    ],
)
def test_the_page_says_in_words_what_may_be_done_with_the_picture(client, editor, fields, words):
    page = client.get(address_of(ImageFactory(**fields))).text

    assert words_of(page, "field-rights", "readonly") == f"Rights: {words}"


def test_a_picture_that_has_left_the_media_bank_is_not_listed_there(client, editor):
    banked = {"in_media_bank": True, "licence": "press"}
    offered, ended = ImageFactory(**banked), ImageFactory(**banked, use_until=YESTERDAY)

    listed = [found(client.get(address_of(image)).text, "field-where_used", tag="a") for image in (offered, ended)]

    assert [[link.text_content() for link in links] for links in listed] == [["Media bank"], []]


def test_the_page_lists_where_the_picture_is_used_with_ways_there(client, editor):
    image = ImageFactory(in_media_bank=True, licence="press")
    release = ReleaseFactory(headline="Sillat kuntoon", image=image)
    event, person = EventFactory(title_fi="Avajaiset", image=image), SpokespersonFactory(photo=image)

    page = client.get(address_of(image)).text

    listed = found(page, "field-where_used", tag="a")
    assert {link.get("href") for link in listed} == {
        f"/admin/releases/release/{release.pk}/change/",
        f"/admin/events/event/{event.pk}/change/",
        f"/admin/people/spokesperson/{person.pk}/change/",
        "/en/pictures/",
    }
    assert "Release: Sillat kuntoon (Draft)" in words_of(page, "field-where_used", "readonly")


def test_a_picture_that_nothing_shows_says_so(client, editor):
    assert "Nowhere yet" in words_of(client.get(address_of(ImageFactory())).text, "field-where_used", "readonly")


def test_the_focal_point_is_two_numbers_and_the_cuts_around_it_are_seen(client, fetch, editor):
    image = ImageFactory()
    form = form_of(client.get(address_of(image)))

    answer = client.post(address_of(image), form | {"focal_x": "10", "focal_y": "90"})

    image.refresh_from_db()
    cuts = found(client.get(address_of(image)).text, "focus", tag="img")
    assert (answer.status_code, image.focus) == (302, (10, 90))
    assert [cut.get("src").rsplit("/", 2)[1] for cut in cuts] == ["400", "640x360", "240x240"]
    assert [fetch(cut.get("src")).status_code for cut in cuts] == [200, 200, 200]


@pytest.mark.parametrize("value", ["101", "-1", "x", "", "99999999999"])
def test_a_focal_point_outside_the_picture_is_told(client, editor, value):
    image = ImageFactory()
    form = form_of(client.get(address_of(image)))

    answer = client.post(address_of(image), form | {"focal_x": value})

    image.refresh_from_db()
    assert (answer.status_code, image.focus) == (200, (50, 50))
    assert "errorlist" in answer.text or "errornote" in answer.text


# No new use


@pytest.mark.parametrize("why", ENDED)
def test_a_picture_whose_time_is_over_is_refused_in_one_sentence(client, editor, press_desk, why):
    event, image = EventFactory(), ImageFactory(alt_fi="Silta", **ENDED[why])
    address = f"/admin/events/event/{event.pk}/change/"

    answer = client.post(address, form_of(client.get(address)) | {"image": str(image.pk)})

    event.refresh_from_db()
    refusals = found(answer.text, "field-image", "errorlist", tag="li")
    assert (answer.status_code, event.image, len(refusals)) == (200, None, 1)
    assert "Silta" in refusals[0].text_content()


@pytest.mark.parametrize("kind", ["releases/release", "people/spokesperson"])
def test_it_is_refused_for_releases_and_portraits_too(client, editor, press_desk, kind):
    row, field = (ReleaseFactory(), "image") if kind.startswith("r") else (SpokespersonFactory(), "photo")
    image = ImageFactory(use_until=YESTERDAY)
    address = f"/admin/{kind}/{row.pk}/change/"

    answer = client.post(address, form_of(client.get(address)) | {field: str(image.pk)})

    assert answer.status_code == 200
    assert len(found(answer.text, f"field-{field}", "errorlist", tag="li")) == 1
    assert image.uses() == []


def test_where_it_stands_it_stays_when_the_rest_is_saved(client, editor, press_desk):
    image = ImageFactory(use_until=YESTERDAY)
    event = EventFactory(image=image)
    address = f"/admin/events/event/{event.pk}/change/"

    answer = client.post(address, form_of(client.get(address)) | {"title_fi": "Uusi nimi"})

    event.refresh_from_db()
    assert (answer.status_code, event.title_fi, event.image) == (302, "Uusi nimi", image)


def test_only_pictures_that_may_be_chosen_are_offered(client, editor):
    today = ImageFactory(alt_fi="Silta", use_until=clock.today())
    for fields in ENDED.values():
        ImageFactory(alt_fi="Silta", **fields)

    offered = client.get("/admin/autocomplete/?app_label=events&model_name=event&field_name=image&term=Silta").json()

    assert [each["id"] for each in offered["results"]] == [str(today.pk)]


# The media bank


@pytest.mark.parametrize("page", ["add", "change"])
def test_a_writer_puts_no_picture_where_everybody_sees_it(client, writer, page):
    image = ImageFactory(licence="press")
    address = address_of(image) if page == "change" else "/admin/newsroom/image/add/"
    file = {} if page == "change" else {"stored_file": SimpleUploadedFile("silta.png", picture_bytes())}
    form = form_of(client.get(address)) | {"alt_fi": "Silta", "licence": "press"} | file

    refused = client.post(address, form | {"in_media_bank": "on"})

    sentences = [each.text_content() for each in found(refused.text, "field-in_media_bank", "errorlist", tag="li")]
    assert sentences == ["Everybody sees the media bank, so only an editor can put a picture there."]
    assert list(Image.objects.in_media_bank()) == []


def test_an_editor_puts_a_picture_into_the_media_bank(client, editor):
    image = ImageFactory(licence="press")

    client.post(address_of(image), form_of(client.get(address_of(image))) | {"in_media_bank": "on"})

    assert list(Image.objects.in_media_bank()) == [image]


# Consent


def test_an_editor_takes_a_picture_away_and_sees_before_where_from(client, editor):
    image = ImageFactory()
    ReleaseFactory(published=True, headline="Sillat kuntoon", slug="silta", image=image)
    address = address_of(image, "consent-withdrawn")

    asked = client.get(address)
    answer = client.post(address, {"reason": "She called on Monday."})

    image.refresh_from_db()
    assert "Sillat kuntoon" in asked.text
    assert (answer.status_code, answer["Location"]) == (302, address_of(image))
    assert image.consent_withdrawn_note == "She called on Monday."
    assert Revision.objects.of(image).first().by == editor
    assert str(image.stored_file.uuid) not in client.get("/fi/tiedotteet/silta/").text
    assert "Consent withdrawn" in client.get(address_of(image, "history")).text


def test_a_reason_is_needed(client, editor):
    image = ImageFactory()

    answer = client.post(address_of(image, "consent-withdrawn"), {"reason": " "})

    image.refresh_from_db()
    assert (answer.status_code, image.consent_withdrawn_at) == (200, None)
    assert "Write the reason." in answer.text


def test_a_writer_is_told_who_can(client, writer):
    image = ImageFactory()

    answer = client.post(address_of(image, "consent-withdrawn"), {"reason": "Mine."})

    image.refresh_from_db()
    assert (answer.status_code, image.consent_withdrawn_at) == (200, None)
    assert "Only an editor can take a picture away." in answer.text


def test_what_is_gone_cannot_be_taken_away_again_nor_brought_back_by_saving(client, editor):
    image = ImageFactory()
    form = form_of(client.get(address_of(image)))
    client.post(address_of(image, "consent-withdrawn"), {"reason": "She called."})

    again = client.post(address_of(image, "consent-withdrawn"), {"reason": "Again."})
    client.post(address_of(image), form | {"consent_withdrawn_at": "", "consent_withdrawn_note": ""})

    image.refresh_from_db()
    assert "The consent has been withdrawn already" in again.text
    assert (image.consent_withdrawn_note, image.is_shown()) == ("She called.", False)


def test_strangers_find_no_page_of_consent(client):
    image = ImageFactory()

    assert client.get(address_of(image, "consent-withdrawn")).status_code == 302
    assert not Image.objects.exclude(consent_withdrawn_at=None).exists()


def test_a_note_about_consent_is_for_colleagues_only(client):
    UserFactory()
    image = ImageFactory(consent_note="Salainen lupa", in_media_bank=True, licence="press")
    ReleaseFactory(published=True, slug="silta", image=image)

    pages = [client.get(address).text for address in ("/fi/tiedotteet/silta/", "/fi/kuvapankki/")]

    assert all(str(image.stored_file.uuid) in page and "Salainen lupa" not in page for page in pages)


def test_a_last_day_that_is_past_is_refused_and_one_that_has_passed_since_stays(client, editor):
    image, ended = ImageFactory(), ImageFactory(show_until=YESTERDAY)
    typed = {"show_until": YESTERDAY.strftime("%d.%m.%Y")}

    refused = client.post(address_of(image), form_of(client.get(address_of(image))) | typed)
    kept = client.post(address_of(ended), form_of(client.get(address_of(ended))) | {"caption_fi": "Silta"})

    assert "This day is past." in errors_on(refused)[-1]
    image.refresh_from_db()
    assert (image.show_until, kept.status_code) == (None, 302)

"""Until when a picture may be chosen and shown, and that nobody sees it a minute longer, through whichever address."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from newsroom import clock
from newsroom.images import shown
from newsroom.models import Image, Revision, StoredFile
from tests.factories import (
    EventFactory,
    ImageFactory,
    ReleaseFactory,
    SpokespersonFactory,
    UserFactory,
    helsinki,
    quote,
)

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 3, 4)
LAST_MINUTE, MIDNIGHT = helsinki(2026, 3, 4, 23, 59), helsinki(2026, 3, 5)
NEVER = "/files/00000000-0000-4000-8000-000000000000/320.webp"


@pytest.fixture(autouse=True)
def in_march(clock_at):
    clock_at("2026-03-03 09:00")


def addresses_of(image) -> list[str]:
    each_format = [image.rendition_url(shape, kind) for shape in (320, "240x240") for kind in ("avif", "webp", "jpg")]
    return [image.get_absolute_url(), *each_format, f"/files/{image.stored_file.uuid}/press/en.jpg"]


def statuses(fetch, addresses) -> set[int]:
    return {fetch(address).status_code for address in addresses}


def test_queryset_and_object_agree_about_what_may_be_shown():
    days = [None, date(2026, 3, 3), LAST_DAY, date(2026, 3, 5)]
    for show_until, withdrawn_at, is_struck in product(days, [None, helsinki(2026, 3, 1)], [False, True]):
        image = ImageFactory(show_until=show_until, consent_withdrawn_at=withdrawn_at)
        if is_struck:
            image.stored_file.strike()

    for at in (helsinki(2026, 2, 1), helsinki(2026, 3, 3, 12), LAST_MINUTE, MIDNIGHT, helsinki(2026, 3, 6)):
        by_query = set(Image.objects.shown(at))
        assert by_query == {image for image in Image.objects.all() if image.is_shown(at)}
        assert {image for image in Image.objects.all() if not image.why_not_use(at)} >= set(Image.objects.usable(at))
    assert (len(set(Image.objects.shown(LAST_MINUTE))), len(set(Image.objects.shown(MIDNIGHT)))) == (3, 2)


def test_a_picture_leaves_at_the_midnight_of_helsinki_and_not_a_minute_before(fetch, clock_at):
    image = ImageFactory(show_until=LAST_DAY, licence="press")
    ReleaseFactory(published=True, image=image)

    clock_at("2026-03-04 23:59")
    before = statuses(fetch, addresses_of(image))
    clock_at("2026-03-05 00:00")
    after = [fetch(address) for address in addresses_of(image)]

    assert before == {200}
    assert {(answer.status_code, answer["Cache-Control"]) for answer in after} == {(410, "no-store")}


def test_a_picture_is_offered_to_others_to_the_midnight_after_its_last_day_of_use(client, fetch, clock_at):
    image = ImageFactory(use_until=LAST_DAY, licence="press", in_media_bank=True)
    addresses = [image.get_absolute_url(), f"/files/{image.stored_file.uuid}/press/en.jpg"]

    def offered():
        return list(client.get("/en/pictures/").context["page"]), statuses(fetch, addresses)

    clock_at("2026-03-04 23:59")
    before = offered()
    clock_at("2026-03-05 00:00")

    assert before == ([image], {200})
    assert offered() == ([], {410})


def test_a_picture_past_its_last_day_of_use_stays_where_it_stands_and_is_not_for_the_press(client, fetch, clock_at):
    image = everywhere(use_until=LAST_DAY, show_until=date(2026, 3, 5))
    *shown_sizes, for_the_press = addresses_of(image)

    clock_at("2026-03-05 00:00")
    assert showing(client, image) == PAGES.keys() - WITHOUT_PICTURES - {"media bank"}
    assert (statuses(fetch, shown_sizes), statuses(fetch, [for_the_press])) == ({200}, {404})
    clock_at("2026-03-06 00:00")
    assert showing(client, image) == set()
    assert statuses(fetch, addresses_of(image)) == {410}


@pytest.mark.parametrize("licence", ["press", "own_pages"])
@pytest.mark.parametrize("day", [None, date(2026, 3, 3), LAST_DAY])
@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_queryset_and_object_agree_about_what_is_offered(licence, day, is_withdrawn):
    withdrawn_at = helsinki(2026, 3, 1) if is_withdrawn else None
    image = ImageFactory(licence=licence, use_until=day, consent_withdrawn_at=withdrawn_at)

    for at in (helsinki(2026, 3, 3, 12), LAST_MINUTE, MIDNIGHT):
        assert image.is_offered(at) == (licence == "press" and Image.objects.usable(at).exists())


PAGES = {
    "front page": "/fi/",
    "release": "/fi/tiedotteet/silta/",
    "version": "/fi/tiedotteet/silta/v1/",
    "event": "/fi/tapahtumat/avajaiset/",
    "person": "/fi/asiantuntijat/aino/",
    "people": "/fi/asiantuntijat/",
    "feed": "/fi/tiedotteet/feed.rss",
    "media bank": "/fi/kuvapankki/",
}
WITHOUT_PICTURES = {"version"}


def everywhere(**rights):
    """One picture in every place where a page shows one."""
    image = ImageFactory(in_media_bank=True, licence="press", credit="Piia Kuvaaja", **rights)
    person = SpokespersonFactory(given_name="Aino", family_name="Joki", slug="aino", photo=image)
    words = quote("Aino Joki", "Joki ei tunne rajaa.")
    ReleaseFactory(published=True, slug="silta", body=words, image=image, contacts=[person])
    EventFactory(published=True, slug="avajaiset", image=image)
    return image


def showing(client, image) -> set[str]:
    traces = (str(image.stored_file.uuid), "Piia Kuvaaja")
    return {name for name, address in PAGES.items() if any(each in client.get(address).text for each in traces)}


def test_no_page_shows_a_picture_after_its_last_day(client, clock_at):
    image = everywhere(show_until=LAST_DAY)

    clock_at("2026-03-04 23:59")
    before = showing(client, image)
    clock_at("2026-03-05 00:00")

    assert before == PAGES.keys() - WITHOUT_PICTURES
    assert showing(client, image) == set()


def test_no_page_shows_a_picture_whose_consent_was_withdrawn(client, fetch):
    image = everywhere()

    image.withdraw_consent(by=UserFactory(editor=True), note="She called.")

    assert showing(client, image) == set()
    assert statuses(fetch, addresses_of(image)) == {410}
    assert StoredFile.objects.public().filter(pk=image.stored_file_id).count() == 0


def test_the_editors_view_shows_no_picture_whose_time_is_over(client, editor):
    image = everywhere(show_until=date(2026, 3, 2))

    assert (
        "<img" not in client.get("/admin/site/fi/tiedotteet/silta/").text.partition("<main")[2].partition("</main")[0]
    )
    assert client.get(f"/admin/site/files/{image.stored_file.uuid}/320.webp").status_code == 410


def test_the_front_page_leads_with_a_story_that_still_has_its_picture(client):
    ReleaseFactory(published=True, headline="Kuvallinen", image=ImageFactory())
    ReleaseFactory(
        published=True, headline="Kuvaton", image=ImageFactory(show_until=date(2026, 3, 2)), publish_at=clock.now()
    )

    lead = client.get("/fi/").context["lead"]

    assert lead.headline == "Kuvallinen"


# Consent


def test_a_withdrawn_consent_is_written_down_with_who_and_why():
    editor, image = UserFactory(editor=True), ImageFactory()

    image.withdraw_consent(by=editor, note="She called on Monday.")

    revision = Revision.objects.of(image).first()
    assert (image.consent_withdrawn_at, image.consent_withdrawn_note) == (clock.now(), "She called on Monday.")
    assert (revision.verb, revision.by, revision.note) == ("withdraw_consent", editor, "She called on Monday.")


def test_a_consent_is_withdrawn_once(clock_at):
    image = ImageFactory()
    image.withdraw_consent(note="First.")
    first, count = image.consent_withdrawn_at, Revision.objects.of(image).count()

    clock_at("2026-03-09 09:00")
    image.withdraw_consent(note="Second.")

    assert (image.consent_withdrawn_at, image.consent_withdrawn_note) == (first, "First.")
    assert Revision.objects.of(image).count() == count


@pytest.mark.parametrize("state", ["draft", "embargoed", "removed"])
def test_the_address_of_a_picture_that_nobody_saw_answers_like_one_that_never_existed(fetch, state):
    image = ImageFactory(licence="press")
    ReleaseFactory(image=image, **{state: True})
    addresses = addresses_of(image)

    image.withdraw_consent(note="She called.")

    never = fetch(NEVER)
    answers = [fetch(address) for address in addresses]
    assert {(each.status_code, each.bytes) for each in answers} == {(404, never.bytes)}
    assert all(dict(each.headers) == dict(never.headers) for each in answers)


@pytest.mark.parametrize("moment", [helsinki(2026, 1, 1), helsinki(2030, 1, 1)])
def test_a_withdrawn_consent_holds_for_every_moment(moment):
    image = ImageFactory(in_media_bank=True, licence="press")
    image.withdraw_consent(note="She called.")

    assert (list(Image.objects.shown(moment)), image.is_shown(moment), shown(image)) == ([], False, None)


# What is public


@pytest.mark.parametrize(
    ("state", "is_banked", "ends", "status"),
    [
        ("embargoed", False, None, 404),
        ("embargoed", True, None, 200),
        ("embargoed", True, date(2026, 3, 2), 410),
        ("embargoed", False, date(2026, 3, 2), 404),
        ("published", False, date(2026, 3, 2), 410),
        ("withdrawn", False, None, 410),
        ("withdrawn", True, None, 200),
        ("draft", False, date(2026, 3, 2), 404),
    ],
)
def test_a_picture_is_public_through_what_shows_it_or_through_the_media_bank(fetch, state, is_banked, ends, status):
    image = ImageFactory(in_media_bank=is_banked, licence="press", show_until=ends)
    ReleaseFactory(image=image, **{state: True})

    assert statuses(fetch, addresses_of(image)) == {status}


def test_a_portrait_that_ended_is_gone_and_its_person_is_not(fetch, client):
    image = ImageFactory(show_until=date(2026, 3, 2))
    SpokespersonFactory(slug="aino", photo=image)

    assert fetch(image.get_absolute_url()).status_code == 410
    assert client.get("/fi/asiantuntijat/aino/").status_code == 200


def test_an_access_link_gives_no_picture_whose_time_is_over(client, fetch):
    from tests.releases.early_readers import a_link, opened

    image = ImageFactory(show_until=LAST_DAY)
    link = a_link(ReleaseFactory(embargoed=True, image=image))
    address = f"{link.get_absolute_url()}files/{image.stored_file.uuid}/320.webp"
    assert str(image.stored_file.uuid) in opened(client, link).text
    assert fetch(address).status_code == 200

    Image.objects.update(show_until=date(2026, 3, 2))

    assert str(image.stored_file.uuid) not in opened(client, link).text
    assert fetch(address).status_code == 410


# The model's own rules


def complaints(image) -> dict:
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        image.full_clean()
    return refusal.value.message_dict


def test_a_picture_that_only_decorates_has_no_alternative_text(client):
    image = ImageFactory(alt_fi="Silta", is_decorative=True)
    assert list(complaints(image)) == ["is_decorative"]

    image.alt_fi = ""
    image.full_clean()
    image.save()
    ReleaseFactory(published=True, slug="silta", image=image)

    assert 'alt=""' in client.get("/fi/tiedotteet/silta/").text.partition('<div class="release-body">')[2]


def test_a_picture_that_tells_something_needs_its_words():
    assert list(complaints(ImageFactory(alt_fi=""))) == ["alt_fi"]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"in_media_bank": True, "licence": "own_pages"}, "in_media_bank"),
        ({"use_until": date(2026, 3, 5), "show_until": LAST_DAY}, "__all__"),
        ({"focal_x": 101}, "__all__"),
    ],
)
def test_rights_that_contradict_each_other_are_refused(fields, where):
    image = ImageFactory()
    for name, value in fields.items():
        setattr(image, name, value)

    assert list(complaints(image)) == [where]


def test_the_last_day_of_use_may_be_the_last_day_of_showing():
    ImageFactory(use_until=LAST_DAY, show_until=LAST_DAY).full_clean()


def test_templates_take_pictures_only_from_where_their_rights_are_asked():
    folder = settings.BASE_DIR / "templates"
    straight = re.compile(
        r"\b(?:family|event)\.image\b|\.photo\b|image\.(?:get_absolute_url|stored_file)|rendition_url"
    )

    found = {
        str(path.relative_to(folder)): straight.findall(path.read_text())
        for path in folder.rglob("*.html")
        if "admin" not in path.relative_to(folder).parts
    }

    assert len(found) > 50
    assert {name: uses for name, uses in found.items() if uses} == {}


def test_a_picture_knows_where_it_is_used():
    image = ImageFactory()
    release, event, person = ReleaseFactory(image=image), EventFactory(image=image), SpokespersonFactory(photo=image)
    swedish = ReleaseFactory(family=release.family, language="sv")

    assert set(image.uses()) == {release, swedish, event, person}
    assert set(Image.objects.in_use()) == {image}
    assert ImageFactory() not in Image.objects.in_use()


def test_those_that_leave_soon_are_those_in_use_within_thirty_days():
    def ending_in(days, **fields):
        return ImageFactory(show_until=clock.today() + timedelta(days=days), **fields)

    last, later, gone, unused = ending_in(0), ending_in(31), ending_in(-1), ending_in(9)
    banked = ending_in(30, in_media_bank=True, licence="press")
    for image in (last, later, gone):
        ReleaseFactory(published=True, image=image)

    assert list(Image.objects.leaving()) == [last, banked]
    assert unused not in Image.objects.leaving()

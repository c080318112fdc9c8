"""Which addresses could show a thing: found from the URL configuration, so that none is forgotten."""

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from newsroom import clock, doors
from newsroom.doors.door import Door
from newsroom.receipts import publishables
from newsroom.urls import urlpatterns as the_sites_own
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    ReleaseFamilyFactory,
    ReleaseSeriesFactory,
    SpokespersonFactory,
    ThemeFactory,
    helsinki,
    quote,
)
from tests.neighbourhood import full_release

pytestmark = pytest.mark.django_db

urlpatterns = [
    *the_sites_own,
    path("a-new-route/", lambda request: HttpResponse(), name="a_new_route"),
]


def addresses(thing, at=None) -> set[str]:
    return {door.address for door in doors.of(thing, at) if door.is_expected}


def test_a_full_release_has_more_than_25_doors_each_with_its_address():
    release = full_release(embargoed=True)
    person = release.contacts.get().spokesperson
    first, second = (attachment.stored_file for attachment in release.attachments.all())
    picture = release.family.image

    found = addresses(release)

    assert len(found) > 25
    assert found >= {
        "/fi/",
        "/fi/teemat/tulvat/",
        "/fi/teemat/sillat/feed.rss",
        "/fi/tiedotteet/",
        "/fi/tiedotteet/?theme=tulvat",
        "/fi/tiedotteet/?kind=release",
        "/fi/tiedotteet/feed.rss",
        "/fi/tiedotteet/feed.rss?theme=sillat",
        f"/fi/tiedotteet/{release.publish_at.year}/",
        f"/fi/tiedotteet/{release.publish_at.year}/feed.rss",
        "/fi/tiedotteet/tulvavahti/",
        "/fi/tiedotteet/tulvavahti/release.txt",
        "/fi/tiedotteet/tulvavahti/v1/",
        "/fi/tiedotteet/tulvavahti/v1/release.txt",
        "/fi/haku/?q=Seitsem%C3%A4n+jokea+saa+yhteisen+tulvavahdin",
        f"/fi/asiantuntijat/{person.slug}/",
        release.family.events.get().get_absolute_url(),
        release.family.documents.get().get_absolute_url(),
        release.family.documents.get().period.get_absolute_url(),
        release.family.documents.get().period.programme.get_absolute_url(),
        first.get_absolute_url(),
        second.get_absolute_url(),
        picture.get_absolute_url(),
        picture.rendition_url(320),
    }


def test_its_own_page_comes_first_and_no_address_twice():
    release = full_release(published=True)

    found = [door.address for door in doors.of(release)]

    assert found[0] == "/fi/tiedotteet/tulvavahti/"
    assert len(found) == len(set(found))


@override_settings(ROOT_URLCONF="tests.newsroom.test_doors")
@pytest.mark.parametrize("factory", [ReleaseFactory, EventFactory, ProgrammePeriodFactory, DocumentVersionFactory])
def test_a_route_that_nobody_has_taught_fails_loudly(factory):
    thing = factory(published=True)

    with pytest.raises(doors.UntaughtRouteError, match="teach newsroom/doors/ .* a_new_route"):
        doors.of(thing)


def test_everything_that_can_be_published_has_its_doors():
    assert set(publishables()) == set(doors.TABLES)


def test_a_route_without_doors_is_one_that_exists_and_says_why():
    names = {route.name for route in doors.routes()}

    assert set(doors.NO_DOORS) <= names
    assert set(doors.NO_DOORS_OF_THE_PUBLIC) <= {name.partition(":")[0] for name in names}
    assert all([*doors.NO_DOORS.values(), *doors.NO_DOORS_OF_THE_PUBLIC.values()])


def test_the_admin_is_no_door():
    assert [route.pattern for route in doors.routes() if "admin" in route.pattern] == []


def test_another_language_shows_it_on_its_page():
    family = ReleaseFamilyFactory()
    finnish = ReleaseFactory(family=family, embargoed=True)
    swedish = ReleaseFactory(
        family=family, language="sv", slug="flodvakt", publish_at=finnish.publish_at, status="cleared"
    )

    assert "/sv/pressmeddelanden/flodvakt/" in addresses(finnish)
    assert finnish.get_absolute_url() in addresses(swedish)


def test_a_speakers_page_shows_a_quote_in_languages_that_the_family_lacks():
    person = SpokespersonFactory(slug="aino")
    body = quote(person.name, "Tulva ei odota.")
    family = ReleaseFamilyFactory()
    finnish = ReleaseFactory(family=family, body=body, published=True)
    ReleaseFactory(family=family, language="sv", published=True)

    found = [door.address for door in doors.of(finnish) if "aino" in door.address]

    feeds = [f"/fi/asiantuntijat/aino/feed.{form}" for form in ("rss", "atom", "json")]
    assert sorted(found) == sorted(["/fi/asiantuntijat/aino/", "/en/spokespeople/aino/", *feeds])


def test_a_contact_without_a_public_page_opens_no_door():
    person = SpokespersonFactory(listed=False, slug="salainen")
    release = ReleaseFactory(body=quote(person.name, "Tulva ei odota."), contacts=[person], published=True)

    assert [door.address for door in doors.of(release) if "salainen" in door.address] == []


def test_the_first_release_to_name_somebody_opens_their_page():
    person = SpokespersonFactory(slug="uusi", waits_for_release=True)
    first = ReleaseFactory(contacts=[person], embargoed=True)
    later = ReleaseFactory(contacts=[person], embargoed=True, publish_at=helsinki(2090, 1, 1))

    found = [door.address for each in (first, later) for door in doors.of(each) if "/uusi/" in door.address]

    pages = ["/fi/asiantuntijat/uusi/", "/sv/sakkunniga/uusi/", "/en/spokespeople/uusi/"]
    assert sorted(found) == sorted([*pages, *(f"{page}contact.vcf" for page in pages)])
    assert "/fi/asiantuntijat/" in addresses(first)


def test_the_page_on_which_an_editor_has_put_it_is_a_door():
    finnish = ReleaseFactory(embargoed=True)
    swedish = ReleaseFactory(family=finnish.family, language="sv", embargoed=True, publish_at=finnish.publish_at)
    pages = [ReleaseFactory(language=code, related=[finnish], published=True) for code in ("fi", "sv", "en")]

    found = [
        {door.address for door in doors.of(each)} & {page.get_absolute_url() for page in pages}
        for each in (finnish, swedish)
    ]

    assert found == [{pages[0].get_absolute_url()}, {pages[1].get_absolute_url()}]


def test_the_parts_before_and_after_it_in_a_series_are_doors():
    series = ReleaseSeriesFactory()
    one, two, three = (
        ReleaseFactory(series=series, published=True, publish_at=helsinki(2026, month, 1)) for month in (1, 2, 4)
    )
    new = ReleaseFactory(series=series, embargoed=True, publish_at=helsinki(2090, 1, 1))
    between = ReleaseFactory(series=series, published=True, publish_at=helsinki(2026, 3, 1))

    found = [
        {part for part in (one, two, three) if part.get_absolute_url() in {door.address for door in doors.of(each)}}
        for each in (new, between)
    ]

    assert found == [{three}, {two, three}]


def test_with_its_first_version_a_document_shows_beside_the_releases_about_it():
    document = DocumentFactory()
    release = ReleaseFactory(documents=[document], published=True)
    first = DocumentVersionFactory(document=document, embargoed=True)

    assert release.get_absolute_url() in addresses(first)


def test_a_picture_that_an_older_text_shows_tells_nothing_of_this_one():
    picture = ImageFactory()
    ReleaseFactory(image=picture, published=True)
    later = ReleaseFactory(image=picture, embargoed=True)

    assert [door for door in doors.of(later) if door.address.startswith("/files/")] == []


def test_a_picture_that_only_a_later_text_shows_is_a_door_of_the_first():
    picture = ImageFactory()
    first = ReleaseFactory(image=picture, published=True)
    ReleaseFactory(image=picture, embargoed=True)

    found = [door.address for door in doors.of(first) if door.address.startswith("/files/")]

    assert sorted(found) == sorted([*map(picture.rendition_url, (320, 400)), picture.get_absolute_url()])


def test_an_old_release_is_not_expected_where_only_the_newest_stand():
    old = ReleaseFactory(published=True, publish_at=helsinki(2020, 1, 1))
    for _number in range(31):
        ReleaseFactory(published=True)

    expected = addresses(old)

    assert "/fi/" not in expected
    assert "/fi/tiedotteet/feed.rss" not in expected
    assert "/fi/tiedotteet/2020/feed.rss" in expected
    listed = next(door for door in doors.of(old) if door.address == "/fi/tiedotteet/")
    assert listed.page_addresses == ["/fi/tiedotteet/", "/fi/tiedotteet/?page=2"]


def test_a_frozen_version_is_a_door_of_its_own():
    release = ReleaseFactory(slug="tulva", published=True)
    release.headline = "Uusi otsikko"
    release.save()

    found = [door.address for door in doors.of(release) if "/v" in door.address]

    assert found == [f"/fi/tiedotteet/tulva/v{number}/{end}" for end in ("", "release.txt") for number in (1, 2)]


def test_an_old_address_leads_on_and_is_a_door():
    release = ReleaseFactory(slug="vanha", published=True)
    release.slug = "uusi"
    release.save()

    assert "/fi/tiedotteet/vanha/" in addresses(release)


def test_a_draft_has_the_doors_that_it_would_open_now():
    release = full_release(draft=True)

    assert f"/fi/tiedotteet/{clock.now().year}/" in addresses(release)
    assert len(addresses(release)) > 20


def test_an_event_shows_in_every_language():
    event = EventFactory(slug="jokipaivat", themes=[ThemeFactory(slug="joet")], image=ImageFactory(), embargoed=True)
    release = ReleaseFactory(events=[event], published=True)

    found = addresses(event)

    assert found >= {"/fi/tapahtumat/jokipaivat/", "/sv/evenemang/jokipaivat/", "/en/events/jokipaivat/"}
    assert found >= {"/fi/", "/sv/", "/en/", "/fi/teemat/joet/", "/fi/tapahtumat/", release.get_absolute_url()}
    assert event.image.get_absolute_url() in found


def test_a_past_event_stands_in_the_list_of_past_ones():
    event = EventFactory(start_date=helsinki(2020, 1, 1).date(), end_date=helsinki(2020, 1, 1).date(), published=True)

    lists = {door.address for door in doors.of(event) if door.address.startswith("/fi/tapahtumat/?")}

    assert lists == {"/fi/tapahtumat/?when=past"}


def test_a_first_period_brings_its_programme_out():
    period = ProgrammePeriodFactory(embargoed=True)
    later = ProgrammePeriodFactory(
        programme=period.programme,
        embargoed=True,
        publish_at=helsinki(2090, 1, 1),
        start_date=helsinki(2028, 1, 1).date(),
        end_date=helsinki(2031, 1, 1).date(),
    )

    told = {
        code: {found for door in doors.of(each) for found in door.addresses}
        for code, each in (("first", period), ("later", later))
    }

    assert period.programme.get_absolute_url() in told["first"]
    assert period.programme.get_absolute_url() not in told["later"]


def test_a_period_is_found_by_its_name_and_suggested():
    period = ProgrammePeriodFactory(programme=ProgrammeFactory(title_fi="Vesistöohjelma kunnille"), embargoed=True)

    asked = [door.address.removesuffix("&kind=programme") for door in doors.of(period) if "?q=" in door.address]

    assert asked == [
        f"/{path}?q=Vesist%C3%B6ohjelma+kunnille+2024%E2%80%932027"
        for path in (
            "fi/haku/",
            "sv/sok/",
            "en/search/",
            "fi/haku/ehdotukset/",
            "sv/sok/forslag/",
            "en/search/suggestions/",
            "fi/haku/feed.rss",
            "sv/sok/feed.rss",
            "en/search/feed.rss",
        )
    ]


def test_a_new_version_of_a_document_shows_by_its_files():
    document = DocumentFactory(slug="ohjelma")
    DocumentVersionFactory(document=document, published=True)
    second = DocumentVersionFactory(document=document, number=2, embargoed=True, change_note_fi="Uutta.")
    stored = second.files.get().stored_file

    found = addresses(second)

    assert found == {
        stored.get_absolute_url(),
        "/fi/asiakirjat/ohjelma/",
        "/sv/dokument/ohjelma/",
        "/en/documents/ohjelma/",
        "/fi/asiakirjat/ohjelma/fi.pdf",
        "/sv/dokument/ohjelma/fi.pdf",
        "/en/documents/ohjelma/fi.pdf",
        "/fi/feed.rss",
        "/sv/feed.rss",
        "/en/feed.rss",
        "/fi/asiakirjat/feed.rss",
        "/sv/dokument/feed.rss",
        "/en/documents/feed.rss",
    }


def test_a_version_that_a_release_announces_shows_in_the_feeds_of_the_release():
    document = DocumentFactory(slug="ohjelma", period=ProgrammePeriodFactory(published=True))
    version = DocumentVersionFactory(document=document, published=True)
    release = ReleaseFactory(documents=[document], themes=[ThemeFactory(slug="joet")], published=True)
    release.attachments.create(document_version=version)
    stored = version.files.get().stored_file

    found = {door.address: door.addresses for door in doors.of(version)}

    for address in ("/fi/tiedotteet/feed.rss", "/fi/tiedotteet/feed.json", "/fi/teemat/joet/feed.atom"):
        assert found[address] == (stored.get_absolute_url(),)
    assert f"{document.period.get_absolute_url()}feed.rss" in found


@pytest.mark.parametrize(
    ("make", "found_in"),
    [
        (EventFactory, ["/fi/tapahtumat/feed.rss", "/fi/feed.rss", "/fi/syotteet/"]),
        (ProgrammePeriodFactory, ["/fi/toimintaohjelmat/feed.rss", "/fi/feed.rss", "/fi/syotteet/"]),
        (DocumentVersionFactory, ["/fi/asiakirjat/feed.rss", "/fi/feed.rss", "/fi/syotteet/"]),
        (ReleaseFactory, ["/fi/tiedotteet/feed.atom", "/fi/feed.json", "/fi/syotteet/"]),
    ],
)
def test_what_comes_out_is_expected_in_the_feed_of_its_list_and_of_everything_while_it_is_new(make, found_in):
    thing = make(published=True, publish_at=helsinki(2026, 3, 1))
    new = addresses(thing)
    for _number in range(31):
        ReleaseFactory(published=True)
        make(published=True)

    old = addresses(thing)

    assert set(found_in) <= new
    assert set(found_in) & old == set()


@pytest.mark.parametrize(
    ("source", "is_seen"),
    [
        ('<a href="/fi/tiedotteet/tulva/">', True),
        ('<a href="http://localhost/fi/tiedotteet/tulva/">', True),
        ('<a href="/fi/tiedotteet/tulva/liite/">', False),
        ("<h2>Tulva&shy;vahti saapuu &amp; jää</h2>", True),
        ("<p>Tulvavahti <mark>saapuu</mark>\n &amp; jää</p>", True),
        ('<meta content="Tulvavahti saapuu &amp; jää">', False),
        ("<script>Tulvavahti saapuu &amp; jää</script>", False),
        ("<p>Tulvavahti jää</p>", False),
    ],
)
def test_a_door_sees_an_address_or_the_words_that_a_reader_sees(source, is_seen):
    door = Door("", "/", addresses=("/fi/tiedotteet/tulva/",), words="Tulvavahti saapuu & jää")

    assert door.shows(source) == is_seen


@pytest.mark.parametrize(
    ("source", "is_shown"),
    [
        ("TIEDOTE\n\nSilta <script>alert(1)</script> avataan\n", True),
        ("<!doctype html><h1>Silta &lt;script&gt;alert(1)&lt;/script&gt; avataan</h1>", True),
        ("<!doctype html><h1>Silta <script>alert(1)</script> avataan</h1>", False),
    ],
)
def test_words_that_look_like_tags_are_read_where_they_are_no_tags(source, is_shown):
    door = Door("", "/", words="Silta <script>alert(1)</script> avataan")

    assert door.shows(source) is is_shown

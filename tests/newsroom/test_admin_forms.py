"""What the forms and lists of the admin make of what is typed, and which doors they leave out."""

from datetime import date, time

import lxml.html
import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from phonenumber_field.modelfields import PhoneNumberField

from events.models import Event
from newsroom.forms import PhoneField
from newsroom.models import Image, Theme, User
from releases.models import Release
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    helsinki,
    picture_bytes,
)
from tests.newsroom.test_admin_pages import errors_on, form_of, opened

pytestmark = pytest.mark.django_db

ADD_RELEASE = "/admin/releases/release/add/"
NO_SUCH_NUMBER = (
    "There is no such phone number. Write it like 050 123 4567, or with its country code like +46 8 123 456."
)


@pytest.fixture(autouse=True)
def superuser(client):
    user = UserFactory(is_superuser=True, language="en")
    client.force_login(user)
    return user


def page_of(client, address):
    return lxml.html.fromstring(client.get(address).text)


# Addresses


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Silta & tie: Ähtävä", "silta-tie-ahtava"),
        (f"{'a' * 79} loppu", "a" * 79),
        (f"{'a' * 100}", "a" * 80),
        ("--- Silta ---", "silta"),
    ],
)
def test_an_address_is_made_of_the_headline_and_ends_with_a_letter(client, headline, slug):
    client.post(ADD_RELEASE, opened(client, ADD_RELEASE, headline=headline))

    assert Release.objects.get().slug == slug


def test_an_address_that_is_wrong_is_told_once_and_not_replaced(client):
    response = client.post(ADD_RELEASE, opened(client, ADD_RELEASE, headline="Silta", slug="ei käy!"))

    assert errors_on(response) == ["Use only the letters a–z, digits and hyphens."]
    assert 'value="ei käy!"' in response.text


def test_an_address_is_prefilled_only_while_it_may_change(client):
    ReleaseFactory(published=True, themes=[public := ThemeFactory()])
    hidden = ThemeFactory()

    pages = [client.get(f"/admin/newsroom/theme/{theme.pk}/change/") for theme in (public, hidden)]

    assert ['data-prepopulated-fields="[]"' in page.text for page in pages] == [True, False]


# Times


@pytest.mark.parametrize(("language", "written"), [("fi", "09.05"), ("sv", "09.05"), ("en", "09:05")])
def test_a_time_opens_as_its_language_writes_it_and_is_read_back(client, superuser, language, written):
    User.objects.update(language=language)
    event = EventFactory(
        start_date=date(2027, 9, 1), end_date=date(2027, 9, 1), start_time=time(9, 5), end_time=time(10)
    )
    address = f"/admin/events/event/{event.pk}/change/"

    form = form_of(client.get(address))
    response = client.post(address, form)

    assert form["start_time"] == [written]
    assert response.status_code == 302
    event.refresh_from_db()
    assert event.start_time == time(9, 5)


@pytest.mark.parametrize("day", ["9/1/2027", "01/09/27", "1.9", "1.9.27", "2027/09/01"])
def test_a_day_that_could_be_two_is_no_day(client, day):
    form = opened(client, "/admin/events/event/add/", title_fi="P", start_date=day, end_date="1.9.2027")

    response = client.post("/admin/events/event/add/", form)

    assert errors_on(response) == ["There is no such day. Write it like 31.12.2027."]


@pytest.mark.parametrize("day", ["1.9.2027", "01.09.2027", "2027-09-01"])
def test_a_day_may_be_written_in_two_ways(client, day):
    form = opened(client, "/admin/events/event/add/", title_fi="P", start_date=day, end_date=day)

    client.post("/admin/events/event/add/", form)

    assert Event.objects.get().start_date == date(2027, 9, 1)


# Pictures


@pytest.mark.parametrize("number", ["12", "not a number", "+358", "050 000 O199"])
def test_a_number_that_calls_nobody_is_told_with_one_that_would(client, number):
    address = f"/admin/newsroom/organisation/{OrganisationFactory().pk}/change/"

    page = client.post(address, opened(client, address, press_phone=number, duty_phone=number))

    assert errors_on(page) == [NO_SUCH_NUMBER, NO_SUCH_NUMBER]
    assert f'value="{number}"' in page.text


def test_every_number_is_asked_in_the_same_way():
    owners = admin.site._registry.values()
    asking = [*owners, *(inline(owner.model, admin.site) for owner in owners for inline in owner.inlines)]

    numbers = [
        each.formfield_for_dbfield(field, request=None)
        for each in asking
        for field in each.model._meta.fields
        if isinstance(field, PhoneNumberField)
    ]

    assert [type(number) for number in numbers] == [PhoneField] * 5


def test_a_picture_needs_a_file(client):
    address = "/admin/newsroom/image/add/"

    response = client.post(address, opened(client, address, alt_fi="Silta"))

    assert errors_on(response) == ["Choose a file."]
    assert 'value="Silta"' in response.text


def test_a_picture_keeps_its_file_while_its_words_change(client):
    image = ImageFactory(alt_fi="Silta", file_name="silta.png")
    address = f"/admin/newsroom/image/{image.pk}/change/"

    client.post(address, opened(client, address, alt_fi="Vanha silta"))

    changed = Image.objects.get()
    assert (changed.alt_fi, str(changed.stored_file), changed.width) == ("Vanha silta", "silta.png", 400)


def test_a_chosen_picture_is_seen_in_the_form(client):
    image = ImageFactory()
    release = ReleaseFactory(image=image)

    [shown] = page_of(client, f"/admin/releases/release/{release.pk}/change/").xpath(
        "//div[@class='picture-select']/img"
    )
    [empty] = page_of(client, ADD_RELEASE).xpath("//div[@class='picture-select']/img")

    assert (shown.get("src"), shown.get("hidden")) == (f"/admin/thumbnails/{image.stored_file.uuid}/", None)
    assert (empty.get("src"), empty.get("hidden")) == (None, "")


def test_a_thumbnail_is_the_smallest_width_and_else_the_picture_itself(client):
    wide, narrow = ImageFactory(), Image.objects.keep(SimpleUploadedFile("n.png", picture_bytes(100, 80)), alt_fi="N")

    answers = [client.get(f"/admin/thumbnails/{image.stored_file.uuid}/") for image in (wide, narrow)]

    assert [answer["Content-Type"] for answer in answers] == ["image/webp", "image/png"]
    assert answers[1].getvalue() == narrow.stored_file.path.read_bytes()
    for answer in answers:
        answer.close()


def test_the_list_of_pictures_tells_their_size_newest_first(client):
    for width, alt in ((300, "First"), (500, "Second")):
        Image.objects.keep(SimpleUploadedFile("a.png", picture_bytes(width, 200)), alt_fi=alt, alt_en=alt)

    page = page_of(client, "/admin/newsroom/image/")

    assert page.xpath("//td[@class='field-size']/text()") == ["500 × 200", "300 × 200"]
    assert page.xpath("//*[@class='field-__str__']/a/text()") == ["Second", "First"]


@pytest.mark.parametrize("asked", ["sillalla", "kuvateksti", "bildtext", "kuvaaja"])
def test_a_picture_is_found_by_all_its_words(client, asked):
    words = {"caption_fi": "Kuvateksti", "caption_sv": "Bildtext", "credit": "Kuvaaja Kuu"}
    ImageFactory(alt_fi="Aino sillalla", alt_en="It", **words)
    ImageFactory(alt_fi="Muu", alt_en="Other")

    page = page_of(client, f"/admin/newsroom/image/?q={asked}")

    assert page.xpath("//*[@class='field-__str__']/a/text()") == ["It"]


# Users


@pytest.mark.parametrize(
    "query", ["q=aino@jokikunnat", "q=rantamäki", "groups__id__exact={group}", "is_active__exact=0"]
)
def test_a_user_is_found_by_name_address_group_and_state(client, query):
    UserFactory(name="Aino Rantamäki", email="aino@jokikunnat.example", writer=True, is_active=False)
    UserFactory(name="Somebody Else", editor=True)
    group = Group.objects.get(name="Writer").pk

    page = page_of(client, f"/admin/newsroom/user/?{query.format(group=group)}")

    assert page.xpath("//th[@class='field-name']/a/text()") == ["Aino Rantamäki"]
    assert page.xpath("//td[@class='field-in_groups']/text()") == ["Writer"]


def test_only_a_superuser_sees_the_box_that_makes_one(client):
    user = UserFactory(writer=True)
    address = f"/admin/newsroom/user/{user.pk}/change/"

    to_superuser = page_of(client, address).xpath("//input[@name='is_superuser']")
    client.force_login(UserFactory(administrator=True))
    to_administrator = page_of(client, address).xpath("//input[@name='is_superuser']")

    assert (len(to_superuser), len(to_administrator)) == (1, 0)


# Ways to narrow a list


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        ("releases/release", ["stage", "language", "family__kind", "family__themes__id", "year"]),
        ("events/event", ["stage", "situation", "themes__id", "year"]),
        ("programmes/programmeperiod", ["stage", "programme__id", "year"]),
        ("programmes/document", ["kind", "themes__id"]),
        ("programmes/documentversion", ["stage", "document__kind", "year"]),
        ("people/spokesperson", ["listed", "organisation__id"]),
        ("newsroom/user", ["groups__id", "is_active"]),
    ],
)
def test_a_list_offers_its_own_ways_to_narrow_it(client, kind, offered):
    for year in (2026, 2027):
        moment, theme = helsinki(year, 1, 1), ThemeFactory()
        ReleaseFactory(publish_at=moment, themes=[theme])
        EventFactory(start_date=moment.date(), end_date=moment.date())
        period = ProgrammePeriodFactory(start_date=moment.date(), end_date=moment.date())
        DocumentVersionFactory(publish_at=moment, document=DocumentFactory(period=period))
        SpokespersonFactory(organisation=OrganisationFactory())

    links = page_of(client, f"/admin/{kind}/").xpath("//*[@id='changelist-filter']//a/@href")

    names = [link.removeprefix("?").partition("=")[0].removesuffix("__exact") for link in links if "=" in link]
    assert [name for name in dict.fromkeys(names) if not name.endswith("__isnull")] == offered


# Doors that are left out


@pytest.mark.parametrize("kind", ["newsroom/theme", "releases/release", "events/event", "people/spokesperson"])
def test_nothing_is_deleted_by_the_dozen(client, kind):
    theme = ThemeFactory()

    page = page_of(client, f"/admin/{kind}/")
    client.post("/admin/newsroom/theme/", {"action": "delete_selected", "_selected_action": [theme.pk], "post": "yes"})

    assert page.xpath("//select[@name='action']") == []
    assert list(Theme.objects.all()) == [theme]


@pytest.mark.parametrize("address", [ADD_RELEASE, "/admin/events/event/add/", "/admin/programmes/document/add/"])
def test_beside_a_choice_stand_adding_and_changing_only(client, address):
    doors = page_of(client, address).xpath("//a[contains(@class, 'related-widget-wrapper-link')]/@class")

    assert {door.split()[-1] for door in doors} <= {"add-related", "change-related"}
    assert any("add-related" in door for door in doors)


def test_a_form_is_saved_and_not_followed_by_another(client):
    assert page_of(client, ADD_RELEASE).xpath("//input[@name='_addanother']") == []


def test_the_language_of_a_column_is_told_to_the_speller(client):
    page = page_of(client, "/admin/newsroom/theme/add/")

    assert {code: page.xpath(f"//input[@name='name_{code}']/@lang") for code in ("fi", "sv", "en")} == {
        "fi": ["fi"],
        "sv": ["sv"],
        "en": ["en"],
    }


def test_the_language_is_switched_by_a_form_only_and_to_ours_only(client, superuser):
    asked = client.get("/admin/language/?language=sv")
    client.post("/admin/language/", {"language": "de"})

    superuser.refresh_from_db()
    assert (asked.status_code, superuser.language) == (405, "en")


@pytest.mark.parametrize(
    ("hours", "wrong"), [("weekdays 8–25", "8–25"), ("8.00–16.75", "8.00–16.75"), ("8–24", ""), ("weekdays", "")]
)
def test_hours_that_no_clock_shows_are_told(client, hours, wrong):
    house = OrganisationFactory(press_hours_en="9–15")
    address = f"/admin/newsroom/organisation/{house.pk}/change/"

    page = client.post(address, opened(client, address, press_hours_en=hours))

    house.refresh_from_db()
    told = [f"No clock shows {wrong}. Write hours from 0 to 24, such as 8–16."] if wrong else []
    assert (errors_on(page) if wrong else [], house.press_hours_en) == (told, "9–15" if wrong else hours)

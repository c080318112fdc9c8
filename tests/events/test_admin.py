import re

import pytest

from events.models import Event
from newsroom.publishing import Stage
from tests.factories import EventFactory, ThemeFactory, VenueFactory, helsinki
from tests.newsroom.test_admin_pages import errors_on, form_of, messages_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

ADD = "/admin/events/event/add/"


def filled(client, **typed) -> dict:
    days = {"title_fi": "Vesistöpäivä", "start_date": "1.9.2027", "end_date": "1.9.2027"}
    return form_of(client.get(ADD)) | days | typed


def test_an_event_is_made_and_published(client):
    form = filled(client, venue=VenueFactory().pk, body_fi="<p>Tervetuloa<script>x</script></p>", _publish=1)

    response = client.post(ADD, form, follow=True)

    event = Event.objects.get()
    assert messages_on(response) == ["Published."]
    assert (event.stage, event.slug, event.body_fi) == (Stage.PUBLIC, "vesistopaiva", "<p>Tervetuloa</p>")


def test_an_event_without_a_place_is_saved_but_not_published(client):
    response = client.post(ADD, filled(client, _publish=1), follow=True)

    assert Event.objects.get().stage == Stage.DRAFT
    assert messages_on(response) == [
        "Your changes were saved, but more is needed:",
        "Give the venue or the address online.",
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"end_date": "31.8.2027"}, "The last day is before the first day."),
        ({"start_date": "31.6.2027"}, "There is no such day. Write it like 31.12.2027."),
        ({"start_time": "9.00"}, "Give both the starting and the ending time, or neither."),
        ({"start_time": "10.00", "end_time": "9.00"}, "The event ends before it starts."),
        ({"start_time": "10.61", "end_time": "12"}, "There is no such time. Write it like 9.30."),
        ({"situation": "cancelled"}, "Tell in one sentence what has changed."),
        ({"online_url": "http://kuulla.example/"}, "Give a whole address that begins with https://."),
        ({"online_url": "javascript:alert(1)"}, "Give a whole address that begins with https://."),
        (
            {"registration_closes_at_0": "2.9.2027", "registration_closes_at_1": "9.00"},
            "Registration closes after the event has ended.",
        ),
    ],
)
def test_what_can_not_be_is_told_and_nothing_is_lost(client, typed, sentence):
    response = client.post(ADD, filled(client, **typed))

    assert sentence in errors_on(response)
    assert 'value="Vesistöpäivä"' in response.text


def test_an_event_without_days_asks_for_them(client):
    response = client.post(ADD, filled(client, start_date="", end_date=""))

    assert errors_on(response) == ["This field is required.", "This field is required."]


def test_the_list_filters_by_year(client):
    EventFactory(title_fi="Vanha", start_date="2020-01-01", end_date="2020-01-01")
    EventFactory(title_fi="Uusi", start_date="2027-01-01", end_date="2027-01-01")

    page = client.get("/admin/events/event/?year=2020").text

    assert ("Vanha" in page, "Uusi" in page) == (True, False)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"start_time": "10.00", "end_time": "10.00"}, "The event ends before it starts."),
        (
            {"registration_closes_at_0": "2.9.2027", "registration_closes_at_1": "0.00"},
            "Registration closes after the event has ended.",
        ),
        (
            {
                "start_time": "9.00",
                "end_time": "12.00",
                "registration_closes_at_0": "1.9.2027",
                "registration_closes_at_1": "12.00",
            },
            "Registration closes after the event has ended.",
        ),
    ],
)
def test_what_only_just_can_not_be_is_told(client, typed, sentence):
    assert errors_on(client.post(ADD, filled(client, **typed))) == [sentence]


def test_an_event_may_end_earlier_in_the_day_than_it_began_and_take_people_until_then(client):
    typed = {"start_time": "18.00", "end_date": "2.9.2027", "end_time": "12.00"}
    typed |= {"registration_closes_at_0": "2.9.2027", "registration_closes_at_1": "11.59"}

    response = client.post(ADD, filled(client, **typed))

    assert response.status_code == 302, errors_on(response)
    assert Event.objects.get().ends_at == helsinki(2027, 9, 2, 12)


def rows(page: str) -> list[str]:
    return re.findall(r'<th class="field-__str__"><a href="[^"]+">([^<]+)</a></th>', page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("situation__exact=cancelled", ["Peruttu"]),
        ("themes__id__exact={theme}", ["Aiheellinen"]),
        ("stage=public", ["Julki"]),
        ("q=kongressi", ["Paikallinen"]),
        ("q=kongresscentret", ["Paikallinen"]),
        ("q=silta-avajaiset", ["Osoitteellinen"]),
        ("q=opening", ["Aiheellinen"]),
    ],
)
def test_the_list_is_narrowed_by_what_an_editor_remembers(client, query, found):
    theme = ThemeFactory()
    EventFactory(title_fi="Peruttu", situation="cancelled", situation_note_fi="Jää petti.")
    EventFactory(title_fi="Aiheellinen", title_en="Opening", themes=[theme])
    EventFactory(title_fi="Julki", published=True)
    EventFactory(title_fi="Paikallinen", venue=VenueFactory(name_fi="Kongressitalo", name_sv="Kongresscentret"))
    EventFactory(title_fi="Osoitteellinen", slug="silta-avajaiset")
    client.post("/admin/language/", {"language": "fi"})

    page = client.get(f"/admin/events/event/?{query.format(theme=theme.pk)}").text

    assert rows(page) == found


def test_the_list_has_drafts_first_and_then_the_newest(client):
    EventFactory(title_fi="Vanha", publish_at=helsinki(2026, 1, 1), published=True)
    EventFactory(title_fi="Uusi", publish_at=helsinki(2026, 2, 1), published=True)
    EventFactory(title_fi="Luonnos")
    client.post("/admin/language/", {"language": "fi"})

    assert rows(client.get("/admin/events/event/").text) == ["Luonnos", "Uusi", "Vanha"]

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.models import Revision
from people.models import Spokesperson
from tests.factories import OrganisationFactory, SpokespersonFactory, UserFactory
from tests.newsroom.test_admin_forms import NO_SUCH_NUMBER
from tests.newsroom.test_admin_pages import errors_on, form_of

pytestmark = pytest.mark.django_db

ADD = "/admin/people/spokesperson/add/"
CARDS = "/admin/people/spokesperson/cards/"


def row(prefix, **fields) -> dict:
    return {f"{prefix}-0-{name}": value for name, value in fields.items()} | {f"{prefix}-TOTAL_FORMS": 1}


def test_a_person_is_made_with_title_numbers_and_languages(client, writer):
    form = form_of(client.get(ADD)) | {"given_name": "Åsa", "family_name": "Äng", "languages": ["fi", "sv"]}
    form |= row("titles", text_fi="johtaja", text_sv="direktör", valid_from="1.2.2026")
    form |= row("phones", number="050 000 0131", position=0)

    response = client.post(ADD, form)

    assert response.status_code == 302, errors_on(response)
    person = Spokesperson.objects.get()
    assert (person.slug, person.languages) == ("asa-ang", ["fi", "sv"])
    assert [(title.text_sv, title.main_language) for title in person.titles.all()] == [("direktör", "fi")]
    assert [str(phone.number) for phone in person.phones.all()] == ["+358500000131"]
    assert Revision.objects.of(person).get().by == writer


def test_a_title_is_written_in_the_persons_main_language(client, writer):
    form = form_of(client.get(ADD)) | {"given_name": "Åsa", "family_name": "Äng", "main_language": "sv"}

    response = client.post(ADD, form | row("titles", text_fi="johtaja"))
    assert errors_on(response) == ["Fill this in: it is the text's main language."]
    client.post(ADD, form | row("titles", text_sv="direktör"))

    assert Spokesperson.objects.get().titles.get().main_language == "sv"


@pytest.mark.parametrize("number", ["12", "not a number", "+358"])
def test_a_wrong_number_is_told_and_nothing_is_lost(client, writer, number):
    form = form_of(client.get(ADD)) | {"given_name": "Åsa", "family_name": "Äng"}

    response = client.post(ADD, form | row("phones", number=number, position=0))

    assert errors_on(response) == [NO_SUCH_NUMBER]
    assert f'value="{number}"' in response.text


def test_a_title_can_not_end_before_it_starts(client, writer):
    form = form_of(client.get(ADD)) | {"given_name": "Åsa", "family_name": "Äng"}

    response = client.post(ADD, form | row("titles", text_fi="j", valid_from="2.1.2026", valid_until="1.1.2026"))

    assert errors_on(response) == ["The title ends before it starts."]


def test_cards_tell_name_and_title_in_a_language(client, writer):
    person = SpokespersonFactory(family_name="Rantamäki")
    person.titles.update(text_sv="verkställande direktör")
    SpokespersonFactory(given_name="Elias", family_name="Sandkvist")

    people = client.get(CARDS, {"term": "rant", "language": "sv"}).json()["people"]

    assert people == [{"uuid": str(person.uuid), "name": "Aino Rantamäki", "title": "verkställande direktör"}]
    assert client.get(CARDS, {"id": person.pk, "language": "fi"}).json()["people"][0]["title"] == "toimitusjohtaja"


@pytest.mark.parametrize("query", ["id=abc", "id=99999999999999999999999", "id=-1", "term=%00", "term=a&language=xx"])
def test_cards_bear_nonsense(client, writer, query):
    assert client.get(f"{CARDS}?{query}").status_code == 200


def test_cards_are_for_those_who_may_see_people(client):
    assert client.get(CARDS).status_code == 302
    client.force_login(UserFactory())
    assert client.get(CARDS).status_code == 403


def test_cards_ask_the_same_of_one_and_of_three(client, writer):
    SpokespersonFactory()
    client.get(CARDS)
    with CaptureQueriesContext(connection) as of_one:
        client.get(CARDS)
    SpokespersonFactory()
    SpokespersonFactory()
    with CaptureQueriesContext(connection) as of_three:
        client.get(CARDS)

    assert len(of_three) == len(of_one)


def names(response) -> list[str]:
    return [person["name"] for person in response.json()["people"]]


def test_cards_find_by_title_and_name_each_person_once(client, writer):
    person = SpokespersonFactory(given_name="Aino", family_name="Joki", title="talousjohtaja")
    person.titles.create(text_fi="hallintojohtaja", text_sv="förvaltningsdirektör")
    SpokespersonFactory(given_name="Väinö", family_name="Virta", title="tutkija")

    assert names(client.get(CARDS, {"term": "johtaja"})) == ["Aino Joki"]
    assert names(client.get(CARDS, {"term": "förvaltning"})) == ["Aino Joki"]
    assert names(client.get(CARDS, {"term": "joki aino"})) == ["Aino Joki"]


def test_cards_are_eight_at_most(client, writer):
    for _ in range(9):
        SpokespersonFactory()

    assert len(names(client.get(CARDS))) == 8


def test_cards_speak_the_users_language_when_none_is_asked_for(client, writer):
    person = SpokespersonFactory(title="johtaja")
    person.titles.update(text_en="director")

    assert client.get(CARDS).json()["people"][0]["title"] == "director"
    assert client.get(CARDS, {"language": "xx"}).json()["people"][0]["title"] == "director"
    assert client.get(CARDS, {"language": "fi"}).json()["people"][0]["title"] == "johtaja"


def listed(page: str) -> list[str]:
    return re.findall(r'<th class="field-by_name"><a href="[^"]+">([^<]+)</a></th>', page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("listed__exact=0", ["Ministeri, Mikko"]),
        ("organisation__id__exact={organisation}", ["Virta, Väinö"]),
        ("q=ylijohtaja", ["Virta, Väinö"]),
        ("q=mikko", ["Ministeri, Mikko"]),
        ("", ["Joki, Aino", "Ministeri, Mikko", "Virta, Väinö"]),
    ],
)
def test_the_list_is_narrowed_by_what_an_editor_remembers(client, writer, query, found):
    organisation = OrganisationFactory()
    SpokespersonFactory(given_name="Väinö", family_name="Virta", title="ylijohtaja", organisation=organisation)
    SpokespersonFactory(given_name="Mikko", family_name="Ministeri", listed=False)
    SpokespersonFactory(given_name="Aino", family_name="Joki")

    page = client.get(f"/admin/people/spokesperson/?{query.format(organisation=organisation.pk)}").text

    assert listed(page) == found


def test_the_list_shows_the_title_of_today_in_the_users_language(client, writer, clock_at):
    clock_at("2026-03-03 09:00")
    person = SpokespersonFactory(title="entinen")
    person.titles.update(valid_until="2026-03-02")
    person.titles.create(text_fi="johtaja", text_en="director", valid_from="2026-03-03")

    page = client.get("/admin/people/spokesperson/").text

    assert re.findall(r'<td class="field-current_title">([^<]*)</td>', page) == ["director"]


def test_a_persons_revision_holds_the_titles():
    person = SpokespersonFactory(title="johtaja")

    person.titles.get().delete()

    newest, before = Revision.objects.of(person)[:2]
    assert newest.data["titles"] == []
    assert [title["text_fi"] for title in before.data["titles"]] == ["johtaja"]


def test_a_public_persons_old_address_leads_to_the_new_one(client, writer):
    public, hidden = SpokespersonFactory(slug="aino"), SpokespersonFactory(slug="eero", listed=False)
    for person in (public, hidden):
        address = f"/admin/people/spokesperson/{person.pk}/change/"
        client.post(address, form_of(client.get(address)) | {"slug": f"{person.slug}-uusi"})

    assert client.get("/fi/asiantuntijat/aino/")["Location"] == "/fi/asiantuntijat/aino-uusi/"
    assert client.get("/fi/asiantuntijat/eero/").status_code == 404

import re
from datetime import date, timedelta

import pytest

from newsroom import clock
from people.models import Title
from tests.counting import queries_for
from tests.factories import ImageFactory, OrganisationFactory, ReleaseFactory, SpokespersonFactory, quote

pytestmark = pytest.mark.django_db


def quotes_of(page: str) -> list[str]:
    return re.findall(r"<blockquote[^>]*>\s*<p>(.*?)</p>", page)


def test_the_list_has_those_who_speak_for_us_by_family_name(client):
    SpokespersonFactory(slug="b", given_name="Aino", family_name="Virta")
    SpokespersonFactory(slug="a", given_name="Väinö", family_name="Joki")
    SpokespersonFactory(slug="minister", listed=False)
    SpokespersonFactory(slug="left", leaves_on=clock.today() - timedelta(days=1))

    page = client.get("/fi/asiantuntijat/").text

    assert re.findall(r'<h3><a href="([^"]+)">', page) == ["/fi/asiantuntijat/a/", "/fi/asiantuntijat/b/"]


def test_one_or_three_people_cost_the_same(client):
    def add():
        SpokespersonFactory(photo=ImageFactory(), organisation=OrganisationFactory())

    add()
    one = queries_for(client, "/fi/asiantuntijat/")
    add()
    add()

    assert queries_for(client, "/fi/asiantuntijat/") == one


def test_a_card_shows_the_title_of_today_numbers_languages_and_portrait(client, clock_at):
    clock_at("2026-03-03 09:00")
    person = SpokespersonFactory(
        slug="aino",
        given_name="Aino",
        family_name="Joki",
        title="entinen päällikkö",
        phone="+358501234567",
        email="aino@jokikunnat.example",
        languages=["fi", "en"],
        photo=ImageFactory(alt_fi="Aino Joki sillalla"),
    )
    person.titles.update(valid_until=date(2025, 12, 31))
    Title.objects.create(spokesperson=person, text_fi="johtaja", text_sv="direktör", valid_from=date(2026, 1, 1))

    page = client.get("/sv/sakkunniga/aino/").text

    assert "<h1>Aino Joki</h1>" in page
    assert '<p class="lead">direktör</p>' in page
    assert "entinen päällikkö" not in page
    assert 'href="tel:+358501234567">050 123 4567<' in page
    assert 'href="mailto:aino@jokikunnat.example"' in page
    assert 'alt="Aino Joki sillalla" lang="fi"' in page


def test_what_they_have_said_is_dated_and_linked(client, clock_at):
    clock_at("2026-03-03 09:00")
    SpokespersonFactory(slug="aino", given_name="Aino", family_name="Joki")
    ReleaseFactory(published=True, slug="silta", headline="Silta valmistui", body=quote("Aino Joki", "Se kestää."))

    page = client.get("/fi/asiantuntijat/aino/").text

    assert quotes_of(page) == ["Se kestää."]
    assert '<time datetime="2026-03-01">1.3.2026</time>' in page
    assert re.search(r'href="/fi/tiedotteet/silta/#quote-[0-9a-f]{8}"[^>]*>Silta valmistui<', page)


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "withdrawn", "removed", "gone"])
def test_what_is_not_public_has_not_been_said(client, state):
    SpokespersonFactory(slug="aino", given_name="Aino", family_name="Joki")
    ReleaseFactory(body=quote("Aino Joki", "Se kestää."), **{state: True})

    assert "Se kestää." not in client.get("/fi/asiantuntijat/aino/").text


def test_a_statement_stands_once_in_the_language_of_the_page(client):
    SpokespersonFactory(slug="aino", given_name="Aino", family_name="Joki")
    finnish = ReleaseFactory(published=True, body=quote("Aino Joki", "Se kestää."))
    ReleaseFactory(published=True, family=finnish.family, language="sv", body=quote("Aino Joki", "Den håller."))
    ReleaseFactory(
        published=True, language="sv", slug="bara", headline="Bara", body=quote("Aino Joki", "Bara på svenska.")
    )

    page = client.get("/fi/asiantuntijat/aino/").text

    assert sorted(quotes_of(page)) == ["Bara på svenska.", "Se kestää."]
    assert re.search(r'<blockquote lang="sv">\s*<p>Bara på svenska.</p>', page)
    assert re.search(r"<blockquote>\s*<p>Se kestää.</p>", page)
    assert re.search(r'href="/sv/pressmeddelanden/bara/#quote-[0-9a-f]{8}" lang="sv" hreflang="sv">Bara<', page)


def test_a_hidden_translation_does_not_take_the_place_of_a_public_one(client):
    SpokespersonFactory(slug="aino", given_name="Aino", family_name="Joki")
    swedish = ReleaseFactory(published=True, language="sv", body=quote("Aino Joki", "Den håller."))
    ReleaseFactory(embargoed=True, family=swedish.family, language="fi", body=quote("Aino Joki", "Se kestää."))

    assert quotes_of(client.get("/fi/asiantuntijat/aino/").text) == ["Den håller."]


def test_one_or_three_statements_cost_the_same(client):
    person = SpokespersonFactory(slug="aino", photo=ImageFactory())
    ReleaseFactory(published=True, body=quote(person.name, "Yksi."))
    one = queries_for(client, "/fi/asiantuntijat/aino/")
    ReleaseFactory(published=True, body=quote(person.name, "Kaksi."))
    ReleaseFactory(published=True, language="sv", body=quote(person.name, "Tre."))

    assert queries_for(client, "/fi/asiantuntijat/aino/") == one


@pytest.mark.parametrize("unseen", [{"listed": False}, {"leaves_on": date(2020, 1, 1)}])
def test_a_page_that_is_not_public_answers_like_what_never_was(client, unseen):
    SpokespersonFactory(slug="aino", **unseen)

    hidden, never = client.get("/fi/asiantuntijat/aino/"), client.get("/fi/asiantuntijat/never/")

    assert (hidden.status_code, hidden.content) == (404, never.content)


def test_the_last_day_still_has_a_page(client):
    SpokespersonFactory(slug="aino", leaves_on=clock.today())

    assert client.get("/fi/asiantuntijat/aino/").status_code == 200


def test_people_of_one_family_stand_by_their_given_names(client):
    for given in ("Väinö", "Aino", "Eva"):
        SpokespersonFactory(slug=given[0].lower(), given_name=given, family_name="Joki")

    page = client.get("/en/spokespeople/").text

    assert re.findall(r'<h3><a href="([^"]+)">', page) == [
        "/en/spokespeople/a/",
        "/en/spokespeople/e/",
        "/en/spokespeople/v/",
    ]


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2025-12-31", "päällikkö"),
        ("2026-01-01", "vt. johtaja"),
        ("2026-06-30", "vt. johtaja"),
        ("2026-07-01", "johtaja"),
    ],
)
def test_a_title_is_held_from_its_first_day_to_its_last(client, clock_at, day, title):
    clock_at(f"{day} 12:00")
    person = SpokespersonFactory(slug="aino", title="päällikkö")
    Title.objects.create(spokesperson=person, text_fi="johtaja", valid_from=date(2026, 7, 1))
    Title.objects.create(
        spokesperson=person, text_fi="vt. johtaja", valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30)
    )

    page = client.get("/fi/asiantuntijat/aino/").text

    assert re.findall(r'<p class="lead">(.*?)</p>', page) == [title]


def test_a_title_in_another_language_is_marked(client):
    SpokespersonFactory(slug="aino", title="toimitusjohtaja")

    page = client.get("/en/spokespeople/aino/").text

    assert '<p class="lead"><span lang="fi">toimitusjohtaja</span></p>' in page


def test_a_number_is_written_as_printed_and_internationally_for_those_abroad(client):
    person = SpokespersonFactory(slug="aino", phone="+358501234567")
    person.phones.update(printed="050 12 34 567")

    written = [
        re.findall(r'<a class="phone" href="tel:\+358501234567">([^<]+)</a>', client.get(address).text)
        for address in ("/fi/asiantuntijat/aino/", "/sv/sakkunniga/aino/", "/en/spokespeople/aino/")
    ]

    assert written == [["050 12 34 567"], ["050 12 34 567"], ["+358 50 123 4567"]]


def test_numbers_stand_in_their_order_with_their_labels(client):
    person = SpokespersonFactory(slug="aino", phone="+358501111111")
    person.phones.update(position=2)
    person.phones.create(number="+358502222222", position=1, label_fi="assistentti")

    page = client.get("/sv/sakkunniga/aino/").text

    assert re.findall(r'href="tel:([^"]+)"', page.split('id="contact"')[1].split("</section>")[0]) == [
        "+358502222222",
        "+358501111111",
    ]
    assert '<span class="phone-label"><span lang="fi">assistentti</span></span>' in page


def test_languages_of_interviews_stand_in_the_order_of_the_site(client):
    SpokespersonFactory(slug="aino", languages=["en", "fi"])

    page = client.get("/en/spokespeople/aino/").text

    assert re.findall(r"<dt>Interviews in</dt>\s*<dd>([^<]+)</dd>", page) == ["Finnish, English"]


def test_statements_stand_newest_first_and_the_oldest_on_the_last_page(client, clock_at):
    SpokespersonFactory(slug="aino", given_name="Aino", family_name="Joki")
    for number in (*range(20, 0, -1), 21):
        moment = clock_at(f"2026-03-{number:02} 09:00")
        ReleaseFactory(published=True, publish_at=moment, body=quote("Aino Joki", f"Sanottu {number}."))

    first, second = client.get("/fi/asiantuntijat/aino/"), client.get("/fi/asiantuntijat/aino/?page=2")

    assert quotes_of(first.text) == [f"Sanottu {number}." for number in range(21, 1, -1)]
    assert quotes_of(second.text) == ["Sanottu 1."]
    assert "<title>Aino Joki, toimitusjohtaja, sivu 2/2 –" in second.text
    assert '<link rel="canonical" href="http://localhost:8000/fi/asiantuntijat/aino/?page=2">' in second.text
    assert client.get("/fi/asiantuntijat/aino/?page=3").status_code == 404


def test_what_was_said_in_one_release_stands_in_its_order(client):
    SpokespersonFactory(slug="aino", given_name="Aino", family_name="Joki")
    body = "".join(quote("Aino Joki", f"Kohta {number}.") for number in (3, 1, 2))
    ReleaseFactory(published=True, body=body)

    assert quotes_of(client.get("/fi/asiantuntijat/aino/").text) == ["Kohta 3.", "Kohta 1.", "Kohta 2."]


def test_a_portrait_an_organisation_and_numbers_cost_the_same(client):
    SpokespersonFactory(slug="bare")
    full = SpokespersonFactory(slug="full", photo=ImageFactory(), organisation=OrganisationFactory())
    full.phones.create(number="+358502222222", position=1)

    assert queries_for(client, "/fi/asiantuntijat/full/") == queries_for(client, "/fi/asiantuntijat/bare/")


def test_a_person_whom_only_an_embargoed_text_names_has_no_page_until_its_moment(client):
    person = SpokespersonFactory(slug="aino-laine", waits_for_release=True)
    release = ReleaseFactory(embargoed=True, contacts=[person])
    hidden = ["/fi/asiantuntijat/aino-laine/", f"/fi/haku/?q={person.family_name}"]

    assert client.get(hidden[0]).status_code == 404
    assert "aino-laine" not in client.get("/fi/asiantuntijat/").text
    assert "aino-laine" not in client.get(hidden[1]).text
    with clock.standing_at(release.publish_at):
        assert client.get(hidden[0]).status_code == 200
        assert "aino-laine" in client.get("/fi/asiantuntijat/").text
        assert person.is_public()


def test_a_person_who_waits_opens_with_a_public_quote_too(client):
    person = SpokespersonFactory(slug="aino-laine", waits_for_release=True)
    ReleaseFactory(published=True, body=quote(person.name, "Silta on valmis."))

    assert client.get("/fi/asiantuntijat/aino-laine/").status_code == 200

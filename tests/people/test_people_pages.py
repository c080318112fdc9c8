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
    assert re.search(r'href="/fi/tiedotteet/silta/"[^>]*>Silta valmistui<', page)


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
    assert re.search(r'href="/sv/pressmeddelanden/bara/" lang="sv" hreflang="sv">Bara<', page)


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

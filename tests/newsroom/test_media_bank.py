"""The media bank: pictures that an editor has put there, with all that a newsroom needs to use them."""

from datetime import date

import pytest

from newsroom import clock
from tests.counting import queries_for
from tests.factories import ImageFactory, OrganisationFactory, ReleaseFactory

pytestmark = pytest.mark.django_db

ADDRESSES = {"fi": "/fi/kuvapankki/", "sv": "/sv/bildbank/", "en": "/en/pictures/"}


def banked(**fields):
    return ImageFactory(**({"in_media_bank": True, "licence": "press"} | fields))


def found(client, address="/en/pictures/") -> list:
    return list(client.get(address).context["page"])


def test_the_bank_holds_what_was_put_there_and_nothing_else(client):
    first, second = banked(), banked()
    ReleaseFactory(published=True, image=ImageFactory(licence="press"))
    banked(show_until=date(2020, 1, 1))
    banked(consent_withdrawn_at=clock.now())
    banked().stored_file.strike()

    assert found(client) == [second, first]


def test_a_picture_of_a_text_that_waits_is_there_when_an_editor_has_put_it_there(client, fetch):
    image = banked()
    ReleaseFactory(embargoed=True, image=image, headline="Salainen", slug="salainen")

    page = client.get("/fi/kuvapankki/").text

    assert f"/files/{image.stored_file.uuid}/press/fi.jpg" in page
    assert "alainen" not in page
    assert fetch(f"/files/{image.stored_file.uuid}/press/fi.jpg").status_code == 200


@pytest.mark.parametrize("language", ADDRESSES)
def test_a_picture_stands_with_its_words_and_a_way_to_take_it(client, language):
    words = {"caption_fi": "Silta aamulla", "caption_sv": "Bron i gryningen", "caption_en": "The bridge at dawn"}
    image = banked(credit="Piia Kuvaaja", **words)

    page = client.get(ADDRESSES[language]).text

    assert words[f"caption_{language}"] in page
    assert "Piia Kuvaaja" in page
    assert f'href="/files/{image.stored_file.uuid}/press/{language}.jpg"' in page
    assert "JPEG, 400 × 300 px" in page


def test_words_are_looked_for_in_captions_alternative_texts_and_credits(client):
    bridge, boat, mill = banked(caption_sv="Bron"), banked(alt_en="A bro boat"), banked(credit="Bro Kuvaaja")
    banked(caption_fi="Mylly")

    assert found(client, "/en/pictures/?q=bro") == [mill, boat, bridge]
    assert found(client, "/en/pictures/?q=bro+boat") == [boat]
    assert found(client, "/en/pictures/?q=nowhere") == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=2", 404),
        ("page=0", 404),
        ("page=x", 404),
        ("q=%00", 200),
        ("q=(", 200),
        ("q=" + "ä" * 5000, 200),
        ("q=%27%20OR%201=1--", 200),
        ("q=<script>", 200),
    ],
)
def test_strange_questions_get_a_page_or_none(client, query, status):
    banked()

    answer = client.get(f"/en/pictures/?{query}")

    assert (answer.status_code, "<script>" in answer.content.decode()) == (status, False)


def test_the_bank_has_pages_that_keep_the_question(client):
    for _ in range(25):
        banked(caption_en="Bridge")

    first = client.get("/en/pictures/?q=bridge")
    second = client.get("/en/pictures/?q=bridge&page=2")

    assert [len(answer.context["page"]) for answer in (first, second)] == [24, 1]
    assert 'href="?q=bridge&amp;page=2"' in first.text


def test_an_empty_bank_says_so(client):
    OrganisationFactory(is_house=True)

    assert "There are no pictures in the media bank yet." in client.get("/en/pictures/").text


def test_a_bank_of_many_asks_the_database_as_often_as_a_bank_of_one(client):
    banked(credit="A", caption_fi="A")
    one = queries_for(client, "/fi/kuvapankki/")
    banked(credit="B", caption_fi="B")
    banked()

    assert queries_for(client, "/fi/kuvapankki/") == one

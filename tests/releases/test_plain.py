"""`release.txt`: what the page says now, as plain words."""

import pytest
from django.utils.translation import override

from newsroom import clock
from releases.models import Correction
from tests.counting import queries_for
from tests.factories import OrganisationFactory, ReleaseFactory, SpokespersonFactory, helsinki, quote

pytestmark = pytest.mark.django_db


def full(**fields):
    house = OrganisationFactory(is_house=True, name_en="River Association", main_language="en")
    person = SpokespersonFactory(
        given_name="Aino", family_name="Joki", title="director", phone="+358501234567", email="aino@rivers.example"
    )
    body = (
        f'<h2>Why</h2><p>See <a href="/en/events/days/">the days</a>.</p>{quote("Aino Joki", "It holds.", "director")}'
        '<ul><li>one</li><li>two</li></ul><p><a href="https://a.example/x">Elsewhere</a></p>'
    )
    words = {"slug": "bridge", "headline": "A bri\u00addge", "lead": "It stands.", "body": body}
    state = {} if "embargoed" in fields or "withdrawn" in fields else {"published": True}
    when = {"publish_at": helsinki(2026, 3, 2, 10)} if state else {}
    return ReleaseFactory(language="en", organisations=[house], contacts=[person], **words, **state, **when, **fields)


def test_the_words_of_the_page_in_order_with_links_written_out(client):
    release = full()
    Correction.objects.create(
        release=release, kind="correction", text="61", was_wrong="16", made_at=helsinki(2026, 3, 3, 9)
    )

    response = client.get("/en/releases/bridge/release.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.text == (
        "River Association\nPress release 2 March 2026 at 10:00 EET\n\n"
        "A bridge\n\n"
        "Corrected 3 March 2026 at 9:00 EET: 61\nWas wrong: 16\n\n"
        "It stands.\n\n"
        "Why\n\n"
        "See the days (http://localhost:8000/en/events/days/).\n\n"
        "Aino Joki, director:\n\n“It holds.”\n\n"
        "– one\n– two\n\n"
        "Elsewhere (https://a.example/x)\n\n"
        "Further information\n\n"
        "Aino Joki, director\n+358 50 123 4567\naino@rivers.example\n\n"
        "http://localhost:8000/en/releases/bridge/\n"
    )


def test_whoever_has_left_is_named_without_a_number(client):
    release = full()
    release.contacts.get().spokesperson.__class__.objects.update(leaves_on="2020-01-01")

    text = client.get("/en/releases/bridge/release.txt").text

    assert "Aino Joki, director\n\nhttp" in text


@pytest.mark.parametrize("href", ["http://[half", "javascript:x()", "//", "mailto:a@b.example"])
def test_an_odd_link_stops_nothing(client, href):
    release = full()
    type(release).objects.update(body=f'<p>Ks. <a href="{href}">tämä</a></p>')

    response = client.get("/en/releases/bridge/release.txt")

    assert response.status_code == 200
    assert "Ks. tämä" in response.text


def test_a_text_with_an_embargo_answers_like_one_that_never_was(client):
    full(embargoed=True)

    hidden, never = (client.get(f"/en/releases/{slug}/release.txt") for slug in ("bridge", "never"))

    assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (404, never.content, dict(never.headers))


@pytest.mark.parametrize("state", ["withdrawn", "gone"])
def test_what_is_over_is_gone(client, state):
    ReleaseFactory(slug="bridge", language="en", **{state: True})

    assert client.get("/en/releases/bridge/release.txt").status_code == 410


def test_another_languages_slug_is_not_found(client):
    full()

    assert client.get("/fi/tiedotteet/bridge/release.txt").status_code == 404


def test_an_old_address_leads_on(client):
    release = full()
    release.slug = "new-bridge"
    release.save()

    response = client.get("/en/releases/bridge/release.txt")

    assert (response.status_code, response["Location"]) == (301, "/en/releases/new-bridge/release.txt")


def test_more_contacts_and_senders_cost_no_more_queries(client):
    release = full()
    one = queries_for(client, "/en/releases/bridge/release.txt")
    for _ in range(2):
        person = SpokespersonFactory()
        release.contacts.create(spokesperson=person, name=person.name)
        release.family.senders.create(organisation=OrganisationFactory())

    assert queries_for(client, "/en/releases/bridge/release.txt") == one


def test_the_frozen_text_of_a_version_is_not_touched_by_it(client):
    """Readers keep its hash, so own links stay as they were written."""
    full()

    assert "See the days (/en/events/days/)." in client.get("/en/releases/bridge/v1/release.txt").text


def test_lengths_count_what_a_reader_sees():
    release = ReleaseFactory(
        headline="A bri\u00addge", lead="It stands.", body="<p>One <a href='/x'>two</a></p><p>3</p>"
    )

    assert release.lengths == {"headline": 8, "lead": 10, "text": 9, "all": 27, "without_spaces": 23}


def test_the_page_leads_to_its_plain_text_while_it_is_public(client):
    release = full()

    assert '<a href="/en/releases/bridge/release.txt">Plain text</a>' in client.get("/en/releases/bridge/").text
    release.withdraw(by=None, reason="Wrong.")
    with clock.standing_at(clock.now()), override("en"):
        assert "release.txt" not in client.get("/en/releases/bridge/").text.split('id="versions"')[0]

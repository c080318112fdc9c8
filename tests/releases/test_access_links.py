"""The public side of access links: what their holders get, and what everybody else does not."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from newsroom import clock
from newsroom.models import Organisation
from releases import links, previews
from releases.links import Kind
from releases.models import AccessLink
from tests.factories import (
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    helsinki,
)
from tests.releases.early_readers import HEADERS, a_link, headers_of, opened, planted_in, words

pytestmark = pytest.mark.django_db


# Tokens


def test_a_token_says_whose_it_is():
    identity = uuid.uuid4()

    assert previews.identity_in(previews.token_of(identity)) == identity


@pytest.mark.parametrize("key", ["another key that is quite as long as the first one was"])
def test_a_new_secret_key_ends_every_link_even_if_the_old_one_is_still_honoured(settings, key):
    token = previews.token_of(uuid.uuid4())
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], key

    with pytest.raises(ValueError, match="not one of our tokens"):
        previews.identity_in(token)


def bad_tokens(link):
    good = previews.token_of(link.uuid)
    other = previews.token_of(uuid.uuid4())
    return {
        "garbled": "early",
        "cut": good[:-1],
        "longer": f"{good}A",
        "another signature": f"{link.uuid.hex}.{other.partition('.')[2]}",
        "another case": good.upper(),
        "no signature": link.uuid.hex,
        "signed, of nothing": other,
        "traversal": "..%2F..%2Fadmin",
        "control": f"{good}%00",
    }


@pytest.mark.parametrize("method", ["get", "head", "post", "put"])
def test_a_forged_token_answers_like_an_address_that_never_existed(client, method):
    link = a_link(ReleaseFactory(embargoed=True))
    ask = getattr(client, method)
    never = ask("/never-was-here/")

    for name, token in bad_tokens(link).items():
        response = ask(f"/early/{token}/")

        assert (name, response.status_code) == (name, 404)
        assert (name, dict(response.headers)) == (name, dict(never.headers))
        assert (name, response.content) == (name, never.content)


# The cover


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_cover_says_nothing_of_the_text(client, language):
    theme, person = ThemeFactory(name_fi="zqtheme", name_sv="zqtheme", name_en="zqtheme"), SpokespersonFactory()
    release = ReleaseFactory(
        embargoed=True,
        language=language,
        headline="zqheadline",
        lead="zqlead",
        body="<p>zqbody</p>",
        slug="zqslug",
        themes=[theme],
        contacts=[person],
        image=ImageFactory(alt_fi="zqalt"),
        files=[PdfFactory(name="zqfile.pdf")],
    )
    link = a_link(release)

    response = client.get(link.get_absolute_url())

    assert response.status_code == 200
    assert planted_in(words(response)) == []
    assert person.name not in words(response)
    assert "Maija Meri, Rannikon Sanomat" in words(response)
    assert f'<html lang="{language}">' in words(response)


def test_the_cover_tells_from_whom_for_whom_and_until_when(client, clock_at):
    clock_at("2026-11-16 09:00")
    Organisation.objects.create(
        is_house=True, name_fi="Jokikuntien liitto", name_en="Association of River Municipalities"
    )
    link = a_link(ReleaseFactory(language="en", embargoed=True, publish_at=helsinki(2026, 11, 17, 10, 0)))

    response = client.get(link.get_absolute_url())

    assert "<dd>Association of River Municipalities</dd>" in words(response)
    assert "<dd>Maija Meri, Rannikon Sanomat</dd>" in words(response)
    assert re.search(r"17 November 2026 at 10:00 EET</time></b>, Helsinki time", words(response))
    assert "<title>Personal link – Association of River Municipalities</title>" in words(response)


def test_looking_at_the_cover_logs_nothing(client):
    link = a_link(ReleaseFactory(embargoed=True))

    client.get(link.get_absolute_url())
    client.head(link.get_absolute_url())

    link.refresh_from_db()
    assert (link.accepted_at, link.first_opened_at, link.last_opened_at, link.seen) == (None, None, None, None)


def test_a_post_without_acceptance_opens_nothing_and_says_what_to_do(client):
    link = a_link(ReleaseFactory(embargoed=True, language="en", headline="zqheadline"))

    response = client.post(link.get_absolute_url(), {"accepted_at": "2020-01-01", "status": "opened"})

    link.refresh_from_db()
    assert response.status_code == 400
    assert "Tick the box to accept the terms; then the text opens." in words(response)
    assert "zqheadline" not in words(response)
    assert (link.accepted_at, link.first_opened_at) == (None, None)


# The text


def test_accepting_opens_the_text_and_is_logged(client):
    release = ReleaseFactory(embargoed=True, headline="Silta aukeaa", lead="Ingressi.", body="<p>Leipäteksti.</p>")
    link = a_link(release)

    response = opened(client, link)

    link.refresh_from_db()
    assert response.status_code == 200
    assert all(text in words(response) for text in ("<h1>Silta aukeaa</h1>", "Ingressi.", "<p>Leipäteksti.</p>"))
    assert {link.accepted_at, link.first_opened_at} == {link.last_opened_at}
    assert link.last_opened_at is not None
    assert link.seen == links.newest_revision(release)


def test_later_openings_move_only_the_last_one_and_need_no_box(client, clock_at):
    nine = clock_at("2026-11-16 09:00")
    link = a_link(ReleaseFactory(embargoed=True, language="en"))
    opened(client, link)
    clock_at("2026-11-16 12:30")

    cover, response = client.get(link.get_absolute_url()), client.post(link.get_absolute_url())

    link.refresh_from_db()
    assert 'name="accept"' not in words(cover)
    assert "You accepted the terms on 16 November 2026 at 9:00 EET." in words(cover)
    assert response.status_code == 200
    assert (link.accepted_at, link.first_opened_at, link.last_opened_at) == (nine, nine, helsinki(2026, 11, 16, 12, 30))


def test_the_opened_page_names_its_holder_and_the_moment(client):
    link = a_link(ReleaseFactory(embargoed=True, language="en"))

    response = opened(client, link)

    assert "Under embargo until" in words(response)
    assert words(response).count("Personal copy of Maija Meri, Rannikon Sanomat") == 2


def test_the_opened_page_leads_to_no_hidden_thing_and_has_no_address_of_its_own(client):
    event = EventFactory(embargoed=True, title_fi="zqevent", slug="zqevent")
    version = DocumentVersionFactory(embargoed=True, change_note_fi="zqnote", stored_file=PdfFactory(name="zqdoc.pdf"))
    theme = ThemeFactory(slug="zqtheme")
    person = SpokespersonFactory(listed=False, slug="zqperson", photo=ImageFactory(file_name="zqphoto.png"))
    release = ReleaseFactory(
        embargoed=True, slug="zqslug", themes=[theme], events=[event], documents=[version.document], contacts=[person]
    )
    release.attachments.create(document_version=version, position=1)
    sibling = ReleaseFactory(family=release.family, language="sv", embargoed=True, headline="zqsibling")

    response = opened(client, a_link(release))

    assert sibling.headline not in words(response)
    assert planted_in(words(response)) == []
    assert re.findall(r'rel="(?:canonical|alternate)"|hreflang|feed\.rss|og:', words(response)) == []


def test_the_text_is_in_the_language_of_the_release(client):
    link = a_link(ReleaseFactory(embargoed=True, language="sv"))

    assert '<html lang="sv">' in words(opened(client, link))


# Previews


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed"])
def test_a_preview_opens_a_text_on_its_way_without_terms(client, state):
    author = UserFactory(name="Aino Laine")
    release = ReleaseFactory(**{state: True}, language="en", headline="Bridge opens")
    link = a_link(release, Kind.PREVIEW, created_by=author)

    cover, response = client.get(link.get_absolute_url()), client.post(link.get_absolute_url())

    link.refresh_from_db()
    assert "Aino Laine" in words(cover)
    assert "The link works" in words(cover)
    assert "Bridge opens" not in words(cover)
    assert 'name="accept"' not in words(cover)
    assert "Draft for approval" in words(response)
    assert "<h1>Bridge opens</h1>" in words(response)
    assert (link.accepted_at, link.first_opened_at == link.last_opened_at) == (None, True)


# What no longer opens


def revoked(link):
    link.revoke(None)


def expired(link):
    AccessLink.objects.filter(pk=link.pk).update(expires_at=clock.now())


def recalled(link):
    link.release.recall(None)


def removed(link):
    link.release.remove(None)


CLOSED = [
    (Kind.EMBARGO, revoked, "This link has been revoked."),
    (Kind.EMBARGO, expired, "This link has expired."),
    (Kind.EMBARGO, recalled, "The text behind this link has been recalled."),
    (Kind.EMBARGO, removed, "The text behind this link has been recalled."),
    (Kind.PREVIEW, revoked, "This link has been revoked."),
    (Kind.PREVIEW, expired, "This link has expired."),
    (Kind.PREVIEW, removed, "The text behind this link has been recalled."),
]


@pytest.mark.parametrize(
    ("kind", "close", "sentence"), CLOSED, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_a_closed_link_says_why_in_one_sentence_and_whom_to_ask(client, kind, close, sentence):
    Organisation.objects.create(is_house=True, name_fi="Liitto", press_phone="+358500000100", press_email="a@b.example")
    stored = PdfFactory(name="zqfile.pdf")
    link = a_link(ReleaseFactory(embargoed=True, language="en", headline="zqheadline", files=[stored]), kind)
    opened(client, link)
    before = AccessLink.objects.values("accepted_at", "last_opened_at", "seen").get(pk=link.pk)
    close(link)

    files = f"{link.get_absolute_url()}files/{stored.uuid}/{stored.original_name}"
    answers = [client.get(link.get_absolute_url()), opened(client, link), client.get(files)]

    for response in answers:
        assert (response.status_code, headers_of(response)) == (410, HEADERS)
        assert f'<p class="lead">{sentence}</p>' in words(response)
        assert "tel:+358500000100" in words(response)
        assert "mailto:a@b.example" in words(response)
        assert planted_in(words(response)) == []
    assert AccessLink.objects.values("accepted_at", "last_opened_at", "seen").get(pk=link.pk) == before


def test_an_embargo_link_opens_again_when_its_text_is_cleared_again(client):
    release = ReleaseFactory(embargoed=True, contacts=[SpokespersonFactory()])
    link, moment = a_link(release), release.publish_at
    opened(client, link)
    release.recall(None)
    assert opened(client, link).status_code == 410

    release.clear(None, moment)

    assert client.post(link.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", ["published", "withdrawn", "gone"])
def test_once_public_the_link_leads_to_the_page(client, kind, state):
    stored, picture = PdfFactory(name="a.pdf"), ImageFactory()
    release = ReleaseFactory(**{state: True}, slug="bridge", language="sv", files=[stored], image=picture)
    link = a_link(release, kind, revoked_at=clock.now())
    base = link.get_absolute_url()

    asked = {
        base: "/sv/pressmeddelanden/bridge/",
        f"{base}files/{stored.uuid}/a.pdf": f"/files/{stored.uuid}/a.pdf",
        f"{base}files/{picture.stored_file.uuid}/320.webp": f"/files/{picture.stored_file.uuid}/320.webp",
    }

    for address, target in asked.items():
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, target)
        assert headers_of(response) == HEADERS
    assert client.post(base).headers["Location"] == "/sv/pressmeddelanden/bridge/"


def test_the_link_becomes_a_redirect_at_the_moment_itself(client):
    release = ReleaseFactory(embargoed=True)
    link = a_link(release)

    with clock.standing_at(release.publish_at - timedelta(seconds=1)):
        assert link.state == link.State.UNOPENED
    with clock.standing_at(release.publish_at):
        assert link.state == link.State.OVER


# Headers, cookies, methods


def test_no_answer_is_kept_found_or_told_onwards_and_no_cookie_is_set(client):
    link = a_link(ReleaseFactory(embargoed=True))
    public = client.get("/fi/")

    answers = [client.get(link.get_absolute_url()), opened(client, link), client.put(link.get_absolute_url())]

    for response in answers:
        assert headers_of(response) == HEADERS
        assert "Vary" not in response.headers
        assert response.headers["Content-Security-Policy"] == public.headers["Content-Security-Policy"]
        assert response.cookies == {}
    assert [response.status_code for response in answers] == [200, 200, 405]


def test_no_csrf_token_is_asked_for_since_the_link_is_the_proof():
    link = a_link(ReleaseFactory(embargoed=True))

    response = opened(Client(enforce_csrf_checks=True), link)

    assert response.status_code == 200

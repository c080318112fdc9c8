"""The register of early readers: what it shows, revoking, sending by e-mail."""

import re

import pytest
from django.core import mail

from newsroom import clock
from newsroom.models import Organisation
from releases.links import Kind
from tests.counting import queries_for
from tests.factories import ReleaseFactory, UserFactory
from tests.releases.early_readers import a_link, change, opened, planted_in, words

pytestmark = pytest.mark.django_db

NO_EDITOR = "Only an editor can give out a text under embargo."


def page_of(release):
    return f"/admin/releases/release/{release.pk}/links/"


# The register


def test_the_register_tells_what_became_of_each_link(client, editor, clock_at):
    clock_at("2026-11-16 09:00")
    release = ReleaseFactory(embargoed=True)
    a_link(release, name="Unopened")
    opened(client, a_link(release, name="Opened"))
    a_link(release, name="Revoked", revoked_at=clock.now(), created_by=editor)
    a_link(release, Kind.PREVIEW, name="Expired", expires_at=clock.now())

    rows = words(client.get(page_of(release))).split('class="link-row"')[1:]

    told = [re.findall(r'(?:scope="row">\s*|state-link-\w+">)([^<\n]+)', row) for row in rows]
    assert told == [
        ["Expired", "Expired"],
        ["Revoked", "Revoked"],
        ["Opened", "Opened"],
        ["Unopened", "Not opened yet"],
    ]
    assert rows[2].count("16 November 2026 at 9:00 EET") == 4
    assert [row.count('readonly value="http') for row in rows] == [0, 0, 1, 1]
    assert str(editor) in rows[1]


def test_who_has_read_an_older_text_is_pointed_out(client, editor):
    release = ReleaseFactory(embargoed=True)
    opened(client, a_link(release, name="Behind"))
    change(release, lead="Toinen.")
    opened(client, a_link(release, name="Ahead"))

    rows = words(client.get(page_of(release))).split('class="link-row"')[1:]

    assert ["Has read an older text" in row for row in rows] == [False, True]


def test_the_page_asks_the_database_as_often_for_one_link_as_for_three(client, editor):
    release = ReleaseFactory(embargoed=True)

    def add():
        opened(client, a_link(release, email="", created_by=UserFactory()))

    add()
    client.get(page_of(release))
    one = queries_for(client, page_of(release))
    add()
    add()

    assert queries_for(client, page_of(release)) == one


# Revoking


def test_revoking_asks_first_and_keeps_the_link_in_the_register(client, editor):
    release = ReleaseFactory(embargoed=True)
    link = a_link(release)
    address = f"{page_of(release)}{link.uuid}/revoke/"

    assert "The link stops at once" in words(client.get(address))
    link.refresh_from_db()
    assert link.revoked_at is None

    response = client.post(address, follow=True)

    link.refresh_from_db()
    assert link.revoked_at is not None
    assert link.revoked_by == editor
    assert "The link of Maija Meri, Rannikon Sanomat has been revoked." in words(response)
    assert "Maija Meri" in words(client.get(page_of(release)))
    assert opened(client, link).status_code == 410


def test_revoking_twice_says_so_and_keeps_the_first_moment(client, editor, clock_at):
    first = clock_at("2026-11-16 09:00")
    release = ReleaseFactory(embargoed=True)
    link = a_link(release, revoked_at=first)
    address = f"{page_of(release)}{link.uuid}/revoke/"
    clock_at("2026-11-16 10:00")

    response = client.post(address, follow=True)

    link.refresh_from_db()
    assert link.revoked_at == first
    assert "This link has been revoked already." in words(response)


def test_a_writer_can_not_revoke_an_embargo_link(client, writer):
    release = ReleaseFactory(embargoed=True)
    link = a_link(release)

    response = client.post(f"{page_of(release)}{link.uuid}/revoke/", follow=True)

    link.refresh_from_db()
    assert link.revoked_at is None
    assert NO_EDITOR in words(response)


def test_a_link_is_known_under_its_own_release_only(client, editor):
    link, other = a_link(ReleaseFactory(embargoed=True)), ReleaseFactory(embargoed=True)

    for verb in ("revoke", "mail"):
        assert client.post(f"{page_of(other)}{link.uuid}/{verb}/").status_code == 404
    link.refresh_from_db()
    assert (link.revoked_at, mail.outbox) == (None, [])


# Mail


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_the_mail_carries_the_link_and_nothing_of_the_text(client, editor, language, kind):
    Organisation.objects.create(is_house=True, name_fi="Jäsen & kunta", name_sv="Medlem", name_en="Member")
    words_of = {"headline": "zqheadline", "lead": "zqlead", "body": "<p>zqbody</p>", "slug": "zqslug"}
    release = ReleaseFactory(embargoed=True, language=language, **words_of)
    link = a_link(release, kind, name="O'Brien & Meri", created_by=editor)

    client.post(f"{page_of(release)}{link.uuid}/mail/")

    message = mail.outbox[0]
    assert message.to == ["maija.meri@sanomat.example"]
    assert link.address in message.body
    assert "O'Brien & Meri" in message.body
    text = message.subject + message.body
    assert planted_in(text) == []
    assert re.findall("&[a-z]+;|{{", text) == []
    assert {"fi": "Jäsen & kunta", "sv": "Medlem", "en": "Member"}[language] in message.subject


def test_a_mail_that_can_not_be_sent_says_what_to_do(client, editor, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    release = ReleaseFactory(embargoed=True)

    response = client.post(f"{page_of(release)}{a_link(release).uuid}/mail/", follow=True)

    assert "The mail could not be sent. Copy the link and send it yourself." in words(response)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": ""}, "This reader has no e-mail address. Copy the link instead."),
        ({"revoked_at": clock.now()}, "This link no longer opens. Make a new one."),
    ],
)
def test_a_link_that_can_not_be_mailed_says_why(client, editor, fields, sentence):
    release = ReleaseFactory(embargoed=True)

    response = client.post(f"{page_of(release)}{a_link(release, **fields).uuid}/mail/", follow=True)

    assert sentence in words(response)
    assert mail.outbox == []


def test_mail_is_sent_by_a_press_of_the_button_only(client, editor):
    release = ReleaseFactory(embargoed=True)

    assert client.get(f"{page_of(release)}{a_link(release).uuid}/mail/").status_code == 405
    assert mail.outbox == []

"""One paragraph of a release rewritten as plain text: who may, what is asked, and what happens when two do."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import translation

from newsroom import clock
from newsroom.history import Revision
from newsroom.publishing import Stage
from releases.models import Correction, Release
from tests.factories import OrganisationFactory, ReleaseFactory, UserFactory, quote
from tests.newsroom.test_admin_pages import errors_on, messages_on

pytestmark = pytest.mark.django_db

BODY = '<p>Silta <a href="https://a.example/">avataan</a> maanantaina.</p><ul><li>Yksi</li></ul>'


def address(release, part="") -> str:
    return f"/admin/releases/release/{release.pk}/paragraphs/{f'{part}/' if part != '' else ''}"


def sent(client, release, part, words, **fields):
    """What a browser sends that opened the page now."""
    was = re.search(r'name="was" value="(\w*)"', client.get(address(release, part)).text)[1]
    return {"was": was, "words": words, **fields}


def typed_on(response) -> str:
    return response.context["form"]["words"].value()


def test_the_page_shows_headline_lead_and_every_paragraph_with_a_way_to_change_it(client, editor):
    release = ReleaseFactory(headline="Silta", lead="Ingressi.", body=BODY)

    page = client.get(address(release))

    with translation.override("en"):
        shown = [(part.name, str(part.label), part.words) for part in page.context["parts"]]
    assert shown == [
        ("headline", "Headline", "Silta"),
        ("lead", "Lead", "Ingressi."),
        ("0", "Paragraph", "Silta avataan maanantaina."),
        ("1", "List item", "Yksi"),
    ]
    links = re.findall(r'href="([^"]*/paragraphs/\w+/)"', page.text)
    assert links == [address(release, part) for part in ("headline", "lead", 0, 1)]


@pytest.mark.parametrize(
    ("part", "words", "field", "expected"),
    [
        ("headline", "Uusi\x00\x0b otsikko", "headline", "Uusi otsikko"),
        ("lead", "Uusi.\r\n\r\nToinen.\u200b", "lead", "Uusi.\n\nToinen."),
        ("0", "Silta avataan tiistaina.", "body", BODY.replace("maanantaina", "tiistaina")),
        ("1", "Kaksi", "body", BODY.replace("Yksi", "Kaksi")),
    ],
)
def test_a_part_is_rewritten_in_one_revision_and_nothing_else_changes(client, editor, part, words, field, expected):
    release = ReleaseFactory(headline="Silta", lead="Ingressi.", body=BODY)
    before = {name: getattr(release, name) for name in ("headline", "slug", "lead", "body", "status")}

    words = words.replace("\x00", "")
    response = client.post(address(release, part), sent(client, release, part, words, revision_note="Why"), follow=True)

    assert messages_on(response) == ["Saved."]
    fresh = Release.objects.get()
    assert {name: getattr(fresh, name) for name in before} == before | {field: expected}
    newest, first = Revision.objects.of(release)
    assert (newest.by, newest.note, newest.verb, first.verb) == (editor, "Why", "change", "add")


def test_the_quote_of_a_person_is_mirrored(client, editor):
    release = ReleaseFactory(body=quote("Aino Rantamäki", "Silta on valmis."))

    client.post(address(release, 0), sent(client, release, 0, "Silta on lähes valmis."))

    assert [(each.name, each.text) for each in release.quotes.all()] == [("Aino Rantamäki", "Silta on lähes valmis.")]


def test_a_link_that_goes_with_its_words_is_told(client, editor):
    release = ReleaseFactory(body=BODY)

    response = client.post(address(release, 0), sent(client, release, 0, "Silta suljetaan maanantaina."), follow=True)
    unlinked = client.post(address(release, 0), sent(client, release, 0, "Silta."), follow=True)

    assert messages_on(response) == ["Saved."]
    assert messages_on(unlinked) == [
        "Saved.",
        "The link to https://a.example/ went with its words. To set it anew, open the whole form.",
    ]


def test_the_same_words_save_nothing(client, editor):
    release = ReleaseFactory(body=BODY)

    response = client.post(address(release, 0), sent(client, release, 0, "Silta avataan maanantaina. "), follow=True)

    assert messages_on(response) == ["You changed nothing, so nothing was saved."]
    assert Revision.objects.of(release).count() == 1


@pytest.mark.parametrize(
    ("part", "words", "errors"),
    [
        ("headline", " \u200b ", ["Write the words. To take a paragraph away, open the whole form."]),
        ("headline", "a" * 256, ["Ensure this value has at most 255 characters (it has 256)."]),
        ("lead", "", ["Write the words. To take a paragraph away, open the whole form."]),
        ("0", "\u202e", ["Write the words. To take a paragraph away, open the whole form."]),
        ("0", "a" * 20_001, ["Ensure this value has at most 20000 characters (it has 20001)."]),
        ("1", "”", ["Write the words. To take a paragraph away, open the whole form."]),
    ],
)
def test_words_that_can_not_stand_are_refused_and_kept_in_the_field(client, editor, part, words, errors):
    release = ReleaseFactory(headline="Silta", lead="Ingressi.", body="<p>Yksi</p>" + quote("Aino", "Kaksi"))

    response = client.post(address(release, part), sent(client, release, part, words))

    assert errors_on(response) == errors
    assert typed_on(response) == words
    fresh = Release.objects.get()
    assert (fresh.headline, fresh.lead, fresh.body) == (release.headline, release.lead, release.body)


def test_of_two_who_change_one_paragraph_the_second_sees_both_texts_and_may_save_again(client, editor):
    release = ReleaseFactory(body="<p>Silta avataan maanantaina.</p>")
    form = sent(client, release, 0, "Silta avataan keskiviikkona.")
    release.body = "<p>Silta avataan tiistaina.</p>"
    release.save()

    response = client.post(address(release, 0), form)

    assert [error.split(":")[0] for error in errors_on(response)] == [
        "Somebody has changed this in the meantime, so nothing was saved. Below stand the words as they are now"
    ]
    assert typed_on(response) == "Silta avataan keskiviikkona."
    assert '<blockquote class="old-words" lang="fi">Silta avataan tiistaina.</blockquote>' in response.text
    assert Release.objects.get().body == "<p>Silta avataan tiistaina.</p>"
    client.post(address(release, 0), sent(client, release, 0, "Silta avataan keskiviikkona."))
    assert Release.objects.get().body == "<p>Silta avataan keskiviikkona.</p>"


def test_who_saves_between_the_reading_and_the_locking_of_the_row_is_not_overwritten(client, editor):
    release = ReleaseFactory(body="<p>Yksi</p><p>Kaksi</p>")
    form = sent(client, release, 1, "Kaksi ja puoli")

    def overtake(execute, sql, params, many, context):
        if sql.startswith("SELECT") and 'FROM "releases_releasefamily"' in sql:
            Release.objects.filter(body=release.body).update(body="<p>Uusi</p><p>Kaksi</p>")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(overtake):
        client.post(address(release, 1), form)

    assert Release.objects.get().body == "<p>Uusi</p><p>Kaksi ja puoli</p>"


def test_a_paragraph_that_has_moved_is_found_by_its_words(client, editor):
    release = ReleaseFactory(body="<p>Yksi</p><p>Kaksi</p>")
    form = sent(client, release, 1, "Kaksi ja puoli")
    release.body = "<p>Uusi</p><p>Yksi</p><p>Kaksi</p>"
    release.save()

    client.post(address(release, 1), form)

    assert Release.objects.get().body == "<p>Uusi</p><p>Yksi</p><p>Kaksi ja puoli</p>"


def test_words_for_a_paragraph_that_is_gone_come_back(client, editor):
    release = ReleaseFactory(body="<p>Yksi</p><p>Kaksi</p>")
    form = sent(client, release, 1, "Kaksi ja puoli")
    release.body = "<p>Yksi</p>"
    release.save()

    response = client.post(address(release, 1), form)

    assert response.context["reasons"] == [
        "This paragraph is no longer there. Copy your words and put them into another one."
    ]
    assert typed_on(response) == "Kaksi ja puoli"
    assert 'class="default"' not in response.text
    assert Release.objects.get().body == "<p>Yksi</p>"


@pytest.mark.parametrize("part", ["2", "-1", "slug", "0x0", "٠", "99999999999999999999"])
def test_a_part_that_never_was_is_not_found(client, editor, part):
    release = ReleaseFactory(body="<p>Yksi</p>")

    assert client.get(address(release, part)).status_code == 404


def test_a_scheduled_text_needs_a_reason_keeps_its_moment_and_a_colleague_is_told(
    client, editor, django_capture_on_commit_callbacks
):
    OrganisationFactory(is_house=True, press_phone="+358500000100")
    colleague = UserFactory(editor=True, email="kollega@jokikunnat.example")
    release = ReleaseFactory(body="<p>Yksi</p>")
    release.clear(colleague, clock.this_minute() + timedelta(hours=1))

    unreasoned = client.post(address(release, 0), sent(client, release, 0, "Kaksi"))
    assert errors_on(unreasoned) == ["This is cleared already, so write what you changed and why."]
    assert Release.objects.get(pk=release.pk).body == "<p>Yksi</p>"
    form = sent(client, release, 0, "Kaksi", revision_note="A wrong number.")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(release, 0), form)

    fresh = Release.objects.get(pk=release.pk)
    assert (fresh.body, fresh.publish_at, fresh.stage) == ("<p>Kaksi</p>", release.publish_at, Stage.SCHEDULED)
    assert fresh.awaits_review
    assert [each.to for each in mail.outbox] == [["kollega@jokikunnat.example"]]
    assert "A wrong number." in mail.outbox[0].body


@pytest.mark.parametrize(
    ("answer", "corrections"),
    [
        ({"readers": "slip"}, []),
        (
            {"readers": "correction", "was_wrong": "Yksi", "what_changed": "Kaksi"},
            [("correction", "Yksi", "Kaksi")],
        ),
    ],
)
def test_a_public_text_needs_an_answer_whether_readers_have_to_know(client, editor, answer, corrections):
    release = ReleaseFactory(published=True, body="<p>Yksi</p>")

    unanswered = client.post(address(release, 0), sent(client, release, 0, "Kaksi"))
    assert errors_on(unanswered) == ["Readers have seen this text. Answer whether they have to know of the change."]
    assert Release.objects.get().body == "<p>Yksi</p>"
    client.post(address(release, 0), sent(client, release, 0, "Kaksi", **answer))

    fresh = Release.objects.get()
    assert (fresh.body, fresh.publish_at) == ("<p>Kaksi</p>", release.publish_at)
    assert [(each.kind, each.was_wrong, each.text) for each in Correction.objects.all()] == corrections
    assert [each.number for each in Revision.objects.of(release).exclude(number=None)] == [2, 1]


def test_a_writer_is_led_to_the_proposal_form_for_a_public_text(client, writer):
    release = ReleaseFactory(published=True, body="<p>Yksi</p>")

    for page in (address(release), address(release, 0)):
        response = client.get(page)
        assert response.text.count("This has been cleared for publication, so only an editor can change it.") == 1
        assert re.search(
            rf'<a[^>]* href="/admin/releases/release/{release.pk}/change/">Propose a change', response.text
        )
        assert "<textarea" not in response.text


def test_a_writer_who_typed_while_an_editor_cleared_keeps_the_words(client, writer):
    OrganisationFactory(is_house=True, press_phone="+358500000100")
    release = ReleaseFactory(body="<p>Yksi</p>")
    form = sent(client, release, 0, "Kirjoitin tämän tunnin ajan.")
    release.clear(None, release.changed_at)

    response = client.post(address(release, 0), form)

    assert response.context["reasons"] == ["This has been cleared for publication, so only an editor can change it."]
    assert typed_on(response) == "Kirjoitin tämän tunnin ajan."
    assert Release.objects.get().body == "<p>Yksi</p>"


def test_a_removed_text_is_read_only(client, editor):
    release = ReleaseFactory(removed=True, body="<p>Yksi</p>")

    response = client.post(address(release, 0), {"words": "Kaksi", "was": ""})

    assert response.context["reasons"] == ["This has been removed and can no longer be changed."]
    assert Release.objects.get().body == "<p>Yksi</p>"


def test_fields_that_the_page_does_not_have_change_nothing(client, editor):
    release = ReleaseFactory(body="<p>Yksi</p>")

    form = sent(
        client, release, 0, "Kaksi", status="cleared", publish_at="2020-01-01", headline="Muu", readers="update"
    )
    client.post(address(release, 0), form)

    fresh = Release.objects.get()
    assert (fresh.body, fresh.stage, fresh.publish_at, fresh.headline) == (
        "<p>Kaksi</p>",
        Stage.DRAFT,
        None,
        release.headline,
    )
    assert not Correction.objects.exists()


def test_who_may_see_no_release_sees_no_paragraph(client):
    release = ReleaseFactory()
    client.force_login(UserFactory(is_staff=True))

    assert [client.get(address(release, part)).status_code for part in ("", 0)] == [403, 403]


def test_strangers_are_asked_to_log_in(client):
    release = ReleaseFactory()

    assert client.get(address(release, 0)).headers["Location"].startswith("/admin/login/")

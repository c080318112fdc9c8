"""An editor's main job in the release form, as the test client does it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from newsroom import clock
from newsroom.models import Revision, StoredFile
from newsroom.publishing import Stage, Status
from releases.models import Quote, Release, ReleaseFamily
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    pdf_bytes,
    quote,
)
from tests.newsroom.test_admin_pages import errors_on, form_of, messages_on

pytestmark = pytest.mark.django_db

ADD = "/admin/releases/release/add/"
ONLY_AN_EDITOR = "This has been cleared for publication, so only an editor can change it."
SHARED = "A version in another language has been cleared, so only an editor can change what the versions share."


@pytest.fixture
def editor(client):
    user = UserFactory(editor=True, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def writer(client):
    user = UserFactory(writer=True, language="en")
    client.force_login(user)
    return user


def change(release) -> str:
    return f"/admin/releases/release/{release.pk}/change/"


def opened(client, address, **typed) -> dict:
    """The form at an address as a browser would send it, with what is typed into it."""
    return form_of(client.get(address)) | typed


def with_rows(form, prefix, *rows) -> dict:
    """Rows added to an inline."""
    first = int(form[f"{prefix}-TOTAL_FORMS"][0])
    rows = [{"position": first + place} | row for place, row in enumerate(rows)]
    typed = {f"{prefix}-{first + at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()}
    return form | typed | {f"{prefix}-TOTAL_FORMS": first + len(rows)}


def at(day, clock_time) -> dict:
    return {"publish_at_0": day, "publish_at_1": clock_time}


WORDS = {"headline": "Silta Ähtävänjoen yli valmistui", "lead": "Silta valmistui.", "body": "<p>Silta on valmis.</p>"}


# The main job


def test_one_screen_makes_a_whole_release(client, editor):
    house = OrganisationFactory(is_house=True)
    theme, event, picture, person = ThemeFactory(), EventFactory(), ImageFactory(), SpokespersonFactory()
    document = DocumentFactory()
    version = DocumentVersionFactory(document=document)
    facts = {"kind": "statement", "themes": [theme.pk], "documents": [document.pk], "events": [event.pk]}
    form = opened(client, ADD, **WORDS, **facts, image=picture.pk)
    form = with_rows(form, "contacts", {"spokesperson": person.pk})
    cost = SimpleUploadedFile("cost.pdf", pdf_bytes())
    form = with_rows(form, "attachments", {"document_version": version.pk}, {"label": "Cost", "stored_file": cost})

    response = client.post(ADD, form | {"_publish": 1}, follow=True)

    release = Release.objects.get()
    assert messages_on(response) == ["Published."]
    assert (release.stage, release.slug) == (Stage.PUBLIC, "silta-ahtavanjoen-yli-valmistui")
    assert release.publish_at == clock.this_minute()
    assert (release.family.kind, release.family.image) == ("statement", picture)
    assert list(release.family.organisations.all()) == [house]
    assert [list(getattr(release.family, name).all()) for name in ("themes", "documents", "events")] == [
        [theme],
        [document],
        [event],
    ]
    assert [(c.name, c.title) for c in release.contacts.all()] == [(person.name, "toimitusjohtaja")]
    assert [a.title for a in release.attachments.all()] == [str(document.title), "Cost"]


def test_a_save_leaves_one_revision_with_its_author_and_note(client, editor):
    release = ReleaseFactory(contacts=[SpokespersonFactory()])
    before = Revision.objects.of(release).count()
    form = opened(client, change(release), revision_note="Fixed the lead.", themes=[ThemeFactory().pk])
    form = with_rows(form, "contacts", {"spokesperson": SpokespersonFactory().pk})

    client.post(change(release), form | {"lead": "A better lead.", "_save": 1})

    newest = Revision.objects.of(release).first()
    assert Revision.objects.of(release).count() == before + 1
    assert (newest.by, newest.note, newest.verb) == (editor, "Fixed the lead.", "change")
    assert (len(newest.data["contacts"]), len(newest.data["family"]["themes"])) == (2, 1)


def test_saving_and_clearing_is_one_revision(client, editor):
    release = ReleaseFactory()
    before = Revision.objects.of(release).count()

    client.post(change(release), opened(client, change(release), **at("1.3.2030", "9.30"), _clear=1))

    release.refresh_from_db()
    assert release.stage == Stage.SCHEDULED
    assert [revision.verb for revision in Revision.objects.of(release)][: -before or None] == ["clear"]


def test_senders_keep_the_order_of_choosing(client, editor):
    first, second, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    release = ReleaseFactory(organisations=[first, second])

    client.post(change(release), opened(client, change(release), organisations=[third.pk, second.pk, first.pk]))

    assert [sender.organisation for sender in release.family.senders.all()] == [third, second, first]
    assert opened(client, change(release))["organisations"] == [str(each.pk) for each in (third, second, first)]


def test_a_quote_in_the_body_becomes_a_row(client, editor):
    person = SpokespersonFactory()
    body = "<p>Alku.</p>" + quote(person.name, "Joki virtaa.", "johtaja", str(person.uuid))

    client.post(ADD, opened(client, ADD, **WORDS | {"body": body}))

    assert [(q.spokesperson, q.text, q.title) for q in Quote.objects.all()] == [(person, "Joki virtaa.", "johtaja")]


def test_contacts_stand_in_their_order(client, editor):
    one, other = SpokespersonFactory(), SpokespersonFactory()
    rows = [{"spokesperson": one.pk, "position": 1}, {"spokesperson": other.pk, "position": 0}]

    client.post(ADD, with_rows(opened(client, ADD, **WORDS), "contacts", *rows))

    assert [contact.spokesperson for contact in Release.objects.get().contacts.all()] == [other, one]


def test_an_added_row_left_empty_is_no_contact(client, editor):
    client.post(ADD, with_rows(opened(client, ADD, **WORDS), "contacts", {"spokesperson": "", "position": 3}))

    assert Release.objects.get().contacts.count() == 0


def test_a_writer_may_take_a_contact_off_a_draft(client, writer):
    release = ReleaseFactory(contacts=[SpokespersonFactory()])

    client.post(change(release), opened(client, change(release)) | {"contacts-0-DELETE": "on"})

    assert release.contacts.count() == 0


# Language versions


def test_a_swedish_version_starts_with_the_contacts_and_facts_of_the_finnish(client, editor):
    person, theme = SpokespersonFactory(), ThemeFactory()
    person.titles.update(text_sv="verkställande direktör")
    finnish = ReleaseFactory(contacts=[person], themes=[theme])
    address = f"{ADD}?family={finnish.family_id}&language=sv"

    form = opened(client, address, headline="Bron är klar", lead="Ingress.", body="<p>Text.</p>")
    client.post(address, form)

    swedish = Release.objects.get(language="sv")
    assert (swedish.family, ReleaseFamily.objects.count()) == (finnish.family, 1)
    assert [(c.spokesperson, c.title) for c in swedish.contacts.all()] == [(person, "verkställande direktör")]
    assert list(swedish.family.themes.all()) == [theme]


def test_the_form_leads_to_the_other_versions(client, editor):
    finnish = ReleaseFactory()
    swedish = ReleaseFactory(language="sv", family=finnish.family)

    page = client.get(change(finnish)).text

    assert f'href="{change(swedish)}"' in page
    assert f"{ADD}?family={finnish.family_id}&amp;language=en" in page


def test_a_second_text_in_one_language_is_refused(client, editor):
    finnish = ReleaseFactory()
    address = f"{ADD}?family={finnish.family_id}&language=fi"

    response = client.post(address, opened(client, address, **WORDS))

    assert errors_on(response) == ["This release already has a version in this language."]
    assert "Silta valmistui." in response.text


def test_a_language_can_not_be_changed_to_one_that_is_there(client, editor):
    finnish = ReleaseFactory()
    ReleaseFactory(language="sv", family=finnish.family)

    response = client.post(change(finnish), opened(client, change(finnish), language="sv"))

    assert errors_on(response) == ["This release already has a version in this language."]


def test_a_change_of_shared_facts_is_in_the_history_of_every_version(client, editor):
    finnish = ReleaseFactory()
    swedish = ReleaseFactory(language="sv", family=finnish.family)
    before = Revision.objects.of(swedish).count()

    client.post(change(finnish), opened(client, change(finnish)))
    assert Revision.objects.of(swedish).count() == before
    client.post(change(finnish), opened(client, change(finnish), themes=[ThemeFactory().pk]))

    assert Revision.objects.of(swedish).count() == before + 1


def test_a_writer_can_not_change_what_a_public_version_shows_through_its_sibling(client, writer):
    public = ReleaseFactory(published=True, themes=[ThemeFactory()])
    draft = ReleaseFactory(language="sv", family=public.family, headline="Utkast")
    form = opened(client, change(draft), headline="Nytt utkast")

    assert "themes" not in form
    client.post(change(draft), form)
    draft.refresh_from_db()
    assert draft.headline == "Nytt utkast"

    response = client.post(change(draft), form | {"themes": [ThemeFactory().pk], "headline": "Ännu ett"})
    assert errors_on(response) == [SHARED]
    assert "Ännu ett" in response.text
    assert public.family.themes.count() == 1


# States


@pytest.mark.parametrize(
    ("state", "button", "stage"),
    [
        ("draft", "submit", Stage.REVIEW),
        ("in_review", "send_back", Stage.DRAFT),
        ("in_review", "publish", Stage.PUBLIC),
        ("embargoed", "recall", Stage.DRAFT),
    ],
)
def test_a_button_saves_and_moves(client, editor, state, button, stage):
    release = ReleaseFactory(**{state: True})

    client.post(change(release), opened(client, change(release), headline="New words", **{f"_{button}": 1}))

    release.refresh_from_db()
    assert (release.stage, release.headline) == (stage, "New words")


def test_what_is_sent_back_says_why(client, editor):
    release = ReleaseFactory(in_review=True)

    form = opened(client, change(release), revision_note="Ask Aino about the date.", _send_back=1)
    response = client.post(change(release), form, follow=True)

    assert "Ask Aino about the date." in response.text
    assert Revision.objects.of(release).first().verb == "send_back"


def test_a_text_that_is_not_ready_is_saved_and_every_reason_told(client, editor):
    response = client.post(ADD, opened(client, ADD, headline="Only a headline", _clear=1), follow=True)

    release = Release.objects.get()
    assert (release.stage, release.headline) == (Stage.DRAFT, "Only a headline")
    assert messages_on(response) == [
        "Your changes were saved, but more is needed:",
        "Give the moment of publication.",
        "Write the lead.",
        "Write the text.",
    ]
    assert Revision.objects.of(release).get().verb == "add"


def test_a_closed_button_says_why_beside_it(client, writer):
    release = ReleaseFactory(in_review=True, lead="")

    page = client.get(change(release)).text

    assert 'name="_publish" value="1" disabled aria-describedby="why-not-publish"' in page
    reasons = page.split('id="why-not-publish"')[1].split("</p>")[0]
    assert "Only an editor can clear a text for publication." in reasons
    assert "Write the lead." in reasons


def test_a_writer_can_not_publish_by_asking(client, writer):
    release = ReleaseFactory()

    response = client.post(change(release), opened(client, change(release), _publish=1), follow=True)

    release.refresh_from_db()
    assert release.status == Status.DRAFT
    assert "Only an editor can clear a text for publication." in messages_on(response)


def test_extra_fields_set_no_status(client, writer):
    release = ReleaseFactory()
    extra = {"status": "cleared", "withdrawn_at": "2020-01-01", "uuid": "1" * 32, "source_hash": "x", "_withdraw": 1}

    client.post(change(release), opened(client, change(release), **extra))

    fresh = Release.objects.get()
    assert (fresh.status, fresh.withdrawn_at, fresh.uuid, fresh.source_hash) == ("draft", None, release.uuid, "")


@pytest.mark.parametrize("state", ["embargoed", "published", "withdrawn"])
def test_a_writer_reads_a_cleared_text_and_is_told_why(client, writer, state):
    release = ReleaseFactory(**{state: True}, body="<p>Body in <strong>bold</strong></p>")

    page = client.get(change(release)).text

    assert ONLY_AN_EDITOR in page
    assert 'name="headline"' not in page
    assert "<p>Body in <strong>bold</strong></p>" in page


@pytest.mark.parametrize("state", ["embargoed", "published", "withdrawn"])
def test_a_writer_with_an_old_form_gets_the_words_back_and_the_reason(client, writer, state):
    release = ReleaseFactory()
    form = opened(client, change(release), headline="Typed for an hour", body="<p>A long text.</p>")
    Release.objects.filter(pk=release.pk).update(
        status=Status.WITHDRAWN if state == "withdrawn" else Status.CLEARED,
        publish_at=clock.now() + timedelta(days=1 if state == "embargoed" else -1),
    )

    response = client.post(change(release), form | {"_submit": 1})

    assert response.status_code == 200
    assert errors_on(response) == [ONLY_AN_EDITOR]
    assert "Typed for an hour" in response.text
    assert "A long text." in response.text
    assert Release.objects.get().headline == release.headline


def test_an_editor_changes_a_public_text_and_its_moment_and_address_stay(client, editor):
    release = ReleaseFactory(published=True)

    form = opened(client, change(release), headline="Corrected", slug="moved", **at("1.1.2031", "9.00"))
    client.post(change(release), form)

    fresh = Release.objects.get()
    assert (fresh.headline, fresh.slug, fresh.publish_at) == ("Corrected", release.slug, release.publish_at)


def test_an_old_form_does_not_take_the_moment_from_a_cleared_text(client, editor):
    release = ReleaseFactory()
    form = opened(client, change(release))
    release.clear(editor, clock.now() + timedelta(days=1))

    client.post(change(release), form | {"_save": 1})

    assert Release.objects.get().stage == Stage.SCHEDULED


def test_the_second_of_two_editors_sees_why_nothing_happened(client, editor):
    release = ReleaseFactory(in_review=True)
    form = opened(client, change(release), _send_back=1)
    release.clear(UserFactory(editor=True), clock.now())

    response = client.post(change(release), form, follow=True)

    assert "Only a text in review can be sent back." in messages_on(response)
    assert Release.objects.get().stage == Stage.PUBLIC


def test_withdrawing_asks_for_the_reason(client, editor):
    release = ReleaseFactory(published=True)
    address = f"/admin/releases/release/{release.pk}/withdraw/"

    assert errors_on(client.post(address, {"reason": " "})) == ["Write the reason."]
    client.post(address, {"reason": "The figures were wrong."})

    fresh = Release.objects.get()
    assert (fresh.stage, fresh.withdrawal_reason) == (Stage.WITHDRAWN, "The figures were wrong.")
    newest = Revision.objects.of(release).first()
    assert (newest.verb, newest.by, newest.note) == ("withdraw", editor, "The figures were wrong.")


def test_a_refused_confirmation_tells_why(client, editor):
    release = ReleaseFactory()

    response = client.post(f"/admin/releases/release/{release.pk}/withdraw/", {"reason": "Why not"})

    assert errors_on(response) == ["Only a published text can be withdrawn."]


def test_a_writer_can_not_remove(client, writer):
    release = ReleaseFactory(published=True)

    response = client.post(f"/admin/releases/release/{release.pk}/remove/", {"reason": "I want to"})

    assert errors_on(response) == ["Only an editor can remove a text."]
    assert Release.objects.get().stage == Stage.PUBLIC


@pytest.mark.parametrize(("state", "may_delete"), [("draft", True), ("embargoed", True), ("published", False)])
def test_only_what_never_was_public_is_deleted(client, editor, state, may_delete):
    release = ReleaseFactory(**{state: True})
    address = f"/admin/releases/release/{release.pk}/delete/"

    assert ("deletelink" in client.get(change(release)).text) is may_delete
    response = client.post(address, {"post": "yes"})

    assert response.status_code == (302 if may_delete else 403)
    assert Release.objects.exists() is not may_delete
    assert ReleaseFamily.objects.exists() is not may_delete


def test_a_deletion_is_in_the_history(client, editor):
    release = ReleaseFactory()

    client.post(f"/admin/releases/release/{release.pk}/delete/", {"post": "yes"})

    last = Revision.objects.get(object_id=release.pk, verb="delete")
    assert (last.by, last.data["headline"]) == (editor, release.headline)


# Preview, history, lists


def test_the_preview_of_a_draft_is_one_click_away(client, editor):
    release = ReleaseFactory(slug="silta")

    page = client.get(change(release)).text

    assert 'href="/admin/site/fi/tiedotteet/silta/" target="_blank"' in page
    assert "viewsitelink" not in page
    assert client.get("/admin/site/fi/tiedotteet/silta/").status_code == 200


def test_a_public_text_leads_to_its_page(client, editor):
    release = ReleaseFactory(slug="bron", language="sv", published=True)

    assert 'href="/sv/pressmeddelanden/bron/" class="viewsitelink"' in client.get(change(release)).text


def test_the_history_tells_who_what_and_why(client, editor):
    release = ReleaseFactory()
    client.post(change(release), opened(client, change(release), revision_note="For Aino", _submit=1))

    page = client.get(f"/admin/releases/release/{release.pk}/history/").text

    assert [words in page for words in ("Sent for review", editor.name, "For Aino", "The system")] == [True] * 4


@pytest.mark.parametrize("stage", Stage.values)
def test_the_list_filters_by_state(client, editor, stage):
    states = {"draft": "draft", "review": "in_review", "scheduled": "embargoed", "public": "published"}
    wanted = ReleaseFactory(**{states.get(stage, stage): True})
    other = ReleaseFactory(**{"published" if stage == "draft" else "draft": True})

    page = client.get(f"/admin/releases/release/?stage={stage}").text

    assert (change(wanted) in page, change(other) in page) == (True, False)
    assert f'<span class="state state-{stage}">' in page


def test_the_list_filters_by_theme_kind_language_and_year(client, editor):
    theme = ThemeFactory()
    wanted = ReleaseFactory(themes=[theme, ThemeFactory()], kind="news", language="sv", published=True)
    ReleaseFactory(published=True)
    year = wanted.publish_at.year
    query = f"family__themes__id__exact={theme.pk}&family__kind__exact=news&language__exact=sv&year={year}"

    page = client.get(f"/admin/releases/release/?{query}").text

    assert "1 row" in page
    assert change(wanted) in page


# Bad input


def test_scripts_pasted_into_the_body_are_gone(client, editor):
    body = (
        '<p onclick="x()">Teksti<script>alert(1)</script></p><a href="javascript:x()">linkki</a><img src=x onerror=y>'
    )

    client.post(ADD, opened(client, ADD, **WORDS | {"body": body}))

    assert Release.objects.get().body == "<p>Teksti</p><a>linkki</a>"


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("31.2.2027", "9.00", "There is no such day. Write it like 31.12.2027."),
        ("3/4/2027", "9.00", "There is no such day. Write it like 31.12.2027."),
        ("1.3.2027", "25.00", "There is no such time. Write it like 9.30."),
        ("1.3.2027", "", "There is no such time. Write it like 9.30."),
        (
            "29.3.2026",
            "03.30",
            "03:30 does not exist on this day: the clocks are put forward over it. Choose another time.",
        ),
        (
            "25.10.2026",
            "03.30",
            "03:30 comes twice on this day: the clocks are put back over it. Choose another time.",
        ),
    ],
)
def test_an_impossible_moment_is_told_and_nothing_is_lost(client, editor, day, time, sentence):
    response = client.post(ADD, opened(client, ADD, **WORDS, **at(day, time)))

    assert errors_on(response) == [sentence]
    assert "Silta valmistui." in response.text
    assert f'value="{day}"' in response.text


@pytest.mark.parametrize("written", ["9.30", "9:30", "09:30:00"])
def test_a_moment_is_a_minute_of_finnish_time(client, editor, written):
    client.post(ADD, opened(client, ADD, **WORDS, **at("1.7.2027", written)))

    assert Release.objects.get().publish_at.isoformat() == "2027-07-01T06:30:00+00:00"


def test_a_taken_address_is_told_at_its_field(client, editor):
    ReleaseFactory(slug="silta")

    response = client.post(ADD, opened(client, ADD, **WORDS, slug="silta"))

    assert errors_on(response) == ["Another release already has this address. Change the last part of it."]
    assert "field-slug" in response.text.split('id="id_slug_error"')[0].rsplit("<div", 1)[1]


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("2021", "This address is reserved. Add a word to it."),
        ("feed", "This address is reserved. Add a word to it."),
        ("Älä tee näin", "Use only the letters a–z, digits and hyphens."),
    ],
)
def test_an_impossible_address_is_told(client, editor, slug, sentence):
    response = client.post(ADD, opened(client, ADD, **WORDS, slug=slug))

    assert errors_on(response) == [sentence]


def test_a_headline_without_letters_needs_an_address(client, editor):
    response = client.post(ADD, opened(client, ADD, headline="?!", slug=""))

    assert errors_on(response) == ["This field is required."]


def test_an_upload_survives_an_error_elsewhere(client, editor):
    pdf = SimpleUploadedFile("cost.pdf", pdf_bytes())
    form = with_rows(opened(client, ADD, **WORDS), "attachments", {"label": "Cost", "stored_file": pdf})

    response = client.post(ADD, form | at("31.2.2027", "9.00"))
    assert "cost.pdf" in response.text
    client.post(ADD, form_of(response) | at("28.2.2027", "9.00"))

    attachment = Release.objects.get().attachments.get()
    assert (attachment.label, attachment.stored_file.original_name) == ("Cost", "cost.pdf")
    assert StoredFile.objects.count() == 1


def test_a_bad_upload_is_told_and_the_good_one_is_kept(client, editor):
    good = {"label": "Good", "stored_file": SimpleUploadedFile("good.pdf", pdf_bytes())}
    bad = {"label": "Bad", "stored_file": SimpleUploadedFile("bad.pdf", b"<html><script>alert(1)</script></html>")}

    response = client.post(ADD, with_rows(opened(client, ADD, **WORDS), "attachments", good, bad))

    assert len(errors_on(response)) == 1
    assert errors_on(response)[0].startswith("This file is not one of the accepted kinds (PDF, DOCX,")
    assert list(StoredFile.objects.values_list("original_name", flat=True)) == ["good.pdf"]
    assert [value for name, value in form_of(response).items() if name == "attachments-0-stored_file_kept"]


def test_an_attachment_is_a_file_or_a_document(client, editor):
    pdf = SimpleUploadedFile("cost.pdf", pdf_bytes())
    row = {"label": "Cost", "stored_file": pdf, "document_version": DocumentVersionFactory().pk}

    response = client.post(ADD, with_rows(opened(client, ADD, **WORDS), "attachments", row))

    assert errors_on(response) == ["Choose either a file or a document, not both."]


def test_a_kept_reference_can_not_be_made_up(client, editor):
    stored = PdfFactory()
    row = {"label": "Stolen", "stored_file_kept": str(stored.pk)}

    response = client.post(ADD, with_rows(opened(client, ADD, **WORDS), "attachments", row))

    assert errors_on(response) == ["Choose either a file or a document, not both."]


@pytest.mark.parametrize("query", ["family=abc&language=sv", "family=999999&language=xx", "themes=abc&family="])
def test_an_add_form_bears_nonsense_in_its_address(client, editor, query):
    assert client.get(f"{ADD}?{query}").status_code == 200


def test_a_stranger_sees_nothing(client):
    release = ReleaseFactory(headline="Salainen")

    for address in (change(release), f"/admin/releases/release/{release.pk}/withdraw/", "/admin/releases/release/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith(reverse("admin:login"))

"""An editor's main job in the release form, as the test client does it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom import clock
from newsroom.models import Revision
from newsroom.publishing import Stage
from releases.models import Quote, Release, ReleaseFamily
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    ReleaseFactory,
    ReleaseSeriesFactory,
    SpokespersonFactory,
    ThemeFactory,
    pdf_bytes,
    quote,
)
from tests.newsroom.test_admin_pages import at, errors_on, messages_on, opened, with_rows

pytestmark = pytest.mark.django_db

ADD = "/admin/releases/release/add/"
SHARED = "A version in another language has been cleared, so only an editor can change what the versions share."
WORDS = {"headline": "Silta Ähtävänjoen yli valmistui", "lead": "Silta valmistui.", "body": "<p>Silta on valmis.</p>"}


def change(release) -> str:
    return f"/admin/releases/release/{release.pk}/change/"


# The main job


def test_one_screen_makes_a_whole_release(client, editor, press_desk):
    house = press_desk
    theme, event, picture, person = ThemeFactory(), EventFactory(), ImageFactory(), SpokespersonFactory()
    document = DocumentFactory()
    version = DocumentVersionFactory(document=document, published=True)
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


def test_related_releases_and_a_series_are_chosen_beside_the_text(client, editor):
    release, picked, series = ReleaseFactory(), ReleaseFactory(published=True), ReleaseSeriesFactory()
    form = opened(client, change(release), related=[picked.pk], series=series.pk)

    client.post(change(release), form | {"_save": 1})

    release.family.refresh_from_db()
    assert (list(release.family.related.all()), release.family.series) == ([picked], series)
    kept = opened(client, change(release))
    assert (kept["related"], kept["series"]) == ([str(picked.pk)], [str(series.pk)])


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


def test_saving_and_clearing_is_one_revision(client, editor, press_desk):
    in_a_month = clock.today() + timedelta(days=30)
    release = ReleaseFactory()
    before = Revision.objects.of(release).count()

    client.post(change(release), opened(client, change(release), **at(f"{in_a_month:%d.%m.%Y}", "9.30"), _clear=1))

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

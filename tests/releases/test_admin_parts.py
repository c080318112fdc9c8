"""Contacts, attachments, senders and language versions in the form of a release: what is filled in, kept and refused."""

from datetime import date

import lxml.html
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom.models import Revision
from people.models import Title
from releases.models import Release, ReleaseFamily
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    OrganisationFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    helsinki,
    pdf_bytes,
    quote,
)
from tests.newsroom.test_admin_pages import errors_on, form_of, opened, with_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

ADD = "/admin/releases/release/add/"
WORDS = {"headline": "Silta valmistui", "lead": "Silta valmistui.", "body": "<p>Silta on valmis.</p>"}


def change(release) -> str:
    return f"/admin/releases/release/{release.pk}/change/"


def test_a_contact_is_filled_in_from_the_card_of_the_day_in_the_language_of_the_text(client, clock_at):
    clock_at("2026-03-03 09:00")
    person = SpokespersonFactory(given_name="Aino", family_name="Joki", title="johtaja")
    person.titles.update(text_sv="direktör", valid_until=date(2026, 6, 30))
    Title.objects.create(spokesperson=person, text_fi="neuvonantaja", text_sv="rådgivare", valid_from=date(2026, 7, 1))
    form = opened(client, ADD, **WORDS, language="sv", publish_at_0="1.7.2026", publish_at_1="9.00")

    response = client.post(ADD, with_rows(form, "contacts", {"spokesperson": person.pk}))

    assert response.status_code == 302, errors_on(response)
    assert [(each.name, each.title) for each in Release.objects.get().contacts.all()] == [("Aino Joki", "rådgivare")]


def test_what_is_typed_of_a_contact_stays(client):
    person = SpokespersonFactory()
    typed = {"spokesperson": person.pk, "name": "A. Joki", "title": "pj."}

    client.post(ADD, with_rows(opened(client, ADD, **WORDS), "contacts", typed))

    assert [(each.name, each.title) for each in Release.objects.get().contacts.all()] == [("A. Joki", "pj.")]


def test_somebody_is_a_contact_once(client):
    person = SpokespersonFactory()
    rows = [{"spokesperson": person.pk}, {"spokesperson": person.pk}]

    response = client.post(ADD, with_rows(opened(client, ADD, **WORDS), "contacts", *rows))

    assert errors_on(response) == [
        "This person is a contact already.",
        "Please correct the duplicate values below.",
    ]
    assert Release.objects.count() == 0


@pytest.mark.parametrize("key", ["x", "²", "-1", "9" * 40, "1 or 1=1"])
def test_a_picture_that_nobody_could_have_chosen_is_told(client, key):
    response = client.post(ADD, opened(client, ADD, **WORDS, image=key))

    assert errors_on(response) == ["Select a valid choice. That choice is not one of the available choices."]


def test_an_attachment_needs_a_name_for_readers(client):
    form = with_rows(opened(client, ADD, **WORDS), "attachments", {})
    upload = {"attachments-0-stored_file": SimpleUploadedFile("costs.pdf", pdf_bytes())}

    response = client.post(ADD, form | upload)

    assert errors_on(response) == ["Tell readers what the file is."]
    assert "costs.pdf" in response.text


def test_an_attached_document_needs_no_name(client):
    version = DocumentVersionFactory(document=DocumentFactory(title_fi="Ohjelma", title_sv="Programmet"))
    form = opened(client, ADD, **WORDS, language="sv")

    client.post(ADD, with_rows(form, "attachments", {"document_version": version.pk}))

    assert [each.title for each in Release.objects.get().attachments.all()] == ["Programmet"]


def test_a_changed_order_alone_is_saved(client):
    people = [SpokespersonFactory(), SpokespersonFactory()]
    release = ReleaseFactory(contacts=people)
    release.contacts.filter(spokesperson=people[1]).update(position=1)
    form = opened(client, change(release), **{"contacts-0-position": 1, "contacts-1-position": 0})

    client.post(change(release), form)

    assert [each.spokesperson for each in release.contacts.all()] == [people[1], people[0]]


def test_the_house_signs_what_nobody_else_does(client):
    house, other = OrganisationFactory(is_house=True), OrganisationFactory()
    form = opened(client, ADD, **WORDS)

    client.post(ADD, form | {"organisations": []})
    client.post(ADD, form | {"organisations": [other.pk], "headline": "Toinen"})

    first, second = Release.objects.order_by("pk")
    assert [sender.organisation for sender in first.family.senders.all()] == [house]
    assert [sender.organisation for sender in second.family.senders.all()] == [other]


def test_senders_open_in_the_order_in_which_they_sign(client):
    senders = [OrganisationFactory(), OrganisationFactory(), OrganisationFactory()]
    release = ReleaseFactory(organisations=[senders[2], senders[0], senders[1]])

    form = form_of(client.get(change(release)))

    assert form["organisations"] == [str(senders[number].pk) for number in (2, 0, 1)]


def test_a_new_order_of_senders_is_a_change_of_every_version(client):
    first, second = OrganisationFactory(), OrganisationFactory()
    finnish = ReleaseFactory(organisations=[first, second])
    swedish = ReleaseFactory(language="sv", family=finnish.family)
    before = Revision.objects.of(swedish).count()

    client.post(change(finnish), opened(client, change(finnish), organisations=[second.pk, first.pk]))

    assert [sender.organisation for sender in finnish.family.senders.all()] == [second, first]
    assert Revision.objects.of(swedish).count() == before + 1


def test_deleting_the_last_version_takes_the_family_with_it(client):
    finnish = ReleaseFactory()
    swedish = ReleaseFactory(language="sv", family=finnish.family)
    families = []

    for release in (finnish, swedish):
        client.post(f"/admin/releases/release/{release.pk}/delete/", {"post": "yes"})
        families.append((Release.objects.count(), ReleaseFamily.objects.count()))

    assert families == [(1, 1), (0, 0)]


def test_a_version_says_which_one_is_open_and_in_which_state_the_others_are(client):
    finnish = ReleaseFactory()
    ReleaseFactory(language="sv", family=finnish.family, published=True)

    page = lxml.html.fromstring(client.get(change(finnish)).text)

    [versions] = page.xpath("//nav[@class='versions']")
    assert [" ".join(each.text_content().split()) for each in versions.xpath(".//li")] == [
        "Suomeksi",
        "På svenska Public",
        "Add the English version",
    ]
    assert [each.get("lang") for each in versions.xpath(".//b[@aria-current='page']")] == ["fi"]


def test_a_new_version_is_the_open_one(client):
    finnish = ReleaseFactory()

    page = lxml.html.fromstring(client.get(f"{ADD}?family={finnish.family_id}&language=sv").text)

    assert page.xpath("//nav[@class='versions']//b[@aria-current='page']/@lang") == ["sv"]
    assert page.xpath("//input[@name='headline']/@lang") == ["sv"]


def test_a_reader_of_the_admin_is_not_led_to_a_new_version(client):
    finnish = ReleaseFactory(published=True)
    reader = UserFactory(language="en")
    reader.user_permissions.set(Permission.objects.filter(codename="view_release"))
    client.force_login(reader)

    page = lxml.html.fromstring(client.get(change(finnish)).text)

    assert page.xpath("//nav[@class='versions']//a") == []


def test_contacts_of_a_new_version_have_the_titles_of_today_in_its_language(client, clock_at):
    clock_at("2026-03-03 09:00")
    person = SpokespersonFactory(title="entinen")
    person.titles.update(text_sv="före detta", valid_until=date(2026, 3, 2))
    Title.objects.create(spokesperson=person, text_fi="johtaja", text_sv="direktör", valid_from=date(2026, 3, 3))
    finnish = ReleaseFactory(contacts=[person])

    form = form_of(client.get(f"{ADD}?family={finnish.family_id}&language=sv"))

    assert form["contacts-0-title"] == ["direktör"]


def test_a_lone_draft_has_open_facts_for_its_writer(client):
    client.force_login(UserFactory(writer=True, language="en"))
    release, theme = ReleaseFactory(), ThemeFactory()

    client.post(change(release), opened(client, change(release), themes=[theme.pk]))

    assert list(release.family.themes.all()) == [theme]


def test_facts_that_every_version_shows_are_closed_to_a_writer(client):
    client.force_login(UserFactory(writer=True, language="en"))
    public = ReleaseFactory(published=True)
    draft = ReleaseFactory(language="sv", family=public.family)

    page = lxml.html.fromstring(client.get(change(draft)).text)

    assert page.xpath("//select[@name='themes']/@disabled") == ["disabled"]
    assert page.xpath("//select[@name='kind']/@disabled") == ["disabled"]
    assert page.xpath("//input[@name='headline']/@disabled") == []


@pytest.mark.parametrize("asked", ["rantamäki", "sandkvist", "silta-osoite", "ingressissä"])
def test_the_list_is_searched_by_who_speaks_and_what_is_said(client, asked):
    ReleaseFactory(
        headline="Haettu",
        slug="silta-osoite",
        lead="Sana ingressissä.",
        contacts=[SpokespersonFactory(given_name="Aino", family_name="Rantamäki")],
        body=quote("Elias Sandkvist", "Yksi.") + quote("Elias Sandkvist", "Kaksi."),
    )
    ReleaseFactory(headline="Muu")

    page = lxml.html.fromstring(client.get("/admin/releases/release/", {"q": asked}).text)

    assert page.xpath("//th[@class='field-headline']/a/text()") == ["Haettu"]


def test_a_kept_upload_belongs_to_its_row_only(client):
    release = ReleaseFactory(files=[PdfFactory(name="first.pdf")])
    other = PdfFactory(name="second.pdf")
    form = opened(client, change(release))

    client.post(change(release), form | {"attachments-0-label": "New name"})

    [attachment] = release.attachments.all()
    assert (attachment.label, str(attachment.stored_file)) == ("New name", "first.pdf")
    assert other.attachments.count() == 0


def test_a_signed_reference_is_good_for_a_week(client, clock_at):
    clock_at("2026-03-03 09:00")
    form = with_rows(opened(client, ADD, **WORDS), "attachments", {})
    page = client.post(ADD, form | {"attachments-0-stored_file": SimpleUploadedFile("costs.pdf", pdf_bytes())})
    kept = form_of(page) | {"attachments-0-label": "Costs"}

    clock_at("2026-03-10 09:01")
    client.force_login(UserFactory(editor=True, language="en"))
    too_late = client.post(ADD, kept)
    clock_at("2026-03-10 08:59")
    client.force_login(UserFactory(editor=True, language="en"))
    in_time = client.post(ADD, kept)

    assert (too_late.status_code, in_time.status_code) == (200, 302)
    assert [each.label for each in Release.objects.get().attachments.all()] == ["Costs"]


def test_a_form_saved_as_it_opened_keeps_its_moment(client):
    moment = helsinki(2027, 7, 1, 9, 5)
    release = ReleaseFactory(publish_at=moment)

    response = client.post(change(release), form_of(client.get(change(release))))

    release.refresh_from_db()
    assert (response.status_code, release.publish_at) == (302, moment)

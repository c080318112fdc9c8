import pytest

from newsroom import history
from newsroom.models import Revision
from releases.models import Attachment, Contact
from tests.factories import (
    OrganisationFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    helsinki,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]


def test_every_save_leaves_a_revision():
    release = ReleaseFactory()
    release.headline = "Another"
    release.save()

    assert [revision.verb for revision in Revision.objects.of(release)] == ["change", "add"]
    assert [revision.data["headline"] for revision in Revision.objects.of(release)][0] == "Another"


def test_a_change_makes_one_revision_of_all_that_was_saved_in_it():
    release, user = ReleaseFactory(), UserFactory(editor=True)
    before = Revision.objects.of(release).count()

    with history.change(by=user, note="Names added"):
        release.headline = "Another"
        release.save()
        Contact.objects.create(release=release, spokesperson=SpokespersonFactory(), name="Aino")
        release.family.themes.add(ThemeFactory(name_fi="Tulvat"))

    revision = Revision.objects.of(release).first()
    assert Revision.objects.of(release).count() == before + 1
    assert (revision.by, revision.note) == (user, "Names added")
    assert [contact["name"] for contact in revision.data["contacts"]] == ["Aino"]
    assert [theme["name"] for theme in revision.data["family"]["themes"]] == ["Tulvat"]


def test_a_failed_change_leaves_nothing():
    release = ReleaseFactory()
    before = Revision.objects.count()

    def save_and_fail():
        with history.change():
            release.headline = "Another"
            release.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        save_and_fail()

    release.refresh_from_db()
    assert release.headline != "Another"
    assert Revision.objects.count() == before


def test_saving_a_part_is_a_revision_of_its_owner():
    release = ReleaseFactory()
    contact = Contact.objects.create(release=release, spokesperson=SpokespersonFactory(), name="Aino")
    before = Revision.objects.of(release).count()

    contact.delete()

    assert Revision.objects.of(release).count() == before + 1
    assert Revision.objects.of(release).first().data["contacts"] == []


def test_a_sender_is_frozen_with_every_language_version():
    organisation = OrganisationFactory(name_fi="Siltaliitto")
    finnish = ReleaseFactory(organisations=[organisation])
    swedish = ReleaseFactory(family=finnish.family, language="sv")

    for release in (finnish, swedish):
        senders = Revision.objects.of(release).first().data["family"]["senders"]
        assert [sender["organisation_id"]["name"] for sender in senders] == ["Siltaliitto"]


def test_a_revision_names_files_by_their_hash():
    stored_file = PdfFactory()
    release = ReleaseFactory(files=[stored_file])

    attachment = Revision.objects.of(release).first().data["attachments"][0]
    assert attachment["stored_file_id"]["sha256"] == stored_file.sha256


def test_a_revision_holds_no_phone_numbers_or_addresses():
    person = SpokespersonFactory(email="aino@jokikunnat.example")
    release = ReleaseFactory(contacts=[person])

    text = str(Revision.objects.of(release).first().data)
    assert person.first_phone.number.as_e164 not in text
    assert person.email not in text


def test_transitions_say_who_and_why():
    release, editor = ReleaseFactory(published=True), UserFactory(editor=True)

    release.withdraw(editor, "The figures were wrong.")

    revision = Revision.objects.of(release).first()
    assert (revision.verb, revision.by, revision.note) == ("withdraw", editor, "The figures were wrong.")


def test_a_transition_names_only_the_row_that_it_moves():
    finnish = ReleaseFactory()
    swedish = ReleaseFactory(family=finnish.family, language="sv")

    with history.change(by=UserFactory(editor=True), note="Ready"):
        finnish.family.save()
        finnish.submit(None)

    assert [(Revision.objects.of(row).first().verb) for row in (finnish, swedish)] == ["submit", "change"]


def test_equal_content_has_an_equal_digest(clock_at):
    clock_at("2026-11-24 12:00")
    release = ReleaseFactory()

    release.save()

    first, second = Revision.objects.of(release)
    assert first.digest == second.digest


def test_a_deleted_row_keeps_its_last_revision():
    theme = ThemeFactory(name_fi="Tulvat")
    pk = theme.pk

    theme.delete()

    last = Revision.objects.filter(object_id=pk, verb="delete").get()
    assert last.data["name_fi"] == "Tulvat"


def test_attachment_order_is_kept():
    release = ReleaseFactory()
    for position, label in enumerate(["b", "a"]):
        Attachment.objects.create(release=release, stored_file=PdfFactory(), label=label, position=position)

    labels = [part["label"] for part in Revision.objects.of(release).first().data["attachments"]]
    assert labels == ["b", "a"]


def test_a_moment_is_kept_with_its_zone():
    release = ReleaseFactory()
    release.clear(None, helsinki(2026, 12, 1, 8, 0))

    assert Revision.objects.of(release).first().data["publish_at"] == "2026-12-01 06:00:00+00:00"

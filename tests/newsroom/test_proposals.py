import pytest

from newsroom import history
from newsroom.models import Proposal, StoredFile
from newsroom.proposals import propose
from newsroom.publishing import Refused
from releases.models import Attachment, Contact, Release
from tests.factories import PdfFactory, ReleaseFactory, SpokespersonFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db


def proposed(release, by, note="", **fields):
    row = Release.objects.get(pk=release.pk)

    def save():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    return propose(row, by, save, note)


def test_a_proposal_changes_nothing_until_an_editor_applies_it():
    release, writer, editor = ReleaseFactory(published=True), UserFactory(writer=True), UserFactory(editor=True)
    revisions = history.Revision.objects.of(release).count()

    proposal = proposed(release, writer, "Kirjoitusvirhe.", headline="Oikea otsikko")
    assert Release.objects.get().headline == release.headline
    assert history.Revision.objects.of(release).count() == revisions
    proposal.apply(editor)

    assert Release.objects.get().headline == "Oikea otsikko"
    last = history.Revision.objects.of(release).first()
    assert (last.verb, last.by, last.note, last.number) == ("apply", editor, f"{writer}: Kirjoitusvirhe.", 2)
    assert (proposal.decision, proposal.decided_by) == ("applied", editor)


def test_parts_files_and_shared_facts_are_proposed_too():
    release, writer = ReleaseFactory(published=True), UserFactory(writer=True)
    keep, drop = SpokespersonFactory(), SpokespersonFactory()
    for person in (keep, drop):
        Contact.objects.create(release=release, spokesperson=person, name=person.name)
    stored, theme = PdfFactory(), ThemeFactory()
    row = Release.objects.get(pk=release.pk)

    def save():
        row.contacts.get(spokesperson=drop).delete()
        Attachment.objects.create(release=row, stored_file=stored, label="Kartta")
        row.family.themes.add(theme)
        row.family.save()

    proposal = propose(row, writer, save)
    assert (release.contacts.count(), release.attachments.count(), StoredFile.objects.public().count()) == (2, 0, 0)
    proposal.apply(UserFactory(editor=True))

    assert [contact.spokesperson for contact in release.contacts.all()] == [keep]
    assert [(each.label, each.stored_file) for each in release.attachments.all()] == [("Kartta", stored)]
    assert list(release.family.themes.all()) == [theme]


def test_what_others_changed_elsewhere_in_the_text_stays():
    release = ReleaseFactory(published=True)
    proposal = proposed(release, UserFactory(writer=True), headline="Uusi otsikko")
    release.lead = "Uusi ingressi."
    release.save()

    proposal.apply(UserFactory(editor=True))

    fresh = Release.objects.get()
    assert (fresh.headline, fresh.lead) == ("Uusi otsikko", "Uusi ingressi.")


def test_a_change_in_the_same_place_is_not_overwritten():
    release = ReleaseFactory(published=True)
    proposal = proposed(release, UserFactory(writer=True), headline="Ehdotettu otsikko")
    release.headline = "Toinen otsikko"
    release.save()

    with pytest.raises(Refused) as refused:
        proposal.apply(UserFactory(editor=True))

    assert len(refused.value.reasons) == 1
    assert Release.objects.get().headline == "Toinen otsikko"
    assert Proposal.objects.get().decision == "open"


def test_a_proposal_is_decided_once():
    release, editor = ReleaseFactory(published=True), UserFactory(editor=True)
    proposal = proposed(release, UserFactory(writer=True), headline="Uusi otsikko")
    same = Proposal.objects.get()
    proposal.refuse(editor, "Otsikko on oikein.")

    with pytest.raises(Refused):
        same.apply(editor)

    assert Release.objects.get().headline == release.headline
    assert Proposal.objects.get().decision_note == "Otsikko on oikein."


def test_whoever_proposed_is_told_what_became_of_it(mailoutbox, django_capture_on_commit_callbacks):
    release, writer = ReleaseFactory(published=True), UserFactory(writer=True, language="en")
    first = proposed(release, writer, headline="Uusi otsikko")
    second = proposed(release, writer, lead="Uusi ingressi.")
    editor = UserFactory(editor=True, name="Aino Laine")

    with django_capture_on_commit_callbacks(execute=True):
        first.refuse(editor, "The old one is right.")
        second.apply(editor)

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([writer.email], "Your proposed change was refused"),
        ([writer.email], "Your proposed change is public"),
    ]
    assert "The old one is right." in mailoutbox[0].body
    assert f"/admin/releases/release/{release.pk}/proposals/{first.pk}/" in mailoutbox[0].body
    refusal = history.Revision.objects.of(release)[1]
    assert (refusal.verb, refusal.by, refusal.note, refusal.is_edit) == (
        "refuse",
        editor,
        "The old one is right.",
        False,
    )


def test_a_refusal_needs_a_reason():
    proposal = proposed(ReleaseFactory(published=True), UserFactory(writer=True), headline="Uusi otsikko")

    with pytest.raises(Refused):
        proposal.refuse(UserFactory(editor=True), " ")

    assert Proposal.objects.get().decision == "open"


def test_only_who_made_a_proposal_takes_it_back():
    writer = UserFactory(writer=True)
    proposal = proposed(ReleaseFactory(published=True), writer, headline="Uusi otsikko")

    with pytest.raises(Refused):
        proposal.take_back(UserFactory(writer=True))
    proposal.take_back(writer)

    assert Proposal.objects.get().decision == "taken"


def test_a_writer_decides_about_no_proposal():
    release, writer = ReleaseFactory(published=True), UserFactory(writer=True)
    proposal = proposed(release, writer, headline="Uusi otsikko")

    for decide, *reason in ((proposal.apply,), (proposal.refuse, "Syy.")):
        with pytest.raises(Refused):
            decide(writer, *reason)

    assert Release.objects.get().headline == release.headline


def test_nothing_changed_is_no_proposal():
    release = ReleaseFactory(published=True)

    assert proposed(release, UserFactory(writer=True), headline=release.headline) is None
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "withdrawn", "gone"])
def test_changes_are_proposed_to_public_texts_only(state):
    release = ReleaseFactory(**{state: True})

    with pytest.raises(Refused):
        proposed(release, UserFactory(writer=True), headline="Uusi otsikko")

    assert Release.objects.get().headline == release.headline

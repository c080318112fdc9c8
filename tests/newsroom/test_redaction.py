"""Redactions: two people, every place of the words, files and their bytes."""

import json
import os
import re
import unicodedata

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.translation import override

from newsroom import blobs, clock, files, history, redaction, redaction_files
from newsroom.admin_redaction import look
from newsroom.models import Chore, Image, OldSlug, Redaction, StoredFile
from newsroom.permissions import OUR_APPS
from newsroom.proposals import propose
from newsroom.publishing import Refused
from people.models import Phone, Spokesperson
from releases.models import Attachment, Contact, Correction, Quote, Release
from releases.versions import versions
from tests.factories import (
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    UserFactory,
    quote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


NAME = "Sentinella Mäkelä"
FI, SV = "[henkilötieto poistettu 3.3.2027]", "[personuppgift borttagen 3.3.2027]"


@pytest.fixture(autouse=True)
def third_of_march(clock_at):
    clock_at("2027-03-03 12:00")


@pytest.fixture
def asker():
    return UserFactory(administrator=True, name="Ada Asker")


@pytest.fixture
def maker():
    return UserFactory(editor=True, name="Max Maker")


def redacted(row, asker, maker, words=NAME, **more):
    asked = Redaction.objects.ask(row, asker, words, reason="Tietosuojalaki 5 §", **more)
    asked.make(maker)
    return asked


def texts_in_database():
    """Every text of every table, as people would read it: (model, column, text)."""
    for model in [*(each for each in apps.get_models() if each._meta.app_label in OUR_APPS), LogEntry]:
        for row in model._base_manager.all():
            for column in model._meta.concrete_fields:
                value = getattr(row, column.attname)
                yield model.__name__, column.name, json.dumps(value, ensure_ascii=False, default=str)


def tables_with(*words):
    found = set()
    for model, column, text in texts_in_database():
        plain = re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
        plain = unicodedata.normalize("NFC", plain)
        if any(word.casefold() in plain.casefold() for word in words):
            found.add(f"{model}.{column}")
    return found


# Who may


def test_only_an_administrator_asks():
    release = ReleaseFactory(lead=NAME)

    with pytest.raises(Refused) as refused:
        Redaction.objects.ask(release, UserFactory(editor=True), NAME, reason="Laki")

    assert refused.value.reasons == ["Only an administrator can ask for a redaction."]
    assert Redaction.objects.count() == 0


def test_everything_that_is_missing_is_said_at_once(asker):
    release = ReleaseFactory(lead=NAME)

    assert redaction.why_not_ask(release, UserFactory(writer=True)) == [
        "Only an administrator can ask for a redaction.",
        "Write the words to strike, or choose a file.",
        "Write which legal duty asks for this.",
    ]
    assert redaction.why_not_ask(release, asker, "x", PdfFactory(), "Laki") == [
        "Each line needs at least 2 letters or digits.",
        "This file is no longer used here.",
    ]
    assert redaction.why_not_ask(release, asker, "Joku Muu", None, "Laki") == [
        "These words stand nowhere in this, nor in its history."
    ]
    assert redaction.why_not_ask(release, asker, "\n".join(f"Sana {n}" for n in range(41)), None, "Laki") == [
        "At most 40 lines at a time."
    ]


def test_the_asker_never_makes_it_even_as_a_superuser():
    both = UserFactory(administrator=True, is_superuser=True)
    asked = Redaction.objects.ask(ReleaseFactory(lead=NAME), both, NAME, reason="Laki")

    with pytest.raises(Refused) as refused:
        asked.make(both)

    assert refused.value.reasons == ["You asked for this yourself, so a second person must make it."]
    assert Release.objects.get().lead == NAME


def test_a_writer_is_no_second_person_and_nothing_is_made_twice(asker, maker):
    asked = redacted(ReleaseFactory(lead=NAME), asker, maker)

    assert asked.why_not_make(UserFactory(writer=True)) == [
        "Only an editor or an administrator can make a redaction.",
        "This has been made already.",
    ]


@pytest.mark.parametrize("group", ["editor", "administrator"])
@pytest.mark.parametrize("factory", [ReleaseFactory, SpokespersonFactory, EventFactory])
def test_any_editor_or_administrator_can_be_the_second_person(asker, group, factory):
    assert redaction.may_be_second(UserFactory(**{group: True}), factory()) is True
    assert redaction.may_be_second(UserFactory(writer=True), factory()) is False


def test_the_second_people_are_told_by_mail_without_the_words(
    asker, maker, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = Redaction.objects.ask(ReleaseFactory(lead=NAME), asker, NAME, reason="Tietosuojalaki")

    assert [mail.to for mail in mailoutbox] == [[maker.email]]
    text = mailoutbox[0].subject + mailoutbox[0].body
    assert (NAME in text, "Tietosuojalaki" in text, asked.get_absolute_url() in text) == (False, False, True)


def test_a_request_can_be_dropped_with_its_words(asker, maker):
    asked = Redaction.objects.ask(ReleaseFactory(lead=NAME), asker, NAME, reason="Laki")

    asked.drop(asker)

    assert Redaction.objects.count() == 0
    assert Release.objects.get().lead == NAME


# Words


def test_words_leave_every_text_of_a_release_and_of_its_parts(asker, maker):
    person = SpokespersonFactory(given_name="Sentinella", family_name="Mäkelä", slug="sentinella-makela")
    release = ReleaseFactory(
        published=True,
        headline=f"Liitto palkitsi: {NAME}",
        slug="liitto-palkitsi-sentinella-makela",
        lead=f"Voittaja on {NAME.upper()}.",
        body=f"<p><strong>Senti</strong>nella&nbsp;Mäkelä tuli.</p>{quote(NAME, 'Kiitos.', 'jäsen', str(person.uuid))}",
        contacts=[person],
        files=[PdfFactory(name="sentinella-makela.pdf", words=NAME)],
    )
    release.attachments.update(label=f"Lausunto, {NAME}")
    Correction.objects.create(release=release, text=f"Nimi on {NAME}.", was_wrong="Sentinella  mäkelä")

    redacted(release, asker, maker)

    release = Release.objects.get()
    assert (release.headline, release.lead) == (f"Liitto palkitsi: {FI}", f"Voittaja on {FI}.")
    assert release.slug == "liitto-palkitsi"
    assert release.body == (
        f"<p><strong>{FI}</strong> tuli.</p>"
        f'<blockquote data-speaker="{FI}" data-title="jäsen" data-person=""><p>Kiitos.</p></blockquote>'
    )
    assert [(said.name, said.spokesperson) for said in Quote.objects.all()] == [(FI, None)]
    assert Attachment.objects.get().label == f"Lausunto, {FI}"
    assert [(each.text, each.was_wrong) for each in Correction.objects.all()] == [(f"Nimi on {FI}.", FI)]
    stored = StoredFile.objects.get()
    assert (stored.original_name, stored.pdf_title) == ("file.pdf", FI)
    assert Contact.objects.count() == 0


def test_a_row_whose_name_stands_in_two_columns_is_struck(asker, maker):
    person = SpokespersonFactory(
        given_name="Sentinella", family_name="Mäkelä", slug="sentinella-makela", email="sentinella.makela@j.example"
    )

    redacted(person, asker, maker, f"{NAME}\n0500 000 131")

    person.refresh_from_db()
    assert (person.name, person.slug, person.email) == (FI, f"spokesperson-{person.pk}", "")
    assert Phone.objects.count() == 0
    assert tables_with(NAME, "sentinella", "500000131") == set()


def test_each_column_is_marked_in_its_own_language(asker, maker):
    event = EventFactory(published=True, title_fi=f"Puhuu {NAME}", title_sv=f"{NAME} talar", title_en="A talk")

    redacted(event, asker, maker)

    event.refresh_from_db()
    assert (event.title_fi, event.title_sv, event.title_en) == (f"Puhuu {FI}", f"{SV} talar", "A talk")


def test_the_history_is_struck_too(asker, maker):
    release = ReleaseFactory(published=True, headline=NAME)
    with history.change(by=maker, note=f"{NAME} pyysi."):
        release.headline = "Uusi otsikko"
        release.save()
    row = Release.objects.get()
    row.lead = f"Oli {NAME}."
    proposal = propose(Release.objects.get(), UserFactory(writer=True), row.save, f"Terveisin {NAME}")
    proposal.refuse(maker, f"Ei {NAME}.")
    LogEntry.objects.create(
        user=maker,
        content_type=ContentType.objects.get_for_model(release),
        object_id=str(release.pk),
        object_repr=NAME,
        action_flag=CHANGE,
        change_message=json.dumps([{"added": {"name": "contact", "object": NAME}}]),
    )
    Chore.objects.create(kind="receipt", key=f"releases.release:{release.pk}:x", result={"closed": [{"name": NAME}]})
    assert len(tables_with(NAME)) >= 8

    asked = redacted(release, asker, maker)

    assert tables_with(NAME) == set()
    assert asked.words == ""
    proposal.refresh_from_db()
    assert (proposal.data["lead"], proposal.note, proposal.decision_note) == (
        f"Oli {FI}.",
        f"Terveisin {FI}",
        f"Ei {FI}.",
    )
    assert json.loads(LogEntry.objects.get().change_message)[0]["added"]["object"] == FI


def test_words_in_the_reason_are_struck_with_the_rest(asker, maker):
    release = ReleaseFactory(lead=NAME)
    asked = Redaction.objects.ask(release, asker, NAME, reason=f"Pyytäjä {NAME}")

    asked.make(maker)

    asked.refresh_from_db()
    assert asked.reason == f"Pyytäjä {FI}"
    assert tables_with(NAME) == set()


def test_words_in_the_reasons_of_other_requests_are_struck_too(asker, maker):
    release = ReleaseFactory(lead=f"{NAME} ja Toinen Nimi")
    other = Redaction.objects.ask(release, asker, "Toinen Nimi", reason=f"Kuten {NAME}")

    redacted(release, asker, maker)

    other.refresh_from_db()
    assert (other.reason, other.is_made) == (f"Kuten {FI}", False)


def test_what_the_redaction_itself_leaves_names_no_other_row_by_the_words(asker, maker):
    image = ImageFactory(alt_fi=NAME)
    release = ReleaseFactory(published=True, headline=NAME, image=image)

    redacted(release, asker, maker)

    saved = [json.dumps(each.data, ensure_ascii=False) for each in history.Revision.objects.of(release)]
    assert [text for text in saved if NAME in text] == []
    image.refresh_from_db()
    assert image.alt_fi == NAME


def test_a_hash_that_stays_is_not_called_superseded(asker, maker):
    release = ReleaseFactory(published=True)
    release.contacts.create(spokesperson=SpokespersonFactory(), name=NAME)
    assert [version.contacts != [] for version in versions(release)] == [True, False]

    redacted(release, asker, maker)

    assert [version.superseded_digest for version in versions(Release.objects.get())] == ["", "", ""]
    assert versions(Release.objects.get())[1].contacts[0]["name"] == FI


def test_the_redaction_stands_in_the_history_with_both_names_and_no_new_version(asker, maker):
    release = ReleaseFactory(published=True, headline=NAME)

    redacted(release, asker, maker)

    last = history.Revision.objects.of(release).first()
    assert (last.verb, last.by, last.number, last.is_edit) == ("redact", maker, None, False)
    assert last.note == "Asked for by Ada Asker: Tietosuojalaki 5 §"


def test_readers_see_the_hash_of_the_original_as_superseded(asker, maker):
    release = ReleaseFactory(published=True, headline=NAME)
    original = versions(release)[0].digest

    redacted(release, asker, maker)

    version = versions(Release.objects.get())[0]
    assert (version.number, version.headline, version.superseded_digest) == (1, FI, original)
    assert version.digest != original


def test_a_second_redaction_keeps_the_first_original(asker, maker):
    release = ReleaseFactory(published=True, headline=f"{NAME} ja Toinen Nimi")
    original = versions(release)[0].digest

    redacted(release, asker, maker)
    redacted(Release.objects.get(), asker, maker, "Toinen Nimi")

    assert versions(Release.objects.get())[0].superseded_digest == original


def test_a_version_without_the_words_is_superseded_by_nothing(asker, maker):
    release = ReleaseFactory(published=True, headline="Otsikko")
    release.lead = NAME
    release.save()

    redacted(release, asker, maker)

    first = history.Revision.objects.get(number=1)
    assert first.superseded_digest == ""
    assert [bool(version.superseded_digest) for version in versions(Release.objects.get())] == [True, False]


def test_digests_of_saved_states_are_of_what_they_hold_now(asker, maker):
    release = ReleaseFactory(published=True, headline=NAME, lead="Ääkkönen")

    redacted(release, asker, maker)

    text = json.dumps(history.Revision.objects.get(number=1).data, sort_keys=True, ensure_ascii=False)
    assert history.Revision.objects.get(number=1).digest == history.hashlib.sha256(text.encode()).hexdigest()


def test_words_that_stand_in_the_history_only_are_struck_there(asker, maker):
    release = ReleaseFactory(headline=NAME)
    release.headline = "Toinen"
    release.save()

    redacted(release, asker, maker)

    assert tables_with(NAME) == set()
    assert Release.objects.get().headline == "Toinen"
    assert history.Revision.objects.of(release).first().verb == "redact"


def test_a_deleted_draft_is_struck_from_what_is_kept_of_it(asker, maker):
    release = ReleaseFactory(headline=NAME)
    key = release.pk
    release.delete()

    redacted(Release(pk=key), asker, maker)

    assert tables_with(NAME) == set()


def test_no_old_address_leads_to_the_new_one(client, asker, maker):
    release = ReleaseFactory(published=True, slug="ensin-sentinella-makela")
    release.slug = "sitten-sentinella-makela"
    release.save()
    assert client.get("/fi/tiedotteet/ensin-sentinella-makela/").status_code == 301

    redacted(release, asker, maker)

    assert OldSlug.objects.count() == 0
    statuses = [
        client.get(f"/fi/tiedotteet/{slug}/").status_code
        for slug in ("ensin-sentinella-makela", "sitten-sentinella-makela", "sitten")
    ]
    assert statuses == [404, 404, 200]


def test_a_new_address_takes_nobodys(asker, maker):
    ReleaseFactory(slug="otsikko")
    release = ReleaseFactory(slug="otsikko-sentinella-makela")

    redacted(release, asker, maker)

    release.refresh_from_db()
    assert release.slug == f"otsikko-{release.pk}"


def test_language_versions_asked_for_together_are_made_together(asker, maker):
    finnish = ReleaseFactory(published=True, lead=NAME)
    swedish = ReleaseFactory(published=True, language="sv", family=finnish.family, lead=f"{NAME} sade")
    asked = Redaction.objects.ask(finnish, asker, NAME, reason="Laki", siblings=[swedish])

    asked.make(maker)

    assert [release.lead for release in Release.objects.order_by("pk")] == [FI, f"{SV} sade"]
    assert Redaction.objects.made().count() == 2
    assert tables_with(NAME) == set()


def test_history_of_others_that_names_the_row_is_struck_with_it(asker, maker):
    image = ImageFactory(alt_fi=NAME)
    release = ReleaseFactory(published=True, image=image)
    assert NAME in json.dumps(history.Revision.objects.of(release).first().data, ensure_ascii=False)

    redacted(image, asker, maker)

    assert tables_with(NAME) == set()


def test_a_failure_leaves_everything_as_it_was(asker, maker, monkeypatch):
    release = ReleaseFactory(published=True, headline=NAME, files=[stored := PdfFactory()])
    asked = Redaction.objects.ask(release, asker, NAME, stored, reason="Laki")
    before = sorted(text for *_where, text in texts_in_database())

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(blobs, "path_of", broken)
    monkeypatch.setattr(Redaction, "save", broken)
    with pytest.raises(RuntimeError):
        asked.make(maker)
    monkeypatch.undo()

    assert sorted(text for *_where, text in texts_in_database()) == before
    assert stored.path.exists()


# What is seen before


def test_the_places_are_counted_and_named(asker):
    release = ReleaseFactory(published=True, headline=NAME, lead=f"Eilen {NAME} puhui.")
    person = SpokespersonFactory(given_name="Sentinella", family_name="Mäkelä")
    ReleaseFactory(headline="Muu", body=f"<p>Myös {NAME}</p>")

    with override("en"):
        seen = look([release], NAME)

    text = seen["texts"][0]
    assert [place.heading for place in text["now"]] == ["Headline", "Lead"]
    assert text["now"][1].excerpts[0].before == "Eilen "
    assert text["kept"] == [("Version 1", 1)]
    assert seen["count"] == 3
    assert {each["other"].name for each in seen["elsewhere"]} == {"Muu", str(person)}


def test_looking_changes_nothing():
    release = ReleaseFactory(published=True, headline=NAME)
    before = sorted(text for *_where, text in texts_in_database())

    look([release], NAME)

    assert sorted(text for *_where, text in texts_in_database()) == before


# Files and pictures


def on_disk():
    return {
        path.name
        for folder in (blobs.folder(), blobs.renditions_folder())
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_a_file_goes_from_the_disk_and_its_address_says_so(fetch, asker, maker, django_capture_on_commit_callbacks):
    stored = PdfFactory(words="Salaista Mattia koskevaa")
    release = ReleaseFactory(published=True, files=[stored])
    address = stored.get_absolute_url()
    assert fetch(address).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        asked = redacted(release, asker, maker, "", file=stored)

    assert fetch(address).status_code == 410
    assert stored.sha256 not in on_disk()
    assert Attachment.objects.count() == 0
    stored.refresh_from_db()
    assert (stored.is_struck, stored.pdf_title, asked.file_uuid) == (True, "", stored.uuid)
    page = fetch(f"/fi/tiedotteet/{release.slug}/").bytes.decode()
    assert address not in page
    assert "Liite" not in page.split('id="attachments"')[-1] or 'id="attachments"' not in page


def test_a_file_that_was_uploaded_a_moment_ago_goes_too(asker, maker, django_capture_on_commit_callbacks):
    stored = PdfFactory(words="Äsken")
    release = ReleaseFactory(published=True, files=[stored])
    os.utime(stored.path, (clock.now().timestamp(),) * 2)

    with django_capture_on_commit_callbacks(execute=True):
        redacted(release, asker, maker, "", file=stored)

    assert stored.path.exists() is False


def test_the_same_bytes_go_wherever_they_are_used(asker, maker, django_capture_on_commit_callbacks):
    stored, twin = PdfFactory(words="Sama"), PdfFactory(words="Sama")
    release, other = ReleaseFactory(published=True, files=[stored]), ReleaseFactory(published=True, files=[twin])
    version = DocumentVersionFactory(published=True, stored_file=PdfFactory(words="Sama"))
    assert {type(user).__name__ for user in redaction_files.users_of(stored)} == {"Attachment", "DocumentFile"}

    with django_capture_on_commit_callbacks(execute=True):
        redacted(release, asker, maker, "", file=stored)

    assert StoredFile.objects.filter(sha256=stored.sha256, struck_at=None).count() == 0
    assert (other.attachments.count(), version.files.count(), stored.path.exists()) == (0, 0, False)
    assert history.Revision.objects.of(other).first().verb == "redact"


def test_a_picture_leaves_the_pages_that_showed_it(fetch, asker, maker, django_capture_on_commit_callbacks):
    image = ImageFactory()
    stored = image.stored_file
    release = ReleaseFactory(published=True, image=image)
    person, event = SpokespersonFactory(photo=image), EventFactory(published=True, image=image)
    renditions = {path.name for path in blobs.renditions_of(stored.sha256)}
    assert len(renditions) > 0
    assert renditions <= on_disk()

    with django_capture_on_commit_callbacks(execute=True):
        redacted(release, asker, maker, "", file=stored)

    release.family.refresh_from_db()
    person.refresh_from_db()
    event.refresh_from_db()
    assert (release.family.image, person.photo, event.image, Image.objects.count()) == (None, None, None, 0)
    assert ({stored.sha256} | renditions) & on_disk() == set()
    assert fetch(f"/files/{stored.uuid}/320.webp").status_code == 410
    assert fetch(release.get_absolute_url()).status_code == 200
    assert str(stored.uuid) not in fetch(release.get_absolute_url()).bytes.decode()


def test_a_file_that_nobody_outside_could_see_answers_like_one_that_never_was(fetch, asker, maker):
    stored = PdfFactory()
    release = ReleaseFactory(files=[stored])
    address = stored.get_absolute_url()

    redacted(release, asker, maker, "", file=stored)

    assert fetch(address).status_code == 404
    assert fetch(StoredFile.objects.get().get_absolute_url()).status_code == 410
    assert Redaction.objects.get().file == StoredFile.objects.get()


def test_bytes_that_a_disk_held_back_are_taken_in_the_night(asker, maker):
    stored = PdfFactory()
    redacted(ReleaseFactory(published=True, files=[stored]), asker, maker, "", file=stored)
    assert stored.path.exists(), "nothing is committed in a test"

    assert redaction.finish() == {"redacted": 1}

    assert not stored.path.exists()
    assert redaction.finish() == {"redacted": 0}


def test_the_night_leaves_bytes_that_were_uploaded_anew(asker, maker):
    stored = PdfFactory(words="Sama")
    redacted(ReleaseFactory(published=True, files=[stored]), asker, maker, "", file=stored)
    PdfFactory(words="Sama")

    assert redaction.finish() == {"redacted": 0}
    assert stored.path.exists()


def test_a_request_whose_file_has_gone_meanwhile_is_refused(asker, maker, django_capture_on_commit_callbacks):
    stored = PdfFactory()
    release = ReleaseFactory(published=True, files=[stored])
    asked, again = (Redaction.objects.ask(release, asker, "", stored, reason=reason) for reason in ("Laki", "Toinen"))
    with django_capture_on_commit_callbacks(execute=True):
        again.make(maker)

    assert asked.why_not_make(maker) == ["The file is no longer used here. Drop this request and ask anew."]


def test_a_file_that_only_an_earlier_version_has_can_be_struck(fetch, asker, maker, django_capture_on_commit_callbacks):
    stored = PdfFactory()
    release = ReleaseFactory(published=True, files=[stored])
    release.save()
    release.attachments.get().delete()
    assert fetch(stored.get_absolute_url()).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        redacted(release, asker, maker, "", file=stored)

    assert (fetch(stored.get_absolute_url()).status_code, stored.path.exists()) == (410, False)


def test_the_bytes_of_a_wrong_file_struck_before_can_be_taken_from_the_disk(
    asker, maker, django_capture_on_commit_callbacks
):
    stored = PdfFactory()
    release = ReleaseFactory(published=True, files=[stored])
    files.replace_wrong(release.attachments.get(), "stored_file", PdfFactory(words="Oikea"))
    stored.refresh_from_db()
    assert (stored.is_struck, stored.path.exists()) == (True, True)

    with django_capture_on_commit_callbacks(execute=True):
        redacted(release, asker, maker, "", file=stored)

    assert stored.path.exists() is False
    assert release.attachments.count() == 1
    assert redaction.why_not_ask(release, asker, "", stored, "Laki") == ["This file is no longer used here."]


# The whole site


def test_after_a_redaction_no_address_and_no_table_holds_the_words(
    client, asker, maker, django_capture_on_commit_callbacks
):
    word = "Sentinellanen"
    person = SpokespersonFactory(
        given_name="Aino", family_name=word, slug="aino-sentinellanen", email=f"aino.{word.lower()}@j.example"
    )
    stored = PdfFactory(words=word, name=f"{word}.pdf")
    finnish = ReleaseFactory(
        published=True,
        headline=f"{word} voitti",
        slug="sentinellanen-voitti",
        lead=f"Voittaja: {word}.",
        body=f"<p>Kuka? <strong>Sen</strong>tinellanen <em>{word}</em>.</p>{quote(word, word, word)}",
        contacts=[person],
        files=[stored],
    )
    swedish = ReleaseFactory(
        published=True, language="sv", family=finnish.family, headline=f"{word} vann", slug="sentinellanen-vann"
    )
    finnish.attachments.update(label=f"{word} kuvassa")
    Correction.objects.create(release=finnish, text=word, was_wrong=word)
    with history.change(by=maker, note=word):
        finnish.lead = f"{word} on voittaja."
        finnish.save()
    row = Release.objects.get(pk=finnish.pk)
    row.headline = f"{word} jälleen"
    propose(Release.objects.get(pk=finnish.pk), UserFactory(writer=True), row.save, word)
    walked = [
        "/fi/",
        "/sv/",
        "/fi/tiedotteet/",
        "/fi/tiedotteet/feed.rss",
        "/sv/pressmeddelanden/",
        "/fi/asiantuntijat/",
    ]
    walked += [f"/fi/haku/?q={word}", "/fi/haku/?q=voitti"]
    before = [address for address in walked if word in page(client, address)]
    assert len(before) >= 6

    superuser = UserFactory(is_superuser=True)
    with django_capture_on_commit_callbacks(execute=True):
        Redaction.objects.ask(finnish, asker, word, stored, reason="Laki", siblings=[swedish]).make(maker)
        redacted(person, asker, maker, word)

    finnish.refresh_from_db()
    own = finnish.get_absolute_url()
    walked += [own, *(f"{own}v{n}/{tail}" for n in (1, 2, 3) for tail in ("", "release.txt"))]
    walked += [each.get_absolute_url() for each in (Release.objects.get(pk=swedish.pk), Spokesperson.objects.get())]
    assert page(client, f"{own}v1/").count(FI) >= 5
    walked.remove(f"/fi/haku/?q={word}")
    assert [address for address in walked if word.lower() in page(client, address).lower()] == []
    asked, never = (page(client, f"/fi/haku/?q={each}").replace(each, "") for each in (word, "Eikukaan"))
    assert asked == never
    client.force_login(superuser)
    admin = [f"/admin/releases/release/{finnish.pk}/{tail}" for tail in ("change/", "history/")]
    assert [
        address
        for address in [*admin, "/admin/", "/admin/releases/release/"]
        if word.lower() in page(client, address).lower()
    ] == []
    assert tables_with(word, "sentinellanen") == set()
    assert [path for path in blobs.folder().rglob("*") if path.is_file() and word.encode() in path.read_bytes()] == []


def page(client, address):
    response = client.get(address, follow=True)
    text = response.getvalue().decode()
    response.close()
    return text

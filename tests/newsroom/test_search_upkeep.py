"""The index follows every save in its transaction; the night and `reindex` mend what passed it by."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from newsroom import clock, history, ticking
from newsroom.models import FileText, SearchEntry, SearchText, StoredFile
from newsroom.search import upkeep
from newsroom.search.finding import find
from newsroom.search.question import Question
from people.models import Title
from releases.models import Release
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    PdfFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    VenueFactory,
    quote,
)

pytestmark = pytest.mark.django_db


def found(asked, language="en") -> list[tuple]:
    return [(each.kind, each.object_id) for each in find(Question.asked(asked), language).candidates]


def english(**fields):
    return ReleaseFactory(**{"published": True, "language": "en", "headline": "Salmon", **fields})


def test_a_save_is_found_at_once_and_its_old_words_are_not():
    release = english()

    release.headline = "Trout"
    release.save()

    assert found("trout") == [("release", release.pk)]
    assert found("salmon") == []


def test_what_is_undone_is_not_found():
    with transaction.atomic():
        english()
        transaction.set_rollback(True)

    assert found("salmon") == []
    assert SearchEntry.objects.count() == 0


def test_themes_set_after_a_save_are_counted_with_it():
    """As the admin saves: the row first, its relations later, one revision at the end."""
    theme = ThemeFactory()
    with history.change(by=UserFactory()):
        event = EventFactory(title_en="Salmon day", published=True)
        event.themes.set([theme])

    assert SearchEntry.objects.get(kind="event", language="en").themes == str(theme.pk)


@pytest.mark.parametrize("field", ["headline", "lead", "body"])
def test_every_text_of_a_release_is_found(field):
    release = english(**{"headline": "Other", field: "Salmon"})

    assert found("salmon") == [("release", release.pk)]


def test_what_a_release_is_called_in_lists_is_found():
    statement = english(headline="Other", kind="statement")
    english(headline="Another", slug="another")

    assert (found("statement"), found("press release")) == ([("release", statement.pk)], [])


def test_a_part_of_a_name_is_found_as_a_foreign_keyboard_writes_it():
    person = SpokespersonFactory(given_name="Nadia", family_name="Haddad-Mäkelä")

    loose = find(Question.asked("makela"), "en", is_loose=True)

    assert [each.object_id for each in loose.candidates] == [person.pk]


def test_a_long_swedish_word_is_found_at_the_beginning_of_its_compounds(client):
    release = ReleaseFactory(published=True, language="sv", headline="Översvämningskartorna är klara")
    ReleaseFactory(published=True, language="sv", headline="Kommunikation", slug="kommunikation")

    assert found("översvämning", "sv") == [("release", release.pk)]
    assert "<mark>Översvämningskartorna</mark>" in client.get("/sv/sok/?q=översvämning").text
    assert found("kommun", "sv") == []


def test_quotes_come_and_go_with_the_body():
    release = english(headline="Other", body=quote("Eva Lohikoski", "Salmon rise."))
    assert {kind for kind, _key in found("salmon")} == {"release", "quote"}

    release.body = "<p>Trout.</p>"
    release.save()

    assert found("salmon") == []
    assert not SearchEntry.objects.filter(kind="quote").exists()


def test_the_words_of_a_pdf_are_found_with_its_document():
    version = DocumentVersionFactory(published=True, stored_file=PdfFactory(words="Salmonmeter"))

    assert found("salmonmeter") == [("document", version.pk)]


def test_a_new_title_of_a_document_is_that_of_its_versions():
    version = DocumentVersionFactory(document=DocumentFactory(title_en="Salmon"), published=True)

    version.document.title_en = "Trout"
    version.document.save()

    assert (found("trout"), found("salmon")) == ([("document", version.pk)], [])


def test_only_the_newest_public_version_of_a_document_is_found():
    document = DocumentFactory(title_en="Salmon")
    DocumentVersionFactory(document=document, published=True)
    second = DocumentVersionFactory(document=document, number=2, published=True)
    DocumentVersionFactory(document=document, number=3, embargoed=True)

    assert found("salmon") == [("document", second.pk)]


def test_a_programme_is_found_by_its_name_with_each_period():
    period = ProgrammePeriodFactory(published=True)
    period.programme.title_en = "Salmon"
    period.programme.save()

    assert found("salmon 2024") == [("programme", period.pk)]


def test_a_venue_renames_its_events():
    event = EventFactory(published=True, venue=VenueFactory(name_en="Salmon hall"))

    event.venue.name_en = "Trout hall"
    event.venue.save()

    assert (found("trout"), found("salmon")) == ([("event", event.pk)], [])


def test_a_title_that_is_held_later_is_nobodys_business(clock_at):
    clock_at("2026-03-10 12:00")
    person = SpokespersonFactory(given_name="Eva", family_name="Lohi", title="angler")
    Title.objects.create(spokesperson=person, text_en="director", valid_from=date(2026, 3, 11))
    assert (found("director"), found("angler")) == ([], [("person", person.pk)])

    clock_at("2026-03-11 05:00")
    upkeep.mend()

    assert found("director") == [("person", person.pk)]


def test_a_result_says_the_title_of_today_before_the_night_has_come(client, clock_at):
    clock_at("2026-03-10 12:00")
    person = SpokespersonFactory(given_name="Eva", family_name="Lohi", title="angler")
    Title.objects.create(spokesperson=person, text_en="director", valid_from=date(2026, 3, 11))
    assert "angler" in client.get("/en/search/?q=lohi").text

    clock_at("2026-03-11 00:01")

    page = client.get("/en/search/?q=lohi").text
    assert ("director" in page, "angler" in page) == (True, False)


def test_what_is_deleted_leaves_nothing_behind():
    release = english(draft=True, published=False, body=quote("Eva Lohikoski", "Salmon rise."))

    release.delete()

    assert (SearchEntry.objects.count(), SearchText.objects.count()) == (0, 0)


def test_a_struck_file_says_nothing_any_more():
    stored = PdfFactory(words="Salmonmeter")
    version = DocumentVersionFactory(published=True, stored_file=stored)
    assert FileText.objects.filter(sha256=stored.sha256).exists()

    stored.strike()
    version.save()

    assert found("salmonmeter") == []
    assert not FileText.objects.exists()


def test_the_words_of_a_file_go_with_its_last_row():
    first = PdfFactory(words="Salmonmeter")
    second = StoredFile.objects.create(
        sha256=first.sha256, size=1, content_type="application/pdf", original_name="b.pdf"
    )

    first.delete()
    assert FileText.objects.count() == 1
    second.delete()

    assert FileText.objects.count() == 0


class TestMending:
    def test_a_file_that_came_before_its_words_were_kept_is_read(self):
        version = DocumentVersionFactory(published=True, stored_file=PdfFactory(words="Salmonmeter"))
        FileText.objects.all().delete()
        SearchEntry.objects.all().delete()

        upkeep.mend()

        assert ("document", version.pk) in found("salmonmeter")

    def test_a_batch_is_as_large_as_the_last_one_was_quick(self):
        quick, slow = upkeep.LONG / 2, upkeep.LONG * 2

        assert [upkeep._next_size(size, quick) for size in (1, 20, 50)] == [2, 40, upkeep.MOST_IN_A_BATCH]
        assert [upkeep._next_size(size, slow) for size in (1, 50)] == [1, 25]

    def test_writes_that_passed_the_index_by_are_mended_at_night(self):
        release = english()
        Release.objects.filter(pk=release.pk).update(headline="Trout")
        assert found("trout") == []

        assert upkeep.mend() == {"mended": 1}

        assert (found("trout"), found("salmon")) == ([("release", release.pk)], [])
        assert ticking.NIGHTLY["search"] is upkeep.mend

    def test_nothing_is_written_when_all_is_right(self):
        english(body=quote("Eva Lohikoski", "Salmon rise."))

        assert upkeep.mend() == {"mended": 0}

    def test_another_analyser_writes_all_anew(self):
        english()
        SearchEntry.objects.update(analyser="an older one")

        assert upkeep.mend()["mended"] == SearchEntry.objects.count() > 0

    def test_what_was_deleted_by_sql_is_forgotten(self):
        release = english(draft=True, published=False)
        with connection.cursor() as cursor:
            for table in ("releases_contact", "releases_attachment", "releases_quote", "releases_correction"):
                cursor.execute(f"DELETE FROM {table}")
            cursor.execute("DELETE FROM releases_release WHERE id = %s", [release.pk])

        upkeep.mend()

        assert not SearchEntry.objects.filter(kind="release").exists()

    def test_reindex_fills_an_empty_index_and_tells_how_far_it_is(self):
        release = english()
        SearchEntry.objects.all().delete()
        out = StringIO()

        call_command("reindex", stdout=out)

        assert found("salmon") == [("release", release.pk)]
        assert out.getvalue().splitlines()[-1] == "1 looked at, 1 entries written"

    def test_reindex_draws_a_bar_on_a_terminal(self):
        english()
        out = StringIO()
        out.isatty = lambda: True

        call_command("reindex", stdout=out)

        assert "[########################################] 1/1" in out.getvalue()

    def test_reindex_goes_on_where_it_was_stopped(self):
        for number in range(3):
            english(slug=f"salmon-{number}")
        SearchEntry.objects.filter(object_id=Release.objects.latest("pk").pk).delete()
        out = StringIO()

        call_command("reindex", stdout=out)

        assert out.getvalue().splitlines()[-1] == "3 looked at, 1 entries written"


class TestOrder:
    def test_the_newest_come_first_among_equals(self):
        now = clock.now()
        keys = [english(slug=f"s-{day}", publish_at=now - timedelta(days=day)).pk for day in (5, 1, 3)]

        assert found("salmon") == [("release", key) for key in (keys[1], keys[2], keys[0])]

    def test_a_title_weighs_more_than_a_lead_and_a_lead_more_than_the_text(self):
        text = english(headline="A", slug="a", body="<p>Salmon</p>").pk
        lead = english(headline="B", slug="b", lead="Salmon").pk
        title = english(slug="c").pk
        old = english(slug="d", publish_at=clock.now() - timedelta(days=4000)).pk

        assert found("salmon") == [("release", key) for key in (title, old, lead, text)]

    def test_what_is_hidden_takes_nobodys_place(self, monkeypatch):
        monkeypatch.setattr("newsroom.search.finding.MOST", 2)
        monkeypatch.setattr("newsroom.search.finding.CHUNK", 3)
        public = english(slug="public").pk
        for number in range(7):
            english(slug=f"hidden-{number}", draft=True, published=False)

        assert found("salmon") == [("release", public)]


def times_in_index(word: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM newsroom_searchwords_data WHERE instr(block, CAST(%s AS BLOB))", [word])
        return cursor.fetchone()[0]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_struck_words_leave_the_index_of_sqlite_for_good():
    release = english(headline="Zaragosalmon")
    assert times_in_index("aragosalmon") > 0

    release.headline = "Trout"
    release.save()
    upkeep.mend()

    assert times_in_index("aragosalmon") == 0

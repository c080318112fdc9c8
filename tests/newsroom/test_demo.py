import io
from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from events.models import Event
from newsroom import clock
from newsroom.demo.load import NotOurNewsroomError, load
from newsroom.models import Image, Organisation, Revision, StoredFile, Theme
from newsroom.publishing import Stage
from people.models import Spokesperson
from programmes.models import DocumentFile, DocumentVersion, ProgrammePeriod
from releases.models import Attachment, Contact, Quote, Release, ReleaseFamily
from tests.factories import OrganisationFactory, helsinki

LOADED_AT = helsinki(2026, 11, 24, 12)
MADE = {
    "organisations": 1,
    "accessibility statements": 1,
    "themes": 6,
    "pictures": 10,
    "spokespeople": 8,
    "events": 6,
    "programmes": 1,
    "programme periods": 2,
    "documents": 4,
    "document versions": 5,
    "series": 1,
    "releases": 90,
    "release families": 45,
}
TABLES = [Organisation, Theme, Image, StoredFile, Spokesperson, Event, ProgrammePeriod, DocumentVersion, Release]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo loaded once for the whole module, and taken back at its end."""
    with time_machine.travel(LOADED_AT, tick=False), django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def taken_back(demo):
    """Whatever a test changes in the demo is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stages() -> Counter:
    return Counter(release.stage for release in Release.objects.all())


def rows() -> dict:
    return {model.__name__: model.objects.count() for model in [*TABLES, Revision, Quote, Contact, Attachment]}


# What is made


def test_the_demo_tells_what_it_made(demo):
    assert demo == MADE


def test_forty_families_are_public_and_the_rest_show_every_other_stage(demo):
    assert ReleaseFamily.objects.public().count() == 40
    assert stages() == {Stage.PUBLIC: 84, Stage.SCHEDULED: 2, Stage.DRAFT: 2, Stage.REVIEW: 1, Stage.WITHDRAWN: 1}


def test_releases_speak_three_languages_in_four_kinds(demo):
    public = Release.objects.public()

    languages = Counter(public.values_list("language", flat=True))
    kinds = Counter(ReleaseFamily.objects.public().values_list("kind", flat=True))

    assert languages == {"fi": 40, "sv": 28, "en": 16}
    assert kinds == {"release": 26, "statement": 6, "news": 5, "media_invitation": 3}


def test_releases_are_spread_over_three_years_and_none_came_out_on_a_weekend(demo):
    days = [clock.today(release.publish_at) for release in Release.objects.public()]

    assert min(days) == date(2023, 12, 5)
    assert max(days) == date(2026, 11, 17)
    assert {day.year for day in days} == {2023, 2024, 2025, 2026}
    assert not [day for day in days if day.weekday() > 4]


def test_twelve_releases_are_of_full_length(demo):
    full = [
        release
        for release in Release.objects.public().in_language("fi")
        if release.body.count("<h2>") >= 2 and release.body.count("<p>") >= 5 and release.quotes.count() >= 2
    ]

    assert len(full) == 12
    assert all("<table>" in release.body or "<li>" in release.body for release in full)


def test_every_quote_has_a_known_speaker_and_a_title(demo):
    assert Quote.objects.count() > 100
    assert not Quote.objects.filter(spokesperson=None).exists()
    assert not Quote.objects.filter(title="").exists()


def test_a_title_is_printed_as_it_was_on_the_day(demo):
    titles = Quote.objects.filter(spokesperson__slug="elias-sandkvist", release__language="fi")

    before = titles.get(release__headline__startswith="Kevään tulva-arvio")
    after = titles.get(release__headline__startswith="Lohi nousi")

    assert (before.title, after.title) == ("vesistöasiantuntija", "vesistöpäällikkö")


def test_every_row_would_pass_its_own_form(demo):
    for model in [*TABLES, ReleaseFamily, Contact, Attachment]:
        for row in model.objects.all():
            row.full_clean()


def test_no_shorthand_is_left_in_any_text(demo):
    texts = [text for release in Release.objects.all() for text in (release.headline, release.lead, release.body)]
    texts += [text for event in Event.objects.all() for text in (event.title_fi, event.summary_sv, event.body_fi)]

    assert not [text for text in texts if any(mark in text for mark in ("{", "}", "**", "](", "\n##", "|"))]


def test_people_have_portraits_and_one_is_leaving(demo):
    listed = Spokesperson.objects.public()

    assert listed.count() == 8
    assert not listed.filter(photo=None).exists()
    assert [person.slug for person in listed.exclude(leaves_on=None)] == ["veikko-joutsela"]


# States


def test_events_show_every_state(demo):
    state = Event.RegistrationState
    today = clock.today()
    seen = {event.slug: (event.situation, event.registration_state()) for event in Event.objects.public()}

    assert seen == {
        "jokipaivat-2027": ("scheduled", state.OPEN),
        "siltapaiva-2026": ("scheduled", state.CLOSED),
        "talviseurannan-maastopaivat": ("scheduled", state.NONE),
        "haapakosken-kalatien-avajaiset": ("scheduled", state.ENDED),
        "jokiaamu-tulvakartta-kunnan-sivuille": ("rescheduled", state.OPEN),
        "lossikuskien-neuvottelupaiva": ("cancelled", state.CANCELLED),
    }
    assert Event.objects.filter(start_date__lte=today, end_date__gte=today).count() == 1
    assert Event.objects.past().count() == 1


def test_one_period_has_ended_and_one_is_in_force(demo):
    phases = {period.years: period.phase() for period in ProgrammePeriod.objects.public()}

    assert phases == {"2021–2023": "ended", "2024–2027": "in_force"}


def test_what_is_embargoed_until_tomorrow_is_public_tomorrow(demo):
    waiting = Release.objects.in_stage(Stage.SCHEDULED)

    assert {release.language for release in waiting} == {"fi", "sv"}
    assert not any(release.is_public() for release in waiting)
    assert all(release.is_public(LOADED_AT + timedelta(days=1)) for release in waiting)


def test_no_list_feed_or_page_shows_what_is_not_public(demo):
    client = Client()
    hidden = list(Release.objects.in_stage(Stage.SCHEDULED)) + list(Release.objects.filter(publish_at=None))

    doors = ["/fi/", "/fi/tiedotteet/", "/fi/tiedotteet/feed.rss", "/sv/pressmeddelanden/", "/fi/teemat/tulvat/"]
    seen = "".join(client.get(door).content.decode() for door in doors)

    assert len(hidden) == 5
    assert not [release.headline for release in hidden if release.headline in seen or release.slug in seen]
    assert {client.get(release.get_absolute_url()).status_code for release in hidden} == {404}


def test_the_withdrawn_release_stands_only_at_its_own_address(demo):
    withdrawn = Release.objects.get(status="withdrawn")
    client = Client()

    page = client.get(withdrawn.get_absolute_url()).content.decode()

    assert withdrawn.headline in page
    assert "laskettu kahteen kertaan" in page
    assert withdrawn.headline not in client.get("/fi/tiedotteet/?q=pumppaamo").content.decode()


def test_a_text_counts_as_changed_when_it_came_out(demo):
    late = [release for release in Release.objects.public() if release.updated_at != release.publish_at]

    assert late == []


def test_history_is_dated_as_if_it_had_been_written_then(demo):
    release = Release.objects.public().newest_first().last()

    dates = {revision.created_at.date() for revision in Revision.objects.of(release)}

    assert dates == {release.publish_at.date()}


# Files


def test_documents_are_real_pdfs_with_title_language_and_pages(demo):
    for file in DocumentFile.objects.select_related("stored_file", "version__document"):
        reader = PdfReader(file.stored_file.path)
        root = reader.trailer["/Root"]

        assert reader.metadata.title == getattr(file.version.document, f"title_{file.language}")
        assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == (file.language, True)
        assert 2 <= len(reader.pages) == file.stored_file.pages <= 24
        assert file.stored_file.size < 300_000


def test_the_second_version_of_the_programme_drops_one_measure_and_adds_three(demo):
    first, second = (
        "\n".join(page.extract_text() for page in PdfReader(version.file_in("fi").stored_file.path).pages)
        for version in DocumentVersion.objects.filter(document__slug="vesistoohjelma-2024-2027").order_by("number")
    )

    assert "Nahkiaisen siirtoistutukset" in first
    assert "Kunnaninsinöörien sijaispankki" not in first
    assert "Kunnaninsinöörien sijaispankki" in second
    assert "Muutokset edelliseen versioon" in second


def test_a_release_is_pinned_to_the_version_that_it_announced(demo):
    adopted = Release.objects.get(language="fi", headline__startswith="Jokikunnille toinen")
    revised = Release.objects.get(language="fi", headline__startswith="Vesistöohjelmaan kolme")

    assert adopted.attachments.get().document_version.number == 1
    assert revised.attachments.get().document_version.number == 2


# A second run


def test_a_second_run_adds_nothing(demo):
    before = rows()

    made = load()

    assert made == {}
    assert rows() == before


def test_a_second_run_leaves_an_editors_changes_alone(taken_back):
    release = Release.objects.public().newest_first().first()
    release.headline = "Editorin otsikko"
    release.save()
    Theme.objects.filter(slug="tulvat").update(slug="vesi", name_fi="Vesi")
    Release.objects.filter(status="draft").first().delete()
    Organisation.objects.filter(is_house=True).update(name_fi="Oma liitto")

    made = load()

    assert made == {}
    assert Release.objects.get(pk=release.pk).headline == "Editorin otsikko"
    assert sorted(Theme.objects.values_list("slug", flat=True))[-1] == "vesistot"
    assert Release.objects.filter(status="draft").count() == 1
    assert Organisation.objects.house().name_fi == "Oma liitto"


def test_the_command_says_what_it_made_and_then_that_nothing_was_added(taken_back):
    out = io.StringIO()

    call_command("demo", stdout=out)

    assert out.getvalue() == "The demo is already here; nothing was added.\n"


@pytest.mark.django_db
def test_a_newsroom_with_its_own_association_is_left_alone():
    OrganisationFactory(is_house=True, name_fi="Oikea liitto")

    with pytest.raises(NotOurNewsroomError):
        load()
    with pytest.raises(CommandError, match="Oikea liitto"):
        call_command("demo")

    assert not Theme.objects.exists()

"""What everybody sees of a thing, asked of the real site; and the command and the page that show it."""

import logging
from datetime import timedelta

import lxml.html
import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from newsroom import clock, publishing, visibility, visibility_pages
from newsroom.management.commands.visibility import find
from newsroom.publishing import drafts_shown
from tests.factories import (
    DocumentVersionFactory,
    EventFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    helsinki,
)
from tests.neighbourhood import full_release

pytestmark = pytest.mark.django_db

FACTORIES = [full_release, EventFactory, ProgrammePeriodFactory, DocumentVersionFactory]
each_noun = pytest.mark.parametrize("make", FACTORIES, ids=lambda make: make.__name__)


def seen(thing, at=None) -> list[str]:
    return [answer.address for answer in visibility.ask(thing, at) if answer.is_visible]


def shut(thing, at=None) -> list[str]:
    """Doors that should be open and are not."""
    return [answer.address for answer in visibility.ask(thing, at) if answer.door.is_expected and not answer.is_visible]


@each_noun
@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "removed"])
def test_nobody_sees_what_is_not_public(make, state):
    thing = make(**{state: True})

    assert seen(thing) == []


@each_noun
def test_every_door_opens_at_its_moment_without_anything_being_run(make):
    thing = make(embargoed=True)

    before, after = seen(thing, thing.publish_at - timedelta(seconds=1)), shut(thing, thing.publish_at)

    assert (before, after) == ([], [])


@each_noun
def test_what_is_public_is_visible_at_every_door(make):
    thing = make(published=True)

    assert shut(thing) == []
    assert len(seen(thing)) > 5


def test_an_embargoed_release_opens_more_than_25_doors():
    release = full_release(embargoed=True)

    assert len(seen(release, release.publish_at)) > 25


def test_a_person_who_waits_for_a_release_comes_out_with_it():
    person = SpokespersonFactory(waits_for_release=True)
    release = ReleaseFactory(contacts=[person], embargoed=True)

    before, after = seen(release), seen(release, release.publish_at)

    assert before == []
    assert {person.get_absolute_url(), "/fi/asiantuntijat/"} <= set(after)
    assert shut(release, release.publish_at) == []


def test_a_withdrawn_release_is_seen_at_its_own_page_and_versions_only():
    release = full_release(published=True)
    release.withdraw(None, "Luvut olivat väärin.")

    own, *versions = seen(release)
    assert own == "/fi/tiedotteet/tulvavahti/"
    assert [address for address in versions if not address.startswith(f"{own}v")] == []
    assert f"{own}v1/release.txt" in versions


def test_what_was_taken_away_is_seen_nowhere():
    release = full_release(published=True)
    release.remove(None)

    answers = visibility.ask(release)

    assert [answer.address for answer in answers if answer.is_visible] == []
    assert answers[0].status == 410


def test_an_older_release_is_found_further_back_in_its_list():
    old = ReleaseFactory(published=True, publish_at=helsinki(2020, 1, 1))
    for _number in range(20):
        ReleaseFactory(published=True)

    assert "/fi/tiedotteet/?page=2" in seen(old)
    assert shut(old) == []


def test_a_door_that_is_shut_by_mistake_is_told():
    release = full_release(published=True)
    stored = release.attachments.first().stored_file
    stored.path.unlink()

    assert shut(release) == [stored.get_absolute_url()]


def test_the_site_is_asked_as_a_stranger_in_the_midst_of_an_editors_request():
    release = full_release(embargoed=True)

    set_script_prefix("/admin/site/")
    try:
        with translation.override("sv"), drafts_shown(), clock.standing_at(release.publish_at - timedelta(hours=1)):
            answers = visibility.ask(release)
            after = (get_script_prefix(), translation.get_language(), publishing.are_drafts_shown(), clock.now())
    finally:
        set_script_prefix("/")

    assert [answer.address for answer in answers if answer.is_visible] == []
    assert answers[0].address == "/fi/tiedotteet/tulvavahti/"
    assert after == ("/admin/site/", "sv", True, release.publish_at - timedelta(hours=1))


def test_shut_doors_leave_no_address_in_the_log(caplog):
    release = full_release(embargoed=True)

    with caplog.at_level(logging.DEBUG):
        visibility.ask(release)

    assert [record.getMessage() for record in caplog.records if "tulvavahti" in record.getMessage()] == []


def test_asking_costs_the_same_with_more_releases_around():
    release = full_release(embargoed=True)
    themes = list(release.family.themes.all())
    for _number in range(4):
        ReleaseFactory(themes=themes, published=True)
    few = queries_of(release)

    for _number in range(6):
        ReleaseFactory(themes=themes, published=True)

    assert queries_of(release) == few


def queries_of(release) -> int:
    with CaptureQueriesContext(connection) as captured:
        visibility.ask(release)
    return len(captured)


# The command


def told(capsys, *arguments) -> tuple[list[str], str]:
    call_command("visibility", *arguments)
    out, err = capsys.readouterr()
    return out.splitlines(), err


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def test_command_tells_of_each_door_and_sums_up(capsys):
    release = full_release(embargoed=True, publish_at=helsinki(2090, 3, 1, 8))

    now, _err = told(capsys, "tulvavahti", "--at", "2090-03-01T07:59+02:00")
    then, _err = told(capsys, "tulvavahti", "--at", "2090-03-01T08:00+02:00")

    doors = len(then) - 1
    assert now[-1] == f"doors={doors} visible=0 at=2090-03-01T07:59:00+02:00"
    assert then[-1] == f"doors={doors} visible={doors} at=2090-03-01T08:00:00+02:00"
    assert then[0] == "visible       200  /fi/tiedotteet/tulvavahti/  Its own page"
    assert now[0] == "not visible   404  /fi/tiedotteet/tulvavahti/  Its own page"
    assert doors > 25
    assert release.stage == "scheduled"


def test_command_reads_a_moment_without_a_zone_as_finnish_time(capsys):
    full_release(embargoed=True, publish_at=helsinki(2090, 3, 1, 8))

    lines, err = told(capsys, "tulvavahti", "--at", "2090-03-01T08:00")

    assert lines[-1].endswith("at=2090-03-01T08:00:00+02:00")
    assert err == "No difference to UTC was given, so this is Finnish time.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "There is no release, event, programme or document called “nowhere”."),
        (["tulva", "--at", "soon"], "“soon” is not a moment. Write it like 2027-03-01T08:00+02:00."),
        (["tulva", "--at", "2027-03-28T03:30"], "2027-03-28T03:30:00 does not exist or exists twice in Finland"),
        (["tulva", "--at", "2027-10-31T03:30"], "2027-10-31T03:30:00 does not exist or exists twice in Finland"),
    ],
)
def test_command_refuses_with_one_sentence(arguments, sentence):
    ReleaseFactory(slug="tulva", published=True)

    with pytest.raises(CommandError) as refusal:
        call_command("visibility", *arguments)

    assert str(refusal.value).startswith(sentence)


def test_command_asks_which_when_a_name_means_more_than_one():
    finnish = ReleaseFactory(slug="tulva", headline="Tulva", published=True)
    swedish = ReleaseFactory(slug="tulva", language="sv", headline="Flod", draft=True)

    with pytest.raises(CommandError) as refusal:
        call_command("visibility", "tulva")

    assert str(refusal.value).splitlines() == [
        "“tulva” is the address of more than one. Choose by the first column:",
        f"  {finnish.uuid}  fi, Tulva, Public",
        f"  {swedish.uuid}  sv, Flod, Draft",
    ]


def test_things_are_found_by_every_name_they_have():
    release, event = ReleaseFactory(slug="tulva"), EventFactory(slug="jokipaivat")
    period = ProgrammePeriodFactory(programme=ProgrammeFactory(slug="ohjelma"))
    version = DocumentVersionFactory()

    assert find("tulva") == find(str(release.uuid)) == [release]
    assert release in find(str(release.pk))
    assert find("jokipaivat") == find(str(event.uuid)) == [event]
    assert find("ohjelma") == find("ohjelma/2024-2027") == find("/ohjelma/2024-2027/") == [period]
    assert find(version.document.slug) == find(str(version.uuid)) == [version]
    assert find("ohjelma/2020-2023") == []


# The page of the admin


def test_panel_shows_now_and_then_of_a_scheduled_text():
    release = full_release(embargoed=True)

    panel = visibility_pages.panel(release)

    assert panel["now"]["open"] == 0
    assert panel["then"]["open"] == panel["then"]["doors"] == len(panel["rows"])
    assert panel["moment"] == release.publish_at
    assert [row for row in panel["rows"] if row["is_wrong"]] == []


def test_panel_puts_a_shut_door_first():
    release = full_release(published=True)
    stored = release.attachments.first().stored_file
    stored.path.unlink()

    panel = visibility_pages.panel(release)

    assert [row["door"].address for row in panel["rows"] if row["is_wrong"]] == [stored.get_absolute_url()]
    assert panel["rows"][0]["is_wrong"]
    assert panel["moment"] is None


def test_panel_of_a_draft_asks_about_now_only():
    panel = visibility_pages.panel(full_release(draft=True))

    assert (panel["now"]["open"], panel["moment"], panel["receipt"]) == (0, None, None)
    assert [row for row in panel["rows"] if row["is_wrong"] or row["then"]] == []


@pytest.mark.parametrize("state", ["draft", "embargoed", "published", "withdrawn"])
def test_page_names_every_door(editor, state):
    release = full_release(**{state: True})
    page = visibility_pages.view(_admin(release))

    response = page(_request(editor), str(release.pk)).render()

    found = lxml.html.fromstring(response.content).xpath("//table[@class='doors']/tbody/tr/th/a/@href")
    assert found == [row["now"].address for row in visibility_pages.panel(release)["rows"]]
    assert found[0] == "/fi/tiedotteet/tulvavahti/"


def _admin(thing):
    return admin.site._registry[type(thing)]


def _request(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return request

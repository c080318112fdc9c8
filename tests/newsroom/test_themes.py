"""Themes renamed and merged: what moves, where readers are led, and the way back."""

import json
import re

import feedparser
import pytest
from django.utils import translation

from newsroom import themes
from newsroom.history import Revision
from newsroom.models import OldSlug, Redaction, Theme, ThemeSuccession
from newsroom.publishing import Refused
from programmes.models import Document
from releases.models import ReleaseFamily
from tests.factories import (
    DocumentFactory,
    EventFactory,
    ProgrammeFactory,
    ReleaseFactory,
    ThemeFactory,
    UserFactory,
)
from tests.newsroom.feed_rules import broken

pytestmark = pytest.mark.django_db

FORMS = ["rss", "atom", "json"]


@pytest.fixture(autouse=True)
def _in_english():
    """Refusals are in the language of whoever reads them."""
    with translation.override("en"):
        yield


@pytest.fixture
def by():
    return UserFactory(editor=True, name="Elli Editor", language="en")


@pytest.fixture
def old():
    return ThemeFactory(slug="sillat", name_fi="Sillat", name_sv="Broar", description_fi="Siltojen kunto.", hue=3)


@pytest.fixture
def new():
    theme = ThemeFactory(slug="liikenne", name_fi="Liikenne", name_sv="Trafik")
    ReleaseFactory(published=True, headline="Tiet", themes=[theme])
    return theme


def about(theme) -> dict[str, set]:
    """What has a theme, by kind."""
    return {
        "families": set(theme.families.values_list("pk", flat=True)),
        "events": set(theme.events.values_list("pk", flat=True)),
        "programmes": set(theme.programmes.values_list("pk", flat=True)),
        "documents": set(theme.documents.values_list("pk", flat=True)),
    }


def some_of_everything(*themes_of_it, **state):
    ReleaseFactory(**state, themes=themes_of_it)
    EventFactory(**state, themes=themes_of_it)
    for row in (ProgrammeFactory(), DocumentFactory()):
        row.themes.set(themes_of_it)


# Merging


def names_left(theme, language) -> list[str]:
    names = dict.fromkeys(each.left_name(language) for each in theme.successions.known())
    return [name for name in names if name]


def test_everything_that_had_the_old_theme_has_the_new_one_once(old, new, by):
    for themes_of_it in ([old], [old, new], [new]):
        some_of_everything(*themes_of_it, published=True)
        some_of_everything(*themes_of_it, draft=True)
    of_both = {kind: keys | about(new)[kind] for kind, keys in about(old).items()}

    themes.merge(old, new, by)

    assert not Theme.objects.filter(slug="sillat").exists()
    assert about(new) == of_both
    assert [family.themes.count() for family in ReleaseFamily.objects.all()] == [1] * 7


def test_the_page_of_the_old_theme_leads_to_the_other_in_each_language(client, old, new, by):
    ReleaseFactory(published=True, themes=[old])
    themes.merge(old, new, by)

    for path, goal in (("/fi/teemat/sillat/", "/fi/teemat/liikenne/"), ("/sv/teman/sillat/", "/sv/teman/liikenne/")):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, goal)


@pytest.mark.parametrize("form", FORMS)
def test_its_feed_says_for_the_last_time_where_to_read_on(client, clock_at, old, new, by, form):
    clock_at("2026-03-03 09:00")
    ReleaseFactory(published=True, themes=[old])
    identity = feedparser.parse(client.get("/fi/teemat/sillat/feed.atom").content).feed.id
    clock_at("2026-03-04 09:00")
    themes.merge(old, new, by)

    response = client.get(f"/fi/teemat/sillat/feed.{form}")
    clock_at("2026-05-04 09:00")
    ReleaseFactory(published=True, themes=[new])
    later = client.get(f"/fi/teemat/sillat/feed.{form}")

    assert response.status_code == 200
    assert broken(response.content, response["Content-Type"]) == []
    assert later.content == response.content
    assert response["Last-Modified"] == "Wed, 04 Mar 2026 07:00:00 GMT"
    if form == "json":
        feed = json.loads(response.content)
        [item] = feed["items"]
        assert feed["expired"] is True
        assert feed["feed_url"] == "http://localhost:8000/fi/teemat/sillat/feed.json"
        assert item["url"] == "http://localhost:8000/fi/teemat/liikenne/"
        assert item["_newsroom"]["successor"] == "http://localhost:8000/fi/teemat/liikenne/feed.json"
    else:
        feed = feedparser.parse(response.content)
        [entry] = feed.entries
        assert (feed.feed.title, entry.link) == ("Sillat", "http://localhost:8000/fi/teemat/liikenne/")
        assert "http://localhost:8000/fi/teemat/liikenne/feed.rss" in entry.content[0].value
        assert "Liikenne" in entry.title
        assert form == "rss" or feed.feed.id == identity


def test_the_last_words_are_in_the_readers_language(client, old, new, by):
    ReleaseFactory(published=True, themes=[old])
    themes.merge(old, new, by)

    feed = json.loads(client.get("/en/themes/sillat/feed.json").content)

    assert feed["items"][0]["title"] == "This feed has ended; follow “Liikenne”"
    swedish = json.loads(client.get("/sv/teman/sillat/feed.json").content)
    assert "Trafik" in swedish["items"][0]["title"]
    assert swedish["items"][0]["id"] != feed["items"][0]["id"]


def test_a_list_narrowed_by_the_old_address_is_that_of_the_new_theme(client, old, new, by):
    ReleaseFactory(published=True, headline="Silta", themes=[old])
    themes.merge(old, new, by)

    feed = json.loads(client.get("/fi/tiedotteet/feed.json?theme=sillat").content)

    assert {item["title"] for item in feed["items"]} == {"Silta", "Tiet"}
    assert feed["feed_url"] == "http://localhost:8000/fi/tiedotteet/feed.json?theme=liikenne"
    assert client.get("/fi/tiedotteet/?theme=never").status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "removed"])
def test_a_hidden_theme_leaves_nothing_when_it_is_merged(client, old, new, by, state):
    ReleaseFactory(**{state: True}, themes=[old])
    themes.merge(old, new, by)

    for path in ("", "feed.rss", "feed.atom", "feed.json"):
        merged, never = (client.get(f"/fi/teemat/{slug}/{path}") for slug in ("sillat", "ei-ollut"))
        assert merged.status_code == 404
        assert (merged.content, dict(merged.headers)) == (never.content, dict(never.headers))
    assert client.get("/fi/tiedotteet/?theme=sillat").status_code == 404
    assert names_left(new, "fi") == []
    assert OldSlug.objects.count() == 0


@pytest.mark.parametrize("form", FORMS)
def test_a_theme_that_goes_on_in_a_hidden_one_is_silent(client, old, by, form):
    ReleaseFactory(published=True, themes=[old])
    hidden = ThemeFactory(slug="salassa", name_fi="Salassa")
    release = ReleaseFactory(published=True)
    themes.merge(old, hidden, by)
    assert client.get(f"/fi/teemat/sillat/feed.{form}").status_code == 200
    for family in hidden.families.all():
        family.themes.set([])

    response = client.get(f"/fi/teemat/sillat/feed.{form}")

    assert release.family.themes.count() == 0
    assert (response.status_code, "Salassa" in response.text) == (404, False)
    assert client.get("/fi/teemat/sillat/").status_code == 404


def test_one_after_another_leads_to_the_last_without_a_chain(client, old, new, by):
    ReleaseFactory(published=True, themes=[old])
    last = ThemeFactory(slug="reitit", name_fi="Reitit")
    old.slug = "vanhat-sillat"
    old.save()
    themes.merge(old, new, by)
    themes.merge(new, last, by)

    for slug in ("sillat", "vanhat-sillat", "liikenne"):
        assert client.get(f"/fi/teemat/{slug}/")["Location"] == "/fi/teemat/reitit/"
        feed = json.loads(client.get(f"/fi/teemat/{slug}/feed.json").content)
        assert [item["url"] for item in feed["items"]] == ["http://localhost:8000/fi/teemat/reitit/"]
    assert names_left(last, "fi") == ["Liikenne", "Sillat"]
    assert names_left(last, "sv") == ["Trafik", "Broar"]


def test_a_merger_is_one_revision_of_each_theme_with_its_note(old, new, by):
    themes.merge(old, new, by, "Samaa asiaa.")

    first, second = Revision.objects.order_by("-pk")[:2]
    assert {(each.verb, each.note, each.by) for each in (first, second)} == {
        ("merge", "Samaa asiaa.", by),
        ("delete", "Samaa asiaa.", by),
    }


def test_a_merger_moves_no_date_and_makes_no_version(client, old, new, by):
    release = ReleaseFactory(published=True, themes=[old])
    event = EventFactory(published=True, themes=[old])
    before = client.get("/fi/feed.rss")["Last-Modified"]
    themes.merge(old, new, by)

    assert client.get("/fi/feed.rss")["Last-Modified"] == before
    assert [Revision.objects.of(row).count() for row in (release, event)] == [1, 1]
    for row in (release, event):
        row.refresh_from_db()
        row.save()
        assert list(Revision.objects.of(row).values_list("number", flat=True)) == [None, 1]


def test_who_may_not_merge_is_told(old, new):
    with pytest.raises(Refused) as refused:
        themes.merge(old, new, UserFactory(writer=True))

    assert [str(each) for each in refused.value.reasons] == [str(themes.ONLY_AN_EDITOR)]
    assert Theme.objects.filter(slug="sillat").exists()


def test_a_theme_is_not_merged_into_itself(old, by):
    with pytest.raises(Refused):
        themes.merge(old, old, by)

    assert Theme.objects.filter(slug="sillat").exists()


def test_who_comes_second_is_told_and_changes_nothing(old, new, by):
    stale = Theme.objects.get(pk=old.pk)
    themes.merge(old, new, by)

    for act in (lambda: themes.merge(stale, new, by), lambda: themes.rename(stale, by)):
        with pytest.raises(Refused) as refused:
            act()
        assert [str(each) for each in refused.value.reasons] == ["A colleague has merged this theme in the meantime."]
    assert ThemeSuccession.objects.count() == 1
    assert Theme.objects.get() == new


def test_what_fails_in_the_middle_leaves_everything_as_it_was(old, new, by, monkeypatch):
    some_of_everything(old, published=True)
    before = about(old), about(new)
    monkeypatch.setattr(themes, "_readdress", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        themes.merge(old, new, by)

    assert (about(old), about(new)) == before


# Undoing


def test_undoing_brings_back_exactly_what_was_moved(client, old, new, by):
    some_of_everything(old, published=True)
    some_of_everything(old, new, published=True)
    some_of_everything(new, draft=True)
    key, facts = old.pk, {name: getattr(old, name) for name in ("uuid", "slug", "name_sv", "description_fi", "hue")}
    before = about(old), about(new)
    done = themes.merge(old, new, by)
    added = ReleaseFactory(published=True, themes=[new])

    back = done.undo(by, "Erehdys.")

    assert (back.pk, {name: getattr(back, name) for name in facts}) == (key, facts)
    before[1]["families"].add(added.family_id)
    assert (about(back), about(new)) == before
    assert client.get("/fi/teemat/sillat/").status_code == 200
    assert len(json.loads(client.get("/fi/teemat/sillat/feed.json").content)["items"]) == 2
    assert names_left(new, "fi") == []
    assert [revision.verb for revision in Revision.objects.of(back)] == ["add", "delete", "add"]


def test_what_has_lost_the_theme_since_gets_none_back(old, new, by):
    kept, lost = (ReleaseFactory(published=True, themes=[old]) for _ in range(2))
    gone = DocumentFactory()
    gone.themes.add(old)
    done = themes.merge(old, new, by)
    lost.family.themes.clear()
    Document.objects.filter(pk=gone.pk).delete()

    back = done.undo(by)

    assert set(back.families.all()) == {kept.family}
    assert back.documents.count() == 0


def test_old_addresses_and_names_go_back_too(client, old, new, by):
    ReleaseFactory(published=True, themes=[old])
    old.slug, old.name_fi = "siltojen-korjaus", "Siltojen korjaus"
    themes.rename(old, by)
    done = themes.merge(old, new, by)
    back = done.undo(by)

    assert client.get("/fi/teemat/sillat/")["Location"] == "/fi/teemat/siltojen-korjaus/"
    assert names_left(back, "fi") == ["Sillat"]
    assert names_left(new, "fi") == []


def test_nothing_is_undone_twice_or_out_of_order(old, new, by):
    last = ThemeFactory(slug="reitit", name_fi="Reitit")
    first, second = themes.merge(old, new, by), themes.merge(new, last, by)
    first.refresh_from_db()

    assert [str(each) for each in first.why_not_undo(by)] == [
        "What it became has itself been merged since, into “Reitit”. Undo that first."
    ]
    second.undo(by)
    first.refresh_from_db()
    first.undo(by)
    assert [str(each) for each in first.why_not_undo(by)][0] == "This has been undone already."
    assert set(Theme.objects.values_list("slug", flat=True)) == {"sillat", "liikenne", "reitit"}


def test_an_address_that_was_taken_meanwhile_is_told(old, new, by):
    done = themes.merge(old, new, by)
    ThemeFactory(slug="sillat")

    with pytest.raises(Refused) as refused:
        done.undo(by)

    assert [str(each) for each in refused.value.reasons] == ["Another theme has taken its address since."]


def test_a_theme_that_others_became_is_not_deleted(old, new, by):
    from django.db.models import ProtectedError

    themes.merge(old, new, by)

    with pytest.raises(ProtectedError):
        new.delete()


def test_a_redaction_reaches_the_names_that_a_theme_left(old, new, by):
    old.name_fi, old.name_sv = "Maija Sillanpään perintö", ""
    old.save()
    ReleaseFactory(published=True, themes=[old])
    themes.merge(old, new, by)
    asked = Redaction.objects.ask(new, UserFactory(administrator=True), "Maija Sillanpää", reason="Laki")

    asked.make(by)

    assert names_left(new, "fi") != []
    assert "Maija" not in names_left(new, "fi")[0]


# Renaming


def test_a_renamed_theme_is_led_to_and_found_by_its_old_name(client, old, by):
    ReleaseFactory(published=True, themes=[old])
    old.name_fi, old.slug = "Siltojen korjaus", "siltojen-korjaus"
    themes.rename(old, by, "Tarkempi.")

    assert client.get("/fi/teemat/sillat/")["Location"] == "/fi/teemat/siltojen-korjaus/"
    assert client.get("/fi/teemat/sillat/feed.json")["Location"] == "/fi/teemat/siltojen-korjaus/feed.json"
    assert names_left(old, "fi") == ["Sillat"]
    assert names_left(old, "sv") == []
    revision = Revision.objects.of(old).first()
    assert (revision.verb, revision.note) == ("rename", "Tarkempi.")
    assert [each["name_fi"] for each in revision.data["successions"]] == ["Sillat"]


def test_a_name_that_comes_back_is_no_old_name(old, by):
    ReleaseFactory(published=True, themes=[old])
    for name in ("Siltojen korjaus", "Sillat"):
        old.name_fi = name
        themes.rename(old, by)

    assert names_left(old, "fi") == ["Siltojen korjaus"]


def test_the_name_of_a_theme_that_nobody_knew_is_forgotten(old, by):
    ReleaseFactory(embargoed=True, themes=[old])
    old.name_fi = "Uusi"
    themes.rename(old, by)

    assert ThemeSuccession.objects.count() == 0


class TestSearch:
    def found(self, client, query) -> list[str]:
        page = client.get("/fi/haku/", {"q": query}).text
        return sorted(re.findall(r'href="/fi/tiedotteet/(vanha|uusi)/"', page))

    def test_the_old_name_finds_what_the_new_theme_has(self, client, old, new, by):
        ReleaseFactory(published=True, slug="vanha", headline="Uutinen", themes=[old])
        ReleaseFactory(published=True, slug="uusi", headline="Toinen", themes=[new])
        assert self.found(client, old.name_fi) == []

        themes.merge(old, new, by)

        assert self.found(client, old.name_fi) == ["uusi", "vanha"]

    def test_a_merger_moves_the_choices_of_search_at_once_and_undoing_moves_them_back(self, client, old, new, by):
        ReleaseFactory(published=True, slug="tiedote", headline="Lohi", themes=[old])
        by_new = f"/fi/haku/?q=lohi&theme={new.slug}"
        ReleaseFactory(published=True, slug="toinen", headline="Lohi", themes=[new])

        merged = themes.merge(old, new, by)
        both = client.get(by_new).text
        merged.undo(by)
        back = client.get(by_new).text

        assert [slug in both for slug in ("/tiedote/", "/toinen/")] == [True, True]
        assert [slug in back for slug in ("/tiedote/", "/toinen/")] == [False, True]

    def test_a_name_of_several_words_is_found_only_whole(self, client, new, by):
        old = ThemeFactory(name_fi="Sillat ja tiet", slug="sillat-ja-tiet")
        ReleaseFactory(published=True, slug="vanha", headline="Uutinen", themes=[old])
        themes.merge(old, new, by)

        assert self.found(client, "sillat ja tiet") == ["vanha"]
        assert self.found(client, "tiet") == []

    def test_a_theme_that_nobody_knew_finds_nothing(self, client, old, new, by):
        ReleaseFactory(draft=True, themes=[old])
        ReleaseFactory(published=True, slug="uusi", headline="Toinen", themes=[new])

        themes.merge(old, new, by)

        assert self.found(client, old.name_fi) == []

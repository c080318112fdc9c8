"""What is missed or refused: the pages that say so, and the lines in the log."""

import logging

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import override

from newsroom import error_pages
from newsroom.logs import RefusalsInALine
from newsroom.middleware import readers_not_found
from tests.factories import EventFactory, ReleaseFactory


@pytest.mark.django_db
def test_who_tries_the_site_sees_the_readers_page_for_what_is_not_there(rf, client):
    trial = readers_not_found(lambda request: HttpResponse("Django's own page", status=404))

    response = trial(rf.get("/fi/tiedotteet/ei-ole/"))

    assert (response.status_code, response.content) == (404, client.get("/fi/tiedotteet/ei-ole/").content)


@pytest.mark.parametrize(("path", "status"), [("/admin/nothing/", 404), ("/fi/", 200), ("/files/x", 410)])
def test_other_answers_of_a_trial_stay_as_they_are(rf, path, status):
    trial = readers_not_found(lambda request: HttpResponse("as it was", status=status))

    assert trial(rf.get(path)).content == b"as it was"


@pytest.mark.parametrize(("status", "has_traceback"), [(403, False), (404, False), (500, True)])
def test_only_our_own_faults_are_logged_with_a_traceback(status, has_traceback):
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "…", (), exc_info=(ValueError, ValueError(), None)
    )
    record.status_code = status

    assert RefusalsInALine().filter(record)
    assert bool(record.exc_info) == has_traceback


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/never/", "/en/releases/removed/"])
def test_what_is_not_there_offers_search_and_ways_on(client, address):
    ReleaseFactory(gone=True, language="en", slug="removed")

    content = client.get(address).text.split("<main")[1]

    assert '<form class="search-form" role="search" action="/en/search/"' in content
    assert 'href="/en/">To the front page<' in content
    assert 'href="/en/releases/">All releases<' in content


@pytest.mark.django_db
def test_a_removed_page_does_not_lead_to_itself_in_another_language(client):
    EventFactory(gone=True, slug="day")

    page = client.get("/en/events/day/").text

    assert 'href="/fi/tapahtumat/" lang="fi"' in page
    assert "day" not in page.split("<main")[0]


@pytest.mark.parametrize(("path", "language"), [("/fi/x/", "fi"), ("/sv/x/", "sv"), ("/en/x/", "en"), ("/x", "fi")])
@pytest.mark.parametrize(
    ("view", "status"),
    [(error_pages.bad_request, 400), (error_pages.not_allowed, 403), (error_pages.server_error, 500)],
)
def test_a_fault_is_told_in_the_readers_language_without_the_database(rf, settings, view, status, path, language):
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    """Without its mark, a test that asks the database fails."""
    with override("en"):
        response = view(rf.get(path))

    search = {"fi": "/fi/haku/", "sv": "/sv/sok/", "en": "/en/search/"}[language]
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")
    assert f'<html lang="{language}">' in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert f'action="{search}"' in response.text
    assert f'href="/{language}/"' in response.text
    assert "/static/newsroom/site.css" in response.text


@pytest.mark.django_db
def test_a_foreign_host_is_told_so_in_plain_words(client):
    response = client.get("/en/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "<h1>This can’t be answered</h1>" in response.text
    assert "evil" not in response.text


@pytest.mark.django_db
def test_what_is_posted_to_a_page_is_refused_in_plain_words():
    response = Client(enforce_csrf_checks=True).post("/en/", {"a": "b"})

    assert response.status_code == 403
    assert "<h1>This can’t be done here</h1>" in response.text
    assert "admin" not in response.text
    assert response.cookies == {}

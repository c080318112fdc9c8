"""What is missed or refused: the pages that say so, and the lines in the log."""

import logging

import pytest
from django.http import HttpResponse

from newsroom.logs import RefusalsInALine
from newsroom.middleware import readers_not_found


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

"""Every page of the admin at once: it opens, asks the database a fixed number of times, and carries its policy."""

from urllib.parse import urlencode

import lxml.html
import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.models import Place, Revision
from tests.factories import (
    AccessibilityStatementFactory,
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    ReleaseSeriesFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    VenueFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = {
    "releases/release": lambda: ReleaseFactory(
        themes=[ThemeFactory()], contacts=[SpokespersonFactory()], image=ImageFactory(), documents=[DocumentFactory()]
    ),
    "releases/releaseseries": ReleaseSeriesFactory,
    "programmes/programme": ProgrammeFactory,
    "programmes/programmeperiod": ProgrammePeriodFactory,
    "programmes/document": DocumentFactory,
    "programmes/documentversion": DocumentVersionFactory,
    "events/event": EventFactory,
    "events/venue": VenueFactory,
    "people/spokesperson": lambda: SpokespersonFactory(organisation=OrganisationFactory()),
    "newsroom/image": ImageFactory,
    "newsroom/theme": ThemeFactory,
    "newsroom/organisation": OrganisationFactory,
    "newsroom/accessibilitystatement": lambda: AccessibilityStatementFactory(
        organisation=OrganisationFactory(), parts=["PDF"]
    ),
    "newsroom/user": lambda: UserFactory(writer=True),
}
STRICT = "script-src 'self'"
LOOSE = "script-src-attr 'unsafe-inline'"

each_kind = pytest.mark.parametrize("kind", FACTORIES)


def form_of(response) -> dict:
    """What a browser would send of the form on a page, were its save button pressed."""
    page = lxml.html.fromstring(response.text)
    form = next(form for form in page.forms if (form.get("id") or "").endswith("_form"))
    sent = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def opened(client, address, **typed) -> dict:
    """The form at an address as a browser would send it, with what is typed into it."""
    return form_of(client.get(address)) | typed


def with_rows(form, prefix, *rows) -> dict:
    """Rows added to an inline."""
    first = int(form[f"{prefix}-TOTAL_FORMS"][0])
    rows = [{"position": first + place} | row for place, row in enumerate(rows)]
    typed = {f"{prefix}-{first + at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()}
    return form | typed | {f"{prefix}-TOTAL_FORMS": first + len(rows)}


def at(day, clock_time) -> dict:
    return {"publish_at_0": day, "publish_at_1": clock_time}


def errors_on(response) -> list[str]:
    page = lxml.html.fromstring(response.text)
    return [each.text_content().strip() for each in page.xpath("//ul[contains(@class, 'errorlist')]/li")]


def messages_on(response) -> list[str]:
    page = lxml.html.fromstring(response.text)
    return [each.text_content().strip() for each in page.xpath("//ul[@class='messagelist']/li")]


@pytest.fixture
def superuser_client(client):
    client.force_login(UserFactory(is_superuser=True, language="en"))
    return client


def test_every_model_of_the_admin_is_looked_at_here():
    registered = {f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry}

    assert registered == {*FACTORIES, "newsroom/place", "newsroom/redaction"}


@each_kind
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_list_a_form_and_a_history_open(superuser_client, kind, language):
    row = FACTORIES[kind]()
    superuser_client.post("/admin/language/", {"language": language})

    for address in (f"/admin/{kind}/", f"/admin/{kind}/add/", f"/admin/{kind}/{row.pk}/change/"):
        page = superuser_client.get(address)
        assert page.status_code == 200, address
        assert f'<html lang="{language}"' in page.text
    assert superuser_client.get(f"/admin/{kind}/{row.pk}/history/").status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in FACTORIES if kind != "newsroom/user"])
def test_a_form_saves_as_it_opened_and_leaves_one_revision(superuser_client, kind):
    row = FACTORIES[kind]()
    address = f"/admin/{kind}/{row.pk}/change/"
    before = Revision.objects.of(row).count()

    response = superuser_client.post(address, form_of(superuser_client.get(address)), follow=True)

    assert errors_on(response) == []
    revisions = Revision.objects.of(row)
    assert revisions.count() == before + 1
    assert revisions.first().by.is_superuser


@each_kind
def test_a_list_asks_the_same_of_one_row_and_of_three(superuser_client, kind):
    FACTORIES[kind]()
    superuser_client.get(f"/admin/{kind}/")

    with CaptureQueriesContext(connection) as of_one:
        superuser_client.get(f"/admin/{kind}/")
    FACTORIES[kind]()
    FACTORIES[kind]()
    with CaptureQueriesContext(connection) as of_three:
        superuser_client.get(f"/admin/{kind}/")

    assert len(of_three) == len(of_one)


@each_kind
def test_only_a_form_with_rich_text_loosens_the_policy(superuser_client, kind):
    row = FACTORIES[kind]()
    has_rich_text = kind in {"releases/release", "events/event"}

    policies = {
        address: superuser_client.get(f"/admin/{kind}/{address}").headers["Content-Security-Policy"]
        for address in ("", "add/", f"{row.pk}/change/", f"{row.pk}/history/")
    }

    assert all(STRICT in policy for policy in policies.values())
    assert [address for address, policy in policies.items() if LOOSE in policy] == (
        ["add/", f"{row.pk}/change/"] if has_rich_text else []
    )
    assert not any("script-src 'self' 'unsafe" in policy for policy in policies.values())


@each_kind
def test_pages_carry_no_script_and_no_handler_of_their_own(superuser_client, kind):
    row = FACTORIES[kind]()

    for address in (f"/admin/{kind}/", f"/admin/{kind}/add/", f"/admin/{kind}/{row.pk}/change/"):
        page = lxml.html.fromstring(superuser_client.get(address).text)
        scripts = [script for script in page.iter("script") if not script.get("src")]
        assert [script for script in scripts if script.get("type") != "application/json"] == []
        assert page.xpath("//*[@style or @onclick or @onload or @onchange]") == []


@each_kind
def test_lists_find_by_words(superuser_client, kind):
    row = FACTORIES[kind]()

    page = superuser_client.get(f"/admin/{kind}/?{urlencode({'q': 'zebra'})}")

    assert f"/{row.pk}/change/" not in page.text


@pytest.mark.parametrize(
    "query", ["stage=nonsense", "year=abcd", "year=99999", "year=0000", "year=0001", "year=²", "stage=public&year=2020"]
)
def test_lists_bear_impossible_filters(superuser_client, query):
    ReleaseFactory()

    assert superuser_client.get(f"/admin/releases/release/?{query}").status_code == 200


def test_municipalities_are_looked_up_and_not_changed(superuser_client):
    place = Place.objects.get(code="091")

    assert "Helsinki" in superuser_client.get("/admin/newsroom/place/?q=helsing").text
    assert superuser_client.get("/admin/newsroom/place/add/").status_code == 403
    assert superuser_client.post(f"/admin/newsroom/place/{place.pk}/change/", {"name_fi": "X"}).status_code == 403

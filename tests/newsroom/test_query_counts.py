"""Lists that have no test file of their own ask the database as often for one row as for three."""

import pytest

from newsroom import history
from tests.counting import queries_for
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    PdfFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    ReleaseSeriesFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def superuser(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def add_drafts():
    theme = ThemeFactory()
    ReleaseFactory(themes=[theme], image=ImageFactory())
    EventFactory(themes=[theme], image=ImageFactory())
    programme = ProgrammeFactory()
    programme.themes.add(theme)
    period = ProgrammePeriodFactory(programme=programme)
    DocumentVersionFactory(document=DocumentFactory(period=period))
    SpokespersonFactory(photo=ImageFactory(), organisation=OrganisationFactory())


@pytest.mark.parametrize(
    "address",
    [
        *("", "tiedotteet/", "tapahtumat/", "toimintaohjelmat/", "asiakirjat/", "asiantuntijat/", "syotteet/"),
        *(
            "feed.rss",
            "tiedotteet/feed.rss",
            "tapahtumat/feed.json",
            "toimintaohjelmat/feed.atom",
            "asiakirjat/feed.atom",
        ),
    ],
)
def test_a_list_of_the_editors_view(client, address):
    add_drafts()
    client.get(f"/admin/site/fi/{address}")
    one = queries_for(client, f"/admin/site/fi/{address}")
    add_drafts()
    add_drafts()

    assert queries_for(client, f"/admin/site/fi/{address}") == one


def test_a_list_of_past_events(client):
    def add():
        EventFactory(published=True, start_date="2020-01-01", end_date="2020-01-01", themes=[ThemeFactory()])

    add()
    one = queries_for(client, "/fi/tapahtumat/?when=past")
    add()
    add()

    assert queries_for(client, "/fi/tapahtumat/?when=past") == one


def test_a_history(client):
    release = ReleaseFactory()
    address = f"/admin/releases/release/{release.pk}/history/"
    client.get(address)
    one = queries_for(client, address)
    for _ in range(2):
        with history.change(by=UserFactory()):
            release.save()

    assert queries_for(client, address) == one


@pytest.mark.parametrize(
    ("app", "model", "field", "make"),
    [
        ("events", "event", "image", ImageFactory),
        ("events", "event", "venue", EventFactory),
        ("events", "event", "themes", ThemeFactory),
        ("releases", "contact", "spokesperson", SpokespersonFactory),
        ("releases", "releasefamily", "related", ReleaseFactory),
        ("releases", "releasefamily", "series", ReleaseSeriesFactory),
        ("programmes", "document", "period", ProgrammePeriodFactory),
        ("releases", "attachment", "document_version", DocumentVersionFactory),
    ],
)
def test_what_is_found_by_typing(client, app, model, field, make):
    address = f"/admin/autocomplete/?app_label={app}&model_name={model}&field_name={field}&term="
    make()
    client.get(address)
    one = queries_for(client, address)
    make()
    make()

    assert queries_for(client, address) == one
    assert len(client.get(address).json()["results"]) == 3


def test_the_versions_and_files_of_a_document(client):
    def add(number):
        version = DocumentVersionFactory(document=document, number=number, published=True)
        version.files.create(language="sv", stored_file=PdfFactory())

    document = DocumentFactory(slug="paper")
    add(1)
    one = queries_for(client, "/fi/asiakirjat/paper/")
    add(2)
    add(3)

    assert queries_for(client, "/fi/asiakirjat/paper/") == one

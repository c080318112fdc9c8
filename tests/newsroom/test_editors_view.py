import pytest

from tests.factories import PdfFactory, ReleaseFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client(client):
    client.force_login(UserFactory(editor=True))
    return client


def test_a_draft_is_seen_as_it_will_look(editor_client):
    ReleaseFactory(headline="Silta valmistui", slug="silta", lead="Ingressi tässä.")

    response = editor_client.get("/admin/site/fi/tiedotteet/silta/")

    assert response.status_code == 200
    assert "Silta valmistui" in response.text
    assert "Ingressi tässä." in response.text


def test_links_stay_inside(editor_client):
    ReleaseFactory(slug="silta")

    page = editor_client.get("/admin/site/fi/tiedotteet/").text

    assert 'href="/admin/site/fi/tiedotteet/silta/"' in page
    assert 'href="/fi/' not in page


def test_files_of_a_draft_open(editor_client):
    stored = PdfFactory()
    ReleaseFactory(files=[stored])

    assert editor_client.get(f"/files/{stored.uuid}/{stored.original_name}").status_code == 404
    response = editor_client.get(f"/admin/site/files/{stored.uuid}/{stored.original_name}")
    assert response.getvalue() == stored.path.read_bytes()
    response.close()


def test_nothing_of_it_is_kept_or_indexed(editor_client):
    ReleaseFactory(slug="silta")

    response = editor_client.get("/admin/site/fi/tiedotteet/silta/")

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, noarchive"


def test_a_visitor_is_asked_to_log_in(client):
    ReleaseFactory(slug="silta")

    response = client.get("/admin/site/fi/tiedotteet/silta/")

    assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/admin/site/fi/tiedotteet/silta/")


def test_the_public_address_of_a_draft_stays_unknown_to_editors_too(editor_client):
    ReleaseFactory(slug="silta")

    assert editor_client.get("/fi/tiedotteet/silta/").status_code == 404


@pytest.mark.parametrize("address", ["admin/", "nothing/here/", "admin/site/fi/", "fi/tiedotteet/never/"])
def test_other_addresses_are_not_there(editor_client, address):
    assert editor_client.get(f"/admin/site/{address}").status_code == 404


def test_public_pages_set_no_cookie_and_vary_by_nobody(editor_client):
    ReleaseFactory(published=True, slug="silta")

    response = editor_client.get("/fi/tiedotteet/silta/")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=30"

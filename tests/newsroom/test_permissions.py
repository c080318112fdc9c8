"""What each group may do with each kind of thing, asked of the permissions and of the addresses of the admin."""

import pytest
from django.contrib.auth.models import Group, Permission

from tests.factories import (
    EventFactory,
    OrganisationFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
)
from tests.newsroom.test_admin_pages import form_of

pytestmark = pytest.mark.django_db

WRITING = {"view", "add", "change"}
KEEPING = WRITING | {"delete"}
DECIDING = {"clear", "withdraw", "remove"}


def verbs_of(group: str, kind: str) -> set[str]:
    app, model = kind.split("/")
    found = Permission.objects.filter(group__name=group, content_type__app_label=app, content_type__model=model)
    return {codename.removesuffix(f"_{model}") for codename in found.values_list("codename", flat=True)}


@pytest.mark.parametrize(
    "kind", ["releases/release", "events/event", "programmes/programmeperiod", "programmes/documentversion"]
)
def test_writers_write_and_editors_also_decide(kind):
    assert verbs_of("Writer", kind) == WRITING
    assert verbs_of("Editor", kind) == KEEPING | DECIDING
    assert verbs_of("Administrator", kind) == KEEPING | DECIDING


@pytest.mark.parametrize(
    "kind", ["people/spokesperson", "newsroom/theme", "newsroom/image", "events/venue", "programmes/document"]
)
def test_only_editors_delete_what_is_not_published_by_itself(kind):
    assert verbs_of("Writer", kind) == WRITING
    assert verbs_of("Editor", kind) == KEEPING


def test_accounts_and_the_organisations_details_are_the_administrators():
    assert [verbs_of(group, "newsroom/user") for group in ("Writer", "Editor")] == [set(), set()]
    assert verbs_of("Administrator", "newsroom/user") == KEEPING


@pytest.mark.parametrize("kind", ["newsroom/organisation", "newsroom/accessibilitystatement"])
def test_what_stands_on_every_page_is_seen_by_all_and_kept_by_administrators(kind):
    assert [verbs_of(group, kind) for group in ("Writer", "Editor")] == [{"view"}, {"view"}]
    assert verbs_of("Administrator", kind) == KEEPING


def test_revisions_are_only_looked_at():
    for group in ("Writer", "Editor", "Administrator"):
        assert verbs_of(group, "newsroom/revision") == {"view"}


def test_there_are_three_groups():
    assert set(Group.objects.values_list("name", flat=True)) == {"Writer", "Editor", "Administrator"}


@pytest.mark.parametrize(("group", "status"), [("writer", 403), ("editor", 200), ("administrator", 200)])
@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("releases/release", ReleaseFactory),
        ("events/event", EventFactory),
        ("people/spokesperson", SpokespersonFactory),
        ("newsroom/theme", ThemeFactory),
    ],
)
def test_a_writer_deletes_nothing(client, group, status, kind, make):
    client.force_login(UserFactory(**{group: True}))

    assert client.get(f"/admin/{kind}/{make().pk}/delete/").status_code == status


@pytest.mark.parametrize("group", ["writer", "editor"])
def test_the_house_is_only_read_by_those_who_write(client, group):
    client.force_login(UserFactory(**{group: True}))
    house = OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto")
    address = f"/admin/newsroom/organisation/{house.pk}/change/"

    assert "Jokikuntien liitto" in client.get(address).text
    assert client.post(address, {"name_fi": "Toinen", "main_language": "fi"}).status_code == 403
    assert client.get("/admin/newsroom/organisation/add/").status_code == 403


def test_an_administrator_changes_the_house(client):
    client.force_login(UserFactory(administrator=True))
    house = OrganisationFactory(is_house=True)
    address = f"/admin/newsroom/organisation/{house.pk}/change/"

    client.post(address, form_of(client.get(address)) | {"name_fi": "Uusi nimi"})

    house.refresh_from_db()
    assert house.name_fi == "Uusi nimi"


@pytest.mark.parametrize("page", ["change", "history", "delete", "withdraw", "remove"])
def test_an_account_without_a_group_opens_no_page_of_a_text(client, page):
    client.force_login(UserFactory())
    release = ReleaseFactory(published=True)

    response = client.get(f"/admin/releases/release/{release.pk}/{page}/")

    assert (response.status_code, release.headline in response.text) == (403, False)


@pytest.mark.parametrize("page", ["change", "history", "delete", "withdraw", "remove"])
def test_a_visitor_is_asked_to_log_in(client, page):
    address = f"/admin/releases/release/{ReleaseFactory(published=True).pk}/{page}/"

    assert client.get(address)["Location"] == f"/admin/login/?next={address}"


@pytest.mark.parametrize("address", ["/admin/", "/admin/site/fi/", "/admin/releases/release/"])
def test_an_account_that_was_turned_off_is_out_at_once(client, address):
    user = UserFactory(editor=True)
    client.force_login(user)
    assert client.get(address).status_code == 200

    user.is_active = False
    user.save()

    assert client.get(address)["Location"] == f"/admin/login/?next={address}"

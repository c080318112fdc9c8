"""Who may open which address of the admin: every role at every address, found from the URL configuration.

A new address belongs into a row of ADDRESSES; the first test fails until it does.
"""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from newsroom.history import Revision
from newsroom.models import Place, Redaction
from newsroom.transitions import TRANSITIONS
from releases.models import AccessLink
from tests.factories import ReleaseFactory, UserFactory, helsinki
from tests.newsroom.test_admin_pages import FACTORIES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]

ROLES = ("writer", "editor", "administrator", "demoted")
STRANGERS = ("anonymous", "disabled", "expired")

TEXTS = {"releases_release", "events_event", "programmes_programmeperiod", "programmes_documentversion"}
HOUSE = {"newsroom_organisation", "newsroom_accessibilitystatement"}
USERS, PLACES, REDACTIONS = ({f"newsroom_{name}"} for name in ("user", "place", "redaction"))
NOUNS = {name.replace("/", "_") for name in FACTORIES} - TEXTS - HOUSE - USERS
RECORDED = NOUNS | TEXTS | HOUSE

# (addresses, models, what GET answers to ROLES); "" is the site itself, where the address has no model in its name.
EVERYBODY, NO_GROUP = "200 200 200 403", "200 200 200 200"
EDITORS, ADMINISTRATORS, NOBODY = "403 200 200 403", "403 403 200 403", "403 403 403 403"
ADDRESSES = [
    ({"changelist", "change", "add"}, NOUNS | TEXTS, EVERYBODY),
    ({"history", "revision"}, RECORDED, EVERYBODY),
    ({"delete"}, NOUNS, EDITORS),
    ({"delete"}, TEXTS, NOBODY),  # public ones; a draft can be deleted
    ({verb for verb, each in TRANSITIONS.items() if each.has_page or each.is_publication}, TEXTS, EVERYBODY),
    ({"visibility", "wrong_file"}, TEXTS, EVERYBODY),
    ({"wrong_file", "consent"}, {"newsroom_image"}, EVERYBODY),
    ({"rename", "merge"}, {"newsroom_theme"}, EDITORS),
    ({"undo_merge"}, {"newsroom_theme"}, "403 404 404 403"),  # without a merger
    ({"proposal"}, TEXTS, "404 404 404 403"),
    ({"links", "link_revoke", "lead", "paragraphs", "paragraph"}, {"releases_release"}, EVERYBODY),
    ({"link_mail", "checks", "checks_new"}, {"releases_release"}, "405 405 405 405"),
    ({"cards"}, {"people_spokesperson"}, EVERYBODY),
    ({"changelist"}, HOUSE | PLACES, EVERYBODY),
    ({"change"}, HOUSE | PLACES, EVERYBODY),
    ({"add", "delete"}, HOUSE, ADMINISTRATORS),
    ({"history"}, PLACES, EVERYBODY),
    ({"add", "delete"}, PLACES, NOBODY),
    ({"changelist", "add", "change", "history", "user_password_change"}, USERS, ADMINISTRATORS),
    ({"delete"}, USERS, NOBODY),
    ({"changelist", "history", "make"}, REDACTIONS, EDITORS),
    ({"ask"}, REDACTIONS, ADMINISTRATORS),
    ({"add", "delete"}, REDACTIONS, NOBODY),
    ({"change"}, REDACTIONS, "302 302 302 302"),
    ({"index", "duty", "password_change", "password_change_done", "jsi18n"}, {""}, NO_GROUP),
    ({"log", "thumbnail"}, {""}, EVERYBODY),
    ({"app_list"}, {""}, "200 200 200 404"),
    ({"autocomplete"}, {""}, NOBODY),  # without naming a field
    ({"change_language"}, {""}, "405 405 405 405"),
    ({"view_on_site"}, {""}, "302 302 302 403"),
]
OWN = {"login", "logout"}
# What anybody with an account may change of their own.
OF_ONES_OWN = {"change_language", "password_change"}
# Django lets browsers keep these; they show nothing of anybody's work.
WITHOUT_CONTENT = {"jsi18n", "password_change", "password_change_done"}
LONG_AGO = helsinki(2026, 1, 2, 9, 0)
FORGED = {
    **{f"_{verb}": "1" for verb in TRANSITIONS},
    "_apply": "1",
    "_refuse": "1",
    "_embargo": "1",
    "_preview": "1",
    "_several": "1",
    "_look": "1",
    "_ask": "1",
    "_lead": "1",
    "_stop": "1",
    "until": "2026-03-20",
    "status": "cleared",
    "publish_at": "2020-01-01",
    "publish_at_0": "1.1.2020",
    "publish_at_1": "9.00",
    "awaits_review": "",
    "withdrawn_at": "2020-01-01",
    "number": "7",
    "four_eyes": "off",
    "is_superuser": "on",
    "is_staff": "on",
    "reason": "Because",
    "readers": "slip",
    "right": "",
    "wrong": "0",
    "confirmed": "1",
    "action": "delete_selected",
    "_selected_action": "1",
    "post": "yes",
}


def addresses() -> list[tuple[str, str, str]]:
    """(name without its model, model, pattern) of every address of the admin that has a name."""
    models = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    found = []
    for name, pattern in _named(admin.site.get_urls(), ""):
        name = name.replace("auth_user_", "newsroom_user_user_")
        model = next((each for each in models if name.startswith(f"{each}_")), "")
        found.append((name.removeprefix(f"{model}_"), model, pattern))
    return found


def _named(entries, before):
    for entry in entries:
        pattern = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from _named(entry.url_patterns, pattern)
        elif entry.name:
            yield entry.name, pattern


def expected(name, model) -> list[str]:
    return [answers for names, models, answers in ADDRESSES if name in names and model in models]


@pytest.fixture
def everything():
    """A row of everything: texts are public, so that a writer may move none of them."""
    rows = {kind.replace("/", "_"): factory() for kind, factory in FACTORIES.items()}
    for model in TEXTS:
        rows[model].force(None, LONG_AGO, "x", is_told=False, despite_findings=True)
    release = rows["releases_release"]
    about = {"content_type": ContentType.objects.get_for_model(release), "object_id": release.pk}
    asker = UserFactory(administrator=True)
    rows["newsroom_redaction"] = Redaction.objects.create(**about, words="Nimi", reason="Laki", asked_by=asker)
    # A test with transactions of its own empties the list of municipalities.
    rows["newsroom_place"], _is_new = Place.objects.get_or_create(code="091", defaults={"name_fi": "Helsinki"})
    rows["link"] = AccessLink.objects.create(release=release, kind="preview", name="Lukija", email="a@b.example")
    return rows


def path_of(name, model, pattern, rows) -> str:
    row, release = rows.get(model), rows["releases_release"]
    values = {
        "object_id": row.pk if row else release.pk,
        "id": row and row.pk,
        "uuid": rows["link"].uuid if name.startswith("link") else rows["newsroom_image"].stored_file.uuid,
        "number": _number(name, row),
        "kind": "releases.release",
        "key": release.pk,
        "part": "lead",
        "shape": "320",
        "content_type_id": ContentType.objects.get_for_model(release).pk,
        "app_label": "releases",
    }
    placeholder = r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>"
    filled = re.sub(placeholder, lambda match: str(values[match[1] or match[2]]), pattern)
    return f"/admin/{filled.strip('^$')}"


def _number(name, row) -> int:
    if name == "make":
        return row.pk
    return Revision.objects.of(row).first().pk if name == "revision" else 1


def walk(client, method, rows, names=None, **data):
    """(name, model, response) of every address, each answer closed."""
    for name, model, pattern in addresses():
        if name not in OWN and (names is None or name in names):
            response = getattr(client, method)(path_of(name, model, pattern, rows), data)
            if response.streaming:
                response.getvalue()
            response.close()
            yield name, model, response


def all_rows(but=()) -> dict[str, list]:
    """The whole database but for sessions and for when somebody last logged in."""
    ours = ["newsroom", "people", "events", "programmes", "releases", "auth", "admin"]
    models = [model for model in apps.get_models() if model._meta.app_label in ours and model._meta.label not in but]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list(*_columns(model))) for model in models
    }


def _columns(model):
    return [field.attname for field in model._meta.concrete_fields if field.name != "last_login"]


def enter(client, role):
    """Log somebody in. A session outlives what its user may do."""
    client.raise_request_exception = False
    if role == "anonymous":
        return None
    groups = {role: True} if role in ("writer", "editor", "administrator") else {"editor": True}
    user = UserFactory(language="en", **groups)
    client.force_login(user)
    if role == "demoted":
        user.groups.clear()
    elif role == "disabled":
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    elif role == "expired":
        client.session.flush()
    return user


def _is_private(response) -> bool:
    return {"private", "no-store"} <= set(response.get("Cache-Control", "").split(", "))


def test_every_address_of_the_admin_is_in_one_row_of_the_table():
    rows = {(name, model): expected(name, model) for name, model, _pattern in addresses() if name not in OWN}

    assert {address: found for address, found in rows.items() if len(found) != 1} == {}
    known = {(name, model) for names, models, _answers in ADDRESSES for name in names for model in models}
    assert known - set(rows) == set()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_the_table_says_and_opening_changes_nothing(client, everything, role):
    enter(client, role)
    before = all_rows()

    found = {(name, model): response for name, model, response in walk(client, "get", everything)}

    wrong = {
        address: (response.status_code, expected(*address)[0])
        for address, response in found.items()
        if str(response.status_code) != expected(*address)[0].split()[ROLES.index(role)]
    }
    assert wrong == {}
    opened = {address: response for address, response in found.items() if response.status_code == 200}
    assert {name for (name, _), response in opened.items() if not _is_private(response)} <= WITHOUT_CONTENT
    assert all_rows() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", STRANGERS)
def test_a_stranger_is_led_to_the_log_in_from_everywhere_and_changes_nothing(client, everything, role, method):
    enter(client, role)
    before = all_rows()

    found = {
        (name, model): response.get("Location", "").partition("?")[0]
        for name, model, response in walk(client, method, everything, **FORGED)
    }

    assert {address: where for address, where in found.items() if where != "/admin/login/"} == {}
    assert all_rows() == before


def test_a_session_whose_user_has_lost_all_groups_changes_nothing(client, everything):
    enter(client, "demoted")
    before = all_rows()

    found = list(walk(client, "post", everything, **FORGED))

    done = {(name, model) for name, model, response in found if response.status_code in (200, 302)}
    assert {name for name, model in done if not model} <= {
        "index",
        "duty",
        "password_change",
        "view_on_site",
    } | OF_ONES_OWN
    assert {model for _name, model in done} <= {"", "newsroom_redaction"}
    assert all_rows() == before


def test_a_writer_changes_nothing_public_by_any_post_with_whatever_fields(client, everything):
    enter(client, "writer")
    before = all_rows(but=["releases.AccessLink"])

    found = list(walk(client, "post", everything, **FORGED))

    assert [(name, model) for name, model, response in found if response.status_code >= 500] == []
    assert all_rows(but=["releases.AccessLink"]) == before


@pytest.mark.parametrize(("role", "status"), [*zip(ROLES, (200, 200, 200, 403), strict=True), ("anonymous", 302)])
def test_the_site_with_drafts_opens_to_those_who_may_read_drafts(client, role, status):
    release = ReleaseFactory(draft=True, slug="luonnos")
    enter(client, role)

    page = client.get("/admin/site/fi/tiedotteet/luonnos/")

    assert page.status_code == status
    assert (release.headline in page.text) == (status == 200)
    assert _is_private(page) == (status == 200)


def test_a_session_that_may_read_nothing_learns_no_address_of_a_draft(client):
    release = ReleaseFactory(draft=True, slug="salainen-sopimus")
    enter(client, "demoted")

    page = client.get(f"/admin/r/{ContentType.objects.get_for_model(release).pk}/{release.pk}/")

    assert "salainen-sopimus" not in page.get("Location", "")


@pytest.mark.parametrize("role", ["writer", "editor", "administrator"])
def test_a_form_that_lacks_everything_comes_back(client, everything, role):
    enter(client, role)

    found = list(walk(client, "post", everything, names={"change", "add"}))

    assert {response.status_code for _name, _model, response in found} <= {200, 302, 403}


@pytest.mark.parametrize("role", ROLES)
def test_a_post_without_the_forms_token_changes_nothing(everything, role):
    client = Client(enforce_csrf_checks=True)
    enter(client, role)
    before = all_rows()

    found = list(walk(client, "post", everything, **FORGED))

    assert {response.status_code for _name, _model, response in found} == {403}
    assert all_rows() == before


def test_what_happened_has_no_form_and_no_list_can_be_edited_or_deleted_at_once():
    kept = {"Revision", "Proposal", "OldSlug", "Chore", "Correction", "AccessLink", "LogEntry", "StoredFile"}

    registered = admin.site._registry
    assert {model.__name__ for model in registered} & kept == set()
    assert {type(each).__name__ for each in registered.values() if each.list_editable} == set()
    assert [name for name, _action in admin.site.actions] == []

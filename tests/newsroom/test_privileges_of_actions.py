"""Who may do what: each action as it is sent by a browser, by somebody who may not do it and then by one who may."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from newsroom import clock, history
from newsroom.models import Organisation, Proposal, Revision, User
from newsroom.publishing import Status
from releases.models import Release
from tests.factories import PdfFactory, ReleaseFactory, UserFactory, helsinki, pdf_bytes
from tests.newsroom.test_admin_pages import messages_on, opened
from tests.newsroom.test_privileges import LONG_AGO, all_rows, enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]

LATER = helsinki(2027, 6, 1, 9, 0)
EARLIER = {"publish_at_0": "2.5.2027", "publish_at_1": "9.00"}
# action: (the state in which it can be done, what its page asks, the status afterwards)
ACTIONS = {
    "clear": ({"in_review": True, "publish_at": LATER}, {}, "cleared"),
    "publish": ({"in_review": True}, {}, "cleared"),
    "force": ({"in_review": True, "publish_at": LATER}, {"reason": "Now."}, "cleared"),
    "confirm": ({"embargoed": True, "awaits_review": True}, {}, "cleared"),
    "move": ({"embargoed": True, "publish_at": LATER}, EARLIER, "cleared"),
    "withdraw": ({"published": True}, {"reason": "The figures were wrong."}, "withdrawn"),
    "remove": ({"published": True}, {"reason": "Twice."}, "removed"),
    "restore": ({"withdrawn": True}, {"reason": "It was right."}, "cleared"),
}
# Fields that no form of a text has.
FORGED = {
    "status": "cleared",
    "awaits_review": "",
    "withdrawn_at": "2020-01-01 09:00",
    "withdrawal_reason": "x",
    "successor": "/fi/",
    "uuid": "1" * 32,
    "source_hash": "x",
    "number": "7",
    "publish_at": "2020-01-01 09:00",
    "changed_at": "2020-01-01",
    "is_edit": "",
    "by": "1",
}
UNFORGED = ["status", "awaits_review", "withdrawn_at", "withdrawal_reason", "successor", "uuid", "source_hash"]


@pytest.fixture(autouse=True)
def first_of_march(clock_at):
    clock_at("2027-03-01 09:00")


def change(row) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def page(row, verb) -> str:
    return change(row).replace("/change/", f"/{verb}/")


def state(release) -> tuple:
    return tuple(Release.objects.filter(pk=release.pk).values_list(*UNFORGED, "publish_at", "headline").get())


@pytest.mark.parametrize("verb", ACTIONS)
def test_a_writer_is_told_why_and_an_editor_does_it(client, verb):
    traits, asked, status = ACTIONS[verb]
    release = ReleaseFactory(**traits)
    enter(client, "writer")
    before, revisions = state(release), Revision.objects.count()

    refused = client.post(page(release, verb), asked)

    assert refused.status_code == 200
    assert messages_on(refused) != []
    assert (state(release), Revision.objects.count()) == (before, revisions)
    enter(client, "editor")
    assert client.post(page(release, verb), asked).status_code == 302
    assert (state(release)[0], state(release) != before) == (status, True)


@pytest.mark.parametrize("button", ["clear", "publish", "send_back"])
@pytest.mark.parametrize("role", ["writer", "demoted", "disabled"])
def test_a_button_in_a_forged_form_moves_nothing(client, role, button):
    enter(client, "editor")
    release = ReleaseFactory(in_review=True, publish_at=LATER)
    form = opened(client, change(release))
    enter(client, role)

    client.post(change(release), form | {f"_{button}": "1"})

    release.refresh_from_db()
    assert (release.status, release.publish_at) == (Status.IN_REVIEW, LATER)


@pytest.mark.parametrize("role", ["writer", "editor", "administrator"])
@pytest.mark.parametrize("trait", ["draft", "in_review", "embargoed", "published", "withdrawn"])
def test_fields_that_a_form_has_not_set_nothing(client, role, trait):
    """With everything else in order, so that the form is saved where it may be."""
    release = ReleaseFactory(**{trait: True})
    enter(client, role)
    form = opened(client, change(release)) if trait in ("draft", "in_review") or role != "writer" else {}
    before = state(release)

    client.post(
        change(release), {**form, **FORGED, "lead": "Uusi ingressi.", "readers": "slip", "revision_note": "Why"}
    )

    after = state(release)
    waits = role != "writer" and trait in ("embargoed", "published")
    expected = tuple(waits if name == "awaits_review" else old for name, old in zip(UNFORGED, before, strict=False))
    assert after[: len(UNFORGED)] == expected
    assert after[-2:] == before[-2:]


def test_a_writer_puts_no_other_file_into_a_public_text(client):
    first = PdfFactory()
    release = ReleaseFactory(published=True, files=[first])
    enter(client, "writer")
    form = opened(client, change(release))

    client.post(change(release), form | {"attachments-0-stored_file": ContentFile(pdf_bytes("Toinen"), "toinen.pdf")})
    client.post(page(release, "wrong-file"), {"wrong": "0", "reason": "x"})

    assert [each.stored_file for each in release.attachments.all()] == [first]
    assert Proposal.objects.of(release).open().count() == 1
    first.refresh_from_db()
    assert first.struck_at is None


@pytest.mark.parametrize("decision", ["_apply", "_refuse"])
def test_a_writer_decides_nothing_about_their_own_proposal_and_an_editor_does(client, decision):
    release = ReleaseFactory(published=True, headline="Vanha otsikko")
    enter(client, "writer")
    client.post(change(release), opened(client, change(release), headline="Uusi otsikko"))
    proposal = Proposal.objects.get()
    address = page(release, f"proposals/{proposal.pk}")

    client.post(address, {decision: "1", "readers": "slip", "decision_note": "No."})

    proposal.refresh_from_db()
    assert proposal.decision == Proposal.Decision.OPEN
    assert Release.objects.get().headline == "Vanha otsikko"
    enter(client, "editor")
    client.post(address, {decision: "1", "readers": "slip", "decision_note": "No."})
    proposal.refresh_from_db()
    assert proposal.decision != Proposal.Decision.OPEN
    assert Release.objects.get().headline == ("Uusi otsikko" if decision == "_apply" else "Vanha otsikko")


def test_where_four_eyes_are_required_no_address_clears_ones_own_text(client):
    Organisation.objects.update(four_eyes="required")
    editor = enter(client, "editor")
    with history.change(by=editor):
        release = ReleaseFactory(in_review=True, publish_at=LATER)
    form = opened(client, change(release))

    for button in ("_clear", "_publish"):
        client.post(change(release), form | {button: "1"})
    for verb in ("clear", "publish"):
        client.post(page(release, verb), {"reason": "x"})
    client.post(page(release, "force"), {"reason": "  "})

    assert Release.objects.get().status == Status.IN_REVIEW


@pytest.mark.parametrize("role", ["writer", "editor", "demoted"])
def test_the_rule_of_four_eyes_is_the_administrators(client, role):
    house = Organisation.objects.house()
    enter(client, "administrator")
    form = opened(client, change(house)) | {"four_eyes": "off"}
    enter(client, role)

    assert client.post(change(house), form).status_code == 403
    assert Organisation.objects.get().four_eyes == "advised"


@pytest.mark.parametrize("role", ["writer", "editor", "demoted"])
def test_nobody_makes_themselves_more(client, role):
    user = enter(client, role)
    more = {"email": user.email, "name": "N", "language": "en", "is_superuser": "on", "is_staff": "on", "groups": "3"}

    statuses = {client.post(change(user), more).status_code, client.post("/admin/newsroom/user/add/", more).status_code}
    client.post("/admin/language/", {"language": "sv", **more})

    fresh = User.objects.get(pk=user.pk)
    assert statuses == {403}
    assert (fresh.is_superuser, fresh.name, User.objects.count()) == (False, user.name, 1)
    assert list(fresh.groups.all()) == list(user.groups.all())


def test_an_administrator_makes_nobody_a_superuser_and_enters_no_superusers_account(client):
    user = enter(client, "administrator")
    superuser = UserFactory(is_superuser=True)

    client.post(change(user), opened(client, change(user)) | {"is_superuser": "on"})
    taken = {"password1": "another horse battery", "password2": "another horse battery"}
    statuses = [client.post(f"/admin/newsroom/user/{superuser.pk}/password/", taken).status_code]
    statuses.append(client.post(change(superuser), {"email": "x@y.example", "name": "x", "language": "en"}).status_code)

    assert statuses == [403, 403]
    assert list(User.objects.filter(is_superuser=True)) == [superuser]
    assert User.objects.get(pk=superuser.pk).password == superuser.password


@pytest.mark.parametrize("role", ["writer", "editor", "administrator"])
@pytest.mark.parametrize("model", ["release", "image"])
def test_no_action_deletes_many_at_once(client, role, model):
    release = ReleaseFactory(draft=True)
    enter(client, role)
    before = all_rows()
    chosen = {"action": "delete_selected", "_selected_action": str(release.pk), "post": "yes"}

    client.post(f"/admin/{'releases' if model == 'release' else 'newsroom'}/{model}/", chosen)

    assert all_rows() == before


@pytest.mark.parametrize("trait", ["embargoed", "published", "withdrawn", "gone"])
@pytest.mark.parametrize("role", ["writer", "editor", "administrator"])
def test_what_readers_have_seen_or_wait_for_is_deleted_by_nobody(client, role, trait):
    release = ReleaseFactory(**{trait: True})
    enter(client, role)

    client.post(page(release, "delete"), {"post": "yes"})

    is_deletable = trait == "embargoed" and role != "writer"
    assert Release.objects.filter(pk=release.pk).exists() != is_deletable


def test_a_disabled_colleagues_session_is_over_at_once(client):
    user = enter(client, "editor")
    release = ReleaseFactory(published=True)
    assert client.get(change(release)).status_code == 200

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.post(page(release, "withdraw"), {"reason": "x"}).status_code == 302
    assert Release.objects.get().status == Status.CLEARED


def test_a_new_password_ends_the_sessions_elsewhere(client):
    user, elsewhere = enter(client, "editor"), Client()
    elsewhere.force_login(user)
    words = {"old_password": "correct horse battery staple"}

    client.post(
        "/admin/password_change/", words | dict.fromkeys(("new_password1", "new_password2"), "quite another one 7")
    )

    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", r"\\evil.example", "javascript:alert(1)"]
)
def test_a_log_in_and_a_change_of_language_lead_to_no_other_site(client, where):
    user = UserFactory(language="en", writer=True)
    words = {"username": user.email, "password": "correct horse battery staple", "next": where}

    logged_in = client.post("/admin/login/", words)
    changed = client.post("/admin/language/", {"language": "fi", "next": where})

    assert (logged_in["Location"], changed["Location"]) == ("/admin/", "/admin/")


def test_words_of_a_writer_are_shown_to_an_administrator_as_words(client):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    enter(client, "writer")
    release = ReleaseFactory(published=True, publish_at=LONG_AGO)
    client.post(change(release), opened(client, change(release), headline=attack, lead=attack, revision_note=attack))
    with history.change(by=UserFactory(name=attack[:100]), note=attack):
        ReleaseFactory(headline=attack, slug="attack", lead=attack, body=attack, in_review=True)
    enter(client, "administrator")
    proposal, other = Proposal.objects.get(), Release.objects.get(slug="attack")

    pages = [page(release, f"proposals/{proposal.pk}"), change(other), page(other, "history"), "/admin/", "/admin/log/"]
    pages += [
        page(other, f"history/{Revision.objects.of(other).first().pk}"),
        "/admin/releases/release/",
        "/admin/duty/",
    ]

    answers = {address: client.get(address) for address in pages}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert [address for address, answer in answers.items() if "<script>alert" in answer.text] == []
    assert [address for address, answer in answers.items() if "<img src=x" in answer.text] == []
    assert clock.now() > LONG_AGO

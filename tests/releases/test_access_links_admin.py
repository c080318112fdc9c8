"""The page of early readers: who may make and revoke links, what is refused, and what the register shows."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from newsroom import clock, history
from newsroom.publishing import Refused
from releases import links
from releases.link_forms import reader_in
from releases.links import Kind
from releases.models import AccessLink
from tests.factories import STATES, ReleaseFactory, UserFactory
from tests.releases.early_readers import a_link, words

pytestmark = pytest.mark.django_db

MAIJA = {"name": "Maija Meri", "organisation": "Rannikon Sanomat", "email": "maija.meri@sanomat.example"}


def page_of(release):
    return f"/admin/releases/release/{release.pk}/links/"


def embargo(**fields):
    return {"_embargo": "", **{f"embargo-{name}": value for name, value in (MAIJA | fields).items()}}


def preview(**fields):
    return {"_preview": "", **{f"preview-{name}": value for name, value in (MAIJA | {"days": "3"} | fields).items()}}


def several(lines):
    return {"_several": "", "several-lines": lines}


def errors_of(response):
    return re.findall(r"<li>([^<]+)</li>", " ".join(re.findall(r'<ul class="errorlist.*?</ul>', words(response), re.S)))


# Making links


def test_an_editor_gives_a_scheduled_text_out_under_embargo(client, editor):
    release = ReleaseFactory(embargoed=True)

    response = client.post(page_of(release), embargo(), follow=True)

    link = release.links.get()
    assert (link.kind, link.holder, link.email) == ("embargo", "Maija Meri, Rannikon Sanomat", MAIJA["email"])
    assert (link.created_by, link.expires_at, link.revoked_at) == (editor, None, None)
    assert "1 link has been made." in words(response)
    assert f'value="http://localhost:8000{link.get_absolute_url()}"' in words(response)


def test_a_writer_shares_a_preview_of_a_draft_for_some_days(client, writer, clock_at):
    now = clock_at("2026-11-16 09:00")
    release = ReleaseFactory(draft=True)

    client.post(page_of(release), preview(days="7"))

    link = release.links.get()
    assert (link.kind, link.created_by, link.expires_at) == ("preview", writer, now + timedelta(days=7))


def test_several_readers_are_pasted_at_once(client, editor):
    release = ReleaseFactory(embargoed=True)
    lines = (
        "Maija Meri, Rannikon Sanomat, maija.meri@sanomat.example\r\n\r\n"
        "Olli Oja;Yle Uutiset;<olli.oja@yle.example>\r\n"
        "Sanna Salo\tYLE, toimitus\r\n"
        "Vapaa Toimittaja"
    )

    client.post(page_of(release), several(lines))

    assert list(release.links.values_list("name", "organisation", "email")) == [
        ("Maija Meri", "Rannikon Sanomat", "maija.meri@sanomat.example"),
        ("Olli Oja", "Yle Uutiset", "olli.oja@yle.example"),
        ("Sanna Salo", "YLE, toimitus", ""),
        ("Vapaa Toimittaja", "", ""),
    ]


def test_two_hundred_readers_are_paged(client, editor):
    release = ReleaseFactory(embargoed=True)

    client.post(page_of(release), several("\n".join(f"Lukija {number}" for number in range(200))))

    assert release.links.count() == 200
    assert words(client.get(page_of(release))).count('class="link-row"') == 50
    assert "Lukija 0\n" in words(client.get(f"{page_of(release)}?p=4"))


# Refusals: one sentence each, nothing changed

TOO_LONG = "Shorten the name to 120 characters."
ONE_ADDRESS = "Write one e-mail address, like maija.meri@sanomat.example."
BAD = {
    "no name": (embargo(name=""), ["Write the name of the reader."]),
    "a name of spaces": (embargo(name="  "), ["Write the name of the reader."]),
    "a name of controls": (embargo(name="\u200b\u202e"), ["Write the name of the reader."]),
    "a very long name": (embargo(name="ä" * 121), [TOO_LONG]),
    "no address": (embargo(email="maija"), [ONE_ADDRESS]),
    "a list of addresses": (embargo(email="a@sanomat.example, b@sanomat.example"), [ONE_ADDRESS]),
    "a list with semicolons": (embargo(email="a@sanomat.example;b@sanomat.example"), [ONE_ADDRESS]),
    "a line break in an address": (embargo(email="a@sanomat.example\r\nBcc: b@sanomat.example"), [ONE_ADDRESS]),
    "nothing pasted": (several(" "), ["Write at least one reader."]),
    "no name in a line": (several("Maija\n, Lehti, a@b.example"), ["Line 2: Write the name of the reader."]),
    "an address only": (several("a@b.example"), ["Line 1: Write the name of the reader."]),
    "two addresses in a line": (several("Maija\nOlli, a@b.example, c@d.example"), [f"Line 2: {ONE_ADDRESS}"]),
    "a bad address in a line": (several("Maija, Lehti, a@"), [f"Line 1: {ONE_ADDRESS}"]),
    "a name, a newsroom and no address": (several("Maija, Lehti, maija.lehti.example"), [f"Line 1: {ONE_ADDRESS}"]),
    "an address without its sign": (several("Liisa Laine liisa.laine.example"), [f"Line 1: {ONE_ADDRESS}"]),
    "a long name in a line": (several("ä" * 121), [f"Line 1: {TOO_LONG}"]),
    "too many": (several("Maija\n" * 201), ["Paste at most 200 readers at once."]),
    "the same address twice": (
        several("Maija, Lehti, a@b.example\nOlli, Lehti, A@B.example"),
        ["a@b.example has a link to this text already."],
    ),
    "another length": (preview(days="30"), ["Choose one of the lengths in the list."]),
    "a negative length": (preview(days="-1"), ["Choose one of the lengths in the list."]),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_one_sentence_and_changes_nothing(client, editor, case):
    data, sentences = BAD[case]
    release = ReleaseFactory(embargoed=True)

    response = client.post(page_of(release), data)

    assert (response.status_code, errors_of(response)) == (200, sentences)
    assert AccessLink.objects.count() == 0


def test_line_breaks_in_a_name_become_spaces(client, editor):
    release = ReleaseFactory(embargoed=True)

    client.post(page_of(release), embargo(name="Maija\r\nBcc: b@sanomat.example"))

    assert release.links.get().name == "Maija Bcc: b@sanomat.example"


def test_extra_fields_set_nothing(client, editor):
    release = ReleaseFactory(embargoed=True)
    hostile = {"kind": "preview", "expires_at": "2099-01-01", "accepted_at": "2020-01-01", "created_by": "1"}

    client.post(page_of(release), embargo(**hostile) | hostile)

    link = release.links.get()
    assert (link.kind, link.expires_at, link.accepted_at, link.created_by) == ("embargo", None, None, editor)


def test_a_reader_with_a_live_link_gets_no_second_one_but_one_after_revoking(client, editor):
    release = ReleaseFactory(embargoed=True)
    client.post(page_of(release), embargo())

    again = client.post(page_of(release), embargo())
    assert errors_of(again) == ["maija.meri@sanomat.example has a link to this text already."]

    release.links.update(revoked_at=clock.now())
    client.post(page_of(release), embargo())
    assert release.links.count() == 2


def test_a_preview_needs_an_end_in_the_future():
    release = ReleaseFactory(draft=True)

    for expires_at, sentence in [
        (None, "A preview needs an end."),
        (clock.now(), "The link would have ended before it was made."),
    ]:
        with pytest.raises(Refused) as refused:
            links.share(release, Kind.PREVIEW, None, [AccessLink(name="Maija")], expires_at)
        with translation.override("en"):
            assert [str(reason) for reason in refused.value.reasons] == [sentence]
    assert AccessLink.objects.count() == 0


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("Maija Meri", "Maija Meri"),
        ("a@b.example, Maija", "Maija"),
        (" Maija ;; Lehti ", "Maija, Lehti"),
        ("Dan Dahl <dan@svenska.example>", "Dan Dahl"),
    ],
)
def test_a_line_is_read_in_any_order(line, holder):
    assert reader_in(line).holder == holder


# Who may, and when

NO_EDITOR = "Only an editor can give out a text under embargo."
NO_WRITER = "Only those who may change the text can share a preview of it."
NOT_CLEARED = "Clear the text for a moment in the future first: before that it has no embargo."
PUBLIC = "This is public already: its own address can be given to anybody."
WITHDRAWN = "This has been withdrawn and can no longer be shared."
REMOVED = "This has been removed and can no longer be shared."
WHY_NOT = {
    "draft": {"embargo": [NOT_CLEARED], "preview": []},
    "in_review": {"embargo": [NOT_CLEARED], "preview": []},
    "embargoed": {"embargo": [], "preview": []},
    "published": {"embargo": [PUBLIC], "preview": [PUBLIC]},
    "withdrawn": {"embargo": [WITHDRAWN], "preview": [WITHDRAWN]},
    "removed": {"embargo": [REMOVED], "preview": [REMOVED]},
    "gone": {"embargo": [REMOVED], "preview": [REMOVED]},
}
WRITERS_OWN = {"draft", "in_review"}


@pytest.mark.parametrize("role", ["editor", "writer"])
@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("state", STATES)
def test_the_page_and_the_refusal_give_the_same_reasons(client, role, kind, state):
    user = UserFactory(language="en", **{role: True})
    client.force_login(user)
    release = ReleaseFactory(**{state: True})
    lacks = {"embargo": role == "writer", "preview": role == "writer" and state not in WRITERS_OWN}[kind]
    expected = [{"embargo": NO_EDITOR, "preview": NO_WRITER}[kind]] * lacks + WHY_NOT[state][kind]

    page = words(client.get(page_of(release)))
    response = client.post(page_of(release), {"embargo": embargo, "preview": preview}[kind]())

    section = page.partition({"embargo": 'id="under-embargo"', "preview": 'id="for-approval"'}[kind])[2]
    shown = re.findall(r'<li class="warning">([^<]+)</li>', section.partition("</section>")[0])
    assert shown == expected
    assert release.links.count() == (0 if expected else 1)
    assert response.status_code == (200 if expected else 302)


@pytest.mark.parametrize("group", [{}, {"is_staff": False}])
def test_outsiders_do_not_reach_the_page(client, group):
    client.force_login(UserFactory(**group))
    release = ReleaseFactory(embargoed=True)
    link = a_link(release)

    addresses = [page_of(release), f"{page_of(release)}{link.uuid}/revoke/", f"{page_of(release)}{link.uuid}/mail/"]

    assert all(client.post(address, embargo()).status_code in (302, 403) for address in addresses)
    assert (release.links.count(), release.links.unrevoked().count(), mail.outbox) == (1, 1, [])


def test_a_form_without_its_csrf_token_makes_nothing(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    release = ReleaseFactory(embargoed=True)

    assert client.post(page_of(release), embargo()).status_code == 403
    assert release.links.count() == 0


def test_a_writer_sees_who_reads_early_but_not_the_links_of_others(client, writer):
    release = ReleaseFactory(embargoed=True)
    link = a_link(release)

    page = words(client.get(page_of(release)))

    assert "Maija Meri" in page
    assert (link.get_absolute_url() in page, "/revoke/" in page, "/mail/" in page) == (False, False, False)


def test_making_a_link_leaves_the_text_and_its_history_alone(client, editor):
    release = ReleaseFactory(embargoed=True)
    before = list(history.Revision.objects.of(release).values_list("pk"))

    client.post(page_of(release), embargo())

    changed_at = release.changed_at
    release.refresh_from_db()
    assert (list(history.Revision.objects.of(release).values_list("pk")), release.changed_at) == (before, changed_at)

"""What the checks find, beside the form: at load, and in a form that nobody has saved yet."""

from datetime import timedelta

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from newsroom import clock
from people.models import Phone
from releases.models import Release
from tests.factories import (
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    PdfFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    ReleaseFamilyFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    helsinki,
)
from tests.newsroom.test_admin_pages import at, form_of, opened, with_rows

pytestmark = pytest.mark.django_db

RELEASES = "/admin/releases/release/"
WRITING = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "FOR UPDATE", "BEGIN")


def change(release) -> str:
    return f"{RELEASES}{release.pk}/change/"


def checks(release) -> str:
    return f"{RELEASES}{release.pk}/checks/"


def rows(text, kind) -> list[tuple[str, str]]:
    """The sentences of a kind on a page or in an answer, each with what it leads to."""
    found = lxml.html.fromstring(text).xpath(f"//li[@class='{kind}']")
    return [(each.text_content(), (each.xpath("a/@href") or [""])[0]) for each in found]


def found(text) -> dict:
    return {kind: rows(text, kind) for kind in ("blocking", "advisory", "passed")}


def note(text) -> list[str]:
    return [each.text_content() for each in lxml.html.fromstring(text).xpath("//div[@class='moment-note']/p")]


def panel(text) -> list[str]:
    """The address for live checks of each panel on a page, "" where it is not live."""
    return [each.get("data-url", "") for each in lxml.html.fromstring(text).xpath("//section[@class='checks-side']")]


# At load


def test_the_form_shows_what_stands_in_the_way_before_what_is_good_to_know(client, editor):
    release = ReleaseFactory(lead="", language="sv")

    page = client.get(change(release)).text

    assert found(page) == {
        "blocking": [
            ("Write the lead.", "#id_lead"),
            (
                "Journalists could call nobody: choose a contact who has a phone number, or add the press desk's number "
                "to our association.",
                "#contacts-group",
            ),
        ],
        "advisory": [("No theme is chosen, so readers who follow a theme miss this.", "#id_themes")],
        "passed": [],
    }
    assert page.index("Stands in the way of publication") < page.index("Good to know") < page.index('id="id_headline"')


def test_every_link_of_the_panel_leads_to_something_on_the_page(client, editor):
    release = ReleaseFactory(
        headline="–", lead="", body="", image=ImageFactory(alt_fi=""), publish_at=helsinki(2040, 12, 6, 9, 0)
    )

    page = client.get(change(release)).text

    targets = {target for kind in ("blocking", "advisory") for _words, target in rows(page, kind) if target}
    assert targets == {f"#{name}" for name in TARGETS}
    assert [name for name in TARGETS if f'id="{name}"' not in page] == []


TARGETS = ["id_headline", "id_lead", "id_body", "id_image", "id_themes", "id_publish_at_0", "contacts-group"]


def test_a_text_without_faults_says_so(client, editor, press_desk):
    release = ReleaseFactory(language="sv", themes=[ThemeFactory()])

    page = client.get(change(release)).text

    assert found(page) == {"blocking": [], "advisory": [], "passed": [("Nothing stands in the way.", "")]}


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("events/event", lambda: EventFactory(online_url="", venue=None)),
        ("programmes/documentversion", DocumentVersionFactory),
        ("programmes/programmeperiod", ProgrammePeriodFactory),
    ],
)
def test_other_kinds_show_their_findings_at_load(client, editor, kind, make):
    thing = make()

    page = client.get(f"/admin/{kind}/{thing.pk}/change/").text

    with translation.override("en"):
        blocking = [str(each) for each in thing.findings() if each.is_blocking]
    assert [words for words, _target in rows(page, "blocking")] == blocking
    assert panel(page) == [""]


@pytest.mark.parametrize(("state", "is_shown"), [("withdrawn", False), ("gone", False), ("embargoed", True)])
def test_the_panel_stands_where_something_is_still_to_come_out(client, editor, state, is_shown):
    release = ReleaseFactory(**{state: True})

    assert len(panel(client.get(change(release)).text)) == is_shown


def test_in_a_public_text_nothing_stands_in_the_way_any_more(client, editor):
    release = ReleaseFactory(published=True, lead="")

    page = client.get(change(release)).text
    answer = client.post(checks(release), form_of(client.get(change(release)))).text

    assert (rows(page, "blocking"), rows(answer, "blocking")) == ([], [])
    assert ("Write the lead.", "#id_lead") in rows(page, "advisory")
    assert found(page) == found(answer)


def test_a_public_text_with_nothing_to_tell_hides_the_panel_until_something_is_typed(client, editor, press_desk):
    release = ReleaseFactory(
        published=True, language="sv", themes=[ThemeFactory()], publish_at=helsinki(2024, 1, 3, 9, 0)
    )

    page = lxml.html.fromstring(client.get(change(release)).text)

    assert [each.get("hidden") for each in page.xpath("//section[@class='checks-side']")] == [""]
    assert page.xpath("//section[@class='checks-side']//li") == []


def test_a_page_for_reading_only_links_to_no_field_and_checks_nothing_live(client, writer):
    release = ReleaseFactory(embargoed=True, lead="")

    page = client.get(change(release)).text

    assert ("Write the lead.", "") in rows(page, "blocking")
    assert panel(page) == [""]


def test_a_new_release_is_checked_live_and_a_new_event_is_not(client, editor):
    assert panel(client.get(f"{RELEASES}add/").text) == [f"{RELEASES}checks/"]
    assert panel(client.get("/admin/events/event/add/").text) == []


def test_a_window_for_one_choice_has_no_panel(client, editor):
    event = EventFactory()

    assert panel(client.get(f"/admin/events/event/{event.pk}/change/?_popup=1").text) == []


# While it is written


def whole_release():
    """A release with everything that the checks look at, each with a fault."""
    leaving = SpokespersonFactory(leaves_on=clock.today() - timedelta(days=1), photo=ImageFactory(alt_fi=""))
    silent = SpokespersonFactory()
    Phone.objects.filter(spokesperson=silent).delete()
    hidden = ReleaseFactory(draft=True)
    return ReleaseFactory(
        headline="s" * 95,
        body=f'<p>Katso <a href="{hidden.get_absolute_url()}">tätä</a>. Hinta on XXX euroa.</p>',
        publish_at=helsinki(2040, 12, 6, 9, 0),
        image=ImageFactory(use_until=clock.today()),
        contacts=[leaving, silent],
        files=[PdfFactory()],
    )


def test_an_unchanged_form_finds_what_the_saved_text_finds(client, editor):
    release = whole_release()
    page = client.get(change(release))

    answer = client.post(checks(release), form_of(page)).text

    assert found(answer) == found(page.text)
    assert {each.code for each in release.findings()} == {
        *("closed_link", "placeholder", "picture_without_alt", "picture_rights_ended", "pdf_not_accessible"),
        *("nobody_to_call", "contact_has_left", "contact_without_number", "holiday", "no_theme", "no_swedish"),
        *("pdf_without_tags", "pdf_without_language", "long_headline"),
    }


def test_what_is_typed_is_checked_and_not_kept(client, editor, press_desk):
    release = ReleaseFactory(language="sv", themes=[ThemeFactory()])
    form = opened(client, change(release), headline="s" * 91, lead=" ", body="<p>&nbsp;</p>")

    answer = client.post(checks(release), form).text

    assert found(answer) == {
        "blocking": [("Write the lead.", "#id_lead"), ("Write the text.", "#id_body")],
        "advisory": [("The headline has 91 characters; at best it has 90 or fewer.", "#id_headline")],
        "passed": [],
    }
    release.refresh_from_db()
    assert (release.lead, release.body) == ("Ingressi.", "<p>Teksti.</p>")


def test_a_new_text_is_checked_before_its_first_save(client, editor, press_desk):
    form = opened(
        client, f"{RELEASES}add/", headline="Silta", lead="Ingressi.", body="<p>Teksti.</p>", themes=ThemeFactory().pk
    )

    answer = client.post(f"{RELEASES}checks/", form).text

    assert found(answer) == {
        "blocking": [],
        "advisory": [("There is no Swedish version.", "")],
        "passed": [("Nothing stands in the way.", "")],
    }
    assert Release.objects.count() == 0


def test_a_new_language_version_knows_its_family(client, editor, press_desk):
    swedish = ReleaseFactory(language="sv", themes=[ThemeFactory()])
    add = f"{RELEASES}add/?family={swedish.family_id}&language=fi"

    answer = client.post(f"{RELEASES}checks/", opened(client, add, headline="Silta", lead="I.", body="<p>T.</p>")).text

    assert rows(answer, "advisory") == [("The Swedish version has no moment yet.", "")]


def test_a_contact_or_a_file_that_is_taken_off_is_not_checked(client, editor):
    release = whole_release()
    form = opened(client, change(release), **{"contacts-0-DELETE": "on", "attachments-0-DELETE": "on"})

    answer = client.post(checks(release), form).text

    codes = {target for kind in ("blocking", "advisory") for _words, target in rows(answer, kind)}
    assert "#attachments-group" not in codes
    assert [words for words, target in rows(answer, "advisory") if target == "#contacts-group"] == [
        f"{release.contacts.all()[1].spokesperson.name} has no phone number."
    ]


def test_a_contact_that_is_added_can_be_called(client, editor):
    release = ReleaseFactory(language="sv", themes=[ThemeFactory()])
    form = with_rows(opened(client, change(release)), "contacts", {"spokesperson": SpokespersonFactory().pk})

    answer = client.post(checks(release), form).text

    assert found(answer) == {"blocking": [], "advisory": [], "passed": [("Nothing stands in the way.", "")]}


def test_the_reason_why_a_file_is_not_accessible_takes_the_obstacle_away(client, editor):
    release = ReleaseFactory(files=[PdfFactory()])
    form = opened(client, change(release))

    before = client.post(checks(release), form).text
    after = client.post(checks(release), form | {"attachments-0-exception": "Kartta"}).text

    assert [
        sum(target == "#attachments-group" for _words, target in rows(each, "blocking")) for each in (before, after)
    ] == [1, 0]


# The line beside the moment


@pytest.mark.parametrize(
    ("day", "time", "lines"),
    [
        ("2.3.2027", "11.10", ["in 2 h 10 min EET (UTC+2)"]),
        ("1.7.2027", "9.00", ["in 121 days EEST (UTC+3)"]),
        ("28.3.2027", "4.00", ["in 26 days EEST (UTC+3)"]),
        (
            "28.3.2027",
            "3.30",
            ["03:30 does not exist on this day: the clocks are put forward over it. Choose another time."],
        ),
        ("31.2.2027", "9.00", ["There is no such day. Write it like 31.12.2027."]),
        (
            "1.3.2027",
            "9.00",
            ["EET (UTC+2)", "1 March 2027 at 9:00 EET has passed: readers see this at once, dated by that moment."],
        ),
        ("", "", []),
        ("1.1.0001", "0.00", []),
        ("31.12.9999", "23.59", []),
    ],
)
def test_the_moment_says_how_far_away_it_is_and_in_which_time(client, clock_at, day, time, lines):
    clock_at("2027-03-02 09:00")
    client.force_login(UserFactory(editor=True, language="en"))
    release = ReleaseFactory()

    answer = client.post(checks(release), opened(client, change(release), **at(day, time))).text

    assert note(answer) == lines


def test_the_saved_moment_has_its_line_at_load(client, clock_at):
    clock_at("2027-03-02 09:00")
    client.force_login(UserFactory(editor=True, language="en"))
    release = ReleaseFactory(publish_at=helsinki(2027, 3, 2, 9, 45))

    assert note(client.get(change(release)).text) == ["in 45 min EET (UTC+2)"]


# Who may ask, and what is borne


def queries(client, address, form) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.post(address, form)
    assert response.status_code == 200
    return [each["sql"] for each in captured.captured_queries]


@pytest.mark.parametrize("is_new", [True, False])
def test_checking_writes_nothing_and_locks_nothing(client, writer, is_new):
    release = whole_release()
    form = opened(client, change(release), headline="Aivan muu")
    address = f"{RELEASES}checks/" if is_new else checks(release)

    sent = queries(client, address, form)

    assert [sql for sql in sent if any(word in sql.upper().split("'")[0] for word in WRITING)] == []


def test_three_contacts_cost_as_many_queries_as_one(client, editor):
    one = ReleaseFactory(contacts=[SpokespersonFactory()])
    three = ReleaseFactory(contacts=[SpokespersonFactory() for _each in range(3)])

    counts = [len(queries(client, checks(each), opened(client, change(each)))) for each in (one, three)]

    assert counts[0] == counts[1]


NONSENSE = [
    {},
    {"headline": "\x00", "lead": "\x00", "body": "\x00"},
    {"family": "abc"},
    {"family": "9" * 30},
    {"family": "-1"},
    {"image": "9" * 18, "themes": ["9" * 40, "x"], "kind": "?", "language": "xx"},
    {"contacts-0-spokesperson": "9" * 18, "contacts-1-spokesperson": "x", "contacts-99999-spokesperson": "1"},
    {"contacts-TOTAL_FORMS": "x", "contacts-0-spokesperson": "٣"},
    {"attachments-0-label": "x", "attachments-0-stored_file_kept": "x:y:z", "attachments-0-document_version": "9" * 18},
    {"attachments-0-label": "x", "attachments-0-language": "x" * 999, "attachments-0-html_url": "javascript:x"},
    {"publish_at_0": "x" * 9999, "publish_at_1": "\x00", "embargo_at_0": "1.1.0001", "embargo_at_1": "0.00"},
    {"body": "<p>" * 50_000},
    {"body": "<p><a href='//['>x</a><a href='http://[x'>x</a><a href='/%00/'>y</a></p>"},
    {f"contacts-{number}-spokesperson": "1" for number in range(400)},
]


@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_is_borne(client, editor, sent, is_new):
    address = f"{RELEASES}checks/" if is_new else checks(ReleaseFactory())

    response = client.post(address, sent)

    assert response.status_code == 200
    assert lxml.html.fromstring(response.text).get("class") == "findings"


def test_a_body_of_a_megabyte_is_read_to_its_end(client, editor):
    body = "<p>" + "sana " * 200_000 + "XXX</p>"

    answer = client.post(f"{RELEASES}checks/", {"body": body}).text

    assert "“XXX” is a placeholder" in answer


def test_a_foreign_family_tells_no_words_of_its_texts(client, writer):
    other = ReleaseFactory(headline="Salaisuus", lead="Salaisuus", family=ReleaseFamilyFactory())

    answer = client.post(f"{RELEASES}checks/", {"family": other.family_id, "language": "sv"})

    assert (answer.status_code, "Salaisuus" in answer.text) == (200, False)


def test_words_come_back_as_words(client, editor):
    answer = client.post(f"{RELEASES}checks/", {"headline": "Silta", "lead": "???<img src=x onerror=alert(1)>"}).text

    assert lxml.html.fromstring(answer).xpath("//img") == []


def test_only_those_who_may_write_may_ask(client):
    release = ReleaseFactory()
    addresses = [checks(release), f"{RELEASES}checks/"]

    stranger = [client.post(address).status_code for address in addresses]
    client.force_login(UserFactory(is_staff=True))
    colleague = [client.post(address).status_code for address in addresses]
    client.force_login(UserFactory(writer=True))
    writer = [client.post(address).status_code for address in addresses]

    assert (stranger, colleague, writer) == ([302, 302], [403, 403], [200, 200])


def test_the_question_is_a_post_with_its_token_about_a_release_that_is_there(client, editor):
    release = ReleaseFactory()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    assert client.get(checks(release)).status_code == 405
    assert strict.post(checks(release)).status_code == 403
    assert client.post(f"{RELEASES}{release.pk + 1}/checks/").status_code == 404
    assert "no-store" in client.post(checks(release))["Cache-Control"]

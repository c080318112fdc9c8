"""The yearly review of the accessibility statement: the desk asks for it, and a mail goes out twice."""

import datetime
import importlib

import pytest
from django.apps import apps
from django.core import mail

from newsroom import clock, statements, ticking
from newsroom.models import AccessibilityStatement, Revision
from tests.factories import AccessibilityStatementFactory, OrganisationFactory, UserFactory, helsinki
from tests.newsroom.test_admin_pages import errors_on, opened

pytestmark = pytest.mark.django_db

TRAFICOM, OTHER = "https://www.saavutettavuusvaatimukset.fi/", "https://valvoja.example/"


def reviewed(*day, **fields):
    return AccessibilityStatementFactory(reviewed_on=datetime.date(*day), **fields)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ((2026, 1, 30), None),
        ((2026, 12, 29), None),
        ((2026, 12, 30), 11),
        ((2027, 1, 29), 11),
        ((2027, 1, 30), 12),
        ((2029, 1, 1), 12),
    ],
)
def test_a_review_is_due_after_eleven_and_overdue_after_twelve_months(on, due):
    assert AccessibilityStatement(reviewed_on=datetime.date(2026, 1, 30)).reminder_due(helsinki(*on, 9)) == due


class TestMail:
    def run(self, *when):
        with clock.standing_at(helsinki(*when)):
            return statements.remind()

    def test_each_administrator_is_told_once_at_eleven_and_once_at_twelve_months(self):
        for name in ("a", "b"):
            UserFactory(administrator=True, language="en", email=f"{name}@jokikunnat.example")
        UserFactory(editor=True)
        reviewed(2026, 1, 1)

        sent = [self.run(*when) for when in ((2026, 11, 30), (2026, 12, 1), (2026, 12, 2), (2027, 1, 1), (2027, 2, 1))]

        assert sent == [{}, {"mails": 2}, {}, {"mails": 2}, {}]
        assert [message.subject for message in mail.outbox] == [
            *["The accessibility statement is due for review"] * 2,
            *["The accessibility statement is overdue for review"] * 2,
        ]
        assert "It was last reviewed on 1 January 2026." in mail.outbox[0].body
        assert "/admin/newsroom/accessibilitystatement/" in mail.outbox[0].body

    def test_a_review_begins_the_year_anew(self):
        UserFactory(administrator=True)
        statement = reviewed(2026, 1, 1)
        self.run(2026, 12, 1)
        statement.reviewed_on = datetime.date(2026, 12, 2)
        statement.save()

        assert [self.run(2027, 6, 1), self.run(2027, 11, 2)] == [{}, {"mails": 1}]

    def test_one_that_has_slept_for_years_tells_once(self):
        UserFactory(administrator=True)
        reviewed(2020, 1, 1)

        assert [self.run(2026, 1, 1), self.run(2026, 1, 2)] == [{"mails": 1}, {}]

    def test_a_mail_that_failed_is_sent_later_and_no_other_twice(self, settings):
        UserFactory(administrator=True)
        reviewed(2026, 1, 1)
        settings.EMAIL_BACKEND = "tests.newsroom.test_tick.NoMail"
        with pytest.raises(statements.ReminderFailedError):
            self.run(2026, 12, 1)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

        assert [self.run(2026, 12, 1, 1), self.run(2026, 12, 1, 2)] == [{"mails": 1}, {}]

    def test_without_a_statement_or_a_house_nothing_is_sent(self):
        UserFactory(administrator=True)
        reviewed(2020, 1, 1, organisation=OrganisationFactory())

        assert statements.remind() == {}
        assert mail.outbox == []

    def test_the_tick_does_it(self):
        UserFactory(administrator=True)
        reviewed(2026, 1, 1)

        with clock.standing_at(helsinki(2026, 12, 1, 5)):
            assert "statement mails=1" in ticking.tick().done


class TestDesk:
    @pytest.fixture
    def log_in(self, client):
        def as_a(**group):
            user = UserFactory(language="en", **group)
            client.force_login(user)
            return user

        return as_a

    def test_an_administrator_is_asked_to_write_it(self, client, log_in):
        log_in(administrator=True)

        page = client.get("/admin/").text

        assert "Readers find no accessibility statement yet" in page
        assert 'href="/admin/newsroom/accessibilitystatement/add/"' in page

    def test_an_administrator_is_asked_to_review_it(self, client, log_in, clock_at):
        clock_at("2026-12-01 09:00")
        statement = reviewed(2026, 1, 1)
        log_in(administrator=True)

        page = client.get("/admin/").text

        assert "The accessibility statement was last reviewed on 1 January 2026." in page
        assert f'href="/admin/newsroom/accessibilitystatement/{statement.pk}/change/"' in page

    @pytest.mark.parametrize("group", ["writer", "editor"])
    def test_others_are_not_asked(self, client, log_in, group):
        log_in(**{group: True})

        assert client.get("/admin/").context["asked"] is None

    def test_nothing_is_asked_in_between(self, client, log_in):
        AccessibilityStatementFactory()
        log_in(administrator=True)

        assert client.get("/admin/").context["asked"] is None


class TestForm:
    def test_a_new_statement_begins_with_the_supervisor_and_the_house(self, client, press_desk):
        client.force_login(UserFactory(administrator=True, language="en"))
        form = opened(
            client,
            "/admin/newsroom/accessibilitystatement/add/",
            conformance="partial",
            method_fi="Ruudunlukijalla.",
            assessed_on="1.12.2025",
            feedback_email="palaute@jokikunnat.example",
        )

        response = client.post("/admin/newsroom/accessibilitystatement/add/", form)

        statement = AccessibilityStatement.objects.get()
        assert response.status_code == 302
        assert statement.organisation == press_desk
        assert statement.supervisor_website_fi == "https://www.saavutettavuusvaatimukset.fi/"
        assert statement.supervisor_website_sv == "https://www.saavutettavuusvaatimukset.fi/sv"
        assert statement.supervisor_name_fi == "Liikenne- ja viestintävirasto Traficom"
        assert statement.published_on == clock.today()
        assert Revision.objects.of(statement).count() == 1

    @pytest.mark.parametrize(
        ("kept", "main", "spread", "gathered"),
        [
            (TRAFICOM, "sv", [TRAFICOM, f"{TRAFICOM}sv", f"{TRAFICOM}en"], TRAFICOM),
            (TRAFICOM[:-1], "fi", [TRAFICOM, f"{TRAFICOM}sv", f"{TRAFICOM}en"], TRAFICOM),
            (OTHER, "fi", [OTHER, "", ""], OTHER),
            (OTHER, "sv", [OTHER, OTHER, ""], OTHER),
        ],
    )
    def test_the_one_address_of_before_leads_on_in_each_language(self, kept, main, spread, gathered):
        migration = importlib.import_module("newsroom.migrations.0011_supervisor_websites")
        statement = AccessibilityStatementFactory(supervisor_website_fi=kept, main_language=main)

        migration.spread(apps, None)

        statement.refresh_from_db()
        websites = [getattr(statement, f"supervisor_website_{code}") for code in ("fi", "sv", "en")]
        assert websites == spread
        migration.gather(apps, None)
        statement.refresh_from_db()
        assert statement.supervisor_website_fi == gathered

    def test_what_is_done_was_done_today_at_the_latest(self, client, clock_at):
        clock_at("2026-03-03 23:30")
        statement = AccessibilityStatementFactory()
        client.force_login(UserFactory(administrator=True, language="en"))
        address = f"/admin/newsroom/accessibilitystatement/{statement.pk}/change/"
        tomorrow = dict.fromkeys(["assessed_on", "published_on", "reviewed_on"], "4.3.2026")

        refused = client.post(address, opened(client, address, **tomorrow))

        assert errors_on(refused) == [
            "This day is still to come. Write the day on which the site was last assessed.",
            "This day is still to come. Write the day on which the statement was made.",
            "This day is still to come. Write the day on which somebody last read the statement through.",
        ]
        clock_at("2026-03-04 00:00")
        assert client.post(address, opened(client, address, **tomorrow)).status_code == 302

    def test_an_organisation_has_one_statement(self, client):
        statement = AccessibilityStatementFactory()
        client.force_login(UserFactory(administrator=True, language="en"))
        form = opened(client, f"/admin/newsroom/accessibilitystatement/{statement.pk}/change/")

        response = client.post("/admin/newsroom/accessibilitystatement/add/", form)

        assert response.status_code == 200
        assert AccessibilityStatement.objects.count() == 1

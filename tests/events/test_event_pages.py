import re
from datetime import date, time

import pytest

from tests.counting import queries_for
from tests.factories import EventFactory, ReleaseFactory, ThemeFactory, VenueFactory, helsinki

pytestmark = pytest.mark.django_db


def listed(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/en/events/([^"]+)/">', page)


@pytest.fixture
def _march(clock_at):
    clock_at("2026-03-10 09:00")


@pytest.mark.usefixtures("_march")
class TestList:
    def test_upcoming_soonest_first_and_past_latest_first(self, client):
        for slug, day in (("old", 1), ("older", 2), ("next", 20), ("later", 25)):
            month = 2 if slug.startswith("old") else 3
            EventFactory(published=True, slug=slug, start_date=date(2026, month, day), end_date=date(2026, month, day))

        upcoming, past = client.get("/en/events/").text, client.get("/en/events/?when=past").text

        assert listed(upcoming) == ["next", "later"]
        assert listed(past) == ["older", "old"]
        assert 'href="?when=past"' in upcoming
        assert '<link rel="canonical" href="http://localhost:8000/en/events/?when=past">' in past
        assert 'href="/fi/tapahtumat/?when=past" lang="fi"' in past

    def test_an_event_that_goes_on_today_is_upcoming_until_it_ends(self, client, clock_at):
        day = {"start_date": date(2026, 3, 9), "end_date": date(2026, 3, 10)}
        EventFactory(published=True, slug="whole", **day)
        EventFactory(published=True, slug="timed", start_time=time(9), end_time=time(12), **day)

        clock_at("2026-03-10 12:00")

        assert listed(client.get("/en/events/").text) == ["whole"]
        assert listed(client.get("/en/events/?when=past").text) == ["timed"]

    @pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "withdrawn", "removed", "gone"])
    def test_what_is_not_public_is_not_listed(self, client, state):
        EventFactory(**{state: True})

        assert listed(client.get("/en/events/").text) == []

    def test_an_unknown_time_is_not_there(self, client):
        assert client.get("/en/events/?when=never").status_code == 404

    def test_a_cancelled_event_is_struck_and_says_so(self, client):
        EventFactory(published=True, situation="cancelled", situation_note_en="The ferry is in dock.")

        page = client.get("/en/events/").text

        assert '<p class="event-date cancelled">' in page
        assert "<b>Cancelled</b> The ferry is in dock." in page

    def test_one_or_three_events_cost_the_same(self, client):
        EventFactory(published=True, themes=[ThemeFactory()])
        one = queries_for(client, "/fi/tapahtumat/")
        EventFactory(published=True, themes=[ThemeFactory(), ThemeFactory()])
        EventFactory(published=True, themes=[ThemeFactory()], online_url="https://verkossa.example/")

        assert queries_for(client, "/fi/tapahtumat/") == one


@pytest.mark.usefixtures("_march")
class TestPage:
    def test_days_times_venue_and_text(self, client):
        venue = VenueFactory(
            name_en="Harbour Hall",
            city_en="Lehtiranta",
            street="Satamakatu 1",
            access_info_en="Step-free.",
            url="https://a.example/",
        )
        EventFactory(
            published=True,
            slug="days",
            title_en="River Days",
            body_en="<p>Two <em>days</em>.</p>",
            start_date=date(2027, 2, 9),
            end_date=date(2027, 2, 10),
            start_time=time(9),
            end_time=time(16),
            venue=venue,
        )

        page = client.get("/en/events/days/").text

        assert '<time datetime="2027-02-09">9</time>–<time datetime="2027-02-10">10 February 2027</time>' in page
        assert "9:00–16:00" in page
        assert "<p>Two <em>days</em>.</p>" in page
        assert '<a href="https://a.example/">Harbour Hall</a>' in page
        assert "Satamakatu 1" in page
        assert "Step-free." in page

    def test_a_text_in_another_language_is_marked(self, client):
        EventFactory(published=True, slug="days", title_fi="Jokipäivät", body_fi="<p>Kaksi päivää.</p>")

        page = client.get("/sv/evenemang/days/").text

        assert '<h1><span lang="fi">Jokipäivät</span></h1>' in page
        assert re.search(r'<div class="running-text"\s+lang="fi">\s*<p>Kaksi päivää.</p>', page)

    @pytest.mark.parametrize(
        ("situation", "label", "notice"),
        [
            ("cancelled", "Cancelled", "notice-withdrawn"),
            ("postponed", "Postponed", "notice-corrected"),
            ("rescheduled", "New date", "notice-corrected"),
        ],
    )
    def test_the_situation_comes_first(self, client, situation, label, notice):
        EventFactory(
            published=True, slug="days", situation=situation, situation_note_en="The ice broke.", summary_en="Two days."
        )

        page = client.get("/en/events/days/").text

        assert re.search(
            rf'</h1>\s*<div class="notice {notice}">\s*<strong class="notice-title">{label}</strong>', page
        )
        assert page.count(f">{label}<") == 1
        assert page.index("The ice broke.") < page.index('<p class="lead">Two days.</p>')

    def test_registration_is_open_until_its_moment(self, client, clock_at):
        EventFactory(
            published=True,
            slug="days",
            start_date=date(2026, 4, 1),
            end_date=date(2026, 4, 1),
            registration_url="https://ilmo.example/1",
            registration_closes_at=helsinki(2026, 3, 20, 16),
        )

        clock_at("2026-03-20 15:59")
        before = client.get("/en/events/days/").text
        clock_at("2026-03-20 16:00")
        after = client.get("/en/events/days/").text

        assert 'class="button" href="https://ilmo.example/1"' in before
        assert '<time datetime="2026-03-20T16:00+02:00">20 March 2026 at 16:00 EET</time>' in before
        assert "https://ilmo.example/1" not in after
        assert 'class="registration closed"' in after

    @pytest.mark.parametrize(
        "over",
        [
            {"situation": "cancelled", "situation_note_en": "No."},
            {"start_date": date(2026, 3, 1), "end_date": date(2026, 3, 1)},
        ],
    )
    def test_nobody_registers_for_what_is_not_held(self, client, over):
        EventFactory(published=True, slug="days", registration_url="https://ilmo.example/1", **over)

        assert "https://ilmo.example/1" not in client.get("/en/events/days/").text

    def test_releases_about_it_are_linked_when_public(self, client):
        event = EventFactory(published=True, slug="days")
        ReleaseFactory(published=True, language="en", slug="told", events=[event])
        ReleaseFactory(embargoed=True, language="en", slug="untold", events=[event])

        page = client.get("/en/events/days/").text

        assert 'href="/en/releases/told/"' in page
        assert "/en/releases/untold/" not in page

    @pytest.mark.parametrize(("state", "status"), [("draft", 404), ("embargoed", 404), ("removed", 404), ("gone", 410)])
    def test_what_is_not_public_has_no_page(self, client, state, status):
        EventFactory(slug="days", **{state: True})

        assert client.get("/en/events/days/").status_code == status

    def test_a_withdrawn_event_is_read_under_a_notice(self, client):
        EventFactory(withdrawn=True, slug="days")

        page = client.get("/en/events/days/").text

        assert 'class="notice notice-withdrawn"' in page
        assert '<meta name="robots" content="noindex">' in page

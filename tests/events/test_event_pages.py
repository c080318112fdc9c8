import re
from datetime import date, time

import pytest

from events.models import Event
from tests.counting import queries_for
from tests.factories import EventFactory, ImageFactory, ReleaseFactory, ThemeFactory, VenueFactory, helsinki

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


@pytest.mark.usefixtures("_march")
class TestOrderAndTime:
    def test_events_of_one_day_stand_in_the_order_of_the_day(self, client):
        day = {"start_date": date(2026, 3, 20), "end_date": date(2026, 3, 20)}
        EventFactory(published=True, slug="evening", start_time=time(18), end_time=time(20), **day)
        EventFactory(published=True, slug="morning", start_time=time(9), end_time=time(10), **day)
        EventFactory(published=True, slug="whole", **day)

        assert listed(client.get("/en/events/").text) == ["whole", "morning", "evening"]

    def test_a_whole_day_ends_at_midnight_in_finland(self, client, clock_at):
        EventFactory(published=True, slug="day", start_date=date(2026, 3, 10), end_date=date(2026, 3, 10))

        clock_at("2026-03-10 23:59")
        before = listed(client.get("/en/events/").text)
        clock_at("2026-03-11 00:00")
        after = listed(client.get("/en/events/").text)

        assert (before, after) == (["day"], [])

    @pytest.mark.parametrize("at", [(9, 23, 59), (10, 0, 0), (10, 11, 59), (10, 12, 0), (11, 0, 0), (12, 0, 0)])
    def test_lists_and_events_agree_about_what_is_past(self, at):
        for first, last in ((9, 9), (9, 10), (10, 10), (11, 11)):
            days = {"start_date": date(2026, 3, first), "end_date": date(2026, 3, last)}
            EventFactory(**days)
            EventFactory(start_time=time(9), end_time=time(12), **days)
        moment = helsinki(2026, 3, *at)

        past, upcoming = set(Event.objects.past(moment)), set(Event.objects.upcoming(moment))

        assert past == {event for event in Event.objects.all() if event.is_past(moment)}
        assert upcoming == set(Event.objects.all()) - past

    def test_later_pages_of_past_events_stay_among_the_past(self, client):
        for number in range(21):
            day = date(2026, 2, 1 + number)
            EventFactory(published=True, slug=f"event-of-{number}", start_date=day, end_date=day)

        first, second = client.get("/en/events/?when=past"), client.get("/en/events/?when=past&page=2")

        assert '<a href="?when=past&amp;page=2" rel="next">' in first.text
        assert listed(second.text) == ["event-of-0"]
        assert '<link rel="canonical" href="http://localhost:8000/en/events/?when=past&amp;page=2">' in second.text
        assert client.get("/en/events/?when=past&page=3").status_code == 404


@pytest.mark.usefixtures("_march")
class TestNews:
    def test_releases_about_it_stand_newest_first_in_the_language_of_the_page(self, client, clock_at):
        event = EventFactory(published=True, slug="days", start_date=date(2026, 6, 1), end_date=date(2026, 6, 1))
        for day, slug, language in ((12, "newer", "en"), (11, "older", "en"), (13, "uusin", "fi")):
            clock_at(f"2026-03-{day} 09:00")
            ReleaseFactory(published=True, language=language, slug=slug, events=[event])

        page = client.get("/en/events/days/").text

        assert re.findall(r'<h3><a href="(/\w\w/releases/[^"]+)">', page) == [
            "/en/releases/newer/",
            "/en/releases/older/",
        ]
        assert "uusin" not in page

    def test_what_is_more_than_a_page_stands_on_the_next(self, client, clock_at):
        event = EventFactory(published=True, slug="days", start_date=date(2026, 6, 1), end_date=date(2026, 6, 1))
        for number in range(21):
            clock_at(f"2026-03-11 09:{number:02}")
            ReleaseFactory(published=True, language="en", slug=f"told-{number}", events=[event])

        second = client.get("/en/events/days/?page=2").text

        assert re.findall(r'<h3><a href="(/en/releases/[^"]+)">', second) == ["/en/releases/told-0/"]
        assert client.get("/en/events/days/?page=3").status_code == 404

    def test_one_or_three_releases_cost_the_same(self, client):
        event = EventFactory(published=True, slug="days", image=ImageFactory(), themes=[ThemeFactory()])
        ReleaseFactory(published=True, events=[event], themes=[ThemeFactory()])
        one = queries_for(client, "/fi/tapahtumat/days/")
        event.themes.add(ThemeFactory(), ThemeFactory())
        ReleaseFactory(published=True, events=[event], themes=[ThemeFactory()])
        ReleaseFactory(published=True, events=[event], themes=[ThemeFactory()])

        assert queries_for(client, "/fi/tapahtumat/days/") == one

    def test_a_picture_and_a_venue_cost_nothing(self, client):
        EventFactory(published=True, slug="bare", online_url="https://verkossa.example/")
        EventFactory(published=True, slug="full", venue=VenueFactory(), image=ImageFactory())

        assert queries_for(client, "/fi/tapahtumat/full/") == queries_for(client, "/fi/tapahtumat/bare/")


@pytest.mark.usefixtures("_march")
class TestFacts:
    def test_an_event_without_registration_offers_none(self, client):
        EventFactory(published=True, slug="days")

        assert 'class="registration' not in client.get("/en/events/days/").text

    def test_an_open_registration_is_told_in_the_list(self, client):
        day = {"start_date": date(2026, 4, 1), "end_date": date(2026, 4, 1)}
        EventFactory(published=True, registration_url="https://ilmo.example/1", **day)
        EventFactory(published=True, **day)

        assert client.get("/en/events/").text.count("<p><b>Registration is open</b></p>") == 1

    def test_an_event_online_gives_its_address_and_no_venue(self, client):
        EventFactory(published=True, slug="days", online_url="https://verkossa.example/huone")

        page = client.get("/en/events/days/").text

        assert '<a href="https://verkossa.example/huone">verkossa.example/huone</a>' in page
        assert re.findall(r'<dl class="facts">\s*<dt>(\w+)</dt>', page) == ["Online"]

    def test_the_picture_of_a_withdrawn_event_is_not_shown(self, client):
        shown, hidden = ImageFactory(), ImageFactory()
        EventFactory(published=True, slug="shown", image=shown)
        EventFactory(withdrawn=True, slug="hidden", image=hidden)

        assert str(shown.stored_file.uuid) in client.get("/en/events/shown/").text
        assert str(hidden.stored_file.uuid) not in client.get("/en/events/hidden/").text

"""What a page is in the words of schema.org: public facts only, and nothing that could end its script."""

import json
import re
from datetime import time

import pytest

from newsroom import clock
from newsroom.structured_data import written
from releases.models import Correction
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
    SpokespersonFactory,
    ThemeFactory,
    VenueFactory,
    helsinki,
    quote,
)

HOME = "http://localhost:8000"
HOUSE = {"@id": f"{HOME}/#organisation"}
HOSTILE = "</script><script>alert(1)</script><!-- &amp; \u2028 \u2029 \u00ad]]>"


def graph(page: str) -> list[dict]:
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(scripts) == 1
    told = json.loads(scripts[0])
    assert told["@context"] == "https://schema.org"
    return told["@graph"]


def node(page: str, kind: str) -> dict:
    found = [each for each in graph(page) if each["@type"] == kind]
    assert len(found) == 1
    return found[0]


def house(**fields):
    return OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto", name_en="River Municipalities", **fields)


class TestWritten:
    def test_nothing_in_it_can_end_its_script(self):
        told = written([{"@type": "Thing", "name": HOSTILE}])

        assert not re.search("[<>&\u2028\u2029\u00ad]", told)
        assert json.loads(told)["@graph"][0]["name"] == HOSTILE.replace("\u00ad", "")

    def test_what_is_empty_is_left_out(self):
        told = json.loads(written([None, {"@type": "Thing", "a": "", "b": [], "c": None, "d": {"e": ""}, "f": False}]))

        assert told["@graph"] == [{"@type": "Thing", "d": {}, "f": False}]


@pytest.mark.django_db
class TestFrame:
    def test_every_page_tells_who_speaks_and_how_to_call_them(self, client):
        logo = ImageFactory().stored_file
        house(
            short_name_en="Rivers",
            website="https://rivers.example/",
            press_phone="+358501234567",
            press_email="media@rivers.example",
            logo=logo,
        )

        assert node(client.get("/en/releases/").text, "Organization") == {
            "@type": "Organization",
            **HOUSE,
            "name": "River Municipalities",
            "alternateName": "Rivers",
            "url": "https://rivers.example/",
            "logo": f"{HOME}{logo.get_absolute_url()}",
            "contactPoint": {
                "@type": "ContactPoint",
                "contactType": "media relations",
                "telephone": "+358501234567",
                "email": "media@rivers.example",
                "availableLanguage": ["fi", "sv", "en"],
            },
        }

    def test_a_logo_that_was_the_wrong_file_is_named_nowhere(self, client):
        logo = ImageFactory().stored_file
        house(logo=logo)
        logo.strike()

        page = client.get("/en/").text

        assert "logo" not in node(page, "Organization")
        assert str(logo.uuid) not in page

    def test_the_trail_is_the_one_that_the_page_shows(self, client):
        period = ProgrammePeriodFactory(
            programme=ProgrammeFactory(slug="plan", title_en="Water & roads"), published=True
        )

        trail = node(
            client.get(f"/en/programmes/plan/{period.start_date.year}-{period.end_date.year}/").text, "BreadcrumbList"
        )

        assert [(step["position"], step["name"], step.get("item")) for step in trail["itemListElement"]] == [
            (1, "Newsroom", f"{HOME}/en/"),
            (2, "Action programmes", f"{HOME}/en/programmes/"),
            (3, "Water & roads", f"{HOME}/en/programmes/plan/"),
            (4, f"Water & roads {period.years}", None),
        ]

    def test_the_front_page_tells_where_to_search(self, client):
        page = client.get("/sv/").text

        assert node(page, "WebSite")["potentialAction"]["target"] == {
            "@type": "EntryPoint",
            "urlTemplate": f"{HOME}/sv/sok/?q={{search_term_string}}",
        }
        assert [each["@type"] for each in graph(page)] == ["Organization", "WebSite"]

    @pytest.mark.parametrize(
        "address",
        ["/en/releases/withdrawn/", "/en/events/withdrawn/", "/en/search/?q=x", "/en/never/", "/en/releases/gone/"],
    )
    def test_what_is_not_to_be_found_is_nothing_to_machines(self, client, address):
        ReleaseFactory(withdrawn=True, language="en", slug="withdrawn")
        ReleaseFactory(gone=True, language="en", slug="gone")
        EventFactory(withdrawn=True, slug="withdrawn")

        assert "ld+json" not in client.get(address).text

    def test_the_editors_view_is_nothing_to_machines(self, client, editor):
        ReleaseFactory(draft=True, language="en", slug="draft", publish_at=None)
        EventFactory(draft=True, slug="draft", publish_at=None)

        for address in ("/admin/site/en/releases/draft/", "/admin/site/en/events/draft/"):
            assert "ld+json" not in client.get(address).text


@pytest.mark.django_db
class TestRelease:
    def test_an_article_with_all_that_is_public_about_it(self, client):
        house()
        person = SpokespersonFactory(slug="aino", given_name="Aino", family_name="Virta")
        period = ProgrammePeriodFactory(programme=ProgrammeFactory(slug="plan", title_en="Plan"), published=True)
        document = DocumentFactory(period=period)
        image = ImageFactory()
        release = ReleaseFactory(
            published=True,
            publish_at=helsinki(2026, 7, 1, 9, 30),
            language="en",
            slug="bridge",
            headline="The brid\u00adge stands",
            lead="It is open.",
            body=quote(person.name, "At last.", "director", str(person.uuid)) + quote("A. Nonym", "No."),
            themes=[ThemeFactory(slug="water", name_en="Water")],
            events=[EventFactory(published=True, slug="day", title_en="Day", start_date="2026-08-01")],
            documents=[document],
            organisations=[OrganisationFactory(name_en="Two rivers", website="https://two.example/")],
            image=image,
        )
        release.corrections.create(
            kind=Correction.Kind.CORRECTION, text="Not 5 but 6.", made_at=helsinki(2026, 12, 1, 8)
        )
        release.corrections.create(kind=Correction.Kind.UPDATE, text="A picture.", made_at=helsinki(2026, 12, 2, 8))
        ReleaseFactory(published=True, family=release.family, language="sv", slug="bron")
        ReleaseFactory(embargoed=True, family=release.family, language="fi", slug="silta")

        assert node(client.get("/en/releases/bridge/").text, "NewsArticle") == {
            "@type": "NewsArticle",
            "@id": f"{HOME}/en/releases/bridge/#article",
            "url": f"{HOME}/en/releases/bridge/",
            "mainEntityOfPage": f"{HOME}/en/releases/bridge/",
            "headline": "The bridge stands",
            "description": "It is open.",
            "articleSection": "Press release",
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "datePublished": "2026-07-01T09:30:00+03:00",
            "dateModified": "2026-12-02T08:00:00+02:00",
            "author": [{"@type": "Organization", "name": "Two rivers", "url": "https://two.example/"}],
            "publisher": HOUSE,
            "image": [f"{HOME}{image.whole.src}"],
            "about": [
                {"@type": "Thing", "name": "Water", "url": f"{HOME}/en/themes/water/"},
                {"@type": "Event", "name": "Day", "url": f"{HOME}/en/events/day/", "startDate": "2026-08-01"},
            ],
            "mentions": [
                {
                    "@type": "Person",
                    "name": "Aino Virta",
                    "jobTitle": "director",
                    "url": f"{HOME}/en/spokespeople/aino/",
                },
                {"@type": "Person", "name": "A. Nonym"},
            ],
            "isBasedOn": [
                {
                    "@type": "CreativeWork",
                    "name": f"Plan {period.years}",
                    "url": f"{HOME}/en/programmes/plan/{period.start_date.year}-{period.end_date.year}/",
                }
            ],
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "text": "Not 5 but 6.",
                    "datePublished": "2026-12-01T08:00:00+02:00",
                }
            ],
            "translationOfWork": {"@id": f"{HOME}/sv/pressmeddelanden/bron/#article"},
        }

    def test_translations_name_each_other_from_both_sides(self, client):
        release = ReleaseFactory(published=True, language="fi", slug="silta")
        ReleaseFactory(published=True, family=release.family, language="sv", slug="bron")

        work = node(client.get("/fi/tiedotteet/silta/").text, "NewsArticle")
        translation = node(client.get("/sv/pressmeddelanden/bron/").text, "NewsArticle")

        assert work["workTranslation"] == [{"@id": translation["@id"]}]
        assert translation["translationOfWork"] == {"@id": work["@id"]}

    def test_what_is_around_it_and_hidden_is_not_named(self, client):
        hidden = ProgrammePeriodFactory(programme=ProgrammeFactory(title_fi="Piilossa"), embargoed=True)
        leaver = SpokespersonFactory(slug="lahtija", listed=False)
        ReleaseFactory(
            published=True,
            slug="silta",
            body=quote(leaver.name, "Hei.", "", str(leaver.uuid)),
            events=[EventFactory(draft=True, slug="salainen", title_fi="Salainen")],
            documents=[DocumentFactory(period=hidden)],
        )

        article = node(client.get("/fi/tiedotteet/silta/").text, "NewsArticle")

        assert article.keys() & {"about", "isBasedOn", "workTranslation", "image"} == set()
        assert article["mentions"] == [{"@type": "Person", "name": leaver.name}]

    @pytest.mark.parametrize("field", ["headline", "lead"])
    def test_words_cannot_leave_their_script(self, client, field):
        ReleaseFactory(published=True, slug="silta", **{field: HOSTILE})

        page = client.get("/fi/tiedotteet/silta/").text

        assert "<script>alert" not in page
        assert "alert(1)" in json.dumps(node(page, "NewsArticle"))

    def test_it_asks_the_database_as_often_for_one_of_each_as_for_three(self, client):
        def add():
            person = SpokespersonFactory()
            release.family.themes.add(ThemeFactory())
            release.family.events.add(EventFactory(published=True, venue=VenueFactory()))
            period = ProgrammePeriodFactory(published=True)
            version = DocumentVersionFactory(document=DocumentFactory(period=period), published=True)
            release.family.documents.add(version.document)
            release.body += quote(person.name, "Hei.", "", str(person.uuid))
            release.save()
            release.corrections.create(text="Luku.")
            release.attachments.create(stored_file=PdfFactory(), label="Liite")

        release = ReleaseFactory(published=True, slug="silta")
        add()
        one = queries_for(client, "/fi/tiedotteet/silta/")
        add()
        add()

        assert queries_for(client, "/fi/tiedotteet/silta/") == one


@pytest.mark.django_db
class TestEvent:
    def test_a_timed_event_in_a_place_and_online_with_registration(self, client, clock_at):
        clock_at("2026-03-01 09:00")
        EventFactory(
            published=True,
            slug="day",
            title_en="River day",
            start_date="2026-03-28",
            end_date="2026-03-29",
            start_time=time(9),
            end_time=time(16, 30),
            venue=VenueFactory(name_en="Town hall", street="Quay 1", postcode="00100", city_en="Rivertown"),
            online_url="https://stream.example/",
            registration_url="https://register.example/",
            registration_closes_at=helsinki(2026, 3, 20, 12),
        )

        told = node(client.get("/en/events/day/").text, "Event")

        assert (told["startDate"], told["endDate"]) == ("2026-03-28T09:00:00+02:00", "2026-03-29T16:30:00+03:00")
        assert told["eventStatus"] == "https://schema.org/EventScheduled"
        assert told["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
        assert told["organizer"] == HOUSE
        assert told["location"] == [
            {
                "@type": "Place",
                "name": "Town hall",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Quay 1",
                    "postalCode": "00100",
                    "addressLocality": "Rivertown",
                },
            },
            {"@type": "VirtualLocation", "url": "https://stream.example/"},
        ]
        assert told["offers"] == {
            "@type": "Offer",
            "url": "https://register.example/",
            "availability": "https://schema.org/InStock",
            "validThrough": "2026-03-20T12:00:00+02:00",
        }

    def test_whole_days_are_dates_and_a_closed_registration_is_no_offer(self, client, clock_at):
        clock_at("2026-03-21 09:00")
        EventFactory(
            published=True,
            slug="day",
            start_date="2026-03-28",
            end_date="2026-03-29",
            registration_url="https://register.example/",
            registration_closes_at=helsinki(2026, 3, 20, 12),
        )

        told = node(client.get("/en/events/day/").text, "Event")

        assert (told["startDate"], told["endDate"]) == ("2026-03-28", "2026-03-29")
        assert "offers" not in told

    @pytest.mark.parametrize(
        ("situation", "status"),
        [("cancelled", "EventCancelled"), ("postponed", "EventPostponed"), ("rescheduled", "EventRescheduled")],
    )
    def test_a_changed_situation_is_told(self, client, situation, status):
        EventFactory(published=True, slug="day", situation=situation, situation_note_en="Storm.")

        told = node(client.get("/en/events/day/").text, "Event")

        assert told["eventStatus"] == f"https://schema.org/{status}"
        assert "previousStartDate" not in told

    def test_a_new_date_names_the_last_one_that_readers_were_told(self, client):
        def move(when, day):
            with clock.standing_at(helsinki(2027, *when)):
                event.start_date = event.end_date = day
                event.situation, event.situation_note_en = "rescheduled", "Moved."
                event.save()

        with clock.standing_at(helsinki(2027, 1, 1, 8)):
            event = EventFactory(slug="day", start_date="2027-05-01", end_date="2027-05-01", title_en="Day")
            event.status, event.publish_at = "cleared", helsinki(2027, 1, 10, 8)
            event.save()
        move((1, 5, 8), "2027-06-01")
        move((1, 20, 8), "2027-07-01")
        move((1, 21, 8), "2027-07-02")

        with clock.standing_at(helsinki(2027, 2, 1, 8)):
            told = node(client.get("/en/events/day/").text, "Event")

        assert (told["startDate"], told["previousStartDate"]) == ("2027-07-02", "2027-07-01")

    def test_a_date_that_was_changed_before_anybody_saw_it_is_not_told(self, client):
        with clock.standing_at(helsinki(2027, 1, 1, 8)):
            event = EventFactory(slug="day", start_date="2027-05-01", end_date="2027-05-01", title_en="Day")
            event.status, event.publish_at = "cleared", helsinki(2027, 1, 10, 8)
            event.save()
            event.situation, event.start_date, event.end_date = "rescheduled", "2027-06-01", "2027-06-01"
            event.save()

        with clock.standing_at(helsinki(2027, 2, 1, 8)):
            told = node(client.get("/en/events/day/").text, "Event")

        assert "previousStartDate" not in told


@pytest.mark.django_db
def test_a_person_as_the_page_shows_them(client):
    photo = ImageFactory()
    SpokespersonFactory(
        slug="aino",
        given_name="Aino",
        family_name="Virta",
        title="director",
        phone="+358501234567",
        email="aino@rivers.example",
        languages=["fi", "sv"],
        photo=photo,
    )

    assert node(client.get("/fi/asiantuntijat/aino/").text, "Person") == {
        "@type": "Person",
        "url": f"{HOME}/fi/asiantuntijat/aino/",
        "name": "Aino Virta",
        "jobTitle": "director",
        "worksFor": HOUSE,
        "telephone": ["+358501234567"],
        "email": "aino@rivers.example",
        "image": f"{HOME}{photo.whole.src}",
        "knowsLanguage": ["fi", "sv"],
    }

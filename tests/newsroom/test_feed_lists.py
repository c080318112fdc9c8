"""Which entries each list gives as a feed, and when a reader who asks again is told that nothing is new."""

import json

import pytest

from newsroom.models import Theme
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
    ReleaseFamilyFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    helsinki,
    quote,
)
from tests.newsroom.feed_rules import broken

pytestmark = pytest.mark.django_db

FORMS = ["rss", "atom", "json"]


def items(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return json.loads(response.content)["items"]


def titles(client, address):
    return [item["title"] for item in items(client, address)]


def again(client, address, first, *names):
    """Ask again as a reader does that kept these headers of the first answer."""
    kept = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    return client.get(address, headers={kept[name]: first[name] for name in names})


# What stands in which


def test_everything_that_comes_out_is_one_feed_newest_first(client):
    theme = ThemeFactory(name_fi="Joet")
    programme = ProgrammeFactory(title_fi="Vesistöohjelma")
    ReleaseFactory(published=True, headline="Tiedote", publish_at=helsinki(2026, 3, 4), themes=[theme])
    ReleaseFactory(published=True, headline="Ruotsiksi", language="sv")
    EventFactory(published=True, title_fi="Jokipäivät", publish_at=helsinki(2026, 3, 3), themes=[theme])
    ProgrammePeriodFactory(published=True, programme=programme, publish_at=helsinki(2026, 3, 2))
    document = DocumentFactory(title_fi="Ohjelma")
    DocumentVersionFactory(published=True, document=document, publish_at=helsinki(2026, 3, 1))
    DocumentVersionFactory(embargoed=True, document=document, number=2)

    assert titles(client, "/fi/feed.json") == ["Tiedote", "Jokipäivät", "Vesistöohjelma 2024–2027", "Ohjelma"]


def test_the_feed_of_everything_ends_after_thirty(client):
    for number in range(20):
        ReleaseFactory(published=True, publish_at=helsinki(2026, 3, 1, number))
        EventFactory(published=True, publish_at=helsinki(2026, 3, 2, number))

    found = items(client, "/fi/feed.json")

    assert len(found) == 30
    assert [item["_newsroom"]["type"] for item in found] == ["event"] * 20 + ["release"] * 10


def test_events_to_come_past_and_all(client):
    EventFactory(published=True, title_fi="Tulossa", publish_at=helsinki(2026, 3, 1))
    long_ago = helsinki(2020, 1, 1).date()
    EventFactory(
        published=True, title_fi="Mennyt", start_date=long_ago, end_date=long_ago, publish_at=helsinki(2019, 3, 1)
    )
    EventFactory(embargoed=True, title_fi="Salassa")

    assert titles(client, "/fi/tapahtumat/feed.json") == ["Tulossa"]
    assert titles(client, "/fi/tapahtumat/feed.json?when=past") == ["Mennyt"]
    assert titles(client, "/fi/tapahtumat/feed.json?when=all") == ["Tulossa", "Mennyt"]
    assert client.get("/fi/tapahtumat/feed.json?when=never").status_code == 404
    assert client.get("/fi/tapahtumat/?when=never").status_code == 404


def test_an_event_tells_when_and_where(client):
    day = helsinki(2030, 5, 6).date()
    EventFactory(
        published=True,
        title_fi="Jokipäivät",
        summary_fi="Kaksi päivää.",
        body_fi="<p>Ohjelma.</p>",
        start_date=day,
        end_date=day,
        image=ImageFactory(alt_fi="Joki"),
        situation="cancelled",
        situation_note_fi="Tulva.",
    )

    [item] = items(client, "/fi/tapahtumat/feed.json")

    assert item["_newsroom"]["situation"] == "cancelled"
    assert item["_newsroom"]["start_date"] == "2030-05-06"
    assert item["summary"] == "Kaksi päivää."
    for words in ("Peruttu", "Tulva.", "6.5.2030", "Lehtiranta", "<p>Ohjelma.</p>", 'alt="Joki"'):
        assert words in item["content_html"]


def test_a_new_version_of_a_document_is_a_new_entry_with_its_files_the_readers_language_first(client):
    document = DocumentFactory(title_fi="Ohjelma", title_sv="Program", slug="ohjelma")
    DocumentVersionFactory(published=True, document=document, publish_at=helsinki(2026, 3, 1))
    second = DocumentVersionFactory(
        published=True, document=document, number=2, change_note_fi="Luku 3.", publish_at=helsinki(2026, 3, 2)
    )
    second.files.create(language="sv", stored_file=PdfFactory(name="program.pdf"))

    newest, first = items(client, "/sv/dokument/feed.json")

    assert newest["title"].startswith("Program, version 2")
    assert first["title"] == "Program"
    assert newest["id"] != first["id"]
    assert newest["url"] == "http://localhost:8000/sv/dokument/ohjelma/"
    assert "Luku 3." in newest["content_html"]
    assert [attached["title"] for attached in newest["attachments"]] == ["Program", "Ohjelma"]
    assert newest["attachments"][0]["url"].endswith("/program.pdf")


def test_programmes_are_followed_by_their_periods_and_each_by_its_news(client):
    programme = ProgrammeFactory(title_fi="Ohjelma", slug="ohjelma")
    period = ProgrammePeriodFactory(published=True, programme=programme, summary_fi="Joet kuntoon.")
    document = DocumentFactory(period=period)
    DocumentVersionFactory(published=True, document=document)
    ReleaseFactory(published=True, headline="Ohjelmasta", documents=[document])
    ReleaseFactory(published=True, headline="Muusta")

    [item] = items(client, "/fi/toimintaohjelmat/feed.json")

    assert (item["title"], item["summary"]) == ("Ohjelma 2024–2027", "Joet kuntoon.")
    assert titles(client, "/fi/toimintaohjelmat/ohjelma/feed.json") == ["Ohjelmasta"]
    assert titles(client, "/fi/toimintaohjelmat/ohjelma/2024-2027/feed.json") == ["Ohjelmasta"]
    assert client.get("/fi/toimintaohjelmat/ohjelma/2020-2023/feed.json").status_code == 404


@pytest.mark.parametrize(("state", "status"), [("withdrawn", 410), ("gone", 410), ("draft", 404), ("embargoed", 404)])
def test_a_period_that_is_not_public_has_no_feed(client, state, status):
    ProgrammePeriodFactory(**{state: True}, programme=ProgrammeFactory(slug="ohjelma"))

    for form in FORMS:
        assert client.get(f"/fi/toimintaohjelmat/ohjelma/2024-2027/feed.{form}").status_code == status


def test_a_person_is_followed_by_the_releases_in_which_they_speak(client):
    person = SpokespersonFactory(slug="aino")
    ReleaseFactory(published=True, headline="Puhuu", body=quote(person.name, "Tulva ei odota.") * 2)
    ReleaseFactory(published=True, headline="Talar", language="sv", body=quote(person.name, "Floden väntar inte."))
    ReleaseFactory(published=True, headline="Vain yhteystieto", contacts=[person])
    ReleaseFactory(embargoed=True, headline="Salassa", body=quote(person.name, "Hiljaa."))

    assert titles(client, "/fi/asiantuntijat/aino/feed.json") == ["Puhuu"]
    assert titles(client, "/sv/sakkunniga/aino/feed.json") == ["Talar"]
    person.listed = False
    person.save()
    assert client.get("/fi/asiantuntijat/aino/feed.json").status_code == 404


def test_old_addresses_of_feeds_lead_on_in_the_same_format(client):
    person = SpokespersonFactory(slug="aino")
    person.slug = "aino-rantamaki"
    person.save()

    for form in FORMS:
        response = client.get(f"/fi/asiantuntijat/aino/feed.{form}")
        assert (response.status_code, response["Location"]) == (301, f"/fi/asiantuntijat/aino-rantamaki/feed.{form}")


def test_another_format_is_not_there(client):
    for address in ("/fi/tiedotteet/feed.xml", "/fi/feed.RSS", "/fi/feed.", "/fi/feed.rss/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["theme", "kind", "when", "q", "page", "form"])
@pytest.mark.parametrize("value", ["%00", "%ff", "a" * 5000, "'; DROP TABLE", "%F0%9F%8C%8A", "..%2F", "1&{}=2", "<b>"])
def test_no_question_breaks_a_feed(client, name, value):
    ThemeFactory(slug="joet")
    ReleaseFactory(published=True)

    for path in ("tiedotteet/feed.rss", "tapahtumat/feed.atom", "feed.json", "tiedotteet/"):
        response = client.get(f"/fi/{path}?{name}={value.format(name)}")
        assert response.status_code in (200, 404)
        assert (
            response.status_code == 404 or "feed" not in path or not broken(response.content, response["Content-Type"])
        )


# The whole text


def test_an_entry_has_the_whole_release_and_nobodys_number(client):
    sender = OrganisationFactory(name_fi="Jokikuntien liitto")
    person = SpokespersonFactory(phone="+358501234567", email="aino@jokikunnat.example")
    family = ReleaseFamilyFactory(organisations=[sender], image=ImageFactory(alt_fi="Silta", credit="Piia Oravala"))
    release = ReleaseFactory(
        family=family,
        published=True,
        headline="Silta",
        slug="silta",
        lead="Ingressi.",
        body=f'<p>Lue <a href="/fi/tapahtumat/">lisää</a>.</p>{quote(person.name, "Valmis.", "johtaja")}',
        contacts=[person],
        files=[PdfFactory(name="liite.pdf")],
    )
    ReleaseFactory(family=family, language="sv", published=True, slug="bro")
    ReleaseFactory(family=family, language="en", embargoed=True, slug="bridge")
    release.corrections.create(kind="correction", text="2 km", was_wrong="3 km")

    response = client.get("/fi/tiedotteet/feed.json")
    [item] = json.loads(response.content)["items"]

    assert item["authors"] == [{"name": "Jokikuntien liitto"}]
    for words in (
        "Ingressi.",
        '<a href="http://localhost:8000/fi/tapahtumat/">lisää</a>',
        f"<blockquote><p>Valmis.</p></blockquote>\n<p>– {person.name}, johtaja</p>",
        "3 km",
        "2 km",
        "liite.pdf",
        'alt="Silta"',
        "Piia Oravala",
    ):
        assert words in item["content_html"]
    told = item["_newsroom"]
    assert told["about"] == "http://localhost:8000/fi/syotteet/"
    assert told["quotes"] == [{"speaker": person.name, "title": "johtaja", "text": "Valmis."}]
    assert told["contacts"] == [{"name": person.name, "title": "toimitusjohtaja"}]
    assert told["translations"] == {"sv": "http://localhost:8000/sv/pressmeddelanden/bro/"}
    assert [(each["type"], each["was_wrong"]) for each in told["corrections"]] == [("correction", "3 km")]
    assert "1234567" not in response.text
    assert "aino@" not in response.text


def test_the_length_of_an_enclosure_is_that_of_the_file(client, fetch):
    stored = PdfFactory()
    ReleaseFactory(published=True, files=[stored])

    [item] = items(client, "/fi/tiedotteet/feed.json")
    [attached] = item["attachments"]

    assert attached["size_in_bytes"] == len(fetch(attached["url"].removeprefix("http://localhost:8000")).bytes)


def test_a_document_that_is_not_public_yet_is_no_attachment(client):
    release = ReleaseFactory(published=True)
    version = DocumentVersionFactory(embargoed=True)
    release.attachments.create(document_version=version)

    [item] = items(client, "/fi/tiedotteet/feed.json")

    assert "attachments" not in item
    assert str(version.document.title) not in item["content_html"]


def test_a_struck_file_and_picture_are_given_on_to_nobody(client):
    stored, image = PdfFactory(), ImageFactory()
    ReleaseFactory(published=True, files=[stored], image=image)
    stored.strike()
    image.stored_file.strike()

    [item] = items(client, "/fi/tiedotteet/feed.json")

    assert ("attachments" in item, "image" in item) == (False, False)
    assert "/files/" not in item["content_html"]


# Asked again


ADDRESSES = [
    f"/fi/{path}feed.{form}"
    for path in ("", "tiedotteet/", "tapahtumat/", "asiakirjat/", "toimintaohjelmat/", "teemat/joet/")
    for form in FORMS
]


def one_of_everything():
    theme = ThemeFactory(slug="joet")
    ReleaseFactory(published=True, themes=[theme], image=ImageFactory())
    EventFactory(published=True, themes=[theme])
    DocumentVersionFactory(published=True)
    ProgrammePeriodFactory(published=True)


def ask_all(client, **kept):
    """Each address with the headers of its earlier answer, if there was one."""
    return {
        address: again(client, address, kept["first"][address], *kept["names"]) if kept else client.get(address)
        for address in ADDRESSES
    }


def marks(answers):
    return {address: (each.content, each["ETag"], each["Last-Modified"]) for address, each in answers.items()}


@pytest.mark.parametrize("names", [["ETag"], ["ETag", "Last-Modified"]])
def test_a_second_reading_is_told_that_nothing_is_new(client, names):
    one_of_everything()
    first = ask_all(client)

    second = ask_all(client, first=first, names=names)

    assert {each.status_code for each in first.values()} == {200}
    assert {(each.status_code, each.content) for each in second.values()} == {(304, b"")}
    assert [each["ETag"] for each in second.values()] == [each["ETag"] for each in first.values()]


def test_a_date_alone_never_says_that_nothing_is_new(client):
    """It does not move when something leaves: a picture whose consent is withdrawn, or a text that was taken back."""
    one_of_everything()
    first = ask_all(client)

    second = ask_all(client, first=first, names=["Last-Modified"])

    assert {each.status_code for each in second.values()} == {200}


def test_no_feed_changes_with_time_alone(client, clock_at):
    clock_at("2026-03-03 09:00")
    one_of_everything()
    first = ask_all(client)
    clock_at("2026-03-04 17:21")

    assert marks(ask_all(client)) == marks(first)


def test_no_hidden_save_moves_a_feed_and_the_end_of_an_embargo_moves_each(client, clock_at):
    clock_at("2026-03-03 09:00")
    one_of_everything()
    theme = Theme.objects.get()
    first = ask_all(client)

    for state in ("draft", "in_review", "embargoed", "removed"):
        ReleaseFactory(**{state: True}, themes=[theme])
        EventFactory(**{state: True}, themes=[theme])
        DocumentVersionFactory(**{state: True})
        ProgrammePeriodFactory(**{state: True})
    unmoved = ask_all(client, first=first, names=["ETag", "Last-Modified"])
    clock_at("2026-03-05 09:00")
    moved = ask_all(client, first=first, names=["ETag", "Last-Modified"])

    assert {each.status_code for each in unmoved.values()} == {304}
    assert {(each.status_code, each["Last-Modified"]) for each in moved.values()} == {
        (200, "Thu, 05 Mar 2026 07:00:00 GMT")
    }
    assert not {each["ETag"] for each in moved.values()} & {each["ETag"] for each in first.values()}


def test_an_inner_save_of_a_public_thing_moves_no_date(client, clock_at):
    clock_at("2026-03-03 09:00")
    event = EventFactory(published=True)
    first = client.get("/fi/tapahtumat/feed.rss")
    clock_at("2026-03-04 09:00")
    event.awaits_review = True
    event.save()

    assert again(client, "/fi/tapahtumat/feed.rss", first, "ETag").status_code == 304


def test_a_change_that_readers_see_moves_the_date_of_an_event(client, clock_at):
    clock_at("2026-03-03 09:00")
    event = EventFactory(published=True)
    clock_at("2026-03-04 09:00")
    event.situation, event.situation_note_fi = "postponed", "Tulva."
    event.save()

    [item] = items(client, "/fi/tapahtumat/feed.json")

    assert (item["date_published"], item["date_modified"]) == ("2026-03-01T07:00:00+00:00", "2026-03-04T07:00:00+00:00")
    assert client.get("/fi/tapahtumat/feed.json")["Last-Modified"] == "Wed, 04 Mar 2026 07:00:00 GMT"


@pytest.mark.parametrize("verb", ["withdraw", "remove"])
def test_what_is_taken_away_leaves_and_comes_back(client, clock_at, verb):
    clock_at("2026-03-03 09:00")
    editor = UserFactory(editor=True)
    ReleaseFactory(published=True, headline="Jää")
    release = ReleaseFactory(published=True, headline="Lähtee")
    first = client.get("/fi/tiedotteet/feed.rss")
    clock_at("2026-03-04 09:00")
    getattr(release, verb)(editor, "Väärin.")

    told = again(client, "/fi/tiedotteet/feed.rss", first, "ETag")
    clock_at("2026-03-05 09:00")
    release.restore(editor)
    back = again(client, "/fi/tiedotteet/feed.rss", told, "ETag")

    assert told.status_code == 200
    assert "Lähtee" not in told.text
    assert back.status_code == 200
    assert "Lähtee" in back.text


def test_a_readers_mark_counts_before_its_date(client):
    ReleaseFactory(published=True)
    first = client.get("/fi/tiedotteet/feed.rss")

    stale = {"If-None-Match": '"another"', "If-Modified-Since": first["Last-Modified"]}
    odd = [{"If-Modified-Since": "yesterday"}, {"If-None-Match": "x" * 9000}, {"If-Modified-Since": ""}]

    assert client.get("/fi/tiedotteet/feed.rss", headers=stale).status_code == 200
    assert [client.get("/fi/tiedotteet/feed.rss", headers=each).status_code for each in odd] == [200, 200, 200]


@pytest.mark.parametrize("path", ["", "tiedotteet/", "tapahtumat/", "asiakirjat/", "toimintaohjelmat/", "teemat/joet/"])
def test_one_or_three_entries_cost_the_same(client, path):
    theme = ThemeFactory(slug="joet")

    def add():
        person = SpokespersonFactory()
        version = DocumentVersionFactory(published=True)
        release = ReleaseFactory(
            published=True,
            themes=[theme],
            image=ImageFactory(),
            organisations=[OrganisationFactory()],
            contacts=[person],
            files=[PdfFactory()],
            body=quote(person.name, "Tulva ei odota."),
        )
        release.attachments.create(document_version=version)
        release.corrections.create(text="Uusi luku.")
        EventFactory(published=True, themes=[theme], image=ImageFactory())
        ProgrammePeriodFactory(published=True)

    add()
    client.get(f"/fi/{path}feed.json")
    one = queries_for(client, f"/fi/{path}feed.json")
    add()
    add()

    assert len(items(client, f"/fi/{path}feed.json")) >= 3
    assert queries_for(client, f"/fi/{path}feed.json") == one

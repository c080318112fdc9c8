import gzip
import re
from datetime import timedelta

import pytest

from newsroom import clock
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
    helsinki,
    quote,
)

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    """The words of a page as they are seen."""
    page = re.sub(r'<span class="spoken">.*?</span>', "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="section[^"]*" aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


class TestText:
    def test_kind_moment_headline_lead_and_body(self, client):
        ReleaseFactory(
            published=True,
            language="en",
            kind="statement",
            publish_at=helsinki(2026, 3, 2, 10),
            slug="bridge",
            headline="A bridge",
            lead="It stands.",
            body="<h2>How</h2><p>On <strong>pillars</strong>.</p>",
        )

        page = client.get("/en/releases/bridge/").text

        assert '<time datetime="2026-03-02T10:00+02:00">2 March 2026 at 10:00 EET</time>' in page
        assert "<h1>A bridge</h1>" in page
        assert "<h2>How</h2><p>On <strong>pillars</strong>.</p>" in page
        words = text_of(page)
        assert words.index("Statement 2 March 2026") < words.index("A bridge It stands. How On pillars .")

    def test_markup_that_passed_the_field_is_cleaned_on_the_way_out(self, client):
        release = ReleaseFactory(published=True, slug="silta")
        release._meta.model.objects.update(body="<p>Ok<script>alert(1)</script><img src=x onerror=y></p>")

        page = client.get("/fi/tiedotteet/silta/").text

        assert "<p>Ok</p>" in page
        assert "alert(1)" not in page
        assert "onerror" not in page

    def test_plain_text_is_escaped(self, client):
        ReleaseFactory(published=True, slug="silta", headline="<b>A & B</b>", lead="<i>C</i>")

        page = client.get("/fi/tiedotteet/silta/").text

        assert "<h1>&lt;b&gt;A &amp; B&lt;/b&gt;</h1>" in page
        assert "&lt;i&gt;C&lt;/i&gt;" in page

    def test_a_quote_shows_a_listed_speaker(self, client):
        person = SpokespersonFactory(given_name="Aino", family_name="Joki", slug="aino", photo=ImageFactory())
        ReleaseFactory(published=True, slug="silta", body=quote("Aino Joki", "Joki ei tunne rajaa.", "johtaja"))

        page = client.get("/fi/tiedotteet/silta/").text
        figure = re.search(r'<figure class="quote"[^>]*>.*?</figure>', page, re.DOTALL)[0]

        assert person.photo.rendition_url("240x240") in figure
        assert '<a href="/fi/asiantuntijat/aino/">Aino Joki</a>' in figure
        assert "<p>Joki ei tunne rajaa.</p>" in figure
        assert "johtaja" in figure

    @pytest.mark.parametrize("unseen", [{"listed": False}, {"leaves_on": helsinki(2020, 1, 1).date()}])
    def test_a_speaker_without_a_page_is_only_named(self, client, unseen):
        SpokespersonFactory(given_name="Aino", family_name="Joki", slug="aino", photo=ImageFactory(), **unseen)
        ReleaseFactory(published=True, slug="silta", body=quote("Aino Joki", "Joki ei tunne rajaa."))

        figure = re.search(
            r'<figure class="quote"[^>]*>.*?</figure>', client.get("/fi/tiedotteet/silta/").text, re.DOTALL
        )[0]

        assert "<b>Aino Joki</b>" in figure
        assert "<img" not in figure

    def test_facts_count_the_characters_in_groups(self, client):
        ReleaseFactory(
            published=True, language="en", slug="bridge", headline="ab", lead="cd", body=f"<p>{'e' * 1996}</p>"
        )

        assert "2,000 characters with spaces" in client.get("/en/releases/bridge/").text

    def test_a_page_is_at_most_ten_kilobytes_compressed(self, client):
        OrganisationFactory(is_house=True, about_fi="Liitto. " * 40)
        people = [SpokespersonFactory(photo=ImageFactory()) for _ in range(3)]
        body = "".join(
            f"<p>{'Joki virtaa ja silta kestää. ' * 12}</p>{quote(person.name, 'Sanottu.')}" for person in people
        )
        theme = ThemeFactory()
        ReleaseFactory(published=True, slug="silta", body=body, contacts=people, themes=[theme], files=[PdfFactory()])
        for _ in range(3):
            ReleaseFactory(published=True, themes=[theme])

        assert len(gzip.compress(client.get("/fi/tiedotteet/silta/").content)) <= 10_000


class TestStates:
    @pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "removed"])
    def test_what_is_not_public_answers_like_what_never_was(self, client, state):
        ReleaseFactory(slug="silta", **{state: True})

        hidden, never = client.get("/fi/tiedotteet/silta/"), client.get("/fi/tiedotteet/never/")

        assert (hidden.status_code, hidden.content) == (404, never.content)
        assert dict(hidden.headers) == dict(never.headers)

    def test_a_release_lives_in_its_own_language_only(self, client):
        ReleaseFactory(published=True, slug="silta", language="fi")

        assert client.get("/sv/pressmeddelanden/silta/").status_code == 404

    def test_a_withdrawn_release_is_read_under_a_notice(self, client, clock_at):
        clock_at("2026-03-03 09:00")
        stored = PdfFactory()
        ReleaseFactory(
            withdrawn=True, language="en", slug="bridge", lead="It stood.", files=[stored], image=ImageFactory()
        )

        page = client.get("/en/releases/bridge/").text

        assert '<meta name="robots" content="noindex">' in page
        assert re.search(
            r"</h1>\s*<div class=\"notice notice-withdrawn\">.*?Withdrawn on "
            r'<time datetime="2026-03-02T09:00\+02:00">.*?The figures were wrong',
            page,
            re.DOTALL,
        )
        assert "It stood." in page
        assert "/files/" not in page
        assert 'hreflang="en" href="http' not in page

    def test_a_withdrawn_release_is_in_no_list(self, client):
        ReleaseFactory(withdrawn=True, slug="silta")

        for address in ("/fi/", "/fi/tiedotteet/", "/fi/tiedotteet/feed.rss", "/fi/haku/?q=tiedote"):
            assert "/fi/tiedotteet/silta/" not in client.get(address).text


class TestLanguages:
    def test_public_versions_are_linked_and_hidden_ones_are_not(self, client):
        release = ReleaseFactory(published=True, slug="silta")
        ReleaseFactory(published=True, family=release.family, language="sv", slug="bron", headline="Bron står")
        ReleaseFactory(embargoed=True, family=release.family, language="en", slug="bridge", headline="Not yet")

        page = client.get("/fi/tiedotteet/silta/").text

        assert '<a href="/sv/pressmeddelanden/bron/" lang="sv" hreflang="sv">Bron står</a>' in page
        assert '<a href="/sv/pressmeddelanden/bron/" lang="sv" hreflang="sv">På svenska</a>' in page
        assert '<a href="/en/releases/" lang="en" hreflang="en">In English</a>' in page
        assert "bridge" not in page
        assert re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', page) == [
            ("fi", "http://localhost:8000/fi/tiedotteet/silta/"),
            ("sv", "http://localhost:8000/sv/pressmeddelanden/bron/"),
        ]


class TestContacts:
    def test_numbers_come_from_the_card_and_the_title_from_the_print(self, client):
        person = SpokespersonFactory(slug="aino", phone="+358501234567", email="aino@jokikunnat.example")
        release = ReleaseFactory(published=True, slug="silta", contacts=[person])
        release.contacts.update(title="silloinen johtaja")

        card = section(client.get("/fi/tiedotteet/silta/").text, "contacts")

        assert 'href="tel:+358501234567">050 123 4567<' in card
        assert 'href="mailto:aino@jokikunnat.example">aino@<wbr>jokikunnat.example<' in card
        assert "silloinen johtaja" in card
        assert 'href="/fi/asiantuntijat/aino/"' in card

    def test_numbers_are_international_in_english(self, client):
        ReleaseFactory(
            published=True, language="en", slug="bridge", contacts=[SpokespersonFactory(phone="+358501234567")]
        )

        assert 'href="tel:+358501234567">+358 50 123 4567<' in client.get("/en/releases/bridge/").text

    def test_the_press_desk_answers_for_somebody_who_has_left(self, client):
        OrganisationFactory(is_house=True, press_phone="+358501111111")
        person = SpokespersonFactory(
            slug="aino",
            phone="+358502222222",
            email="aino@jokikunnat.example",
            leaves_on=clock.today() - timedelta(days=1),
        )
        ReleaseFactory(published=True, slug="silta", contacts=[person])

        card = section(client.get("/fi/tiedotteet/silta/").text, "contacts")

        assert person.name in card
        assert "tel:+358501111111" in card
        assert "+358502222222" not in card
        assert "aino@" not in card
        assert "/fi/asiantuntijat/aino/" not in card

    def test_the_last_day_is_a_working_day(self, client):
        person = SpokespersonFactory(phone="+358502222222", leaves_on=clock.today())
        ReleaseFactory(published=True, slug="silta", contacts=[person])

        assert "tel:+358502222222" in client.get("/fi/tiedotteet/silta/").text


class TestAttachments:
    def test_a_file_tells_its_format_size_and_pages(self, client):
        stored = PdfFactory()
        ReleaseFactory(published=True, language="en", slug="bridge", files=[stored])

        attachments = section(client.get("/en/releases/bridge/").text, "attachments")

        assert f'href="{stored.get_absolute_url()}"' in attachments
        assert "(PDF, 1 kB, 1 p.)" in text_of(attachments)
        assert '<span class="spoken">(PDF, 1 kilobyte, 1 page)</span>' in attachments
        assert "In English" in text_of(attachments)

    def test_a_document_gives_the_file_of_the_language_and_its_page(self, client):
        version = DocumentVersionFactory(published=True, document=DocumentFactory(slug="paper", title_fi="Ohjelma"))
        release = ReleaseFactory(published=True, language="en", slug="bridge")
        release.attachments.create(document_version=version)

        attachments = section(client.get("/en/releases/bridge/").text, "attachments")

        assert '<span lang="fi">Ohjelma</span>' in attachments
        assert 'hreflang="fi"' in attachments
        assert "In Finnish" in text_of(attachments)
        assert 'href="/en/documents/paper/"' in attachments

    @pytest.mark.parametrize("state", ["draft", "embargoed", "withdrawn", "removed"])
    def test_a_document_that_is_not_public_is_not_offered(self, client, state):
        version = DocumentVersionFactory(document=DocumentFactory(title_fi="Salainen"), **{state: True})
        release = ReleaseFactory(published=True, slug="silta")
        release.attachments.create(document_version=version)

        page = client.get("/fi/tiedotteet/silta/").text

        assert "Salainen" not in page
        assert section(page, "attachments") == ""


class TestSurroundings:
    def test_the_programme_and_the_event_are_shown_when_public(self, client):
        programme = ProgrammeFactory(title_fi="Vesistöohjelma", slug="vesi")
        period = ProgrammePeriodFactory(programme=programme, published=True)
        event = EventFactory(published=True, slug="paiva")
        ReleaseFactory(published=True, slug="silta", documents=[DocumentFactory(period=period)], events=[event])

        about = section(client.get("/fi/tiedotteet/silta/").text, "about")

        assert 'href="/fi/toimintaohjelmat/vesi/2024-2027/">Vesistöohjelma 2024–2027</a>' in about
        assert 'href="/fi/tapahtumat/paiva/"' in about

    @pytest.mark.parametrize("state", ["draft", "embargoed", "withdrawn", "removed"])
    def test_they_are_not_shown_when_hidden(self, client, state):
        period = ProgrammePeriodFactory(**{state: True})
        event = EventFactory(**{state: True})
        ReleaseFactory(published=True, slug="silta", documents=[DocumentFactory(period=period)], events=[event])

        assert section(client.get("/fi/tiedotteet/silta/").text, "about") == ""

    def test_related_releases_share_most_themes_first(self, client):
        floods, bridges = ThemeFactory(), ThemeFactory()
        ReleaseFactory(published=True, slug="silta", themes=[floods, bridges])
        ReleaseFactory(published=True, slug="both", themes=[floods, bridges])
        ReleaseFactory(published=True, slug="one", themes=[bridges])
        ReleaseFactory(published=True, slug="none", themes=[ThemeFactory()])
        ReleaseFactory(embargoed=True, slug="hidden", themes=[floods, bridges])
        ReleaseFactory(published=True, slug="foreign", language="sv", themes=[floods, bridges])

        related = section(client.get("/fi/tiedotteet/silta/").text, "related")

        assert re.findall(r'<h3><a href="([^"]+)">', related) == ["/fi/tiedotteet/both/", "/fi/tiedotteet/one/"]

    def test_senders_stand_in_their_order_with_their_boilerplate(self, client):
        first = OrganisationFactory(name_fi="Ensimmäinen", about_fi="Ensimmäisen tarina.")
        second = OrganisationFactory(name_fi="Toinen", about_fi="Toisen tarina.")
        ReleaseFactory(published=True, slug="silta", organisations=[first, second])

        sender = text_of(section(client.get("/fi/tiedotteet/silta/").text, "sender"))

        assert "Ensimmäinen Ensimmäisen tarina. Toinen Toisen tarina." in sender

    def test_the_house_sends_what_names_no_sender(self, client):
        OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto", about_fi="Liiton tarina.")
        ReleaseFactory(published=True, slug="silta")

        assert "Liiton tarina." in section(client.get("/fi/tiedotteet/silta/").text, "sender")


def _public_document(period):
    return DocumentVersionFactory(document=DocumentFactory(period=period), published=True).document


def test_one_or_three_of_everything_cost_the_same(client):
    OrganisationFactory(is_house=True)

    def full_release(slug, count):
        themes = [ThemeFactory() for _ in range(count)]
        people = [SpokespersonFactory(photo=ImageFactory()) for _ in range(count)]
        periods = [ProgrammePeriodFactory(published=True) for _ in range(count)]
        release = ReleaseFactory(
            published=True,
            slug=slug,
            body="".join(quote(person.name, "Sanottu.") for person in people),
            contacts=people,
            themes=themes,
            files=[PdfFactory() for _ in range(count)],
            documents=[_public_document(period) for period in periods],
            events=[EventFactory(published=True, themes=themes) for _ in range(count)],
            organisations=[OrganisationFactory() for _ in range(count)],
            image=ImageFactory(),
        )
        for position in range(count):
            release.attachments.create(document_version=DocumentVersionFactory(published=True), position=9 + position)
            ReleaseFactory(published=True, themes=themes)
        return release

    full_release("one", 1)
    full_release("three", 3)

    assert queries_for(client, "/fi/tiedotteet/three/") == queries_for(client, "/fi/tiedotteet/one/")


def test_editors_see_that_a_draft_has_no_moment_yet(client):
    from tests.factories import UserFactory

    client.force_login(UserFactory(editor=True))
    ReleaseFactory(slug="bridge", language="en")

    page = client.get("/admin/site/en/releases/bridge/").text

    assert "not scheduled" in page
    assert 'class="notice notice-preview preview-band"' in page
    assert client.get("/admin/site/en/releases/").status_code == 200
    assert client.get("/admin/site/en/releases/feed.rss").status_code == 200
    assert client.get("/admin/site/en/").status_code == 200

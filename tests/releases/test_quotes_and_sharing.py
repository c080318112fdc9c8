"""What a reader takes along from a page: a quote with its source, the page's address, links to pass it on."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.translation import override

from releases.citing import citation
from releases.sharing import ways
from tests.factories import OrganisationFactory, ReleaseFactory, SpokespersonFactory, helsinki, quote


def anchors(client, address="/fi/tiedotteet/silta/") -> list[str]:
    return re.findall(r'<figure class="quote" id="(quote-[0-9a-f]{8})">', client.get(address).text)


@pytest.mark.django_db
class TestAnchors:
    def test_an_anchor_outlives_what_happens_around_its_quote(self, client):
        said = quote("Aino Joki", "Joki ei tunne rajaa.")
        release = ReleaseFactory(published=True, slug="silta", body=f"<p>a</p>{said}")
        before = anchors(client)

        release.body = f"<p>b</p>{quote('Elias Ranta', 'Uusi.')}<p>c</p>{said}"
        release.save()

        assert anchors(client)[1:] == before
        assert len(before) == 1

    def test_words_of_another_have_another_anchor(self, client):
        ReleaseFactory(published=True, slug="silta", body=quote("Aino", "Joki.") + quote("Elias", "Joki."))

        assert len(set(anchors(client))) == 2

    def test_the_page_links_each_quote(self, client):
        ReleaseFactory(published=True, slug="silta", body=quote("Aino", "Joki."))

        [anchor] = anchors(client)

        assert f'<a href="#{anchor}">' in client.get("/fi/tiedotteet/silta/").text

    def test_a_withdrawn_text_keeps_its_anchors_and_offers_nothing_to_copy(self, client):
        ReleaseFactory(withdrawn=True, slug="silta", body=quote("Aino", "Joki."))

        page = client.get("/fi/tiedotteet/silta/").text

        assert len(anchors(client)) == 1
        assert "data-copy" not in page

    def test_a_speakers_page_leads_to_the_quote_itself(self, client):
        SpokespersonFactory(given_name="Aino", family_name="Joki", slug="aino")
        ReleaseFactory(published=True, slug="silta", body=quote("Aino Joki", "Joki."))

        [anchor] = anchors(client)

        assert f'href="/fi/tiedotteet/silta/#{anchor}"' in client.get("/fi/asiantuntijat/aino/").text


@pytest.mark.django_db
class TestCitation:
    def cited(self, body, **fields):
        house = OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto", name_en="River Association")
        release = ReleaseFactory(
            published=True,
            publish_at=helsinki(2026, 11, 17, 23, 30),
            slug="silta",
            headline="Silta\u00adjuttu",
            body=body,
            **fields,
        )
        with override(release.language):
            said = release.quotes.get()
            return citation(said, release, house), said

    def test_words_speaker_title_of_that_day_house_headline_day_and_address(self):
        SpokespersonFactory(given_name="Aino", family_name="Joki")

        text, said = self.cited(quote("Aino Joki", "Joki ei tunne rajaa.", "silloinen johtaja"))

        assert text == (
            "”Joki ei tunne rajaa.”\n"
            "– Aino Joki, silloinen johtaja, Jokikuntien liitto\n"
            "Siltajuttu, 17.11.2026\n"
            f"http://localhost:8000/fi/tiedotteet/silta/#{said.anchor}"
        )

    def test_in_the_language_of_the_page(self):
        SpokespersonFactory(
            given_name="Aino", family_name="Joki", organisation=OrganisationFactory(name_en="Coast Council")
        )

        text, said = self.cited(quote("Aino Joki", "It holds.", "director"), language="en")

        assert text == (
            "“It holds.”\n"
            "– Aino Joki, director, Coast Council\n"
            "Siltajuttu, 17 November 2026\n"
            f"http://localhost:8000/en/releases/silta/#{said.anchor}"
        )

    def test_a_speaker_without_a_page_is_given_no_organisation(self):
        text, _said = self.cited(quote("Ministeri", "Selvä."))

        assert text.splitlines()[1] == "– Ministeri"

    def test_a_draft_has_no_day(self):
        release = ReleaseFactory(body=quote("Aino", "Joki."), headline="Silta")

        assert citation(release.quotes.get(), release, None).splitlines()[2] == "Silta"

    def test_the_page_carries_it_for_copying_and_works_without_the_script(self, client):
        ReleaseFactory(published=True, slug="silta", body=quote('A"x onclick=1', "<b>Joki</b> & ”ranta”."))

        page = client.get("/fi/tiedotteet/silta/").text
        held = re.search(r'data-copy="([^"]*)"', page)[1]

        assert "Joki &amp; ”ranta”." in held
        assert '<script src="/static/newsroom/site/copy.js" defer></script>' in page
        assert "<button" not in page.split('<div class="release-body">')[1].split("</main>")[0]


class TestWays:
    ADDRESS = "https://a.example/fi/tiedotteet/silta/?x=1&y=ä"

    def test_each_way_carries_the_address_and_nothing_else(self):
        carried = [list(parse_qs(urlsplit(way.address).query).values()) for way in ways(self.ADDRESS, "Silta")[1:]]

        assert carried == [[[self.ADDRESS]]] * 5

    def test_a_letter_has_the_headline_and_the_address(self):
        letter = ways(self.ADDRESS, "Silta & tie?\u00ad 50 %")[0].address

        asked = parse_qs(urlsplit(letter).query)
        assert letter.startswith("mailto:?subject=")
        assert asked == {"subject": ["Silta & tie? 50 %"], "body": [f"{self.ADDRESS}\r\n"]}

    def test_nothing_typed_adds_a_receiver_or_a_line_to_the_letter(self):
        letter = ways(self.ADDRESS, "x&bcc=a@b.example\r\nBcc: c@d.example")[0].address

        assert set(parse_qs(urlsplit(letter).query)) == {"subject", "body"}
        assert "\r" not in letter

    @pytest.mark.django_db
    def test_a_page_links_them_without_a_referrer_and_a_withdrawn_one_does_not(self, client):
        release = ReleaseFactory(published=True, language="en", slug="bridge")

        page = client.get("/en/releases/bridge/").text

        assert re.findall(r'<a href="https://[^"]*" rel="nofollow noopener">(\w+)</a>', page) == [
            *("LinkedIn", "Facebook", "Bluesky", "X", "WhatsApp")
        ]
        assert "<code>http://localhost:8000/en/releases/bridge/</code>" in page
        release.withdraw(by=None, reason="Wrong.")
        assert "nofollow" not in client.get("/en/releases/bridge/").text

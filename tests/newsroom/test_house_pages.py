"""Pages about the house: for the media, the accessibility statement in the order of the law, personal data."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override

from newsroom import accessibility
from newsroom.files import StoredFile
from newsroom.templatetags.newsroom import pages_spoken, size_spoken
from tests.counting import queries_for
from tests.factories import (
    AccessibilityStatementFactory,
    OrganisationFactory,
    PdfFactory,
    ReleaseFactory,
    picture_bytes,
)

pytestmark = pytest.mark.django_db

PAGES = {
    "media": ("/fi/medialle/", "/sv/for-medier/", "/en/media/"),
    "accessibility": ("/fi/saavutettavuus/", "/sv/tillganglighet/", "/en/accessibility/"),
    "privacy": ("/fi/tietosuoja/", "/sv/dataskydd/", "/en/privacy/"),
}
ALL = [address for addresses in PAGES.values() for address in addresses]


def headings(page) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]*)</h2>", page.split("</main>")[0])


@pytest.mark.parametrize("address", ALL)
def test_every_page_leads_to_it_and_it_sets_no_cookie(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.cookies == {}
    assert response["Cache-Control"] == "public, max-age=30"
    home = f"/{address.split('/')[1]}/"
    assert all(f'href="{each}"' in client.get(home).text for each in ALL if each.startswith(home))


@pytest.mark.parametrize("addresses", PAGES.values(), ids=PAGES)
def test_its_languages_lead_to_each_other(client, addresses):
    page = client.get(addresses[0]).text

    found = re.findall(r'<link rel="alternate" hreflang="\w+" href="http://localhost:8000([^"]+)">', page)
    assert found == list(addresses)


class TestMedia:
    def test_a_full_house(self, client, clock_at):
        clock_at("2026-11-28 22:00")
        logo = StoredFile.objects.store(_upload())
        OrganisationFactory(
            is_house=True,
            press_phone="+358501111111",
            duty_phone="+358502222222",
            press_email="media@jokikunnat.example",
            press_hours_en="weekdays 8–16",
            accessible_formats_email="muodot@jokikunnat.example",
            terms_en="Free to use with the source.",
            brand_colour="#123456",
            logo=logo,
        )

        page = client.get("/en/media/").text.split("<footer")[0]

        assert page.index("tel:+358502222222") < page.index("tel:+358501111111")
        assert "The press desk opens on Monday at 8:00, Finnish time." in page
        assert "weekdays 8–16" in page
        assert 'href="/en/spokespeople/"' in page
        assert "Free to use with the source." in page
        assert "muodot@<wbr>jokikunnat.example" in page
        assert f'href="{logo.get_absolute_url()}"' in page
        assert "Brand colour #123456" in page

    def test_the_number_for_later_stands_below_while_the_desk_is_open(self, client, clock_at):
        clock_at("2026-11-27 12:00")
        numbers = {"press_phone": "+358501111111", "duty_phone": "+358502222222"}
        OrganisationFactory(is_house=True, press_hours_fi="arkisin 8–16", **numbers)

        page = client.get("/en/media/").text.split("<footer")[0]

        assert page.index("tel:+358501111111") < page.index("Duty phone when the press desk is closed:")
        assert page.count("tel:+358502222222") == 1

    def test_an_empty_house_promises_nothing(self, client):
        page = client.get("/en/media/").text

        assert headings(page) == ["Who answers", "To interview", "Releases"]
        assert "The press desk has no number here yet." in page
        assert "tel:" not in page


def _upload():
    return ContentFile(picture_bytes(), name="logo.png")


class TestAccessibility:
    def test_nothing_is_claimed_before_somebody_has_written_the_statement(self, client, press_desk):
        page = client.get("/en/accessibility/").text

        assert "The statement is being prepared." in page
        assert "viestinta@<wbr>jokikunnat.example" in page
        assert "within 14 days" in page
        assert "WCAG" not in page

    def test_the_statement_of_another_organisation_is_not_ours(self, client):
        OrganisationFactory(is_house=True)
        AccessibilityStatementFactory(organisation=OrganisationFactory())

        assert "The statement is being prepared." in client.get("/en/accessibility/").text

    def test_the_order_of_the_law(self, client):
        OrganisationFactory(is_house=True, name_en="River Association")
        statement = AccessibilityStatementFactory(
            published_on="2026-01-02",
            reviewed_on="2026-03-04",
            assessed_on="2025-12-01",
            method_en="With a screen reader.",
            feedback_phone="+358501111111",
            supervisor_name_en="The Watch",
            supervisor_email="watch@valvoja.example",
        )
        statement.parts.create(
            what_en="Old PDFs", explanation_en="No headings.", reason="burden", mended_by="2027-06-30"
        )

        page = client.get("/en/accessibility/").text.split("</main>")[0]

        assert headings(page) == [
            "State of accessibility",
            "What is not accessible",
            "How it was assessed",
            "Feedback",
            "Supervision",
        ]
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
        in_order = [
            *(
                "Drawn up 2 January 2026",
                "Reviewed 4 March 2026",
                "the newsroom at localhost:8000 (River Association)",
            ),
            *("The site meets most of the requirements", "EN 301 549", "Old PDFs", "No headings."),
            *("a disproportionate burden", "30 June 2027", "We assessed it ourselves, 1 December 2025"),
            *("With a screen reader.", "within 14 days", "palaute@jokikunnat.example", "+358 50 111 1111"),
            *("complain to the supervising authority", "The Watch", "valvoja.example", "watch@valvoja.example"),
        ]
        assert [each for each in in_order if each not in words] == []
        places = [words.index(each) for each in in_order]
        assert places == sorted(places)

    @pytest.mark.parametrize(
        ("page", "website"),
        [
            ("/fi/saavutettavuus/", "www.saavutettavuusvaatimukset.fi"),
            ("/sv/tillganglighet/", "www.saavutettavuusvaatimukset.fi/sv"),
            ("/en/accessibility/", "www.saavutettavuusvaatimukset.fi/en"),
        ],
    )
    def test_each_language_leads_to_the_supervisors_page_in_it(self, client, page, website):
        AccessibilityStatementFactory(**accessibility.supervisor())

        shown = client.get(page).text

        address = f"https://{website}" if "/" in website else f"https://{website}/"
        assert f'<a href="{address}">{website}</a>' in shown

    def test_a_supervisor_with_one_page_is_led_to_from_every_language(self, client):
        AccessibilityStatementFactory(supervisor_website_fi="https://valvoja.example/valitus/")

        assert (
            '<a href="https://valvoja.example/valitus/">valvoja.example/valitus</a>'
            in client.get("/sv/tillganglighet/").text
        )

    def test_a_text_in_another_language_is_marked(self, client):
        AccessibilityStatementFactory(parts=["Vanhat PDF-tiedostot"])

        page = client.get("/en/accessibility/").text

        assert '<span lang="fi">Vanhat PDF-tiedostot</span>' in page
        assert '<div lang="fi"><p>Ruudunlukijalla.</p></div>' in page

    def test_what_is_typed_is_escaped(self, client):
        AccessibilityStatementFactory(method_fi="<script>x</script>", parts=["<img src=x onerror=y>"])

        page = client.get("/fi/saavutettavuus/").text

        assert "<script>x" not in page
        assert "<img src=x" not in page

    def test_more_parts_cost_no_more_queries(self, client):
        statement = AccessibilityStatementFactory(parts=["a"])
        one = queries_for(client, "/fi/saavutettavuus/")
        for what in ("b", "c"):
            statement.parts.create(what_fi=what, explanation_fi="x")

        assert queries_for(client, "/fi/saavutettavuus/") == one


class TestPrivacy:
    def test_who_answers_and_what_the_house_adds(self, client):
        OrganisationFactory(
            is_house=True,
            name_en="River Association",
            street_address="Mill Road 1",
            privacy_email="dpo@jokikunnat.example",
            privacy_notes_en="Logs are kept for 30 days.\n\nNot longer.",
        )

        page = client.get("/en/privacy/").text

        assert "River Association, Mill Road 1" in page
        assert "dpo@<wbr>jokikunnat.example" in page
        assert "<p>Logs are kept for 30 days.</p>" in page
        assert headings(page) == ["Controller", "Readers", "People on the site", "Your rights"]

    @pytest.mark.parametrize("address", ["/fi/", "/fi/tiedotteet/silta/", "/fi/tietosuoja/", "/fi/medialle/"])
    def test_pages_load_nothing_from_other_sites(self, client, address):
        """What the privacy page claims; a link is loaded only when the reader follows it."""
        ReleaseFactory(published=True, slug="silta")

        response = client.get(address)
        loaded = re.findall(r'(?:\bsrc|srcset)="([^"]*)"', response.text)
        loaded += re.findall(r'<link rel="(?:stylesheet|preload|icon)"[^>]* href="([^"]*)"', response.text)

        assert response.cookies == {}
        assert [each for each in loaded if re.match(r"\w+:|//", each) and not each.startswith("data:")] == []
        assert "default-src 'none'" in response["Content-Security-Policy"]


class TestSpokenForms:
    @pytest.mark.parametrize(
        ("language", "pages", "megabytes", "kilobytes"),
        [
            ("fi", "24 sivua", "1,2 megatavua", "84 kilotavua"),
            ("sv", "24 sidor", "1,2 megabyte", "84 kilobyte"),
            ("en", "24 pages", "1.2 megabytes", "84 kilobytes"),
        ],
    )
    def test_pages_and_sizes_are_spoken_whole(self, language, pages, megabytes, kilobytes):
        with override(language):
            assert (pages_spoken(24), size_spoken(1_200_000), size_spoken(84_000)) == (pages, megabytes, kilobytes)

    @pytest.mark.parametrize(
        ("address", "short", "spoken"),
        [
            ("/fi/tiedotteet/silta/", "1 s.", "1 sivu"),
            ("/sv/pressmeddelanden/silta/", "1 s.", "1 sida"),
            ("/en/releases/silta/", "1 p.", "1 page"),
        ],
    )
    def test_what_is_short_to_see_is_hidden_from_those_who_listen(self, client, address, short, spoken):
        ReleaseFactory(published=True, slug="silta", language=address.split("/")[1], files=[PdfFactory()])

        page = client.get(address).text

        [seen] = re.findall(r'<span class="file-facts" aria-hidden="true">\(([^)]*)\)</span>', page)
        [heard] = re.findall(r'<span class="spoken">\((PDF[^)]*)\)</span>', page)
        assert (seen.endswith(short), heard.endswith(spoken)) == (True, True)

    def test_sizes_and_pages_are_written_in_one_template_of_the_site(self):
        """A feed is read by programs that know no class for what is only heard, so it has the short form."""
        templates = Path(__file__).parents[2] / "templates"
        users = {
            path.relative_to(templates).as_posix()
            for path in templates.rglob("*.html")
            if re.search(r"\|(size|pages_in_short)\b", path.read_text(encoding="utf-8"))
        }

        assert {path for path in users if not path.startswith("admin/")} - {"releases/feed_entry.html"} == {
            "newsroom/_file_link.html"
        }

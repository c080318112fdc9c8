"""The pages of documents: their order, their files in each language, and what is left of a version that was taken away."""

import re

import pytest

from programmes.models import DocumentFile
from tests.factories import DocumentFactory, DocumentVersionFactory, PdfFactory, ProgrammePeriodFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spring(clock_at):
    clock_at("2026-03-10 09:00")


class TestDocumentPages:
    def test_documents_stand_by_their_names_twenty_a_page(self, client):
        for number in range(21):
            title = f"Asiakirja {20 - number:02}"
            DocumentVersionFactory(document=DocumentFactory(slug=f"paper-{number}", title_fi=title), published=True)

        first, second = client.get("/en/documents/").text, client.get("/en/documents/?page=2").text

        listed = r'<a href="/en/documents/paper-(\d+)/">'
        assert re.findall(listed, first) == [str(number) for number in range(20, 0, -1)]
        assert re.findall(listed, second) == ["0"]
        assert client.get("/en/documents/?page=3").status_code == 404

    def test_it_leads_to_its_period_when_that_is_public(self, client):
        periods = {state: ProgrammePeriodFactory(**{state: True}) for state in ("published", "embargoed", "withdrawn")}
        for state, period in periods.items():
            DocumentVersionFactory(document=DocumentFactory(slug=state, period=period), published=True)

        belongs = {state: 'id="belongs"' in client.get(f"/en/documents/{state}/").text for state in periods}

        assert belongs == {"published": True, "embargoed": False, "withdrawn": False}

    def test_a_file_in_one_language_carries_the_title_in_it(self, client):
        document = DocumentFactory(slug="paper", title_fi="Ohjelma", title_sv="Programmet", title_en="The programme")
        version = DocumentVersionFactory(document=document, published=True)
        for language in ("sv", "mul"):
            DocumentFile.objects.create(version=version, language=language, stored_file=PdfFactory())

        page = client.get("/en/documents/paper/").text

        assert re.findall(
            r'hreflang="(\w+)">(?:<span lang="(\w+)">)?([\w ]+?)(?:</span>)? <span class="file-facts"', page
        ) == [
            ("fi", "fi", "Ohjelma"),
            ("sv", "sv", "Programmet"),
            ("mul", "", "The programme"),
        ]

    def test_a_document_whose_only_version_is_withdrawn_is_read_and_not_indexed(self, client):
        DocumentVersionFactory(document=DocumentFactory(slug="paper", title_en="The paper"), withdrawn=True)

        page = client.get("/en/documents/paper/").text

        assert "Version 1 was withdrawn" in page
        assert '<meta name="robots" content="noindex">' in page
        assert 'hreflang="sv" href="http' not in page
        assert "/en/documents/paper/" not in client.get("/en/documents/").text

    def test_a_removed_version_leaves_the_others(self, client):
        document = DocumentFactory(slug="paper")
        DocumentVersionFactory(document=document, number=1, published=True)
        DocumentVersionFactory(document=document, number=2, gone=True, change_note_en="Wrong figures.")

        page = client.get("/en/documents/paper/").text

        assert re.findall(r"<h2[^>]*>Version (\d)</h2>", page) == ["1"]
        assert "Wrong figures." not in page


class TestFileOfALanguage:
    def files(self, *languages, main_language="fi"):
        version = DocumentVersionFactory(published=True, main_language=main_language)
        version.files.all().delete()
        return version, {
            language: DocumentFile.objects.create(version=version, language=language, stored_file=PdfFactory())
            for language in languages
        }

    @pytest.mark.parametrize(
        ("there", "chosen"),
        [
            (("fi", "mul", "sv"), "sv"),
            (("en", "fi", "mul"), "mul"),
            (("en", "fi"), "fi"),
            (("en",), "en"),
        ],
    )
    def test_a_release_gets_its_language_else_all_languages_else_the_main_one(self, there, chosen):
        version, files = self.files(*there)

        assert version.file_in("sv") == files[chosen]

    def test_the_main_language_is_the_versions_own(self):
        version, files = self.files("fi", "en", main_language="en")

        assert version.file_in("sv") == files["en"]

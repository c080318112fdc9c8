import re
from datetime import date

import pytest

from programmes.models import DocumentFile
from tests.counting import queries_for
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    PdfFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spring(clock_at):
    clock_at("2026-03-10 09:00")


def period_of(programme, first, last, **state):
    return ProgrammePeriodFactory(
        programme=programme, start_date=date(first, 1, 1), end_date=date(last, 12, 31), **(state or {"published": True})
    )


class TestProgrammes:
    def test_a_programme_is_listed_when_a_period_is_public(self, client):
        period_of(ProgrammeFactory(slug="rivers", title_en="Rivers"), 2024, 2027)
        period_of(ProgrammeFactory(slug="hidden"), 2024, 2027, embargoed=True)
        ProgrammeFactory(slug="empty")

        page = client.get("/en/programmes/").text

        assert re.findall(r'<h2><a href="([^"]+)">', page) == ["/en/programmes/rivers/"]
        assert re.search(r"<p>2024–2027</p>\s*<p>In force</p>", page)

    @pytest.mark.parametrize(
        ("years", "shown"),
        [
            ([(2021, 2023), (2024, 2027), (2028, 2030)], "2024-2027"),
            ([(2018, 2020), (2021, 2023)], "2021-2023"),
            ([(2021, 2023), (2028, 2030)], "2021-2023"),
            ([(2027, 2028), (2029, 2030)], "2027-2028"),
        ],
    )
    def test_its_page_shows_the_period_in_force_else_the_latest_else_the_next(self, client, years, shown):
        programme = ProgrammeFactory(slug="rivers")
        for first, last in years:
            period_of(programme, first, last)

        page = client.get("/en/programmes/rivers/").text

        assert re.search(
            rf'<div class="programme-box">.*?<h3><a href="/en/programmes/rivers/{shown}/">', page, re.DOTALL
        )

    def test_hidden_periods_are_not_among_the_others(self, client):
        programme = ProgrammeFactory(slug="rivers")
        period_of(programme, 2021, 2023)
        period_of(programme, 2024, 2027)
        period_of(programme, 2028, 2030, embargoed=True)

        for address in ("/en/programmes/", "/en/programmes/rivers/", "/en/programmes/rivers/2024-2027/"):
            page = client.get(address).text
            assert "/en/programmes/rivers/2021-2023/" in page
            assert "2028" not in page

    def test_one_or_three_programmes_cost_the_same(self, client):
        def add():
            programme = ProgrammeFactory()
            programme.themes.add(ThemeFactory())
            period_of(programme, 2021, 2023)
            period_of(programme, 2024, 2027)

        add()
        one = queries_for(client, "/fi/toimintaohjelmat/")
        add()
        add()

        assert queries_for(client, "/fi/toimintaohjelmat/") == one


class TestPeriod:
    def test_phase_documents_and_news(self, client):
        period = period_of(ProgrammeFactory(slug="rivers", title_en="Rivers"), 2024, 2027)
        document = DocumentFactory(period=period, slug="paper", title_en="The paper")
        DocumentVersionFactory(document=document, published=True)
        DocumentVersionFactory(document=DocumentFactory(period=period, slug="secret"), embargoed=True)
        ReleaseFactory(published=True, language="en", slug="told", documents=[document])
        ReleaseFactory(embargoed=True, language="en", slug="untold", documents=[document])

        page = client.get("/en/programmes/rivers/2024-2027/").text

        assert "<h1>Rivers 2024–2027</h1>" in page
        assert 'href="/en/documents/paper/">The paper</a>' in page
        assert "/en/documents/secret/" not in page
        assert 'href="/en/releases/told/"' in page
        assert "/en/releases/untold/" not in page
        assert re.search(r"<dt>release about it</dt>\s*<dd>1</dd>", page)

    def test_its_last_day_is_still_in_force(self, client, clock_at):
        clock_at("2023-06-01 09:00")
        period_of(ProgrammeFactory(slug="rivers"), 2021, 2023)

        clock_at("2023-12-31 23:59")
        before = client.get("/en/programmes/rivers/2021-2023/").text
        clock_at("2024-01-01 00:00")
        after = client.get("/en/programmes/rivers/2021-2023/").text

        assert "<dt>In force</dt>" in before
        assert "<dt>Ended</dt>" in after

    @pytest.mark.parametrize(("state", "status"), [("draft", 404), ("embargoed", 404), ("removed", 404), ("gone", 410)])
    def test_what_is_not_public_has_no_page(self, client, state, status):
        period_of(ProgrammeFactory(slug="rivers"), 2024, 2027, **{state: True})

        assert client.get("/fi/toimintaohjelmat/rivers/2024-2027/").status_code == status
        assert client.get("/fi/toimintaohjelmat/rivers/").status_code == 404

    def test_a_withdrawn_period_is_read_under_a_notice(self, client):
        period_of(ProgrammeFactory(slug="rivers"), 2024, 2027, withdrawn=True)

        page = client.get("/fi/toimintaohjelmat/rivers/2024-2027/").text

        assert 'class="notice notice-withdrawn"' in page
        assert 'href="/fi/toimintaohjelmat/rivers/"' not in page

    def test_the_switch_keeps_the_years(self, client):
        period_of(ProgrammeFactory(slug="rivers"), 2024, 2027)

        page = client.get("/fi/toimintaohjelmat/rivers/2024-2027/").text

        assert 'href="/sv/handlingsprogram/rivers/2024-2027/" lang="sv"' in page

    @pytest.mark.parametrize("years", ["2024-2026", "0000-9999", "2024", "2027-2024"])
    def test_other_years_are_not_there(self, client, years):
        period_of(ProgrammeFactory(slug="rivers"), 2024, 2027)

        assert client.get(f"/fi/toimintaohjelmat/rivers/{years}/").status_code == 404


class TestDocuments:
    def test_the_list_tells_the_newest_public_version(self, client):
        document = DocumentFactory(slug="paper", title_en="The paper")
        DocumentVersionFactory(document=document, number=1, published=True)
        DocumentVersionFactory(document=document, number=2, published=True, change_note_en="More.")
        DocumentVersionFactory(document=document, number=3, embargoed=True, change_note_en="Secret.")
        DocumentVersionFactory(document=DocumentFactory(slug="hidden"), draft=True)

        page = client.get("/en/documents/").text

        assert 'href="/en/documents/paper/">The paper</a>' in page
        assert "version 2" in page
        assert "version 3" not in page
        assert "/en/documents/hidden/" not in page

    def test_its_page_has_every_public_version_with_what_changed(self, client):
        document = DocumentFactory(slug="paper", title_en="The paper")
        first = DocumentVersionFactory(document=document, number=1, published=True)
        second = DocumentVersionFactory(document=document, number=2, published=True, change_note_en="More bridges.")
        DocumentVersionFactory(document=document, number=3, embargoed=True, change_note_en="Secret.")

        page = client.get("/en/documents/paper/").text

        assert re.findall(r"<h2[^>]*>Version (\d)</h2>", page) == ["2", "1"]
        assert "More bridges." in page
        assert "Secret." not in page
        for version in (first, second):
            assert version.files.get().stored_file.get_absolute_url() in page

    def test_a_withdrawn_version_leaves_a_notice_without_its_files(self, client):
        document = DocumentFactory(slug="paper")
        withdrawn = DocumentVersionFactory(document=document, number=1, withdrawn=True)
        DocumentVersionFactory(document=document, number=2, published=True, change_note_en="Mended.")

        page = client.get("/en/documents/paper/").text

        assert "Version 1 was withdrawn" in page
        assert "The figures were wrong." in page
        assert withdrawn.files.get().stored_file.get_absolute_url() not in page
        assert "noindex" not in page

    @pytest.mark.parametrize(("state", "status"), [("draft", 404), ("embargoed", 404), ("removed", 404), ("gone", 410)])
    def test_what_is_not_public_has_no_page(self, client, state, status):
        DocumentVersionFactory(document=DocumentFactory(slug="paper"), **{state: True})

        assert client.get("/fi/asiakirjat/paper/").status_code == status
        assert client.get("/fi/asiakirjat/paper/fi.pdf").status_code == 404

    def test_one_or_three_documents_cost_the_same(self, client):
        DocumentVersionFactory(published=True)
        one = queries_for(client, "/fi/asiakirjat/")
        DocumentVersionFactory(published=True)
        version = DocumentVersionFactory(published=True)
        DocumentFile.objects.create(version=version, language="sv", stored_file=PdfFactory())

        assert queries_for(client, "/fi/asiakirjat/") == one


class TestNewestFile:
    def test_the_address_follows_the_newest_version_of_a_language(self, client):
        document = DocumentFactory(slug="paper")
        first = DocumentVersionFactory(document=document, number=1, published=True)
        swedish = DocumentFile.objects.create(version=first, language="sv", stored_file=PdfFactory())
        second = DocumentVersionFactory(document=document, number=2, published=True)
        DocumentVersionFactory(document=document, number=3, embargoed=True)

        finnish = client.get("/fi/asiakirjat/paper/fi.pdf")
        other = client.get("/en/documents/paper/sv.pdf")

        assert (finnish.status_code, finnish["Location"]) == (302, second.files.get().stored_file.get_absolute_url())
        assert (other.status_code, other["Location"]) == (302, swedish.stored_file.get_absolute_url())
        assert finnish["Cache-Control"] == "public, max-age=30"

    def test_a_file_in_several_languages_serves_each(self, client):
        version = DocumentVersionFactory(published=True, document=DocumentFactory(slug="paper"))
        version.files.update(language="mul")

        assert (
            client.get("/fi/asiakirjat/paper/en.pdf")["Location"] == version.files.get().stored_file.get_absolute_url()
        )

    @pytest.mark.parametrize("name", ["en.pdf", "fi.docx", "xx.pdf", "fi.", ".pdf", "fi"])
    def test_other_files_are_not_there(self, client, name):
        DocumentVersionFactory(published=True, document=DocumentFactory(slug="paper"))

        assert client.get(f"/fi/asiakirjat/paper/{name}").status_code == 404

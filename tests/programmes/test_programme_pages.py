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
    def test_a_removed_period_of_the_same_years_hides_no_public_one(self, client):
        programme = ProgrammeFactory(slug="rivers")
        days = {"start_date": date(2024, 1, 1), "end_date": date(2024, 12, 31)}
        ProgrammePeriodFactory(programme=programme, gone=True, **days)
        before = client.get("/en/programmes/rivers/2024-2024/").status_code
        ProgrammePeriodFactory(programme=programme, published=True, **days)

        assert (before, client.get("/en/programmes/rivers/2024-2024/").status_code) == (410, 200)

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


def timeline(page: str) -> list[str]:
    news = page.partition('aria-labelledby="news"')[2].split("</section>")[0]
    return re.findall(r'<h3><a href="([^"]+)">', news)


class TestProgrammeOrder:
    def test_programmes_stand_by_their_names(self, client):
        period_of(ProgrammeFactory(slug="w", title_fi="Vedet"), 2024, 2027)
        period_of(ProgrammeFactory(slug="b", title_fi="Joet"), 2024, 2027)

        page = client.get("/en/programmes/").text

        assert re.findall(r'<h2><a href="([^"]+)">', page) == ["/en/programmes/b/", "/en/programmes/w/"]

    def test_other_periods_stand_latest_first_with_their_phases(self, client):
        programme = ProgrammeFactory(slug="rivers")
        for first, last in ((2021, 2023), (2024, 2027), (2028, 2028), (2018, 2020)):
            period_of(programme, first, last)

        page = client.get("/en/programmes/rivers/").text

        assert re.findall(r'<li><a href="/en/programmes/rivers/([^"]+)/">([^<]+)</a>, ([^<]+)</li>', page) == [
            ("2028-2028", "2028", "upcoming"),
            ("2021-2023", "2021–2023", "ended"),
            ("2018-2020", "2018–2020", "ended"),
        ]

    def test_a_period_is_in_force_from_its_first_day(self, client, clock_at):
        clock_at("2023-06-01 09:00")
        period_of(ProgrammeFactory(slug="rivers"), 2024, 2027)

        clock_at("2023-12-31 23:59")
        before = client.get("/en/programmes/rivers/2024-2027/").text
        clock_at("2024-01-01 00:00")
        after = client.get("/en/programmes/rivers/2024-2027/").text

        assert "<dt>Upcoming</dt><dd>2024–2027</dd>" in before
        assert "<dt>In force</dt><dd>2024–2027</dd>" in after

    def test_two_periods_of_one_year_share_an_address_and_the_later_is_shown(self, client):
        programme = ProgrammeFactory(slug="rivers")
        for first, last, summary in ((1, 6, "Kevään ohjelma."), (7, 12, "Syksyn ohjelma.")):
            ProgrammePeriodFactory(
                programme=programme,
                published=True,
                start_date=date(2025, first, 1),
                end_date=date(2025, last, 30),
                summary_fi=summary,
            )

        page = client.get("/fi/toimintaohjelmat/rivers/2025-2025/").text

        assert re.findall(r'<p class="lead">(.*?)</p>', page) == ["Syksyn ohjelma."]

    def test_documents_and_releases_of_hidden_and_other_things_are_not_at_a_programme(self, client):
        programme = ProgrammeFactory(slug="rivers")
        period = period_of(programme, 2024, 2027)
        other = period_of(ProgrammeFactory(), 2024, 2027)
        for slug, of, state in (
            ("paper", period, "published"),
            ("secret", period, "draft"),
            ("far", other, "published"),
        ):
            document = DocumentFactory(period=of, slug=slug)
            DocumentVersionFactory(document=document, **{state: True})
            ReleaseFactory(published=True, language="en", slug=f"about-{slug}", documents=[document])
            ReleaseFactory(embargoed=True, language="en", slug=f"untold-{slug}", documents=[document])
            ReleaseFactory(published=True, language="fi", slug=f"fi-{slug}", documents=[document])

        page = client.get("/en/programmes/rivers/").text

        assert re.findall(r'<a href="/en/documents/([^"]+)/">', page) == ["paper"]
        assert timeline(page) == ["/en/releases/about-secret/", "/en/releases/about-paper/"]


@pytest.mark.parametrize(
    "address", ["/en/programmes/rivers/", "/en/programmes/rivers/2024-2027/", "/en/documents/paper/"]
)
class TestNews:
    @pytest.fixture
    def document(self):
        document = DocumentFactory(slug="paper", period=period_of(ProgrammeFactory(slug="rivers"), 2024, 2027))
        DocumentVersionFactory(document=document, published=True)
        return document

    def test_news_stand_newest_first_and_the_rest_on_the_next_page(self, client, clock_at, document, address):
        for number in (*range(20, 0, -1), 21):
            moment = clock_at(f"2026-03-11 09:{number:02}")
            ReleaseFactory(
                published=True, publish_at=moment, language="en", slug=f"told-{number}", documents=[document]
            )

        first, second = client.get(address).text, client.get(f"{address}?page=2").text

        assert timeline(first) == [f"/en/releases/told-{number}/" for number in range(21, 1, -1)]
        assert timeline(second) == ["/en/releases/told-1/"]
        assert f'<link rel="canonical" href="http://localhost:8000{address}?page=2">' in second
        assert client.get(f"{address}?page=3").status_code == 404

    def test_one_or_three_of_everything_cost_the_same(self, client, document, address):
        def add(number):
            paper = DocumentFactory(period=document.period)
            version = DocumentVersionFactory(document=paper, published=True)
            DocumentFile.objects.create(version=version, language="sv", stored_file=PdfFactory())
            ReleaseFactory(published=True, language="en", documents=[document], themes=[ThemeFactory()])
            newer = DocumentVersionFactory(document=document, number=number, published=True, change_note_fi="Uutta.")
            DocumentFile.objects.create(version=newer, language="sv", stored_file=PdfFactory())
            DocumentVersionFactory(document=document, number=number + 10, withdrawn=True)
            document.period.programme.themes.add(ThemeFactory())
            document.themes.add(ThemeFactory())
            period_of(document.period.programme, 2000 + number, 2000 + number)

        add(2)
        one = queries_for(client, address)
        add(3)
        add(4)

        assert queries_for(client, address) == one

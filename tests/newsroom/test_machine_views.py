"""robots.txt and security.txt: whom robots and finders of holes are sent to."""

import re

import pytest

from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

HOME = "http://localhost:8000"


class TestForRobots:
    def test_robots_learn_of_the_sitemaps_and_of_no_secret(self, client, settings):
        settings.SITE_URL = "https://uutiset.example"

        response = client.get("/robots.txt")

        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response.text == (
            "User-agent: *\nDisallow: /admin/\n\n"
            "Sitemap: https://uutiset.example/sitemap.xml\nSitemap: https://uutiset.example/sitemap-news.xml\n"
        )


class TestSecurity:
    def test_the_press_desk_is_told_when_nobody_else_is_named(self, client, clock_at):
        OrganisationFactory(is_house=True, press_email="viestinta@jokikunnat.example")
        clock_at("2026-11-24 18:30")

        response = client.get("/.well-known/security.txt")

        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response.text == (
            "Contact: mailto:viestinta@jokikunnat.example\n"
            "Expires: 2027-05-01T00:00:00Z\n"
            "Preferred-Languages: fi, sv, en\n"
            f"Canonical: {HOME}/.well-known/security.txt\n"
        )

    def test_operators_name_their_own_contact(self, client, settings):
        settings.SECURITY_CONTACT = "https://example.fi/report?a=1&b=2"

        assert client.get("/.well-known/security.txt").text.startswith("Contact: https://example.fi/report?a=1&b=2\n")

    def test_without_anybody_to_tell_there_is_none(self, client):
        assert client.get("/.well-known/security.txt").status_code == 404

    @pytest.mark.parametrize(
        ("today", "expires"),
        [("2026-01-31 12:00", "2026-07-01"), ("2026-07-01 00:30", "2027-01-01"), ("2026-12-31 23:59", "2027-06-01")],
    )
    def test_it_is_good_for_less_than_a_year_and_the_same_all_day(self, client, settings, clock_at, today, expires):
        settings.SECURITY_CONTACT = "mailto:a@b.example"
        clock_at(today)

        assert re.search(r"Expires: (\S+)T00:00:00Z", client.get("/.well-known/security.txt").text)[1] == expires

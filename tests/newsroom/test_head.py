"""What the head of a page says to search engines and to those who show a shared link."""

import re
from collections import Counter

import pytest
from django.template import Context, Template

from newsroom.templatetags.machines import in_short
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    helsinki,
)

HOME = "http://localhost:8000"
SAID_OFTEN = {"og:locale:alternate", "article:tag"}


def properties(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<meta (?:property|name)="((?:og|article|twitter):[\w:]+|description)" content="([^"]*)">', page)


def alternates(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page)


def canonical(page: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]+)">', page)


class TestInShort:
    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("", ""),
            ("Sil\u00adto\u00adjen kunto", "Siltojen kunto"),
            (" Two\n\nlines\tof words ", "Two lines of words"),
            ("Tom &amp; &lt;b&gt;Jerry&lt;/b&gt; &quot;x&quot;", 'Tom & <b>Jerry</b> "x"'),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("x" * 160, "x" * 160),
            ("x" * 161, "x" * 159 + "…"),
            ("sana " * 40, "sana " * 31 + "sana…"),
            ("a" * 150 + ", b – c " + "d" * 20, "a" * 150 + ", b – c…"),
            ("a" * 150 + ", " + "d" * 20, "a" * 150 + "…"),
        ],
    )
    def test_words_are_plain_on_one_line_and_cut_between_words(self, written, said):
        assert in_short(written) == said
        assert len(said) <= 160

    def test_what_it_says_is_escaped_again(self):
        template = Template("{% load machines %}{% keep as said %}{{ words }}{% endkeep %}{{ said|in_short }}")

        assert template.render(Context({"words": '"><script>'})) == "&quot;&gt;&lt;script&gt;"

    def test_a_block_with_nothing_but_space_says_nothing(self):
        template = Template("{% load machines %}{% keep as said %} \n {% endkeep %}{% if said %}said{% endif %}")

        assert template.render(Context()) == ""


@pytest.mark.django_db
class TestRelease:
    def test_a_shared_release_is_an_article_with_its_moments(self, client):
        OrganisationFactory(is_house=True, name_en="River Municipalities")
        release = ReleaseFactory(
            published=True,
            publish_at=helsinki(2026, 7, 1, 9, 30),
            language="en",
            slug="bridge",
            headline='The "bridge" <stands>',
            lead="It is\n\nsafe\u00adly open.",
            themes=[ThemeFactory(name_fi="Vesi", name_en="Water"), ThemeFactory(name_fi="Tiet", name_en="Roads")],
        )
        release.corrections.create(text="A figure.", made_at=helsinki(2026, 12, 2, 8))
        ReleaseFactory(published=True, family=release.family, language="sv", slug="bron")
        ReleaseFactory(embargoed=True, family=release.family, language="fi", slug="silta")

        assert properties(client.get("/en/releases/bridge/").text) == [
            ("description", "It is safely open."),
            ("og:type", "article"),
            ("article:published_time", "2026-07-01T09:30:00+03:00"),
            ("article:modified_time", "2026-12-02T08:00:00+02:00"),
            ("article:section", "Press release"),
            ("article:tag", "Roads"),
            ("article:tag", "Water"),
            ("og:title", "The &quot;bridge&quot; &lt;stands&gt;"),
            ("og:description", "It is safely open."),
            ("og:url", f"{HOME}/en/releases/bridge/"),
            ("og:site_name", "River Municipalities"),
            ("og:locale", "en_GB"),
            ("og:locale:alternate", "sv_FI"),
            ("og:image", f"{HOME}/en/releases/bridge/card.jpg"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", "The &quot;bridge&quot; &lt;stands&gt;"),
            ("twitter:card", "summary_large_image"),
        ]

    def test_who_speaks_another_language_gets_the_first_version_that_is_public(self, client):
        release = ReleaseFactory(published=True, language="en", slug="bridge")
        ReleaseFactory(published=True, family=release.family, language="sv", slug="bron")
        ReleaseFactory(embargoed=True, family=release.family, language="fi", slug="silta")
        expected = [
            ("sv", f"{HOME}/sv/pressmeddelanden/bron/"),
            ("en", f"{HOME}/en/releases/bridge/"),
            ("x-default", f"{HOME}/sv/pressmeddelanden/bron/"),
        ]

        for address in ("/en/releases/bridge/", "/sv/pressmeddelanden/bron/"):
            assert alternates(client.get(address).text) == expected


@pytest.fixture
def everything():
    theme = ThemeFactory(slug="water")
    release = ReleaseFactory(published=True, language="en", slug="bridge", themes=[theme])
    for language in ("fi", "sv"):
        ReleaseFactory(published=True, language=language, slug=f"bridge-{language}", family=release.family)
    EventFactory(published=True, slug="day")
    period = ProgrammePeriodFactory(programme=ProgrammeFactory(slug="plan"), published=True)
    DocumentVersionFactory(document=DocumentFactory(slug="paper"), published=True)
    SpokespersonFactory(slug="aino")
    return {
        *("/en/", "/en/releases/", "/en/events/", "/en/programmes/", "/en/documents/", "/en/spokespeople/"),
        *("/en/releases/bridge/", "/en/themes/water/", "/en/events/day/", "/en/programmes/plan/"),
        *("/en/documents/paper/", "/en/spokespeople/aino/", "/en/releases/?kind=release"),
        f"/en/programmes/plan/{period.start_date.year}-{period.end_date.year}/",
    }


@pytest.mark.django_db
class TestEveryPage:
    def test_alternates_open_and_lead_back_and_the_canonical_is_one_of_them(self, client, everything):
        for address in sorted(everything):
            page = client.get(address).text
            same = alternates(page)

            assert (address, [code for code, _url in same]) == (address, ["fi", "sv", "en", "x-default"])
            assert dict(same)["en"] == f"{HOME}{address}"
            assert dict(same)["x-default"] == dict(same)["fi"]
            assert canonical(page) == [dict(same)["en"]]
            for _code, url in same:
                assert alternates(client.get(url.removeprefix(HOME)).text) == same

    def test_nothing_is_said_twice_and_all_that_is_needed_is_said(self, client, everything):
        OrganisationFactory(is_house=True, tagline_en="Eleven municipalities by the river.")
        for address in sorted(everything):
            said = properties(client.get(address).text)
            often = {name for name, count in Counter(name for name, _value in said).items() if count > 1}

            assert (address, often - SAID_OFTEN) == (address, set())
            named = {"description", "og:type", "og:title", "og:url", "og:locale", "og:site_name", "twitter:card"}
            assert (address, named - dict(said).keys()) == (address, set())
            assert (address, dict(said)["og:url"]) == (address, f"{HOME}{address}")
            assert all(0 < len(value) <= 200 for _name, value in said)

    @pytest.mark.parametrize(
        ("address", "status"),
        [
            ("/en/releases/withdrawn/", 200),
            ("/en/releases/public/v1/", 200),
            ("/en/events/withdrawn/", 200),
            ("/en/documents/withdrawn/", 200),
            ("/en/search/?q=bridge", 200),
            ("/en/releases/removed/", 410),
            ("/en/releases/never/", 404),
        ],
    )
    def test_what_is_not_to_be_found_says_nothing_to_share(self, client, address, status):
        ReleaseFactory(published=True, language="en", slug="public")
        ReleaseFactory(withdrawn=True, language="en", slug="withdrawn")
        ReleaseFactory(gone=True, language="en", slug="removed")
        EventFactory(withdrawn=True, slug="withdrawn")
        DocumentVersionFactory(document=DocumentFactory(slug="withdrawn"), withdrawn=True)

        response = client.get(address)

        assert response.status_code == status
        assert '<meta name="robots" content="noindex">' in response.text
        assert alternates(response.text) == []
        assert [name for name, _value in properties(response.text) if name != "description"] == []

    def test_the_editors_view_says_nothing_to_share(self, client, editor):
        ReleaseFactory(draft=True, language="en", slug="draft")

        page = client.get("/admin/site/en/releases/draft/").text

        assert "The editors’ view" in page
        assert (alternates(page), [name for name, _value in properties(page) if name != "description"]) == ([], [])

    def test_later_pages_have_a_canonical_of_their_own_and_no_alternates(self, client):
        event = EventFactory(published=True, slug="day")
        for _ in range(21):
            ReleaseFactory(published=True, language="en", events=[event])

        page = client.get("/en/events/day/?page=2").text

        assert canonical(page) == [f"{HOME}/en/events/day/?page=2"]
        assert alternates(page) == []
        assert "<title>" in page
        assert ", page 2/2 –" in page

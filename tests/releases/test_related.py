"""What stands beside a release: hand-picked texts, then those on its themes; its place in a series."""

from datetime import timedelta
from urllib.parse import urlencode

import lxml.html
import pytest

from newsroom import clock
from newsroom.history import Revision
from releases.models import Release
from releases.series import place_of
from tests.counting import queries_for
from tests.factories import ReleaseFactory, ReleaseFamilyFactory, ReleaseSeriesFactory, ThemeFactory, helsinki
from tests.newsroom.test_admin_pages import errors_on, opened

pytestmark = pytest.mark.django_db


def headlines(release) -> list[str]:
    found = Release.objects.public().in_language(release.language).related_to(release)
    return [other.headline for other in found]


def days_ago(days):
    return clock.now() - timedelta(days=days)


class TestRanking:
    def test_hand_picked_ones_stand_first_then_shared_themes_with_freshness(self):
        one, two = ThemeFactory(), ThemeFactory()
        picked = ReleaseFactory(headline="Picked", published=True, publish_at=days_ago(4000))
        release = ReleaseFactory(published=True, themes=[one, two], related=[picked])
        for headline, themes, age in (
            ("Both, old", [one, two], 3000),
            ("Both, fresh", [one, two], 30),
            ("One, fresh", [one], 20),
            ("One, of last year", [two], 400),
            ("One, old", [one], 2000),
            ("None", [ThemeFactory()], 1),
        ):
            ReleaseFactory(headline=headline, themes=themes, published=True, publish_at=days_ago(age))

        assert headlines(release) == [
            "Picked",
            "Both, fresh",
            "One, fresh",
            "Both, old",
            "One, of last year",
            "One, old",
        ]

    @pytest.mark.parametrize("state", ["draft", "in_review", "embargoed", "withdrawn", "removed", "gone"])
    def test_nothing_hidden_stands_there_even_hand_picked(self, client, state):
        theme = ThemeFactory()
        hidden = ReleaseFactory(headline="Salainen silta", slug="salainen", themes=[theme], **{state: True})
        ReleaseFactory(published=True, slug="silta", themes=[theme], related=[hidden])

        page = client.get("/fi/tiedotteet/silta/").text

        assert "Salainen" not in page
        assert "salainen" not in page
        assert 'id="related"' not in page

    def test_a_hand_picked_text_is_shown_in_the_readers_language(self):
        family = ReleaseFamilyFactory()
        finnish = ReleaseFactory(family=family, published=True)
        ReleaseFactory(family=family, published=True, language="sv", headline="Bron")
        swedish = ReleaseFactory(published=True, language="sv", related=[finnish])

        assert headlines(swedish) == ["Bron"]

    def test_picking_is_one_way(self):
        first = ReleaseFactory(published=True, headline="First")
        second = ReleaseFactory(published=True, related=[first])

        assert (headlines(first), headlines(second)) == ([], ["First"])

    def test_a_release_is_not_related_to_itself(self, client, editor):
        finnish, other = ReleaseFactory(), ReleaseFactory()
        swedish = ReleaseFactory(family=finnish.family, language="sv")
        address = f"/admin/releases/release/{finnish.pk}/change/"
        for chosen in ([finnish.pk], [other.pk, swedish.pk]):
            page = client.post(address, opened(client, address, related=chosen))

            assert errors_on(page) == [
                "This is the release itself, or the same release in another language. "
                "Take it away and choose another release."
            ]
        assert list(finnish.family.related.all()) == []

        client.post(address, opened(client, address, related=[other.pk]))

        assert list(finnish.family.related.all()) == [other]

    @pytest.mark.parametrize("way", ["open its form", "add a language version"])
    def test_a_release_is_not_offered_to_itself(self, client, editor, way):
        release, other = ReleaseFactory(headline="Silta valmistui"), ReleaseFactory(headline="Silta suljettiin")
        query = f"family={release.family_id}&language=sv"
        page = f"{release.pk}/change/" if way == "open its form" else f"add/?{query}"

        form = lxml.html.fromstring(client.get(f"/admin/releases/release/{page}").text)
        asked = form.get_element_by_id("id_related").get("data-ajax--url")
        what = {"app_label": "releases", "model_name": "releasefamily", "field_name": "related", "term": "silta"}
        offered = client.get(f"{asked}&{urlencode(what)}").json()["results"]

        assert [each["id"] for each in offered] == [str(other.pk)]

    @pytest.mark.parametrize("nonsense", ["", "x", "-1", "99999999999999999999", "%00"])
    def test_nonsense_about_who_asks_offers_all(self, client, editor, nonsense):
        ReleaseFactory()
        what = {"app_label": "releases", "model_name": "releasefamily", "field_name": "related"}

        answer = client.get(f"/admin/autocomplete/?beside={nonsense}&{urlencode(what)}")

        assert len(answer.json()["results"]) == 1

    def test_its_own_language_versions_are_not_related(self):
        theme = ThemeFactory()
        family = ReleaseFamilyFactory(themes=[theme])
        finnish = ReleaseFactory(family=family, published=True)
        family.related.set([finnish])

        assert headlines(finnish) == []

    def test_a_draft_in_the_editors_view_is_ranked_without_a_moment(self, client, editor):
        theme = ThemeFactory()
        release = ReleaseFactory(slug="silta", themes=[theme])
        ReleaseFactory(headline="Luonnos", themes=[theme])

        assert "Luonnos" in client.get(f"/admin/site/fi/tiedotteet/{release.slug}/").text

    def test_more_related_ones_cost_no_more_queries(self, client):
        theme = ThemeFactory()
        picked = [ReleaseFactory(published=True, themes=[theme])]
        release = ReleaseFactory(published=True, slug="silta", themes=[theme], related=picked)
        one = queries_for(client, "/fi/tiedotteet/silta/")
        release.family.related.add(*(ReleaseFactory(published=True, themes=[theme]) for _ in range(3)))

        assert queries_for(client, "/fi/tiedotteet/silta/") == one


class TestSeries:
    @pytest.fixture
    def series(self):
        return ReleaseSeriesFactory(name_fi="Joen vuosi", name_en="A river's year", description_en="Month by month.")

    def part(self, series, month, **fields):
        state = fields or {"published": True}
        moment = {} if set(state) & {"draft", "removed"} else {"publish_at": helsinki(2026, month, 1)}
        slug = f"part-{month}"
        return ReleaseFactory(language="en", series=series, slug=slug, headline=f"Part of {month}", **moment, **state)

    def test_the_public_parts_of_a_language_are_counted(self, series):
        first, second, third = (self.part(series, month) for month in (1, 2, 3))
        self.part(series, 4, draft=True)
        self.part(series, 5, withdrawn=True)
        ReleaseFactory(language="sv", series=series, published=True)

        place = place_of(second)

        assert (place.number, place.parts, place.previous, place.next) == (2, 3, first, third)
        assert (place_of(first).previous, place_of(third).next) == (None, None)

    def test_the_page_leads_to_the_previous_and_the_next_part(self, client, series):
        for month in (1, 2, 3):
            self.part(series, month)

        page = client.get("/en/releases/part-2/").text

        assert "A river&#x27;s year" in page
        assert "Part 2 of 3" in page
        assert "Month by month." in page
        assert '<a href="/en/releases/part-1/" rel="prev">Part of 1</a>' in page
        assert '<a href="/en/releases/part-3/" rel="next">Part of 3</a>' in page

    def test_a_part_with_an_embargo_is_neither_led_to_nor_counted(self, client, series):
        self.part(series, 1)
        ReleaseFactory(language="en", series=series, slug="secret", headline="Secret", embargoed=True)

        page = client.get("/en/releases/part-1/").text

        assert "secret" not in page.lower()
        assert "Part 1 of" not in page

    def test_a_withdrawn_part_has_no_place(self, series):
        self.part(series, 1)

        assert place_of(self.part(series, 2, withdrawn=True)) is None

    def test_a_release_without_a_series_has_none(self):
        assert place_of(ReleaseFactory(published=True)) is None

    def test_more_parts_cost_no_more_queries(self, client, series):
        self.part(series, 1)
        one = queries_for(client, "/en/releases/part-1/")
        for month in (2, 3, 4):
            self.part(series, month)

        assert queries_for(client, "/en/releases/part-1/") == one


class TestEarlierSnapshots:
    """States that were saved before a release had hand-picked ones and a series."""

    def aged(self, release):
        for revision in Revision.objects.of(release):
            del revision.data["family"]["related"], revision.data["family"]["series_id"]
            revision.save()

    def test_saving_an_unchanged_text_makes_no_version(self):
        release = ReleaseFactory(published=True)
        self.aged(release)

        release.save()

        numbers = Revision.objects.of(release).values_list("number", "is_edit")
        assert list(numbers) == [(None, False), (1, True)]

    def test_going_back_to_one_leaves_the_hand_picked_ones(self):
        from newsroom import history

        picked = ReleaseFactory(published=True)
        release = ReleaseFactory(related=[picked])
        self.aged(release)

        history.write_back(release, Revision.objects.of(release).first().data)

        assert list(release.family.related.all()) == [picked]

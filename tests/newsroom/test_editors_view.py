import re
from datetime import date

import pytest

from newsroom import publishing
from releases import series
from releases.models import Quote, Release
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    PdfFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    ReleaseSeriesFactory,
    ThemeFactory,
    UserFactory,
    helsinki,
    quote,
)
from tests.newsroom.test_sitemaps import moments

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client(client):
    client.force_login(UserFactory(editor=True))
    return client


def test_a_draft_is_seen_as_it_will_look(editor_client):
    ReleaseFactory(headline="Silta valmistui", slug="silta", lead="Ingressi tässä.")

    response = editor_client.get("/admin/site/fi/tiedotteet/silta/")

    assert response.status_code == 200
    assert "Silta valmistui" in response.text
    assert "Ingressi tässä." in response.text


def test_links_stay_inside(editor_client):
    ReleaseFactory(slug="silta")

    page = editor_client.get("/admin/site/fi/tiedotteet/").text

    assert 'href="/admin/site/fi/tiedotteet/silta/"' in page
    assert 'href="/fi/' not in page


def test_files_of_a_draft_open(editor_client):
    stored = PdfFactory()
    ReleaseFactory(files=[stored])

    assert editor_client.get(f"/files/{stored.uuid}/{stored.original_name}").status_code == 404
    response = editor_client.get(f"/admin/site/files/{stored.uuid}/{stored.original_name}")
    assert response.getvalue() == stored.path.read_bytes()
    response.close()


def test_nothing_of_it_is_kept_or_indexed(editor_client):
    ReleaseFactory(slug="silta")

    response = editor_client.get("/admin/site/fi/tiedotteet/silta/")

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, noarchive"


def test_a_visitor_is_asked_to_log_in(client):
    ReleaseFactory(slug="silta")

    response = client.get("/admin/site/fi/tiedotteet/silta/")

    assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/admin/site/fi/tiedotteet/silta/")


def test_the_public_address_of_a_draft_stays_unknown_to_editors_too(editor_client):
    ReleaseFactory(slug="silta")

    assert editor_client.get("/fi/tiedotteet/silta/").status_code == 404


@pytest.mark.parametrize("address", ["admin/", "nothing/here/", "admin/site/fi/", "fi/tiedotteet/never/"])
def test_other_addresses_are_not_there(editor_client, address):
    assert editor_client.get(f"/admin/site/{address}").status_code == 404


def test_public_pages_set_no_cookie_and_vary_by_nobody(editor_client):
    ReleaseFactory(published=True, slug="silta")

    response = editor_client.get("/fi/tiedotteet/silta/")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=30"


def test_the_view_is_in_the_language_of_its_address(editor_client):
    ReleaseFactory(slug="bro", language="sv", headline="Bron är klar")

    page = editor_client.get("/admin/site/sv/pressmeddelanden/bro/").text

    assert '<html lang="sv"' in page
    assert 'href="/admin/site/sv/pressmeddelanden/"' in page


def test_the_view_leaves_the_public_addresses_as_they_were(editor_client):
    ReleaseFactory(published=True, slug="silta")
    editor_client.get("/admin/site/fi/tiedotteet/")
    editor_client.get("/admin/site/fi/tiedotteet/never/")

    page = editor_client.get("/fi/tiedotteet/").text

    assert 'href="/fi/tiedotteet/silta/"' in page
    assert "/admin/" not in page


@pytest.mark.parametrize("address", ["fi/tiedotteet/silta/", "fi/tiedotteet/", "fi/tiedotteet/feed.rss", "fi/"])
def test_the_view_always_answers_whole(editor_client, address):
    ReleaseFactory(slug="silta")
    first = editor_client.get(f"/admin/site/{address}")
    tag = first.get("ETag", '"x"')

    again = editor_client.get(f"/admin/site/{address}", headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (200, first.content)
    assert again["Cache-Control"] == "private, no-store"


def test_a_file_in_the_view_always_comes_whole(editor_client):
    stored = PdfFactory()
    ReleaseFactory(files=[stored])
    address = f"/admin/site/files/{stored.uuid}/{stored.original_name}"

    response = editor_client.get(address, headers={"if-none-match": f'"{stored.sha256}"'})

    assert (response.status_code, response.getvalue()) == (200, stored.path.read_bytes())
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_a_removed_text_is_not_in_the_view(editor_client):
    ReleaseFactory(removed=True, slug="removed")
    ReleaseFactory(gone=True, slug="gone")

    assert editor_client.get("/admin/site/fi/tiedotteet/removed/").status_code == 404
    assert editor_client.get("/admin/site/fi/tiedotteet/gone/").status_code == 410


def test_a_withdrawn_text_is_read_in_the_view_under_its_notice(editor_client):
    ReleaseFactory(withdrawn=True, slug="silta")

    page = editor_client.get("/admin/site/fi/tiedotteet/silta/").text

    assert 'class="notice notice-withdrawn"' in page
    assert "/fi/tiedotteet/silta/" not in editor_client.get("/admin/site/fi/tiedotteet/").text


def test_the_view_asks_without_who_asks(editor_client):
    ReleaseFactory(slug="silta")

    response = editor_client.get("/admin/site/fi/tiedotteet/silta/")

    assert response.wsgi_request.COOKIES != {}
    assert not response.cookies
    assert "Cookie" not in response.context["request"].headers
    assert response.context["request"].path_info == "/fi/tiedotteet/silta/"


def test_nothing_is_posted_to_the_view(editor_client):
    assert editor_client.post("/admin/site/fi/").status_code == 405


@pytest.mark.parametrize("kind", ["tapahtumat", "toimintaohjelmat", "asiakirjat"])
def test_drafts_of_every_kind_are_in_their_lists(editor_client, kind):
    EventFactory(slug="draft")
    ProgrammePeriodFactory(programme=ProgrammeFactory(slug="draft"))
    DocumentVersionFactory(document=DocumentFactory(slug="draft"))

    assert f'href="/admin/site/fi/{kind}/draft/"' in editor_client.get(f"/admin/site/fi/{kind}/").text
    assert f"/fi/{kind}/draft/" not in editor_client.get(f"/fi/{kind}/").text


@pytest.mark.parametrize(
    ("stage", "traits"), [("Draft", {}), ("In review", {"in_review": True}), ("Scheduled", {"embargoed": True})]
)
def test_an_event_and_a_period_tell_their_state(editor_client, stage, traits):
    EventFactory(slug="day", **traits)
    ProgrammePeriodFactory(programme=ProgrammeFactory(slug="rivers"), **traits)

    assert f"<p>{stage}</p>" in editor_client.get("/admin/site/en/events/day/").text
    assert f"<p>{stage}</p>" in editor_client.get("/admin/site/en/programmes/rivers/2024-2027/").text


def test_readers_are_told_no_state(editor_client):
    EventFactory(published=True, slug="day")

    assert "<p>Public</p>" in editor_client.get("/admin/site/en/events/day/").text
    assert "<p>Public</p>" not in editor_client.get("/en/events/day/").text


# Texts without a moment: they come out after all that have one, whatever the database thinks of NULL.


@pytest.fixture
def in_order(clock_at) -> list[Release]:
    """Newest first, and made in another order than that."""
    clock_at("2026-03-03 09:00")
    theme = ThemeFactory(slug="sillat")
    facts = {"series": ReleaseSeriesFactory(), "themes": [theme], "body": quote("Aino Joki", "Joki ei tunne rajaa.")}
    old = ReleaseFactory(slug="old", published=True, publish_at=helsinki(2025, 1, 1, 8), **facts)
    first_draft = ReleaseFactory(slug="first-draft", **facts)
    new = ReleaseFactory(slug="new", published=True, publish_at=helsinki(2026, 1, 1, 8), **facts)
    last_draft = ReleaseFactory(slug="last-draft", in_review=True, **facts)
    scheduled = ReleaseFactory(slug="scheduled", embargoed=True, publish_at=helsinki(2026, 4, 1, 8), **facts)
    return [last_draft, first_draft, scheduled, new, old]


@pytest.mark.parametrize("address", ["fi/tiedotteet/", "fi/teemat/sillat/"])
def test_texts_without_a_moment_lead_the_lists(editor_client, in_order, address):
    page = editor_client.get(f"/admin/site/{address}")

    assert list(page.context["page"]) == in_order


def test_texts_without_a_moment_lead_the_front_page_and_the_feed(editor_client, in_order):
    home = editor_client.get("/admin/site/fi/").context
    feed = editor_client.get("/admin/site/fi/tiedotteet/feed.rss").text

    assert [home["lead"], *home["releases"]] == in_order
    assert re.findall(r"<link>[^<]*/tiedotteet/([^/<]+)/</link>", feed) == [each.slug for each in in_order]


def test_texts_without_a_moment_lead_the_related_ones_and_the_quotes(in_order):
    draft, *others = in_order
    with publishing.drafts_shown():
        related = list(Release.objects.public().related_to(others[-1]))
        quotes = list(Quote.objects.public().newest_first())

    assert [each.slug for each in related if not each.publish_at] == [draft.slug, others[0].slug]
    assert [each.release for each in quotes] == in_order
    assert list(Release.objects.all()) == in_order


def test_parts_of_a_series_without_a_moment_come_last(in_order):
    with publishing.drafts_shown():
        places = [series.place_of(each).number for each in in_order]

    assert places == [5, 4, 3, 2, 1]


def test_the_admin_sorts_moments_in_the_same_way(editor_client, in_order):
    def listed(order=""):
        return list(editor_client.get(f"/admin/releases/release/{order}").context["cl"].result_list)

    dated, undated = in_order[2:], in_order[:2]
    assert listed() == listed("?o=-5") == in_order
    assert listed("?o=5") == [*reversed(dated), *undated]


def test_sitemaps_leave_out_what_has_no_moment_and_keep_the_rest(editor_client, in_order):
    period = ProgrammePeriodFactory(published=True, publish_at=helsinki(2025, 1, 1, 8))
    ProgrammePeriodFactory(programme=period.programme, start_date=date(2031, 1, 1), end_date=date(2034, 12, 31))

    index = editor_client.get("/admin/site/sitemap.xml").text
    changed = moments(editor_client, "/admin/site/sitemap-programmes.xml")

    assert re.findall(r"sitemap-releases-fi-(\d+)", index) == ["2026", "2025"]
    address = period.programme.get_absolute_url()
    assert [at for page, at in changed.items() if page.endswith(address)] == ["2026-03-03T09:00:00+02:00"]

import hashlib
import re

import pytest

from newsroom import clock
from newsroom.history import Revision
from newsroom.models import OldSlug
from releases.models import Correction, Release
from releases.versions import versions
from tests.factories import PdfFactory, ReleaseFactory, SpokespersonFactory, helsinki, quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press_desk")]
T = helsinki(2027, 3, 1, 8, 0)


def cleared(**fields):
    with clock.standing_at(helsinki(2027, 2, 28, 12, 0)):
        release = ReleaseFactory(**{"slug": "silta", "headline": "Silta avataan"} | fields)
        release.clear(None, T)
    return release


def edit(release, when, **fields):
    with clock.standing_at(when):
        for name, value in fields.items():
            setattr(release, name, value)
        release.save()


def test_a_text_has_no_version_before_its_moment_and_one_after_it(client):
    release = cleared()
    edit(release, helsinki(2027, 3, 1, 7, 50), headline="Silta avataan tänään")

    with clock.standing_at(helsinki(2027, 3, 1, 7, 59)):
        assert client.get("/fi/tiedotteet/silta/v1/").status_code == 404
    with clock.standing_at(T):
        response = client.get("/fi/tiedotteet/silta/v1/")
        assert response.status_code == 200
        assert "<h1>Silta avataan tänään</h1>" in response.text
        assert client.get("/fi/tiedotteet/silta/v2/").status_code == 404
    assert list(Revision.objects.of(release).exclude(number=None).values_list("number", flat=True)) == [1]


def test_every_public_change_is_a_version_and_the_old_ones_stay(client):
    release = cleared()
    edit(release, helsinki(2027, 3, 2, 9, 0), headline="Silta avattiin")
    edit(release, helsinki(2027, 3, 2, 9, 1))
    edit(release, helsinki(2027, 3, 3, 9, 0), lead="Uusi ingressi.")

    with clock.standing_at(helsinki(2027, 3, 4, 9, 0)):
        pages = [client.get(f"/fi/tiedotteet/silta/v{number}/") for number in (1, 2, 3, 4)]

    assert [page.status_code for page in pages] == [200, 200, 200, 404]
    assert "<h1>Silta avataan</h1>" in pages[0].text
    assert "Tämä on vanha versio" in pages[0].text
    assert '<meta name="robots" content="noindex">' in pages[0].text
    assert "Uusi ingressi." in pages[2].text


def test_the_public_list_of_versions_gives_the_hash_of_the_plain_text(client, fetch):
    cleared()

    with clock.standing_at(T):
        text = client.get("/fi/tiedotteet/silta/v1/release.txt")
        page = client.get("/fi/tiedotteet/silta/")

    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert text.text == "Silta avataan\n\nIngressi.\n\nTeksti.\n"
    assert hashlib.sha256(text.content).hexdigest() in page.text


def test_the_plain_text_tells_who_speaks_and_what_was_corrected():
    release = cleared(
        headline="Vesi\N{SOFT HYPHEN}huolto paranee",
        body=f"<p>Teksti.</p>{quote('Aino Laine', 'Näin on.', 'johtaja')}<h2>Aikataulu</h2><ol><li>Yksi</li><li>Kaksi</li></ol>",
    )
    with clock.standing_at(helsinki(2027, 3, 2, 9, 10)):
        Correction.objects.create(release=release, kind="correction", was_wrong="12 siltaa", text="21 siltaa")
        release.lead = "Oikea ingressi."
        release.save()

        text = versions(release)[0].text

    assert text == (
        "Vesihuolto paranee\n\nOikea ingressi.\n\nTeksti.\n\nAino Laine, johtaja:\n\n”Näin on.”\n\nAikataulu\n\n"
        "1. Yksi\n2. Kaksi\n\nOikaistu 2.3.2027 klo 9.10: 21 siltaa\nVäärin oli: 12 siltaa\n"
    )


def test_a_version_names_contacts_without_numbers_and_files_with_hashes(client):
    stored = PdfFactory(name="kustannukset.pdf")
    cleared(
        contacts=[SpokespersonFactory(given_name="Aino", family_name="Laine", phone="+358500000131")], files=[stored]
    )

    with clock.standing_at(T):
        page = client.get("/fi/tiedotteet/silta/v1/").text

    assert "Aino Laine, toimitusjohtaja" in page
    assert "0500" not in page
    assert stored.sha256 in page
    assert stored.get_absolute_url() in page


def test_a_withdrawn_release_keeps_its_versions_under_the_notice_and_a_removed_one_has_none(client):
    release = cleared()

    with clock.standing_at(helsinki(2027, 3, 2, 9, 0)):
        release.withdraw(None, "Luvut olivat vääriä.")
        withdrawn = client.get("/fi/tiedotteet/silta/v1/")
        release.remove(None)
        removed = client.get("/fi/tiedotteet/silta/v1/")

    assert withdrawn.status_code == 200
    assert "Luvut olivat vääriä." in withdrawn.text
    assert removed.status_code == 410


@pytest.mark.parametrize("path", ["v0", "v01", "v-1", "v99999", "v1x", "v٣", "v1/../v2", "v%31%00"])
def test_nonsense_versions_are_not_found(client, path):
    cleared()

    with clock.standing_at(T):
        assert client.get(f"/fi/tiedotteet/silta/{path}/").status_code == 404


def test_a_correction_stands_after_the_heading_and_moves_the_date_of_the_feed(client):
    release = cleared()
    Correction.objects.create(
        release=release, kind="correction", was_wrong="12 siltaa", text="21 siltaa", made_at=helsinki(2027, 3, 2, 9, 10)
    )

    with clock.standing_at(helsinki(2027, 3, 3, 9, 0)):
        page = client.get("/fi/tiedotteet/silta/").text
        feed = client.get("/fi/tiedotteet/feed.rss").text

    heading, notice = page.index("<h1>"), page.index("Oikaistu")
    assert heading < notice < page.index('class="lead"')
    assert "12 siltaa" in page
    assert "<lastBuildDate>Tue, 02 Mar 2027 07:10:00 +0000</lastBuildDate>" in feed


def test_a_slip_moves_no_date(client):
    release = cleared()

    edit(release, helsinki(2027, 3, 2, 9, 0), headline="Silta avataan.")

    assert Release.objects.get(pk=release.pk).updated_at == T


def test_an_old_address_leads_on_in_one_step_also_to_versions(client):
    release = cleared()
    for number, slug in enumerate(["silta-2", "silta-3", "silta-4"]):
        edit(release, helsinki(2027, 3, 2, 9, number), slug=slug)

    with clock.standing_at(helsinki(2027, 3, 3, 9, 0)):
        answers = [client.get(f"/fi/tiedotteet/{slug}/") for slug in ("silta", "silta-2", "silta-3")]
        version = client.get("/fi/tiedotteet/silta/v1/release.txt")

    assert [(each.status_code, each["Location"]) for each in answers] == [(301, "/fi/tiedotteet/silta-4/")] * 3
    assert (version.status_code, version["Location"]) == (301, "/fi/tiedotteet/silta-4/v1/release.txt")


def test_an_address_that_comes_back_makes_no_loop(client):
    release = cleared()
    for number, slug in enumerate(["silta-2", "silta", "silta-2", "silta"]):
        edit(release, helsinki(2027, 3, 2, 9, number), slug=slug)

    with clock.standing_at(helsinki(2027, 3, 3, 9, 0)):
        assert client.get("/fi/tiedotteet/silta/").status_code == 200
        assert client.get("/fi/tiedotteet/silta-2/")["Location"] == "/fi/tiedotteet/silta/"
    assert list(OldSlug.objects.values_list("slug", flat=True)) == ["silta-2"]


def test_an_address_that_was_never_public_leads_nowhere(client):
    release = cleared()
    edit(release, helsinki(2027, 3, 1, 7, 0), slug="silta-2")

    with clock.standing_at(helsinki(2027, 3, 3, 9, 0)):
        assert client.get("/fi/tiedotteet/silta/").status_code == 404
    assert not OldSlug.objects.exists()


def test_another_release_can_not_take_an_address_that_leads_on(client, editor):
    release = cleared()
    edit(release, helsinki(2027, 3, 2, 9, 0), slug="silta-2")

    other = ReleaseFactory()
    other.slug = "silta"

    with pytest.raises(Exception, match="osoite johtaa") as error:
        other.full_clean()
    assert set(error.value.message_dict) == {"slug"}


def test_the_language_switch_of_a_version_leads_to_pages_that_are_there(client):
    finnish = cleared()
    ReleaseFactory(published=True, family=finnish.family, language="sv", slug="bron", publish_at=T)
    ReleaseFactory(draft=True, family=finnish.family, language="en", slug="bridge")

    with clock.standing_at(T):
        page = client.get("/fi/tiedotteet/silta/v1/").text
        ways = re.findall(r'<a href="([^"]+)" lang="\w\w" hreflang="(\w\w)">', page)

        assert ways == [("/sv/pressmeddelanden/bron/", "sv"), ("/en/releases/", "en")]
        assert [client.get(address).status_code for address, _language in ways] == [200, 200]

"""The main job without help: an editor writes and publishes, and visitors read it in three languages."""

from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect

from newsroom.publishing import Stage
from releases.models import Quote, Release
from tests.browser.steps import fits, sign_in, write_paragraph
from tests.factories import (
    OrganisationFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = "Räätäkosken silta avataan syyskuussa"
SLUG = "raatakosken-silta-avataan-syyskuussa"
ADDRESS = f"/fi/tiedotteet/{SLUG}/"
LEAD = "Uusi silta kantaa kevään tulvassakin."
SAID = "Odotimme tätä yhdeksän vuotta."
PERSON, TITLE = "Väinö Ääreläinen", "siltainsinööri"


@pytest.fixture
def house():
    return OrganisationFactory(
        is_house=True,
        name_fi="Jokikuntien liitto",
        name_sv="Ådalskommunernas förbund",
        name_en="Association of River Municipalities",
        press_phone="+358500000100",
        press_email="viestinta@jokikunnat.example",
    )


@pytest.fixture
def person(house):
    return SpokespersonFactory(
        given_name="Väinö", family_name="Ääreläinen", slug="vaino-aarelainen", title=TITLE, phone="+358500000142"
    )


@pytest.fixture
def overheard(context, live_server):
    """What the pages of this browser complain about, and whatever they ask of another host."""
    home, heard = urlsplit(live_server.url).netloc, []

    def hear(kind, words):
        heard.append(f"{kind}: {words}")

    def ask(request):
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != home:
            hear("request", request.url)

    context.on("request", ask)
    context.on("weberror", lambda error: hear("error", error.error))
    context.on("console", lambda message: hear(message.type, message.text))
    return heard


def choose(page, field, typed, expected):
    """Choose in a list by typing: select2 on a select that the admin fills as one types."""
    page.locator(f".field-{field} .select2-selection:visible").last.click()
    with page.expect_response(lambda response: f"term={quote(typed)}&" in response.url):
        page.locator(".select2-search__field:focus").press_sequentially(typed)
    options = page.locator(".select2-results__option")
    expect(options).to_have_text([expected])
    options.click()


def quote_last_paragraph(page, typed, name):
    """The quote button, and the speaker chosen from the spokespeople under the name."""
    page.get_by_role("button", name="Sitaatti").click()
    dialog = page.locator(".cke_dialog")
    expect(dialog.get_by_label("Puhuja")).to_be_focused()
    dialog.get_by_label("Puhuja").press_sequentially(typed)
    dialog.get_by_role("option", name=name).click()
    expect(dialog.get_by_label("Titteli")).to_have_value(TITLE)
    dialog.get_by_role("button", name="OK").click()
    expect(page.locator(".cke_editable blockquote")).to_have_text(SAID)


def write_release(page):
    page.locator("#id_kind").select_option(label="Kannanotto")
    page.locator("#id_headline").press_sequentially(HEADLINE)
    expect(page.locator("#id_slug")).to_have_value(SLUG)
    page.locator("#id_lead").fill(LEAD)
    write_paragraph(page, "Silta on rakennettu sadan vuoden tulvaa varten.")
    write_paragraph(page, SAID)
    quote_last_paragraph(page, "ääre", PERSON)
    choose(page, "themes", "sill", "Sillat")
    page.locator(".add-row a", has_text="Lisää yhteyshenkilö").click()
    choose(page, "spokesperson", "väin", PERSON)
    expect(page.locator("#id_contacts-0-name")).to_have_value(PERSON)
    expect(page.locator("#id_contacts-0-title")).to_have_value(TITLE)


def assert_fits(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert fits(page), f"{page.url} scrolls at {width} px"


def test_an_editor_writes_and_publishes_what_visitors_read(page, new_context, live_server, overheard, person):
    for name in ("Sillat", "Tulvat"):
        ThemeFactory(name_fi=name)
    visitor = new_context().new_page()
    sign_in(page, live_server.url, UserFactory(editor=True))

    page.goto(f"{live_server.url}/admin/releases/release/add/")
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    expect(page.locator("label[for=id_headline]")).to_have_text("Otsikko:")
    expect(page.get_by_role("heading", name="Mistä tiedote kertoo")).to_be_visible()
    write_release(page)
    page.get_by_role("button", name="Tallenna ja jatka").click()
    expect(page.locator(".state-line")).to_contain_text("Luonnos")

    assert visitor.goto(live_server.url + ADDRESS).status == 404
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Esikatsele").click()
    preview = opened.value
    expect(preview).to_have_url(f"{live_server.url}/admin/site{ADDRESS}")
    expect(preview.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    preview.close()

    page.get_by_role("button", name="Julkaise nyt").click()
    expect(page.locator(".messagelist")).to_contain_text("Julkaistu.")
    expect(page.locator(".state-line")).to_contain_text("Julkaistu")
    assert overheard == []

    release = Release.objects.get()
    assert (release.stage, release.slug, release.family.kind) == (Stage.PUBLIC, SLUG, "statement")
    assert Quote.objects.get().spokesperson == person
    read_as_visitor(visitor, live_server.url + ADDRESS)


def read_as_visitor(page, address):
    assert page.goto(address).status == 200
    for width in (390, 1280):
        assert_fits(page, width)
        expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
        expect(page.locator(".lead")).to_have_text(LEAD)
        expect(page.locator("figure.quote blockquote")).to_contain_text(SAID)
        expect(page.locator("figure.quote figcaption")).to_contain_text(PERSON)
        expect(page.locator(".contact-card a[href='tel:+358500000142']")).to_be_visible()
        expect(page.get_by_role("link", name="Sillat").locator("visible=true").first).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_visitor_follows_the_language_switch_through_all_versions(page, live_server, overheard, person, width):
    finnish = ReleaseFactory(headline="Silta aukeaa", slug="silta-aukeaa", published=True, contacts=[person])
    of_family = {"family": finnish.family, "published": True, "contacts": [person]}
    ReleaseFactory(headline="Bron öppnas", slug="bron-oppnas", language="sv", **of_family)
    ReleaseFactory(headline="The bridge opens", slug="the-bridge-opens", language="en", **of_family)
    path = [
        ("På svenska", "/sv/pressmeddelanden/bron-oppnas/", "sv", "Bron öppnas"),
        ("In English", "/en/releases/the-bridge-opens/", "en", "The bridge opens"),
        ("Suomeksi", "/fi/tiedotteet/silta-aukeaa/", "fi", "Silta aukeaa"),
    ]

    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/fi/tiedotteet/silta-aukeaa/")

    for name, address, language, headline in path:
        page.locator(".language-switch").get_by_role("link", name=name).click()
        expect(page).to_have_url(live_server.url + address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("heading", level=1)).to_have_text(headline)
        expect(page.locator(".contact-card a[href='tel:+358500000142']")).to_be_visible()
        assert_fits(page, width)
    assert overheard == []

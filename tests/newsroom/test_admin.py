"""The desk, the languages of the admin, pictures and choosing by typing."""

import re
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from newsroom import clock, dates
from newsroom.finders import is_needed
from newsroom.models import Image, Organisation, Theme, User
from tests.factories import (
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    UserFactory,
    picture_bytes,
)
from tests.newsroom.test_admin_pages import errors_on, form_of

pytestmark = pytest.mark.django_db


def log_in(client, **fields) -> User:
    user = UserFactory(language="en", **fields)
    client.force_login(user)
    return user


def section(page: str, name: str) -> str:
    return page.split(f'aria-labelledby="desk-{name}"')[1].split("</section>")[0]


# The desk


def test_an_empty_desk_says_what_to_do(client):
    log_in(client, writer=True)

    page = client.get("/admin/").text

    assert "Nothing waits." in section(page, "waiting")
    assert "Nothing is scheduled." in section(page, "scheduled")
    assert "Begin with the button “New release”." in section(page, "drafts")
    assert "Nothing has been published yet." in section(page, "published")
    assert 'href="/admin/releases/release/add/">New release</a>' in page


def test_the_desk_shows_each_text_in_its_place(client, clock_at):
    clock_at("2027-03-01 09:00")
    log_in(client, editor=True)
    ReleaseFactory(headline="Waiting", in_review=True)
    ReleaseFactory(headline="Coming", embargoed=True, publish_at=clock.now() + timedelta(hours=2, minutes=10))
    EventFactory(title_fi="Out already", published=True)
    ReleaseFactory(headline="Nobody's draft")

    page = client.get("/admin/").text

    assert "Waiting" in section(page, "waiting")
    assert ("Coming" in section(page, "scheduled"), "in 2 h 10 min" in section(page, "scheduled")) == (True, True)
    assert "Out already" in section(page, "published")
    assert "Nobody" in section(page, "drafts")


def test_my_drafts_are_those_that_i_saved(client):
    user = log_in(client, writer=True)
    mine, other = ReleaseFactory(headline="Mine"), ReleaseFactory(headline="Somebody else's")
    for release, by in ((mine, user), (other, UserFactory(writer=True))):
        client.force_login(by)
        client.post(
            f"/admin/releases/release/{release.pk}/change/",
            form_of(client.get(f"/admin/releases/release/{release.pk}/change/")),
        )
    client.force_login(user)

    drafts = section(client.get("/admin/").text, "drafts")

    assert ("Mine" in drafts, "Somebody" in drafts) == (True, False)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=20), "in 1 min"),
        (timedelta(minutes=59), "in 59 min"),
        (timedelta(hours=2, minutes=10), "in 2 h 10 min"),
        (timedelta(hours=24), "in 1 day"),
        (timedelta(hours=40, minutes=25), "in 2 days"),
        (timedelta(days=3, hours=5), "in 3 days"),
    ],
)
def test_a_wait_is_told_in_short(clock_at, wait, words):
    moment = clock_at("2027-03-01 09:00") + wait

    with translation.override("en"):
        assert dates.until(moment, clock.now()) == words


def test_the_desk_asks_the_same_of_few_and_of_many(client, django_assert_max_num_queries):
    log_in(client, editor=True)
    for _number in range(5):
        ReleaseFactory(in_review=True)
        ReleaseFactory(published=True)
    client.get("/admin/")

    with django_assert_max_num_queries(34):
        client.get("/admin/")


def test_apps_stand_in_the_order_of_the_work(client):
    log_in(client, is_superuser=True)

    apps = [app["app_label"] for app in client.get("/admin/").context["app_list"]]

    assert apps == ["releases", "programmes", "events", "people", "newsroom"]


# Languages


def test_the_admin_speaks_the_users_language(client):
    user = log_in(client, writer=True)

    response = client.post("/admin/language/", {"language": "sv", "next": "/admin/releases/release/"})

    user.refresh_from_db()
    assert (user.language, response.url) == ("sv", "/admin/releases/release/")
    assert '<html lang="sv"' in client.get("/admin/").text


def test_a_language_switch_leads_nowhere_else(client):
    user = log_in(client, writer=True)

    response = client.post("/admin/language/", {"language": "xx", "next": "https://evil.example/"})

    user.refresh_from_db()
    assert (user.language, response.url) == ("en", "/admin/")


def test_the_main_language_stands_first(client):
    log_in(client, editor=True)
    theme = ThemeFactory(name_sv="Broar", name_fi="", main_language="sv")

    page = client.get(f"/admin/newsroom/theme/{theme.pk}/change/").text

    assert page.index('id="id_name_sv"') < page.index('id="id_name_fi"') < page.index('id="id_name_en"')
    assert "Name in Swedish" in page
    assert 'lang="sv"' in page.split('name="name_sv"')[1].split(">")[0]


def test_the_main_language_must_be_filled(client):
    log_in(client, editor=True)
    form = form_of(client.get("/admin/newsroom/theme/add/")) | {"name_fi": "Sillat", "main_language": "sv", "slug": "s"}

    response = client.post("/admin/newsroom/theme/add/", form)

    assert errors_on(response) == ["Fill this in: it is the text's main language."]


def test_an_address_is_made_of_the_main_languages_words(client):
    log_in(client, editor=True)
    form = form_of(client.get("/admin/newsroom/theme/add/"))

    client.post("/admin/newsroom/theme/add/", form | {"name_sv": "Åar och älvar", "main_language": "sv"})

    assert Theme.objects.get().slug == "aar-och-alvar"


def test_a_taken_address_is_told(client):
    log_in(client, editor=True)
    ThemeFactory(slug="sillat")
    form = form_of(client.get("/admin/newsroom/theme/add/"))

    response = client.post("/admin/newsroom/theme/add/", form | {"name_fi": "Sillat"})

    assert errors_on(response) == ["This address is already taken. Change the end of it."]


def test_the_old_address_of_a_public_theme_leads_to_the_new_one(client):
    log_in(client, editor=True)
    theme = ThemeFactory(slug="sillat")
    ReleaseFactory(published=True, themes=[theme])
    address = f"/admin/newsroom/theme/{theme.pk}/change/"

    client.post(address, form_of(client.get(address)) | {"slug": "moved", "name_fi": "Uusi nimi"})

    theme.refresh_from_db()
    assert (theme.slug, theme.name_fi) == ("moved", "Uusi nimi")
    assert client.get("/fi/teemat/sillat/")["Location"] == "/fi/teemat/moved/"
    assert client.get("/sv/teman/sillat/feed.rss")["Location"] == "/sv/teman/moved/feed.rss"


# Pictures


def bomb() -> bytes:
    """A PNG of 50 000 × 50 000 pixels in a few bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")
    )


def upload(client, content, name):
    form = form_of(client.get("/admin/newsroom/image/add/"))
    typed = {"alt_fi": "Kirjoitettu kuvateksti", "stored_file": SimpleUploadedFile(name, content)}
    return client.post("/admin/newsroom/image/add/", form | typed)


def test_a_picture_is_uploaded_and_seen_before_anything_uses_it(client):
    log_in(client, writer=True)

    upload(client, picture_bytes(900, 600), "silta.png")

    image = Image.objects.get()
    assert (image.alt_fi, image.width, image.height) == ("Kirjoitettu kuvateksti", 900, 600)
    page = client.get(f"/admin/newsroom/image/{image.pk}/change/").text
    assert f'src="/admin/thumbnails/{image.stored_file.uuid}/"' in page
    shown = client.get(f"/admin/thumbnails/{image.stored_file.uuid}/")
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/webp")
    shown.close()


def test_thumbnails_are_for_those_who_are_logged_in(client):
    image = ImageFactory()

    assert client.get(f"/admin/thumbnails/{image.stored_file.uuid}/").status_code == 302
    log_in(client, writer=True)
    assert client.get(f"/admin/thumbnails/{PdfFactory().uuid}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.png", b"", "The file is empty. Choose another file."),
        ("a.png", bomb(), "This picture is broken or too large to open."),
        ("a.png", picture_bytes()[:60], "This picture is broken or too large to open."),
        (
            "a.png",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "An SVG drawing can hold a program, so it is not accepted.",
        ),
        ("a.gif", b"GIF89a<script>alert(1)</script>", "This file is not one of the accepted kinds (JPG,"),
        ("a.html", picture_bytes(), "The content of the file is PNG, but its name ends in “.html”."),
        ("a.png", picture_bytes() + b"\0" * (26 * 2**20), "The file is 26.0\xa0MB, and at most 25 MB is accepted."),
    ],
)
def test_a_bad_picture_is_told_and_the_words_stay(client, name, content, sentence):
    log_in(client, writer=True)

    response = upload(client, content, name)

    assert len(errors_on(response)) == 1
    assert errors_on(response)[0].startswith(sentence)
    assert "Kirjoitettu kuvateksti" in response.text
    assert Image.objects.count() == 0


def test_a_bad_file_in_place_of_a_good_one_leaves_the_good_one(client):
    log_in(client, writer=True)
    image = ImageFactory()
    address = f"/admin/newsroom/image/{image.pk}/change/"
    bad = SimpleUploadedFile("a.png", b"not a picture")

    response = client.post(address, form_of(client.get(address)) | {"stored_file": bad})
    assert len(errors_on(response)) == 1
    assert f"<b>{image.stored_file.original_name}</b>" in response.text
    client.post(address, form_of(response) | {"credit": "Aino"})

    fresh = Image.objects.get()
    assert (fresh.stored_file, fresh.credit) == (image.stored_file, "Aino")


# Choosing by typing


def found(client, model, field, term) -> list[dict]:
    query = {"app_label": model[0], "model_name": model[1], "field_name": field, "term": term}
    return client.get("/admin/autocomplete/", query).json()["results"]


def test_themes_places_people_and_pictures_are_found_by_typing(client):
    log_in(client, writer=True)
    theme, picture, person = ThemeFactory(name_fi="Sillat"), ImageFactory(alt_fi="Silta"), SpokespersonFactory()
    family, contact = ("releases", "releasefamily"), ("releases", "contact")

    assert found(client, family, "themes", "sil") == [{"id": str(theme.pk), "text": "Sillat"}]
    assert [place["text"] for place in found(client, family, "places", "Vanda")] == ["Vantaa"]
    assert found(client, contact, "spokesperson", person.family_name[:5])[0]["id"] == str(person.pk)
    thumbnail = f"/admin/thumbnails/{picture.stored_file.uuid}/"
    assert found(client, family, "image", "silta") == [{"id": str(picture.pk), "text": "Silta", "picture": thumbnail}]


@pytest.mark.parametrize("term", ["a\u0308killiset", "  ÄKILLISET\0", "äkil\u202elis"])
def test_typing_is_read_as_words_are_kept(client, term):
    log_in(client, writer=True)
    ThemeFactory(name_fi="äkilliset tulvat äkillis")

    assert len(found(client, ("releases", "releasefamily"), "themes", term.casefold())) == 1


def test_nothing_is_found_by_strangers(client):
    assert (
        client.get("/admin/autocomplete/?app_label=releases&model_name=releasefamily&field_name=themes").status_code
        == 302
    )


# The organisation


def test_colours_are_chosen_by_their_look(client):
    log_in(client, is_superuser=True)
    organisation, theme = OrganisationFactory(is_house=True), ThemeFactory(hue=3)

    house = client.get(f"/admin/newsroom/organisation/{organisation.pk}/change/").text
    assert re.findall(r'<input type="color" name="(\w+)"', house) == ["brand_colour", "signal_colour"]
    page = client.get(f"/admin/newsroom/theme/{theme.pk}/change/").text
    assert re.findall(r'<input type="radio" name="hue" value="(\d)"', page) == list("123456")
    assert '<input type="radio" name="hue" value="3" class="hues" required id="id_hue_2" checked>' in page


def test_a_colour_must_be_a_colour(client):
    log_in(client, is_superuser=True)
    house = OrganisationFactory(is_house=True)
    address = f"/admin/newsroom/organisation/{house.pk}/change/"

    response = client.post(address, form_of(client.get(address)) | {"brand_colour": "red;}b{"})

    assert errors_on(response)[-1] == "Write the colour as #rrggbb."
    assert Organisation.objects.get().brand_colour == "#0b4f54"


def test_two_houses_are_refused(client):
    log_in(client, is_superuser=True)
    OrganisationFactory(is_house=True)
    other = OrganisationFactory()
    address = f"/admin/newsroom/organisation/{other.pk}/change/"

    response = client.post(address, form_of(client.get(address)) | {"is_house": "on"})

    assert errors_on(response) == ["Another organisation is already this newsroom's own."]


# Static files of the editor


@pytest.mark.parametrize(
    ("path", "needed"),
    [
        ("admin/css/base.css", True),
        ("ckeditor/ckeditor/ckeditor.js", True),
        ("ckeditor/ckeditor/lang/sv.js", True),
        ("ckeditor/ckeditor/lang/de.js", False),
        ("ckeditor/ckeditor/skins/moono-lisa/editor.css", True),
        ("ckeditor/ckeditor/skins/moono/editor.css", False),
        ("ckeditor/ckeditor/plugins/link/dialogs/link.js", True),
        ("ckeditor/ckeditor/plugins/codesnippetgeshi/plugin.js", False),
        ("ckeditor/ckeditor/plugins/exportpdf/plugin.js", False),
        ("ckeditor/ckeditor/plugins/preview/samples/index.html", False),
        ("ckeditor/galleriffic/js/jquery-1.3.2.js", False),
    ],
)
def test_only_the_needed_files_of_the_editor_are_served(path, needed):
    assert is_needed(path) is needed

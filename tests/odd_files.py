"""Bytes of odd and hostile files, made by hand: no library writes what these are about."""

import io
import struct
import zipfile
import zlib

from PIL import Image as PillowImage
from PIL import ImageCms

from tests.factories import picture_bytes

HTML = b"<html><body><script>alert(1)</script></body></html>"


def pdf(
    catalog: str = "", *, page: str = "", objects: tuple[str, ...] = (), trailer: str = "", pages: str = ""
) -> bytes:
    """A PDF of one page; further objects are numbered from 4."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        pages or "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {page} >>",
        *objects,
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def pdf_with_packed_catalog(catalog: str) -> bytes:
    """The catalog lies compressed in an object stream, where no search through the bytes finds it."""
    inner = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>"
    packed = zlib.compress(f"1 0 {inner}".encode())
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number, body in {
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        4: b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(packed), packed),
    }.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    rows = [(0, 0, 255), (2, 4, 0), (1, places[2], 0), (1, places[3], 0), (1, places[4], 0), (1, start, 0)]
    table = zlib.compress(b"".join(struct.pack(">BHB", *row) for row in rows))
    out.write(
        b"5 0 obj\n<< /Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\n"
        b"endobj\nstartxref\n%d\n%%%%EOF\n" % (len(table), table, start)
    )
    return out.getvalue()


def pages_without_end() -> bytes:
    """Each level of the tree of pages names the next one twice: forty levels are a million million pages."""
    levels = [f"<< /Type /Pages /Parent 2 0 R /Kids [{n + 1} 0 R {n + 1} 0 R] /Count 2 >>" for n in range(4, 44)]
    last = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return pdf(pages="<< /Type /Pages /Kids [4 0 R 4 0 R] /Count 2 >>", objects=(*levels, last))


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "docx": (f"{OFFICE}.wordprocessingml.document", "word/document.xml"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": (f"{OFFICE}.presentationml.presentation", "ppt/presentation.xml"),
    "odt": ("application/vnd.oasis.opendocument.text", "content.xml"),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
    "odp": ("application/vnd.oasis.opendocument.presentation", "content.xml"),
}


def office(kind: str = "docx", *, parts: dict | None = None, without: str = "", content_type: str = "") -> bytes:
    declared, main = KINDS[kind]
    declared = content_type or declared
    if kind.startswith("od"):
        whole = {"mimetype": declared, "META-INF/manifest.xml": "<manifest/>"}
    else:
        contents = f'<Types><Override ContentType="{declared}.main+xml"/></Types>'
        whole = {"[Content_Types].xml": contents, "_rels/.rels": "<Relationships/>"}
    whole |= {main: "<document/>"} | (parts or {})
    whole.pop(without, None)
    return zip_of(whole, zipfile.ZIP_DEFLATED)


def zip_of(parts: dict, packing=zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def locked_zip(*, but_the_first: bool = False) -> bytes:
    """The mark of encryption on the entries, as a packer with a password sets it."""
    content = bytearray(office())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark, content.find(mark) + 4 if but_the_first else 0)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def with_two_documents() -> bytes:
    """Readers of zip files differ in which of two entries of one name they take."""
    return office(parts={"word/documenx.xml": "<other/>"}).replace(b"word/documenx.xml", b"word/document.xml")


def drawn(picture, picture_format: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, picture_format, **options)
    return out.getvalue()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + pixels + png_chunk(b"IEND", b"")


def png_with(kind: bytes, body: bytes) -> bytes:
    """A chunk of any kind after the header."""
    whole = picture_bytes()
    return whole[:33] + png_chunk(kind, body) + whole[33:]


def text_bomb() -> bytes:
    return png_with(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 100 * 2**20))


def photo(**tags) -> bytes:
    """A JPEG with the place where it was taken, a small picture of what was cropped away, and a comment."""
    exif = PillowImage.Exif()
    exif[0x0112] = tags.get("orientation", 1)
    exif[0x013B] = "The photographer's name"
    exif[0x8825] = {1: "N", 2: (60.0, 10.0, 0.0)}
    body = exif.tobytes() + b"THUMBNAIL" + picture_bytes(20, 20, "JPEG")
    return picture_bytes(400, 200, "JPEG", exif=body, comment=HTML)


def endless_scans() -> bytes:
    """A progressive JPEG whose last scan, which draws the whole picture once more, stands there again and again."""
    whole = picture_bytes(64, 64, "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 3000 + whole[-2:]


def cmyk_with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return drawn(PillowImage.new("CMYK", (400, 300), (0, 255, 255, 0)), "JPEG", icc_profile=profile)

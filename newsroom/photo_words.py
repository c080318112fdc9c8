"""The words inside a photograph: whose it is and what it shows, as newsrooms' programs read and write them.

IPTC-IIM (in Photoshop's block of a JPEG) and XMP. Reading takes no more than two facts from the first bytes of a file
and parses no XML; what is written is text of our own. Where a picture was taken is neither read nor written.
"""

import html
import re
import struct
from dataclasses import dataclass

READ_AT_MOST = 512 * 1024
LONGEST = {"credit_inside": 160, "caption_inside": 250}
PHOTOSHOP, XMP = b"Photoshop 3.0\0", b"http://ns.adobe.com/xap/1.0/\0"
_IPTC = 0x0404
_BYLINE, _CREDIT, _COPYRIGHT, _CAPTION = 80, 110, 116, 120
_XMP_FACTS = (rb"dc:creator", rb"photoshop:Credit", rb"dc:description")
# Bytes. The standard of 1999 has room for 32 of a credit; every program of today reads more.
_ROOM = {"creator": 320, "credit": 320, "rights": 640, "caption": 2000}
_DATASETS = {"creator": _BYLINE, "credit": _CREDIT, "rights": _COPYRIGHT, "caption": _CAPTION}


@dataclass(frozen=True)
class Words:
    """What goes out inside a picture for the press."""

    creator: str = ""
    credit: str = ""
    rights: str = ""
    caption: str = ""


# Reading


def said_in(upload) -> dict[str, str]:
    """`credit_inside` and `caption_inside` of an uploaded JPEG; nothing from what is broken or of another kind."""
    upload.seek(0)
    head = upload.read(READ_AT_MOST)
    upload.seek(0)
    blocks = dict(reversed(list(_segments(head))))
    from_iptc = _of_iptc(blocks.get(PHOTOSHOP, b""))
    from_xmp = _of_xmp(blocks.get(XMP, b""))
    return {name: (from_iptc.get(name) or from_xmp.get(name) or "")[:most] for name, most in LONGEST.items()}


def _segments(head: bytes):
    """(name, content) of the blocks before the picture itself."""
    place = 2 if head.startswith(b"\xff\xd8") else len(head)
    while place + 4 <= len(head) and head[place] == 0xFF and head[place + 1] != 0xDA:
        size = int.from_bytes(head[place + 2 : place + 4])
        content = head[place + 4 : place + 2 + size]
        for name in (PHOTOSHOP, XMP):
            if content.startswith(name):
                yield name, content[len(name) :]
        place += 2 + max(size, 2)


def _of_iptc(block: bytes) -> dict[str, str]:
    facts = {}
    for dataset, value in _datasets(_resource(block)):
        facts.setdefault(dataset, _text(value))
    return {
        "credit_inside": _named(facts.get(_BYLINE, ""), facts.get(_CREDIT, "")),
        "caption_inside": facts.get(_CAPTION, ""),
    }


def _named(creator: str, credit: str) -> str:
    """The photographer is named by law, and the agency beside them, unless one already names the other."""
    names = [name for name in (creator, credit) if name]
    return names[0] if len(names) == 2 and credit in creator else (credit if creator in credit else " / ".join(names))


def _resource(block: bytes) -> bytes:
    """The IPTC part among the resources of Photoshop: each is 8BIM, a number, a name, a size, content; all even."""
    place = 0
    while block[place : place + 4] == b"8BIM" and place + 12 <= len(block):
        number = int.from_bytes(block[place + 4 : place + 6])
        name = 1 + block[place + 6]
        start = place + 6 + name + name % 2
        size = int.from_bytes(block[start : start + 4])
        if number == _IPTC:
            return block[start + 4 : start + 4 + size]
        place = start + 4 + size + size % 2
    return b""


def _datasets(content: bytes):
    """(number, value) of record 2; a dataset that claims more than there is ends the reading."""
    place = 0
    while place + 5 <= len(content) and content[place] == 0x1C:
        record, number, size = struct.unpack(">BBH", content[place + 1 : place + 5])
        value = content[place + 5 : place + 5 + size]
        if size > 0x7FFF or len(value) < size:
            return
        if record == 2:
            yield number, value
        place += 5 + size


def _of_xmp(packet: bytes) -> dict[str, str]:
    creator, credit, caption = (_property(packet, tag) for tag in _XMP_FACTS)
    return {"credit_inside": _named(creator, credit), "caption_inside": caption}


def _property(packet: bytes, tag: bytes) -> str:
    """The first value of a property, as an attribute or as an element, whatever lists it is wrapped in."""
    attribute = re.search(tag + rb"=[\"']([^\"'<]{1,1000})[\"']", packet)
    if attribute:
        return _text(html.unescape(attribute[1].decode("utf-8", "replace")).encode())
    start = packet.find(b"<" + tag)
    inner, end, _rest = packet[start : start + 2000].partition(b">")[2].partition(b"</" + tag)
    values = (_text(html.unescape(each.decode("utf-8", "replace")).encode()) for each in re.split(rb"<[^>]*>", inner))
    return next(filter(None, values), "") if start >= 0 and end else ""


def _text(value: bytes) -> str:
    """One line without what can't be seen; older programs wrote no UTF-8."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


# Writing


def written_into(jpeg: bytes, words: Words) -> bytes:
    """The same picture, not drawn anew, with the words before its other blocks."""
    told = _told(words)
    return jpeg[:2] + _segment(0xED, PHOTOSHOP + _iptc(told)) + _segment(0xE1, XMP + _xmp(told)) + jpeg[2:]


def _told(words: Words) -> dict[str, str]:
    """The same facts for both blocks: each cut at a whole letter, and nothing of what is empty."""
    cut = {name: getattr(words, name).encode()[:most].decode("utf-8", "ignore") for name, most in _ROOM.items()}
    return {name: text for name, text in cut.items() if text}


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _iptc(told: dict[str, str]) -> bytes:
    content = b"\x1c\x01\x5a\0\x03\x1b%G" + b"\x1c\x02\0\0\x02\0\x04"  # the words are UTF-8; version 4
    for name, text in told.items():
        value = text.encode()
        content += struct.pack(">BBBH", 0x1C, 2, _DATASETS[name], len(value)) + value
    return b"8BIM" + struct.pack(">HHI", _IPTC, 0, len(content)) + content + b"\0" * (len(content) % 2)


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
{facts}
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""
_PROPERTIES = {
    "creator": "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
    "credit": "<photoshop:Credit>{}</photoshop:Credit>",
    "rights": '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>',
    "caption": '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>',
}


def _xmp(told: dict[str, str]) -> bytes:
    facts = (_PROPERTIES[name].format(html.escape(text)) for name, text in told.items())
    return _PACKET.format(facts="\n".join(facts)).encode()

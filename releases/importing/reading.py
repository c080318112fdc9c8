"""Bytes to clean text, or a sentence that says what to give instead."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from .draft import Unreadable

LARGEST = 2_000_000
NOT_TEXT = (
    (b"%PDF", _("This is a PDF. Copy its text into a plain text file and import that.")),
    (b"PK\x03\x04", _("This is a Word or ZIP file. Save it as plain text (.txt) and import that.")),
    (b"\xd0\xcf\x11\xe0", _("This is an old Office file. Save it as plain text (.txt) and import that.")),
    (b"{\\rtf", _("This is an RTF file. Save it as plain text (.txt) and import that.")),
    (b"<!doctype", _("This is a web page. Copy the text that it shows into a plain text file and import that.")),
    (b"<html", _("This is a web page. Copy the text that it shows into a plain text file and import that.")),
)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
DROPPED = {"Cc", "Cf", "Cs", "Co"}
DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "–", "\u2012": "–", "\u2015": "—"})


def read(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Unreadable(_("The file is larger than 2 MB. Import the text alone, without pictures."))
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signature, message in NOT_TEXT:
        if start.startswith(signature.lower()):
            raise Unreadable(message)
    text = clean(decode(data))
    if not any(letter.isalpha() for letter in text):
        raise Unreadable(_("The file holds no text. Choose the file that has the text of the release."))
    return text


def decode(data: bytes) -> str:
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise Unreadable(_("The file is not text but binary data. Save the release as plain text and import that."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode_damaged(data)


def decode_damaged(data: bytes) -> str:
    """Mostly sound UTF-8 stays UTF-8; anything else is Windows-1252, if it can be."""
    loose = data.decode("utf-8-sig", "replace")
    lost = loose.count("\ufffd")
    if lost < sum(letter > "\x7f" for letter in loose) - lost:
        return loose
    text = data.decode("cp1252", "replace")
    if text.count("\ufffd") + sum(letter < " " and letter not in "\t\r\n\f" for letter in text) > len(text) / 50:
        raise Unreadable(_("The characters of the file can't be read. Save it as plain text in UTF-8 and import that."))
    return text


def clean(text: str) -> str:
    """NFC, one kind of line end and space; soft hyphens, zero-width, direction and control characters out."""
    text = LINE_ENDS.sub("\n", text).replace("\t", " ").translate(DASHES)
    text = "".join(spoken(letter) for letter in text)
    return unicodedata.normalize("NFC", text)


def spoken(letter: str) -> str:
    if letter == "\n" or " " <= letter <= "~":
        return letter
    category = unicodedata.category(letter)
    if category == "Zs":
        return " "
    return "" if category in DROPPED or ord(letter) & 0xFFFE == 0xFFFE else letter

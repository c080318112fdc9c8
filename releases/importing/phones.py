"""Telephone numbers and e-mail addresses in a line of text."""

import re
from functools import cache

import phonenumbers

from .draft import Phone
from .vocabulary import Vocabulary

TRUNK_ZERO = re.compile(r"(\+\d{1,3})\s?\(0\)\s?")
MARKDOWN_LINK = re.compile(r"\[([^\[\]]{0,200})\]\((?:mailto:|tel:)?([^()\s]{0,200})\)")
MASKED_AT = re.compile(r"\s?(?:\((?:at|a|ät)\)|\[(?:at|a)\])\s?", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}")
HIDDEN_EMAIL = re.compile(r"\[email.protected\]", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w/])(?<!\d[.,])\+?\(?\d(?:[\d() .–-]{4,22}|\d\d/\d{3}-\d{3})\d(?![\d/:])")
NOT_A_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.|(?:19|20)\d\d ?[–-] ?(?:19|20)\d\d$")
NO_TRUNK_ZERO = {"NO", "DK", "EE", "US"}
PLACEHOLDERS = ("etunimi.sukunimi@", "fornamn.efternamn@", "förnamn.efternamn@", "firstname.lastname@")


def unmasked(text: str) -> str:
    """(at), +358 (0)9 and Markdown links in the form a reader types."""
    text = MARKDOWN_LINK.sub(lambda link: link[1] if link[2] in link[1] else f"{link[1]} {link[2]}", text)
    return MASKED_AT.sub("@", TRUNK_ZERO.sub(r"\1 ", text))


def read_phone(printed: str, country: str, has_label: bool) -> Phone | None:
    """National numbers are the sender's country's; 863 356 inhabitants and 2021–2023 are no numbers to call."""
    printed = printed.strip(" .–-")
    if printed.count("(") > printed.count(")"):
        printed = printed.replace("(", "")
    is_dialled = printed.startswith(("+", "0", "(0")) or country in NO_TRUNK_ZERO
    if not is_dialled or NOT_A_NUMBER.match(printed):
        return None
    try:
        number = phonenumbers.parse(printed, country)
    except phonenumbers.NumberParseException:
        return None
    is_sure = phonenumbers.is_valid_number(number)
    if not (is_sure or (has_label and phonenumbers.is_possible_number(number))):
        return None
    return Phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), printed)


@cache
def label_before(words: Vocabulary) -> re.Pattern:
    labels = f"{words.any_of('contacts.phones')}|{words.any_of('contacts.emails')}"
    return re.compile(rf"(?<![\w.@])(?:{labels})[.:]*\s*$", re.IGNORECASE)

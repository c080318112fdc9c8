"""A business card as a file (RFC 6350; version 3.0 for address books that know no newer one)."""

import re
from dataclasses import dataclass

LINE_OCTETS = 75
VERSIONS = ("4", "3")
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": ""})


@dataclass(frozen=True)
class Card:
    """What a person's page shows, in the language of the page."""

    uuid: str
    given_name: str
    family_name: str
    url: str
    title: str = ""
    organisation: str = ""
    phones: tuple[str, ...] = ()  # in E.164
    email: str = ""
    languages: tuple[str, ...] = ()

    def written(self, version: str = "4") -> str:
        lines = self._in_version_3() if version == "3" else self._in_version_4()
        return "".join(f"{folded(line)}\r\n" for line in ["BEGIN:VCARD", *lines, "END:VCARD"])

    def _in_version_4(self) -> list[str]:
        return [
            "VERSION:4.0",
            f"UID:urn:uuid:{self.uuid}",
            "KIND:individual",
            *self._names,
            *(f"TEL;VALUE=uri;TYPE=work:tel:{number}" for number in self.phones),
            *([f"EMAIL;TYPE=work:{escaped(self.email)}"] if self.email else []),
            *(f"LANG;PREF={place}:{code}" for place, code in enumerate(self.languages, 1)),
            f"URL:{self.url}",
        ]

    def _in_version_3(self) -> list[str]:
        return [
            "VERSION:3.0",
            f"UID:urn:uuid:{self.uuid}",
            *self._names,
            *(f"TEL;TYPE=WORK,VOICE:{number}" for number in self.phones),
            *([f"EMAIL;TYPE=INTERNET:{escaped(self.email)}"] if self.email else []),
            f"URL:{self.url}",
        ]

    @property
    def _names(self) -> list[str]:
        full_name = f"{self.given_name} {self.family_name}".strip()
        return [
            f"FN:{escaped(full_name)}",
            f"N:{escaped(self.family_name)};{escaped(self.given_name)};;;",
            *([f"ORG:{escaped(self.organisation)}"] if self.organisation else []),
            *([f"TITLE:{escaped(self.title)}"] if self.title else []),
        ]


def escaped(text: str) -> str:
    return re.sub(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", "", text).replace("\u00ad", "").translate(_ESCAPED)


def folded(line: str) -> str:
    """At most 75 octets a line, no letter cut in two; a line that goes on begins with a space."""
    lines, current, length = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if length + octets > LINE_OCTETS:
            lines.append(current)
            current, length = " ", 1
        current, length = current + letter, length + octets
    return "\r\n".join([*lines, current])

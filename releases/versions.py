"""What a public release said before: numbered, dated, with the hash of its words. Read from its revisions alone."""

import hashlib
from datetime import datetime

from django.utils.dateparse import parse_datetime

from newsroom import blocks, dates, richtext
from newsroom.history import Revision
from newsroom.models import StoredFile

SOFT_HYPHEN = "\N{SOFT HYPHEN}"


class Version:
    """One frozen public text. It holds names and titles as they were, and nobody's number."""

    def __init__(self, release, revision):
        self.release, self.revision, self.number = release, revision, revision.number
        self.headline, self.lead, self.body = (revision.data[name] for name in ("headline", "lead", "body"))

    def __str__(self):
        return self.headline

    @property
    def since(self) -> datetime:
        """From when readers could read it."""
        return max(self.release.publish_at, self.revision.created_at)

    @property
    def contacts(self) -> list[dict]:
        return self.revision.data["contacts"]

    @property
    def corrections(self) -> list[dict]:
        """What readers had been told until then, the newest first."""
        return [{**each, "made_at": parse_datetime(each["made_at"])} for each in self.revision.data["corrections"]]

    @property
    def files(self) -> list[dict]:
        """Its attached files: label, name, sha256 and, while readers may fetch it, the file."""
        held = [each for each in self.revision.data["attachments"] if each["stored_file_id"]]
        keys = [each["stored_file_id"]["id"] for each in held]
        public = {stored.pk: stored for stored in StoredFile.objects.public().filter(pk__in=keys)}
        return [
            {"label": each["label"], "file": public.get(key), **each["stored_file_id"]}
            for key, each in zip(keys, held, strict=True)
        ]

    @property
    def body_parts(self) -> list:
        return richtext.passages(self.body)

    @property
    def text(self) -> str:
        """The words that the hash is of, as they go out in release.txt. Readers keep the hash: this never changes."""
        language = self.release.language
        corrections = [told(each, language) for each in self.corrections]
        parts = [self.headline, self.lead, blocks.as_text(self.body, language), *corrections]
        hashes = "\n".join(f"{each['sha256']}  {each['name']}" for each in self._file_references())
        return "\n\n".join(part for part in [*parts, hashes] if part).replace(SOFT_HYPHEN, "") + "\n"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def superseded_digest(self) -> str:
        """The hash of the original, where words had to be struck from it since."""
        return self.revision.superseded_digest

    def _file_references(self) -> list[dict]:
        return [each["stored_file_id"] for each in self.revision.data["attachments"] if each["stored_file_id"]]


# Fixed words, not translations that may be mended: another word would be another hash.
_WORDS = {
    "fi": {"update": "Päivitetty", "correction": "Oikaistu", "was_wrong": "Väärin oli:"},
    "sv": {"update": "Uppdaterat", "correction": "Rättat", "was_wrong": "Fel var:"},
    "en": {"update": "Updated", "correction": "Corrected", "was_wrong": "Was wrong:"},
}


def told(correction: dict, language: str) -> str:
    words = _WORDS[language]
    made_at = dates.moment(correction["made_at"], language)
    lines = [f"{words[correction['kind']]} {made_at}: {correction['text']}"]
    if correction["was_wrong"]:
        lines.append(f"{words['was_wrong']} {correction['was_wrong']}")
    return "\n".join(lines)


def versions(release) -> list[Version]:
    """Newest first. What waits for its moment has none yet."""
    if not release.was_public():
        return []
    return [Version(release, revision) for revision in Revision.objects.of(release).exclude(number=None)]

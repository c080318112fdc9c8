"""A picture as newsrooms want it: a JPEG in its whole size with the credit written inside."""

import logging
from pathlib import Path

from newsroom import blobs, pictures
from newsroom.languages import active
from newsroom.models import Organisation
from newsroom.photo_words import Words, written_into

logger = logging.getLogger(__name__)


def of(image) -> bytes:
    return written_into(_jpeg(image.stored_file), _words(image))


def name_of(image) -> str:
    return f"{Path(image.stored_file.original_name).stem}.jpg"


def _words(image) -> Words:
    house = Organisation.objects.house()
    publisher = str(house.text_in("name", active())) if house else ""
    credit = " / ".join(filter(None, [image.credit, publisher]))
    rights = " ".join(filter(None, [credit and f"© {credit}.", str(image.get_licence_display())]))
    return Words(creator=image.credit, credit=credit, rights=rights, caption=str(image.caption))


def _jpeg(stored) -> bytes:
    """What is no JPEG becomes one once, or each time while the disk has no room for it; never two at a time."""
    if stored.content_type == "image/jpeg":
        return stored.path.read_bytes()
    path = blobs.rendition_path(stored.sha256, "press", "jpg")
    return path.read_bytes() if path.is_file() else _made(stored, path)


def _made(stored, path) -> bytes:
    with blobs.one_rendition_at_a_time():
        if path.is_file():
            return path.read_bytes()
        made = pictures.for_print(stored.path)
        try:
            blobs.write_rendition(made, path)
        except OSError:
            logger.exception("A picture for print could not be kept")
        return made

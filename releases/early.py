"""A text as the holder of an access link gets it: its own files lie under the link, and nothing else is named that is
not public by itself."""

from functools import partial

from django.urls import reverse


class Readdressed:
    """A file or picture that is itself in everything but where it is fetched."""

    def __init__(self, thing, **addresses):
        self._thing = thing
        vars(self).update(addresses)

    def __getattr__(self, name):
        return getattr(self._thing, name)


class EarlyCopy:
    def __init__(self, link):
        self.link, self.release = link, link.release

    @property
    def picture(self):
        image = self.release.family.picture
        return image and Readdressed(image, whole=image.offered_at(partial(self._rendition, image.stored_file)))

    @property
    def attachments(self) -> list[dict]:
        found = [{"attachment": each, "file": self._file(each)} for each in self.release.attachments.all()]
        return [each for each in found if each["file"]]

    def _file(self, attachment):
        """Own files at the link; a document has a moment of its own, so it is named once it is public."""
        if attachment.document_version:
            return attachment.file if attachment.document_version.is_public() else None
        stored = attachment.stored_file
        return None if stored.struck_at else Readdressed(stored, get_absolute_url=self._address(stored))

    def _address(self, stored) -> str:
        return reverse("links:file", args=[self.link.uuid, stored.uuid, stored.original_name])

    def _rendition(self, stored, shape, extension: str) -> str:
        return reverse("links:rendition", args=[self.link.uuid, stored.uuid, str(shape), extension])

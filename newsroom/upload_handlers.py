"""A file that comes while the disk has no room for it costs the file, not the form that it came with."""

from contextlib import suppress

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class UnkeptFile(UploadedFile):
    """Stands for a file whose bytes found no room. It has its name and its size, and fails when it is read."""

    def __init__(self, error: OSError, **facts):
        super().__init__(**facts)
        self.error = error

    def read(self, *args):
        raise self.error

    seek = chunks = read

    def close(self):
        """There is nothing to close; the files that came with it still are."""


class BearingFileUploadHandler(TemporaryFileUploadHandler):
    """Bears a disk without room; UploadField tells it in its sentence, and whatever else was typed stays."""

    error: OSError | None = None

    def new_file(self, *args, **kwargs):
        self.error = None
        self._try(super().new_file, *args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        if self.error is None:
            self._try(super().receive_data_chunk, raw_data, start)

    def file_complete(self, file_size):
        if self.error is None:
            self._try(self.file.flush)
        if self.error is None:
            return super().file_complete(file_size)
        return UnkeptFile(self.error, name=self.file_name, content_type=self.content_type, size=file_size)

    def _try(self, do, *args, **kwargs):
        try:
            do(*args, **kwargs)
        except OSError as error:
            self.error = error
            self._give_up()

    def _give_up(self):
        """Take what has been written off the disk; closing writes once more and may fail as well."""
        if file := self.__dict__.pop("file", None):
            with suppress(OSError):
                file.close()

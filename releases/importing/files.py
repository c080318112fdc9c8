"""Files named on the command line to bytes, or a sentence that says why not."""

import errno
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .draft import Unreadable
from .reading import LARGEST

WHY_NOT = {
    FileNotFoundError: _("There is no such file."),
    NotADirectoryError: _("There is no such file."),
    IsADirectoryError: _("This is a folder. Name the text files in it."),
    PermissionError: _("You have no permission to read this file."),
}


def read_file(path: Path) -> bytes:
    """One byte more than the parser accepts is enough to be refused."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(why_not(error)) from error


def why_not(error: OSError) -> str:
    """In our own words: the system's are in no language of ours."""
    code = errno.errorcode.get(error.errno, "?")
    return WHY_NOT.get(type(error)) or _("The file can't be read (%(code)s).") % {"code": code}

from releases.models.corrections import Correction
from releases.models.family import ReleaseFamily, Sender
from releases.models.links import AccessLink
from releases.models.parts import Attachment, Contact, Quote
from releases.models.release import Release
from releases.models.series import ReleaseSeries

__all__ = [
    "AccessLink",
    "Attachment",
    "Contact",
    "Correction",
    "Quote",
    "Release",
    "ReleaseFamily",
    "ReleaseSeries",
    "Sender",
]

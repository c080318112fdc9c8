from releases.models.family import ReleaseFamily, Sender
from releases.models.parts import Attachment, Contact, Quote
from releases.models.release import Release

__all__ = ["Attachment", "Contact", "Quote", "Release", "ReleaseFamily", "Sender"]

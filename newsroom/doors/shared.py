"""A file is as public as whatever refers to it, so an open file tells only of the first that made it public."""

from datetime import datetime, timedelta

from django.db.models import Q

from events.models import Event
from newsroom.models import Organisation, StoredFile
from people.models import Spokesperson
from programmes.models import DocumentVersion, ProgrammePeriod
from releases.models import Release


def is_public_before(stored: StoredFile, thing, moment: datetime) -> bool:
    """Through something else than this thing."""
    before = moment - timedelta(seconds=1)
    others = [other for other in _owners(stored) if other != thing]
    is_everywhere = Organisation.objects.filter(logo=stored).exists() or stored.images.in_media_bank(before).exists()
    return is_everywhere or any(other.is_public(before) for other in others)


def count_since(moment: datetime, language: str, at: datetime) -> int:
    """How many public things in all came out at a moment or after it, releases of one language only."""
    rows = [Release.objects.in_language(language), Event.objects, ProgrammePeriod.objects, DocumentVersion.objects]
    return sum(each.public(at).filter(publish_at__gte=moment).count() for each in rows)


def _owners(stored):
    yield from Release.objects.filter(
        Q(attachments__stored_file=stored) | Q(family__image__stored_file=stored)
    ).distinct()
    yield from DocumentVersion.objects.filter(files__stored_file=stored)
    yield from Event.objects.filter(image__stored_file=stored)
    yield from Spokesperson.objects.filter(photo__stored_file=stored)

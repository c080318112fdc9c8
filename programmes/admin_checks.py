"""The checks beside the form of a document version: its files as they are typed."""

from django.db.models import prefetch_related_objects

from newsroom.admin_checks import LiveChecks
from newsroom.checks import FileFacts
from newsroom.models import Organisation
from programmes import checks
from programmes.checks import VersionFacts


class VersionChecks(LiveChecks):
    def findings_of(self, typed):
        house = Organisation.objects.house() or Organisation()
        rows = [row for row in typed.rows.get("files", []) if row.stored_file_id]
        prefetch_related_objects(rows, "stored_file")
        return checks.check(
            VersionFacts(
                publish_at=typed.instance.publish_at,
                files=tuple(FileFacts.of(row.stored_file) for row in rows),
                has_accessible_formats=bool(house.accessible_formats_email),
                has_duty_number=bool(house.duty_phone),
            )
        )

from django.core.management.base import BaseCommand, CommandError

from newsroom.ticking import tick


class Command(BaseCommand):
    help = (
        "Each minute: receipts of what has just come out; once a night: housekeeping and checks of what is scheduled."
    )

    def handle(self, *args, **options):
        report = tick()
        if report.failed:
            raise CommandError(str(report))
        self.stdout.write(str(report))

from django.core.management.base import BaseCommand

from newsroom.sweeping import sweep


class Command(BaseCommand):
    help = "Remove leftovers of uploads: half-written files, uploads that nothing refers to, bytes without a row."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, but remove nothing")

    def handle(self, *args, dry_run, **options):
        for what, count in sweep(dry_run=dry_run).items():
            self.stdout.write(f"{count:5} {what}")

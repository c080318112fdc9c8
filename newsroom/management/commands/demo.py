import time

from django.core.management.base import BaseCommand, CommandError

from newsroom.demo.load import NotOurNewsroomError, load


class Command(BaseCommand):
    help = "Fill the newsroom with an invented association's releases, people, programmes and events."

    def handle(self, *args, **options):
        started = time.monotonic()
        try:
            made = load()
        except NotOurNewsroomError as error:
            raise CommandError(f"This newsroom belongs to {error}. The demo is for an empty one.") from error
        if not made:
            self.stdout.write("The demo is already here; nothing was added.")
            return
        self.stdout.write(f"Demo content made in {time.monotonic() - started:.1f} seconds:")
        for what, count in made.items():
            self.stdout.write(f"{count:5} {what}")

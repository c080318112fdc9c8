"""Write the index of search anew: after an upgrade, after installing Voikko, after writes by SQL."""

from django.core.management.base import BaseCommand

from newsroom.search import upkeep

WIDTH = 40


class Command(BaseCommand):
    help = "Bring the index of search up to date. It may be stopped and begun anew; search answers meanwhile."

    def handle(self, *args, **options):
        total, seen, changed = upkeep.count(), 0, 0
        for kind, rows, written in upkeep.batches():
            seen, changed = seen + rows, changed + written
            if options["verbosity"]:
                self._tell(kind, seen, total)
        if options["verbosity"]:
            self._sum_up(seen, changed)

    def _sum_up(self, seen: int, changed: int):
        if self.stdout.isatty():
            self.stdout.write("")
        self.stdout.write(f"{seen} looked at, {changed} entries written")

    def _tell(self, kind: str, seen: int, total: int):
        if self.stdout.isatty():
            done = WIDTH * seen // max(total, 1)
            self.stdout.write(f"\r[{'#' * done:<{WIDTH}}] {seen}/{total} {kind:<12}", ending="")
            self.stdout.flush()
        elif seen % 1000 < upkeep.MOST_IN_A_BATCH:
            self.stdout.write(f"{kind}: {seen} of {total}")

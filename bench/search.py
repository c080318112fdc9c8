"""How fast search is with 100,000 documents: `make bench`, on SQLite, or on PostgreSQL with a DATABASE_URL.

Texts are made up of Finnish words in their forms by a generator of its own, always the same. The database is a
throw-away one of the tests. `--documents 5000` for a quick look.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
DATA = tempfile.TemporaryDirectory(prefix="newsroom-bench-")
os.environ.update(
    DJANGO_SETTINGS_MODULE="newsroom.settings",
    SECRET_KEY="a key for measuring only",
    DEBUG="0",
    DATA_DIR=os.environ.get("BENCH_DIR", DATA.name),
    ALLOWED_HOSTS="localhost",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['DATA_DIR']}/bench.sqlite3")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from newsroom.models import SearchEntry, Theme  # noqa: E402
from newsroom.search import backends, upkeep  # noqa: E402
from newsroom.search.question import Question  # noqa: E402
from releases.models import Release, ReleaseFamily  # noqa: E402

FIRST = [
    "vesi",
    "silta",
    "kunta",
    "maakunta",
    "tulva",
    "liikenne",
    "talous",
    "ympäristö",
    "metsä",
    "satama",
    "energia",
    "asunto",
    "koulu",
    "kulttuuri",
    "ranta",
]
LAST = [
    "ohjelma",
    "hanke",
    "suunnitelma",
    "päätös",
    "rahoitus",
    "neuvottelu",
    "palvelu",
    "kokous",
    "selvitys",
    "verkosto",
    "yhtiö",
    "raportti",
]
ENDINGS = ["", "n", "ssa", "sta", "lla", "lle", "t", "a"]
SYLLABLES = [
    "ka",
    "ke",
    "ki",
    "ko",
    "ku",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ni",
    "no",
    "pa",
    "pe",
    "pi",
    "po",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
    "vi",
    "vo",
]


class Generator:
    def __init__(self, seed: int = 20261124):
        self.random = random.Random(seed)
        names = {"".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(8_000)}
        self.words = [*FIRST, *LAST, *(a + b for a in FIRST for b in LAST), *sorted(names)]
        self.cumulative = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def text(self, words: int) -> str:
        chosen = self.random.choices(self.words, cum_weights=self.cumulative, k=words)
        return " ".join(word + self.random.choice(ENDINGS) for word in chosen)

    def releases(self, families, start: datetime):
        for number, family in enumerate(families):
            body = "".join(f"<p>{self.text(70)}.</p>" for _ in range(4))
            yield Release(
                family=family,
                language="fi",
                headline=self.text(7).capitalize(),
                slug=f"bench-{start:%s}-{number}",
                lead=self.text(25),
                body=body,
                status="cleared",
                publish_at=start - timedelta(hours=number),
            )


def fill(documents: int) -> None:
    generator, made = Generator(), 0
    themes = [Theme.objects.create(name_fi=f"Teema {number}", slug=f"theme-{number}") for number in range(8)]
    start = datetime(2026, 11, 1, tzinfo=UTC)
    while made < documents:
        count = min(1000, documents - made)
        with transaction.atomic():
            families = ReleaseFamily.objects.bulk_create(ReleaseFamily() for _ in range(count))
            link = ReleaseFamily.themes.through
            link.objects.bulk_create(
                link(releasefamily=each, theme=themes[(made + at) % 8]) for at, each in enumerate(families)
            )
            Release.objects.bulk_create(generator.releases(families, start))
        made, start = made + count, start - timedelta(hours=count)


CLASSES = {
    "rare word": ["q=kilevosa", "q=tonivase", "q=pemilora", "q=sarovuni"],
    "common word": ["q=kunta", "q=vesi", "q=rahoitus", "q=silta"],
    "two words": ["q=vesi+kunta", "q=silta+rahoitus", "q=koulu+raportti", "q=tulva+kilo"],
    "phrase": ['q="vesi+silta"', 'q="kunta+vesi"', 'q="silta+kunta"'],
    "compound part": ["q=neuvottelu", "q=suunnitelma", "q=verkosto", "q=satama"],
    "no hits": ["q=xyzzyplugh", "q=qqqqqq", "q=wwwwqx"],
    "typo": ["q=neuvotelu", "q=suunitelma", "q=rahoituss", "q=verkostto"],
    "with facets": ["q=kunta&theme=theme-3", "q=vesi&year=2020", "q=silta&kind=release&theme=theme-1&year=2018"],
    "suggestions": ["q=ve", "q=silt", "q=kunta+v", "q=rah"],
}


def measure(rounds: int) -> None:
    client = Client(HTTP_HOST="localhost")
    rare = [f"q={word}" for word in _rare()]
    print(f"{'class':<18}{'p50 ms':>9}{'p99 ms':>9}{'own CPU ms':>12}")
    for name, queries in (CLASSES | {"rare word": rare}).items():
        path = "/fi/haku/ehdotukset/" if name == "suggestions" else "/fi/haku/"
        taken = [_timed(lambda q=q, path=path: client.get(f"{path}?{q}")) for _ in range(rounds) for q in queries]
        _tell(name, taken[len(queries) :] or taken)
    for name, word in (("rare", rare[0][2:]), ("common", "kunta")):
        _tell(f"bare SQL, {name}", [_timed(lambda word=word: _bare(word)) for _ in range(3 * rounds)][rounds:])


def _rare() -> list[str]:
    """Words of the tail that some document has."""
    found = []
    for word in reversed(Generator().words[2000:12_000:400]):
        if _bare(word):
            found.append(word)
    return found[:8]


def _bare(word: str) -> int:
    keys = backends.matching(Question(word).tokens("fi"), 2200)
    return len(SearchEntry.objects.filter(pk__in=keys).values_list("pk", "dated_on"))


def _timed(ask) -> tuple[float, float]:
    """Milliseconds by the wall, and of this process: what a busy machine or the database's server takes is the difference."""
    start, own = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - start) * 1000, (time.process_time() - own) * 1000


def _tell(name: str, taken: list[tuple[float, float]]) -> None:
    walls = sorted(wall for wall, _own in taken)
    own = statistics.median(own for _wall, own in taken)
    p99 = walls[int(len(walls) * 0.99)]
    print(f"{name:<18}{statistics.median(walls):>9.1f}{p99:>9.1f}{own:>12.1f}", flush=True)


def sizes() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sum(length(block)) FROM newsroom_searchwords_data")
            size = cursor.fetchone()[0]
        else:
            cursor.execute("ANALYZE")
            cursor.execute("SELECT pg_relation_size('newsroom_searchtext_words')")
            size = cursor.fetchone()[0]
    print(f"index of the words: {size / 2**20:.0f} MB")


def main() -> None:
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}, {options.documents} documents, {settings.DATABASES['default']['ENGINE']}")
    if not Release.objects.exists():
        print(f"filled in {_timed(lambda: fill(options.documents))[0] / 1000:.0f} s", flush=True)
        took, own = _timed(lambda: sum(1 for _ in upkeep.batches()))
        print(f"indexed in {took / 1000:.0f} s, {options.documents / own * 1000:.0f} a second of own CPU", flush=True)
    sizes()
    measure(options.rounds)


if __name__ == "__main__":
    main()

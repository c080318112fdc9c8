"""The server is killed again and again while two people save and upload. Nothing that it acknowledged is lost."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace

import lxml.html
import pytest
from django.core.files.base import ContentFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.factories import PASSWORD, pdf_bytes, picture_bytes
from tests.newsroom.test_admin_pages import errors_on, form_of, with_rows

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6
SAVES_BEFORE_A_KILL = 3
ADD = "/admin/releases/release/add/"
EMAIL = "toimittaja@jokikunnat.example"
NO_ANSWER = (OSError, urllib.error.URLError, ConnectionError)

PREPARE = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth.models import Group
from newsroom.models import User
for number in range(2):
    user = User.objects.create_user(f"{{number}}{EMAIL}", "{PASSWORD}", name="Aino", language="en")
    user.groups.set(Group.objects.filter(name="Editor"))
"""

LOOK = """
import json, hashlib
from datetime import timedelta
from newsroom import blobs, clock, sweeping
from newsroom.models import Revision, StoredFile
from releases.models import Release

def held(data):
    return [data["headline"], [each["stored_file_id"]["sha256"] for each in data["attachments"]]]

def blobs_on_disk():
    return [path for path in blobs.folder().glob("??/*")]

def temporary():
    return [path.name for folder in (blobs.folder(), blobs.renditions_folder()) for path in folder.rglob("incoming-*")]

def lacking():
    return [str(stored) for stored in StoredFile.objects.all() if not stored.is_ready]

said = {
    "rows": {row.slug: [row.headline, [each.stored_file.sha256 for each in row.attachments.all()]]
             for row in Release.objects.all()},
    "revisions": [[row.slug, *held(each.data)] for row in Release.objects.all() for each in Revision.objects.of(row)],
    "lacking": lacking(),
    "halves": [path.name for path in blobs_on_disk() if hashlib.sha256(path.read_bytes()).hexdigest() != path.name],
    "left": temporary(),
    "orphans": len(blobs_on_disk()) - StoredFile.objects.values("sha256").distinct().count(),
    "swept": sweeping.sweep(clock.now() + timedelta(days=2)),
    "left_after": temporary(),
    "orphans_after": len(blobs_on_disk()) - StoredFile.objects.values("sha256").distinct().count(),
    "lacking_after": lacking(),
}
print(json.dumps(said))
"""


class Server:
    """The real server, in a process group of its own, so that a kill leaves nothing of it."""

    def __init__(self, folder: Path, database: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "server.log"
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder / "var"),
            "DATABASE_URL": database or f"sqlite:///{folder}/var/newsroom.sqlite3",
            "DEBUG": "1",
            "EMAIL_URL": "dummymail://",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
        }

    def run(self, code: str) -> str:
        setup = "import django; django.setup()\n"
        command = [sys.executable, "-c", setup + code]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    @contextmanager
    def serving(self):
        options = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "2", "--port", str(self.port)]
        command = [sys.executable, "-m", "granian", *options, "newsroom.wsgi:application"]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._wait(process)
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _wait(self, process):
        for _attempt in range(300):
            assert process.poll() is None, self.log.read_text()
            with suppress(*NO_ANSWER), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Colleague:
    """A browser with somebody in front of it who goes on saving, and remembers what the server has said yes to."""

    def __init__(self, server, number: int):
        self.server, self.number = server, number
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _NoRedirect)
        self.acknowledged, self.saves, self.is_cut_off, self.odd_answers = [], 0, False, []

    def _ask(self, path, data=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.server.port}{path}")
        if data is not None:
            request.data = encode_multipart(BOUNDARY, data)
            request.add_header("Content-Type", MULTIPART_CONTENT)
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Location", "")

    def log_in(self):
        form = dict(lxml.html.fromstring(self._page("/admin/login/").text).forms[-1].form_values())
        status, _where = self._ask("/admin/login/", form | {"username": f"{self.number}{EMAIL}", "password": PASSWORD})
        assert status == 302

    def _page(self, path):
        status, text = self._ask(path)
        assert status == 200, (status, path)
        return SimpleNamespace(text=text)

    def work(self):
        self.is_cut_off = False
        try:
            while True:
                self._save()
        except NO_ANSWER:
            self.is_cut_off = True

    def _save(self):
        self.saves += 1
        slug = f"tiedote-{self.number}-{self.saves}"
        pdf = pdf_bytes(slug)
        files = [ContentFile(pdf, f"{slug}.pdf"), ContentFile(picture_bytes(colour=_colour(self.saves)), f"{slug}.png")]
        words = {"headline": f"Otsikko {slug}", "slug": slug, "lead": "Ingressi.", "body": f"<p>{slug}</p>"}
        self._send(
            ADD, slug, words, sha256(pdf).hexdigest(), *[{"stored_file": each, "label": "Liite"} for each in files]
        )
        self._change(self.acknowledged[-1]["address"] if self.acknowledged else "", slug)

    def _change(self, address, slug):
        """The newest of what stands gets another headline and another file."""
        if address and self.acknowledged[-1]["slug"] == slug:
            pdf = pdf_bytes(f"{slug} toinen")
            words = {
                "headline": f"Otsikko {slug} muutettu",
                "attachments-0-stored_file": ContentFile(pdf, "toinen.pdf"),
            }
            self._send(address, slug, words, sha256(pdf).hexdigest())

    def _send(self, address, slug, words, digest, *rows):
        form = with_rows(form_of(self._page(address)), "attachments", *rows) | words
        status, where = self._ask(address, form | {"_continue": "1"})
        if status == 302 and where.endswith("/change/"):
            known = {"slug": slug, "headline": words["headline"], "digest": digest, "address": where}
            self.acknowledged.append(known)
        else:
            self.odd_answers.append((status, errors_on(SimpleNamespace(text=where or "-"))))


def _wait_for_saves(colleagues, number):
    for _attempt in range(600):
        if sum(len(colleague.acknowledged) for colleague in colleagues) >= number:
            return
        time.sleep(0.05)
    raise AssertionError([colleague.odd_answers for colleague in colleagues])


def _colour(number) -> tuple:
    return number % 256, 90, 120


@pytest.fixture
def database():
    """A throw-away database beside the test's own on PostgreSQL; SQLite makes its file by itself."""
    address = os.environ["DATABASE_URL"]
    if not address.startswith("postgres"):
        yield ""
        return
    import psycopg2

    with psycopg2.connect(address) as connection:
        connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE newsroom_kill")
        yield f"{address.rpartition('/')[0]}/newsroom_kill"
        cursor.execute("DROP DATABASE newsroom_kill WITH (FORCE)")
    connection.close()


def test_a_server_that_is_killed_loses_nothing_that_it_acknowledged_and_leaves_no_half(tmp_path, database):
    server = Server(tmp_path, database)
    server.run(PREPARE)
    colleagues = [Colleague(server, number) for number in range(2)]
    chance = random.Random(2027)

    for kill in range(KILLS):
        with server.serving():
            if not kill:
                [colleague.log_in() for colleague in colleagues]
            threads = [threading.Thread(target=colleague.work) for colleague in colleagues]
            [thread.start() for thread in threads]
            _wait_for_saves(colleagues, SAVES_BEFORE_A_KILL * (kill + 1))
            time.sleep(chance.uniform(0, 0.8))
        [thread.join(30) for thread in threads]
        assert [colleague.is_cut_off for colleague in colleagues] == [True, True]
        assert [colleague.odd_answers for colleague in colleagues] == [[], []]

    found = json.loads(server.run(LOOK))
    acknowledged = [each for colleague in colleagues for each in colleague.acknowledged]
    kept = {(slug, headline, digest) for slug, headline, digests in found["revisions"] for digest in digests}
    newest = {each["slug"]: each for each in acknowledged}
    assert len(acknowledged) >= SAVES_BEFORE_A_KILL * KILLS
    assert {(each["slug"], each["headline"], each["digest"]) for each in acknowledged} - kept == set()
    assert set(newest) - set(found["rows"]) == set()
    assert [
        slug for slug, (headline, _files) in found["rows"].items() if not headline.startswith(f"Otsikko {slug}")
    ] == []
    print(
        len(acknowledged),
        sum(c.saves for c in colleagues),
        {k: v for k, v in found.items() if k not in ("rows", "revisions")},
    )
    assert (found["lacking"], found["halves"]) == ([], [])
    assert (found["left_after"], found["orphans_after"], found["lacking_after"]) == ([], 0, [])
    with server.serving():
        for each in newest.values():
            assert each["headline"] in colleagues[0]._page(each["address"]).text

"""Every kind of page by the Nu HTML checker: no errors and no warnings."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser import public_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def checker() -> list[str]:
    fetched = sorted(Path.home().glob(".cache/newsroom/vnu-*.jar"))
    jar = os.environ.get("VNU_JAR") or (fetched and fetched[-1])
    if not (jar and Path(jar).is_file()):
        pytest.skip("the HTML checker is not there: make html-checker")
    java = shutil.which("java") or pytest.skip("java is not installed (Debian: default-jre-headless)")
    return [java, "-Xss2m", "-jar", str(jar), "--format", "json", "--exit-zero-always"]


def test_every_page_is_looked_at_and_is_valid_html(client, checker, tmp_path):
    public_site.fill()
    looked_at, addresses = set(), {}
    pages = (page for each in public_site.rounds() for page in each.items())
    for number, (address, status) in enumerate(pages):
        response = public_site.ask(client, address)
        assert (address, response.status_code) == (address, status)
        looked_at |= {template.name for template in response.templates}
        file = tmp_path / f"{number}.html"
        file.write_bytes(response.content)
        addresses[file.name] = address

    told = subprocess.run([*checker, str(tmp_path)], capture_output=True, text=True, timeout=300, check=True).stderr

    assert [_sentence(each, addresses) for each in json.loads(told)["messages"]] == []
    assert public_site.templates() - looked_at == set()


def test_the_checker_finds_what_is_wrong(checker, tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=fi><title>a</title><p><div></p>")

    told = subprocess.run([*checker, str(tmp_path)], capture_output=True, text=True, timeout=120, check=True).stderr

    assert "error" in {each["type"] for each in json.loads(told)["messages"]}


def _sentence(message: dict, addresses: dict[str, str]) -> str:
    address = addresses.get(message.get("url", "").rpartition("/")[2])
    return f"{address}, line {message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}"

"""The catalogues are whole: every marked string collected and translated, none fuzzy, each .mo as its .po."""

import gettext
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = [path.relative_to(ROOT) for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))]
each_catalogue = pytest.mark.parametrize("catalogue", CATALOGUES, ids=str)

pytestmark = pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")


def output_of(*command) -> str:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def messages_in(mo: Path) -> dict:
    with mo.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """A copy of the sources in which the strings have just been collected anew."""
    copy = tmp_path_factory.mktemp("sources") / "newsroom"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "var", "tests"))
    domains = {catalogue.stem for catalogue in CATALOGUES}
    with pytest.MonkeyPatch.context() as patch, override_settings(LOCALE_PATHS=[copy / "locale"]):
        patch.chdir(copy)
        for domain in domains:
            call_command("makemessages", domain=domain, locale=["fi", "sv"], verbosity=0)
    return copy


def test_finnish_and_swedish_have_a_catalogue():
    languages = {catalogue.parts[1] for catalogue in CATALOGUES if catalogue.name == "django.po"}

    assert languages == {"fi", "sv"}


@each_catalogue
@pytest.mark.parametrize("unfinished", ["--untranslated", "--only-fuzzy"])
def test_catalogue_has_every_marked_string_translated(collected, catalogue, unfinished):
    _header, *entries = output_of("msgattrib", "--no-obsolete", unfinished, collected / catalogue).split("\n\n")

    assert entries == []


@each_catalogue
def test_compiled_catalogue_is_that_of_its_source(catalogue, tmp_path):
    fresh = tmp_path / "fresh.mo"

    output_of("msgfmt", "--check", "--output-file", fresh, ROOT / catalogue)

    assert messages_in(ROOT / catalogue.with_suffix(".mo")) == messages_in(fresh)

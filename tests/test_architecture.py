"""The house rules that a machine can watch: who imports whom, who reads the clock, what stands documented."""

import ast
import re
from itertools import combinations
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.core.management import call_command
from django.db import models

from newsroom.models import Image, StoredFile

ROOT = Path(__file__).parent.parent
APPS = ["newsroom", "people", "events", "programmes", "releases"]
# The roof joins all the apps; the floor below it imports none of them.
ROOF = {
    "newsroom/urls.py",
    "newsroom/views.py",
    "newsroom/feeds_page.py",
    "newsroom/sitemaps.py",
    "newsroom/machine_views.py",
    "newsroom/admin_site.py",
    "newsroom/dashboard.py",
    "newsroom/duty.py",
    "newsroom/visibility.py",
    "newsroom/visibility_pages.py",
}
ROOF_FOLDERS = ("newsroom/demo/", "newsroom/doors/", "newsroom/management/")


def sources():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, node.lineno


def test_apps_import_only_what_stands_to_their_left():
    wrong = []
    for name, tree in sources():
        app = name.split("/")[0]
        if name in ROOF or name.startswith(ROOF_FOLDERS):
            continue
        for module, line in imports(tree):
            first = module.split(".")[0]
            if first in APPS and APPS.index(first) > APPS.index(app):
                wrong.append(f"{name}:{line} imports {module}")

    assert wrong == []


def test_only_the_clock_reads_the_clock():
    wrong = []
    for name, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or name == "newsroom/clock.py":
                continue
            call = ast.unparse(node.func)
            if re.fullmatch(r"(timezone\.now|datetime\.now|datetime\.utcnow|date\.today|time\.time|Now)", call):
                wrong.append(f"{name}:{node.lineno} calls {call}")
            if re.fullmatch(r"timezone\.local(date|time)", call) and not (node.args or node.keywords):
                wrong.append(f"{name}:{node.lineno} calls {call} without an instant")

    assert wrong == []


def test_status_is_asked_for_in_the_publishing_room_only():
    wrong = []
    for name, tree in sources():
        for node in ast.walk(tree):
            if name == "newsroom/publishing.py" or not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Attribute) and node.func.attr in {"filter", "exclude", "get", "update"}:
                asked = [
                    keyword.arg for keyword in node.keywords if re.search(r"(^|__)status(__|$)", keyword.arg or "")
                ]
                wrong += [f"{name}:{node.lineno} asks for {argument}" for argument in asked]

    assert wrong == []


def test_parsing_a_release_knows_no_database():
    for name, tree in sources():
        if name.startswith("releases/importing/") and not name.endswith(("writing.py", "people.py")):
            for module, line in imports(tree):
                assert not module.startswith(("django.db", "releases.models", "people", "newsroom")), f"{name}:{line}"


def test_templates_mark_nothing_safe_but_through_the_one_door():
    wrong = []
    for path in ROOT.glob("**/*.html"):
        if ".venv" in path.parts or "var" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if re.search(r"\|\s*safe\b|autoescape off", text):
            wrong.append(f"{path.relative_to(ROOT)} marks something safe")
        if "admin" not in path.parts and re.search(
            r"<script(?![^>]*\bsrc=)(?![^>]*json)|<style|\sstyle=|\son\w+=", text
        ):
            wrong.append(f"{path.relative_to(ROOT)} has an inline style or script")

    assert wrong == []


def test_code_marks_html_safe_in_one_place():
    marking = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("mark_safe", "SafeString"))
    }

    assert marking == {"newsroom/templatetags/newsroom.py"}


@pytest.mark.parametrize("model", [StoredFile, Image], ids=lambda model: model.__name__)
def test_everything_that_refers_to_a_file_says_when_it_is_public(model):
    silent = [
        relation.related_model.__name__
        for relation in model._meta.related_objects
        if not hasattr(relation.related_model._default_manager, "public")
    ]

    assert silent == []


def test_uploads_have_no_other_way_in():
    kinds = [
        field
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for field in model._meta.fields
        if isinstance(field, models.FileField)
    ]

    assert kinds == []


def test_no_mixin_of_the_admin_hides_a_private_name_of_another():
    hidden = [
        f"{first.__name__} and {second.__name__}: {name}"
        for page in site._registry.values()
        for first, second in combinations(type(page).__mro__, 2)
        if not issubclass(first, second)
        for name in vars(first).keys() & vars(second).keys()
        if name.startswith("_") and not name.startswith("__")
    ]

    assert hidden == []


def test_every_setting_from_the_environment_is_documented():
    code = (ROOT / "newsroom/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', code))
    documented = set(re.findall(r"^#?\s*(\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))

    assert read <= documented


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)

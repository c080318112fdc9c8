import io
import stat

import pytest
from django.core.management import call_command

from newsroom.management.commands.first_login import EMAIL
from newsroom.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def first_login() -> dict[str, str]:
    """What the command prints, by its labels."""
    out = io.StringIO()
    call_command("first_login", stdout=out)
    return dict(line.split("  ", 1) for line in out.getvalue().strip().splitlines() if "  " in line)


def printed(facts: dict[str, str], label: str) -> str:
    return facts[label].strip()


def test_the_first_run_makes_an_editor_who_is_an_administrator_too(settings):
    settings.SITE_URL = "http://localhost:8001"

    facts = first_login()
    user = User.objects.get()

    assert printed(facts, "The site") == "http://localhost:8001/fi/"
    assert printed(facts, "The admin") == "http://localhost:8001/admin/"
    assert printed(facts, "E-mail") == user.email == EMAIL
    assert user.check_password(printed(facts, "Password"))
    assert sorted(user.groups.values_list("name", flat=True)) == ["Administrator", "Editor"]
    assert user.is_staff
    assert not user.is_superuser


def test_the_password_is_random_and_readable_by_its_owner_only(data_dir):
    first_login()
    path = data_dir / "login.txt"
    first = path.read_text()
    User.objects.all().delete()

    first_login()

    assert path.read_text() != first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_later_runs_print_the_same_log_in():
    once = first_login()

    again = first_login()

    assert again == once
    assert User.objects.count() == 1


def test_a_changed_password_is_not_answered_with_a_stale_one():
    stale = printed(first_login(), "Password")
    user = User.objects.get()
    user.set_password("my own long password")
    user.save()

    facts = first_login()

    assert stale not in facts.values()
    assert printed(facts, "Password") == "the one you have chosen since"


def test_a_lost_file_gives_no_password_away_and_makes_no_new_one(data_dir):
    first_login()
    (data_dir / "login.txt").unlink()

    facts = first_login()

    assert printed(facts, "Password") == "the one you have chosen since"
    assert not (data_dir / "login.txt").exists()


def test_an_installation_with_accounts_of_its_own_gets_no_other():
    User.objects.create_user("chief@newsroom.example", "a long pass phrase", name="Chief")

    facts = first_login()

    assert list(facts) == ["The site", "The admin"]
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_account_turned_off_stays_off(data_dir):
    first_login()
    User.objects.update(is_active=False)

    facts = first_login()

    assert "Password" not in facts
    assert not User.objects.get().is_active

import os
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import settings as hypothesis_settings

DATA = tempfile.TemporaryDirectory(prefix="newsroom-tests-")

os.environ.update(
    DJANGO_SETTINGS_MODULE="newsroom.settings",
    SECRET_KEY="a key for tests only, never for a site that is served",
    DEBUG="0",
    DATA_DIR=DATA.name,
    SITE_URL="http://localhost:8000",
    ALLOWED_HOSTS="localhost,127.0.0.1",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{DATA.name}/newsroom.sqlite3")


# A busy machine is no bug, so no example has a deadline. `make soak` draws anew each time, everything else the same.
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis_settings.register_profile("soak", deadline=None, database=None, print_blob=True)
hypothesis_settings.load_profile("ci")


def pytest_addoption(parser):
    parser.addoption("--no-skips", action="store_true", help="count a skipped test as failed")


def pytest_configure():
    from django.conf import settings

    # A worker of pytest-xdist has read the settings before it got a folder of its own.
    settings.DATA_DIR = Path(DATA.name)
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure():
    DATA.cleanup()


def pytest_collection_modifyitems(config, items):
    from django.db import connection

    foreign = {"postgresql", "sqlite"} - {connection.vendor}
    left_out = [item for item in items if any(item.get_closest_marker(vendor) for vendor in foreign)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    return _refuse_skip(item.config, (yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return _refuse_skip(collector.config, (yield))


def _refuse_skip(config, report):
    if report.skipped and not hasattr(report, "wasxfail") and config.getoption("no_skips"):
        path, line, reason = report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{path}:{line}: {reason}"
    return report


@pytest.fixture(scope="session", autouse=True)
def transaction_outlives_requests():
    """A test that closes a response ends a request, which would close the connection holding the test's transaction."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            BaseDatabaseWrapper,
            "close_if_unusable_or_obsolete",
            lambda connection: None if connection.in_atomic_block else close(connection),
        )
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """PostgreSQL drops no database in use, and a live server's thread may keep the connection of its last request."""
    from django.db import connection

    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")


@pytest.fixture
def clock_at():
    """`clock_at("2026-03-01 09:00")`: it is that minute in Helsinki, in every thread, until the test ends."""
    travels = []

    def travel(text):
        moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Helsinki"))
        travels.append(time_machine.travel(moment, tick=False))
        travels[-1].start()
        return moment

    yield travel
    for travel in reversed(travels):
        travel.stop()


@pytest.fixture
def press_desk():
    """The house, with a number to call and an address for other forms of files, as a text needs that is cleared."""
    from tests.factories import OrganisationFactory

    return OrganisationFactory(
        is_house=True, press_phone="+358500000100", accessible_formats_email="viestinta@jokikunnat.example"
    )


@pytest.fixture
def editor(client):
    """Logged in, with the admin in English."""
    return _logged_in(client, editor=True)


@pytest.fixture
def writer(client):
    """Logged in, with the admin in English."""
    return _logged_in(client, writer=True)


def _logged_in(client, **group):
    from tests.factories import UserFactory

    user = UserFactory(language="en", **group)
    client.force_login(user)
    return user


@pytest.fixture
def fetch(client):
    """Ask for an address and close the file behind the answer, as a server does."""

    def ask(address, **headers):
        response = client.get(address, headers=headers)
        response.bytes = response.getvalue() if response.streaming else response.content
        response.close()
        return response

    return ask

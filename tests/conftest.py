"""What every test shares: a real PostgreSQL, people with roles, and no outside world."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_django
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from hundra.config.database import Server, find_place
from hundra.config.translations import compile_translations

compile_translations()
# An example is not wrong for being slow: the machine that tests may be busy with others just then.
hypothesis_settings.register_profile(
    "hundra", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("hundra")


@pytest.fixture(scope="session")
def started_server() -> None:
    """Without a DATABASE_URL, the tests have a server of their own, quick instead of durable."""
    if not os.environ.get("DATABASE_URL"):
        _own_server().start(settings={"fsync": "off", "synchronous_commit": "off"})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, migrated: Path) -> None:
    """The tests' databases are copies of one that has been migrated."""


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """Ends sessions that threads of tests have left, so that the tests' database can be removed."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process removes what the tests had (see tests/settings.py)."""
    if not hasattr(config, "workerinput"):
        server = _own_server()
        server.stop()
        for folder in (server.place.root.parent, server.place.sockets, server.place.home):
            shutil.rmtree(folder, ignore_errors=True)


def _own_server() -> Server:
    return Server(find_place(Path(os.environ["HUNDRA_TEST_HOME"])))


pytest_plugins = [
    "tests.plugins.servers",
    "tests.plugins.migrated",
    "tests.plugins.actors",
    "tests.plugins.jobs",
    "tests.plugins.post_office",
    "tests.plugins.imap_server",
    "tests.plugins.search_index",
    "tests.plugins.workers",
]


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    """Addresses and texts are Swedish, whatever language the test before this one visited."""
    with translation.override("sv"):
        yield

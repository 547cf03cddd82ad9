"""Databases that have our tables at once: migrating takes the most of a minute.

What the migrations make is kept in pytest's cache as a dump, under a digest of all that they are
made of. Each run loads it into a template, of which Django's tests get copies; Django then applies
what a copy lacks (nothing), so that no test can meet anything but what the migrations say.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from pytest_django import DjangoDbBlocker

from hundra.config.database import Server
from hundra.config.operation.backup.database import Tools


@pytest.fixture(scope="session")
def migrated(
    started_server: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> Path:
    """What the migrations make, in a file that `fill` takes, and as the template of the tests'
    database: made by the first of the processes that share a run."""
    file = pytestconfig.cache.mkdir("migrated") / digest()  # type: ignore[union-attr]
    template = f"test_{connection.settings_dict['NAME']}_template"
    ready = _ready()
    with _alone(ready.with_suffix(".lock")), django_db_blocker.unblock():
        if not ready.exists():
            _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", template)
            _execute("CREATE DATABASE {}", template)
            _fill_template(template, file)
            ready.write_text(template)
    connection.settings_dict["TEST"]["TEMPLATE"] = template
    return file


def digest() -> str:
    """Of the migrations and the versions of the packages that carry them out."""
    files = [Path(__file__).parents[2] / "uv.lock"]
    for app in apps.get_app_configs():
        files += sorted((Path(app.path) / "migrations").glob("*.py"))
    content = hashlib.sha256()
    for file in files:
        content.update(f"{file.name}\0".encode() + file.read_bytes())
    return content.hexdigest()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process removes the template, where the server is not removed with it."""
    ready = _ready()
    if not hasattr(config, "workerinput") and ready.exists() and os.environ.get("DATABASE_URL"):
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", ready.read_text())


def _ready() -> Path:
    return Path(os.environ["HUNDRA_TEST_HOME"]) / "template-is-ready"


def _fill_template(template: str, file: Path) -> None:
    usual = connection.settings_dict["NAME"]
    tools = Tools(connection.settings_dict | {"NAME": template})
    if file.exists():
        tools.load(file)
        return
    connection.close()
    connection.settings_dict["NAME"] = template
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
    for older in file.parent.iterdir():
        older.unlink()
    tools.dump(file.with_suffix(".new"))
    file.with_suffix(".new").rename(file)


def _execute(statement: str, database: str) -> None:
    tools = Tools(connection.settings_dict | {"NAME": "postgres"})
    with tools.connect() as server:
        server.execute(sql.SQL(statement).format(sql.Identifier(database)))


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def fill(server: Server, migrated: Path) -> None:
    """Makes the started server's empty database as if `hundra migrate` had run.

    The home's static files are shared with the homes before it: collected by the first that is
    started, and found in order by the next.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    shared = Path(os.environ["HUNDRA_TEST_HOME"]) / f"static-of-homes-{worker}"
    shared.mkdir(exist_ok=True)
    (server.place.home / "static").symlink_to(shared)
    told = conninfo_to_dict(server.place.url)
    names = {"NAME": "dbname", "USER": "user", "HOST": "host"}
    Tools({ours: told[theirs] for ours, theirs in names.items()}).load(migrated)

"""Homes whose database has our tables at once: migrating takes a minute's share each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from hundra.config.database import Server
from hundra.config.operation.backup.database import Tools


@pytest.fixture(scope="session")
def migrated(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The tests' own database, as its migrations left it, in a file that `fill` takes."""
    file = tmp_path_factory.mktemp("migrated") / "database"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        Tools(connection.settings_dict).dump(file)
    return file


def fill(server: Server, migrated: Path) -> None:
    """Makes the started server's empty database as if `hundra migrate` had run.

    The home's static files are shared with the homes before it: collected by the first that is
    started, and found in order by the next.
    """
    shared = migrated.with_name("static")
    shared.mkdir(exist_ok=True)
    (server.place.home / "static").symlink_to(shared)
    told = conninfo_to_dict(server.place.url)
    names = {"NAME": "dbname", "USER": "user", "HOST": "host"}
    Tools({ours: told[theirs] for ours, theirs in names.items()}).load(migrated)

"""A throw-away installation for a benchmark: a database and a home of its own, removed afterwards.

Uses the server of DATABASE_URL where there is one (a new database on it), else starts our own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql


@contextmanager
def throwaway_installation() -> Iterator[Path]:
    """Sets the environment, loads Django, migrates, collects static files; yields the home."""
    home = Path(tempfile.mkdtemp(prefix="hundra-bench-"))
    home.chmod(0o711)
    os.environ["HUNDRA_HOME"] = str(home)
    os.environ["HUNDRA_DEMO"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "hundra.config.settings"
    try:
        with _database(home):
            _load_django()
            yield home
            _close_connections()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def throwaway_database() -> Iterator[str]:
    """An empty database alone, without Django; yields its address."""
    home = Path(tempfile.mkdtemp(prefix="hundra-bench-"))
    home.chmod(0o711)
    try:
        with _database(home) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _database(home: Path) -> Iterator[str]:
    given = os.environ.get("DATABASE_URL")
    if given:
        with _new_database(given):
            yield os.environ["DATABASE_URL"]
        return
    from hundra.config.database import Server, find_place

    server = Server(find_place(home))
    server.start(with_parent=True)
    try:
        yield server.place.url
    finally:
        server.stop()


@contextmanager
def _new_database(url: str) -> Iterator[None]:
    name = f"hundra_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        scheme, _, rest = url.partition("://")
        server, _, tail = rest.partition("/")
        query = "?" + tail.partition("?")[2] if "?" in tail else ""
        os.environ["DATABASE_URL"] = f"{scheme}://{server}/{name}{query}"
        try:
            yield
        finally:
            os.environ["DATABASE_URL"] = url
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _load_django() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()

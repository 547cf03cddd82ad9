"""`hundra db start|stop|status|url|shell`."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from hundra.config.database.place import find_place
from hundra.config.database.server import Server
from hundra.config.environment.reading import home_folder
from hundra.config.problem import in_both

MEBIBYTE = 2**20


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hundra db", description="Hundra's own PostgreSQL.")
    parser.add_argument("action", choices=["start", "stop", "status", "url", "shell"])
    action = parser.parse_args(arguments).action
    url = os.environ.get("DATABASE_URL", "").strip()
    return _with_theirs(action, url) if url else _with_ours(action)


def _with_theirs(action: str, url: str) -> int:
    if action == "url":
        print(url)
        return 0
    if action == "shell":
        return _shell(Path("psql"), url)
    print(
        in_both(
            "DATABASE_URL är satt: databasen är inte Hundras egen, och startas och stoppas där "
            "den finns.",
            "DATABASE_URL is set: the database isn't Hundra's own, and is started and stopped "
            "where it is.",
        )
    )
    return 0


def _with_ours(action: str) -> int:
    server = Server(find_place(home_folder()))
    actions: dict[str, Callable[[Server], int]] = {
        "start": _start,
        "stop": _stop,
        "status": _status,
        "url": _url,
        "shell": lambda server: _shell(server.programs / "psql", server.place.url),
    }
    return actions[action](server)


def _start(server: Server) -> int:
    if server.start():
        sv, en = "Databasen är igång", "The database has started"
    else:
        sv, en = "Databasen var redan igång", "The database was running already"
    print(in_both(f"{sv}: {server.place.url}", f"{en}."))
    return 0


def _stop(server: Server) -> int:
    if server.stop():
        print(in_both("Databasen är stoppad.", "The database has stopped."))
    else:
        print(in_both("Databasen var inte igång.", "The database was not running."))
    return 0


def _url(server: Server) -> int:
    print(server.place.url)
    return 0


def _status(server: Server) -> int:
    """Like system services: 0 when it runs, 3 when not."""
    place, status = server.place, server.status()
    if status.pid:
        print(f"Igång / running: process {status.pid}")
    else:
        print("Inte igång / not running")
    print(f"Data: {place.data} ({status.size_bytes // MEBIBYTE} MB)")
    print(f"Version: {status.version or '-'}")
    print(f"Socket: {place.socket}")
    print(f"Logg / log: {place.log}")
    print(f"Användare / user: {place.owner.name}")
    if place.elsewhere:
        print(
            in_both(
                f"Databasen ligger utanför {place.home}, dit användaren {place.owner.name} inte "
                "får gå.",
                f"The database lies outside {place.home}, which the user {place.owner.name} may "
                "not enter.",
            )
        )
    return 0 if status.pid else 3


def _shell(psql: Path, url: str) -> int:
    os.execvp(psql, [str(psql), url])  # noqa: S606 (becomes psql)

"""Our own database, where the installation has no other."""

import os
import sys

from hundra.config.database import Server, find_place
from hundra.config.environment.reading import home_folder
from hundra.config.problem import in_both


def own_server() -> Server | None:
    """None when DATABASE_URL names another: that one wins everywhere."""
    if os.environ.get("DATABASE_URL", "").strip():
        return None
    return Server(find_place(home_folder()))


def ensure_database() -> None:
    """Starts our own if it is needed and doesn't run. It goes on until `hundra db stop`."""
    server = own_server()
    if server is not None and server.start():
        said = in_both(
            "Startade databasen (stoppas med: hundra db stop).",
            "Started the database (stop it with: hundra db stop).",
        )
        print(said, file=sys.stderr)

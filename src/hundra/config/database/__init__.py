"""The database of an installation that has no DATABASE_URL: PostgreSQL from a wheel, kept by us.

Pure Python without Django, since the settings need the address before Django is there.
PostgreSQL refuses to run as root; started by root it runs as an unprivileged user (owner.py).
"""

from hundra.config.database.place import Place, find_place
from hundra.config.database.server import Server

__all__ = ["Place", "Server", "find_place"]

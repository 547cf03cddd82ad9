"""PostgreSQL's settings for this machine: durable, local, and sized by its memory."""

import os
from collections.abc import Mapping

from hundra.config.database.place import PORT, Place

MEBIBYTE = 2**20


def configuration(place: Place, changes: Mapping[str, str] | None = None) -> str:
    """The text of the file that postgresql.conf includes, written anew at every start."""
    memory = _memory_mb()
    settings = {
        # Reached by the socket alone: no port to clash, nothing open to the network.
        "listen_addresses": "",
        "port": str(PORT),
        # A list by its syntax; in quotes, commas and blanks are part of the name.
        "unix_socket_directories": '"' + str(place.sockets).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        # What is acknowledged is on the disk.
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "shared_buffers": f"{max(64, min(memory // 8, 2048))}MB",
        "effective_cache_size": f"{max(128, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{max(64, min(memory // 16, 512))}MB",
        "max_wal_size": "1GB",
        "random_page_cost": "1.1",
        "jit": "off",  # Its start-up costs more than our short queries take.
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        "log_min_duration_statement": "1s",
    }
    settings |= changes or {}
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items())


def _memory_mb() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // MEBIBYTE


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"

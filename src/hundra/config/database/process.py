"""The server's process: which one it is, and whether it is ready."""

from pathlib import Path

READY_LINE = 8  # In postmaster.pid, see the server's source: LOCK_FILE_LINE_PM_STATUS.


def pid_in_file(data: Path) -> int | None:
    """The process id that a server wrote, whether or not it still lives."""
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def running_pid(data: Path) -> int | None:
    """The living server of this data folder.

    A process id in an old file may have been given to something else since, so the process must
    be PostgreSQL and stand in the folder, as every server does.
    """
    pid = pid_in_file(data)
    return pid if pid is not None and _is_server_in(Path("/proc") / str(pid), data) else None


def processes_in(data: Path) -> list[int]:
    """Every process of a server of this folder, also those that outlive a killed one a while."""
    processes = (path for path in Path("/proc").iterdir() if path.name.isdecimal())
    return [int(path.name) for path in processes if _is_server_in(path, data)]


def _is_server_in(process: Path, data: Path) -> bool:
    try:
        is_postgres = (process / "comm").read_text().strip() == "postgres"
        return is_postgres and (process / "cwd").samefile(data)
    except OSError:
        return False


def is_ready(data: Path, pid: int) -> bool:
    try:
        lines = (data / "postmaster.pid").read_text().split("\n")
    except FileNotFoundError:
        return False
    return len(lines) >= READY_LINE and lines[0] == str(pid) and lines[7].strip() == "ready"

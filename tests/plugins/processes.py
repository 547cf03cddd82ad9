"""Which processes of a running server answer requests."""

from pathlib import Path


def children_serving(pid: int) -> set[int]:
    """Those of its processes that run our code, by the kernel's lists."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    pids = {int(child) for text in map(_read, lists) for child in text.split()}
    return {pid for pid in pids if b"spawn_main" in _read(Path(f"/proc/{pid}/cmdline"))}


def _read(path: Path) -> bytes:
    """Nothing of a process or thread that ended since it was listed."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""

"""`hundra demo --scale large` from an empty home until its page answers, as anyone would start it.

40,000 employees and 20,000 suggestions with their history, on a database of its own. Seconds,
with the limit beside as the peer: until the page answers from nothing, and once more when
everything is there. Then what the demo holds. Fails when it is slower, or when rows are missing.

`--quick` starts the small demo instead: 2,000 employees.

    uv run python benchmarks/demo_large.py [--quick] [--json]
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from harness.report import Row, arguments, report

LIMIT_SECONDS = 180
LIMIT_WARM_SECONDS = 15
STOP_SECONDS = 30
AT_LEAST = {
    "large": {"person": 40_000, "suggestion": 20_000, "improvement": 53},
    "small": {"person": 2_000, "suggestion": 100, "improvement": 53},
}
COUNTS = {
    "person": "SELECT count(*) FROM organisation_person",
    "employment": "SELECT count(*) FROM organisation_employment",
    "suggestion": "SELECT count(*) FROM suggestions_suggestion",
    "suggestion's history": "SELECT count(*) FROM suggestions_suggestionevent",
    "improvement": "SELECT count(*) FROM improvements_improvement WHERE number IS NOT NULL",
}


def main() -> int:
    options = arguments(__doc__ or "").parse_args()
    scale = "small" if options.quick else "large"
    home = Path(tempfile.mkdtemp(prefix="hundra-bench-"))
    home.chmod(0o711)  # The database's own user passes through.
    try:
        with _demo(home, "--scale", scale) as cold:
            counts = _counts(home)
        with _demo(home) as warm:
            pass
    finally:
        shutil.rmtree(home, ignore_errors=True)
    seconds = [
        Row("from nothing until it answers", cold, {"limit": LIMIT_SECONDS}, unit="s"),
        Row("again, until it answers", warm, {"limit": LIMIT_WARM_SECONDS}, unit="s"),
    ]
    rows = [_with_ratio(row) for row in seconds] + [
        Row(name, count, _expected(scale, name), unit="rows") for name, count in counts.items()
    ]
    report(f"hundra demo --scale {scale}", rows, as_json=options.json)
    slow = [row for row in seconds if row.ours > row.peers["limit"]]
    missing = [name for name, least in AT_LEAST[scale].items() if counts[name] < least]
    return 1 if slow or missing else 0


def _with_ratio(row: Row) -> Row:
    return Row(row.name, row.ours, row.peers, row.peers["limit"] / row.ours, row.unit)


def _expected(scale: str, name: str) -> dict[str, float]:
    least = AT_LEAST[scale].get(name)
    return {"at least": least} if least is not None else {}


@contextmanager
def _demo(home: Path, *arguments: str) -> Iterator[float]:
    """The running demo; yields the seconds it took to answer."""
    port = _free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith(("HUNDRA_", "DJANGO_"))
    }
    command = [sys.executable, "-m", "hundra", "demo", "--port", str(port), *arguments]
    began = time.monotonic()
    with subprocess.Popen(
        command, env=kept | {"HUNDRA_HOME": str(home)}, stdout=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for_answer(process, port)
            yield time.monotonic() - began
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(STOP_SECONDS)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _wait_for_answer(process: subprocess.Popen[bytes], port: int) -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit("The demo ended before it answered; its errors are above.")


def _counts(home: Path) -> dict[str, int]:
    from hundra.config.database import find_place

    with psycopg.connect(find_place(home).url) as connection:
        return {name: _number(connection, query) for name, query in COUNTS.items()}


def _number(connection: psycopg.Connection, query: str) -> int:
    row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    sys.exit(main())

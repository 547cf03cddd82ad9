"""A real installation in a home of its own: PostgreSQL, web server and worker as processes."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.plugins.migrated import fill

from hundra.config.database import Server, find_place

HOST = "granby.example"
LONGEST_START = 400.0  # Seconds, on a machine that is busy with other things.
# A killed process loses nothing that it has given to the kernel; only a power cut needs the sync.
QUICK = {"fsync": "off"}
PROGRAM = [sys.executable, "-c", "from hundra.config.cli import main; main()"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def wait_until(what: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False


class Installation:
    """Production settings; a proxy in front is played by whoever sends the requests."""

    def __init__(self, home: Path, smtp_url: str, **settings: str) -> None:
        self.home = home
        self.port = free_port()
        self.database = Server(find_place(home))
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HUNDRA_", "DJANGO_", "DATABASE_", "PYTEST_"))
        }
        self.environment = kept | {
            "HUNDRA_HOME": str(home),
            "HUNDRA_BASE_URL": f"https://{HOST}",
            "HUNDRA_SECRET_KEY": secrets.token_urlsafe(50),
            "HUNDRA_SMTP_URL": smtp_url,
            "HUNDRA_MAIL_FROM": f"Granby <hundra@{HOST}>",
            "HUNDRA_MUNICIPALITY": "Granby kommun",
            "HUNDRA_TRUSTED_PROXIES": "1",
            "HUNDRA_PROCESSES": "1",
            "HUNDRA_LOG_LEVEL": "WARNING",
            **settings,
        }

    def prepare(self, migrated: Path) -> None:
        self.database.start(with_parent=True, settings=QUICK)
        fill(self.database, migrated)

    def start(self, name: str, *arguments: str) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*PROGRAM, name, *arguments],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def run(self, *arguments: str) -> str:
        """What the program says; it must succeed."""
        done = subprocess.run(
            [*PROGRAM, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def start_all(self) -> None:
        self.start_server()
        self.start("worker")

    def start_server(self) -> None:
        self.start("serve", "--port", str(self.port))
        assert wait_until(self._answers, LONGEST_START), self.log("serve")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 0.2):
                return True
        except OSError:
            return False

    def kill(self, name: str) -> None:
        """As by `kill -9`."""
        process = self.processes.pop(name)
        process.kill()
        process.wait()

    def kill_worker(self) -> None:
        self.kill("worker")
        self.start("worker")

    def kill_database(self, *, away: float = 0.0) -> None:
        pid = self.database.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        time.sleep(away)
        self.database.start(with_parent=True, settings=QUICK)

    def log(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text()

    def stop(self) -> None:
        for process in self.processes.values():
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.database.stop()

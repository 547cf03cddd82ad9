"""An installation as an operator has it: a home, a migrated database, the `hundra` program."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.plugins.migrated import fill
from tests.plugins.servers import homes, servers

from hundra.config.database import Server

KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
PRODUCTION = {
    "HUNDRA_BASE_URL": "https://hundra.granby.example",
    "HUNDRA_SECRET_KEY": "0123456789" * 5,
    "HUNDRA_SMTP_URL": "console:",
    "HUNDRA_MAIL_FROM": "hundra@granby.example",
    "HUNDRA_MUNICIPALITY": "Granby kommun",
    "HUNDRA_LOG_LEVEL": "ERROR",
}


class Program:
    """The `hundra` command with a home and settings of its own."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.home = server.place.home

    def environment(self, **settings: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return kept | {"HUNDRA_HOME": str(self.home)} | settings

    def run(self, *arguments: str, **settings: str) -> tuple[int, str]:
        """The exit code, and all that was said."""
        done = subprocess.run(
            [sys.executable, "-m", "hundra", *arguments],
            env=self.environment(**(settings or PRODUCTION)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout

    @contextmanager
    def started(self, *arguments: str, **settings: str) -> Iterator["subprocess.Popen[str]"]:
        with subprocess.Popen(
            [sys.executable, "-m", "hundra", *arguments],
            env=self.environment(**(settings or PRODUCTION)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()


@pytest.fixture(scope="module")
def module_servers() -> Iterator[Callable[..., Server]]:
    """As `new_server`, for a whole file: an installation takes seconds to make."""
    with homes() as new_home, servers(new_home) as new_server:
        yield new_server


@pytest.fixture(scope="module")
def program(module_servers: Callable[..., Server], migrated: Path) -> Program:
    """Migrated, with one unit in its organisation and one user."""
    program = Program(module_servers())
    program.server.start()
    fill(program.server, migrated)
    code, said = program.run("shell", "-c", (Path(__file__).parent / "fill.py").read_text())
    assert code == 0, said
    return program


@pytest.fixture
def free_port() -> int:
    return find_port()


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

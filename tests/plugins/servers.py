"""Homes with a database server of their own, whoever runs the tests."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hundra.config.database import Server, find_place


@contextmanager
def homes() -> Iterator[Callable[[], Path]]:
    """Makes homes with short paths that others may enter, unlike pytest's own folders."""
    made: list[Path] = []

    def make() -> Path:
        home = Path(tempfile.mkdtemp(prefix="hundra-db-"))
        home.chmod(0o711)
        made.append(home)
        return home

    yield make
    for home in made:
        shutil.rmtree(home)


@contextmanager
def servers(new_home: Callable[[], Path]) -> Iterator[Callable[..., Server]]:
    """Makes a server in a home; all are stopped and removed at the end."""
    made: list[Server] = []

    def make(home: Path | None = None) -> Server:
        made.append(Server(find_place(home or new_home())))
        return made[-1]

    yield make
    for server in made:
        server.stop()
        place = server.place
        for folder in (place.root, place.sockets, *([place.root.parent] * place.elsewhere)):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_home() -> Iterator[Callable[[], Path]]:
    with homes() as make:
        yield make


@pytest.fixture
def new_server(new_home: Callable[[], Path]) -> Iterator[Callable[..., Server]]:
    with servers(new_home) as make:
        yield make


@pytest.fixture
def small_disk(new_home: Callable[[], Path]) -> Iterator[Callable[[int], Path]]:
    """Mounts a disk of some megabytes, as root may."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        disk = new_home()
        options = f"size={megabytes}m,mode=0711"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        if os.geteuid() != 0 or subprocess.run(command, check=False).returncode:
            pytest.skip("no disk can be mounted here")
        mounted.append(disk)
        return disk

    yield mount
    for disk in mounted:
        subprocess.run(["umount", "-l", str(disk)], check=True)

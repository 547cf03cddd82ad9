"""Homes with a server of their own, whoever runs the tests."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hundra.config.database import Server, find_place


@pytest.fixture
def new_home() -> Iterator[Callable[[], Path]]:
    """Makes homes with short paths that others may enter, unlike pytest's own folders."""
    homes: list[Path] = []

    def make() -> Path:
        home = Path(tempfile.mkdtemp(prefix="hundra-db-"))
        home.chmod(0o711)
        homes.append(home)
        return home

    yield make
    for home in homes:
        shutil.rmtree(home)


@pytest.fixture
def new_server(new_home) -> Iterator[Callable[..., Server]]:
    """Makes a server in a home; all are stopped and removed after the test."""
    servers: list[Server] = []

    def make(home: Path | None = None) -> Server:
        servers.append(Server(find_place(home or new_home())))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()
        place = server.place
        for folder in (place.root, place.sockets, *([place.root.parent] * place.elsewhere)):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def small_disk(new_home) -> Iterator[Callable[[int], Path]]:
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

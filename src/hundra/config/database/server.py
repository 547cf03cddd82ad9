"""Starts and stops the server of a place. One start at a time; every fault has its sentence."""

import fcntl
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from hundra.config.database import faults
from hundra.config.database.binaries import find_programs
from hundra.config.database.place import NAME, Place
from hundra.config.database.process import is_ready, processes_in, running_pid
from hundra.config.database.tuning import MEBIBYTE, configuration
from hundra.config.process import end_with_parent, wait_until

START_SECONDS = 120  # Recovery after a crash may have much to read.
STOP_SECONDS = 60
LOG_BYTES = 10 * MEBIBYTE
OUR_SETTINGS = "hundra.conf"


@dataclass(frozen=True)
class Status:
    pid: int | None
    version: str | None
    size_bytes: int


class Server:
    def __init__(self, place: Place) -> None:
        self.place = place

    @cached_property
    def programs(self) -> Path:
        return find_programs(self.place.owner)

    def pid(self) -> int | None:
        with faults.closed_folder(self.place):
            return running_pid(self.place.data)

    def status(self) -> Status:
        with faults.closed_folder(self.place):
            version = self._data_version()
            return Status(running_pid(self.place.data), version, _size(self.place.data))

    def start(
        self, *, with_parent: bool = False, settings: Mapping[str, str] | None = None
    ) -> bool:
        """Makes the cluster if there is none, starts it, makes our database. False if it ran.

        `with_parent` ends the server when this process dies, even by `kill -9`.
        """
        with faults.closed_folder(self.place), self._alone():
            pid = running_pid(self.place.data)
            if pid is not None:
                wait_until(lambda: is_ready(self.place.data, pid), seconds=START_SECONDS)
                return False
            self._initialise()
            self._clear_stale_files()
            self._start_process(with_parent=with_parent, settings=settings)
            self._make_database()
            return True

    def stop(self) -> bool:
        """Ends it with its connections (a "fast shutdown"). False if it didn't run."""
        with faults.closed_folder(self.place):
            pid = running_pid(self.place.data)
            if pid is None:
                return False
            os.kill(pid, signal.SIGINT)
            if not wait_until(lambda: self._ended(pid), seconds=STOP_SECONDS):
                raise faults.does_not_stop(self.place, pid)
            return True

    # --- The parts of a start ------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds off other starts of the same home, by a lock that a dead process can't keep."""
        self._make_folders()
        folder = os.open(self.place.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _make_folders(self) -> None:
        place = self.place
        if not place.home.exists():
            # Root's home must let the database's user through to its own part of it.
            place.home.mkdir(parents=True)
            place.home.chmod(0o700 if place.owner.is_me else 0o711)
        if place.elsewhere:
            place.root.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        place.owner.make_folder(place.root)
        place.owner.make_folder(place.sockets)
        found = place.sockets.lstat()
        if found.st_uid != place.owner.uid or found.st_mode & 0o077:
            raise faults.foreign_folder(place.sockets)

    def _data_version(self) -> str | None:
        try:
            return (self.place.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return None

    def _initialise(self) -> None:
        """Made aside and moved, so that a start that was killed leaves nothing half made."""
        version = self._data_version()
        if version is not None:
            ours = self._program_version()
            if version != ours:
                raise faults.other_version(self.place, data=version, program=ours)
            return
        unfinished = self.place.root / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        made = self._initdb(unfinished, "C.UTF-8")
        if made.returncode and "invalid locale name" in made.stderr:
            made = self._initdb(unfinished, "C")
        if made.returncode:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise faults.explained(self.place, made.stdout + made.stderr)
        with (unfinished / "postgresql.conf").open("a") as file:
            file.write(f"\ninclude_if_exists = '{OUR_SETTINGS}'  # written at every start\n")
        unfinished.rename(self.place.data)

    def _initdb(self, folder: Path, locale: str) -> subprocess.CompletedProcess[str]:
        return self.place.owner.run(
            [
                self.programs / "initdb",
                f"--pgdata={folder}",
                "--username=postgres",
                # The socket stands in a folder that only the owner and root may enter.
                "--auth=trust",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=PG_UNICODE_FAST",
                f"--locale={locale}",
                "--data-checksums",
            ]
        )

    def _program_version(self) -> str:
        """The major version, such as "18", of "postgres (PostgreSQL) 18.6"."""
        return (
            self.place.owner.run([self.programs / "postgres", "--version"])
            .stdout.split()[-1]
            .split(".")[0]
        )

    def _clear_stale_files(self) -> None:
        """What a killed server left. PostgreSQL itself stumbles when its number is in use again.

        Its children must have gone first, else two servers could write the same files.
        """
        data = self.place.data
        if not wait_until(lambda: not processes_in(data), seconds=STOP_SECONDS):
            raise faults.does_not_stop(self.place, processes_in(data)[0])
        lock = self.place.socket.with_name(self.place.socket.name + ".lock")
        for stale in (data / "postmaster.pid", lock, self.place.socket):
            stale.unlink(missing_ok=True)

    def _start_process(self, *, with_parent: bool, settings: Mapping[str, str] | None) -> None:
        place = self.place
        ours = place.data / OUR_SETTINGS
        ours.write_text(configuration(place, settings))
        place.owner.give(ours)
        with self._open_log() as log:
            written_before = log.tell()
            process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(place.data)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGINT) if with_parent else None,  # noqa: PLW1509
                **place.owner.popen_arguments(),
            )
        if not self._came_up(process):
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            said = place.log.read_bytes()[written_before:].decode(errors="replace")
            raise faults.explained(place, said)
        process.returncode = 0  # It lives on without us: no warning that it was left.

    def _came_up(self, process: "subprocess.Popen[bytes]") -> bool:
        def settled() -> bool:
            return process.poll() is not None or is_ready(self.place.data, process.pid)

        return wait_until(settled, seconds=START_SECONDS) and process.poll() is None

    def _open_log(self) -> BinaryIO:
        log = self.place.log
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_name("log.1"))
        file = log.open("ab")
        self.place.owner.give(log)
        return file

    def _make_database(self) -> None:
        """Our role and database. The role is no superuser; it may make databases, for tests."""
        import psycopg

        try:
            with psycopg.connect(self.place.superuser_url, autocommit=True) as connection:
                if not connection.execute(
                    "select from pg_roles where rolname = %s", [NAME]
                ).rowcount:
                    connection.execute(f"create role {NAME} login createdb")
                if not connection.execute(
                    "select from pg_database where datname = %s", [NAME]
                ).rowcount:
                    connection.execute(f"create database {NAME} owner {NAME}")
        except psycopg.Error as error:
            self.stop()
            raise faults.explained(self.place, str(error)) from error

    def _ended(self, pid: int) -> bool:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)  # A child of ours stays until asked for.
        return running_pid(self.place.data) is None and not Path(f"/proc/{pid}").exists()


def _size(folder: Path) -> int:
    """Bytes of all files; those that go away meanwhile are not counted."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += path.lstat().st_size
    return total

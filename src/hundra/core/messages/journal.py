"""The delivery round's local diary, so that a crash between the carrier's "accepted" and our
commit does not send a mail twice.

A round is one file in HUNDRA_HOME/outbox, locked (flock) by the process that runs it. The kernel
lets go of the lock when the process dies, however it dies, so an unlocked file is an abandoned
round. A line is one byte and a message's id: `>` handed to the carrier, `=` accepted by it.
See docs/decisions for what this guarantees and what it cannot.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

BEGUN, ACCEPTED = b">", b"="


class Journal:
    """One round. Use it as a context; `done()` when the database knows all, else it stays."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.id = UUID(path.stem)
        self._descriptor = descriptor

    @classmethod
    def start(cls, folder: Path) -> Self:
        """A new, locked journal. It gets its name when locked, so nobody takes it for abandoned."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"{uuid4()}.journal"
        new = path.with_suffix(".new")
        descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new.rename(path)
        _sync_folder(folder)
        return cls(path, descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._descriptor)

    def begun(self, message: UUID) -> None:
        """About to hand the message over."""
        os.write(self._descriptor, BEGUN + str(message).encode() + b"\n")

    def accepted(self, message: UUID) -> None:
        """The carrier has it. On return the fact is on disk, safe also from a power cut."""
        os.write(self._descriptor, ACCEPTED + str(message).encode() + b"\n")
        os.fdatasync(self._descriptor)

    def done(self) -> None:
        """The database knows everything written here."""
        self.path.unlink(missing_ok=True)

    def read(self) -> tuple[set[UUID], set[UUID]]:
        """Messages handed over, and messages accepted. A half-written last line is no fact."""
        facts: dict[bytes, set[UUID]] = {BEGUN: set(), ACCEPTED: set()}
        for line in self.path.read_bytes().split(b"\n")[:-1]:
            facts[line[:1]].add(UUID(line[1:].decode()))
        return facts[BEGUN], facts[ACCEPTED]


def abandoned(folder: Path) -> Iterator[Journal]:
    """The rounds of this home that nobody runs any more, each locked while it is looked at."""
    for path in sorted(folder.glob("*.journal")):
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            continue
        if not path.exists():  # Finished between our listing and our lock.
            os.close(descriptor)
            continue
        with Journal(path, descriptor) as journal:
            yield journal


def living(folder: Path) -> set[UUID]:
    """The rounds of this home that have a journal, running or not."""
    return {UUID(path.stem) for path in folder.glob("*.journal")}


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

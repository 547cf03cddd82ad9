"""Who runs the database, and where they may go."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hundra.config.problem import Problem

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Owner:
    """The system user that runs the server and owns its files."""

    uid: int
    gid: int
    name: str

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    def popen_arguments(self) -> dict[str, Any]:
        """What makes a child process run as the owner, in a folder that they may be in."""
        arguments: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}}
        if not self.is_me:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            errors="replace",
            **self.popen_arguments(),
        )

    def may_enter(self, folder: Path) -> bool:
        """Asked as that user, so that whatever the machine's rules are, they are the ones used."""
        if self.is_me:
            return os.access(folder, os.X_OK)
        return self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", folder]).returncode == 0

    def may_write(self, folder: Path) -> bool:
        if self.is_me:
            return os.access(folder, os.W_OK | os.X_OK)
        return self.run(["/bin/sh", "-c", 'test -w "$1"', "sh", folder]).returncode == 0

    def give(self, path: Path) -> None:
        """Makes the owner own a file or folder that we have just made."""
        if not self.is_me:
            os.chown(path, self.uid, self.gid)

    def make_folder(self, folder: Path) -> None:
        """A folder that only the owner (and root) may enter."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self.give(folder)


def me() -> Owner:
    return _by_uid(os.geteuid())


def owner_of(path: Path) -> Owner:
    return _by_uid(path.stat().st_uid)


def unprivileged() -> Owner:
    """Who runs the server when root starts it and nobody else owns its home."""
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise Problem(
            f"Databasen kan inte köras som root, och användaren {UNPRIVILEGED} saknas på datorn. "
            "Skapa den, eller kör Hundra som en vanlig användare.",
            f"The database can't run as root, and this machine has no user {UNPRIVILEGED}. "
            "Create it, or run Hundra as an ordinary user.",
        ) from None
    return Owner(entry.pw_uid, entry.pw_gid, entry.pw_name)


def _by_uid(uid: int) -> Owner:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise Problem(
            f"Användaren med nummer {uid} finns inte i datorns lista över användare, och "
            "PostgreSQL vägrar då att starta. Lägg till den (useradd), eller ange DATABASE_URL.",
            f"The user with number {uid} isn't in this machine's list of users, and PostgreSQL "
            "then refuses to start. Add it (useradd), or set DATABASE_URL.",
        ) from None
    return Owner(entry.pw_uid, entry.pw_gid, entry.pw_name)

"""Where the database of a home lies: its data, its socket, its log. Looks, and makes nothing."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from hundra.config.database.binaries import SYSTEM_FOLDER
from hundra.config.database.owner import Owner, me, owner_of, unprivileged
from hundra.config.problem import Problem

# A Unix socket's address is a C string of 108 bytes (unix(7)), its last one a zero.
LONGEST_SOCKET = 107
PORT = 5432  # A name only: the part of the socket's file name that clients expect.
NAME = "hundra"


@dataclass(frozen=True)
class Place:
    home: Path
    root: Path  # all of the database, owned by the owner, closed to others
    sockets: Path
    owner: Owner

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def socket(self) -> Path:
        return self.sockets / f".s.PGSQL.{PORT}"

    @property
    def elsewhere(self) -> bool:
        """Whether it lies outside its home, since the owner may not enter there."""
        return not self.root.is_relative_to(self.home)

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.sockets), safe='/')}"

    @property
    def superuser_url(self) -> str:
        return f"postgresql://postgres@/postgres?host={quote(str(self.sockets), safe='/')}"


def find_place(home: Path) -> Place:
    """The same answer every time for a home, from whatever is there already."""
    home = Path(os.path.abspath(home))  # noqa: PTH100 (symbolic links are the operator's to keep)
    try:
        return _found_place(home)
    except PermissionError as error:
        raise Problem(
            f"Hundras hem {home} går inte att läsa: {error.strerror}. Kör som den användare som "
            "äger det, eller ange en annan mapp i HUNDRA_HOME.",
            f"Hundra's home {home} can't be read: {error.strerror}. Run as the user who owns it, "
            "or set another folder in HUNDRA_HOME.",
        ) from error


def _found_place(home: Path) -> Place:
    inside = home / "postgres"
    outside = SYSTEM_FOLDER / _short_name(home) / "postgres"
    if inside.exists():
        return _place(home, inside, owner_of(inside))
    if os.geteuid() != 0:
        return _place(home, inside, me())
    if outside.exists():
        return _place(home, outside, owner_of(outside))
    owner = _chosen_by_root(home)
    reachable = owner.may_enter(_nearest_existing(home))
    return _place(home, inside if reachable else outside, owner)


def _chosen_by_root(home: Path) -> Owner:
    """Root's database runs as whoever owns the home; a home of root's own, as nobody."""
    if home.exists() and (owner := owner_of(home)).uid != 0:
        return owner
    return unprivileged()


def _place(home: Path, root: Path, owner: Owner) -> Place:
    sockets = root / "run"
    if len(os.fsencode(sockets / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
        sockets = Path("/tmp") / f"hundra-{owner.uid}-{_short_name(root)}"  # noqa: S108 (closed to others, and checked)
    return Place(home=home, root=root, sockets=sockets, owner=owner)


def _nearest_existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def _short_name(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]

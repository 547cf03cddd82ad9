"""What contacts come to, in numbers that can be added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from hundra.measure.channels.waits import Waits

NO_WAITS = Waits()


class Group(NamedTuple):
    """Contacts of one channel, and what else they have in common (`models.Dimension`)."""

    channel: str
    dimension: str
    key: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Every number as docs/reference/service-centre-figures.md defines it.

    offered … abandoned, waits   calls and visits only
    menu_*                       calls that never reached a queue
    registered, solved           by outcome; judged and held: with party and reason, and of those
                                 solved without a return
    talked                       answered at all, by any channel; of them handed_on, and handovers
    replied_*                    mails and web forms that were answered
    """

    received: int = 0
    offered: int = 0
    called_back: int = 0
    answered: int = 0
    abandoned: int = 0
    menu_helped: int = 0
    menu_closed: int = 0
    menu_left: int = 0
    registered: int = 0
    solved: int = 0
    judged: int = 0
    held: int = 0
    talked: int = 0
    handed_on: int = 0
    handovers: int = 0
    replied_in_time: int = 0
    replied_late: int = 0
    answer_waits: Waits = NO_WAITS
    abandon_waits: Waits = NO_WAITS

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in (*NUMBERS, *WAITS)))

    @property
    def waiting(self) -> int:
        """Offered, and nothing has come of it yet."""
        return self.offered - self.called_back - self.answered - self.abandoned


WAITS = ("answer_waits", "abandon_waits")
NUMBERS = tuple(field.name for field in fields(Counts) if field.name not in WAITS)


def counts_of(numbers: Iterable[int], answer_waits: bytes, abandon_waits: bytes) -> Counts:
    """The numbers in the order of NUMBERS, and the waits as they are kept."""
    named: dict[str, Any] = dict(zip(NUMBERS, map(int, numbers), strict=True))
    return Counts(**named, answer_waits=Waits(answer_waits), abandon_waits=Waits(abandon_waits))


def total(parts: Iterable[Counts]) -> Counts:
    """All of them together."""
    found = list(parts)
    numbers = (sum(getattr(part, name) for part in found) for name in NUMBERS)
    waits = (Waits(b"".join(getattr(part, name).kept for part in found)) for name in WAITS)
    return Counts(*numbers, *waits)

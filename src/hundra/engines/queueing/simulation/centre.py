"""A service centre to be played: who calls, about what, who is there to answer, by which rule.

All times are seconds from the start of what is played (midnight of the first day, say).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hundra.engines.queueing.choice import Rules, Skills
from hundra.engines.queueing.simulation.distributions import Distribution


@dataclass(frozen=True, slots=True)
class Retrials:
    """The `share` of those who give up who try again, and after how long."""

    share: float
    after: Distribution

    def __post_init__(self) -> None:
        _check_share(self.share)


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Who has waited `offered_after_seconds` is offered a call back; the `share` says yes.

    Without `booked_after` they keep their place and are called when their turn comes; with it
    they are called that much later, and wait from then on. They never give up, and stand outside
    of answered, abandoned and waits, as in the centre's own figures.
    """

    share: float
    offered_after_seconds: float
    booked_after: Distribution | None = None

    def __post_init__(self) -> None:
        _check_share(self.share)
        if self.offered_after_seconds < 0:
            raise ValueError("an offer cannot come before the call")


@dataclass(frozen=True, slots=True)
class CallType:
    """Contacts of one kind: language × reason × channel, with one priority.

    `arrivals_per_interval` is how many are expected in each interval; they come as a Poisson
    process whose rate is even within an interval. `handling` is talk and wrap-up together, all
    the time that a guide is taken. Without `patience` nobody gives up. `is_written`: lies until
    a guide has had nothing else to do (mail, forms); it is never given while someone waits whom
    that guide could help. `group` is what intervals are also told apart by: the language if
    nothing else is said.
    """

    name: str
    arrivals_per_interval: Sequence[float]
    handling: Distribution
    language: str = "sv"
    channel: str = "phone"
    reason: int | None = None
    priority: int = 50
    patience: Distribution | None = None
    retrials: Retrials | None = None
    callbacks: Callbacks | None = None
    is_written: bool = False
    group: str = ""

    def __post_init__(self) -> None:
        if any(not 0 <= one < float("inf") for one in self.arrivals_per_interval):
            raise ValueError(f"{self.name}: arrivals must be numbers, 0 or more")

    @property
    def group_name(self) -> str:
        return self.group or self.language


@dataclass(frozen=True, slots=True)
class Break:
    """A break within a shift. Who has someone on the line takes it whole, when that is over."""

    start_seconds: float
    length_seconds: float

    def __post_init__(self) -> None:
        if self.length_seconds < 0:
            raise ValueError("a break cannot be shorter than nothing")


@dataclass(frozen=True, slots=True)
class Shift:
    """When a guide is at the desk. Who has someone on the line at the end stays until that is over.

    On a break a guide counts as present (the rule waits for them); in training they do not:
    divide the shift.
    """

    start_seconds: float
    end_seconds: float
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        if not self.start_seconds < self.end_seconds:
            raise ValueError("a shift must end after it starts")
        if any(not self._holds(one) for one in self.breaks):
            raise ValueError("a break must start within its shift")

    def _holds(self, one: Break) -> bool:
        return self.start_seconds <= one.start_seconds < self.end_seconds


@dataclass(frozen=True, slots=True)
class Guide:
    """What a guide can (as the desk's rule sees it), and when they are there."""

    skills: Skills
    shifts: tuple[Shift, ...]

    def __post_init__(self) -> None:
        in_time = sorted(self.shifts, key=lambda one: one.start_seconds)
        for before, after in pairwise(in_time):
            if after.start_seconds < before.end_seconds:
                raise ValueError(f"guide {self.skills.key}: shifts overlap")


@dataclass(frozen=True, slots=True)
class Centre:
    """All that is played. `interval_seconds` × the number of intervals is the time played.

    `answer_within_seconds` and `short_abandon_seconds` are the desk's own goals, used in the
    figures. A guide takes written work after `written_after_seconds` without a call.
    `day_variation` is the coefficient of variation of a factor that the arrivals of a whole day
    share (gamma-distributed, mean 1): real days vary more than Poisson (Jongbloed & Koole 2001).
    """

    types: tuple[CallType, ...]
    guides: tuple[Guide, ...]
    rules: Rules = field(default_factory=Rules)
    interval_seconds: float = 1800
    answer_within_seconds: float = 120
    short_abandon_seconds: float = 10
    written_after_seconds: float = 60
    day_variation: float = 0

    def __post_init__(self) -> None:
        if not self.types:
            raise ValueError("a centre needs at least one type of call")
        if len({len(one.arrivals_per_interval) for one in self.types}) != 1:
            raise ValueError("all types must have as many intervals")
        if not self.intervals or self.interval_seconds <= 0:
            raise ValueError("there must be at least one interval, longer than 0 s")
        if len({one.skills.key for one in self.guides}) != len(self.guides):
            raise ValueError("each guide may stand there once only")

    @property
    def intervals(self) -> int:
        return len(self.types[0].arrivals_per_interval)

    @property
    def horizon_seconds(self) -> float:
        return self.intervals * self.interval_seconds

    @property
    def groups(self) -> tuple[str, ...]:
        """Groups of calls and visits, in the order in which the types name them."""
        live = (one.group_name for one in self.types if not one.is_written)
        return tuple(dict.fromkeys(live))


def _check_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError("a share is from 0 to 1")

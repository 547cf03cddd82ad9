"""What comes out: the roster, how good it is, and why what was asked for is not in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from hundra.engines.rostering.problem import Need, Wish


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """From and to, in minutes from the day's midnight."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Attended:
    """A training within a shift."""

    training: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Assignment:
    """A person's shift on a day."""

    day: date
    person: str
    shift: str
    breaks: tuple[Span, ...] = ()
    training: tuple[Attended, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """All shifts of the period, by day and person."""

    assignments: tuple[Assignment, ...] = ()

    def of(self, person: str) -> tuple[Assignment, ...]:
        return tuple(one for one in self.assignments if one.person == person)

    def on(self, person: str, day: date) -> Assignment | None:
        return next((a for a in self.assignments if a.person == person and a.day == day), None)

    def by_person_and_day(self) -> dict[tuple[str, date], Assignment]:
        return {(one.person, one.day): one for one in self.assignments}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why, as an English message id and its parameters; the user's side translates."""

    code: str
    message: str
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        return self.message % self.parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A need with fewer people than it asks for, and why."""

    need: Need
    present: int
    reasons: tuple[Reason, ...] = ()

    @property
    def missing(self) -> int:
        return self.need.people - self.present


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a wish; the reasons are for a refusal."""

    wish: Wish
    granted: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A training that did not fit for someone."""

    training: str
    person: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Clash:
    """A rule in a conflict: for whom and on which days (none: all of the period)."""

    rule: str
    person: str = ""
    first: date | None = None
    last: date | None = None
    about: str = ""


class Status(StrEnum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the solver has come. Value None: no roster yet. Lower values are better."""

    seconds: float
    value: int | None
    bound: float
    gap: float | None
    roster: Roster | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The best roster found. `conflict` is for infeasible input: every rule in it is needed for
    the conflict, so that giving up any one of them dissolves it."""

    status: Status
    roster: Roster | None = None
    value: int | None = None
    bound: float = 0.0
    seconds: float = 0.0
    shortages: tuple[Shortage, ...] = ()
    answers: tuple[Answer, ...] = ()
    missed: tuple[Missed, ...] = ()
    conflict: tuple[Clash, ...] = ()

    @property
    def gap(self) -> float | None:
        """How much worse than the bound the roster can be, as a share of its value."""
        return relative_gap(self.value, self.bound)


def relative_gap(value: int | None, bound: float) -> float | None:
    """(value − bound) / value, for values where lower is better and none is negative."""
    if value is None:
        return None
    return max(0.0, value - bound) / value if value > 0 else 0.0

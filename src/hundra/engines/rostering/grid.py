"""The core of every roster, in numbers: people × days × duties.

A *kind* is what rules of sequence and time see of a shift; a *duty* is a kind with its breaks and
training placed, and what covers see. Each person does at most one duty a day. A plan is an array
[people, days] of duty numbers, −1 for off. Everything costs whole numbers; lower is better.

Both the municipality's problem (by `framing`) and the benchmark's instances become this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Plan = NDArray[np.int16]
Cells = NDArray[np.bool_]
Costs = NDArray[np.int64]
OFF = -1


@dataclass(frozen=True, slots=True)
class Label:
    """Which rule a constraint comes from, for whom and when (day numbers)."""

    rule: str
    person: int | None = None
    first: int | None = None
    last: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Ban:
    """Duties [days, duties] that the rule forbids to the person."""

    label: Label
    cells: Cells


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ weight[day, duty] over the person's duties lies between low and high.

    A cost makes that end soft, per unit; without cost it is hard.
    """

    label: Label
    weight: NDArray[np.int64]
    low: int | None = None
    high: int | None = None
    under: int | None = None
    over: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """At least one of the alternatives [days, kinds] is free of work altogether."""

    label: Label
    alternatives: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """How many of `people` do one of the duties, at best `required`.

    `parts` are the days with the duties that count there: a night's duty can meet the next day's
    need. Without a cost an end is hard; a cost of 0 leaves it open.
    """

    label: Label
    people: NDArray[np.bool_]
    parts: tuple[tuple[int, NDArray[np.bool_]], ...]
    required: int
    under: int | None
    over: int | None


@dataclass(frozen=True, slots=True)
class WeekendLimit:
    """At most so many of these weekends (by Saturday's day number, −1 if the plan begins on a
    Sunday) are worked."""

    saturdays: tuple[int, ...]
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One person's rules. `before` tells for the days before the first whether they worked, the
    latest last; where nothing is known, days of the run that a rule asks for count as there.

    `cost` is [days, duties]. Runs are in days. `most` is per kind over the whole plan. Minutes are
    over the whole plan.
    """

    cost: Costs
    constant: int = 0
    minutes_low: int = 0
    minutes_high: int
    most_days: int | None = None
    max_run: int
    min_run: int = 1
    min_off: int = 1
    weekends: tuple[WeekendLimit, ...] = ()
    most: tuple[int | None, ...] = ()
    before: tuple[bool, ...] = ()
    bans: tuple[Ban, ...] = ()
    sums: tuple[Sum, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """`may_follow[a, b]`: kind b the day after kind a."""

    days: int
    minutes: NDArray[np.int64]
    may_follow: NDArray[np.bool_]
    kind_of: NDArray[np.int16]
    workers: tuple[Worker, ...]
    covers: tuple[Cover, ...]
    allowed: Cells = field(repr=False, compare=False, default_factory=lambda: np.zeros(0, np.bool_))

    def __post_init__(self) -> None:
        object.__setattr__(self, "allowed", self._allowed())

    def _allowed(self) -> Cells:
        allowed = np.ones((len(self.workers), self.days, len(self.kind_of)), np.bool_)
        for person, worker in enumerate(self.workers):
            for ban in worker.bans:
                allowed[person] &= ~ban.cells
        return allowed

    @property
    def duty_minutes(self) -> NDArray[np.int64]:
        return self.minutes[self.kind_of]

    def empty_plan(self) -> Plan:
        return np.full((len(self.workers), self.days), OFF, np.int16)


def personal_cost(grid: Grid, person: int, row: NDArray[np.int16]) -> int:
    """What the person's days cost, covers apart."""
    worker = grid.workers[person]
    days = np.flatnonzero(row >= 0)
    total = worker.constant + int(worker.cost[days, row[days]].sum())
    for one in worker.sums:
        amount = int(one.weight[days, row[days]].sum())
        if one.low is not None and one.under is not None:
            total += one.under * max(0, one.low - amount)
        if one.high is not None and one.over is not None:
            total += one.over * max(0, amount - one.high)
    return total


def present(cover: Cover, plan: Plan) -> int:
    """How many of the plan meet the cover."""
    count = 0
    for day, duties in cover.parts:
        held = plan[cover.people, day]
        count += int(duties[held[held != OFF]].sum())
    return count


def cover_cost(cover: Cover, there: int) -> int:
    missing, beyond = max(0, cover.required - there), max(0, there - cover.required)
    return missing * (cover.under or 0) + beyond * (cover.over or 0)


def cost(grid: Grid, plan: Plan) -> int:
    """What the plan costs, hard rules apart."""
    total = sum(personal_cost(grid, person, plan[person]) for person in range(len(plan)))
    return total + sum(cover_cost(one, present(one, plan)) for one in grid.covers)


def broken(grid: Grid, person: int, row: Sequence[int] | NDArray[np.int16]) -> list[Label]:
    """The labels of the hard rules that the person's days break, by the grid's own definitions."""
    from hundra.engines.rostering.breaches import breaches

    return breaches(grid, person, np.asarray(row, np.int16))

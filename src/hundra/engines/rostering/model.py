"""The grid, or a part of it with the rest held still, as a CP-SAT model.

The whole grid is one model; a neighbourhood is the same model with most cells held; an
explanation is the same model with every hard rule behind a literal of its label.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hundra.engines.rostering.grid import (
    OFF,
    Cells,
    Choice,
    Cover,
    Grid,
    Label,
    Plan,
    Sum,
    Worker,
)
from hundra.engines.rostering.lines import Line
from hundra.engines.rostering.parts import Part

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Variable = Any
UNBOUNDED = 1 << 40


class RosterModel:
    """Builds the model at once. `proto` is the CP-SAT model.

    With `labelled` every hard rule holds only if the literal of its label does (`literals`), and
    there is no objective: what can be, not what is best.
    """

    def __init__(self, grid: Grid, part: Part, *, labelled: bool = False) -> None:
        from ortools.sat.python import cp_model

        self.grid = grid
        self.part = part
        self.labelled = labelled
        self.proto: cp_model.CpModel = cp_model.CpModel()
        self.duty: dict[tuple[int, int], dict[int, Variable]] = {}
        self.kind: dict[tuple[int, int], dict[int, Variable]] = {}
        self.works: dict[tuple[int, int], Variable] = {}
        self.literals: dict[Label, Variable] = {}
        self.costs = Line()
        self.people = [int(p) for p in np.flatnonzero(part.free.any(axis=1))]
        self.costs.add(1, sum(worker.constant for worker in grid.workers))
        for person in self.people:
            self._cells(person)
        for person in self.people:
            self._rules(person)
        self._covers()
        if not labelled:
            self.proto.minimize(self.costs.expression())

    # Cells

    def _cells(self, person: int) -> None:
        part, kind_of = self.part, self.grid.kind_of
        cost = self.grid.workers[person].cost
        for day in map(int, np.flatnonzero(part.free[person])):
            allowed = part.allowed[person, day] | self.labelled
            duties = {int(u): self.proto.new_bool_var("") for u in np.flatnonzero(allowed)}
            self.duty[person, day] = duties
            works = self.proto.new_bool_var("")
            self.works[person, day] = works
            by_kind: dict[int, list[Variable]] = defaultdict(list)
            for u, var in duties.items():
                by_kind[int(kind_of[u])].append(var)
                self.costs.add(var, int(cost[day, u]))
            self.kind[person, day] = {k: self._any(group) for k, group in by_kind.items()}
            self.proto.add(sum(self.kind[person, day].values()) == works)

    def _any(self, group: list[Variable]) -> Variable:
        if len(group) == 1:
            return group[0]
        var = self.proto.new_bool_var("")
        self.proto.add(sum(group) == var)
        return var

    def on(self, person: int, day: int) -> Variable | int:
        """Whether the person works that day; days before the first by what is known."""
        if day < 0:
            before = self.grid.workers[person].before
            return int(before[day]) if -day <= len(before) else 0
        if (person, day) in self.works:
            return self.works[person, day]
        return int(self.part.plan[person, day] != OFF)

    def of_kind(self, person: int, day: int, kind: int) -> Variable | int:
        if (person, day) in self.kind:
            return self.kind[person, day].get(kind, 0)
        held = self.part.plan[person, day]
        return int(held != OFF and self.grid.kind_of[held] == kind)

    # Rules

    def _hold(self, line: Line, low: int | None, high: int | None, label: Label) -> None:
        """low ≤ line ≤ high, unless nothing in it is free."""
        if not line.variables:
            self._known(line.constant, low, high, label)
            return
        least = -UNBOUNDED if low is None else low
        most = UNBOUNDED if high is None else high
        rule = self.proto.add_linear_constraint(line.expression(), least, most)
        if self.labelled:
            rule.only_enforce_if(self.literal(label))

    def _known(self, amount: int, low: int | None, high: int | None, label: Label) -> None:
        """Nothing free is in it: it holds, or the model has no solution (with that label)."""
        if (low is None or low <= amount) and (high is None or amount <= high):
            return
        never = self.proto.add_bool_or([])
        if self.labelled:
            never.only_enforce_if(self.literal(label))

    def literal(self, label: Label) -> Variable:
        if label not in self.literals:
            self.literals[label] = self.proto.new_bool_var("")
        return self.literals[label]

    def _rules(self, person: int) -> None:
        worker = self.grid.workers[person]
        if self.labelled:
            self._bans(person, worker)
        self._sequences(person)
        self._runs(person, worker)
        self._weekends(person, worker)
        self._time(person, worker)
        for one in worker.sums:
            self._sum(person, one)
        for choice in worker.choices:
            self._choice(person, choice)

    def _bans(self, person: int, worker: Worker) -> None:
        for ban in worker.bans:
            literal = self.literal(ban.label)
            for day, duty in np.argwhere(ban.cells):
                if (person, int(day)) in self.duty:
                    var = self.duty[person, int(day)][int(duty)]
                    self.proto.add_implication(literal, ~var)

    def _beginnings(self, person: int, length: int, first: int, last: int) -> list[int]:
        """Days from first to last at which a stretch of `length` days has a free cell in it."""
        found: set[int] = set()
        for day in np.flatnonzero(self.part.free[person]):
            found.update(range(max(first, int(day) - length + 1), min(last, int(day)) + 1))
        return sorted(found)

    def _sequences(self, person: int) -> None:
        for day in self._beginnings(person, 2, 0, self.grid.days - 2):
            label = Label("daily_rest", person, day, day + 1)
            for kind, barred in self._barred:
                line = Line()
                line.add(self.of_kind(person, day, kind), 1)
                for other in barred:
                    line.add(self.of_kind(person, day + 1, other), 1)
                self._hold(line, None, 1, label)

    @cached_property
    def _barred(self) -> list[tuple[int, list[int]]]:
        """For each kind the kinds that may not follow it, where there are any."""
        may = self.grid.may_follow
        return [
            (int(kind), [int(other) for other in np.flatnonzero(~may[kind])])
            for kind in np.flatnonzero(~may.all(axis=1))
        ]

    def _runs(self, person: int, worker: Worker) -> None:
        known, days = len(worker.before), self.grid.days
        length = worker.max_run + 1
        for first in self._beginnings(person, length, -known, days - length):
            line = self._working_days(person, range(first, first + length))
            self._hold(line, None, worker.max_run, Label("days_in_row", person))
        for length in range(1, worker.min_run):
            self._no_island(person, length, -1, Label("least_days_in_row", person))
        for length in range(1, worker.min_off):
            self._no_island(person, length, 1, Label("days_off_together", person))

    def _working_days(self, person: int, days: range) -> Line:
        line = Line()
        for day in days:
            line.add(self.on(person, day), 1)
        return line

    def _no_island(self, person: int, length: int, sign: int, label: Label) -> None:
        """No run of just `length` days off (sign 1) or at work (sign −1) between the others."""
        known = len(self.grid.workers[person].before)
        for first in self._beginnings(person, length + 2, -known, self.grid.days - length - 2):
            line = Line()
            line.add(self.on(person, first), sign)
            line.add(self.on(person, first + length + 1), sign)
            for day in range(first + 1, first + length + 1):
                line.add(self.on(person, day), -sign)
            # At work: not (off, work × length, off); off: not (work, off × length, work).
            self._hold(line, None, 1 if sign > 0 else length - 1, label)

    def _weekends(self, person: int, worker: Worker) -> None:
        for limit in worker.weekends:
            line = Line()
            for saturday in limit.saturdays:
                line.add(self._weekend(person, saturday), 1)
            self._hold(line, None, limit.at_most, Label("weekends", person))

    def _weekend(self, person: int, saturday: int) -> Variable | int:
        both = [
            self.on(person, day) for day in (saturday, saturday + 1) if 0 <= day < self.grid.days
        ]
        free = [one for one in both if not isinstance(one, int)]
        if 1 in [one for one in both if isinstance(one, int)]:
            return 1
        if len(free) <= 1:
            return free[0] if free else 0
        var = self.proto.new_bool_var("")
        for one in free:
            self.proto.add_implication(one, var)
        return var

    def _time(self, person: int, worker: Worker) -> None:
        grid = self.grid
        label = Label("contract_time", person)
        line = self._weighed(person, {kind: int(m) for kind, m in enumerate(grid.minutes)})
        self._hold(line, worker.minutes_low, worker.minutes_high, label)
        if worker.most_days is not None:
            line = self._weighed(person, dict.fromkeys(range(len(grid.minutes)), 1))
            self._hold(line, None, worker.most_days, label)
        for kind, most in enumerate(worker.most):
            if most is not None:
                label = Label("most_of_shift", person, about=str(kind))
                self._hold(self._weighed(person, {kind: 1}), None, most, label)

    def _weighed(self, person: int, weights: dict[int, int]) -> Line:
        """Σ weight of the kinds that the person does, over all days."""
        line = Line()
        for held in self.part.plan[person][~self.part.free[person]]:
            if held != OFF:
                line.constant += weights.get(int(self.grid.kind_of[held]), 0)
        for day in np.flatnonzero(self.part.free[person]):
            for kind, var in self.kind[person, int(day)].items():
                line.add(var, weights.get(kind, 0))
        return line

    def _sum(self, person: int, one: Sum) -> None:
        line = Line()
        held = np.flatnonzero((self.part.plan[person] != OFF) & ~self.part.free[person])
        line.constant = int(one.weight[held, self.part.plan[person, held]].sum())
        for day in map(int, np.flatnonzero(self.part.free[person] & one.weight.any(axis=1))):
            for duty, var in self.duty[person, day].items():
                line.add(var, int(one.weight[day, duty]))
        if one.low is not None:
            self._end(line, one.low, one.under, one.label, 1)
        if one.high is not None:
            self._end(line, one.high, one.over, one.label, -1)

    def _end(self, line: Line, limit: int, price: int | None, label: Label, sign: int) -> None:
        """sign · line ≥ sign · limit, broken at a price or not at all."""
        if price is None:
            low, high = (limit, None) if sign > 0 else (None, limit)
            self._hold(line, low, high, label)
            return
        if self.labelled or not price or not line.variables:
            return
        beyond = self.proto.new_int_var(0, UNBOUNDED >> 10, "")
        bent = line.copy()
        bent.add(beyond, sign)
        if sign > 0:
            self.proto.add(bent.expression() >= limit)
        else:
            self.proto.add(bent.expression() <= limit)
        self.costs.add(beyond, price)

    def _choice(self, person: int, choice: Choice) -> None:
        chosen: list[Variable] = []
        free = self.part.free[person]
        if not any(cells[free].any() for cells in choice.alternatives):
            return
        for cells in choice.alternatives:
            works = [self.of_kind(person, int(d), int(k)) for d, k in np.argwhere(cells)]
            if 1 in [one for one in works if isinstance(one, int)]:
                continue
            var = self.proto.new_bool_var("")
            for one in works:
                if not isinstance(one, int):
                    self.proto.add_implication(var, ~one)
            chosen.append(var)
        rule = self.proto.add_bool_or(chosen)
        if self.labelled:
            rule.only_enforce_if(self.literal(choice.label))

    # Covers

    def _covers(self) -> None:
        days: Cells = np.asarray(self.part.free.any(axis=0))
        groups: dict[tuple[int, bytes], list[Cover]] = defaultdict(list)
        for cover in self.grid.covers:
            soft = cover.under is not None and cover.over is not None
            if any(days[day] for day, _ in cover.parts) and not (self.labelled and soft):
                groups[cover.parts[0][0], cover.people.tobytes()].append(cover)
        for covers in groups.values():
            counts = self._counts(covers)
            for cover in covers:
                self._cover(cover, counts)

    def _counts(self, covers: list[Cover]) -> dict[tuple[int, int], Line]:
        """How many of the same people do each duty (by day and number) that the covers ask for."""
        asked: dict[int, NDArray[np.bool_]] = {}
        for cover in covers:
            for day, duties in cover.parts:
                asked[day] = np.logical_or(asked[day], duties) if day in asked else duties
        people = [int(p) for p in np.flatnonzero(covers[0].people)]
        counts: dict[tuple[int, int], Line] = {}
        for day, duties in asked.items():
            lines = {int(u): Line() for u in np.flatnonzero(duties)}
            for person in people:
                self._count(person, day, lines)
            if len(covers) > 1:
                lines = {duty: self._named(line) for duty, line in lines.items()}
            counts.update({(day, duty): line for duty, line in lines.items()})
        return counts

    def _count(self, person: int, day: int, lines: dict[int, Line]) -> None:
        if (person, day) not in self.duty:
            held = int(self.part.plan[person, day])
            if held in lines:
                lines[held].add(1, 1)
            return
        for duty, var in self.duty[person, day].items():
            if duty in lines:
                lines[duty].add(var, 1)

    def _named(self, line: Line) -> Line:
        """A variable of its own for a sum that several constraints share."""
        if len(line.variables) <= 1:
            return line
        total = Line()
        count = self.proto.new_int_var(0, len(line.variables), "")
        self.proto.add(line.without_constant() == count)
        total.add(count, 1)
        total.add(1, line.constant)
        return total

    def _cover(self, cover: Cover, counts: dict[tuple[int, int], Line]) -> None:
        line = Line()
        for day, duties in cover.parts:
            for duty in map(int, np.flatnonzero(duties)):
                line.join(counts[day, duty])
        if not line.variables and not self.labelled:
            self.costs.constant += _cost(cover, line.constant)
            return
        low: int | None = cover.required
        high: int | None = cover.required
        if cover.under is not None:
            low = self._slack(line, cover.under, cover.required, 1, low)
        if cover.over is not None:
            high = self._slack(line, cover.over, len(self.grid.workers), -1, high)
        self._hold(line, low, high, cover.label)

    def _slack(self, line: Line, price: int, most: int, sign: int, end: int | None) -> int | None:
        """Lets the line miss its end at a price; an end that is free falls away."""
        if not price or self.labelled:
            return None
        missing = self.proto.new_int_var(0, max(most, 0), "")
        line.add(missing, sign)
        self.costs.add(missing, price)
        return end

    # Plans in and out

    def hint(self, plan: Plan) -> None:
        """Begin from this plan."""
        for (person, day), duties in self.duty.items():
            held = int(plan[person, day])
            for duty, var in duties.items():
                self.proto.add_hint(var, duty == held)
            self.proto.add_hint(self.works[person, day], held != OFF)

    def chosen(self, value: Any) -> Plan:
        """The plan, by a function that gives a variable's truth."""
        plan = self.part.plan.copy()
        for (person, day), duties in self.duty.items():
            plan[person, day] = next((duty for duty, var in duties.items() if value(var)), OFF)
        return plan


def _cost(cover: Cover, there: int) -> int:
    missing, beyond = max(0, cover.required - there), max(0, there - cover.required)
    return missing * (cover.under or 0) + beyond * (cover.over or 0)

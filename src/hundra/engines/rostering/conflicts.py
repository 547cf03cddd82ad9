"""Why there is no roster: the smallest set of rules that cannot hold together.

A smallest unsatisfiable subset, by implicit hitting sets (Ignatiev, Previti, Liffiton and
Marques-Silva 2015, "Smallest MUS extraction with minimal hitting set dualization"): every way to
make the rules possible gives up some of them; the smallest set that meets each of those ways, and
cannot hold itself, is the answer.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

import numpy as np

from hundra.engines.rostering.framing import Frame
from hundra.engines.rostering.grid import Grid, Label
from hundra.engines.rostering.model import RosterModel
from hundra.engines.rostering.parts import Part
from hundra.engines.rostering.solution import Clash

Labels = frozenset[Label]
L = TypeVar("L", bound=Hashable)
CERTAIN_SHARE = 0.6
"""Of the time, for the smallest conflict of all; then for one that nothing can be taken from."""


def conflict(framed: Frame, *, seconds: float = 30.0) -> tuple[Clash, ...]:
    """The rules at odds: of one person where one person's do not agree, else of all together.

    Empty if none was found in time.
    """
    end = time.monotonic() + seconds
    for person in range(len(framed.problem.people)):
        found = smallest_conflict(framed.grid, [person], end=end)
        if found:
            return clashes(framed, found)
    everyone = list(range(len(framed.problem.people)))
    return clashes(framed, smallest_conflict(framed.grid, everyone, end=end))


def smallest_conflict(
    grid: Grid,
    people: Iterable[int],
    *,
    end: float,
    wanted: dict[tuple[int, int], frozenset[int]] | None = None,
) -> Labels:
    """The smallest set of labels of these people (with several, of covers too) that cannot hold.

    `wanted` are duties (or OFF) that cells must have, whatever else. Empty: they can all hold, or
    `end` (by time.monotonic) came first, or what is wanted is impossible by itself.
    """
    chosen = list(people)
    free = np.zeros((len(grid.workers), grid.days), np.bool_)
    free[chosen] = True
    covered = grid if len(chosen) == len(grid.workers) else _without_covers(grid)
    model = RosterModel(covered, Part(free, grid.empty_plan(), grid.allowed), labelled=True)
    for cell, duties in (wanted or {}).items():
        _want(model, cell, duties)
    return SmallestConflict(model.proto, _grouped(model, fine=len(chosen) == 1), end).run()


def _without_covers(grid: Grid) -> Grid:
    from dataclasses import replace

    return replace(grid, covers=())


def _want(model: RosterModel, cell: tuple[int, int], duties: frozenset[int]) -> None:
    options = [var for duty, var in model.duty[cell].items() if duty in duties]
    if -1 in duties:
        options.append(~model.works[cell])
    model.proto.add_bool_or(options)


def _grouped(model: RosterModel, *, fine: bool) -> dict[Label, Any]:
    """A literal for each label; with many people, one for each of a person's rules."""
    if fine:
        return dict(model.literals)
    groups: dict[Label, Any] = {}
    for label, literal in list(model.literals.items()):
        group = label if label.person is None else Label(label.rule, label.person)
        if group not in groups:
            groups[group] = model.proto.new_bool_var("")
        model.proto.add_implication(groups[group], literal)
    return groups


class SmallestConflict(Generic[L]):
    """The hitting-set search on a CP-SAT model whose `groups` are literals that can be given up."""

    def __init__(self, proto: Any, groups: dict[L, Any], end: float) -> None:
        self.proto = proto
        self.groups = groups
        self.end = end
        self.proto.maximize(sum(groups.values()))

    def run(self) -> frozenset[L]:
        """The smallest conflict. If `end` (by time.monotonic) nears: one that is as small as it
        can be made by leaving out what is not needed for it. None: all can hold, or no time."""
        begun = time.monotonic()
        certain = begun + CERTAIN_SHARE * (self.end - begun)
        given_up: list[frozenset[L]] = []
        while time.monotonic() < certain:
            candidate = _hitting_set(given_up, certain)
            left = self._least_given_up(candidate, certain)
            if left is None:
                break
            if left == candidate and candidate:
                return candidate
            if not left:
                return frozenset()
            given_up.append(left)
        return self._by_leaving_out()

    def _by_leaving_out(self) -> frozenset[L]:
        held = frozenset(self.groups)
        if not self._is_at_odds(held):
            return frozenset()
        for label in sorted(held, key=repr):
            if self._is_at_odds(held - {label}):
                held -= {label}
        return held

    def _is_at_odds(self, held: frozenset[L]) -> bool:
        """Certainly so: what cannot be told in time is not."""
        return time.monotonic() < self.end and self._least_given_up(held, self.end) == held

    def _least_given_up(self, held: frozenset[L], end: float) -> frozenset[L] | None:
        """What must be given up while `held` holds; `held` itself if it cannot; None: no time."""
        from ortools.sat.python import cp_model

        self.proto.clear_assumptions()
        self.proto.add_assumptions([self.groups[label] for label in held])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(0.1, end - time.monotonic())
        status = solver.solve(self.proto)
        if status == cp_model.INFEASIBLE:
            return held
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return frozenset(
            label for label, var in self.groups.items() if not solver.boolean_value(var)
        )


def _hitting_set(sets: list[frozenset[L]], end: float) -> frozenset[L]:
    """The fewest labels with one of each set."""
    from ortools.sat.python import cp_model

    if not sets:
        return frozenset()
    model = cp_model.CpModel()
    every: list[L] = sorted(frozenset().union(*sets), key=repr)
    taken = {label: model.new_bool_var("") for label in every}
    for one in sets:
        model.add_bool_or([taken[label] for label in sorted(one, key=repr)])
    model.minimize(sum(taken.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = max(0.1, end - time.monotonic())
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return frozenset()
    return frozenset(label for label, var in taken.items() if solver.boolean_value(var))


def clashes(framed: Frame, labels: Iterable[Label]) -> tuple[Clash, ...]:
    """Labels with names and dates."""
    return tuple(sorted((clash(framed, label) for label in labels), key=_order))


def clash(framed: Frame, label: Label) -> Clash:
    problem = framed.problem
    about = label.about
    if label.rule == "must_need":
        need = problem.needs[int(label.about)]
        about = f"{need.start}–{need.end}"
    return Clash(
        rule=label.rule,
        person="" if label.person is None else problem.people[label.person].key,
        first=None if label.first is None else problem.period.day(label.first),
        last=None if label.last is None else problem.period.day(label.last),
        about=about,
    )


def _order(one: Clash) -> tuple[str, str, str, str]:
    return one.person, one.rule, str(one.first), one.about

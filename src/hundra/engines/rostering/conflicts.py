"""Why there is no roster: the smallest set of rules that cannot hold together.

A smallest unsatisfiable subset, by implicit hitting sets (Ignatiev, Previti, Liffiton and
Marques-Silva 2015, "Smallest MUS extraction with minimal hitting set dualization"): every way to
make the rules possible gives up some of them; the smallest set that meets each of those ways, and
cannot hold itself, is the answer.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import numpy as np

from hundra.engines.rostering.framing import Frame
from hundra.engines.rostering.grid import Grid, Label
from hundra.engines.rostering.model import RosterModel
from hundra.engines.rostering.parts import Part
from hundra.engines.rostering.solution import Clash

Labels = frozenset[Label]


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
    return _Search(model, _grouped(model, fine=len(chosen) == 1), end).run()


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


class _Search:
    """The hitting-set search on one model."""

    def __init__(self, model: RosterModel, groups: dict[Label, Any], end: float) -> None:
        self.model = model
        self.groups = groups
        self.end = end
        self.model.proto.maximize(sum(groups.values()))

    def run(self) -> Labels:
        given_up: list[Labels] = []
        while time.monotonic() < self.end:
            candidate = _hitting_set(given_up, self.end)
            left = self._least_given_up(candidate)
            if left is None:
                return frozenset()
            if left == candidate and candidate:
                return candidate
            if not left:
                return frozenset()
            given_up.append(left)
        return frozenset()

    def _least_given_up(self, held: Labels) -> Labels | None:
        """What must be given up while `held` holds; `held` itself if it cannot; None: no time."""
        from ortools.sat.python import cp_model

        proto = self.model.proto
        proto.clear_assumptions()
        proto.add_assumptions([self.groups[label] for label in held])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(0.1, self.end - time.monotonic())
        status = solver.solve(proto)
        if status == cp_model.INFEASIBLE:
            return held
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return frozenset(
            label for label, var in self.groups.items() if not solver.boolean_value(var)
        )


def _hitting_set(sets: list[Labels], end: float) -> Labels:
    """The fewest labels with one of each set."""
    from ortools.sat.python import cp_model

    if not sets:
        return frozenset()
    model = cp_model.CpModel()
    every = sorted(frozenset().union(*sets), key=repr)
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

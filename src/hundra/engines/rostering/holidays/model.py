"""The summer as a CP-SAT model: a person's week is holiday or not."""

from __future__ import annotations

from typing import Any

from hundra.engines.rostering.holidays.summer import (
    OUTSIDE_COST,
    Holidaymaker,
    Plan,
    Summer,
    avoid_cost,
    could_serve,
    july_cost,
    july_wanted,
    level_cost,
)


class SummerModel:
    """Constraints always; the objective when `weigh` is called.

    `labelled`: each need and each decision of the planner's holds only if its literal in
    `literals` does, by ("need", its number) or ("decided", the person's key).
    """

    def __init__(self, summer: Summer, *, labelled: bool = False) -> None:
        from ortools.sat.python import cp_model

        self.summer = summer
        self.labelled = labelled
        self.proto = cp_model.CpModel()
        self.literals: dict[tuple[str, int | str], Any] = {}
        self.off = {
            (one.key, week): self.proto.new_bool_var("")
            for one in summer.people
            for week in range(summer.weeks)
        }
        for person in summer.people:
            self._holiday(person)
        for number, need in enumerate(summer.needs):
            there = [1 - self.off[one.key, need.week] for one in could_serve(summer, need)]
            # An empty sum is no expression of the model's.
            total = sum(there, self.proto.new_constant(0))
            self._holds(self.proto.add(total >= need.people), ("need", number))

    def _holiday(self, person: Holidaymaker) -> None:
        mine = [self.off[person.key, week] for week in range(self.summer.weeks)]
        law = [self.proto.add(sum(mine) == person.weeks)]
        law += [self.proto.add(mine[week] == 0) for week in sorted(person.barred)]
        if person.together > 1:
            law.append(self._together(mine, person.together))
        if person.fixed is None:
            return
        # What is decided with somebody may be other than the law: so it is agreed.
        label = ("decided", person.key)
        chosen = [one if week in person.fixed else ~one for week, one in enumerate(mine)]
        decided = self.proto.add_bool_and(chosen)
        is_decided = self.proto.new_bool_var("")
        decided.only_enforce_if(is_decided)
        for constraint in law:
            constraint.only_enforce_if(~is_decided)
        if self.labelled:
            self.literals[label] = is_decided
        else:
            self.proto.add(is_decided == 1)

    def _together(self, mine: list[Any], length: int) -> Any:
        starts = [self.proto.new_bool_var("") for _ in range(len(mine) - length + 1)]
        for first, start in enumerate(starts):
            for week in range(first, first + length):
                self.proto.add_implication(start, mine[week])
        return self.proto.add_bool_or(starts)

    def _holds(self, constraint: Any, label: tuple[str, int | str]) -> None:
        if self.labelled:
            self.literals[label] = self.proto.new_bool_var("")
            constraint.only_enforce_if(self.literals[label])

    def weigh(self) -> None:
        """Minimizes what is not met of the wishes."""
        terms = [term for one in self.summer.people for term in self._wishes(one)]
        self.proto.minimize(sum(terms, self.proto.new_constant(0)))

    def _wishes(self, person: Holidaymaker) -> list[Any]:
        terms: list[Any] = [
            avoid_cost(self.summer, person) * self.off[person.key, one.week]
            for one in person.avoids
        ]
        if not person.choices:
            return terms
        levels = [self.proto.new_bool_var("") for _ in range(len(person.choices) + 1)]
        self.proto.add_exactly_one(levels)
        for number, level in enumerate(levels):
            terms.append(level_cost(self.summer, person, number) * level)
            if number < len(person.choices):
                for week in person.choices[number].weeks:
                    self.proto.add_implication(level, self.off[person.key, week])
        outside = set(range(self.summer.weeks)) - person.wished
        terms += [OUTSIDE_COST * self.off[person.key, week] for week in outside]
        return terms + self._july(person)

    def _july(self, person: Holidaymaker) -> list[Any]:
        """The n-th missed week costs 2n − 1 times as much as the first: their sum is a square."""
        wanted = july_wanted(self.summer, person)
        if not wanted:
            return []
        missed = [self.proto.new_bool_var("") for _ in range(wanted)]
        got = sum(self.off[person.key, week] for week in self.summer.july)
        self.proto.add(sum(missed) + got >= wanted)
        return [july_cost(person) * (2 * number + 1) * one for number, one in enumerate(missed)]

    def hint(self, plan: Plan) -> None:
        for (key, week), var in self.off.items():
            if key in plan:
                self.proto.add_hint(var, week in plan[key])

    def plan(self, value: Any) -> dict[str, frozenset[int]]:
        return {
            one.key: frozenset(
                week for week in range(self.summer.weeks) if value(self.off[one.key, week])
            )
            for one in self.summer.people
        }

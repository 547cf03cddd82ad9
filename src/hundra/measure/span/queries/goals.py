"""Which goal holds where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hundra.core.accounts.rules import Actor
from hundra.measure.span import rules
from hundra.measure.span.models import CEILING, SpanGoal


@dataclass(frozen=True)
class Goal:
    """The most per manager, and what a manager costs a year (kronor), if anybody has said."""

    most: int = CEILING
    cost: int | None = None


@dataclass(frozen=True)
class Goals:
    """All goals, by the path of their unit."""

    by_path: dict[str, Goal]

    def at(self, path: str) -> Goal:
        """That of the nearest unit with one, from the unit itself upwards.

        The cost is looked for on its own: a unit with another limit pays its managers as the
        whole does, unless it says otherwise.
        """
        most: int | None = None
        for place in _upwards(path):
            found = self.by_path.get(place)
            if found is None:
                continue
            most = most or found.most
            if found.cost is not None:
                return Goal(most, found.cost)
        return Goal(most or CEILING)

    def all_at(self, paths: Sequence[str]) -> list[Goal]:
        return [self.at(path) for path in paths]


def _upwards(path: str) -> list[str]:
    keys = path.strip("/").split("/")
    return [f"/{'/'.join(keys[:end])}/" for end in range(len(keys), 0, -1)]


def goals() -> Goals:
    rows = SpanGoal.objects.values_list("unit__path", "most", "cost_per_manager")
    return Goals({path: Goal(most, cost) for path, most, cost in rows})


def goals_seen(by: Actor) -> QuerySet[SpanGoal]:
    """Those set within the reader's subtrees, and those above that hold there."""
    paths = rules.seen_paths(by)
    seen = Q(pk__in=())
    for path in paths:
        seen |= Q(unit__path__startswith=path) | Q(unit__path__in=_upwards(path))
    return SpanGoal.objects.filter(seen).select_related("unit").order_by("unit__path")

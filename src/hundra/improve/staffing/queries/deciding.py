"""What a planner is to decide at their desks."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from hundra.core.accounts.models import Role, User
from hundra.core.accounts.rules import paths_with_role
from hundra.improve.staffing.models import (
    Condition,
    ConditionState,
    RepairState,
    RosterRepair,
    Swap,
    SwapState,
)
from hundra.improve.staffing.queries import mine


def _at(user: User, prefix: str) -> Q:
    """At units where the user plans; never what is the user's own."""
    paths = paths_with_role(user, Role.MANAGER, Role.ADMINISTRATOR)
    units = (Q(**{f"{prefix}__guide__desk__unit__path__startswith": path}) for path in paths)
    return reduce(or_, units, Q(pk=None)) & ~Q(**{f"{prefix}__guide__user": user})


def swaps(user: User) -> list[Swap]:
    """Taken by a colleague, and waiting for the planner."""
    waiting = mine.swaps().filter(_at(user, "giver"), state=SwapState.ACCEPTED)
    return list(waiting.exclude(taker__guide__user=user).order_by("given__day"))


def swap(pk: int) -> Swap | None:
    """Once somebody has taken it."""
    return (
        mine.swaps()
        .select_related("giver__guide__desk__unit")
        .filter(pk=pk, taker__isnull=False)
        .exclude(state=SwapState.OFFERED)
        .first()
    )


def conditions(user: User) -> list[Condition]:
    asked = _conditions().filter(_at(user, "person"), state=ConditionState.ASKED)
    return list(asked.order_by("pk"))


def repairs(user: User) -> list[RosterRepair]:
    """Proposals to mend a roster that wait for the planner, the first day first."""
    waiting = RosterRepair.objects.filter(
        _at(user, "absence__person"), state=RepairState.PROPOSED
    ).select_related("absence__person__guide__user", "period__desk")
    return list(waiting.order_by("absence__first_day", "pk"))


def condition(pk: int) -> Condition | None:
    return _conditions().filter(pk=pk).first()


def _conditions() -> QuerySet[Condition]:
    return Condition.objects.select_related("person__guide__user", "person__guide__desk__unit")


def count(user: User) -> int:
    """How much waits for the planner's answer."""
    return len(swaps(user)) + len(conditions(user)) + len(repairs(user))

"""Every change of goals for how many one manager leads."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.db import transaction

from hundra.core.accounts.models import User
from hundra.core.audit.services import acting
from hundra.core.organisation.models import Unit
from hundra.measure.span.models import SpanGoal

__all__ = ["remove_goal", "set_goal"]


def _by(user: User | None) -> AbstractContextManager[object]:
    """The history tells who; None is the system."""
    return acting(user) if user else nullcontext()


@transaction.atomic
def set_goal(
    *, by: User | None, unit: Unit, most: int, cost_per_manager: int | None = None
) -> SpanGoal:
    """The unit's goal becomes this, whether it had one or not."""
    with _by(by):
        goal, _made = SpanGoal.objects.update_or_create(
            unit=unit, defaults={"most": most, "cost_per_manager": cost_per_manager}
        )
    return goal


@transaction.atomic
def remove_goal(*, by: User | None, goal: SpanGoal) -> None:
    """From now on the goal of the nearest unit above holds."""
    with _by(by):
        goal.delete()

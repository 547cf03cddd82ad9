"""What guides may see of the cases that their contacts led to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hundra.hear.cases.models import Case, CaseState


@dataclass(frozen=True)
class Glimpse:
    """The number, the state and the promise: enough to tell a citizen who calls how it goes."""

    pk: int
    number: str
    state: str
    state_words: str
    promise: str
    due_at: datetime | None
    unit: str


def glimpses(cases: Iterable[int]) -> dict[int, Glimpse]:
    """For the keys of cases, by key; confidential ones are left out. One query.

    The caller, who knows the desks, gives only cases of contacts that the guide may see.
    """
    found = Case.objects.filter(pk__in=list(cases), is_confidential=False)
    rows = found.values_list("pk", "state", "promise", "due_at", "unit__name")
    return {
        pk: Glimpse(
            pk=pk,
            number=f"Ä {pk}",
            state=state,
            state_words=str(CaseState(state).label),
            promise=promise,
            due_at=due_at,
            unit=unit,
        )
        for pk, state, promise, due_at, unit in rows
    }

"""The log of what has been given out."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from hundra.core.accounts.rules import Actor
from hundra.hear.cases.models import Case, Disclosure
from hundra.hear.cases.queries.lists import readable


def disclosures(user: Actor) -> QuerySet[Disclosure]:
    """Of all cases that the user may read, the latest first."""
    found = Disclosure.objects.filter(case__in=readable(user).values("pk"))
    return found.select_related("case", "given_by__person").order_by("-given_at", "-pk")


def disclosure(case: Case, key: UUID) -> Disclosure | None:
    """One of the case's, for those who may read the case."""
    return case.disclosures.select_related("given_by__person").filter(pk=key).first()

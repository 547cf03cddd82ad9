"""How many each manager leads, against the ceiling of 16 (S19, Malmö)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet

from hundra.core.accounts.rules import Actor
from hundra.core.organisation import rules
from hundra.core.organisation.models import Employment, Person, Unit
from hundra.core.organisation.queries.people import current_employments

# The most employees that one manager should lead.
CEILING = 16


def manager_of(person: Person, *, on: date | None = None) -> Person | None:
    """The nearest manager on the day; with several posts, that of the longest hours."""
    employment = (
        current_employments(on)
        .filter(person=person, manager__isnull=False)
        .select_related("manager")
        .order_by("-hours_per_week", "pk")
        .first()
    )
    return employment.manager if employment else None


def reports_of(person: Person, *, by: Actor, on: date | None = None) -> QuerySet[Employment]:
    """The employments that the person manages; protected identities only for those who may."""
    reports = current_employments(on).filter(manager=person)
    if not rules.may_see_all_reports(by, person):
        reports = reports.filter(person__protected_identity=False)
    return reports.select_related("person", "unit").order_by("person__sorted_as", "pk")


def manager_loads(
    *, by: Actor, unit: Unit | None = None, on: date | None = None
) -> QuerySet[Employment, dict[str, object]]:
    """Rows of manager, unit and `headcount`: different people with that nearest manager.

    The reader sees the subtrees that they may see reports for, within `unit` if given.
    A manager with protected identity is counted but has no name here.
    """
    places = Q()
    for path in rules.paths_with_manager_reports(by):
        places |= Q(unit__path__startswith=path)
    if not places:
        return Employment.objects.none().values()
    reports = current_employments(on).filter(places, manager__isnull=False)
    if unit is not None:
        reports = reports.filter(unit__path__startswith=unit.path)
    return (
        reports.values(
            "manager",
            protected=F("manager__protected_identity"),
            given_name=F("manager__given_name"),
            family_name=F("manager__family_name"),
            sorted_as=F("manager__sorted_as"),
        )
        .annotate(headcount=Count("person", distinct=True), unit_name=Min("unit__name"))
        .order_by("-headcount", "sorted_as")
    )


def distribution(headcounts: Sequence[int]) -> list[tuple[int, int]]:
    """How many managers lead each number of people: (people led, managers), ascending."""
    return sorted(Counter(headcounts).items())

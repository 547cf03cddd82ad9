"""How many each manager leads, against the ceiling of 16 (S19, Malmö)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Count, Max, Min, Q, QuerySet

from hundra.core.accounts.rules import Actor
from hundra.core.organisation import rules
from hundra.core.organisation.models import Employment, Person, Unit
from hundra.core.organisation.queries.people import current_employments
from hundra.core.organisation.queries.units import cover_everything

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


def visible_manager(person: Person, *, by: Actor, on: date | None = None) -> Person | None:
    """The nearest manager, if the reader may see that person."""
    manager = manager_of(person, on=on)
    if manager is None or not manager.protected_identity:
        return manager
    return manager if rules.may_see_details(by, manager) else None


def reports_of(person: Person, *, by: Actor, on: date | None = None) -> QuerySet[Employment]:
    """The employments that the person manages; protected identities only for those who may."""
    reports = current_employments(on).filter(manager=person)
    if not rules.may_see_all_reports(by, person):
        reports = reports.filter(person__protected_identity=False)
    return reports.select_related("person", "unit").order_by("person__sorted_as", "pk")


@dataclass(frozen=True, slots=True)
class ManagerLoad:
    """A manager and how many different people have them as nearest manager on a day."""

    person: int
    name: str  # "" with protected identity: counted, never named.
    unit: str
    headcount: int

    @property
    def over(self) -> int:
        """How many above the ceiling; 0 when within it."""
        return max(0, self.headcount - CEILING)


def manager_loads(
    *, by: Actor, unit: Unit | None = None, on: date | None = None
) -> list[ManagerLoad]:
    """Every manager with direct reports in the reader's subtrees (within `unit` if given).

    The most loaded first, then in Swedish order. At most five queries, whatever the size.
    """
    reports = _reports_seen(by, unit, on)
    if reports is None:
        return []
    counted = reports.order_by().values_list("manager")
    rows = counted.annotate(Count("person", distinct=True), Min("unit"), Max("unit"))
    found = {manager: (count, first, last) for manager, count, first, last in rows}
    names = dict(Unit.objects.values_list("pk", "name"))
    several = [key for key, (_count, first, last) in found.items() if first != last]
    places = _first_places(reports.filter(manager__in=several), names)
    managers = (
        Person.objects.filter(pk__in=reports.order_by().values("manager"))
        .order_by("sorted_as")
        .values_list("pk", "protected_identity", "given_name", "family_name")
    )
    loads = [
        ManagerLoad(
            person,
            "" if protected else f"{family}, {given}",
            places.get(person) or names.get(found[person][1], ""),
            found[person][0],
        )
        for person, protected, given, family in managers
        if person in found
    ]
    return sorted(loads, key=lambda load: -load.headcount)


def _first_places(reports: QuerySet[Employment], names: dict[int, str]) -> dict[int, str]:
    """For each manager the first name, by code point, of the units where they lead people."""
    places: dict[int, str] = {}
    pairs = reports.order_by().values_list("manager", "unit").distinct()
    for manager, unit in cast("Iterable[tuple[int, int]]", pairs):
        name = names.get(unit, "")
        places[manager] = min(places.get(manager, name), name)
    return places


def _reports_seen(by: Actor, unit: Unit | None, on: date | None) -> QuerySet[Employment] | None:
    """Employments under a manager in the reader's subtrees, within `unit` if given.

    Where that is the whole municipality the units are not asked for, which takes half the time.
    """
    paths = rules.paths_with_manager_reports(by)
    if not paths:
        return None
    reports = current_employments(on).filter(manager__isnull=False)
    if not cover_everything(paths):
        places = Q()
        for path in paths:
            places |= Q(unit__path__startswith=path)
        reports = reports.filter(places)
    if unit is not None:
        reports = reports.filter(unit__path__startswith=unit.path)
    return reports


def distribution(headcounts: Sequence[int]) -> list[tuple[int, int]]:
    """How many managers lead each number of people: (people led, managers), ascending."""
    return sorted(Counter(headcounts).items())

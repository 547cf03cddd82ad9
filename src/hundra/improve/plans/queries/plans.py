"""Plans, their areas, and what was chosen where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from hundra.core.organisation.models import SwedishOrder, Unit
from hundra.improve.plans.models import (
    Activity,
    ActivityState,
    FocusArea,
    Participant,
    Plan,
    PlanState,
    PlanUnit,
    Priority,
    Proposal,
    ProposalComment,
    ProposalState,
    Stand,
)

GOING_ON = (ActivityState.PLANNED, ActivityState.ONGOING)
COUNTED = (*GOING_ON, ActivityState.DONE)


def plans() -> QuerySet[Plan]:
    """All plans, the latest first, each with `area_count` and `unit_count`."""
    return (
        Plan.objects.select_related("unit")
        .annotate(
            area_count=Count("areas", distinct=True),
            unit_count=Count("taking_part", distinct=True),
        )
        .order_by("-starts_on", "-pk")
    )


def plan_with(pk: int) -> Plan | None:
    return Plan.objects.select_related("unit").filter(pk=pk).first()


def public_plans() -> QuerySet[Plan]:
    return plans().filter(is_public=True)


def areas(plan: Plan) -> list[FocusArea]:
    return list(FocusArea.objects.filter(plan=plan).order_by("position", "pk"))


def taking_part(plan: Plan) -> list[Unit]:
    """The units that set their own priorities, in Swedish order."""
    keys = PlanUnit.objects.filter(plan=plan).values("unit")
    return list(Unit.objects.filter(pk__in=keys).order_by(SwedishOrder("name"), "pk"))


def participants(plan: Plan) -> list[Participant]:
    return list(
        Participant.objects.filter(plan=plan).select_related("user").order_by("party", "name")
    )


def stands(plan: Plan) -> list[Stand]:
    """All that were ever given, the latest first."""
    return list(Stand.objects.filter(plan=plan).select_related("recorded_by"))


def standing(given: Iterable[Stand]) -> list[Stand]:
    """Where each stands now: the latest of each party and name, in the order of the parties."""
    latest: dict[tuple[str, str], Stand] = {}
    for stand in given:  # The latest comes first.
        latest.setdefault((stand.party, stand.name), stand)
    return sorted(latest.values(), key=lambda stand: (stand.party, stand.name))


# The whole ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """What a unit does in an area: its place in the unit's order (None: not chosen)."""

    unit: Unit
    rank: int | None
    activities: int
    late: int


@dataclass(frozen=True)
class Row:
    """An area over all units."""

    area: FocusArea
    cells: tuple[Cell, ...]
    common: int
    """Activities at the plan's unit, or where no unit that takes part has it."""

    @property
    def chosen(self) -> int:
        return sum(cell.rank is not None for cell in self.cells)

    @property
    def activities(self) -> int:
        return self.common + sum(cell.activities for cell in self.cells)

    @property
    def late(self) -> int:
        return sum(cell.late for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """Areas × units: what was chosen where."""

    units: tuple[Unit, ...]
    rows: tuple[Row, ...]

    @property
    def totals(self) -> tuple[tuple[int, int], ...]:
        """For each unit: areas chosen, activities."""
        columns = zip(*(row.cells for row in self.rows), strict=True) if self.rows else ()
        return tuple(
            (sum(cell.rank is not None for cell in column), sum(cell.activities for cell in column))
            for column in columns
        )

    @property
    def has_common(self) -> bool:
        return any(row.common for row in self.rows)


def matrix(plan: Plan, today: dt.date) -> Matrix:
    """What was chosen where, and what is done there. Four queries, however large the plan.

    An activity counts at the unit that takes part and lies nearest above it.
    """
    units, listed = taking_part(plan), areas(plan)
    ranks = {
        (one.area_id, one.unit_id): one.rank for one in Priority.objects.filter(area__plan=plan)
    }
    counts: dict[tuple[int, int | None], list[int]] = {}
    late = Count("pk", filter=Q(state__in=GOING_ON, ends_on__lt=today))
    found = (
        Activity.objects.filter(area__plan=plan, state__in=COUNTED)
        .order_by()
        .values_list("area", "unit__path")
        .annotate(count=Count("pk"), late=late)
    )
    for area, path, count, overdue in found:
        sums = counts.setdefault((area, _nearest(units, path)), [0, 0])
        sums[0] += count
        sums[1] += overdue
    rows = []
    for area in listed:
        cells = tuple(
            Cell(unit, ranks.get((area.pk, unit.pk)), *counts.get((area.pk, unit.pk), [0, 0]))
            for unit in units
        )
        rows.append(Row(area, cells, counts.get((area.pk, None), [0, 0])[0]))
    return Matrix(tuple(units), tuple(rows))


def _nearest(units: Iterable[Unit], path: str) -> int | None:
    above = [unit for unit in units if path.startswith(unit.path)]
    return max(above, key=lambda unit: len(unit.path)).pk if above else None


# Activities ---------------------------------------------------------------------------------------


def activities() -> QuerySet[Activity]:
    """With what lists show."""
    return Activity.objects.select_related(
        "area__plan__unit", "unit", "responsible", "improvement", "baseline"
    ).order_by("ends_on", "pk")


def activity_with(pk: int) -> Activity | None:
    return activities().select_related("created_by", "proposal").filter(pk=pk).first()


def late_activities(today: dt.date) -> QuerySet[Activity]:
    """Should have ended but have not, in plans that go on."""
    return activities().filter(state__in=GOING_ON, ends_on__lt=today, area__plan__closed_on=None)


def not_begun(today: dt.date) -> QuerySet[Activity]:
    """Should have begun but have not."""
    return activities().filter(
        state=ActivityState.PLANNED,
        starts_on__lt=today,
        ends_on__gte=today,
        area__plan__closed_on=None,
    )


@dataclass(frozen=True)
class Counts:
    """How a plan's activities stand."""

    planned: int
    ongoing: int
    done: int
    late: int

    @property
    def total(self) -> int:
        return self.planned + self.ongoing + self.done


def counts(plan: Plan, today: dt.date) -> Counts:
    state = {name: Count("pk", filter=Q(state=name)) for name in COUNTED}
    found = Activity.objects.filter(area__plan=plan).aggregate(
        **{str(name): count for name, count in state.items()},
        late=Count("pk", filter=Q(state__in=GOING_ON, ends_on__lt=today)),
    )
    return Counts(**found)


# An area's page, a unit's page --------------------------------------------------------------------


@dataclass(frozen=True)
class AreaAtUnit:
    """What one unit says and does in one area."""

    unit: Unit
    area: FocusArea
    priority: Priority | None
    activities: tuple[Activity, ...]


def area_everywhere(area: FocusArea) -> list[AreaAtUnit]:
    """The area at each unit that chose it or does something in it; in Swedish order."""
    units = taking_part(area.plan)
    priorities = {one.unit_id: one for one in area.priorities.select_related("chosen_by")}
    by_unit: dict[int | None, list[Activity]] = {}
    for activity in activities().filter(area=area):
        by_unit.setdefault(_nearest(units, activity.unit.path), []).append(activity)
    shown = [
        AreaAtUnit(unit, area, priorities.get(unit.pk), tuple(by_unit.get(unit.pk, ())))
        for unit in units
        if unit.pk in priorities or unit.pk in by_unit
    ]
    common = by_unit.get(None)
    if common:
        shown.insert(0, AreaAtUnit(area.plan.unit, area, None, tuple(common)))
    return shown


def unit_everything(plan: Plan, unit: Unit) -> list[AreaAtUnit]:
    """The unit's areas, in its own order; then those not chosen but in which it does something."""
    chosen = {
        one.area_id: one
        for one in Priority.objects.filter(area__plan=plan, unit=unit).select_related("chosen_by")
    }
    by_area: dict[int, list[Activity]] = {}
    under = activities().filter(area__plan=plan, unit__path__startswith=unit.path)
    for activity in under:
        by_area.setdefault(activity.area_id, []).append(activity)
    last = len(chosen) + 1
    listed = [one for one in areas(plan) if one.pk in chosen or one.pk in by_area]
    listed.sort(key=lambda one: (chosen[one.pk].rank if one.pk in chosen else last, one.position))
    return [
        AreaAtUnit(unit, one, chosen.get(one.pk), tuple(by_area.get(one.pk, ()))) for one in listed
    ]


# Proposals ----------------------------------------------------------------------------------------


def proposals(plan: Plan) -> QuerySet[Proposal]:
    """Each with `comment_count`; those being considered first."""
    return (
        Proposal.objects.filter(plan=plan)
        .select_related("area", "author", "plan__unit")
        .annotate(comment_count=Count("comments"), waits=Q(state=ProposalState.OPEN))
        .order_by("-waits", "-written_at", "-pk")
    )


def proposal_with(plan: int, pk: int) -> Proposal | None:
    return (
        Proposal.objects.filter(plan=plan, pk=pk)
        .select_related("plan__unit", "area", "author", "decided_by")
        .prefetch_related(
            Prefetch("comments", ProposalComment.objects.select_related("author")),
            Prefetch("activities", activities()),
        )
        .first()
    )


def open_proposals(plan: Plan) -> int:
    return Proposal.objects.filter(plan=plan, state=ProposalState.OPEN).count()


def open_plans_over(unit: Unit) -> list[Plan]:
    """Plans that go on and that the unit lies under, the latest first."""
    above = [int(key) for key in unit.path.strip("/").split("/")]
    found = Plan.objects.filter(unit__in=above).exclude(state=PlanState.CLOSED)
    return list(found.select_related("unit").order_by("-starts_on", "-pk"))


def area_about(plan: Plan, scale: str) -> FocusArea | None:
    """The area that a survey scale is about, as far as the plan's starting point tells."""
    return next((area for area in areas(plan) if scale in area.scales), None)

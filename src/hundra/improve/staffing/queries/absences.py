"""Who is away, and the repairs for it. Who may see what: `rules`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import (
    Absence,
    Consent,
    RepairChange,
    RepairState,
    RosterRepair,
    StaffPerson,
)
from hundra.improve.staffing.models.repair import UNSETTLED


@dataclass(frozen=True, slots=True)
class Away:
    """An absence in the planner's list, with the repair that wants something of them."""

    absence: Absence
    repair: RosterRepair | None

    @property
    def waits(self) -> bool:
        """Does it wait for the planner?"""
        return self.repair is not None and self.repair.state == RepairState.PROPOSED


def at_desk(desk: Desk, today: dt.date) -> list[Away]:
    """Now and to come, those first that are away first: two queries."""
    rows = (
        Absence.objects.filter(person__guide__desk=desk, last_day__gte=today)
        .select_related("person__guide__user")
        .prefetch_related(Prefetch("repairs", RosterRepair.objects.order_by("-pk")))
        .order_by("first_day", "person__guide__user__name", "pk")
    )
    return [Away(one, _foremost(one)) for one in rows]


def _foremost(absence: Absence) -> RosterRepair | None:
    repairs = list(absence.repairs.all())
    open_ones = [one for one in repairs if one.state in UNSETTLED]
    return next(iter(open_ones or repairs), None)


def absence_by_key(pk: int) -> Absence | None:
    return (
        Absence.objects.select_related("person__guide__user", "person__guide__desk__unit")
        .filter(pk=pk)
        .first()
    )


def repairs_of(absence: Absence) -> list[RosterRepair]:
    """The latest of each period, with its changes."""
    changes = RepairChange.objects.select_related(
        "person__guide__user", "before", "after", "answered_by"
    ).order_by("day", "person__guide__user__name")
    rows = (
        absence.repairs.select_related("period__desk", "settled_by")
        .prefetch_related(Prefetch("changes", changes))
        .order_by("period__first_day", "-pk")
        .distinct("period__first_day")
    )
    return list(rows)


def repair_of(absence: Absence, pk: int) -> RosterRepair | None:
    return absence.repairs.select_related("period__desk").filter(pk=pk).first()


def change_by_key(pk: int) -> RepairChange | None:
    return (
        RepairChange.objects.select_related(
            "repair__absence", "person__guide__user", "person__guide__desk__unit"
        )
        .filter(pk=pk)
        .first()
    )


# The employee's own


def own_absence(person: StaffPerson, today: dt.date) -> Absence | None:
    """The one going on, or the next."""
    return person.absences.filter(last_day__gte=today).order_by("first_day").first()


def asked_of(person: StaffPerson) -> QuerySet[RepairChange]:
    """Changes that wait for the person's answer. Why they are wanted is not told."""
    return RepairChange.objects.filter(
        person=person, consent=Consent.ASKED, repair__state=RepairState.ASKED
    ).select_related("before", "after", "repair__period__desk")


def answered_by(person: StaffPerson, today: dt.date) -> QuerySet[RepairChange]:
    """What the person has said of days to come."""
    return RepairChange.objects.filter(
        person=person, consent__in=(Consent.YES, Consent.NO), day__gte=today
    ).select_related("before", "after", "repair")


def absences_before(day: dt.date) -> QuerySet[Absence]:
    """Ended before the day: due for disposal, with their repairs."""
    return Absence.objects.filter(last_day__lt=day)

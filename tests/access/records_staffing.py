"""Rosters that the matrix walks."""

import datetime as dt

from django.utils import timezone
from tests.access.records import Address, World, record
from tests.factories.contacts import DeskFactory, open_weekdays
from tests.factories.staffing import (
    AssignmentFactory,
    MoveFactory,
    PeriodFactory,
    RepairChangeFactory,
    RepairFactory,
    StaffPersonFactory,
)

from hundra.improve.staffing.models import RosterPeriod, RosterRepair, Simulation


def _period(world: World) -> RosterPeriod:
    return PeriodFactory(desk=DeskFactory(unit=world.own))


@record("staffing=desk")
def desk(world: World) -> Address:
    today = timezone.localdate()
    monday = today + dt.timedelta(days=28 - today.weekday())
    sent = {"first_day": monday.isoformat(), "weeks": 4, "hour_cost": 330}
    return Address({"slug": DeskFactory(unit=world.own).slug}, sent)


@record("staffing=period")
def period(world: World) -> Address:
    return Address({"pk": _period(world).pk})


@record("staffing=step")
def step(world: World) -> Address:
    return Address({"pk": _period(world).pk, "what": "onskemal"}, {"until": "2027-02-01"})


@record("staffing=day")
def day(world: World) -> Address:
    one = AssignmentFactory(period=_period(world))
    where = {"pk": one.period_id, "person": one.person_id, "day": one.day}
    return Address(where, {"shift": ""})


@record("staffing=absence")
def absence(world: World) -> Address:
    return Address({"pk": _repair(world).absence_id})


@record("staffing=absence step")
def absence_step(world: World) -> Address:
    repair = _repair(world)
    return Address({"pk": repair.absence_id, "what": "lat-vara"}, {"repair": repair.pk})


@record("staffing=report")
def report(world: World) -> Address:
    person = StaffPersonFactory(guide__desk=DeskFactory(unit=world.own))
    today = timezone.localdate().isoformat()
    sent = {"person": person.pk, "kind": "ill", "first_day": today, "last_day": today}
    return Address({"slug": person.guide.desk.slug}, sent)


@record("staffing=answer")
def answer(world: World) -> Address:
    change = RepairChangeFactory(repair=_repair(world))
    return Address({"pk": change.pk}, {"answer": "no"})


def _repair(world: World) -> RosterRepair:
    return RepairFactory(period=_period(world))


@record("staffing=today")
def today(world: World) -> Address:
    """A desk that is open."""
    desk = DeskFactory(unit=world.own)
    open_weekdays(desk)
    return Address({"slug": desk.slug}, {"activity": "phone"})


@record("staffing=move")
def move(world: World) -> Address:
    return Address({"pk": MoveFactory(desk=DeskFactory(unit=world.own)).pk}, {})


@record("staffing=simulated")
def simulated(world: World) -> Address:
    shown = _period(world)
    Simulation.objects.create(
        period=shown, replications=1, share=0.8, share_low=0.7, share_high=0.9
    )
    return Address({"pk": shown.pk})

"""Rosters that the matrix walks."""

from tests.access.records import Address, World, record
from tests.factories.contacts import DeskFactory
from tests.factories.staffing import AssignmentFactory, PeriodFactory

from hundra.improve.staffing.models import RosterPeriod


def _period(world: World) -> RosterPeriod:
    return PeriodFactory(desk=DeskFactory(unit=world.own))


@record("staffing=desk")
def desk(world: World) -> Address:
    sent = {"first_day": "2027-03-01", "weeks": 4, "hour_cost": 330}
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

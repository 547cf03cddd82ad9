"""Managers and their goals that the matrix walks."""

from tests.access.records import Address, World, record
from tests.factories.organisation import EmploymentFactory

from hundra.measure.span.models import SpanGoal


@record("manager=own")
def manager_at_own(world: World) -> Address:
    boss = EmploymentFactory(unit=world.own).person
    EmploymentFactory(unit=world.own, manager=boss)
    return Address({"pk": boss.pk})


@record("goal=new")
def new_goal(world: World) -> Address:
    return Address({}, {"unit": world.own.pk, "most": "12"})


@record("goal=own")
def goal_at_own(world: World) -> Address:
    return Address({"pk": SpanGoal.objects.create(unit=world.own, most=14).pk})

"""Addresses of plans that the matrix walks. They belong at the world's own unit."""

from tests.access.records import Address, World, record
from tests.factories.plans import (
    ActivityFactory,
    FocusAreaFactory,
    ParticipantFactory,
    PlanFactory,
    PlanUnitFactory,
    ProposalFactory,
)

from hundra.improve.plans.models import FocusArea


def _area(world: World) -> FocusArea:
    return FocusAreaFactory(plan=PlanFactory(unit=world.own))


@record("plan=own")
def own(world: World) -> Address:
    return Address({"plan": PlanFactory(unit=world.own).pk}, {"text": "Mer handledning"})


@record("plan=public")
def public(world: World) -> Address:
    return Address({"plan": PlanFactory(unit=world.own, public=True).pk})


@record("planstep=work_out")
def step(world: World) -> Address:
    return Address({"plan": PlanFactory(unit=world.own).pk, "step": "work_out"})


@record("planarea=own")
def area(world: World) -> Address:
    made = _area(world)
    return Address({"plan": made.plan_id, "pk": made.pk}, {"title": "Ny", "change": "up"})


@record("planunit=own")
def unit(world: World) -> Address:
    taking_part = PlanUnitFactory(plan=PlanFactory(unit=world.root), unit=world.own)
    return Address({"plan": taking_part.plan_id, "unit": world.own.pk})


@record("participant=own")
def participant(world: World) -> Address:
    made = ParticipantFactory(plan=PlanFactory(unit=world.own))
    return Address({"plan": made.plan_id, "pk": made.pk})


@record("proposal=own")
def proposal(world: World) -> Address:
    made = ProposalFactory(plan=PlanFactory(unit=world.own))
    data = {"text": "Bra!", "taken_up": "1", "why": "Det behövs."}
    return Address({"plan": made.plan_id, "pk": made.pk}, data)


@record("activity=own")
def activity(world: World) -> Address:
    made = ActivityFactory(area=_area(world))
    return Address({"pk": made.pk}, {"note-text": "Det går bra.", "state-state": "ongoing"})

"""Addresses of plans that the matrix walks. They belong at the world's own unit."""

from tests.access.records import Address, World, record
from tests.factories.plans import (
    ActivityFactory,
    CafeFactory,
    CafeNoteFactory,
    CafeTableFactory,
    FocusAreaFactory,
    ParticipantFactory,
    PlanFactory,
    PlanUnitFactory,
    ProposalFactory,
)

from hundra.improve.plans.models import CafeTable, FocusArea


def _area(world: World) -> FocusArea:
    return FocusAreaFactory(plan=PlanFactory(unit=world.own))


@record("plan=own")
def own(world: World) -> Address:
    return Address({"plan": PlanFactory(unit=world.own).pk}, {"text": "Mer handledning"})


@record("plan=stands")
def stands(world: World) -> Address:
    made = ParticipantFactory(plan=PlanFactory(unit=world.own))
    data = {"participant": made.pk, "view": "agrees", "given_on": "2026-02-01"}
    return Address({"plan": made.plan_id}, data)


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


def _cafe(world: World) -> CafeTable:
    return CafeTableFactory(cafe=CafeFactory(unit=world.own))


@record("cafe=own")
def cafe(world: World) -> Address:
    return Address({"pk": _cafe(world).cafe_id})


@record("cafe=making")
def making(world: World) -> Address:
    # Without a note in the address there is nothing to make anything of.
    return Address({"pk": _cafe(world).cafe_id, "kind": "suggestion"})


@record("cafe=joined")
def joined(world: World) -> Address:
    return Address({"secret": _cafe(world).cafe.secret})


@record("cafe=table")
def table(world: World) -> Address:
    made = _cafe(world)
    return Address({"secret": made.cafe.secret, "number": made.number}, {"text": "Mer tid"})


@record("cafe=note")
def note(world: World) -> Address:
    made = CafeNoteFactory(table=_cafe(world))
    kwargs = {"secret": made.table.cafe.secret, "number": made.table.number, "key": made.pk}
    return Address(kwargs, {"text": "Mer tid"})


@record("finding=own")
def finding(world: World) -> Address:
    # Without figures in the address there is nothing to make an activity of.
    return Address()

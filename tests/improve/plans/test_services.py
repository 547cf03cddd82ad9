"""What a plan goes through, and what it refuses."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from tests.factories.accounts import UserFactory
from tests.factories.improvements import ProgrammeFactory
from tests.factories.organisation import UnitFactory
from tests.factories.plans import (
    ActivityFactory,
    FocusAreaFactory,
    PlanFactory,
    PlanUnitFactory,
    PriorityFactory,
    ProposalFactory,
    StandFactory,
)

from hundra.improve.plans.errors import (
    ClosedError,
    InUseError,
    InvalidError,
    NotReadyError,
    StepNotOpenError,
)
from hundra.improve.plans.life import Step
from hundra.improve.plans.models import Party, Plan, PlanState, Stand
from hundra.improve.plans.queries.plans import counts, late_activities, matrix, not_begun, standing
from hundra.improve.plans.services import activities, areas, plans, working_out
from hundra.improve.plans.starting_points import starting_points

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


def _take(plan: Plan, step: Step, **given: str) -> Plan:
    return plans.take_step(plan=plan, step=step, by=None, today=TODAY, **given)


def test_the_starting_points_are_stockholms_thirteen_and_helsingborgs_four() -> None:
    assert {(point.slug, len(point.areas)) for point in starting_points("sv")} == {
        ("stockholm", 13),
        ("helsingborg", 4),
    }
    for language in ("sv", "en"):
        for point in starting_points(language):
            assert all(area.title and area.text for area in point.areas)


def test_a_plan_is_adopted_when_both_sides_have_said_where_they_stand() -> None:
    plan = _take(PlanFactory(), Step.WORK_OUT)
    with pytest.raises(NotReadyError) as refused:
        _take(plan, Step.ADOPT)
    assert len(refused.value.missing) == 3
    FocusAreaFactory(plan=plan)
    StandFactory(plan=plan, party=Party.EMPLOYER)
    StandFactory(plan=plan, party=Party.UNION, view="disagrees", words="Det räcker inte.")
    adopted = _take(plan, Step.ADOPT)
    assert (adopted.state, adopted.adopted_on) == (PlanState.ADOPTED, TODAY)


def test_a_step_is_taken_once() -> None:
    plan = PlanFactory()
    _take(plan, Step.WORK_OUT)
    with pytest.raises(StepNotOpenError):
        _take(plan, Step.WORK_OUT)


def test_a_plan_that_has_ended_changes_no_more() -> None:
    plan = PlanFactory(adopted=True)
    with pytest.raises(InvalidError):
        _take(plan, Step.FOLLOW_UP, outcome=" ")
    _take(plan, Step.FOLLOW_UP, outcome="Färre slutar.")
    ended = _take(plan, Step.CLOSE)
    with pytest.raises(ClosedError):
        working_out.propose(plan=ended, text="Mer", by=None)
    with pytest.raises(ClosedError):
        areas.add_area(plan=ended, title="Nytt", by=None)


def test_a_stand_is_never_changed_nor_deleted() -> None:
    stand = StandFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        Stand.objects.filter(pk=stand.pk).update(view="disagrees", words="X")
    with pytest.raises(DatabaseError), transaction.atomic():
        Stand.objects.filter(pk=stand.pk).delete()


def test_who_thinks_otherwise_records_another_and_the_latest_counts() -> None:
    plan = PlanFactory()
    given = {"plan": plan, "party": "union", "name": "Facket", "by": None, "today": TODAY}
    first = working_out.record_stand(view="disagrees", words="Nej.", **given)
    second = working_out.record_stand(view="agrees", **given)
    assert list(plan.stands.all()) == [second, first]
    assert standing(plan.stands.all()) == [second]


def test_a_no_needs_its_words_and_no_stand_is_given_tomorrow() -> None:
    given = {"plan": PlanFactory(), "party": "union", "name": "Facket", "by": None, "today": TODAY}
    with pytest.raises(InvalidError):
        working_out.record_stand(view="disagrees", words=" ", **given)
    with pytest.raises(InvalidError):
        working_out.record_stand(view="agrees", given_on=TODAY + dt.timedelta(days=1), **given)


def test_a_proposal_is_decided_with_why() -> None:
    proposal = ProposalFactory()
    with pytest.raises(InvalidError):
        working_out.decide(proposal=proposal, taken_up=False, why="  ", by=None)
    decided = working_out.decide(
        proposal=proposal, taken_up=False, why="Ryms inte.", by=UserFactory()
    )
    assert (decided.state, decided.why) == ("not_taken_up", "Ryms inte.")


def test_an_area_that_is_chosen_stays() -> None:
    area = FocusAreaFactory()
    PriorityFactory(area=area)
    with pytest.raises(InUseError):
        areas.remove_area(area=area, by=None)


def test_a_unit_that_has_chosen_stays_in_the_plan() -> None:
    plan = PlanFactory()
    unit, other = UnitFactory(parent=plan.unit), UnitFactory(parent=plan.unit)
    PlanUnitFactory(plan=plan, unit=unit)
    PriorityFactory(area=FocusAreaFactory(plan=plan), unit=unit)
    with pytest.raises(InUseError):
        plans.set_units(plan=plan, units=[other], by=None)
    plans.set_units(plan=plan, units=[unit, other], by=None)
    assert {one.unit for one in plan.taking_part.all()} == {unit, other}


def test_what_stays_in_its_place_is_not_written_again() -> None:
    plan = PlanFactory()
    PlanUnitFactory(plan=plan, unit=plan.unit)
    first, second = FocusAreaFactory(plan=plan), FocusAreaFactory(plan=plan)
    user, later = UserFactory(), UserFactory()
    given = {"plan": plan, "unit": plan.unit}
    areas.set_priorities(choices=[areas.Choice(area=first)], by=user, **given)
    chosen = areas.set_priorities(
        choices=[areas.Choice(area=first), areas.Choice(area=second)], by=later, **given
    )
    assert [(one.area, one.rank, one.chosen_by) for one in chosen] == [
        (first, 1, user),
        (second, 2, later),
    ]
    assert areas.set_priorities(choices=[], by=user, **given) == []
    assert first.priorities.count() == 0


def test_the_matrix_counts_an_activity_at_the_nearest_unit_that_takes_part() -> None:
    plan = PlanFactory()
    district = UnitFactory(parent=plan.unit)
    workplace = UnitFactory(parent=district)
    PlanUnitFactory(plan=plan, unit=district)
    area = FocusAreaFactory(plan=plan)
    PriorityFactory(area=area, unit=district, rank=2)
    ActivityFactory(area=area, unit=workplace, ends_on=dt.date(2026, 5, 31))
    ActivityFactory(area=area, unit=plan.unit)
    ActivityFactory(area=area, unit=district, state="called_off", why_called_off="Löst")
    whole = matrix(plan, TODAY)
    (row,) = whole.rows
    (cell,) = row.cells
    assert (cell.rank, cell.activities, cell.late, row.common) == (2, 1, 1, 1)
    assert (row.chosen, row.activities, whole.totals) == (1, 2, ((1, 1),))
    assert counts(plan, TODAY).late == 1


def test_late_is_what_should_have_ended_and_not_begun_what_should_have_begun() -> None:
    plan = PlanFactory()
    area = FocusAreaFactory(plan=plan)
    late = ActivityFactory(area=area, ends_on=dt.date(2026, 5, 31))
    ActivityFactory(area=area, ends_on=dt.date(2026, 5, 31), state="done", done_on=TODAY)
    waits = ActivityFactory(area=area, starts_on=dt.date(2026, 5, 1))
    ActivityFactory(area=area, starts_on=dt.date(2026, 5, 1), state="ongoing")
    assert list(late_activities(TODAY)) == [late]
    assert list(not_begun(TODAY)) == [waits]


def test_an_activity_becomes_an_improvement_once() -> None:
    activity = ActivityFactory(
        baseline_value=41.0, instrument="copsoq", scale="QD", scale_title="Krav"
    )
    programme = ProgrammeFactory()
    improvement = activities.make_improvement(activity=activity, programme=programme, by=None)
    assert improvement.owner_unit == activity.unit
    assert improvement.baseline == "", "what only some may read of a unit is not copied"
    with pytest.raises(InUseError):
        activities.make_improvement(activity=activity, programme=programme, by=None)


def test_an_activity_outside_the_plans_unit_is_refused() -> None:
    area = FocusAreaFactory()
    with pytest.raises(InvalidError):
        activities.make_activity(
            by=None, area=area, unit=UnitFactory(), title="X", starts_on=TODAY, ends_on=TODAY
        )


def test_called_off_says_why_and_can_be_taken_up_again() -> None:
    activity = ActivityFactory()
    with pytest.raises(InvalidError):
        activities.set_state(activity=activity, state="called_off", by=None)
    off = activities.set_state(activity=activity, state="called_off", why="Löst", by=None)
    assert off.why_called_off == "Löst"
    again = activities.set_state(activity=activity, state="ongoing", by=None)
    assert (again.state, again.why_called_off) == ("ongoing", "")

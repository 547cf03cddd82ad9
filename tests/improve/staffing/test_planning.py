"""From a forecast to a published roster."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.factories.contacts import DeskFactory
from tests.factories.staffing import (
    MONDAY,
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
    WishFactory,
)

from hundra.core.accounts.models import User
from hundra.core.messages.models import Message
from hundra.improve.staffing.errors import NotNowError, RulesBrokenError
from hundra.improve.staffing.models import (
    Forecast,
    ForecastRow,
    LedgerEntry,
    NeedRow,
    RosterPeriod,
    Simulation,
    Solve,
    StaffPerson,
)
from hundra.improve.staffing.queries.arrivals import Times
from hundra.improve.staffing.queries.needing import costs_of, needs_of
from hundra.improve.staffing.queries.planning import grid_of
from hundra.improve.staffing.services import laying, needing, planning, solving

pytestmark = pytest.mark.django_db
TIMES = Times(handling_seconds=300, patience_seconds=300)


@pytest.fixture
def period() -> RosterPeriod:
    """A week with two who work days or evenings."""
    made = PeriodFactory(last_day=MONDAY + dt.timedelta(days=6))
    StaffPersonFactory.create_batch(
        2, guide__desk=made.desk, minutes_per_week=40 * 60, flexible_minutes=40 * 60
    )
    ShiftTypeFactory(desk=made.desk, short_name="D")
    return made


def _forecast(period: RosterPeriod, mean: float = 20) -> Forecast:
    made = Forecast.objects.create(
        desk=period.desk, first_day=period.first_day, last_day=period.last_day
    )
    for language, share in (("", 1.0), ("sv", 0.9), ("so", 0.1)):
        ForecastRow.objects.create(
            forecast=made, day=MONDAY, start=540, language=language, mean=mean * share
        )
    return made


def test_need_grows_with_the_share_and_costs_what_its_hours_cost(period: RosterPeriod) -> None:
    rows = list(_forecast(period).rows.all())
    costs = costs_of(rows, TIMES, within=120, hour_cost=300)
    assert [cost.share for cost in costs] == [70, 80, 90]
    assert costs[0].hours <= costs[1].hours <= costs[2].hours
    assert costs[1].sek == round(costs[1].hours * 300)


def test_a_language_has_a_need_of_its_own_the_first_language_has_not(period: RosterPeriod) -> None:
    needs = needs_of(_forecast(period).rows.all(), TIMES, share=80, within=120)
    people = {need.skill: need.people for need in needs}
    assert set(people) == {"", "so"}
    # 40 calls an hour of 300 s are 3.3 erlang; 4 calls an hour are 0.33.
    assert people[""] >= 4
    assert people["so"] in {1, 2}


def test_need_is_not_taken_without_a_forecast(period: RosterPeriod, planner: User) -> None:
    with pytest.raises(NotNowError):
        needing.take_need(period=period, share=80, by=planner)


def test_wishes_close_fourteen_days_ahead(period: RosterPeriod, planner: User) -> None:
    with pytest.raises(NotNowError):
        planning.open_for_wishes(period=period, until=MONDAY - dt.timedelta(days=13), by=planner)
    planning.open_for_wishes(period=period, until=MONDAY - dt.timedelta(days=14), by=planner)
    assert period.state == "wishes"


def test_a_planner_sets_and_clears_a_day(period: RosterPeriod, planner: User) -> None:
    person, shift = period.desk.guides.first().staffing, period.desk.shift_types.get()
    laying.set_shift(period=period, person=person, day=MONDAY, shift_type=shift, by=planner)
    made = period.assignments.get()
    assert (made.person, made.day, made.is_fixed) == (person, MONDAY, True)
    assert [(part.start, part.end) for part in made.parts.all()] == [(705, 735)]
    laying.set_shift(period=period, person=person, day=MONDAY, shift_type=None, by=planner)
    assert not period.assignments.exists()


def test_a_change_that_breaks_a_rule_is_refused_in_words(
    period: RosterPeriod, planner: User
) -> None:
    late = ShiftTypeFactory(
        desk=period.desk, start=dt.time(14), end=dt.time(22), short_name="K", weekdays=[0, 1]
    )
    late.breaks.update(earliest=dt.time(17), latest=dt.time(18))
    person, shift = (
        period.desk.guides.first().staffing,
        period.desk.shift_types.get(name="Dag", short_name="D"),
    )
    laying.set_shift(period=period, person=person, day=MONDAY, shift_type=late, by=planner)
    tuesday = MONDAY + dt.timedelta(days=1)
    with pytest.raises(RulesBrokenError) as refused:
        laying.set_shift(period=period, person=person, day=tuesday, shift_type=shift, by=planner)
    assert any("11 timmars" in line for line in refused.value.breaches)
    assert not period.assignments.filter(day=tuesday).exists()


def test_nobody_plans_a_person_of_another_desk(period: RosterPeriod, planner: User) -> None:
    other, shift = StaffPersonFactory(), period.desk.shift_types.get()
    with pytest.raises(RulesBrokenError):
        laying.set_shift(period=period, person=other, day=MONDAY, shift_type=shift, by=planner)


def _planned(period: RosterPeriod) -> None:
    RosterPeriod.objects.filter(pk=period.pk).update(state="planned")
    period.refresh_from_db()


def _simulated(period: RosterPeriod) -> None:
    Simulation.objects.create(
        period=period, replications=10, share=0.8, share_low=0.7, share_high=0.9
    )


def test_a_roster_is_published_when_it_is_simulated_and_fourteen_days_ahead(
    period: RosterPeriod, planner: User
) -> None:
    _planned(period)
    in_time = MONDAY - dt.timedelta(days=14)
    with pytest.raises(NotNowError):
        planning.publish(period=period, by=planner, today=in_time)
    _simulated(period)
    with pytest.raises(RulesBrokenError):
        planning.publish(period=period, by=planner, today=in_time + dt.timedelta(days=1))
    planning.publish(period=period, by=planner, today=in_time)
    assert (period.state, period.published_on) == ("published", in_time)


def test_refused_wishes_are_remembered_when_the_roster_is_published(
    period: RosterPeriod, planner: User
) -> None:
    person = period.desk.guides.first().staffing
    wish = WishFactory(
        period=period,
        person=person,
        day=MONDAY + dt.timedelta(days=6),
        kind="work",
        weight=7,
        answer="refused",
        answered_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
    )
    _planned(period)
    _simulated(period)
    planning.publish(period=period, by=planner, today=MONDAY - dt.timedelta(days=20))
    entry = period.ledger.get()
    assert (entry.person, entry.wish, entry.points) == (person, wish, 7)


def test_the_grid_is_read_by_as_few_queries_for_one_as_for_three(
    django_assert_num_queries: object,
) -> None:
    period = PeriodFactory(desk=DeskFactory())
    for count in (1, 2):
        AssignmentFactory.create_batch(count, period=period)
        with django_assert_num_queries(6):  # type: ignore[operator]
            grid = grid_of(period, 0, private=True)
    assert len(grid.rows) == 3
    assert grid.working[0] == 3


def test_guides_see_no_wishes_in_the_grid(period: RosterPeriod) -> None:
    WishFactory(period=period, person=period.desk.guides.first().staffing)
    shown = [cell.wish for row in grid_of(period, 0, private=False).rows for cell in row.cells]
    assert not any(shown)


@pytest.mark.django_db(transaction=True)
def test_a_worker_solves_and_answers_wishes(period: RosterPeriod, planner: User) -> None:
    for number in range(5):
        NeedRow.objects.create(
            period=period, day=MONDAY + dt.timedelta(days=number), start=540, end=570, people=1
        )
    person = period.desk.guides.first().staffing
    wish = WishFactory(period=period, person=person, day=MONDAY)
    asked = solving.ask_for_roster(period=period, seconds=20, by=planner)
    with pytest.raises(NotNowError):
        solving.ask_for_roster(period=period, seconds=3, by=planner)
    solving.carry_out(key=asked.pk)
    period.refresh_from_db()
    wish.refresh_from_db()
    assert period.state == "planned"
    assert Solve.objects.get().state == "done"
    assert wish.answer == "granted"
    worked = set(period.assignments.values_list("day", flat=True))
    assert worked >= {MONDAY + dt.timedelta(days=number) for number in range(5)}
    assert planning.breaches_of(period, today=MONDAY - dt.timedelta(days=14)) == []


@pytest.mark.parametrize("before", ["draft", "wishes", "planned"])
def test_a_search_that_no_worker_has_begun_is_taken_back(
    period: RosterPeriod, planner: User, before: str
) -> None:
    RosterPeriod.objects.filter(pk=period.pk).update(
        state=before, wishes_until=MONDAY - dt.timedelta(days=20)
    )
    NeedRow.objects.create(period=period, day=MONDAY, start=540, end=570, people=1)
    asked = solving.ask_for_roster(period=period, seconds=3, by=planner)
    solving.ask_to_stop(solve=asked, by=planner)
    period.refresh_from_db()
    assert period.state == before
    solving.carry_out(key=asked.pk)
    assert Solve.objects.get().state == "stopped"


def test_a_wish_is_answered_as_the_roster_became_and_all_are_told(period: RosterPeriod) -> None:
    first, second = StaffPerson.objects.filter(guide__desk=period.desk)
    sunday = MONDAY + dt.timedelta(days=6)
    told = {"period": period, "day": sunday, "answered_at": timezone.now()}
    off = WishFactory(person=first, answer="refused", **told)
    work = WishFactory(person=second, kind="work", answer="granted", **told)
    _planned(period)
    _simulated(period)
    planning.publish(period=period, by=None, today=MONDAY - dt.timedelta(days=20))
    off.refresh_from_db()
    work.refresh_from_db()
    assert (off.answer, off.reasons) == ("granted", [])
    assert (work.answer, work.reasons[0]["code"]) == ("refused", "by_hand")
    assert LedgerEntry.objects.get().wish == work
    sent = Message.objects.filter(purpose="staffing.published")
    assert set(sent.values_list("recipient", flat=True)) == {
        first.guide.user.email,
        second.guide.user.email,
    }


def _letters(purpose: str) -> list[str]:
    found = Message.objects.filter(purpose=f"staffing.{purpose}")
    return sorted(found.values_list("recipient", flat=True))


def test_a_change_of_a_published_day_is_told_once(period: RosterPeriod, planner: User) -> None:
    one, other = (guide.staffing for guide in period.desk.guides.order_by("pk"))
    shift = period.desk.shift_types.get()
    laying.set_shift(period=period, person=one, day=MONDAY, shift_type=shift, by=planner)
    assert _letters("changed") == []
    period.state, period.published_on = "published", MONDAY - dt.timedelta(days=20)
    period.save()
    for _again in range(2):
        laying.set_shift(period=period, person=one, day=MONDAY, shift_type=None, by=planner)
    laying.set_shift(period=period, person=other, day=MONDAY, shift_type=shift, by=planner)
    assert _letters("changed") == sorted([one.guide.user.email, other.guide.user.email])


def test_a_shift_that_is_moved_is_told_once_to_each_whose_days_are_others(
    period: RosterPeriod, planner: User
) -> None:
    one, other = (guide.staffing for guide in period.desk.guides.order_by("pk"))
    shift = period.desk.shift_types.get()
    laying.set_shift(period=period, person=one, day=MONDAY, shift_type=shift, by=planner)
    period.state, period.published_on = "published", MONDAY - dt.timedelta(days=20)
    period.save()
    tuesday = MONDAY + dt.timedelta(days=1)
    moved = period.assignments.get()
    laying.move_shift(moved=moved, person=one, day=tuesday, by=planner)
    assert [(row.person, row.day) for row in period.assignments.all()] == [(one, tuesday)]
    (told,) = Message.objects.filter(purpose="staffing.changed")
    assert told.subject == "Ditt pass är flyttat: tisdag 2 mars, Dag 08.00–16.30"
    laying.move_shift(moved=period.assignments.get(), person=other, day=tuesday, by=planner)
    assert [(row.person, row.day) for row in period.assignments.all()] == [(other, tuesday)]
    assert _letters("changed") == sorted([one.guide.user.email] * 2 + [other.guide.user.email])


def test_a_move_that_breaks_a_rule_changes_nothing(period: RosterPeriod, planner: User) -> None:
    """A late shift to the day before an early one; to another desk's person; both are refused."""
    one, _other = (guide.staffing for guide in period.desk.guides.order_by("pk"))
    shift = period.desk.shift_types.get()
    late = ShiftTypeFactory(
        desk=period.desk, start=dt.time(14), end=dt.time(22), short_name="K", weekdays=[0, 1, 2]
    )
    late.breaks.update(earliest=dt.time(17), latest=dt.time(18))
    tuesday, wednesday = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2)
    moved = AssignmentFactory(period=period, person=one, day=MONDAY, shift_type=late)
    AssignmentFactory(period=period, person=one, day=wednesday, shift_type=shift)
    for person, day in ((one, tuesday), (StaffPersonFactory(), MONDAY)):
        with pytest.raises(RulesBrokenError):
            laying.move_shift(moved=moved, person=person, day=day, by=planner)
    assert list(period.assignments.order_by("day").values_list("day", flat=True)) == [
        MONDAY,
        wednesday,
    ]

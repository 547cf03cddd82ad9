"""Summer holidays as they are published, what is remembered, and the planner's table."""

import datetime as dt

import pytest
from tests.factories.accounts import user_with
from tests.factories.staffing import (
    AbsenceFactory,
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
    SummerFactory,
)
from tests.factories.summers import (
    EARLY,
    FIRST,
    JULY,
    WEEK,
    four,
    need,
    planned,
    somebody,
    wishes,
)

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.improve.staffing.errors import NotNowError, RulesBrokenError
from hundra.improve.staffing.holiday_problems import plan_of, summer_of
from hundra.improve.staffing.models import (
    Absence,
    AbsenceKind,
    LedgerEntry,
    PeriodState,
    RosterPeriod,
    WishAnswer,
)
from hundra.improve.staffing.problems import problem_of
from hundra.improve.staffing.queries.holidays import board_of
from hundra.improve.staffing.services.holidays import deciding, publishing
from hundra.improve.staffing.wording import reason_sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def summer() -> RosterPeriod:
    return SummerFactory(state="wishes")


@pytest.fixture
def planner(summer):
    return user_with(Role.MANAGER, summer.desk.unit)


# Published


def test_published_holidays_are_absences_that_rosters_respect(summer, planner):
    person = somebody(summer)
    planned(summer, planner, person)
    publishing.publish(period=summer, by=planner, today=EARLY)
    summer.refresh_from_db()
    assert (summer.state, summer.published_on) == (PeriodState.PUBLISHED, EARLY)
    (away,) = Absence.objects.all()
    assert (away.kind, away.first_day, away.last_day) == (
        AbsenceKind.HOLIDAY,
        FIRST,
        FIRST + dt.timedelta(days=27),
    )
    roster = PeriodFactory(desk=summer.desk, first_day=FIRST)
    (found,) = problem_of(roster).people
    assert found.is_away(FIRST)
    (mail,) = Message.objects.filter(purpose="staffing.summer_decided")
    assert "Vecka 23–26 (7 juni–4 juli)" in mail.body_text


def test_a_refused_first_choice_is_remembered_by_what_was_granted(summer, planner):
    person = somebody(summer)
    wishes(summer, person, JULY, FIRST, avoided=[FIRST + 10 * WEEK])
    planned(summer, planner, person)
    publishing.publish(period=summer, by=planner, today=EARLY)
    (entry,) = LedgerEntry.objects.all()
    assert (entry.points, entry.wish.rank) == (3, 1)
    answers = dict(summer.wishes.values_list("rank", "answer"))
    assert answers == {1: "refused", 2: "granted", None: "granted"}
    assert reason_sentence(summer.wishes.get(rank=1).reasons[0]) == (
        "Eftersom den som planerar har bestämt andra veckor tillsammans med dig."
    )


def test_late_notice_asks_for_special_reasons(summer, planner):
    planned(summer, planner, somebody(summer))
    late = dt.date(2027, 4, 8)
    assert publishing.notice_of(summer, late).latest == dt.date(2027, 4, 7)
    with pytest.raises(NotNowError, match="11 §"):
        publishing.publish(period=summer, by=planner, today=late)
    publishing.publish(period=summer, by=planner, today=late, late_reason="Ny verksamhet")
    summer.refresh_from_db()
    assert summer.late_reason == "Ny verksamhet"


def test_holidays_that_have_begun_are_not_published(summer, planner):
    planned(summer, planner, somebody(summer))
    with pytest.raises(NotNowError):
        publishing.publish(period=summer, by=planner, today=FIRST, late_reason="Glömt")


def test_absence_reported_meanwhile_and_published_shifts_stop_it(summer, planner):
    person = somebody(summer)
    planned(summer, planner, person)
    AbsenceFactory(person=person, kind="leave", first_day=FIRST, last_day=FIRST)
    roster = PeriodFactory(desk=summer.desk, first_day=FIRST, published=True)
    AssignmentFactory(period=roster, person=person, shift_type=ShiftTypeFactory(desk=summer.desk))
    with pytest.raises(RulesBrokenError) as refused:
        publishing.publish(period=summer, by=planner, today=EARLY)
    assert len(refused.value.breaches) == 2
    assert not Absence.objects.filter(kind="holiday").exists()


def test_somebody_without_weeks_stops_it(summer, planner):
    planned(summer, planner, somebody(summer))
    somebody(summer, "Bo Exempelberg")
    with pytest.raises(RulesBrokenError) as refused:
        publishing.publish(period=summer, by=planner, today=EARLY)
    assert refused.value.breaches[0] == "Bo Exempelberg ska ha 4 veckor semester."


def test_a_change_after_it_is_published_moves_the_absence_and_is_told(summer, planner):
    person = somebody(summer)
    wishes(summer, person, JULY)
    planned(summer, planner, person)
    publishing.publish(period=summer, by=planner, today=EARLY)
    summer.refresh_from_db()
    deciding.set_weeks(period=summer, person=person, mondays=four(JULY), by=planner)
    (away,) = Absence.objects.all()
    assert away.first_day == JULY
    assert summer.wishes.get().answer == WishAnswer.GRANTED
    assert not LedgerEntry.objects.exists()
    assert Message.objects.filter(purpose="staffing.summer_changed").count() == 1


# The planner's table


def test_the_table_counts_each_need_and_each_wish(summer, planner):
    person = somebody(summer, languages={"fi": 3})
    wishes(summer, person, JULY, FIRST, avoided=[FIRST + 11 * WEEK])
    need(summer, 0)
    need(summer, 1, "fi")
    planned_weeks = four(JULY)
    deciding.set_weeks(
        period=summer, person=person, mondays=planned_weeks, by=planner, allow_short=True
    )
    board = board_of(summer)
    (row,) = board.rows
    assert (row.weeks, row.granted, row.is_fixed) == (4, 1, True)
    assert [cell.rank for cell in row.cells[:6]] == [2, 2, 2, 2, 1, 1]
    assert row.cells[11].is_avoided
    assert [one.label for one in board.needs] == ["Alla", "finska"]
    assert [one.present for one in board.needs[1].counts] == [1] * 4 + [0] * 4 + [1] * 4
    assert [(one.there, one.wanted) for one in board.rooms] == [(12, 4), (0, 4)]
    assert (board.first_choices, board.any_choice, len(board.short)) == (1, 1, 4)


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_takes_as_many_queries_for_any_number(count, summer, django_assert_num_queries):
    need(summer, 1)
    for number in range(count):
        wishes(summer, somebody(summer, f"Person {number}"), JULY)
    period = RosterPeriod.objects.select_related("desk").get(pk=summer.pk)
    with django_assert_num_queries(10):
        board_of(period)


def test_people_without_weeks_are_in_the_plan(summer):
    person = somebody(summer)
    assert dict(plan_of(summer, summer_of(summer))) == {str(person.pk): frozenset()}

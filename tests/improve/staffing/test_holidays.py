"""Summer holidays: wished for, worked out, decided, published, remembered."""

import datetime as dt

import pytest
from tests.factories.accounts import UserFactory, user_with
from tests.factories.contacts import DeskFactory
from tests.factories.staffing import (
    AbsenceFactory,
    PeriodFactory,
    SummerFactory,
)
from tests.factories.summers import (
    EARLY,
    FIRST,
    JULY,
    WEEK,
    four,
    mondays_of,
    need,
    solved,
    somebody,
    wishes,
)

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.improve.staffing.errors import InvalidError, NotNowError, RulesBrokenError
from hundra.improve.staffing.holiday_problems import july_before, summer_of
from hundra.improve.staffing.models import (
    Forecast,
    ForecastRow,
    HolidayWeek,
    LedgerEntry,
    PeriodKind,
    PeriodState,
    RosterPeriod,
    SolveState,
    Wish,
    WishAnswer,
)
from hundra.improve.staffing.problems import ledger_before
from hundra.improve.staffing.queries.holiday_needs import Source
from hundra.improve.staffing.services import solving
from hundra.improve.staffing.services.holidays import deciding, needing, opening, publishing
from hundra.improve.staffing.services.holidays.wishing import Block, rank_weeks
from hundra.improve.staffing.wording import reason_sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def summer() -> RosterPeriod:
    return SummerFactory(state="wishes")


@pytest.fixture
def planner(summer):
    return user_with(Role.MANAGER, summer.desk.unit)


# From its beginning to the wishes


def test_a_summer_is_the_whole_weeks_of_june_to_august(planner, summer):
    desk = DeskFactory(unit=summer.desk.unit)
    made = opening.create_summer(desk=desk, year=2027, weeks_each=5, weeks_together=4, by=planner)
    assert (made.kind, made.first_day, made.last_day) == (
        PeriodKind.SUMMER,
        FIRST,
        dt.date(2027, 8, 29),
    )
    assert (made.weeks_each, made.weeks_together, len(made.mondays)) == (5, 4, 12)
    with pytest.raises(NotNowError):
        opening.create_summer(desk=desk, year=2027, weeks_each=4, weeks_together=4, by=planner)


def test_who_does_not_plan_at_the_desk_begins_no_summer(summer):
    with pytest.raises(InvalidError):
        opening.create_summer(
            desk=summer.desk, year=2028, weeks_each=4, weeks_together=4, by=UserFactory()
        )


def test_wishes_close_before_the_notice_and_all_are_told(summer, planner):
    person = somebody(summer)
    with pytest.raises(NotNowError, match="11 §"):
        opening.open_for_wishes(period=summer, until=dt.date(2027, 4, 7), by=planner, today=EARLY)
    opening.open_for_wishes(period=summer, until=dt.date(2027, 3, 10), by=planner, today=EARLY)
    summer.refresh_from_db()
    assert (summer.state, summer.wishes_until) == (PeriodState.WISHES, dt.date(2027, 3, 10))
    (mail,) = Message.objects.filter(purpose="staffing.summer_open")
    assert mail.recipient == person.guide.user.email


def test_weeks_are_ranked_and_take_the_place_of_those_before(summer):
    person = somebody(summer)
    wishes(summer, person, FIRST)
    wishes(summer, person, JULY, FIRST + 5 * WEEK, avoided=[FIRST])
    rows = Wish.objects.filter(person=person).values_list("kind", "rank", "day", "last_day")
    assert set(rows) == {
        ("holiday", 1, JULY, JULY + dt.timedelta(days=27)),
        ("holiday", 2, FIRST + 5 * WEEK, FIRST + 5 * WEEK + dt.timedelta(days=27)),
        ("avoid", None, FIRST, None),
    }


@pytest.mark.parametrize(
    ("choices", "avoided"),
    [
        ([Block(JULY + dt.timedelta(days=1), 4)], []),
        ([Block(FIRST + 10 * WEEK, 4)], []),
        ([Block(JULY, 4), Block(JULY, 5)], []),
        ([Block(JULY, 4)], [JULY + WEEK]),
        ([], [FIRST + number * WEEK for number in range(5)]),
        ([Block(FIRST + number * WEEK, 4) for number in range(4)], []),
    ],
    ids=["not a monday", "past august", "same start", "wished and avoided", "too many", "four"],
)
def test_what_does_not_fit_together_is_refused(summer, choices, avoided):
    person = somebody(summer)
    with pytest.raises(InvalidError):
        rank_weeks(
            period=summer,
            person=person,
            by=person.guide.user,
            choices=choices,
            avoided=avoided,
            today=EARLY,
        )


def test_nobody_wishes_for_another_or_when_the_time_is_over(summer):
    person = somebody(summer)
    with pytest.raises(InvalidError):
        rank_weeks(period=summer, person=person, by=UserFactory(), choices=[], today=EARLY)
    summer.wishes_until = dt.date(2027, 1, 14)
    summer.save()
    with pytest.raises(NotNowError):
        rank_weeks(period=summer, person=person, by=person.guide.user, choices=[], today=EARLY)


# The need


def test_the_need_is_taken_from_the_forecast(summer, planner):
    somebody(summer)
    made = Forecast.objects.create(desk=summer.desk, first_day=EARLY, last_day=summer.last_day)
    ForecastRow.objects.create(forecast=made, day=JULY, start=600, mean=10.0)
    assert needing.take_needs(period=summer, share=80, by=planner) == Source.FORECAST
    (row,) = summer.holiday_needs.all()
    assert (row.monday, row.skill) == (JULY, "")
    assert row.people > 1


def test_without_forecast_or_calls_the_planner_writes_the_need(summer, planner):
    with pytest.raises(NotNowError):
        needing.take_needs(period=summer, share=80, by=planner)
    needing.set_needs(period=summer, needs={(JULY, "fi"): 2}, by=planner)
    needing.add_skill(period=summer, skill="fi", people=1, by=planner)
    rows = dict(summer.holiday_needs.values_list("monday", "people"))
    assert (rows[JULY], rows[FIRST], len(rows)) == (2, 1, 12)


# Worked out


def test_it_is_worked_out_as_a_job_and_a_refusal_names_skill_and_week(summer, planner):
    alva = somebody(summer, "Alva Påhittsson", languages={"fi": 3})
    bo = somebody(summer, "Bo Exempelberg", languages={"fi": 3})
    wishes(summer, alva, JULY)
    wishes(summer, bo, JULY, FIRST)
    need(summer, 1, "fi")
    asked = solved(summer, planner)
    assert (asked.state, summer.state) == (SolveState.DONE, PeriodState.PLANNED)
    assert (mondays_of(summer, alva), mondays_of(summer, bo)) in [
        (four(JULY), four(FIRST)),
        (four(FIRST + 8 * WEEK), four(JULY)),
        (four(FIRST), four(JULY)),
    ]
    publishing.publish(period=summer, by=planner, today=EARLY)
    refused = Wish.objects.filter(answer=WishAnswer.REFUSED)
    assert refused.count() == 1
    words = [reason_sentence(one) for one in refused.get().reasons]
    assert words[0] == (
        "Eftersom bara 0 av de 1 som behövs med finska skulle vara på plats vecka 27."
    )


def test_needs_that_cannot_be_met_are_told_and_the_period_is_as_it_was(summer, planner):
    somebody(summer)
    need(summer, 1)
    asked = solved(summer, planner)
    assert (asked.state, summer.state) == (SolveState.IMPOSSIBLE, PeriodState.WISHES)
    assert len(asked.reasons["conflict"]) == 3
    assert not summer.holiday_weeks.exists()


def test_without_a_need_nothing_is_searched(summer, planner):
    with pytest.raises(NotNowError):
        solving.ask_for_roster(period=summer, seconds=20, by=planner)


def test_who_was_refused_last_summer_weighs_more_and_rosters_do_not_count(summer):
    person = somebody(summer)
    last = SummerFactory(
        desk=summer.desk,
        first_day=dt.date(2026, 6, 1),
        last_day=dt.date(2026, 8, 30),
        published=True,
    )
    roster = PeriodFactory(desk=summer.desk, published=True)
    for period, points in ((last, 6), (roster, 9)):
        kind = "holiday" if period.is_summer else "off"
        extra = {"rank": 1, "last_day": period.first_day} if period.is_summer else {}
        wish = Wish.objects.create(
            period=period, person=person, day=period.first_day, kind=kind, **extra
        )
        LedgerEntry.objects.create(person=person, period=period, wish=wish, points=points)
    assert dict(ledger_before(summer).points) == {str(person.pk): 6.0}
    assert "remembered" not in {one.key for one in summer_of(summer).people}


def test_july_of_earlier_summers_is_counted_against_colleagues(summer):
    alva, bo = somebody(summer), somebody(summer, "Bo Exempelberg")
    last = SummerFactory(
        desk=summer.desk,
        first_day=dt.date(2026, 6, 1),
        last_day=dt.date(2026, 8, 30),
        published=True,
    )
    for monday in (dt.date(2026, 7, 6), dt.date(2026, 7, 13)):
        HolidayWeek.objects.create(period=last, person=alva, monday=monday)
    HolidayWeek.objects.create(period=last, person=bo, monday=dt.date(2026, 6, 8))
    assert july_before(summer) == {alva.pk: 1.0, bo.pk: -1.0}


def test_other_absence_bars_the_week(summer):
    person = somebody(summer)
    day = JULY + dt.timedelta(days=2)
    AbsenceFactory(person=person, kind="leave", first_day=day, last_day=day)
    (found,) = summer_of(summer).people
    assert found.barred == {4}


# By hand


def test_the_planner_decides_weeks_and_a_new_search_leaves_them(summer, planner):
    alva, bo = somebody(summer), somebody(summer, "Bo Exempelberg")
    need(summer, 1)
    deciding.set_weeks(period=summer, person=alva, mondays=four(FIRST), by=planner)
    wishes(summer, bo, FIRST)
    solved(summer, planner)
    assert mondays_of(summer, alva) == four(FIRST)
    assert FIRST not in mondays_of(summer, bo)
    deciding.release(period=summer, person=alva, by=planner)
    assert not summer.holiday_weeks.filter(is_fixed=True).exists()


def test_what_breaks_the_law_is_refused_unless_it_is_agreed(summer, planner):
    person = somebody(summer)
    split = [FIRST, FIRST + WEEK, JULY, JULY + WEEK]
    with pytest.raises(RulesBrokenError) as refused:
        deciding.set_weeks(period=summer, person=person, mondays=split, by=planner)
    assert "12 §" in refused.value.breaches[0]
    with pytest.raises(InvalidError):
        deciding.set_terms(
            period=summer, person=person, weeks=4, together=2, agreement="", by=planner
        )
    deciding.set_terms(
        period=summer, person=person, weeks=4, together=2, agreement="Två och två", by=planner
    )
    deciding.set_weeks(period=summer, person=person, mondays=split, by=planner)
    assert mondays_of(summer, person) == split
    deciding.set_terms(period=summer, person=person, weeks=4, together=4, agreement="", by=planner)
    assert not summer.holiday_terms.exists()


def test_too_few_at_work_is_refused_unless_it_is_allowed(summer, planner):
    person = somebody(summer)
    need(summer, 1)
    with pytest.raises(deciding.ShortError) as refused:
        deciding.set_weeks(period=summer, person=person, mondays=four(JULY), by=planner)
    assert refused.value.breaches[0] == "Vecka 27: 0 på plats, 1 behövs."
    deciding.set_weeks(
        period=summer, person=person, mondays=four(JULY), by=planner, allow_short=True
    )
    assert mondays_of(summer, person) == four(JULY)


def test_nothing_is_decided_by_who_does_not_plan_or_while_it_is_searched(summer, planner):
    person = somebody(summer)
    with pytest.raises(InvalidError):
        deciding.set_weeks(period=summer, person=person, mondays=four(JULY), by=person.guide.user)
    summer.state = PeriodState.SOLVING
    summer.save()
    with pytest.raises(NotNowError):
        deciding.set_weeks(period=summer, person=person, mondays=four(JULY), by=planner)

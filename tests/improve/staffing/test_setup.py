"""What a roster is made from: shifts, hours, rules' figures and added need."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import UserFactory, user_with
from tests.factories.contacts import DeskFactory, GuideFactory
from tests.factories.staffing import (
    MONDAY,
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
)

from hundra.core.accounts.models import Role, User
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.errors import InvalidError, NotNowError
from hundra.improve.staffing.models import Condition, NeedRow, ShiftType, StaffPerson
from hundra.improve.staffing.problems import problem_of
from hundra.improve.staffing.queries.extra_need import needs_with_extra
from hundra.improve.staffing.queries.ruling import book_of, held_rules
from hundra.improve.staffing.services import (
    adding_need,
    employing,
    laying,
    planning,
    ruling,
    shifts,
)
from hundra.improve.staffing.services.employing import Hours
from hundra.improve.staffing.services.shifts import BreakDetails, ShiftDetails

pytestmark = pytest.mark.django_db

LUNCH = BreakDetails(minutes=30, earliest=dt.time(11), latest=dt.time(12, 30))
DAY = ShiftDetails(
    name="Dag",
    short_name="D",
    start=dt.time(8),
    end=dt.time(16, 30),
    weekdays=(0, 1, 2),
    breaks=(LUNCH,),
)


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def planner(desk: Desk) -> User:
    return user_with(Role.MANAGER, desk.unit)


@pytest.fixture
def page(client: Client, planner: User) -> Client:
    client.force_login(planner)
    return client


# Shifts


def test_a_shift_is_added_with_its_break(desk: Desk, planner: User) -> None:
    made = shifts.add_shift(desk=desk, details=DAY, by=planner)
    assert (made.name, made.weekdays, made.skills) == ("Dag", [0, 1, 2], [])
    assert [one.minutes for one in made.breaks.all()] == [30]


def test_a_shift_in_a_roster_keeps_its_times_and_a_new_one_takes_its_place(
    desk: Desk, planner: User
) -> None:
    worked = AssignmentFactory(period__desk=desk).shift_type
    details = replace(DAY, short_name=worked.short_name, start=dt.time(9), end=dt.time(17))
    made = shifts.edit_shift(shift=worked, details=details, by=planner)
    worked.refresh_from_db()
    assert (worked.start, worked.is_active) == (dt.time(8), False)
    assert (made.start, made.is_active) == (dt.time(9), True)


def test_an_unused_shift_is_changed_in_its_place(desk: Desk, planner: User) -> None:
    shift = ShiftTypeFactory(desk=desk)
    made = shifts.edit_shift(shift=shift, details=replace(DAY, breaks=(LUNCH,)), by=planner)
    assert (made.pk, made.name, made.breaks.count()) == (shift.pk, "Dag", 1)


def test_a_change_of_name_keeps_a_worked_shift(desk: Desk, planner: User) -> None:
    worked = AssignmentFactory(period__desk=desk).shift_type
    made = shifts.edit_shift(shift=worked, details=replace(DAY, name="Mitt på dagen"), by=planner)
    assert (made.pk, made.name) == (worked.pk, "Mitt på dagen")


@pytest.mark.parametrize(
    "change",
    [
        {"breaks": ()},
        {"breaks": (replace(LUNCH, earliest=dt.time(8, 30), latest=dt.time(9)),)},
        {"breaks": (replace(LUNCH, earliest=dt.time(17), latest=dt.time(18)),)},
        {"breaks": (replace(LUNCH, earliest=dt.time(12), latest=dt.time(11)),)},
        {"weekdays": ()},
        {"end": dt.time(8)},
        {"end": dt.time(22, 30)},
    ],
    ids=["no break", "too early", "outside", "backwards", "no day", "no time", "no rest"],
)
def test_a_shift_that_cannot_be_worked_is_refused(
    desk: Desk, planner: User, change: dict[str, object]
) -> None:
    with pytest.raises(InvalidError):
        shifts.add_shift(desk=desk, details=replace(DAY, **change), by=planner)  # type: ignore[arg-type]
    assert not ShiftType.objects.exists()


def test_two_shifts_in_use_cannot_have_one_short_name(desk: Desk, planner: User) -> None:
    first = shifts.add_shift(desk=desk, details=DAY, by=planner)
    with pytest.raises(InvalidError):
        shifts.add_shift(desk=desk, details=DAY, by=planner)
    shifts.set_in_use(shift=first, in_use=False, by=planner)
    shifts.add_shift(desk=desk, details=DAY, by=planner)
    with pytest.raises(InvalidError):
        shifts.set_in_use(shift=first, in_use=True, by=planner)


def test_only_who_plans_changes_shifts(desk: Desk) -> None:
    with pytest.raises(InvalidError):
        shifts.add_shift(desk=desk, details=DAY, by=UserFactory())


def test_the_page_of_a_shift_keeps_what_was_typed(page: Client, desk: Desk) -> None:
    sent = {"name": "Kväll", "short_name": "K", "start": "13:00", "end": "21:00", "weekdays": [0]}
    answer = page.post(f"/arbete/bemanning/{desk.slug}/pass/nytt/", sent)
    assert answer.status_code == 422
    assert "5 timmar i sträck" in answer.content.decode()
    assert 'value="Kväll"' in answer.content.decode()
    sent |= {
        "break_1_minutes": "30",
        "break_1_earliest": "16:00",
        "break_1_latest": "17:00",
    }
    assert page.post(f"/arbete/bemanning/{desk.slug}/pass/nytt/", sent).status_code == 302
    assert "Kväll 13.00–21.00" in page.get(f"/arbete/bemanning/{desk.slug}/pass/").content.decode()


# Hours


def test_somebodys_hours_reach_the_roster(desk: Desk, planner: User) -> None:
    person = employing.add_person(
        guide=GuideFactory(desk=desk),
        hours=Hours(minutes_per_week=30 * 60, flexible_minutes=120),
        by=planner,
    )
    asked = problem_of(PeriodFactory(desk=desk)).person(str(person.pk))
    assert (asked.contract.minutes_per_week, asked.contract.flexible_minutes) == (1800, 120)
    hours = Hours(minutes_per_week=1800, flexible_minutes=0, is_active=False)
    employing.set_hours(person=person, hours=hours, by=planner)
    assert problem_of(PeriodFactory(desk=desk, first_day=dt.date(2028, 1, 3))).people == ()


def test_nobody_is_in_the_roster_twice(desk: Desk, planner: User) -> None:
    person = StaffPersonFactory(guide__desk=desk)
    with pytest.raises(InvalidError):
        employing.add_person(
            guide=person.guide,
            hours=Hours(minutes_per_week=2400, flexible_minutes=0),
            by=planner,
        )


def test_a_noted_condition_holds_until_it_is_ended(desk: Desk, planner: User) -> None:
    person = StaffPersonFactory(guide__desk=desk)
    noted = employing.note_condition(
        person=person, by=planner, phase="studies", weekdays=[4], is_free=True, first_day=MONDAY
    )
    assert (noted.state, noted.decided_by) == ("agreed", planner)
    with pytest.raises(InvalidError):
        employing.end_condition(
            condition=noted, last_day=MONDAY - dt.timedelta(days=1), by=planner, today=MONDAY
        )
    employing.end_condition(condition=noted, last_day=MONDAY, by=planner, today=MONDAY)
    assert Condition.objects.get().last_day == MONDAY


def test_nobody_agrees_to_their_own_conditions(desk: Desk, planner: User) -> None:
    person = StaffPersonFactory(guide=GuideFactory(desk=desk, user=planner))
    with pytest.raises(InvalidError):
        employing.note_condition(person=person, by=planner, is_free=True, first_day=MONDAY)


def test_the_page_of_a_person_changes_hours(page: Client, desk: Desk) -> None:
    person = StaffPersonFactory(guide__desk=desk)
    address = f"/arbete/bemanning/{desk.slug}/medarbetare/{person.pk}/"
    assert page.post(address, {"hours": "60", "flexible": "8"}).status_code == 422
    sent = {"hours": "32.5", "flexible": "4", "is_active": "on"}
    assert page.post(address, sent).status_code == 302
    found = StaffPerson.objects.get(pk=person.pk)
    assert (found.minutes_per_week, found.flexible_minutes, found.is_active) == (1950, 240, True)
    assert (
        "32,5 timmar i veckan"
        in page.get(f"/arbete/bemanning/{desk.slug}/medarbetare/").content.decode()
    )


def test_the_page_of_people_asks_as_much_of_the_database_with_more_people(
    page: Client, desk: Desk
) -> None:
    address = f"/arbete/bemanning/{desk.slug}/medarbetare/"
    page.get(address)
    counts = []
    for _more in range(2):
        StaffPersonFactory.create_batch(2, guide__desk=desk)
        with CaptureQueriesContext(connection) as asked:
            page.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# Rules


def test_the_law_can_be_made_stricter_and_never_looser(desk: Desk, planner: User) -> None:
    with pytest.raises(InvalidError):
        ruling.set_figure(desk=desk, code="daily_rest", limit=9, agreement="Lokalt", by=planner)
    ruling.set_figure(desk=desk, code="daily_rest", limit=12, agreement="Lokalt", by=planner)
    assert book_of(desk).limit("daily_rest") == 12
    assert problem_of(PeriodFactory(desk=desk)).rules.limit("daily_rest") == 12


def test_every_figure_of_the_law_is_the_edge_of_what_may_be_agreed() -> None:
    for one in held_rules(DeskFactory()):
        rule = one.rule
        if rule.source.startswith("Arbetstidslagen"):
            assert rule.limit in (rule.least, rule.most), rule.code
        if rule.can_change:
            assert rule.allows(rule.limit), rule.code


def test_a_figure_is_of_one_desk_and_can_be_taken_back(desk: Desk, planner: User) -> None:
    figure = ruling.set_figure(
        desk=desk, code="days_in_row", limit=5, agreement="LOK 4 §", by=planner
    )
    assert book_of(DeskFactory()).limit("days_in_row") == 6
    ruling.take_back(figure=figure, by=planner)
    assert book_of(desk).limit("days_in_row") == 6


@pytest.mark.parametrize("code", ["contract_time", "absence", "nothing"])
def test_what_has_no_figure_cannot_be_changed(desk: Desk, planner: User, code: str) -> None:
    with pytest.raises(InvalidError):
        ruling.set_figure(desk=desk, code=code, limit=1, agreement="x", by=planner)


def test_a_refusal_names_the_desks_own_figure(desk: Desk, planner: User) -> None:
    period = PeriodFactory(desk=desk)
    person = StaffPersonFactory(guide__desk=desk, flexible_minutes=2400)
    shift = ShiftTypeFactory(desk=desk)
    ruling.set_figure(desk=desk, code="days_in_row", limit=3, agreement="LOK 4 §", by=planner)
    for number in range(3):
        day = MONDAY + dt.timedelta(days=number)
        laying.set_shift(period=period, person=person, day=day, shift_type=shift, by=planner)
    thursday = MONDAY + dt.timedelta(days=3)
    broken = laying.try_shift(period=period, person=person, day=thursday, shift_type=shift)
    assert len(broken) == 1
    assert "Högst 3 arbetsdagar i rad" in broken[0]


def test_notice_that_is_agreed_longer_moves_the_last_day_for_wishes(
    desk: Desk, planner: User
) -> None:
    period = PeriodFactory(desk=desk)
    ruling.set_figure(desk=desk, code="notice", limit=21, agreement="LOK 7 §", by=planner)
    with pytest.raises(NotNowError):
        planning.open_for_wishes(period=period, until=MONDAY - dt.timedelta(days=20), by=planner)
    planning.open_for_wishes(period=period, until=MONDAY - dt.timedelta(days=21), by=planner)


def test_the_page_of_a_rule_says_what_the_law_leaves(page: Client, desk: Desk) -> None:
    base = f"/arbete/bemanning/{desk.slug}/regler/"
    assert "13 §" in page.get(base).content.decode()
    refused = page.post(f"{base}daily_rest/", {"limit": "9", "agreement": "LOK"})
    assert refused.status_code == 422
    assert page.post(f"{base}daily_rest/", {"limit": "12", "agreement": "LOK"}).status_code == 302
    assert "LOK" in page.get(base).content.decode()
    assert page.post(f"{base}daily_rest/tillbaka/").status_code == 302
    assert not desk.rule_figures.exists()
    assert page.get(f"{base}contract_time/").status_code == 404


# Need


def test_an_added_need_raises_what_is_there_and_stands_alone_where_nothing_is(
    desk: Desk, planner: User
) -> None:
    period = PeriodFactory(desk=desk)
    for start in (540, 570):
        NeedRow.objects.create(period=period, day=MONDAY, start=start, end=start + 30, people=3)
    adding_need.add_need(
        period=period,
        day=MONDAY,
        start=570,
        end=660,
        people=2,
        skill="so",
        reason="Brev på somaliska",
        by=planner,
    )
    found = [(one.start, one.end, one.skill, one.people) for one in needs_with_extra(period)]
    assert found == [
        (540, 570, "", 3),
        (570, 600, "", 5),
        (570, 660, "so", 2),
        (600, 660, "", 2),
    ]
    assert len(problem_of(period).needs) == 4


@pytest.mark.parametrize(
    "change",
    [{"day": MONDAY - dt.timedelta(days=1)}, {"end": 500}, {"start": 547}, {"reason": " "}],
    ids=["another day", "backwards", "not a quarter", "no reason"],
)
def test_a_need_that_does_not_fit_is_refused(
    desk: Desk, planner: User, change: dict[str, object]
) -> None:
    asked: dict[str, object] = {
        "day": MONDAY,
        "start": 540,
        "end": 600,
        "people": 1,
        "skill": "",
        "reason": "Brev",
    }
    period = PeriodFactory(desk=desk)
    with pytest.raises(InvalidError):
        adding_need.add_need(period=period, by=planner, **(asked | change))  # type: ignore[arg-type]


def test_need_is_not_added_to_what_is_published(page: Client, desk: Desk) -> None:
    period = PeriodFactory(desk=desk, published=True)
    sent = {
        "day": "2027-03-01",
        "start": "09:00",
        "end": "10:00",
        "people": "1",
        "reason": "Brev",
    }
    address = f"/arbete/bemanning/period/{period.pk}/behov/"
    assert page.post(address, sent).status_code == 422
    period.state, period.published_on = "draft", None
    period.save()
    assert page.post(address, sent).status_code == 302
    extra = period.extra_needs.get()
    assert "Brev" in page.get(address).content.decode()
    assert page.post(f"{address}{extra.pk}/ta-bort/").status_code == 302
    assert not period.extra_needs.exists()

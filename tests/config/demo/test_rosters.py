"""The demo's rosters keep the rules they show."""

import datetime as dt

import pytest
from tests.factories.contacts import DeskFactory, GuideFactory

from hundra.config.demo.rosters import create_rosters
from hundra.engines.rostering import check
from hundra.engines.rostering.holidays import check_summer, solve_summer
from hundra.improve.staffing.holiday_problems import summer_of
from hundra.improve.staffing.models import Absence, RosterPeriod, Swap
from hundra.improve.staffing.problems import problem_of, roster_of

# A Wednesday whose four weeks before and after hold no public holiday.
TODAY = dt.date(2026, 9, 16)


@pytest.mark.django_db
def test_the_published_weeks_keep_every_rule_and_the_next_are_open_for_wishes() -> None:
    desk = DeskFactory(slug="servicecenter")
    GuideFactory.create_batch(12, desk=desk)
    create_rosters(today=TODAY)
    coming, published = RosterPeriod.objects.filter(kind="roster")
    problem = problem_of(published, published_on=published.published_on)
    assert check(problem, roster_of(published)) == ()
    assert published.first_day <= TODAY <= published.last_day
    absence = Absence.objects.get()
    assert absence.first_day == TODAY
    assert absence.missed.filter(day=TODAY).exists()
    assert [one.state for one in absence.repairs.all()] == ["queued"]
    assert coming.takes_wishes(TODAY)
    assert coming.wishes.count() == 6


@pytest.mark.django_db
def test_next_summer_is_open_for_wishes_and_can_be_worked_out() -> None:
    GuideFactory.create_batch(12, desk=DeskFactory(slug="servicecenter"))
    create_rosters(today=TODAY)
    summer = RosterPeriod.objects.get(kind="summer")
    assert (summer.first_day, summer.takes_wishes(TODAY)) == (dt.date(2027, 6, 7), True)
    problem = summer_of(summer)
    assert sum(bool(one.choices) for one in problem.people) == 11
    found = solve_summer(problem, seconds=20)
    assert found.weeks is not None
    assert check_summer(problem, found.weeks) == ()


@pytest.mark.django_db
def test_wishes_are_answered_and_shifts_offered() -> None:
    GuideFactory.create_batch(12, desk=DeskFactory(slug="servicecenter"))
    create_rosters(today=TODAY)
    published = RosterPeriod.objects.get(state="published")
    answered = published.wishes.exclude(answer="")
    assert {one.answer for one in answered} == {"granted", "refused"}
    refused = published.wishes.filter(answer="refused")
    assert all(one.reasons for one in refused)
    assert published.ledger.count() == refused.count()
    for swap in Swap.objects.all():
        assert (swap.state, swap.giver) == ("offered", swap.given.person)
        assert swap.given.day > TODAY
    assert Swap.objects.exists()

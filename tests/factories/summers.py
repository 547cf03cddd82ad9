"""A summer at a desk: somebody who works there, what they wish for, and what is decided."""

import datetime as dt

from tests.factories.contacts import GuideFactory
from tests.factories.staffing import StaffPersonFactory

from hundra.improve.staffing.models import (
    HolidayNeed,
    HolidayWeek,
    PeriodState,
    RosterPeriod,
)
from hundra.improve.staffing.services import solving
from hundra.improve.staffing.services.holidays import deciding
from hundra.improve.staffing.services.holidays.wishing import Block, rank_weeks

FIRST = dt.date(2027, 6, 7)
WEEK = dt.timedelta(weeks=1)
EARLY = dt.date(2027, 1, 15)
JULY = FIRST + 4 * WEEK


def somebody(period: RosterPeriod, name: str = "Alva Påhittsson", **about):
    about.setdefault("languages", {"sv": 3})
    guide = GuideFactory(desk=period.desk, user__name=name, **about)
    return StaffPersonFactory(guide=guide)


def wishes(period, person, *mondays, avoided=()):
    return rank_weeks(
        period=period,
        person=person,
        by=person.guide.user,
        choices=[Block(monday, 4) for monday in mondays],
        avoided=avoided,
        today=EARLY,
    )


def need(period, people, skill=""):
    HolidayNeed.objects.bulk_create(
        HolidayNeed(period=period, monday=monday, skill=skill, people=people)
        for monday in period.mondays
    )


def solved(period, planner):
    asked = solving.ask_for_roster(period=period, seconds=20, by=planner)
    solving.carry_out(key=asked.pk)
    asked.refresh_from_db()
    period.refresh_from_db()
    return asked


def four(monday):
    return [monday + number * WEEK for number in range(4)]


def mondays_of(period, person):
    return list(
        HolidayWeek.objects.filter(period=period, person=person)
        .order_by("monday")
        .values_list("monday", flat=True)
    )


def planned(summer, planner, *people):
    for number, person in enumerate(people):
        deciding.set_weeks(
            period=summer, person=person, mondays=four(FIRST + number * 4 * WEEK), by=planner
        )
    summer.state = PeriodState.PLANNED
    summer.save()

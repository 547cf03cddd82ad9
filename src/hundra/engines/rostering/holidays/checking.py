"""Which rules somebody's weeks break, counted by dates from the rules' own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hundra.engines.rostering.holidays.law import AUGUST, JUNE
from hundra.engines.rostering.holidays.summer import Holidaymaker, Plan, Summer

ONE_WEEK = timedelta(days=7)
DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekBreach:
    """A rule (holidays.law, by its code) that is broken: for whom, or in which week.

    Of a week with too few: how many are there of how many, with which skills.
    """

    rule: str
    person: str = ""
    monday: date | None = None
    present: int = 0
    people: int = 0
    skills: tuple[str, ...] = ()


def check_summer(summer: Summer, plan: Plan) -> tuple[WeekBreach, ...]:
    """Every breach. A person who is not in the plan has no holiday."""
    days = {
        one.key: {
            summer.first + timedelta(days=DAYS * week + day)
            for week in plan.get(one.key, ())
            for day in range(DAYS)
        }
        for one in summer.people
    }
    found: list[WeekBreach] = []
    for person in summer.people:
        found += check_holiday(summer, person, days[person.key])
    return (*found, *_short_weeks(summer, days))


def check_holiday(summer: Summer, person: Holidaymaker, days: set[date]) -> Iterator[WeekBreach]:
    """One person's days of holiday against the law, what is agreed and what is decided."""
    if person.fixed is not None and days != _days_of(summer, person.fixed):
        yield WeekBreach(rule="decided", person=person.key)
    if len(days) != DAYS * person.weeks:
        yield WeekBreach(rule="weeks_each", person=person.key)
    in_summer = {day for day in days if JUNE <= day.month <= AUGUST}
    if _longest(in_summer) < DAYS * person.together:
        yield WeekBreach(rule="four_weeks", person=person.key)
    for day in sorted(days & _days_of(summer, person.barred)):
        if not day.weekday():
            yield WeekBreach(rule="barred", person=person.key, monday=day)


def _days_of(summer: Summer, weeks: frozenset[int]) -> set[date]:
    mondays = [summer.first + number * ONE_WEEK for number in weeks]
    return {monday + timedelta(days=day) for monday in mondays for day in range(DAYS)}


def _longest(days: set[date]) -> int:
    """Days in a row at most."""
    best = 0
    for day in days:
        if day - timedelta(days=1) in days:
            continue
        run = 1
        while day + timedelta(days=run) in days:
            run += 1
        best = max(best, run)
    return best


def _short_weeks(summer: Summer, days: dict[str, set[date]]) -> Iterator[WeekBreach]:
    for need in summer.needs:
        monday = summer.first + need.week * ONE_WEEK
        there = 0
        for person in summer.people:
            away = monday in days[person.key] or monday in _days_of(summer, person.barred)
            if not away and (not need.skills or need.skills & person.skills):
                there += 1
        if there < need.people:
            yield WeekBreach(
                rule="week_need",
                monday=monday,
                present=there,
                people=need.people,
                skills=tuple(sorted(need.skills)),
            )

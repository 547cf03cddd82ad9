"""What came of each wish, and why not: the weeks are granted for a try while the others keep
theirs, and what would then be missing is the reason."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from hundra.engines.rostering.holidays.outcome import WeekAnswer
from hundra.engines.rostering.holidays.summer import (
    Holidaymaker,
    Plan,
    Summer,
    WeekNeed,
    could_serve,
    lawful_weeks,
    personal_cost,
    present,
)
from hundra.engines.rostering.solution import Reason

MESSAGES = {
    "week_need": "because only %(present)s of the %(people)s needed would be at work in week"
    " %(week)s",
    "week_need_skill": "because only %(present)s of the %(people)s needed with %(skills)s would be"
    " at work in week %(week)s",
    "shared": "because week %(week)s sufficed for %(given)s of the %(wished)s who wished for it",
    "remembered": "because some of those who have week %(week)s were refused earlier and came"
    " first",
    "other_wish": "because another of your wishes weighs more",
    "decided": "because whoever plans has decided on other weeks with you",
    "barred": "because you are away in week %(week)s for another reason",
    "together": "because the weeks that must come in a row do not fit with it",
    "not_held": "because whoever plans the holidays decided the weeks by hand",
}
MOST_NEEDS = 2


def reason(code: str, **parameters: object) -> Reason:
    return Reason(code=code, message=MESSAGES[code], parameters=MappingProxyType(parameters))


class Standing:
    """How a plan stands: how many there are to spare for each need."""

    def __init__(self, summer: Summer, plan: Plan) -> None:
        self.plan = plan
        self.spare: dict[int, list[tuple[WeekNeed, int]]] = {}
        for need in summer.needs:
            left = present(summer, plan, need) - need.people
            self.spare.setdefault(need.week, []).append((need, left))

    def short_with(self, person: Holidaymaker, weeks: frozenset[int]) -> list[tuple[WeekNeed, int]]:
        """Needs that would lack people, or more of them than now, and how many there would be,
        if the person had these weeks and the others kept theirs."""
        gone = weeks - self.plan[person.key] - person.barred
        return [
            (need, need.people + left - 1)
            for week in sorted(gone)
            for need, left in self.spare.get(week, ())
            if left <= 0 and need.asks(person)
        ]


def answer_wishes(summer: Summer, plan: Plan) -> tuple[WeekAnswer, ...]:
    """Of any plan, the planner's own changes too."""
    standing = Standing(summer, plan)
    return tuple(
        answer for person in summer.people for answer in _answers(summer, plan, standing, person)
    )


def _answers(
    summer: Summer, plan: Plan, standing: Standing, person: Holidaymaker
) -> Iterator[WeekAnswer]:
    mine = plan[person.key]
    level = person.level(mine)
    for choice in person.choices[:level]:
        why = tuple(_why_not(summer, plan, standing, person, choice.weeks))
        yield WeekAnswer(person=person.key, key=choice.key, granted=False, reasons=why)
    if level < len(person.choices):
        yield WeekAnswer(person=person.key, key=person.choices[level].key, granted=True)
    for avoid in person.avoids:
        met = avoid.week not in mine
        why = () if met else tuple(_why_then(summer, plan, standing, person, avoid.week))
        yield WeekAnswer(person=person.key, key=avoid.key, granted=met, reasons=why)


def _why_not(
    summer: Summer,
    plan: Plan,
    standing: Standing,
    person: Holidaymaker,
    weeks: frozenset[int],
) -> Iterator[Reason]:
    """Why the person has not these weeks."""
    if person.fixed is not None:
        yield reason("decided")
        return
    barred = weeks & person.barred
    if barred:
        yield reason("barred", week=_number(summer, min(barred)))
        return
    options = [one for one in lawful_weeks(summer, person) if weeks <= one]
    yield from _least(summer, plan, standing, person, options)


def _why_then(
    summer: Summer, plan: Plan, standing: Standing, person: Holidaymaker, week: int
) -> Iterator[Reason]:
    """Why the person has the avoided week."""
    if person.fixed is not None:
        yield reason("decided")
        return
    options = [one for one in lawful_weeks(summer, person) if week not in one]
    yield from _least(summer, plan, standing, person, options)


def _least(
    summer: Summer,
    plan: Plan,
    standing: Standing,
    person: Holidaymaker,
    options: list[frozenset[int]],
) -> Iterator[Reason]:
    """What would be missing with the best of the options."""
    if not options:
        yield reason("together")
        return
    best = min(
        options,
        key=lambda one: (
            len(standing.short_with(person, one)),
            personal_cost(summer, person, one),
            sorted(one),
        ),
    )
    short = standing.short_with(person, best)
    if short:
        yield from _missing(summer, plan, person, short)
    elif personal_cost(summer, person, best) < personal_cost(summer, person, plan[person.key]):
        yield reason("not_held")
    else:
        yield reason("other_wish")


def _missing(
    summer: Summer, plan: Plan, person: Holidaymaker, short: list[tuple[WeekNeed, int]]
) -> Iterator[Reason]:
    """The needs, those of a skill first, and how the first week's holidays were shared."""
    told = sorted(short, key=lambda one: (not one[0].skills, one[0].week))[:MOST_NEEDS]
    for need, there in told:
        about: dict[str, object] = {
            "present": there,
            "people": need.people,
            "week": _number(summer, need.week),
        }
        if need.skills:
            yield reason("week_need_skill", skills=", ".join(sorted(need.skills)), **about)
        else:
            yield reason("week_need", **about)
    need = told[0][0]
    wished = [one for one in could_serve(summer, need) if need.week in one.wished]
    given = [one for one in wished if need.week in plan[one.key]]
    week = _number(summer, need.week)
    if given:
        yield reason("shared", week=week, given=len(given), wished=len(wished))
    factor = summer.ledger.factor(person.key)
    if any(summer.ledger.factor(one.key) > factor for one in given):
        yield reason("remembered", week=week)


def _number(summer: Summer, week: int) -> int:
    """As in the calendar."""
    return summer.monday(week).isocalendar().week

"""What is to be planned: people with their rights and wishes, and what each week needs.

**What a refusal costs.** Getting one's first choice costs nothing, the second 10, the third 22,
none of three 36 (10k + k(k − 1) for k choices missed). Whoever names fewer choices and gets none
pays only for those named, so that naming one alone does not make it weigh more. The ledger's
memory of earlier summers' refusals multiplies it.

**July** is most wanted. Each week of July that somebody wanted first and does not get costs more
than the one before (the square of how many are missed), so that many miss one rather than few miss
all; the more so for those who have had less of July than their colleagues in earlier summers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from hundra.engines.rostering.holidays.law import STATUTORY_WEEKS, is_july
from hundra.engines.rostering.problem import Ledger, ProblemError

AVOID_COST = 6
OUTSIDE_COST = 1
JULY_COST = 2
MOST_JULY_COST = 6
NO_WEEKS: frozenset[int] = frozenset()

Plan = Mapping[str, frozenset[int]]
"""Each person's weeks of holiday, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A wish for all of these weeks. Rank 1 is wanted most."""

    key: str
    rank: int
    weeks: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoid:
    """A wish not to have holiday in a week."""

    key: str
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidaymaker:
    """Somebody who is to have `weeks` weeks of holiday, at least `together` of them in a row.

    `choices` by rank. `barred`: weeks with other absence. `fixed`: the planner has decided on
    exactly these weeks. `july_before`: weeks of July had in earlier summers, more than colleagues.
    """

    key: str
    name: str = ""
    weeks: int = STATUTORY_WEEKS
    together: int = STATUTORY_WEEKS
    skills: frozenset[str] = frozenset()
    choices: tuple[Choice, ...] = ()
    avoids: tuple[Avoid, ...] = ()
    barred: frozenset[int] = NO_WEEKS
    fixed: frozenset[int] | None = None
    july_before: float = 0.0

    @property
    def wished(self) -> frozenset[int]:
        """Weeks of any of the choices."""
        return NO_WEEKS.union(*(one.weeks for one in self.choices))

    def level(self, weeks: frozenset[int]) -> int:
        """How many of the choices come before the best that is met; all of them if none is."""
        met = (number for number, one in enumerate(self.choices) if one.weeks <= weeks)
        return next(met, len(self.choices))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekNeed:
    """So many of those with one of `skills` (none: of all) must be at work in a week."""

    week: int
    people: int
    skills: frozenset[str] = frozenset()

    def asks(self, person: Holidaymaker) -> bool:
        return not self.skills or bool(self.skills & person.skills)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summer:
    """`weeks` weeks from the Monday `first`. Raises ProblemError for what makes no sense."""

    first: date
    weeks: int
    people: tuple[Holidaymaker, ...]
    needs: tuple[WeekNeed, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)

    def __post_init__(self) -> None:
        if self.first.weekday() or self.weeks < 1:
            raise ProblemError("summer", self.first.isoformat())
        if len({one.key for one in self.people}) < len(self.people):
            raise ProblemError("person_twice", "")
        for person in self.people:
            self._judge(person)
        for need in self.needs:
            if not 0 <= need.week < self.weeks or need.people < 0:
                raise ProblemError("week_need", str(need.week))

    def _judge(self, person: Holidaymaker) -> None:
        known = frozenset(range(self.weeks))
        fixed = person.fixed or NO_WEEKS
        avoided = frozenset(one.week for one in person.avoids)
        if not person.wished | person.barred | fixed | avoided <= known:
            raise ProblemError("week_outside", person.key)
        if not 0 <= person.together <= person.weeks:
            raise ProblemError("together", person.key)
        if [one.rank for one in person.choices] != sorted({one.rank for one in person.choices}):
            raise ProblemError("rank", person.key)

    def monday(self, week: int) -> date:
        return self.first + timedelta(weeks=week)

    @property
    def july(self) -> frozenset[int]:
        return frozenset(week for week in range(self.weeks) if is_july(self.monday(week)))

    def person(self, key: str) -> Holidaymaker:
        return next(one for one in self.people if one.key == key)


# What weeks cost a person


def step_cost(missed: int) -> int:
    """Of so many choices missed."""
    return 10 * missed + missed * (missed - 1)


def level_cost(summer: Summer, person: Holidaymaker, level: int) -> int:
    return round(step_cost(level) * summer.ledger.factor(person.key))


def avoid_cost(summer: Summer, person: Holidaymaker) -> int:
    """Of each avoided week that one gets."""
    return round(AVOID_COST * summer.ledger.factor(person.key))


def july_wanted(summer: Summer, person: Holidaymaker) -> int:
    """Weeks of July in the first choice."""
    return len(person.choices[0].weeks & summer.july) if person.choices else 0


def july_cost(person: Holidaymaker) -> int:
    """Times the square of how many wanted weeks of July are missed."""
    return min(MOST_JULY_COST, max(1, round(JULY_COST - person.july_before)))


def personal_cost(summer: Summer, person: Holidaymaker, weeks: frozenset[int]) -> int:
    """What these weeks cost in wishes that are not met."""
    avoided = sum(one.week in weeks for one in person.avoids)
    outside = len(weeks - person.wished) if person.choices else 0
    missed = max(0, july_wanted(summer, person) - len(weeks & summer.july))
    return (
        level_cost(summer, person, person.level(weeks))
        + avoid_cost(summer, person) * avoided
        + OUTSIDE_COST * outside
        + july_cost(person) * missed**2
    )


def value_of(summer: Summer, plan: Plan) -> int:
    return sum(personal_cost(summer, one, plan[one.key]) for one in summer.people)


# What is lawful, and who is there


def lawful_weeks(summer: Summer, person: Holidaymaker) -> Iterator[frozenset[int]]:
    """All sets of weeks that the person could have."""
    if person.fixed is not None:
        yield person.fixed
        return
    open_weeks = [week for week in range(summer.weeks) if week not in person.barred]
    for chosen in combinations(open_weeks, person.weeks):
        if longest_run(chosen) >= person.together:
            yield frozenset(chosen)


def longest_run(weeks: tuple[int, ...]) -> int:
    """Of weeks in order: how many there are in a row at most."""
    best = run = 0
    last: int | None = None
    for week in weeks:
        run = run + 1 if last is not None and week == last + 1 else 1
        best, last = max(best, run), week
    return best


def could_serve(summer: Summer, need: WeekNeed) -> list[Holidaymaker]:
    """Those who can meet the need if they are not on holiday."""
    return [one for one in summer.people if need.asks(one) and need.week not in one.barred]


def present(summer: Summer, plan: Plan, need: WeekNeed) -> int:
    return sum(need.week not in plan[one.key] for one in could_serve(summer, need))

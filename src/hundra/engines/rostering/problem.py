"""What is to be rostered: people, shifts, need, wishes and what came before.

Days are dates; times are minutes from that day's midnight, local time, and may pass 24 hours for
a shift that ends the next morning. Costs and weights are whole numbers: what one missing person
in one need costs is on the same scale as what one refused wish costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from hundra.engines.rostering.rules import RuleBook

EVERY_DAY = frozenset(range(7))
DAY = 24 * 60
WEEKEND = frozenset((5, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days that are planned, and when the roster is made known (None: not yet decided)."""

    first: date
    days: int
    published_on: date | None = None

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)

    def number(self, day: date) -> int:
        """Days after the first; negative before the period."""
        return (day - self.first).days

    def __contains__(self, day: date) -> bool:
        return 0 <= self.number(day) < self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A meal break, not counted as working time, that starts between two times of the day."""

    minutes: int
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftType:
    """A shift that can be worked on some weekdays (0 = Monday)."""

    key: str
    name: str
    start: int
    end: int
    breaks: tuple[Break, ...] = ()
    weekdays: frozenset[int] = EVERY_DAY

    @property
    def working_minutes(self) -> int:
        return self.end - self.start - sum(one.minutes for one in self.breaks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """When a training is held."""

    day: date
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """A block of training inside a shift: each of `people` is to attend `times` sessions.

    `seats` is the most that a session takes; `weight` the cost of each time that does not fit.
    """

    key: str
    name: str
    minutes: int
    people: frozenset[str]
    sessions: tuple[Session, ...]
    times: int = 1
    seats: int | None = None
    weight: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Working time. The period's minutes may differ by `flexible_minutes` either way.

    `shifts` are the shift types of the contract, None all. `nights`: is night staff.
    """

    minutes_per_week: int
    flexible_minutes: int = 8 * 60
    shifts: frozenset[str] | None = None
    nights: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Leave, illness or holiday, whole days, both ends included."""

    first: date
    last: date
    kind: str = "leave"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What someone's phase of life asks of their shifts on some weekdays.

    `phase` is such as "new in the job", "parent of small children", "parents falling ill".
    Without `weight` it must hold; with it each shift that breaks it costs so much.
    """

    phase: str
    weekdays: frozenset[int] = EVERY_DAY
    earliest_start: int | None = None
    latest_end: int | None = None
    longest_minutes: int | None = None
    free: bool = False
    first: date | None = None
    last: date | None = None
    weight: int | None = None

    def applies(self, day: date) -> bool:
        return (
            day.weekday() in self.weekdays
            and (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
        )

    def allows(self, shift: ShiftType) -> bool:
        """On a day when it applies."""
        return not (
            self.free
            or (self.earliest_start is not None and shift.start < self.earliest_start)
            or (self.latest_end is not None and shift.end > self.latest_end)
            or (self.longest_minutes is not None and shift.end - shift.start > self.longest_minutes)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A shift worked, or fixed, before the period."""

    day: date
    start: int
    end: int
    working_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone to be rostered.

    `history` are the shifts before the period, known from `known_from` on (None: nothing known);
    `balance_minutes` is time worked beyond the contract so far; `evenings` and `weekends` are how
    many more than their fair share they have worked before.
    """

    key: str
    name: str
    contract: Contract
    skills: frozenset[str] = frozenset()
    team: str | None = None
    absences: tuple[Absence, ...] = ()
    own_holidays: frozenset[date] = frozenset()
    conditions: tuple[Condition, ...] = ()
    history: tuple[Worked, ...] = ()
    known_from: date | None = None
    balance_minutes: int = 0
    evenings: float = 0.0
    weekends: float = 0.0

    def is_away(self, day: date) -> bool:
        return day in self.own_holidays or any(day in one for one in self.absences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """How many people are wanted from `start` to `end` on a day.

    Everybody on duty all the time counts who has one of `skills` (none: anybody), and who belongs
    to `team`: a closed team's need is met by its members alone, and they meet no other. Needs for
    several skills at once that one person cannot meet twice are stated by a need for either of
    them (Hall's condition). `must`: no roster without it. Costs are per person.
    """

    day: date
    start: int
    end: int
    people: int
    skills: frozenset[str] = frozenset()
    team: str | None = None
    under: int = 100
    over: int = 1
    must: bool = False

    def asks(self, person: Person) -> bool:
        return person.team == self.team and (not self.skills or bool(self.skills & person.skills))


class WishKind(StrEnum):
    OFF = "off"
    WORK = "work"
    SHIFT = "shift"
    NOT_SHIFT = "not_shift"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Someone's wish for a day: off, to work, a shift or not that shift. Weight 1–10."""

    key: str
    person: str
    day: date
    kind: WishKind
    shift: str | None = None
    weight: int = 5

    def is_met(self, shift: str | None) -> bool:
        """With this shift (None: off) on the day."""
        if self.kind is WishKind.OFF:
            return shift is None
        if self.kind is WishKind.WORK:
            return shift is not None
        return (shift == self.shift) is (self.kind is WishKind.SHIFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Remembers whose wishes were refused: points by person, the sum of refused weights.

    Each `points_per_doubling` points of earlier refusals count as one more time the wish's
    weight. A period fades the old points by half.
    """

    points: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    points_per_doubling: float = 20.0
    cost_per_weight: int = 4

    def factor(self, person: str) -> float:
        """How many times as much the person's wishes weigh by what is remembered."""
        return 1 + self.points.get(person, 0.0) / self.points_per_doubling

    def cost(self, wish: Wish) -> int:
        """What it costs to refuse the wish."""
        return max(1, round(wish.weight * self.cost_per_weight * self.factor(wish.person)))

    def after(self, refused: tuple[Wish, ...]) -> Ledger:
        """The ledger for the next period."""
        points = {person: value / 2 for person, value in self.points.items()}
        for wish in refused:
            points[wish.person] = points.get(wish.person, 0.0) + wish.weight
        return Ledger(
            points=MappingProxyType({person: value for person, value in points.items() if value}),
            points_per_doubling=self.points_per_doubling,
            cost_per_weight=self.cost_per_weight,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """Evenings (shifts ending after `evening_from`) and weekend days are shared by contract.

    Each one more than the fair share, history included, costs so much; 0 leaves it out.
    """

    evening_from: int = 18 * 60
    evening_cost: int = 5
    weekend_cost: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The planner has decided: this shift (None: off) for the person that day."""

    person: str
    day: date
    shift: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All of it. `step_minutes` is how finely breaks are placed."""

    period: Period
    people: tuple[Person, ...]
    shift_types: tuple[ShiftType, ...]
    needs: tuple[Need, ...]
    wishes: tuple[Wish, ...] = ()
    trainings: tuple[Training, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    rules: RuleBook = field(default_factory=RuleBook)
    ledger: Ledger = field(default_factory=Ledger)
    fairness: Fairness = field(default_factory=Fairness)
    step_minutes: int = 30

    def person(self, key: str) -> Person:
        return next(one for one in self.people if one.key == key)

    def shift_type(self, key: str) -> ShiftType:
        return next(one for one in self.shift_types if one.key == key)


class ProblemError(Exception):
    """The input cannot be used: `code` and `about` tell why. A conflict of rules is not one."""

    def __init__(self, code: str, about: str) -> None:
        super().__init__(f"{code}: {about}")
        self.code = code
        self.about = about

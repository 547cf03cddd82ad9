"""How many managers lead how many: now, month by month, and what it would take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hundra.core.accounts.rules import Actor
from hundra.core.organisation.models import Unit
from hundra.core.organisation.queries import cover_everything
from hundra.measure.span import rules
from hundra.measure.span.models import CEILING
from hundra.measure.span.queries.goals import Goals, goals
from hundra.measure.span.queries.leading import Flags, Ints, Leading, leading

MONTHS = 36


@dataclass(frozen=True)
class Moment:
    """All managers seen, on one day. `median` and `high` (nine of ten lead at most so many) are
    None when nobody leads anyone.
    """

    on: date
    managers: int
    people: int
    above: int
    median: float | None
    high: float | None

    @property
    def share_above(self) -> float | None:
        """Per cent of the managers."""
        return 100 * self.above / self.managers if self.managers else None


@dataclass(frozen=True)
class Need:
    """How many more managers there would have to be for nobody to lead more than the goal.

    `dividing`: each group that is too large is divided by itself. `moving`: people may also be
    moved between the managers under the same unit; never more. `cost` is of `dividing`, kronor a
    year, None where some unit has not said what a manager costs.
    """

    dividing: int
    moving: int
    cost: int | None


@dataclass(frozen=True)
class Part:
    """A unit right under the chosen one, with all under it."""

    pk: int
    name: str
    has_parts: bool
    managers: int
    people: int
    median: float
    largest: int
    above: int
    more: int


@dataclass(frozen=True)
class Line:
    """One manager on the day. `before` is a year earlier; None if they led nobody then."""

    person: int
    unit: int
    headcount: int
    before: int | None
    most: int
    leads_managers: bool

    @property
    def over(self) -> int:
        return max(0, self.headcount - self.most)


@dataclass(frozen=True)
class Span:
    """Everything a reader sees of how many each manager leads, at a unit or everywhere."""

    on: date
    goal_texts: tuple[int, ...]
    """The different goals that hold for the managers, ascending."""
    months: tuple[Moment, ...]
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    need: Need

    @property
    def now(self) -> Moment:
        return self.months[-1]

    @property
    def sizes(self) -> list[int]:
        return [line.headcount for line in self.lines]


def span(*, by: Actor, unit: Unit | None, on: date, months: int = MONTHS) -> Span:
    """Of the reader's subtrees, within `unit` if given. At most five queries, whatever the size."""
    days = month_ends(on, months)
    found = leading(paths=_paths(by, unit), since=min(days[0], _year_before(on)), until=on)
    places = dict(Unit.objects.values_list("pk", "path")) if len(found.managers) else {}
    known = goals()
    limits = _limits(found, places, known, on)
    lines = _lines(found, limits, on)
    return Span(
        on=on,
        goal_texts=tuple(sorted({line.most for line in lines})) or (CEILING,),
        months=tuple(_moment(found, limits, day) for day in days),
        lines=lines,
        parts=_parts(lines, places, unit),
        need=need_of(lines, places, known),
    )


def month_ends(on: date, count: int) -> list[date]:
    """The last days of the months before, and the day itself."""
    ends, last = [on], on
    for _number in range(count - 1):
        last = last.replace(day=1) - timedelta(days=1)
        ends.append(last)
    return ends[::-1]


def _year_before(on: date) -> date:
    return on - timedelta(days=365)


def _paths(by: Actor, unit: Unit | None) -> list[str] | None:
    """None where that is everywhere, which spares the database the units."""
    seen = rules.seen_paths(by)
    if unit is None:
        return None if cover_everything(seen) else seen
    if unit.path.startswith(tuple(seen)):
        return [unit.path]
    return [path for path in seen if path.startswith(unit.path)]


def _limits(found: Leading, places: dict[int, str], known: Goals, on: date) -> Ints:
    """Each manager's: the lowest of where they lead people on the day, or ever did."""
    if not len(found.managers):
        return np.zeros(0, np.int64)
    units, back = np.unique(found.unit, return_inverse=True)
    each = np.array([known.at(places[int(key)]).most for key in units], dtype=np.int64)[back]
    starts = found.pairs[found.groups]
    beyond = int(each.max()) + 1
    now = np.minimum.reduceat(np.where(found.holds(on), each, beyond), starts)
    ever = np.minimum.reduceat(each, starts)
    return np.where(now < beyond, now, ever)


def _moment(found: Leading, limits: Ints, day: date) -> Moment:
    counts = found.headcounts(day)
    leads = counts > 0
    sizes = counts[leads]
    return Moment(
        on=day,
        managers=len(sizes),
        people=int(sizes.sum()),
        above=int((sizes > limits[leads]).sum()),
        median=float(np.median(sizes)) if len(sizes) else None,
        high=float(np.quantile(sizes, 0.9, method="inverted_cdf")) if len(sizes) else None,
    )


def _lines(found: Leading, limits: Ints, on: date) -> tuple[Line, ...]:
    """The managers of the day, the most loaded first."""
    if not len(found.managers):
        return ()
    now, before = found.headcounts(on), found.headcounts(_year_before(on))
    holds = found.holds(on)
    units = _main_units(found, holds)
    leaders = found.managers[now > 0]
    over = np.logical_or.reduceat(holds & np.isin(found.person, leaders), found.pairs[found.groups])
    order = np.argsort(-now, kind="stable")
    return tuple(
        Line(
            person=int(found.managers[place]),
            unit=int(units[place]),
            headcount=int(now[place]),
            before=int(before[place]) or None,
            most=int(limits[place]),
            leads_managers=bool(over[place]),
        )
        for place in order
        if now[place]
    )


def _main_units(found: Leading, holds: Flags) -> Ints:
    """Where each manager leads the most; of several, the one that was made first."""
    main = np.zeros(len(found.managers), dtype=np.int64)
    pairs, counts = np.unique(
        np.column_stack([found.by_row[holds], found.unit[holds]]), axis=0, return_counts=True
    )
    order = np.lexsort((-pairs[:, 1], counts))
    main[pairs[order, 0]] = pairs[order, 1]  # The last that is written stays: the most.
    return main


def _parts(lines: Sequence[Line], places: dict[int, str], unit: Unit | None) -> tuple[Part, ...]:
    """By the units right under the chosen one; a manager is counted where most of theirs are."""
    depth = unit.path.count("/") if unit else 2
    here: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        keys = places[line.unit].strip("/").split("/")
        here[int(keys[min(depth, len(keys)) - 1])].append(line)
    named = dict(Unit.objects.filter(pk__in=here).values_list("pk", "name"))
    above = {path.rsplit("/", 2)[0] + "/" for path in places.values()}
    parts = [
        _part(key, named[key], places[key] in above and key != getattr(unit, "pk", None), those)
        for key, those in here.items()
    ]
    return tuple(sorted(parts, key=lambda part: (-part.above, -part.largest, part.name)))


def _part(key: int, name: str, has_parts: bool, lines: Sequence[Line]) -> Part:
    sizes = [line.headcount for line in lines]
    return Part(
        pk=key,
        name=name,
        has_parts=has_parts,
        managers=len(lines),
        people=sum(sizes),
        median=float(np.median(sizes)),
        largest=max(sizes),
        above=sum(line.over > 0 for line in lines),
        more=sum(_more(line.headcount, line.most) for line in lines),
    )


def _more(people: int, most: int) -> int:
    """Managers beside the one there is, for groups of at most so many."""
    return max(0, -(-people // most) - 1)


def need_of(lines: Sequence[Line], places: dict[int, str], known: Goals) -> Need:
    cost: int | None = 0
    together: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        path = places[line.unit]
        together[path.rstrip("/").rsplit("/", 1)[0]].append(line)
        more = _more(line.headcount, line.most)
        if more:
            each = known.at(path).cost
            cost = None if cost is None or each is None else cost + more * each
    return Need(
        dividing=sum(_more(line.headcount, line.most) for line in lines),
        moving=sum(map(_more_together, together.values())),
        cost=cost,
    )


def _more_together(lines: Sequence[Line]) -> int:
    """Never more than by dividing: that is one of the ways."""
    people, most = sum(line.headcount for line in lines), min(line.most for line in lines)
    divided = sum(_more(line.headcount, line.most) for line in lines)
    return min(divided, max(0, -(-people // most) - len(lines)))

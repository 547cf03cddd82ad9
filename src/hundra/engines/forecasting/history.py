"""What was: arrivals per interval and day, with closed and missing intervals told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import numpy as np

from hundra.engines.forecasting.calendar import Calendar, open_slots
from hundra.engines.forecasting.grid import WEEK, Flags, Floats, ForecastError, Grid, open_days

MOST_INTERVALS = 20_000_000
USUALLY = 0.5
"""From this share of a weekday's days an interval counts as usually open."""


@dataclass(frozen=True)
class History:
    """Arrivals from `first_day`, every calendar day a row, every interval a column.

    `counts` are NaN where nothing is known (an outage, a lost file) and are not looked at where
    `opened` is False. `types` has the same for each call type; they need not add up to `counts`.
    """

    first_day: date
    grid: Grid
    counts: Floats
    opened: Flags
    types: Mapping[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = [
            name
            for name, one in [("counts", self.counts), *self.types.items()]
            if one.shape != self.opened.shape or one.shape[1] != self.grid.slots
        ]
        if wrong:
            raise ForecastError(f"days × intervals differ: {', '.join(wrong)}")
        if any(bool((one < 0).any()) for one in (self.counts, *self.types.values())):
            raise ForecastError("counts are negative")

    @property
    def days(self) -> int:
        return len(self.counts)

    @property
    def end(self) -> date:
        """The day after the last."""
        return self.first_day + timedelta(days=self.days)

    @property
    def observed(self) -> Flags:
        return self.opened & np.isfinite(self.counts)

    def day(self, index: int) -> date:
        return self.first_day + timedelta(days=int(index))

    def until(self, days: int) -> History:
        """The first `days` days alone: what was known at that origin."""
        return History(
            self.first_day,
            self.grid,
            self.counts[:days],
            self.opened[:days],
            {name: one[:days] for name, one in self.types.items()},
        )

    def without(self, start: datetime, end: datetime) -> History:
        """The same with an outage (local times): nothing is known of the intervals it touches."""
        counts, types = self.counts.copy(), {n: one.copy() for n, one in self.types.items()}
        for index in range(
            max(0, (start.date() - self.first_day).days),
            min(self.days, (end.date() - self.first_day).days + 1),
        ):
            midnight = datetime.combine(self.day(index), time.min, start.tzinfo)
            first = (start - midnight).total_seconds() / 60
            last = (end - midnight).total_seconds() / 60
            hit = (self.grid.minutes < last) & (
                self.grid.minutes + self.grid.interval_minutes > first
            )
            for one in (counts, *types.values()):
                one[index, hit] = np.nan
        return History(self.first_day, self.grid, counts, self.opened, types)

    def usual_hours(self) -> Flags:
        """7 × intervals: open on at least half of the weekday's days that were open at all."""
        usual = np.zeros((WEEK, self.grid.slots), dtype=np.bool_)
        weekdays = (self.first_day.weekday() + np.arange(self.days)) % WEEK
        whole = open_days(self.opened)
        for weekday in range(WEEK):
            those = weekdays == weekday
            if whole[those].sum() > USUALLY * those.sum() * 0.5:
                usual[weekday] = self.opened[those & whole].mean(axis=0) >= USUALLY
        return usual


def from_rows(
    rows: Iterable[tuple[datetime, float]],
    *,
    calendar: Calendar | None = None,
    interval_minutes: int | None = None,
) -> History:
    """A history of rows (an interval's start in local time, arrivals), in any order.

    A date whose weekday is usually there but which has no row is closed if it is a holiday or
    closed in the calendar, else missing. Rows of the same interval (the hour that summer time
    repeats) are added. Raises ForecastError when there is nothing to build on.
    """
    given = list(rows)
    if not given:
        raise ForecastError("no rows")
    calendar = calendar or Calendar()
    grid = _grid(given, interval_minutes)
    first = min(at for at, _ in given).date()
    days = (max(at for at, _ in given).date() - first).days + 1
    if days * grid.slots > MOST_INTERVALS:
        raise ForecastError(f"{days} days of {grid.slots} intervals are too many")
    counts = np.full((days, grid.slots), np.nan)
    for at, count in given:
        row, slot = (at.date() - first).days, grid.slot(at)
        counts[row, slot] = count + (0 if np.isnan(counts[row, slot]) else counts[row, slot])
    return History(first, grid, counts, _opened(first, counts, grid, calendar))


def _grid(rows: list[tuple[datetime, float]], interval_minutes: int | None) -> Grid:
    minutes = sorted({at.hour * 60 + at.minute for at, _ in rows})
    if interval_minutes is None:
        steps = Counter(np.diff(minutes).tolist())
        interval_minutes = int(min(steps)) if steps else 30
    first = minutes[0] - minutes[0] % interval_minutes
    return Grid(interval_minutes, first, (minutes[-1] - first) // interval_minutes + 1)


def _opened(first: date, counts: Floats, grid: Grid, calendar: Calendar) -> Flags:
    """Open where the calendar says so; else where there are rows, or usually are."""
    there = np.isfinite(counts)
    whole = open_days(there)
    weekdays = (first.weekday() + np.arange(len(counts))) % WEEK
    opened = there.copy()
    for row in range(len(counts)):
        day = first + timedelta(days=row)
        hours = calendar.given_hours(day)
        if hours is not None:
            opened[row] |= open_slots(hours, grid)
            continue
        same = weekdays == weekdays[row]
        if whole[row]:
            opened[row] |= there[same & whole].mean(axis=0) >= USUALLY
        elif whole[same].mean() >= USUALLY and day not in calendar.holidays:
            opened[row] = there[same & whole].mean(axis=0) >= USUALLY
    return opened

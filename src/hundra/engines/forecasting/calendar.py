"""What is known ahead: opening hours, holidays, squeeze days and events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np

from hundra.engines.forecasting.grid import Flags, Grid

Hours: TypeAlias = tuple[tuple[int, int], ...]
"""Open from one minute after midnight to another, several times a day; empty: closed."""


@dataclass(frozen=True)
class Calendar:
    """Days that differ, and when it is open.

    `holidays`: public holidays by name, whether open or not. `squeeze_days`: between a holiday and
    a weekend (klämdagar). `events`: what is known to move people (a mailing, a payment day, an
    election), by name: the same name on several days is one effect, learned once. `closed`: whole
    days. `hours`: by weekday, 0 = Monday; None: as the history usually has been. `special_hours`
    replace a day's hours.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    squeeze_days: frozenset[date] = frozenset()
    events: Mapping[date, str] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()
    hours: Mapping[int, Hours] | None = None
    special_hours: Mapping[date, Hours] = field(default_factory=dict)

    def given_hours(self, day: date) -> Hours | None:
        """None where the calendar says nothing of the day's hours."""
        if day in self.special_hours:
            return self.special_hours[day]
        if day in self.closed:
            return ()
        return None if self.hours is None else self.hours.get(day.weekday(), ())


def open_slots(hours: Hours, grid: Grid) -> Flags:
    """Which intervals lie at least half within the hours."""
    middle = grid.minutes + grid.interval_minutes / 2
    opened = np.zeros(grid.slots, dtype=np.bool_)
    for start, end in hours:
        opened |= (middle >= start) & (middle < end)
    return opened

"""The grid of days and intervals that histories, calendars and forecasts share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

MINUTES_A_DAY = 24 * 60
WEEK = 7

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.int64]
Anything: TypeAlias = NDArray[Any]


class ForecastError(ValueError):
    """The history cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A day's intervals: `slots` of `interval_minutes` each, the first at `first_minute`."""

    interval_minutes: int
    first_minute: int = 0
    slots: int = 0

    def __post_init__(self) -> None:
        if self.interval_minutes < 1 or MINUTES_A_DAY % self.interval_minutes:
            raise ForecastError(f"{self.interval_minutes} minutes do not divide a day")
        if not self.slots:
            left = (MINUTES_A_DAY - self.first_minute) // self.interval_minutes
            object.__setattr__(self, "slots", left)
        if not 0 <= self.first_minute < self.end_minute <= MINUTES_A_DAY:
            raise ForecastError("the intervals do not lie within one day")

    @property
    def end_minute(self) -> int:
        return self.first_minute + self.slots * self.interval_minutes

    @property
    def minutes(self) -> Whole:
        """Each interval's first minute after midnight."""
        return self.first_minute + self.interval_minutes * np.arange(self.slots, dtype=np.int64)

    def slot(self, at: datetime) -> int:
        """The interval of a time of day; may lie outside 0 … slots − 1."""
        minute = at.hour * 60 + at.minute
        return (minute - self.first_minute) // self.interval_minutes

    def start(self, day: datetime, slot: int) -> datetime:
        return day + timedelta(minutes=self.first_minute + slot * self.interval_minutes)


def open_days(opened: Flags) -> Flags:
    """Of days × intervals: the days with any."""
    return np.asarray(opened.any(axis=1), dtype=np.bool_)

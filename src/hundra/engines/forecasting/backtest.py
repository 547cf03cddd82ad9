"""Backtesting by rolling origin: what would have been said then, beside what came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from hundra.engines.forecasting.calendar import Calendar
from hundra.engines.forecasting.forecasting import LEVELS, forecast
from hundra.engines.forecasting.grid import Flags, Floats, ForecastError, Whole, open_days
from hundra.engines.forecasting.history import History
from hundra.engines.forecasting.quality import Quality, judge


@dataclass(frozen=True)
class Prediction:
    """Days × intervals after an origin."""

    mean: Floats
    quantiles: Mapping[float, Floats]


class Method(Protocol):
    """Any way to forecast: ours or a peer."""

    def __call__(
        self, past: History, opened: Flags, calendar: Calendar, levels: tuple[float, ...]
    ) -> Prediction: ...


@dataclass(frozen=True)
class Backtest:
    """`origins`: the first forecast days. `by_day`: quality by days ahead, from 1."""

    origins: tuple[date, ...]
    whole: Quality
    by_day: tuple[Quality, ...]


def ours(past: History, opened: Flags, calendar: Calendar, levels: tuple[float, ...]) -> Prediction:
    found = forecast(past, len(opened), calendar, levels=levels, opened=opened)
    return Prediction(found.mean, found.quantiles)


def backtest(
    history: History,
    calendar: Calendar | None = None,
    *,
    origins: Iterable[int],
    days_ahead: int,
    method: Method = ours,
    levels: tuple[float, ...] = LEVELS,
) -> Backtest:
    """From each origin (how many of the history's days were known) the next open days with counts.

    Opening hours of the days ahead are known, as planners know them; nothing else is.
    Raises ForecastError when no origin leaves days to judge.
    """
    calendar = calendar or Calendar()
    judged: list[list[tuple[Floats, Prediction]]] = [[] for _ in range(days_ahead)]
    starts = []
    for origin in origins:
        rows = _next_open(history, origin, days_ahead)
        if not len(rows):
            continue
        ahead = history.opened[origin : rows[-1] + 1]
        made = method(history.until(origin), ahead, calendar, levels)
        starts.append(history.day(int(rows[0])))
        for place, row in enumerate(rows):
            judged[place].append(_of_day(history, made, int(row), origin))
    if not starts:
        raise ForecastError("no origin leaves days to judge")
    everything = [one for day in judged for one in day]
    return Backtest(tuple(starts), _judge(everything), tuple(_judge(day) for day in judged if day))


def _next_open(history: History, origin: int, most: int) -> Whole:
    there = open_days(history.observed[origin:])
    return np.asarray(origin + np.flatnonzero(there)[:most], dtype=np.int64)


def _of_day(history: History, made: Prediction, row: int, origin: int) -> tuple[Floats, Prediction]:
    there = history.observed[row]
    ahead = row - origin
    quantiles = {level: one[ahead][there] for level, one in made.quantiles.items()}
    return history.counts[row][there], Prediction(made.mean[ahead][there], quantiles)


def _judge(days: list[tuple[Floats, Prediction]]) -> Quality:
    levels = days[0][1].quantiles
    return judge(
        np.concatenate([actual for actual, _ in days]),
        np.concatenate([one.mean for _, one in days]),
        {level: np.concatenate([one.quantiles[level] for _, one in days]) for level in levels},
    )

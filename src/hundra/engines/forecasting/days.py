"""What kind of day each is: its weekday, or the weekday it behaves as, and what is special.

The first open day after an extra closure behaves as the weekday that usually follows one (in
most places a Monday), the more so the longer it was closed: what could not be asked waits. That is
where the learning starts; `after a closure` then learns how it differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hundra.engines.forecasting.calendar import Calendar
from hundra.engines.forecasting.grid import WEEK, Flags, Floats, Whole

MOST_PENT_UP = 2.0
"""A long closure counts at most as so many usual ones."""
LONGEST_CLOSURE = 14
AFTER, BEFORE = "after a closure", "before a closure"
HOLIDAY, SQUEEZE = "open on a holiday", "squeeze day"
SPREADS = {AFTER: 0.1, BEFORE: 0.07, HOLIDAY: 0.3, SQUEEZE: 0.15}
NAMED_SPREAD = 0.3
"""How much, in log, effects may differ from none before any is seen (standard deviation)."""


@dataclass(frozen=True)
class Days:
    """Days in a row. `weights`: days × 7, how much each behaves as which weekday.

    `effects`: days × named effects, 0 or 1. `kinds`: the weekday whose profile it has.
    `month`, `year`: how far into them, 0–1. `number`: days since the first.
    """

    number: Floats
    weights: Floats
    kinds: Whole
    effects: Floats
    names: tuple[str, ...]
    month: Floats
    year: Floats


def describe(first_day: date, opened: Flags, calendar: Calendar, usual: Flags) -> Days:
    """`opened`: whether each day from `first_day` is open; `usual`: whether each weekday is."""
    dates = [first_day + timedelta(days=index) for index in range(len(opened))]
    weekdays = np.array([day.weekday() for day in dates], dtype=np.int64)
    weights = np.eye(WEEK)[weekdays]
    closure = _closed_before(opened, weekdays, usual)
    usually = _usual_closures(usual)
    extra = opened & (closure > usually[weekdays])
    _behave_as_reopening(weights, np.flatnonzero(extra), closure, usually, usual)
    names, effects = _effects(dates, opened, extra, calendar, usual[weekdays])
    return Days(
        number=np.arange(len(dates), dtype=np.float64),
        weights=weights,
        kinds=np.where(extra, weights.argmax(axis=1), weekdays),
        effects=effects,
        names=names,
        month=np.array([(day.day - 1) / _days_in_month(day) for day in dates]),
        year=np.array([(day.timetuple().tm_yday - 1) / 365.25 for day in dates]),
    )


def _closed_before(opened: Flags, weekdays: Whole, usual: Flags) -> Whole:
    """How many days in a row were closed before each; before the first day, as usual."""
    runs = np.zeros(len(opened), dtype=np.int64)
    run = int(_usual_closures(usual)[weekdays[0]]) if len(opened) else 0
    for index, is_open in enumerate(opened):
        runs[index] = min(run, LONGEST_CLOSURE)
        run = 0 if is_open else run + 1
    return runs


def _usual_closures(usual: Flags) -> Whole:
    """By weekday: how many weekdays before it in a row are usually closed."""
    runs = np.zeros(WEEK, dtype=np.int64)
    for weekday in range(WEEK):
        while runs[weekday] < WEEK - 1 and not usual[(weekday - runs[weekday] - 1) % WEEK]:
            runs[weekday] += 1
    return runs


def _behave_as_reopening(
    weights: Floats, extra: Whole, closure: Whole, usually: Whole, usual: Flags
) -> None:
    """As the weekday after the usual closure; its surplus over other days by days closed."""
    runs = np.where(usual, usually, 0)
    reopening = int(runs.argmax())
    if runs[reopening] == 0:
        return
    others = usual & (np.arange(WEEK) != reopening)
    if not others.any():
        return
    for index in extra:
        share = float(np.clip(closure[index] / runs[reopening], 1.0, MOST_PENT_UP))
        weights[index] = (1.0 - share) * others / others.sum()
        weights[index, reopening] = share


def _effects(
    dates: Sequence[date], opened: Flags, extra: Flags, calendar: Calendar, usual: Flags
) -> tuple[tuple[str, ...], Floats]:
    closed_next = np.append(~opened[1:] & usual[1:], False) if len(opened) else extra
    columns = {
        AFTER: extra,
        BEFORE: opened & closed_next,
        HOLIDAY: opened & np.array([day in calendar.holidays for day in dates], dtype=bool),
        SQUEEZE: np.array([day in calendar.squeeze_days for day in dates], dtype=bool),
    }
    for name in sorted({*calendar.holidays.values()}):
        columns[f"holiday: {name}"] = opened & np.array(
            [calendar.holidays.get(day) == name for day in dates], dtype=bool
        )
    for name in sorted({*calendar.events.values()}):
        columns[f"event: {name}"] = np.array(
            [calendar.events.get(day) == name for day in dates], dtype=bool
        )
    present = {name: column for name, column in columns.items() if column.any()}
    matrix = np.array([*present.values()], dtype=np.float64).reshape(-1, len(dates)).T
    return tuple(present), matrix


def _days_in_month(day: date) -> int:
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (following - timedelta(days=1)).day

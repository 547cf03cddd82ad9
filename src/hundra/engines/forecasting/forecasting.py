"""From a history to a forecast."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from hundra.engines.forecasting.calendar import Calendar, open_slots
from hundra.engines.forecasting.forecasts import Forecast
from hundra.engines.forecasting.grid import WEEK, Flags, ForecastError, open_days
from hundra.engines.forecasting.history import USUALLY, History
from hundra.engines.forecasting.model import LOOKAHEAD_DAYS, Model, learn
from hundra.engines.forecasting.parts import forecast_types

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_HORIZON_DAYS = 400


def forecast(
    history: History,
    horizon: int,
    calendar: Calendar | None = None,
    *,
    levels: tuple[float, ...] = LEVELS,
    opened: Flags | None = None,
) -> Forecast:
    """The `horizon` days after the history.

    `opened` (days × intervals) says when it will be open; by default the calendar does, and where
    that is silent the weekday's usual hours (holidays: closed, unless they mostly were open).
    Raises ForecastError for levels outside 0–1, horizons outside 1–400 days and histories with
    fewer than three days.
    """
    if not all(0 < level < 1 for level in levels):
        raise ForecastError("levels lie between 0 and 1")
    if not 1 <= horizon <= MOST_HORIZON_DAYS:
        raise ForecastError(f"a horizon is 1–{MOST_HORIZON_DAYS} days")
    calendar = calendar or Calendar()
    ahead = opening_ahead(history, horizon + LOOKAHEAD_DAYS, calendar)
    if opened is not None:
        ahead[:horizon] = opened[:horizon]
    model = learn(history, calendar, ahead)
    whole = _predict(model, history, ahead[:horizon], levels)
    return replace(whole, types=forecast_types(model, history, whole))


def _predict(model: Model, history: History, opened: Flags, levels: tuple[float, ...]) -> Forecast:
    wanted = history.days + np.arange(len(opened))
    logs, covariance = model.levels.at(wanted)
    kinds = model.days.kinds[wanted]
    unsure = np.diag(covariance)
    mean = np.exp(logs + unsure / 2)[:, None] * model.profiles.shares[kinds]
    each = model.dispersion.alone + model.dispersion.together + model.profiles.variance[kinds]
    return Forecast(
        first_day=history.end,
        grid=history.grid,
        opened=opened,
        mean=np.where(opened, mean, 0.0),
        variance=(unsure + model.levels.noise)[:, None] + each,
        day_covariance=covariance + model.levels.noise * np.eye(len(wanted)),
        dispersion=model.dispersion,
        levels=levels,
        known=np.full(opened.shape, np.nan),
    )


def opening_ahead(history: History, days: int, calendar: Calendar) -> Flags:
    """Days × intervals after the history that will be open, as far as anybody knows."""
    usual = history.usual_hours()
    on_holidays = _open_on_holidays(history, calendar)
    ahead = np.zeros((days, history.grid.slots), dtype=np.bool_)
    for index in range(days):
        day = history.end + timedelta(days=index)
        hours = calendar.given_hours(day)
        if hours is not None:
            ahead[index] = open_slots(hours, history.grid)
        elif on_holidays or day not in calendar.holidays:
            ahead[index] = usual[day.weekday() % WEEK]
    return ahead


def _open_on_holidays(history: History, calendar: Calendar) -> bool:
    usual = open_days(history.usual_hours())
    past = [
        bool(history.opened[index].any())
        for index in range(history.days)
        if history.day(index) in calendar.holidays and usual[history.day(index).weekday()]
    ]
    return bool(past) and sum(past) > USUALLY * len(past)

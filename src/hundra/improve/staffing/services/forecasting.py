"""What is expected at a desk, worked out by a worker and kept."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from hundra.engines import forecasting as engine
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import Forecast, ForecastRow
from hundra.improve.staffing.queries.arrivals import calendar_of, history_of

DAYS_AHEAD = 70
BACKTEST_WEEKS = 4
BACKTEST_DAYS = 5
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
LEAST_A_DAY = 0.05
"""A language with fewer expected in a whole day is left to the whole."""


def make_forecast(
    *, desk: Desk, days: int = DAYS_AHEAD, today: dt.date | None = None
) -> Forecast | None:
    """Forecasts from today on and keeps it; None where too little is known of what was."""
    today = today or timezone.localdate()
    history = history_of(desk, until=today)
    if history is None:
        return None
    calendar = calendar_of(desk, history.first_day, today + dt.timedelta(days=days + 7))
    try:
        ahead = engine.forecast(history, days, calendar, levels=LEVELS)
        quality = _quality(history, calendar)
    except engine.ForecastError:
        return None
    return _keep(desk, ahead, quality)


@transaction.atomic
def _keep(desk: Desk, ahead: engine.Forecast, quality: dict[str, float | None]) -> Forecast:
    last = ahead.first_day + dt.timedelta(days=len(ahead.mean) - 1)
    kept = Forecast.objects.create(
        desk=desk, first_day=ahead.first_day, last_day=last, quality=quality, days=_days(ahead)
    )
    bands = {level: ahead.quantile(level) for level in LEVELS}
    rows = []
    for number, slot in zip(*ahead.opened.nonzero(), strict=True):
        place = {
            "forecast": kept,
            "day": ahead.first_day + dt.timedelta(days=int(number)),
            "start": int(ahead.grid.minutes[slot]),
        }
        low_90, low_50, _, high_50, high_90 = (float(bands[one][number, slot]) for one in LEVELS)
        rows.append(
            ForecastRow(
                **place,
                mean=float(ahead.mean[number, slot]),
                low_90=low_90,
                low_50=low_50,
                high_50=high_50,
                high_90=high_90,
            )
        )
        rows += [
            ForecastRow(**place, language=language, mean=float(part.mean[number, slot]))
            for language, part in ahead.types.items()
            if part.mean[number].sum() > LEAST_A_DAY
        ]
    ForecastRow.objects.bulk_create(rows, batch_size=2000)
    return kept


def _days(ahead: engine.Forecast) -> list[dict[str, object]]:
    """Open days, each with its total and bands."""
    bands = {level: ahead.day_quantile(level) for level in LEVELS}
    return [
        {
            "day": (ahead.first_day + dt.timedelta(days=number)).isoformat(),
            "mean": round(float(mean), 1),
            "low_90": float(bands[0.05][number]),
            "low_50": float(bands[0.25][number]),
            "high_50": float(bands[0.75][number]),
            "high_90": float(bands[0.95][number]),
        }
        for number, mean in enumerate(ahead.day_means)
        if mean > 0
    ]


def _quality(history: engine.History, calendar: engine.Calendar) -> dict[str, float | None]:
    """How good forecasts would have been, made on each of the last Mondays; nothing when all is
    too new to tell."""
    origins = [history.days - 7 * week for week in range(1, BACKTEST_WEEKS + 1)]
    origins = [one for one in origins if one >= 2 * 7]
    if not origins:
        return {}
    tested = engine.backtest(
        history, calendar, origins=origins, days_ahead=BACKTEST_DAYS, levels=LEVELS
    ).whole
    return {
        "n": tested.n,
        "rmse": tested.rmse,
        "mape": tested.mape,
        "within_50": tested.coverage.get(0.5),
        "within_90": tested.coverage.get(0.9),
        "weeks": len(origins),
    }

"""Arrivals per interval and call type, from history: means, quantiles, and how good they were.

    history = from_rows([(start, count), …], calendar=calendar)    # or History(...) of arrays
    ahead = forecast(history, 28, calendar)                        # days
    ahead.mean, ahead.quantiles[0.95]                              # days × intervals
    ahead.day_means, ahead.day_quantile(0.9)                       # per day
    ahead.types["sv"].mean                                         # per call type
    now = update(ahead, counts_of_today_so_far)                    # NaN where not yet known
    backtest(history, calendar, origins=[300, 307], days_ahead=5)   # what would have been said

Histories and forecasts are grids: a row for each calendar day, a column for each interval
(`Grid`: any length that divides a day). Closed (`opened` False) and missing (NaN) are told apart.
The `Calendar` holds hours, holidays, squeeze days, events, closed days. Times are local.

Behind it: `levels` (a day's total), `profiles` (how it spreads over the day), `dispersion` (how far
it strays), all by `processes`; `parts` shares it between call types. Nothing is tuned by hand for
some data: what a service centre learns from its own history shrinks towards what holds in general.
"""

from hundra.engines.forecasting.backtest import Backtest, Method, Prediction, backtest
from hundra.engines.forecasting.calendar import Calendar, Hours
from hundra.engines.forecasting.forecasting import LEVELS, forecast
from hundra.engines.forecasting.forecasts import Forecast
from hundra.engines.forecasting.grid import ForecastError, Grid
from hundra.engines.forecasting.history import History, from_rows
from hundra.engines.forecasting.quality import Quality, judge
from hundra.engines.forecasting.updating import update

__all__ = [
    "LEVELS",
    "Backtest",
    "Calendar",
    "Forecast",
    "ForecastError",
    "Grid",
    "History",
    "Hours",
    "Method",
    "Prediction",
    "Quality",
    "backtest",
    "forecast",
    "from_rows",
    "judge",
    "update",
]

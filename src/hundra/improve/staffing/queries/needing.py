"""How many guides are needed, half-hour by half-hour, and what that costs.

From the forecast's means by Erlang A (engines.queueing.staffing) with the desk's own handling
times and patience. A language with at least one call an hour has a need of its own; the need for
anybody counts all calls, so that speakers of a language are a part of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from hundra.engines.queueing.staffing import servers_for_share_in_time
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import Forecast, ForecastRow, RosterPeriod
from hundra.improve.staffing.queries.arrivals import HALF_HOUR, Times, times_of

SHARES = (70, 80, 90)
LEAST_AN_HOUR = 1.0
MAIN_LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class Need:
    """People from `start` for half an hour (minutes from midnight). No skill: anybody."""

    day: dt.date
    start: int
    skill: str
    people: int

    @property
    def end(self) -> int:
        return self.start + HALF_HOUR


@dataclass(frozen=True, slots=True)
class Cost:
    """What it takes to answer the share in time: guide hours at the desk, and SEK."""

    share: int
    most: int
    hours: float
    sek: int


def latest_forecast(desk: Desk) -> Forecast | None:
    return desk.forecasts.first()


def reaching_forecast(period: RosterPeriod) -> Forecast | None:
    """The latest, if it reaches to the period's last day."""
    made = latest_forecast(period.desk)
    return made if made is not None and made.last_day >= period.last_day else None


def costs_of_period(period: RosterPeriod, today: dt.date) -> list[Cost]:
    """What each of SHARES costs; nothing while no forecast reaches its end."""
    made = reaching_forecast(period)
    if made is None:
        return []
    return costs_of(
        rows_of(made, period.first_day, period.last_day),
        times_of(period.desk, today),
        within=period.desk.answer_within_seconds,
        hour_cost=period.hour_cost,
    )


def rows_of(forecast: Forecast, first: dt.date, last: dt.date) -> list[ForecastRow]:
    return list(forecast.rows.filter(day__gte=first, day__lte=last))


def needs_of(rows: Iterable[ForecastRow], times: Times, *, share: int, within: int) -> list[Need]:
    """`share` in per cent, `within` in seconds."""
    found = []
    for row in rows:
        an_hour = row.mean * 60 / HALF_HOUR
        if row.language == MAIN_LANGUAGE or (row.language and an_hour < LEAST_AN_HOUR):
            continue
        people = _servers(round(an_hour, 1), times, share, within)
        if people:
            found.append(Need(row.day, row.start, row.language, people))
    return found


def costs_of(
    rows: Iterable[ForecastRow], times: Times, *, within: int, hour_cost: int
) -> list[Cost]:
    """For each of SHARES."""
    whole = [row for row in rows if not row.language]
    return [
        _cost(needs_of(whole, times, share=share, within=within), share, hour_cost)
        for share in SHARES
    ]


def _cost(needs: list[Need], share: int, hour_cost: int) -> Cost:
    hours = sum(need.people for need in needs) * HALF_HOUR / 60
    most = max((need.people for need in needs), default=0)
    return Cost(share, most, hours, round(hours * hour_cost))


@lru_cache(maxsize=20_000)
def _servers(an_hour: float, times: Times, share: int, within: int) -> int:
    return servers_for_share_in_time(
        calls_per_hour=an_hour,
        handling_seconds=times.handling_seconds,
        share=share / 100,
        within_seconds=within,
        patience_seconds=times.patience_seconds,
    )

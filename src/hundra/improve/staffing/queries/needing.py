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

from hundra.engines.queueing.staffing import servers_for_share_of_each
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
        made.rows.filter(day__range=(period.first_day, period.last_day), language=""),
        _times_of_day(period.desk_id, today),
        within=period.desk.answer_within_seconds,
        hour_cost=period.hour_cost,
    )


def rows_of(forecast: Forecast, first: dt.date, last: dt.date) -> list[ForecastRow]:
    return list(forecast.rows.filter(day__gte=first, day__lte=last))


def needs_of(rows: Iterable[ForecastRow], times: Times, *, share: int, within: int) -> list[Need]:
    """`share` in per cent, `within` in seconds."""
    counted = [(row, an_hour) for row in rows if _has_own_need(row, an_hour := _an_hour(row))]
    people = servers_for_share_of_each(
        [an_hour for _row, an_hour in counted],
        handling_seconds=times.handling_seconds,
        share=share / 100,
        within_seconds=within,
        patience_seconds=times.patience_seconds,
    )
    return [
        Need(row.day, row.start, row.language, many)
        for (row, _an_hour), many in zip(counted, people, strict=True)
        if many
    ]


def _an_hour(row: ForecastRow) -> float:
    return round(row.mean * 60 / HALF_HOUR, 1)


def _has_own_need(row: ForecastRow, an_hour: float) -> bool:
    """All calls together, and languages that somebody calls in."""
    return not row.language or (row.language != MAIN_LANGUAGE and an_hour >= LEAST_AN_HOUR)


def costs_of(
    rows: Iterable[ForecastRow], times: Times, *, within: int, hour_cost: int
) -> list[Cost]:
    """For each of SHARES; of `rows` those of all calls count."""
    whole = [row for row in rows if not row.language]
    return [
        _cost(needs_of(whole, times, share=share, within=within), share, hour_cost)
        for share in SHARES
    ]


def _cost(needs: list[Need], share: int, hour_cost: int) -> Cost:
    hours = sum(need.people for need in needs) * HALF_HOUR / 60
    most = max((need.people for need in needs), default=0)
    return Cost(share, most, hours, round(hours * hour_cost))


@lru_cache(maxsize=64)
def _times_of_day(desk: int, today: dt.date) -> Times:
    """Twelve weeks of contacts are read once a day in a process, not for each page."""
    return times_of(Desk.objects.get(pk=desk), today)

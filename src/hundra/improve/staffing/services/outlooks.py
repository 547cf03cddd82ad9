"""A day's forecast made anew from what is known of its morning, and how the roster will hold.

Worked out by a worker each ten minutes while the desk is open, and after a change of the day. The
first of a day is kept as its plan, to lay beside what came.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction
from django.utils import timezone

from hundra.engines import forecasting as engine
from hundra.hear.contacts.hours import timetable
from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import (
    Assignment,
    DayOutlook,
    ForecastRow,
    OutlookRow,
    RosterPeriod,
)
from hundra.improve.staffing.queries.arrivals import (
    HALF_HOUR,
    calendar_of,
    count_arrivals,
    history_of,
    times_of,
)
from hundra.improve.staffing.queries.day import day_shown, roster_on
from hundra.improve.staffing.queries.needing import needs_of
from hundra.improve.staffing.services.simulating import SLOTS_A_DAY, centre_of, present_at

if TYPE_CHECKING:
    from hundra.engines.queueing.simulation import Centre
    from hundra.engines.queueing.simulation.results import Result

LEVELS = (0.05, 0.5, 0.95)
REPLICATIONS = 200
MOST_VARIATION = 0.4
MAIN = "sv"


@dataclass(frozen=True, slots=True)
class Known:
    """A day's arrivals: what was said before it, what has come (NaN not yet), and what is said
    now. All by the slots of the forecast's grid."""

    day: dt.date
    morning: engine.Forecast
    now: engine.Forecast
    row: int
    so_far: np.ndarray[tuple[int], np.dtype[np.float64]]

    @property
    def starts(self) -> list[int]:
        """Of the half-hours that are open."""
        opened = self.now.opened[self.row]
        return [
            int(minute)
            for minute, is_open in zip(self.now.grid.minutes, opened, strict=True)
            if is_open
        ]

    def slot(self, start: int) -> int:
        return (start - self.now.grid.first_minute) // self.now.grid.interval_minutes


def known_of(desk: Desk, *, now: dt.datetime) -> Known | None:
    """The day's forecast with its morning; None with too little history, or closed all week."""
    today = now.date()
    day = day_shown(desk, today)
    if day is None:
        return None
    row = (day - today).days
    morning = _morning(desk.pk, today, row)
    if morning is None:
        return None
    so_far, types = _so_far(desk, morning, day, now)
    known = morning
    if np.isfinite(so_far).any():
        known = engine.update(morning, so_far, day=row, types=types)
    return Known(day, morning, known, row, so_far)


@lru_cache(maxsize=8)
def _morning(desk: int, today: dt.date, days_ahead: int) -> engine.Forecast | None:
    """Said before the day: the same all day, and it takes a worker some seconds, so it is kept."""
    its = Desk.objects.get(pk=desk)
    history = history_of(its, until=today)
    if history is None:
        return None
    calendar = calendar_of(its, history.first_day, today + dt.timedelta(days=14))
    try:
        return engine.forecast(history, days_ahead + 1, calendar, levels=LEVELS)
    except engine.ForecastError:
        return None


def _so_far(
    desk: Desk, forecast: engine.Forecast, day: dt.date, now: dt.datetime
) -> tuple[np.ndarray, Mapping[str, np.ndarray]]:
    """Counts of the half-hours that are over."""
    grid = forecast.grid
    until = now.hour * 60 + now.minute if day == now.date() else 0
    over = np.array([start + grid.interval_minutes <= until for start in grid.minutes])
    counted = count_arrivals(desk, day, day)
    opened = forecast.opened[(day - forecast.first_day).days]

    def laid_out(counts: Mapping[tuple[dt.date, int], int]) -> np.ndarray:
        row = np.array([float(counts.get((day, int(start)), 0)) for start in grid.minutes])
        return np.where(over & opened, row, np.nan)

    return laid_out(counted.whole), {
        language: laid_out(counted.languages.get(language, {})) for language in forecast.types
    }


def desks_to_look_at(*, now: dt.datetime | None = None) -> list[Desk]:
    """Desks with a roster that are open now, or whose coming day has not been looked at."""
    now = now or timezone.localtime()
    found = []
    for desk in Desk.objects.filter(
        is_active=True, roster_periods__state="published", roster_periods__kind="roster"
    ).distinct():
        spans = timetable(desk).on(now.date())
        day = day_shown(desk, now.date())
        is_open = any(span.opens <= now.time() <= span.closes for span in spans)
        if is_open or (day is not None and not desk.outlooks.filter(day=day).exists()):
            found.append(desk)
    return found


def make_outlook(*, desk: Desk, now: dt.datetime | None = None) -> DayOutlook | None:
    """Works the day out as it looks now, and keeps it; None where there is nothing to go by."""
    now = now or timezone.localtime()
    known = known_of(desk, now=now)
    if known is None:
        return None
    roster = roster_on(desk, known.day)
    result = play(desk, known, roster)
    return _keep(desk, known, roster, result, now)


def play(
    desk: Desk, known: Known, roster: list[Assignment], *, replications: int = REPLICATIONS
) -> Result | None:
    """The day played with the roster; None without anybody in it. The same callers each time, so
    that two rosters can be laid beside each other."""
    from hundra.engines.queueing.simulation.simulate import simulate

    centre = _centre(desk, known, roster)
    return None if centre is None else simulate(centre, replications=replications, seed=1)


def _centre(desk: Desk, known: Known, roster: list[Assignment]) -> Centre | None:
    rows = list(_rows(known))
    if not roster or not any(row.mean for row in rows):
        return None
    day = RosterPeriod(desk=desk, first_day=known.day, last_day=known.day)
    varies = math.sqrt(max(0.0, float(known.now.day_covariance[known.row, known.row])))
    centre = centre_of(day, rows, roster, times_of(desk, known.day))
    return replace(centre, day_variation=min(varies, MOST_VARIATION))


def _rows(known: Known) -> Iterable[ForecastRow]:
    """As of a forecast; what has come stands in it as it was."""
    for start in known.starts:
        slot = known.slot(start)
        place = {"day": known.day, "start": start}
        yield ForecastRow(**place, language="", mean=float(known.now.mean[known.row, slot]))
        for language, part in known.now.types.items():
            if language != MAIN:
                yield ForecastRow(
                    **place, language=language, mean=float(part.mean[known.row, slot])
                )


@dataclass(frozen=True, slots=True)
class Share:
    value: float | None
    low: float | None
    high: float | None


NOTHING = Share(None, None, None)


def share_between(result: Result | None, start: int, end: int) -> Share:
    """Of those who wait and come between two times of the day, the share answered in time."""
    if result is None or start >= end:
        return NOTHING
    groups = result.counted.by_group[:, start // HALF_HOUR : -(-end // HALF_HOUR)]
    part = replace(result, counted=replace(result.counted, by_group=groups))
    band = part.figures().answered_in_time
    return Share(_figure(band.value), _figure(band.low), _figure(band.high))


def _figure(value: object) -> float | None:
    number = float(value)  # type: ignore[arg-type]
    return None if math.isnan(number) else number


@transaction.atomic
def _keep(
    desk: Desk,
    known: Known,
    roster: list[Assignment],
    result: Result | None,
    now: dt.datetime,
) -> DayOutlook:
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    row, starts = known.row, known.starts
    over = [start for start in starts if not math.isnan(known.so_far[known.slot(start)])]
    until = max(over) + HALF_HOUR if over else 0
    rest = share_between(result, until, SLOTS_A_DAY * HALF_HOUR)
    made = DayOutlook.objects.create(
        desk=desk,
        day=known.day,
        made_at=now,
        known_until=until,
        came=int(np.nansum(known.so_far)),
        expected=float(known.now.day_means[row]),
        low_90=float(known.now.day_quantile(LEVELS[0])[row]),
        high_90=float(known.now.day_quantile(LEVELS[-1])[row]),
        share=rest.value,
        share_low=rest.low,
        share_high=rest.high,
    )
    OutlookRow.objects.bulk_create(_kept_rows(made, desk, known, roster, result))
    # The first is the day's plan; between it and the latest nothing is asked for.
    first = DayOutlook.objects.filter(desk=desk, day=known.day).order_by("made_at", "pk").first()
    between = DayOutlook.objects.filter(desk=desk, day=known.day)
    between.exclude(pk__in=[made.pk, first.pk if first else made.pk]).delete()
    return made


def _kept_rows(
    made: DayOutlook,
    desk: Desk,
    known: Known,
    roster: list[Assignment],
    result: Result | None,
) -> Iterable[OutlookRow]:
    low, high = known.now.quantile(LEVELS[0]), known.now.quantile(LEVELS[-1])
    needs = {
        need.start: need.people
        for need in needs_of(
            [row for row in _rows(known) if not row.language],
            times_of(desk, known.day),
            share=desk.answer_share,
            within=desk.answer_within_seconds,
        )
    }
    for start in known.starts:
        slot = known.slot(start)
        share = share_between(result, start, start + HALF_HOUR)
        came = known.so_far[slot]
        yield OutlookRow(
            outlook=made,
            start=start,
            morning=float(known.morning.mean[known.row, slot]),
            came=None if math.isnan(came) else int(came),
            mean=float(known.now.mean[known.row, slot]),
            low_90=float(low[known.row, slot]),
            high_90=float(high[known.row, slot]),
            present=present_at(roster, known.day, start),
            need=needs.get(start),
            share=share.value,
            share_low=share.low,
            share_high=share.high,
        )

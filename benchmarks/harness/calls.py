"""Reading files of calls (`DateTime,Calls`), with the holidays that their dates betray."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import holidays

from hundra.engines.forecasting import Calendar, History, from_rows

COUNTRIES = ("US", "CA", "GB", "IL", "SE", "NO", "DK", "FI", "DE", "FR", "NL", "ES", "IT", "AU")
"""The first is taken unless another explains at least two days more."""
MARGIN = 2
USUALLY = 0.5


def read_calls(path: Path) -> list[tuple[datetime, float]]:
    """Dates are read as dates: rows follow each other over nights, weekends and lost days."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [
            (datetime.fromisoformat(row["DateTime"]), float(row["Calls"]))
            for row in csv.DictReader(file)
            if row["Calls"].strip().upper() not in {"", "NA", "NAN"}
        ]


def history_of(
    rows: list[tuple[datetime, float]], *, known_share: float, country: str | None
) -> tuple[History, Calendar, str]:
    """The history, the calendar, and the country whose holidays it has.

    The country is given, or guessed from which days are absent in the first `known_share` of the
    days, which is what a forecaster may look at.
    """
    present = sorted({at.date() for at, _ in rows})
    known = present[: max(1, int(len(present) * known_share))]
    chosen = country or _likeliest(known)
    years = range(present[0].year, present[-1].year + 2)
    calendar = Calendar(holidays=dict(holidays.country_holidays(chosen, years=years)))
    return from_rows(rows, calendar=calendar), calendar, chosen


def _likeliest(present: list[date]) -> str:
    """Holidays should be absent, and absent days holidays."""
    there = set(present)
    every = [present[0] + timedelta(days=n) for n in range((present[-1] - present[0]).days + 1)]
    usual = {
        weekday
        for weekday in range(7)
        if _share(day in there for day in every if day.weekday() == weekday) >= USUALLY
    }
    expected = [day for day in every if day.weekday() in usual]
    years = {day.year for day in every}

    def score(country: str) -> int:
        free = holidays.country_holidays(country, years=years)
        return sum((1 if day not in there else -1) for day in expected if day in free)

    scores = {country: score(country) for country in COUNTRIES}
    best = max(COUNTRIES, key=lambda country: scores[country])
    return best if scores[best] >= max(0, scores[COUNTRIES[0]]) + MARGIN else COUNTRIES[0]


def _share(flags: Iterable[bool]) -> float:
    those = list(flags)
    return sum(those) / len(those) if those else 0.0

"""The peers of benchmarks/forecasting.py, in the engine's own shape of a method.

The simple ones know weekdays and closed days as ours does; their bands are the empirical quantiles
of their own errors in the last eight weeks. MSTL needs a series without gaps: the usual week's days
and intervals in a row, closed intervals 0, missing ones and holidays as the week before.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hundra.engines.forecasting import Calendar, History, Prediction

PEER = Path(__file__).parent / "forecast_peer.py"
PEER_VERSION = "2.1.1"
WEEK = 7
WEEKS_OF_ERRORS = 8


@dataclass(frozen=True)
class SameSlot:
    """The mean of the same interval one week ago, two, … `weeks` ago.

    By date: on the last such weekdays that were counted. `in_rows`: a week is as many counted days
    as it usually has, so that a day lost or closed shifts all that follow.
    """

    weeks: int
    in_rows: bool = False

    def __call__(
        self, past: History, opened: np.ndarray, calendar: Calendar, levels: tuple[float, ...]
    ) -> Prediction:
        counts = np.where(past.observed, past.counts, np.nan)
        weekdays = (past.first_day.weekday() + np.arange(past.days)) % WEEK
        ahead = np.flatnonzero(opened.any(axis=1))
        wanted = (past.first_day.weekday() + past.days + ahead) % WEEK
        if self.in_rows:
            there = past.observed.any(axis=1)
            season = int(past.usual_hours().any(axis=1).sum())
            counts = counts[there]
            weekdays = np.arange(len(counts)) % season
            wanted = (len(counts) + np.arange(len(ahead))) % season
        mean = np.zeros(opened.shape)
        mean[ahead] = [self._mean(counts[weekdays == weekday]) for weekday in wanted]
        mean = np.where(opened, np.where(np.isfinite(mean), mean, np.nanmean(counts)), 0.0)
        errors = self._errors(counts, weekdays)
        return Prediction(
            mean, {level: np.maximum(0.0, mean + np.quantile(errors, level)) for level in levels}
        )

    def _mean(self, same: np.ndarray) -> np.ndarray:
        """Of the last days of one weekday."""
        same = same[np.isfinite(same).any(axis=1)][-self.weeks :]
        there = np.isfinite(same)
        number = there.sum(axis=0)
        total = np.where(there, same, 0.0).sum(axis=0)
        return np.where(number > 0, total / np.maximum(number, 1), np.nan)

    def _errors(self, counts: np.ndarray, weekdays: np.ndarray) -> np.ndarray:
        """What it would have missed by lately."""
        first = max(1, len(counts) - WEEK * WEEKS_OF_ERRORS)
        errors = np.concatenate(
            [
                counts[row] - self._mean(counts[:row][weekdays[:row] == weekdays[row]])
                for row in range(first, len(counts))
            ]
        )
        return errors[np.isfinite(errors)] if np.isfinite(errors).any() else np.zeros(1)


class Mstl:
    """statsforecast's MSTL and AutoETS; all origins are forecast at once, then looked up."""

    def __init__(
        self, history: History, origins: dict[int, int], levels: tuple[float, ...]
    ) -> None:
        """`origins`: how many days were known → how many days ahead are wanted."""
        self.usual = history.usual_hours()
        self.bands = sorted({round(100 * abs(1 - 2 * level)) for level in levels} - {0})
        tasks = {
            origin: self._task(history.until(origin), ahead) for origin, ahead in origins.items()
        }
        self.found = dict(zip(tasks, _run([*tasks.values()]), strict=False))

    def __call__(
        self, past: History, opened: np.ndarray, calendar: Calendar, levels: tuple[float, ...]
    ) -> Prediction:
        found = self.found[past.days]
        return Prediction(
            self._spread(found["mean"], past, opened),
            {level: self._spread(found[_name(level)], past, opened) for level in levels},
        )

    def _rows(self, past: History, first: int, last: int) -> np.ndarray:
        """Days from `first` to before `last` of weekdays that are usually open."""
        rows = np.arange(first, last)
        open_weekdays = self.usual.any(axis=1)
        return rows[open_weekdays[(past.first_day.weekday() + rows) % WEEK]]

    def _task(self, past: History, ahead: int) -> dict[str, list[float]]:
        slots = self.usual.any(axis=0)
        rows = self._rows(past, 0, past.days)
        weekdays = (past.first_day.weekday() + rows) % WEEK
        a_week = int(self.usual.any(axis=1).sum())
        series = np.where(past.observed, past.counts, np.nan)[rows]
        series[~self.usual[weekdays] & ~np.isfinite(series)] = 0.0
        for row in range(len(series)):
            lost = ~np.isfinite(series[row])
            before = series[row - a_week] if row >= a_week else np.nanmean(series, axis=0)
            series[row, lost] = before[lost]
        day = int(slots.sum())
        wanted = len(self._rows(past, past.days, past.days + ahead)) * day
        seasons = [day, day * a_week] if a_week > 1 else [day]
        return {
            "series": np.nan_to_num(series[:, slots]).ravel().tolist(),
            "seasons": [float(season) for season in seasons],
            "ahead": [float(wanted)],
            "bands": [float(band) for band in self.bands],
        }

    def _spread(self, values: Sequence[float], past: History, opened: np.ndarray) -> np.ndarray:
        """Back into days × intervals."""
        slots = self.usual.any(axis=0)
        rows = self._rows(past, past.days, past.days + len(opened)) - past.days
        found = np.zeros(opened.shape)
        flat = np.array(values)[: len(rows) * int(slots.sum())].reshape(len(rows), -1)
        found[np.ix_(rows, np.flatnonzero(slots))] = np.maximum(flat, 0.0)
        return found


def _name(level: float) -> str:
    band = round(100 * abs(1 - 2 * level))
    return "mean" if band == 0 else f"{'lo' if level < 0.5 else 'hi'}-{band}"


def _run(tasks: list[dict[str, list[float]]]) -> list[dict[str, list[float]]]:
    for task in tasks:
        task["seasons"] = [int(season) for season in task["seasons"]]
    with tempfile.TemporaryDirectory(prefix="hundra-bench-") as folder:
        path = Path(folder) / "tasks.json"
        path.write_text(json.dumps(tasks), "utf-8")
        command = ["uv", "run", "--no-project", "--with", f"statsforecast=={PEER_VERSION}"]
        environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
        done = subprocess.run(
            [*command, "python", str(PEER), str(path)],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
    if done.returncode:
        print(f"The peer could not run:\n{done.stderr[-2000:]}", file=sys.stderr)
        return []
    found: list[dict[str, list[float]]] = json.loads(done.stdout.splitlines()[-1])
    return found

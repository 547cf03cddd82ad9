"""What came of the plays: figures with confidence intervals, over all and told apart.

A share or a mean over plays is the ratio of two sums, and its standard error that of a ratio
estimator (Cochran 1977, "Sampling Techniques", section 2.11), with Student's t for the number of
plays. Shares get Wilson's interval with the number of cases that has the same standard error
(Korn & Graubard 1998, Survey Methodology 24): it stays within 0 and 1 and tells something even
where all plays agree. Everything is NaN where there is nothing to divide by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hundra.engines.queueing.simulation.centre import Centre
from hundra.engines.queueing.simulation.kernel import records as r
from hundra.engines.queueing.simulation.playing import Counted

Floats = NDArray[np.float64]
By = Literal["all", "interval", "group", "interval and group", "type"]


@dataclass(frozen=True, slots=True)
class Band:
    """A figure and the ends of its confidence interval; arrays of the shape that was asked for."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Figures:
    """Calls and visits, or one type each. Seconds and shares; numbers are per play.

    `answered_in_time` is of those who waited (answered and abandoned after more than a short
    wait), `answered_in_time_of_offered` of all offered, as in the desk's own figures; those who
    are called back stand outside of all but `offered`. `mean_wait_seconds` is of the answered,
    `abandoned` a share of all offered.
    """

    offered: Band
    answered: Band
    abandoned_number: Band
    called_back: Band
    left_waiting: Band
    retried: Band
    interpreted: Band
    answered_in_time: Band
    answered_in_time_of_offered: Band
    abandoned: Band
    mean_wait_seconds: Band


@dataclass(frozen=True, slots=True)
class Result:
    """All plays of a centre.

    `counted` has the sums of each play, for those who want other figures than these.
    """

    centre: Centre
    counted: Counted
    confidence: float

    @property
    def replications(self) -> int:
        return len(self.counted.events)

    def figures(self, by: By = "all") -> Figures:
        """Shapes: () for all, (intervals,), (groups,), (intervals, groups) or (types,).

        Groups and types stand as in `centre.groups` and `centre.types`. Written work is in the
        figures by type only. A contact belongs to the interval in which it came.
        """
        column = self._columns(by)
        offered, answered, abandoned = column(r.OFFERED), column(r.TALKED), column(r.GAVE_UP)
        in_time = column(r.IN_TIME)
        return Figures(
            offered=self._mean(offered),
            answered=self._mean(answered),
            abandoned_number=self._mean(abandoned),
            called_back=self._mean(column(r.PROMISED)),
            left_waiting=self._mean(column(r.WAITING)),
            retried=self._mean(column(r.RETRIED)),
            interpreted=self._mean(column(r.INTERPRETED)),
            answered_in_time=self._share(in_time, answered + abandoned - column(r.GAVE_UP_SOON)),
            answered_in_time_of_offered=self._share(in_time, offered),
            abandoned=self._share(abandoned, offered),
            mean_wait_seconds=self._ratio(column(r.WAITED), answered),
        )

    def occupancy(self, by: Literal["all", "interval"] = "all") -> Band:
        """The share of guides' time at the desk, breaks not counted, taken by calls and visits."""
        return self._taken(by, r.TALKING)

    def writing(self, by: Literal["all", "interval"] = "all") -> Band:
        """The same share that was taken by written work."""
        return self._taken(by, r.WRITING)

    def wait_quantile_seconds(self, share: float) -> Band:
        """The shortest wait that the share of the answered did not exceed, in whole seconds.

        Nearest rank, of the plays together; the interval is from the plays' own quantiles.
        """
        own = _nearest_rank(np.asarray(self.counted.waits, float), share)
        together = _nearest_rank(self.counted.waits.sum(axis=0, dtype=float)[None], share)[0]
        with np.errstate(invalid="ignore"):
            half = self._t() * own.std(ddof=1) / np.sqrt(len(own)) if len(own) > 1 else np.nan
        return Band(together, np.maximum(together - half, 0), together + half)

    def _columns(self, by: By) -> Callable[[int], Floats]:
        """Gives a column of the counts: play × what was asked for."""
        if by == "type":
            return lambda column: self.counted.by_type[:, :, column].astype(float)
        live = self.counted.by_group[:, :, :-1]
        axes = {"all": (1, 2), "interval": (2,), "group": (1,), "interval and group": ()}[by]
        return lambda column: live[..., column].sum(axis=axes, dtype=float)

    def _taken(self, by: Literal["all", "interval"], column: int) -> Band:
        seconds = self.counted.seconds.astype(float)
        if by == "all":
            seconds = seconds.sum(axis=1)
        return self._share(seconds[..., column], seconds[..., r.PRESENT], counts=False)

    def _t(self) -> float:
        """Student's t for the confidence, with as many degrees of freedom as plays but one."""
        from scipy.stats import t

        return float(t.ppf((1 + self.confidence) / 2, self.replications - 1))

    def _mean(self, x: Floats) -> Band:
        value, error = x.mean(axis=0), _standard_error(x)
        half = self._t() * error
        return Band(value, np.maximum(value - half, 0), value + half)

    def _ratio(self, x: Floats, y: Floats) -> Band:
        value, error = _ratio_and_error(x, y)
        half = self._t() * error
        return Band(value, np.maximum(value - half, 0), value + half)

    def _share(self, x: Floats, y: Floats, *, counts: bool = True) -> Band:
        value, error = _ratio_and_error(x, y)
        if not counts:
            half = self._t() * error
            return Band(value, np.clip(value - half, 0, 1), np.clip(value + half, 0, 1))
        low, high = _wilson(value, error, y.sum(axis=0), self._t())
        return Band(value, low, high)


def _standard_error(x: Floats) -> Floats:
    if len(x) == 1:
        return np.full(x.shape[1:], np.nan)
    return np.asarray(x.std(axis=0, ddof=1) / np.sqrt(len(x)))


def _ratio_and_error(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.asarray(x.sum(axis=0) / y.sum(axis=0))
        return value, _standard_error(x - value * y) / y.mean(axis=0)


def _wilson(value: Floats, error: Floats, n: Floats, t: float) -> tuple[Floats, Floats]:
    """With the number of cases whose standard error is the one seen; without any seen, with n."""
    with np.errstate(invalid="ignore", divide="ignore"):
        cases = np.where(error > 0, value * (1 - value) / error**2, n)
        shrunk = 1 + t * t / cases
        middle = (value + t * t / (2 * cases)) / shrunk
        half = t / shrunk * np.sqrt(value * (1 - value) / cases + t * t / (4 * cases**2))
    low = np.where(value == 0, 0.0, middle - half)
    high = np.where(value == 1, 1.0, middle + half)
    return np.where(np.isnan(value), np.nan, low), np.where(np.isnan(value), np.nan, high)


def _nearest_rank(waits: Floats, share: float) -> Floats:
    """Per play. Where nobody was answered: NaN."""
    so_far = waits.cumsum(axis=1)
    number = so_far[:, -1]
    wanted = np.maximum(np.ceil(share * number - 1e-9), 1)
    seconds = (so_far >= wanted[:, None]).argmax(axis=1).astype(float)
    return np.where(number > 0, seconds, np.nan)

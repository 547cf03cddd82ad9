"""How long something takes, in seconds: patience, handling, the time until someone calls again."""

from __future__ import annotations

import math
from dataclasses import dataclass

EXPONENTIAL, LOG_NORMAL, EMPIRICAL, FIXED = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Exponential:
    """Without memory; its one figure is the mean. Patience is often nearly so (Palm 1957)."""

    mean_seconds: float

    def __post_init__(self) -> None:
        _check(self.mean_seconds > 0, "the mean must be above 0")


@dataclass(frozen=True, slots=True)
class LogNormal:
    """By mean and standard deviation of the seconds themselves, not of their logarithms.

    Talks are close to log-normal (Brown et al. 2005, "Statistical analysis of a telephone call
    center", JASA 100).
    """

    mean_seconds: float
    sd_seconds: float

    def __post_init__(self) -> None:
        _check(self.mean_seconds > 0, "the mean must be above 0")
        _check(self.sd_seconds > 0, "the standard deviation must be above 0")

    @property
    def log_sd(self) -> float:
        return math.sqrt(math.log1p((self.sd_seconds / self.mean_seconds) ** 2))

    @property
    def log_mean(self) -> float:
        return math.log(self.mean_seconds) - self.log_sd**2 / 2


@dataclass(frozen=True, slots=True)
class Empirical:
    """One of the times that have been seen, each as likely as the others."""

    seconds: tuple[float, ...]

    def __post_init__(self) -> None:
        _check(bool(self.seconds), "there must be at least one time")
        _check(
            all(one >= 0 and math.isfinite(one) for one in self.seconds),
            "times must be 0 or more",
        )

    @property
    def mean_seconds(self) -> float:
        return math.fsum(self.seconds) / len(self.seconds)


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always the same time."""

    mean_seconds: float

    def __post_init__(self) -> None:
        _check(
            self.mean_seconds >= 0 and math.isfinite(self.mean_seconds),
            "the time must be 0 or more",
        )


Distribution = Exponential | LogNormal | Empirical | Fixed


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)

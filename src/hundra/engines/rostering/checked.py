"""What the checker counts with: stays at work, and the breaches that it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HOUR = 60
DAY = 24 * HOUR
WEEK = 7
SATURDAY = 5
SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Breach:
    """A rule that the roster breaks: for whom and on which day (None: over the period)."""

    rule: str
    person: str
    day: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay at work, in minutes from the first midnight of the period."""

    start: int
    end: int
    minutes: int
    day: date

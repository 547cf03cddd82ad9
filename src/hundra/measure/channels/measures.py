"""From counts to figures: shares with n and interval, waits.

The definitions in words are in docs/reference/service-centre-figures.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from hundra.engines.proportions import Share, share
from hundra.measure.channels.counts import Counts
from hundra.measure.channels.hiding import LEAST
from hundra.measure.channels.queries.cases import CaseCounts

NINE_OF_TEN = 0.9


@dataclass(frozen=True)
class Goals:
    """The desk's goals: a call answered within, not counted as a wait under (seconds)."""

    answer_within: int
    short_wait: int


@dataclass(frozen=True)
class Figures:
    """The figures of some contacts. A share of fewer than LEAST is None: too few to show."""

    counts: Counts
    goals: Goals

    @property
    def abandoned_short(self) -> int:
        """Abandoned whose wait, in begun seconds less one, is under the limit."""
        return self.counts.abandon_waits.within(self.goals.short_wait - 1)

    @property
    def abandoned_long(self) -> int:
        return self.counts.abandoned - self.abandoned_short

    @property
    def answered_in_time(self) -> int:
        return self.counts.answer_waits.within(self.goals.answer_within)

    @property
    def in_time_of_waiting(self) -> Share | None:
        """Answered within the goal / (answered + abandoned after a long wait)."""
        return _share(self.answered_in_time, self.counts.answered + self.abandoned_long)

    @property
    def in_time_of_offered(self) -> Share | None:
        """Answered within the goal / offered."""
        return _share(self.answered_in_time, self.counts.offered)

    @property
    def answered_share(self) -> Share | None:
        """Answered / offered."""
        return _share(self.counts.answered, self.counts.offered)

    @property
    def abandoned_share(self) -> Share | None:
        """Abandoned after a long wait / (answered + abandoned after a long wait)."""
        return _share(self.abandoned_long, self.counts.answered + self.abandoned_long)

    @property
    def median_wait(self) -> int | None:
        return self.counts.answer_waits.quantile(0.5) if self._has_waits else None

    @property
    def long_wait(self) -> int | None:
        """Nine of ten waited no longer."""
        return self.counts.answer_waits.quantile(NINE_OF_TEN) if self._has_waits else None

    @property
    def longest_wait(self) -> int | None:
        """Of answered and abandoned."""
        both = (self.counts.answer_waits.longest, self.counts.abandon_waits.longest)
        known = [seconds for seconds in both if seconds is not None]
        enough = self.counts.answered + self.counts.abandoned >= LEAST
        return max(known) if known and enough else None

    @property
    def _has_waits(self) -> bool:
        return self.counts.answered >= LEAST

    @property
    def solved(self) -> Share | None:
        """Solved / registered, as the guides say."""
        return _share(self.counts.solved, self.counts.registered)

    @property
    def held(self) -> Share | None:
        """Solved and nobody came back / registered with a known party and reason."""
        return _share(self.counts.held, self.counts.judged)

    @property
    def replied_in_time(self) -> Share | None:
        """Replied in time / (in time + late)."""
        late = self.counts.replied_late
        return _share(self.counts.replied_in_time, self.counts.replied_in_time + late)

    @property
    def handed_on(self) -> Share | None:
        """Contacts with a handover / answered."""
        return _share(self.counts.handed_on, self.counts.talked)

    @property
    def handovers_each(self) -> float | None:
        return _mean(self.counts.handovers, self.counts.talked)


@dataclass(frozen=True)
class CaseFigures:
    """The figures of closed cases."""

    counts: CaseCounts

    @property
    def in_time(self) -> Share | None:
        """Closed in time / closed with a promise."""
        return _share(self.counts.in_time, self.counts.promised)

    @property
    def reopened(self) -> Share | None:
        """Opened again at some time / closed."""
        return _share(self.counts.reopened, self.counts.closed)

    @property
    def people_met(self) -> float | None:
        """People met, a closed case."""
        return _mean(self.counts.people, self.counts.closed)


def _share(part: int, n: int) -> Share | None:
    return share(part, n) if n >= LEAST else None


def _mean(total: int, n: int) -> float | None:
    return total / n if n >= LEAST else None

"""The search for who has holiday when: what it starts from, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable

from hundra.engines import rostering as engine
from hundra.engines.rostering.holidays import SummerOutcome, solve_summer
from hundra.improve.staffing.holiday_problems import plan_of, summer_of, write_weeks
from hundra.improve.staffing.holiday_words import stored_clash
from hundra.improve.staffing.models import Solve


class SummerSearch:
    """As `solving.Search`. Wishes are answered when the holidays are published."""

    def __init__(self, asked: Solve) -> None:
        self.period = asked.period
        self.seconds = asked.seconds
        self.summer = summer_of(asked.period)
        self.outcome = SummerOutcome(status=engine.Status.UNKNOWN)

    def run(self, stop: engine.Stop, tell: Callable[[engine.Progress], None]) -> None:
        start = plan_of(self.period, self.summer)
        self.outcome = solve_summer(
            self.summer,
            seconds=self.seconds,
            workers=2,
            start=start if any(start.values()) else None,
            stop=stop,
            on_progress=tell,
        )

    def keep(self) -> bool:
        if self.outcome.weeks is None:
            return False
        write_weeks(self.period, self.outcome.weeks)
        return True

    def reasons(self) -> dict[str, object]:
        return {"conflict": [stored_clash(one, self.summer) for one in self.outcome.conflict]}

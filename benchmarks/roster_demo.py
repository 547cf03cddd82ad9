"""The demo's next four weeks, solved as a worker does it: value, bound and gap over time.

Fifty guides with their languages, hours, conditions and wishes; the need of 80 % within the desk's
time from the forecast that is made of the demo's own calls. Goal: a gap of at most 2 % within five
minutes on two workers.

    uv run python benchmarks/roster_demo.py [--minutes 5] [--workers 2] [--quick] [--json]

`--quick`: one minute. Seconds are the wall's; beside them the processor's own, since a machine that
does other things meanwhile gives a search less.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harness.report import Row, arguments, report
from harness.throwaway import throwaway_installation

if TYPE_CHECKING:
    from hundra.engines.rostering import Outcome, Problem, Progress

MINUTES, QUICK_MINUTES = 5.0, 1.0
WORKERS = 2
SHARE = 80
GOAL_GAP = 0.02


@dataclass(frozen=True)
class Moment:
    """How far the search had come. `cpu_seconds`: of the processor, all threads together."""

    seconds: float
    cpu_seconds: float
    value: float | None
    bound: float
    gap: float | None


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--minutes", type=float, default=None)
    parser.add_argument("--workers", type=int, default=WORKERS)
    options = parser.parse_args()
    usual = QUICK_MINUTES if options.quick else MINUTES
    seconds = 60 * (usual if options.minutes is None else options.minutes)
    with throwaway_installation():
        problem = _problem()
        moments, outcome = _solved(problem, seconds, options.workers)
    gap = 1.0 if outcome.gap is None else outcome.gap
    report(
        f"The demo's four weeks: {len(problem.people)} people, {len(problem.needs)} needs, "
        f"{len(problem.wishes)} wishes",
        _rows(moments, outcome, gap),
        as_json=options.json,
        more={"moments": [one.__dict__ for one in moments]},
    )
    return 0 if gap <= GOAL_GAP else 1


def _problem() -> Problem:
    """As a worker meets it when the planner has taken the need from the forecast."""
    from hundra.config.demo import fill_demo
    from hundra.improve.staffing.models import RosterPeriod
    from hundra.improve.staffing.problems import problem_of
    from hundra.improve.staffing.services.forecasting import make_forecast
    from hundra.improve.staffing.services.needing import take_need

    fill_demo()
    period = RosterPeriod.objects.get(state="wishes")
    make_forecast(desk=period.desk)
    take_need(period=period, share=SHARE, by=None)
    return problem_of(period)


def _solved(problem: Problem, seconds: float, workers: int) -> tuple[list[Moment], Outcome]:
    from hundra.engines.rostering import check, solve

    begun, moments = time.process_time(), list[Moment]()

    def tell(progress: Progress) -> None:
        spent = time.process_time() - begun
        told = Moment(progress.seconds, spent, progress.value, progress.bound, progress.gap)
        moments.append(told)
        print(
            f"{told.seconds:7.1f} s {told.cpu_seconds:7.1f} s cpu  value {told.value}  "
            f"bound {told.bound:.0f}  gap {told.gap}",
            flush=True,
        )

    outcome = solve(problem, seconds=seconds, workers=workers, on_progress=tell)
    if outcome.roster is not None and check(problem, outcome.roster):
        raise SystemExit("The roster breaks a rule.")
    return moments, outcome


def _rows(moments: list[Moment], outcome: Outcome, gap: float) -> list[Row]:
    first = next((one.seconds for one in moments if one.value is not None), outcome.seconds)
    reached = next(
        (one.seconds for one in moments if one.gap is not None and one.gap <= GOAL_GAP), None
    )
    granted = sum(one.granted for one in outcome.answers)
    rows = [
        Row("first roster", first, unit="s", digits=1),
        Row("value", float(outcome.value or 0), digits=0),
        Row("bound", float(outcome.bound), digits=0),
        Row("gap", 100 * gap, {"goal": 100 * GOAL_GAP}, GOAL_GAP / max(gap, 1e-9), "%"),
        Row("half-hours with too few", float(len(outcome.shortages)), digits=0),
        Row("wishes granted", float(granted), {"of": float(len(outcome.answers))}, digits=0),
        Row("time", outcome.seconds, unit="s", digits=1),
    ]
    if reached is not None:
        rows.append(Row("gap of the goal reached after", reached, unit="s", digits=1))
    return rows


if __name__ == "__main__":
    raise SystemExit(main())

"""From a problem to a roster, anytime."""

from __future__ import annotations

from collections.abc import Callable

from hundra.engines.rostering.framing import Frame, frame
from hundra.engines.rostering.incumbent import Found, Stop
from hundra.engines.rostering.outcomes import conclude
from hundra.engines.rostering.problem import Problem
from hundra.engines.rostering.search import MUST, search
from hundra.engines.rostering.solution import Outcome, Progress, Roster, relative_gap


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    workers: int = 1,
    seed: int = 0,
    start: Roster | None = None,
    stop: Stop | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    explain: bool = True,
) -> Outcome:
    """The best roster within `seconds` of wall time on `workers` cores.

    `start` is a roster to begin from. `stop` is looked at a few times a second; `on_progress` is
    called from the search's threads with each better roster and each better bound. With `explain`
    each unmet need and refused wish gets its reasons, and infeasible input its conflict, after
    the time is up (some seconds more). Raises ProblemError for input that makes no sense.
    """
    framed = frame(problem)
    found = search(
        framed.grid,
        seconds=seconds,
        workers=workers,
        seed=seed,
        start=None if start is None else framed.plan(start),
        stop=stop,
        on_progress=None if on_progress is None else _teller(framed, on_progress),
    )
    return conclude(framed, found, explain=explain, stop=stop)


def _teller(framed: Frame, tell: Callable[[Progress], None]) -> Callable[[Found], None]:
    def told(found: Found) -> None:
        lawful = found.value is not None and found.value < MUST
        value = found.value if lawful else None
        tell(
            Progress(
                seconds=found.seconds,
                value=value,
                bound=found.bound,
                gap=relative_gap(value, found.bound),
                roster=framed.roster(found.plan) if lawful and found.plan is not None else None,
            )
        )

    return told

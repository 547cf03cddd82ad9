"""Every way to work a shift: where its breaks lie, and which training is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from hundra.engines.rostering.problem import Break, Problem, ProblemError, ShiftType, Training
from hundra.engines.rostering.solution import Attended, Span


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift type (by its number) with breaks and training placed."""

    kind: int
    start: int
    end: int
    breaks: tuple[Span, ...] = ()
    training: Attended | None = None

    def serves(self, start: int, end: int) -> bool:
        """Is there all the time from start to end, minutes of the duty's own day."""
        away = [(one.start, one.end) for one in self.breaks]
        if self.training is not None:
            away.append((self.training.start, self.training.end))
        return (
            self.start <= start
            and end <= self.end
            and not any(begin < end and start < stop for begin, stop in away)
        )


def duties_of(problem: Problem) -> tuple[Duty, ...]:
    """All duties. A shift whose breaks cannot be placed by the rules is an error of the input."""
    found: list[Duty] = []
    for number, shift in enumerate(problem.shift_types):
        plain = list(_plain(problem, number, shift))
        if not plain:
            raise ProblemError("meal_break", shift.key)
        found += plain
        found += (
            Duty(number, shift.start, shift.end, duty.breaks, block)
            for duty in plain
            for block in _blocks(problem)
            if duty.serves(block.start, block.end)
        )
    return tuple(found)


def _blocks(problem: Problem) -> Iterator[Attended]:
    for training in problem.trainings:
        for start in sorted({session.start for session in training.sessions}):
            yield _block(training, start)


def _block(training: Training, start: int) -> Attended:
    return Attended(training=training.key, start=start, end=start + training.minutes)


def _plain(problem: Problem, number: int, shift: ShiftType) -> Iterator[Duty]:
    places = [_starts(one, problem.step_minutes) for one in shift.breaks]
    for starts in product(*places):
        breaks = tuple(
            sorted(
                Span(start=start, end=start + one.minutes)
                for start, one in zip(starts, shift.breaks, strict=True)
            )
        )
        if _fits(shift, breaks, problem.rules.limit("meal_break")):
            yield Duty(number, shift.start, shift.end, breaks)


def _starts(one: Break, step: int) -> range:
    return range(one.earliest, one.latest + 1, step)


def _fits(shift: ShiftType, breaks: tuple[Span, ...], hours: float | None) -> bool:
    """Breaks lie apart within the shift, and no stretch of work is too long."""
    edges = [shift.start, *(t for one in breaks for t in (one.start, one.end)), shift.end]
    if any(a > b for a, b in pairwise(edges)):
        return False
    stretches = [b - a for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return hours is None or max(stretches) <= hours * 60

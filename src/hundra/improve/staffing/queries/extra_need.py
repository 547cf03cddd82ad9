"""The need of a period: the forecast's, and what the planner has added to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hundra.improve.staffing.models import ExtraNeed, RosterPeriod


@dataclass(frozen=True, slots=True)
class PeriodNeed:
    """People from `start` to `end` of a day (minutes from midnight). No skill: anybody."""

    day: dt.date
    start: int
    end: int
    skill: str
    people: int


def needs_with_extra(period: RosterPeriod) -> list[PeriodNeed]:
    """In order of day, time and skill: 2 queries."""
    rows = [
        PeriodNeed(one.day, one.start, one.end, one.skill, one.people) for one in period.needs.all()
    ]
    return with_extra(rows, period.extra_needs.all())


def with_extra(rows: list[PeriodNeed], extras: Iterable[ExtraNeed]) -> list[PeriodNeed]:
    """Who is added for a language or a channel is one more of all, too."""
    for one in extras:
        for skill in {one.skill, ""}:
            rows = _raised(rows, one, skill)
    return sorted(rows, key=lambda row: (row.day, row.start, row.skill))


def _raised(rows: list[PeriodNeed], extra: ExtraNeed, skill: str) -> list[PeriodNeed]:
    mine = {
        row
        for row in rows
        if (row.day, row.skill) == (extra.day, skill)
        and row.start < extra.end
        and extra.start < row.end
    }
    raised = [
        replace(row, people=row.people + extra.people) if row in mine else row for row in rows
    ]
    gaps = _gaps(extra.start, extra.end, sorted((row.start, row.end) for row in mine))
    return raised + [PeriodNeed(extra.day, start, end, skill, extra.people) for start, end in gaps]


def _gaps(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What lies between the spans, from start to end."""
    for first, last in taken:
        if start < first:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end

"""The shift scheduling instances of Curtois and Qu (2014), as grids, with their own evaluation.

`evaluate` counts straight from the file's text (hard breaches and penalty) and shares nothing
with the engine but the plan.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hundra.engines.rostering.grid import OFF, Ban, Cover, Grid, Label, Plan, WeekendLimit, Worker

WEEK = 7


@dataclass(frozen=True)
class Staff:
    name: str
    most: dict[str, int]
    minutes_high: int
    minutes_low: int
    max_run: int
    min_run: int
    min_off: int
    weekends: int


@dataclass(frozen=True)
class Instance:
    """As in the file. Requests: (person, day, shift, weight)."""

    name: str
    days: int
    minutes: dict[str, int]
    barred: dict[str, frozenset[str]]
    staff: tuple[Staff, ...]
    days_off: dict[str, tuple[int, ...]]
    on: tuple[tuple[str, int, str, int], ...]
    off: tuple[tuple[str, int, str, int], ...]
    cover: tuple[tuple[int, str, int, int, int], ...]


def read_instance(path: Path) -> Instance:
    """Reads one file."""
    sections = _sections(path.read_text())
    shifts = [line.split(",") for line in sections["SHIFTS"]]
    return Instance(
        name=path.stem,
        days=int(sections["HORIZON"][0]),
        minutes={name: int(minutes) for name, minutes, *_ in shifts},
        barred={name: frozenset(filter(None, rest[0].split("|"))) for name, _, *rest in shifts},
        staff=tuple(_staff(line.split(",")) for line in sections["STAFF"]),
        days_off={
            name: tuple(map(int, days))
            for name, *days in (line.split(",") for line in sections["DAYS_OFF"])
        },
        on=tuple(map(_request, sections["SHIFT_ON_REQUESTS"])),
        off=tuple(map(_request, sections["SHIFT_OFF_REQUESTS"])),
        cover=tuple(map(_cover, sections["COVER"])),
    )


def _sections(text: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = defaultdict(list)
    name = ""
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("SECTION_"):
            name = line.removeprefix("SECTION_")
        elif line and not line.startswith("#"):
            sections[name].append(line)
    return sections


def _staff(fields: list[str]) -> Staff:
    most = {name: int(n) for name, n in (one.split("=") for one in fields[1].split("|"))}
    return Staff(fields[0], most, *map(int, fields[2:8]))


def _request(line: str) -> tuple[str, int, str, int]:
    name, day, shift, weight = line.split(",")
    return name, int(day), shift, int(weight)


def _cover(line: str) -> tuple[int, str, int, int, int]:
    day, shift, *numbers = line.split(",")
    required, under, over = map(int, numbers)
    return int(day), shift, required, under, over


def grid_of(instance: Instance) -> Grid:
    """The instance for the engine: one duty per shift."""
    shifts = list(instance.minutes)
    number = {name: i for i, name in enumerate(shifts)}
    everyone = np.ones(len(instance.staff), np.bool_)
    return Grid(
        days=instance.days,
        minutes=np.array([instance.minutes[name] for name in shifts], np.int64),
        may_follow=np.array([[b not in instance.barred[a] for b in shifts] for a in shifts]),
        kind_of=np.arange(len(shifts), dtype=np.int16),
        workers=tuple(_worker(instance, i, number) for i in range(len(instance.staff))),
        covers=tuple(
            Cover(
                Label("need", first=day),
                everyone,
                ((day, np.arange(len(shifts)) == number[shift]),),
                required,
                under,
                over,
            )
            for day, shift, required, under, over in instance.cover
        ),
    )


def _worker(instance: Instance, index: int, number: dict[str, int]) -> Worker:
    staff = instance.staff[index]
    cost = np.zeros((instance.days, len(number)), np.int64)
    constant = 0
    for name, day, shift, weight in instance.on:
        if name == staff.name:
            constant += weight
            cost[day, number[shift]] -= weight
    for name, day, shift, weight in instance.off:
        if name == staff.name:
            cost[day, number[shift]] += weight
    banned = np.zeros_like(cost, np.bool_)
    banned[list(instance.days_off.get(staff.name, ())), :] = True
    never = np.zeros_like(banned)
    for shift, most in staff.most.items():
        never[:, number[shift]] = most == 0
    return Worker(
        cost=cost,
        constant=constant,
        minutes_low=staff.minutes_low,
        minutes_high=staff.minutes_high,
        max_run=staff.max_run,
        min_run=staff.min_run,
        min_off=staff.min_off,
        weekends=(WeekendLimit(tuple(range(5, instance.days, WEEK)), staff.weekends),),
        most=tuple(
            staff.most[shift] if 0 < staff.most.get(shift, 0) < instance.days else None
            for shift in number
        ),
        bans=(Ban(Label("day_off", index), banned), Ban(Label("shift", index), never)),
    )


def evaluate(instance: Instance, plan: Plan) -> tuple[int, list[str]]:
    """Penalty and hard breaches of a plan."""
    names = list(instance.minutes)
    rows = {
        staff.name: [None if cell == OFF else names[cell] for cell in plan[i]]
        for i, staff in enumerate(instance.staff)
    }
    faults = [fault for staff in instance.staff for fault in _faults(instance, staff, rows)]
    penalty = sum(w for name, day, shift, w in instance.on if rows[name][day] != shift)
    penalty += sum(w for name, day, shift, w in instance.off if rows[name][day] == shift)
    for day, shift, required, under, over in instance.cover:
        there = sum(row[day] == shift for row in rows.values())
        penalty += max(0, required - there) * under + max(0, there - required) * over
    return penalty, faults


def _faults(instance: Instance, staff: Staff, rows: dict[str, list[str | None]]) -> list[str]:
    row = rows[staff.name]
    worked = [shift for shift in row if shift is not None]
    minutes = sum(instance.minutes[shift] for shift in worked)
    runs = _runs(row)
    weekends = sum(any(row[day : day + 2]) for day in range(5, instance.days, WEEK))
    checks = {
        "minutes": staff.minutes_low <= minutes <= staff.minutes_high,
        "most of a shift": all(worked.count(s) <= most for s, most in staff.most.items()),
        "may not follow": all(
            b not in instance.barred[a]
            for a, b in itertools.pairwise(row)
            if a is not None and b is not None
        ),
        "too many in a row": all(n <= staff.max_run for works, n, _ in runs if works),
        "too few in a row": all(n >= staff.min_run for works, n, inner in runs if works and inner),
        "too few off": all(n >= staff.min_off for works, n, inner in runs if not works and inner),
        "weekends": weekends <= staff.weekends,
        "days off": all(row[day] is None for day in instance.days_off.get(staff.name, ())),
    }
    return [f"{staff.name}: {name}" for name, holds in checks.items() if not holds]


def _runs(row: list[str | None]) -> list[tuple[bool, int, bool]]:
    """(at work, length, neither first nor last) of each run."""
    runs: list[list[bool | int]] = []
    for cell in row:
        works = cell is not None
        if runs and runs[-1][0] == works:
            runs[-1][1] += 1
        else:
            runs.append([works, 1])
    last = len(runs) - 1
    return [(bool(works), int(n), 0 < i < last) for i, (works, n) in enumerate(runs)]

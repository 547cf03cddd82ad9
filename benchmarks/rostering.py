"""Shift scheduling instances of Curtois and Qu (2014): our value, bound and gap in so many minutes.

Beside them the best published value of the same and of any time, where a file with published
results lies with the instances (`published_results.csv`), and plain CP-SAT: the same model given
whole to OR-tools with as many workers, for the same time or `--plain-minutes`. Values are counted
from the instance's own text by the benchmark, not by the engine; a plan with a breach fails.

    uv run python benchmarks/rostering.py [--minutes 10] [--data PATH] [--workers 2]
        [--instances 5,7] [--plain-minutes M] [--quick] [--json]

PATH is a folder with `Instance*.txt`, or one such file. `--instances`: these numbers only.
`--quick`: the first four, half a minute. An instance ends as soon as its value is proved.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

from harness.report import Row, report
from harness.shift_instances import Instance, evaluate, grid_of, read_instance

from hundra.engines.rostering.grid import Grid
from hundra.engines.rostering.model import RosterModel
from hundra.engines.rostering.parts import whole
from hundra.engines.rostering.search import search

DATA = Path(os.environ.get("HUNDRA_DATA", Path(__file__).parents[2] / "shared" / "data")) / "shift"
PUBLISHED = "published_results.csv"
SEED = 1
QUICK_MINUTES = 0.5
QUICK_INSTANCES = 4
GOAL_GAP = 0.005


@dataclass(frozen=True)
class Result:
    """One instance. Values are penalties, None where nothing was found or published."""

    name: str
    value: int | None
    bound: float
    seconds: float
    plain: int | None
    plain_bound: float
    published: int | None
    best_known: int | None

    @property
    def gap(self) -> float | None:
        """To our own bound."""
        return None if self.value is None else (self.value - self.bound) / max(self.value, 1)

    @property
    def behind_best(self) -> float | None:
        """To the best published at any time; below zero if ours is better."""
        if self.value is None or self.best_known is None:
            return None
        return (self.value - self.best_known) / self.best_known


def main() -> None:
    options = _options()
    files = instance_files(options.data, options.instances)
    if not files:
        raise SystemExit(f"no such instances in {options.data}")
    minutes, plain = options.minutes, options.plain_minutes
    if options.quick:
        files, minutes = files[:QUICK_INSTANCES], QUICK_MINUTES
    plain = minutes if plain is None else plain
    published = read_published(options.data)
    results = []
    for path in files:
        results.append(solved(path, minutes, plain, options.workers, published))
        print(_told(results[-1]), file=sys.stderr, flush=True)
    _report(results, as_json=options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument(
        "--plain-minutes", type=float, help="time for plain CP-SAT; 0 leaves it out"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--instances", type=_numbers, help="such as 5,7; all without it")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _numbers(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split(",")))


def instance_files(data: Path, numbers: frozenset[int] | None = None) -> list[Path]:
    """Those asked for, in the order of their numbers."""
    if data.is_file():
        return [data]
    files = sorted(data.glob("Instance*.txt"), key=lambda path: _number(path.stem))
    return [path for path in files if numbers is None or _number(path.stem) in numbers]


def _number(name: str) -> int:
    found = re.search(r"\d+", name)
    return int(found[0]) if found else 0


def read_published(data: Path) -> dict[int, dict[str, int]]:
    """For each instance the best published value by running time."""
    path = (data.parent if data.is_file() else data) / PUBLISHED
    best: dict[int, dict[str, int]] = defaultdict(dict)
    if path.exists():
        with path.open() as file:
            for row in csv.DictReader(file):
                known = best[int(row["instance"])]
                value = int(row["objective"])
                known[row["runtime"]] = min(value, known.get(row["runtime"], value))
    return best


def solved(
    path: Path, minutes: float, plain: float, workers: int, published: dict[int, dict[str, int]]
) -> Result:
    instance = read_instance(path)
    grid = grid_of(instance)
    found = search(grid, seconds=60 * minutes, workers=workers, seed=SEED)
    value = None
    if found.plan is not None:
        value, faults = evaluate(instance, found.plan)
        if faults:
            raise SystemExit(f"{path.name}: {faults}")
    known = published.get(_number(path.stem), {})
    plain_value, plain_bound = plain_cp_sat(instance, grid, plain, workers)
    return Result(
        path.stem,
        value,
        found.bound,
        found.seconds,
        plain_value,
        plain_bound,
        known.get("10min"),
        min(known.values(), default=None),
    )


def plain_cp_sat(
    instance: Instance, grid: Grid, minutes: float, workers: int
) -> tuple[int | None, float]:
    """The same model, whole, as OR-tools solves it by itself."""
    from ortools.sat.python import cp_model

    if minutes <= 0:
        return None, 0.0
    model = RosterModel(grid, whole(grid))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = SEED
    solver.parameters.max_time_in_seconds = 60 * minutes
    status = solver.solve(model.proto)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, solver.best_objective_bound
    value, _ = evaluate(instance, model.chosen(solver.boolean_value))
    return value, solver.best_objective_bound


def _told(one: Result) -> str:
    return (
        f"{one.name}: {one.value} (bound {one.bound:.1f}, {one.seconds:.0f} s), "
        f"plain {one.plain} ({one.plain_bound:.0f}), "
        f"published {one.published}, best known {one.best_known}"
    )


def _report(results: list[Result], *, as_json: bool) -> None:
    rows = [
        Row(
            name=one.name,
            ours=one.value,
            peers=_peers(one),
            ratio=None if one.published is None else one.published / max(one.value, 1),
            unit="penalty",
            digits=0,
        )
        for one in results
        if one.value is not None
    ]
    behind = [one.behind_best for one in results if one.behind_best is not None]
    mean = sum(behind) / len(behind) if behind else None
    worse = [
        one.name
        for one in results
        if one.published is not None and (one.value is None or one.value > one.published)
    ]
    details = [{**asdict(one), "gap": one.gap, "behind_best": one.behind_best} for one in results]
    more = {"instances": details, "mean_gap_to_best_known": mean, "worse_than_published": worse}
    report("Shift scheduling (Curtois and Qu)", rows, as_json=as_json, more=more)
    if not as_json:
        _summary(results, mean, worse)


def _peers(one: Result) -> dict[str, float]:
    peers = {
        "our bound": one.bound,
        "plain CP-SAT": one.plain,
        "its bound": one.plain_bound if one.plain is not None else None,
        "published": one.published,
        "best known": one.best_known,
    }
    return {name: float(value) for name, value in peers.items() if value is not None}


def _summary(results: list[Result], mean: float | None, worse: list[str]) -> None:
    print()
    if mean is not None:
        print(f"mean gap to the best published at any time: {mean:.2%} (goal {GOAL_GAP:.1%})")
        print(f"worse than the best published of ten minutes: {', '.join(worse) or 'none'}")
    for one in results:
        if one.gap is not None:
            print(
                f"{one.name}: within {one.gap:.2%} of optimal, {one.seconds:.0f} s to the last gain"
            )


if __name__ == "__main__":
    main()

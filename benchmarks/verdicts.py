"""Verdicts on planted changes: how many are found, and how many are called that are none.

1,000 people in 60 units of 14 districts answer 30 scales twice; three scales became better, two
worse in a quarter of the units, the others did not change. 200 data sets from seeds 0–199 of each
kind; people cannot be linked. Rows are per cent; none of the peers' kind is known.

    uv run python benchmarks/verdicts.py [--quick] [--json]
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from harness.judged import DEPTHS, Judged, judged
from harness.planted import Plan
from harness.report import Row, arguments, report

DATA_SETS = 200
QUICK = 20
GOAL = 0.05
PLANS = {
    "8 and −20 points": Plan(),
    "15 and −30 points": Plan(better_points=15, worse_points=30),
    "units drift by 4 points": Plan(unit_drift=4),
    "ten scales at the floor": Plan(at_floor=10),
    "nothing planted": Plan(better=0, worse=0),
}


def main() -> int:
    options = arguments(__doc__ or "").parse_args()
    seeds = range(QUICK if options.quick else DATA_SETS)
    rows: list[Row] = []
    met = True
    for name, plan in PLANS.items():
        found = judged(plan, seeds)
        rows += _rows(name, found)
        met &= found.false_discovery <= GOAL and found.nulls_called() <= GOAL
    report(f"Verdicts over {len(seeds)} data sets, %", rows, as_json=options.json)
    return 0 if met else 1


def _rows(name: str, found: Judged) -> list[Row]:
    rows = [
        Row(f"{name}: false discovery", 100 * found.false_discovery),
        Row(f"{name}: nulls called", 100 * found.nulls_called(), digits=3),
    ]
    for depth in DEPTHS:
        tally = found.depths[depth]
        for word, part, whole in (
            ("better found", tally.rises_found, tally.rises),
            ("worse found", tally.falls_found, tally.falls),
            ("too few to say", tally.too_few, tally.verdicts),
        ):
            if whole:
                rows.append(Row(f"{name}: {depth}, {word}", 100 * part / whole, digits=1))
    return rows


if __name__ == "__main__":
    raise SystemExit(main())

"""Verdicts on planted changes, over 200 data sets: found, and seldom called where none are."""

import sys

import pytest
from benchmarks.harness.judged import Judged, judged
from benchmarks.harness.planted import Plan


def _print(name: str, found: Judged) -> None:
    lines = [f"{name}: false discovery {found.false_discovery:.4f}"]
    lines += [
        f"  {depth}: {one.nulls_called} of {one.nulls} nulls called; found better"
        f" {one.rises_found}/{one.rises}, worse {one.falls_found}/{one.falls};"
        f" too few {one.too_few}/{one.verdicts}"
        for depth, one in found.depths.items()
    ]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "plan"),
    [
        ("planted", Plan()),
        ("planted, and units drift", Plan(unit_drift=4)),
        ("planted, strong", Plan(better_points=15, worse_points=30)),
    ],
    ids=["planted", "drift", "strong"],
)
def test_planted_changes_are_found_and_few_others(name: str, plan: Plan) -> None:
    found = judged(plan, range(200))
    _print(name, found)
    assert found.false_discovery <= 0.05
    for one in found.depths.values():
        assert one.nulls_called <= 0.05 * one.nulls
    whole, units = found.depths["whole"], found.depths["units"]
    assert whole.rises_found >= 0.99 * whole.rises
    assert units.falls_found >= (0.2 if plan.unit_drift else 0.4) * units.falls


@pytest.mark.slow
def test_where_nothing_happened_hardly_any_data_set_has_a_call() -> None:
    found = judged(Plan(better=0, worse=0), range(200))
    _print("nothing planted", found)
    assert found.false_discovery <= 0.05

"""A published instance is solved to its published optimum, and proved."""

import os
from pathlib import Path

import pytest
from benchmarks.harness.shift_instances import evaluate, grid_of, read_instance

from hundra.engines.rostering.search import search

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("HUNDRA_DATA", ROOT.parent / "shared" / "data")) / "shift"


@pytest.mark.slow
@pytest.mark.parametrize(("number", "optimum"), [(1, 607), (2, 828), (4, 1716)])
def test_small_instances_are_solved_to_their_optimum(number: int, optimum: int) -> None:
    path = DATA / f"Instance{number}.txt"
    if not path.exists():
        pytest.skip("the instances are not here")
    instance = read_instance(path)
    found = search(grid_of(instance), seconds=120, seed=1)
    assert found.plan is not None
    assert evaluate(instance, found.plan) == (optimum, [])
    assert found.is_optimal

"""A part of the grid that is free, while the rest is held still."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hundra.engines.rostering.grid import Cells, Grid, Plan


@dataclass(frozen=True, slots=True)
class Part:
    """Which cells are free, what the others hold, and which duties are ruled out."""

    free: Cells
    plan: Plan
    allowed: Cells


def whole(grid: Grid, allowed: Cells | None = None) -> Part:
    """Everything is free."""
    free = np.ones((len(grid.workers), grid.days), np.bool_)
    return Part(free, grid.empty_plan(), grid.allowed if allowed is None else allowed)

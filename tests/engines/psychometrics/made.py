"""Small instruments and waves for the tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from hundra.engines.psychometrics import Instrument, Item, Scale, Tree, Wave, wave_of_scores

ROOT = Tree(np.array([-1]))


def one_scale(**more: object) -> Instrument:
    return Instrument((Item("a"),), (Scale("a", ("a",), **more),))  # type: ignore[arg-type]


def wave(units: ArrayLike, scores: ArrayLike, tree: Tree = ROOT, **more: object) -> Wave:
    """Of one scale's scores, or a column for each of several."""
    column = np.asarray(scores, dtype=np.float32)
    column = column.reshape(-1, 1) if column.ndim == 1 else column
    scales = tuple(Scale(f"s{place}", ("a",)) for place in range(column.shape[1]))
    instrument = Instrument((Item("a"),), scales)
    return wave_of_scores(instrument, tree, units, column, **more)  # type: ignore[arg-type]

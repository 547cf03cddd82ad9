"""Plays a centre many times, and tells what came of it."""

from __future__ import annotations

from hundra.engines.queueing.simulation.centre import Centre
from hundra.engines.queueing.simulation.layout import lay_out
from hundra.engines.queueing.simulation.playing import play_all
from hundra.engines.queueing.simulation.results import Result


def simulate(
    centre: Centre,
    *,
    replications: int = 100,
    seed: int = 0,
    cores: int | None = None,
    confidence: float = 0.95,
) -> Result:
    """The centre's figures over independent plays, each begun empty at second 0.

    The same seed gives the same result on any number of cores (all, unless said), and the same
    callers whatever guides and rules: differences between two rosters are seen with fewer plays.
    The first call on a machine compiles for some ten seconds; call it in a worker.
    """
    if replications < 1 or not 0 < confidence < 1:
        raise ValueError("at least one play, and a confidence between 0 and 1")
    layout = lay_out(centre)
    counted = play_all(layout, replications=replications, seed=seed, cores=cores)
    return Result(centre, counted, confidence)

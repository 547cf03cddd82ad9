"""How often verdicts find what was planted, and how often they call what was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from hundra.engines.psychometrics import VERDICTS, Good, Overlap, Verdict, changes_of, wave_of

# Relative, as the benchmarks know this folder by another name than the tests do.
from .planted import Plan, planted

DEPTHS = ("whole", "districts", "units")
BETTER, WORSE, _, TOO_FEW = (VERDICTS.index(one) for one in Verdict)


@dataclass
class Tally:
    """Counts at one depth of the tree, over many data sets."""

    nulls: int = 0
    nulls_called: int = 0
    rises: int = 0
    rises_found: int = 0
    falls: int = 0
    falls_found: int = 0
    verdicts: int = 0
    too_few: int = 0


@dataclass
class Judged:
    """Over many data sets: the mean share of false calls among calls, and tallies by depth."""

    false_shares: list[float] = field(default_factory=list)
    depths: dict[str, Tally] = field(default_factory=lambda: {one: Tally() for one in DEPTHS})

    @property
    def false_discovery(self) -> float:
        return float(np.mean(self.false_shares))

    def nulls_called(self) -> float:
        nulls = sum(one.nulls for one in self.depths.values())
        return sum(one.nulls_called for one in self.depths.values()) / max(nulls, 1)


def judged(plan: Plan, seeds: Iterable[int]) -> Judged:
    """A call is false where nothing was planted, or the other way was."""
    found = Judged()
    for seed in seeds:
        data = planted(seed, plan)
        waves = [
            wave_of(
                data.instrument,
                data.tree,
                data.units[place],
                data.answers[place],
                population=data.population[place],
            )
            for place in (0, 1)
        ]
        verdicts = changes_of(*waves, overlap=Overlap(stayers=data.stayers)).verdicts
        ways = np.array([1 if one.good is Good.HIGH else -1 for one in data.instrument.scales])
        truth = np.where(np.abs(data.truth) < 1e-9, 0.0, data.truth * ways)
        up, down = verdicts == BETTER, verdicts == WORSE
        false = (up & (truth <= 0)) | (down & (truth >= 0))
        found.false_shares.append(float(false.sum() / max((up | down).sum(), 1)))
        for depth, name in enumerate(DEPTHS):
            those = data.tree.depths == depth
            tally = found.depths[name]
            tally.nulls += int((truth == 0)[those].sum())
            tally.nulls_called += int(((up | down) & (truth == 0))[those].sum())
            tally.rises += int((truth > 0)[those].sum())
            tally.rises_found += int((up & (truth > 0))[those].sum())
            tally.falls += int((truth < 0)[those].sum())
            tally.falls_found += int((down & (truth < 0))[those].sum())
            tally.verdicts += verdicts[those].size
            tally.too_few += int((verdicts == TOO_FEW)[those].sum())
    return found

"""Scales: from what people answered to indices between 0 and 100, with what chance could make.

One by one (surveys of those in contact, where answers come as sums):

    index_value(4), scale_score([100, None, 50]), mean_of(moments_of([100, 75, 50]))

By arrays (staff surveys: all people, units and scales at once):

    instrument = Instrument(items, scales)
    tree = Tree(parents)                                   # -1 for a root
    wave = wave_of(instrument, tree, units, answers, population=staff)
    levels = levels_of(wave)                               # means with intervals
    changes = changes_of(wave, next_wave)                  # differences, tests, verdicts
    changes.verdict(unit, scale)                           # Verdict.BETTER

Arrays of results are units × scales, in the order of the tree and the instrument; a unit's
results are of all people in it and under it. Behind it: `variances` (how much answers differ),
`levels`, `changes`, `discovery` (many tests at once), `reliability` (alpha, omega, items), `hme`,
`enps`.
"""

from hundra.engines.psychometrics.changes import Changes, changes_of
from hundra.engines.psychometrics.differences import Overlap
from hundra.engines.psychometrics.discovery import benjamini_hochberg, benjamini_yekutieli
from hundra.engines.psychometrics.indices import index_value, scale_score
from hundra.engines.psychometrics.instruments import (
    IMPORTANT,
    MISSING,
    Good,
    Instrument,
    Item,
    Scale,
    codes_of,
    points_of,
    scores_of,
)
from hundra.engines.psychometrics.levels import Levels, levels_of
from hundra.engines.psychometrics.means import Mean, Moments, mean_of, moments_of
from hundra.engines.psychometrics.reliability import ItemFit, Reliability, reliabilities
from hundra.engines.psychometrics.trees import Tree
from hundra.engines.psychometrics.verdicts import VERDICTS, Verdict
from hundra.engines.psychometrics.waves import Wave, wave_of, wave_of_scores

__all__ = [
    "IMPORTANT",
    "MISSING",
    "VERDICTS",
    "Changes",
    "Good",
    "Instrument",
    "Item",
    "ItemFit",
    "Levels",
    "Mean",
    "Moments",
    "Overlap",
    "Reliability",
    "Scale",
    "Tree",
    "Verdict",
    "Wave",
    "benjamini_hochberg",
    "benjamini_yekutieli",
    "changes_of",
    "codes_of",
    "index_value",
    "levels_of",
    "mean_of",
    "moments_of",
    "points_of",
    "reliabilities",
    "scale_score",
    "scores_of",
    "wave_of",
    "wave_of_scores",
]

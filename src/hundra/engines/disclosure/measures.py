"""Which measures' figures may be shown in the groups that a plan shows.

A question that some skipped has fewer answers than people; and where nearly all answered the
lowest or the highest, the mean tells what each of them answered ("all answered never"). So in
each view and for each measure, what can be worked out by subtraction has at least `least`
answers, of which at least `apart` are not the lowest and as many not the highest: who is alone
in having answered otherwise, and knows that, can't tell what the others answered (a share of 100
per cent is the extreme case of dominance; Hundepool et al., Statistical Disclosure Control,
2012, section 4.2.1). As few groups as possible are hidden for it (`laminar`).

Only more is hidden than in the plan, so its promise holds for all measures, also for scales
together with the items that they are made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hundra.engines.disclosure.families import Bools, Ints, View
from hundra.engines.disclosure.release import ALONE, FEW, MESSAGES, Reason, Release

APART = 2
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Measured:
    """By view, which figures are shown (measures × groups), and of how many answers."""

    release: Release
    shown: Mapping[View, Bools]
    n: Mapping[View, Ints]

    def shows(self, measure: int, unit: int, **values: int) -> bool:
        return self.why_hidden(measure, unit, **values) is None

    def why_hidden(self, measure: int, unit: int, **values: int) -> Reason | None:
        """Why a figure is not shown; None if it is."""
        reason = self.release.why_hidden(unit, **values)
        if reason is not None:
            return reason
        view = next(one for one in self.shown if set(one) == set(values))
        place = self.release.parts[view].place(unit, tuple(values[name] for name in view))
        if self.shown[view][measure, place]:
            return None
        few = self.n[view][measure, place] < self.release.least
        code = FEW if few else ALONE
        return Reason(code, MESSAGES[code], self.release.least)


def measured(
    release: Release,
    points: Floats,
    *,
    lowest: float | Floats = 0.0,
    highest: float | Floats = 100.0,
    apart: int = APART,
) -> Measured:
    """From each person's points (people × measures, NaN where not answered), in the plan's order.

    `lowest` and `highest` are the ends of the scales, one for all or one for each measure.
    """
    from hundra.engines.disclosure.counting import answers_in
    from hundra.engines.disclosure.laminar import most_shown

    ends = [np.broadcast_to(end, points.shape[1]).astype(np.float64) for end in (lowest, highest)]
    shown, n = {}, {}
    for view, part in release.parts.items():
        amounts = answers_in(part.family, points, *ends)
        may = np.broadcast_to(part.shown, (len(amounts), len(part.shown)))
        shown[view] = most_shown(
            part.family.above, amounts, (release.least, apart, apart), may=np.ascontiguousarray(may)
        )
        n[view] = amounts[:, 0]
    return Measured(release, shown, n)

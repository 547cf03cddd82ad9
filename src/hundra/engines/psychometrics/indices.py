"""Answers on a scale as points between 0 and 100.

The lowest option is 0, the highest 100 and the others lie evenly between: "percent of maximum
possible" (Cohen, Cohen, Aiken & West 1999, Multivariate Behavioral Research 34, 315–346). For
1–5 it gives 0, 25, 50, 75 and 100, as in COPSOQ III (Burr et al. 2019, Safety and Health at
Work 10, 482–503) and in the Swedish HME.
"""

from __future__ import annotations

from collections.abc import Sequence


def index_value(
    value: float, *, lowest: float = 1, highest: float = 5, is_reversed: bool = False
) -> float:
    """An answer as points, 0–100; in a reversed item the lowest answer is the best.

    Raises ValueError where the value is not on the scale, or the scale has no width.
    """
    if not lowest <= value <= highest or lowest == highest:
        raise ValueError(f"{value} is not between {lowest} and {highest}")
    points = 100 * (value - lowest) / (highest - lowest)
    return 100 - points if is_reversed else points


def scale_score(points: Sequence[float | None], *, least_share: float = 0.5) -> float | None:
    """One person's points on a scale: the mean of the items that they answered.

    None where fewer than `least_share` of the items were answered ("don't know" is no answer).
    Half is the rule of COPSOQ III (Burr et al. 2019).
    """
    answered = [one for one in points if one is not None]
    if not answered or len(answered) < least_share * len(points):
        return None
    return sum(answered) / len(answered)

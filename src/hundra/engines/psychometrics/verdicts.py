"""What is said of a change: four words."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a change between two waves was.

    BETTER and WORSE: more than chance and at least the scale's important difference, in the
    direction that is good or bad there. NO_DETECTABLE_CHANGE: it could have been seen if it were
    large, and was not. TOO_FEW_TO_SAY: not even a large one could have been seen.
    """

    BETTER = "better"
    WORSE = "worse"
    NO_DETECTABLE_CHANGE = "no detectable change"
    TOO_FEW_TO_SAY = "too few to say"


VERDICTS = tuple(Verdict)
"""Their order in arrays of verdicts."""

"""What of an instrument is set beside what, and how its options are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hundra.engines.psychometrics import Instrument

OUTCOMES = ("enps", "job_satisfaction", "satisfaction", "hme", "engagement")
"""What other scales are set beside where the instrument doesn't say (`outcome: true`)."""

MOST_TOLD = 7
"""With more options than these, those with the same points are told as one."""


def outcome_of(scales: Iterable[Mapping[str, Any]]) -> str:
    """The code of the scale that the others are set beside; empty where there is none."""
    codes = {one["code"]: bool(one.get("outcome")) for one in scales}
    said = [code for code, is_outcome in codes.items() if is_outcome]
    return next(iter([*said, *(code for code in OUTCOMES if code in codes)]), "")


def classes_of_options(instrument: Instrument) -> list[list[list[int]]]:
    """For each item its options' values as they are told: each by itself, or those alike as one.

    Eleven options of the likelihood to recommend are told as three.
    """
    found = []
    for item in instrument.items:
        points = dict(zip(item.values, item.option_points(), strict=True))
        if len(item.values) <= MOST_TOLD:
            found.append([[value] for value in item.values])
            continue
        alike: dict[float, list[int]] = {}
        for value in item.values:
            alike.setdefault(points[value], []).append(value)
        found.append(list(alike.values()))
    return found

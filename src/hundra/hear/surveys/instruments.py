"""A question set as engines.psychometrics reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hundra.engines.psychometrics import Instrument
from hundra.engines.psychometrics.reading import instrument_of
from hundra.hear.surveys.models import Item, ItemKind, QuestionSet

OUTCOMES = ("enps", "job_satisfaction", "satisfaction", "hme", "engagement")
"""What other scales are set beside where the instrument doesn't say (`outcome: true`)."""

MOST_TOLD = 7
"""With more options than these, those with the same points are told as one."""


def scale_items(question_set: QuestionSet) -> list[Item]:
    """The items with options, in the order of the answers' columns."""
    return [one for one in question_set.items.all() if one.kind == ItemKind.SCALE]


def read_instrument(question_set: QuestionSet) -> Instrument:
    """Scales first, then each item that isn't a scale of its own: the order of all figures."""
    items = [
        {
            "code": one.code,
            "options": one.options,
            "reversed": one.is_reversed,
        }
        for one in scale_items(question_set)
    ]
    described = {
        "items": items,
        "scales": question_set.scales,
        "least_share": question_set.least_share,
    }
    return instrument_of(described)


def outcome_of(scales: list[Mapping[str, Any]]) -> str:
    """The code of the scale that the others are set beside; empty where there is none."""
    said = [one["code"] for one in scales if one.get("outcome")]
    codes = {one["code"] for one in scales}
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

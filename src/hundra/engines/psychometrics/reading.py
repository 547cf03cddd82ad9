"""An instrument from a description as it stands in an instrument's file, and answers from CSV.

Of the description only what figures need is read: `items` with `code`, `options` (each a `value`,
none for "don't know", and `points` where they aren't even) and `reversed`; `scales` with `code`,
`items`, and where they differ from what is usual `least_share`, `good` (high or low), `important`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from hundra.engines.psychometrics.instruments import (
    IMPORTANT,
    MISSING,
    Codes,
    Good,
    Instrument,
    Item,
    Scale,
    codes_of,
)


def instrument_of(description: Mapping[str, Any]) -> Instrument:
    """Raises ValueError that says what is wrong."""
    items = [one for one in _listed(description, "items") if one.get("kind", "scale") == "scale"]
    share = description.get("least_share", 0.5)
    return Instrument(
        tuple(_item(one) for one in items),
        tuple(_scale(one, share) for one in _listed(description, "scales")),
    )


def answers_of(instrument: Instrument, lines: Iterable[str]) -> Codes:
    """Answers from CSV with a heading; columns are the items' codes, others are left alone.

    An empty cell is no answer. Raises ValueError where a column is not there, or a cell is not a
    whole number.
    """
    rows = csv.DictReader(lines)
    lacking = [one.code for one in instrument.items if one.code not in (rows.fieldnames or [])]
    if lacking:
        raise ValueError(f"columns that are not there: {', '.join(lacking)}")
    given = [[row[one.code] or MISSING for one in instrument.items] for row in rows]
    return codes_of(np.array(given, dtype=np.float64).reshape(-1, len(instrument.items)))


def _listed(description: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = description.get(name)
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise ValueError(f"{name}: a list is needed")
    without = [place for place, one in enumerate(found, start=1) if not one.get("code")]
    if without:
        raise ValueError(f"{name}: number {without[0]} has no code")
    return found


def _item(given: Mapping[str, Any]) -> Item:
    options = [one for one in given.get("options") or [] if one.get("value") is not None]
    if any(not isinstance(one["value"], int) for one in options):
        raise ValueError(f"{given['code']}: values must be whole numbers")
    points = [one["points"] for one in options if "points" in one]
    if points and len(points) < len(options):
        raise ValueError(f"{given['code']}: points for every option, or for none")
    return Item(
        code=str(given["code"]),
        values=tuple(one["value"] for one in options),
        is_reversed=bool(given.get("reversed", False)),
        points=tuple(float(one) for one in points) or None,
    )


def _scale(given: Mapping[str, Any], least_share: float) -> Scale:
    return Scale(
        code=str(given["code"]),
        items=tuple(str(one) for one in given.get("items") or []),
        least_share=float(given.get("least_share", least_share)),
        good=Good(given.get("good", "high")),
        important=float(given.get("important", IMPORTANT)),
    )

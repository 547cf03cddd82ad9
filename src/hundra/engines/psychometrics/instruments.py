"""An instrument as arrays need it: items with their options' points, and the scales they make up.

Answers are a matrix, a row for each person and a column for each item, of the options' values as
they stand in the instrument (1–5, 0–10 …); what was not answered is MISSING, or NaN where floats
are given. Each option has points between 0 and 100 (`indices.index_value`); those of an
instrument that says otherwise (COPSOQ III gives 0, 33, 67 and 100 to some) are given with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from hundra.engines.psychometrics.indices import index_value

Floats = NDArray[np.float64]
Points = NDArray[np.float32]
Codes = NDArray[np.int8]

MISSING = -1
BYTES = 256
LARGEST = 126
"""Options' values are whole numbers from 0 to this, so that an answer takes one byte."""

IMPORTANT = 5.0
"""Points: the least change worth speaking of on a scale from 0 to 100, as COPSOQ's users take it.
How it is found: Pejtersen, Bjorner & Hasle 2010, Determining minimally important score differences
in scales of the Copenhagen Psychosocial Questionnaire, Scandinavian Journal of Public Health 38
(suppl. 3), 33–41."""


class Good(StrEnum):
    """Which way is good on a scale: much leadership is, many demands are not."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class Item:
    """A question with the values of its options, from the first to the last.

    The points lie evenly between 0 and 100 unless `points` gives them, one for each value.
    `is_reversed` turns them, so that the item points the same way as its scale.
    """

    code: str
    values: tuple[int, ...] = (1, 2, 3, 4, 5)
    is_reversed: bool = False
    points: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        if len(set(self.values)) != len(self.values) or len(self.values) < 2:  # noqa: PLR2004
            raise ValueError(f"{self.code}: at least two options, each with a value of its own")
        if min(self.values) < 0 or max(self.values) > LARGEST:
            raise ValueError(f"{self.code}: values must lie between 0 and {LARGEST}")
        if self.points is not None and len(self.points) != len(self.values):
            raise ValueError(f"{self.code}: one number of points for each value")

    def option_points(self) -> tuple[float, ...]:
        """Points of each value, 0–100, turned where the item is reversed."""
        if self.points is not None:
            return tuple(100 - one if self.is_reversed else one for one in self.points)
        lowest, highest = min(self.values), max(self.values)
        return tuple(
            index_value(one, lowest=lowest, highest=highest, is_reversed=self.is_reversed)
            for one in self.values
        )


@dataclass(frozen=True)
class Scale:
    """Items that measure the same thing; the score is the mean of those answered.

    `least_share` of the items must be answered, or the person has no score. `important` is the
    least change, in points, that is worth speaking of.
    """

    code: str
    items: tuple[str, ...]
    least_share: float = 0.5
    good: Good = Good.HIGH
    important: float = IMPORTANT


@dataclass(frozen=True)
class Instrument:
    """Items in the order of the answers' columns, and scales in the order of all results."""

    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {item.code: place for place, item in enumerate(self.items)}
        if len(places) != len(self.items):
            raise ValueError("two items have the same code")
        if len({scale.code for scale in self.scales}) != len(self.scales):
            raise ValueError("two scales have the same code")
        for scale in self.scales:
            unknown = [code for code in scale.items if code not in places]
            if unknown or not scale.items:
                raise ValueError(f"{scale.code}: items that are not there: {unknown}")
        object.__setattr__(self, "_places", places)

    def columns(self, scale: Scale) -> list[int]:
        """The places of a scale's items among the answers' columns."""
        return [self._places[code] for code in scale.items]

    @cached_property
    def table(self) -> Points:
        """Points of every byte for every item in turn; NaN for those that are no option."""
        table = np.full((len(self.items), BYTES), np.nan, np.float32)
        for place, item in enumerate(self.items):
            table[place, list(item.values)] = item.option_points()
        return table.ravel()

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """Where each item begins in the table."""
        return np.arange(0, BYTES * len(self.items), BYTES)

    @cached_property
    def members(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each scale's items begin (and the last one's end) among all scales' columns."""
        columns = [self.columns(scale) for scale in self.scales]
        starts = np.cumsum([0, *(len(one) for one in columns)], dtype=np.int64)
        return starts, np.array([place for one in columns for place in one], dtype=np.int64)

    @cached_property
    def belongs(self) -> Any:
        """1 where an item belongs to a scale; scales × items, sparse.

        Not dense: BLAS would start threads for it, which costs more than it gives.
        """
        starts, columns = self.members
        shape = len(self.scales), len(self.items)
        return sparse.csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=shape)

    @cached_property
    def least(self) -> Points:
        """How many items of each scale must be answered: at least one."""
        shares = [one.least_share * len(one.items) for one in self.scales]
        return np.maximum(np.ceil(np.array(shares) - 1e-6), 1).astype(np.float32)

    def with_items(self) -> Instrument:
        """The same with each item as a scale of its own after the others.

        An item keeps which way is good from the first scale that it belongs to.
        """
        known = {scale.code for scale in self.scales}
        owner = {code: one for one in reversed(self.scales) for code in one.items}
        alone = [
            replace(owner[item.code], code=item.code, items=(item.code,))
            if item.code in owner
            else Scale(item.code, (item.code,))
            for item in self.items
            if item.code not in known
        ]
        return Instrument(self.items, (*self.scales, *alone))


def codes_of(answers: ArrayLike) -> Codes:
    """Answers as bytes: NaN becomes MISSING. Raises ValueError where a value is no whole number."""
    given = np.asarray(answers)
    if given.dtype == np.int8:
        return given
    floats = np.asarray(given, dtype=np.float64)
    missing = np.isnan(floats)
    codes = np.where(missing, MISSING, floats)
    if ((codes != np.trunc(codes)) | (codes < MISSING) | (codes > LARGEST)).any():
        raise ValueError(f"answers must be whole numbers from 0 to {LARGEST}, or missing")
    return codes.astype(np.int8)


def item_codes(instrument: Instrument, answers: ArrayLike) -> Codes:
    """The same of an instrument's items: persons × items. ValueError for another shape too."""
    codes = codes_of(answers)
    if codes.ndim != 2 or codes.shape[1] != len(instrument.items):  # noqa: PLR2004
        raise ValueError(f"answers must have {len(instrument.items)} columns, one for each item")
    return codes


def points_of(
    instrument: Instrument, answers: ArrayLike, *, rows: NDArray[np.int64] | None = None
) -> Points:
    """Each answer's points, 0–100; NaN where missing. Persons × items.

    Raises ValueError with the item's code and the value where an answer is none of its options,
    and its row (of `rows`, where these are some of many).
    """
    codes = item_codes(instrument, answers)
    found = np.take(instrument.table, codes.view(np.uint8) + instrument.offsets)
    wrong = np.isnan(found) & (codes != MISSING)
    if wrong.any():
        person, place = (int(one) for one in np.argwhere(wrong)[0])
        raise ValueError(
            f"{instrument.items[place].code}: {codes[person, place]} is none of"
            f" {instrument.items[place].values}"
            f" (row {(person if rows is None else int(rows[person])) + 1})"
        )
    return found


def scores_of(instrument: Instrument, points: Points) -> Points:
    """Each person's score on each scale, 0–100: the mean of the items answered. Persons × scales.

    NaN where fewer than the scale's `least_share` of its items were answered: half in COPSOQ III
    (Burr et al. 2019, Safety and Health at Work 10, 482–503). `indices.scale_score` for many.
    """
    turned = np.ascontiguousarray(points.T)
    answered = ~np.isnan(turned)
    counts = instrument.belongs @ answered.astype(np.float32)
    scores = instrument.belongs @ np.where(answered, turned, np.float32(0))
    counts[counts < instrument.least[:, np.newaxis]] = np.nan
    scores /= counts
    return np.ascontiguousarray(scores.T)

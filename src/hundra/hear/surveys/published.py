"""A publication's figures as they are kept: arrays in one compressed file, nothing that is hidden.

Units stand in the order of the disclosure plan's tree, each after its parent; measures are the
instrument's scales and then its items (`Instrument.with_items`). Where a figure may not be shown
there is NaN, and -1 among counts.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from hundra.engines.disclosure.release import ALONE, FEW, TOGETHER

Ints = NDArray[np.int32]
Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]

SHOWN = 0
REASONS = ("", FEW, TOGETHER, ALONE)
"""Why something is hidden, by its place in arrays; SHOWN if it is not."""

NO_VERDICT = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Split:
    """Groups of units by one attribute, such as the nurses of A. Arrays of groups, or × scales.

    `value` is the place among `values` in what the file says of itself.
    """

    unit: Ints
    value: Ints
    people: Ints
    why: Bytes
    n: Ints
    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures:
    """Arrays of units (U), measures (M), scales (S), and all items' options in turn (O).

    about: codes of scales and items, options' classes, splits' values, the outcome, the wave
        before. Plain JSON.
    keys, above: each unit's key, and its parent's place, -1 at the top. U
    invited, answered: people in the unit and all under it. U
    why, beside: why a unit is hidden, and the place of the small unit that it is hidden for. U
    hidden, n, mean, low, high: figures, 0–100. U × M; no interval where nothing varies
    counts: how many chose each option, -1 where it may not be shown. U × O
    before, difference, change_low, change_high, verdict: since the wave before. U × S
    fit: n, alpha with low and high, omega, floor, ceiling, of the whole. S × 7
    tie, tie_low, tie_high, tie_n: correlation with the outcome. U × S
    """

    about: Mapping[str, Any]
    keys: NDArray[np.int64]
    above: Ints
    invited: Ints
    answered: Ints
    why: Bytes
    beside: Ints
    hidden: Bytes
    n: Ints
    mean: Floats
    low: Floats
    high: Floats
    counts: Ints
    before: Floats
    difference: Floats
    change_low: Floats
    change_high: Floats
    verdict: Bytes
    fit: Floats
    tie: Floats
    tie_low: Floats
    tie_high: Floats
    tie_n: Ints
    splits: Mapping[str, Split]


_ARRAYS = tuple(one.name for one in fields(Figures) if one.name not in {"about", "splits"})


def packed(figures: Figures) -> bytes:
    """The same figures are always the same bytes."""
    arrays = {name: getattr(figures, name) for name in _ARRAYS}
    for split, groups in sorted(figures.splits.items()):
        for one in fields(Split):
            arrays[f"{split}.{one.name}"] = getattr(groups, one.name)
    told = json.dumps(dict(figures.about), sort_keys=True, ensure_ascii=False)
    arrays["about"] = np.frombuffer(told.encode(), dtype=np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def unpacked(content: bytes) -> Figures:
    """Each array is unpacked when it is first asked for: no page needs more than a few."""
    kept = np.load(io.BytesIO(content), allow_pickle=False)
    about = json.loads(kept["about"].tobytes())
    splits = {split: _Later.of(Split, kept, f"{split}.") for split in about["splits"]}
    return _Later.of(Figures, kept, "", about=about, splits=splits)


Kept = TypeVar("Kept", Figures, Split)


class _Later:
    """What is kept in a file, an array at a time."""

    _file: NpzFile
    _prefix: str

    @classmethod
    def of(cls, kind: type[Kept], file: NpzFile, prefix: str, **known: Any) -> Kept:
        """As a `kind`, of the arrays whose names begin with the prefix, and what is known."""
        made: Kept = object.__new__(type(kind.__name__, (cls, kind), {}))
        made.__dict__.update(known, _file=file, _prefix=prefix)
        return made

    def __getattr__(self, name: str) -> NDArray[Any]:
        if name not in self.__dataclass_fields__:
            raise AttributeError(name)
        found: NDArray[Any] = self._file[f"{self._prefix}{name}"]
        self.__dict__[name] = found
        return found

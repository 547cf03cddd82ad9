"""Which groups may be shown, so that small ones stay hidden, also from subtraction.

A group of fewer than `LEAST` is hidden. What is hidden can be had as a sum less what is shown;
so the smallest of the shown ones are hidden too, until at least two are hidden and together hold
at least `LEAST` (complementary suppression; Hundepool et al., Statistical Disclosure Control,
2012, chapter 4). Empty groups hide nobody and are shown as they are.

In a table whose rows and columns both have their sums shown, this holds along every row and every
column (same work, section 4.2.2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

LEAST = 7
LEAST_HIDDEN = 2

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def hidden_groups(sizes: Mapping[Key, int]) -> frozenset[Key]:
    """The keys of the groups not to be shown, given that their sum is."""
    return frozenset(_to_hide(sizes, ()))


def hidden_cells(
    sizes: Mapping[tuple[Row, Column], int], already: Iterable[tuple[Row, Column]] = ()
) -> frozenset[tuple[Row, Column]]:
    """The cells not to be shown, given that the sums of rows and of columns are.

    `already` are hidden for other reasons.
    """
    hidden: set[tuple[Row, Column]] = set(already)
    before = -1
    while len(hidden) != before:
        before = len(hidden)
        for line in _lines(sizes):
            hidden |= _to_hide({key: sizes[key] for key in line}, hidden)
    return frozenset(hidden)


def _lines(sizes: Mapping[tuple[Row, Column], int]) -> Iterable[list[tuple[Row, Column]]]:
    rows: dict[Row, list[tuple[Row, Column]]] = defaultdict(list)
    columns: dict[Column, list[tuple[Row, Column]]] = defaultdict(list)
    for row, column in sizes:
        rows[row].append((row, column))
        columns[column].append((row, column))
    return [*rows.values(), *columns.values()]


def _to_hide(sizes: Mapping[Key, int], already: Iterable[Key]) -> set[Key]:
    """What must be hidden when `already` is, or when something is small."""
    people = {key: size for key, size in sizes.items() if size}
    before = set(already)
    hidden = {key for key, size in people.items() if size < LEAST or key in before}
    for key in sorted(people, key=lambda key: (people[key], str(key))):
        if not hidden or _is_safe([people[one] for one in hidden]):
            break
        hidden.add(key)
    return hidden


def _is_safe(hidden: list[int]) -> bool:
    return len(hidden) >= LEAST_HIDDEN and sum(hidden) >= LEAST

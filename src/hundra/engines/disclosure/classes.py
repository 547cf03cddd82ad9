"""Records sorted into classes of those alike, so that nobody stands alone in any of them.

k-anonymity by suppression (Samarati & Sweeney 1998, SRI-CSL-98-04; Hundepool et al., Statistical
Disclosure Control, 2012, chapter 3): a record keeps its attributes where at least `least` records
of the batch have the very same. The others lose one attribute after the other, in the order
given, until enough of them are alike. What is left over at the end, with no attribute, takes in
the smallest class if it is too small itself.

What follows: whatever is then asked for, by any attributes, in any combination, at any time,
the answer is a union of classes; and so is the difference between any two answers. None of them
can be fewer than `least` records, since no class is. That holds for each measure by itself too:
in every class, each measure has either at least `least` values or none.

What it does not stop: if everyone in a class gave the same answer, then it is known what each
of them answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Attributes = tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """Someone's attributes, and which measures have a value ("don't know" is none)."""

    attributes: Attributes
    measured: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Class:
    """Records alike, as places in the list that was given. "" is an attribute that was lost."""

    attributes: Attributes
    members: tuple[int, ...]


def classes_of(
    records: Sequence[Record], *, least: int, loses: Sequence[int]
) -> tuple[Class, ...] | None:
    """The records in classes of at least `least`; None where that can't be had of so few.

    `loses` are the attributes' places, the one that is lost first at the beginning.
    """
    if least < 1:
        raise ValueError("a class has at least one member")
    found: list[Class] = []
    left = list(range(len(records)))
    for level in range(len(loses) + 1):
        kept, left = _alike(records, left, frozenset(loses[:level]), least)
        found.extend(kept)
    if not left:
        return tuple(found)
    return _with_rest(records, found, left, least)


def _alike(
    records: Sequence[Record], places: Iterable[int], lost: frozenset[int], least: int
) -> tuple[list[Class], list[int]]:
    groups: dict[Attributes, list[int]] = defaultdict(list)
    for place in places:
        own = records[place].attributes
        groups[tuple("" if at in lost else one for at, one in enumerate(own))].append(place)
    kept, left = [], []
    for attributes, members in groups.items():
        if _is_safe(records, members, least):
            kept.append(Class(attributes, tuple(members)))
        else:
            left.extend(members)
    return kept, left


def _with_rest(
    records: Sequence[Record], found: list[Class], left: list[int], least: int
) -> tuple[Class, ...] | None:
    """The smallest classes give up their attributes until the rest is large enough."""
    found = sorted(found, key=lambda one: (len(one.members), one.attributes), reverse=True)
    while not _is_safe(records, left, least):
        if not found:
            return None
        left = [*left, *found.pop().members]
    nothing = ("",) * len(records[0].attributes)
    alike = [one for one in found if one.attributes == nothing]
    members = (*left, *(member for one in alike for member in one.members))
    return (*(one for one in found if one.attributes != nothing), Class(nothing, members))


def _is_safe(records: Sequence[Record], members: Sequence[int], least: int) -> bool:
    if len(members) < least:
        return False
    counts = zip(*(records[member].measured for member in members), strict=True)
    return all(not 0 < sum(count) < least for count in counts)

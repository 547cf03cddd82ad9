"""Records sorted into classes of those alike, so that nobody stands alone in any of them.

k-anonymity by suppression (Samarati & Sweeney 1998, SRI-CSL-98-04; Hundepool et al., Statistical
Disclosure Control, 2012, chapter 3): a record keeps its attributes where at least `least` records
of the batch have the very same. The others lose one attribute after the other, in the order
given, until enough of them are alike. The few that are left over at the end join the smallest
class that they share most with, which then loses what they don't share.

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
    steps = [frozenset(loses[:level]) for level in range(len(loses) + 1)]
    for lost in steps:
        kept, left = _alike(records, left, lost, least)
        found.extend(kept)
    for lost in steps:
        left = _join(records, found, left, lost, least)
    return tuple(found) if not left else _with_rest(records, found, left, least)


def _alike(
    records: Sequence[Record], places: Iterable[int], lost: frozenset[int], least: int
) -> tuple[list[Class], list[int]]:
    groups = _groups(records, places, lost)
    kept, left = [], []
    for attributes, members in groups.items():
        if _is_safe(records, members, least):
            kept.append(Class(attributes, tuple(members)))
        else:
            left.extend(members)
    return kept, left


def _groups(
    records: Sequence[Record], places: Iterable[int], lost: frozenset[int]
) -> dict[Attributes, list[int]]:
    groups: dict[Attributes, list[int]] = defaultdict(list)
    for place in places:
        groups[_without(records[place].attributes, lost)].append(place)
    return groups


def _without(attributes: Attributes, lost: frozenset[int]) -> Attributes:
    return tuple("" if at in lost else one for at, one in enumerate(attributes))


def _join(
    records: Sequence[Record],
    found: list[Class],
    left: list[int],
    lost: frozenset[int],
    least: int,
) -> list[int]:
    """Lets groups that are too small join a class alike but for what is lost; who is left."""
    still: list[int] = []
    for key, members in _groups(records, left, lost).items():
        alike = [one for one in found if _without(one.attributes, lost) == key]
        # One that has lost as much already loses nothing more.
        alike.sort(key=lambda one: (one.attributes != key, len(one.members), one.attributes))
        for one in alike:
            joined = (*one.members, *members)
            if _is_safe(records, joined, least):
                found.remove(one)
                _add(found, Class(key, joined))
                break
        else:
            still.extend(members)
    return still


def _add(found: list[Class], made: Class) -> None:
    """Adds a class, or its members to the one with the same attributes."""
    same = next((one for one in found if one.attributes == made.attributes), None)
    if same is not None:
        found.remove(same)
        made = Class(made.attributes, (*same.members, *made.members))
    found.append(made)


def _with_rest(
    records: Sequence[Record], found: list[Class], left: list[int], least: int
) -> tuple[Class, ...] | None:
    """The smallest classes give up their attributes until the rest is large enough."""
    found = sorted(found, key=lambda one: (len(one.members), one.attributes), reverse=True)
    while not _is_safe(records, left, least):
        if not found:
            return None
        left = [*left, *found.pop().members]
    _add(found, Class(("",) * len(records[0].attributes), tuple(left)))
    return tuple(found)


def _is_safe(records: Sequence[Record], members: Sequence[int], least: int) -> bool:
    if len(members) < least:
        return False
    counts = zip(*(records[member].measured for member in members), strict=True)
    return all(not 0 < sum(count) < least for count in counts)

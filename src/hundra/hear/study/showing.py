"""Which groups' numbers may be shown, so that nobody can tell how a single person has done.

The rule, from the top of the tree and downwards:

1. A group of fewer than `LEAST` people is never shown.
2. A group is made of its parts: those right at the unit, and each unit under it. Where a part
   is hidden under a group that is shown, what is hidden could be had by subtraction. So the
   smallest of the shown parts are hidden too, until at least two parts are hidden and together
   hold at least `LEAST` people (complementary suppression; Hundepool et al., Statistical
   Disclosure Control, 2012, chapter 4).
3. Nothing under a hidden group is shown: its parts would add up to it.

The rule looks only at how many people there are, not at what they have done, and it is the same
for everyone who looks. So what one path or one reader is shown never tells what another is not.
That nobody, or everybody, of a group that is large enough has begun is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LEAST = 5
"""People in the smallest group shown. Five is the lowest that the house allows for surveys; here
what could be told is only that someone has not finished a course, so we need not ask for more."""

LEAST_HIDDEN = 2
"""Parts hidden at once at the least: one alone is its parent less its siblings."""

Key = tuple[str, int]


@dataclass(frozen=True)
class Group:
    """People, each counted in one part only, and the parts that the group is made of."""

    key: Key
    people: int
    parts: tuple[Group, ...] = ()


def shown_groups(root: Group) -> frozenset[Key]:
    """The keys of all groups in the tree whose numbers may be shown."""
    if root.people < LEAST:
        return frozenset()
    return frozenset([root.key, *_shown_under(root)])


def _shown_under(group: Group) -> Iterator[Key]:
    parts = sorted(
        (part for part in group.parts if part.people), key=lambda part: (part.people, part.key)
    )
    hidden = sum(part.people < LEAST for part in parts)
    while 0 < hidden < len(parts) and not _is_safe(parts[:hidden]):
        hidden += 1
    for part in parts[hidden:]:
        yield part.key
        yield from _shown_under(part)


def _is_safe(hidden: list[Group]) -> bool:
    return len(hidden) >= LEAST_HIDDEN and sum(part.people for part in hidden) >= LEAST

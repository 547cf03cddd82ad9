"""The rule of routing itself, in numbers and arrays only.

Everything here takes and returns numbers, lists of numbers and lists of such lists, uses no
objects, and loops with indices, so that a compiled simulation can play the very same rule.

The rule, for a contact that has waited `waited` seconds:

1. Those with the lowest priority number come first; within a priority, who has waited longest.
2. A guide must take the channel and speak the language. GOOD or better is asked for at first; a
   guide who knows it a little may be asked after `widen_level_seconds`.
3. A guide must know the reason at first; after `widen_reason_seconds` any reason will do.
4. Nobody waits for what nobody present has: the language level is widened at once when nobody
   present knows the language well, the reason at once when nobody present with the language
   knows it. Busy guides are present.
5. When nobody present speaks the language at all, the contact is not served by language; after
   `interpreter_seconds` (below 0: never) it may be taken by any guide, with an interpreter.
6. As many as possible are served, in the order of 1: one is passed over only when no guide who
   is free may be asked, however the others in front are placed.
7. Among the guides who can be asked so that 6 holds, the right language comes before the right
   reason, then who is least needed by others (fewest languages, then fewest reasons), then who
   has been free longest.
"""

from __future__ import annotations

from collections.abc import Sequence

GOOD = 2
SIMPLE = 1
NONE = -1
INTERPRETED = 0
UNSERVABLE = 99


def needed_level(
    waited: float,
    best_present: int,
    widen_level_seconds: float,
    interpreter_seconds: float,
) -> int:
    """The lowest language level to ask for; `best_present` is the best that anyone present has.

    INTERPRETED (0) lets anyone in, UNSERVABLE (99) nobody.
    """
    if best_present < SIMPLE:
        if interpreter_seconds >= 0 and waited >= interpreter_seconds:
            return INTERPRETED
        return UNSERVABLE
    if best_present < GOOD or waited >= widen_level_seconds:
        return SIMPLE
    return GOOD


def needs_reason(waited: float, known_present: bool, widen_reason_seconds: float) -> bool:
    """Must the guide know the reason? `known_present`: someone present with the level does."""
    return known_present and waited < widen_reason_seconds


def may_ask(level: int, needed: int, knows: bool, must_know: bool, takes: bool) -> bool:
    """May a guide with this language level, reason and channel be asked?"""
    return takes and level >= needed and (knows or not must_know)


def misfit(level: int, knows: bool) -> int:
    """How ill the guide fits, 0 to 5: the right language before the right reason."""
    if level >= GOOD:
        return 0 if knows else 1
    if level >= SIMPLE:
        return 2 if knows else 3
    return 4 if knows else 5


def serve(may: Sequence[Sequence[bool]], cost: Sequence[Sequence[int]]) -> list[int]:
    """Which guide each contact gets, or NONE; contacts and rows in the order of points 1 and 7.

    `may[w][g]`: may guide g be asked for contact w? `cost[w][g]`: lower is a better choice; no
    two guides have the same for one contact. Points 6 and 7: those served are the first that can
    be, by augmenting paths (a transversal matroid, so the greedy set is the best in order), and
    then each in turn takes the best guide that leaves all others served.
    """
    contacts = len(may)
    guides = len(may[0]) if contacts else 0
    got = [NONE] * contacts
    by = [NONE] * guides
    settled = [False] * guides
    left = guides
    for contact in range(contacts):
        if left == 0:
            break
        if place(contact, may, got, by, settled):
            left -= 1
    for contact in range(contacts):
        if got[contact] != NONE:
            improve(contact, may, cost, got, by, settled)
    return got


def place(
    contact: int,
    may: Sequence[Sequence[bool]],
    got: list[int],
    by: list[int],
    settled: list[bool],
) -> bool:
    """Finds the contact a guide, moving others between guides where needed. Was it possible?"""
    guides = len(by)
    came_from = [NONE] * guides
    seen = settled[:]
    queue = [contact]
    head = 0
    while head < len(queue):
        asking = queue[head]
        head += 1
        for guide in range(guides):
            if seen[guide] or not may[asking][guide]:
                continue
            seen[guide] = True
            came_from[guide] = asking
            if by[guide] == NONE:
                move_along(guide, came_from, got, by)
                return True
            queue.append(by[guide])
    return False


def move_along(guide: int, came_from: Sequence[int], got: list[int], by: list[int]) -> None:
    """Everyone on the path that ends at the free guide moves one step."""
    while guide != NONE:
        contact = came_from[guide]
        before = got[contact]
        got[contact] = guide
        by[guide] = contact
        guide = before


def improve(
    contact: int,
    may: Sequence[Sequence[bool]],
    cost: Sequence[Sequence[int]],
    got: list[int],
    by: list[int],
    settled: list[bool],
) -> None:
    """Gives the contact the best guide that keeps everyone else served, and settles that guide."""
    tried = settled[:]
    while True:
        best = best_of(contact, may, cost, tried)
        if best == got[contact] or take_over(contact, best, may, got, by, settled):
            settled[best] = True
            return
        tried[best] = True


def best_of(
    contact: int,
    may: Sequence[Sequence[bool]],
    cost: Sequence[Sequence[int]],
    tried: Sequence[bool],
) -> int:
    """The guide of the lowest cost that may be asked and has not been tried."""
    best = NONE
    for guide in range(len(tried)):
        if tried[guide] or not may[contact][guide]:
            continue
        if best == NONE or cost[contact][guide] < cost[contact][best]:
            best = guide
    return best


def take_over(
    contact: int,
    guide: int,
    may: Sequence[Sequence[bool]],
    got: list[int],
    by: list[int],
    settled: list[bool],
) -> bool:
    """Moves the contact to the guide if whoever had the guide can be placed elsewhere."""
    before = got[contact]
    other = by[guide]
    by[before] = NONE
    got[contact] = guide
    by[guide] = contact
    if other == NONE:
        return True
    got[other] = NONE
    settled[guide] = True
    if place(other, may, got, by, settled):
        return True
    settled[guide] = False
    by[guide] = other
    got[other] = guide
    by[before] = contact
    got[contact] = before
    return False

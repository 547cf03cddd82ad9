"""What the kernel works on: arrays of records, made once for a centre and copied for each play.

Indices lead from one array to another (a contact knows its type's index); -1 is nobody.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NOBODY = -1

# What a guide does.
AWAY, FREE, BUSY, ON_BREAK = 0, 1, 2, 3

# What happens, by the clock of the schedule …
START, PAUSE, END = 0, 1, 2
# … and by what has happened before.
DONE, GIVE_UP, WIDEN, OFFER, DUE, RETRY, BACK, WRITE = 0, 1, 2, 3, 4, 5, 6, 7

# What became of a contact, in the log.
ANSWERED, ABANDONED, CALLED_BACK, LEFT = 0, 1, 2, 3

# Columns of the counts.
(
    OFFERED,
    RETRIED,
    TALKED,
    IN_TIME,
    WAITED,
    GAVE_UP,
    GAVE_UP_SOON,
    GAVE_UP_WAITED,
    PROMISED,
    CALLED,
    WAITING,
    INTERPRETED,
    COLUMNS,
) = range(13)

# Columns of guides' seconds.
TALKING, WRITING, PRESENT, SECOND_COLUMNS = 0, 1, 2, 3

LONGEST_WAIT = 3600
"""Waits are counted by whole seconds up to this; longer ones in the last place."""

DISTRIBUTION = np.dtype(
    [("shape", "i8"), ("first", "i8"), ("count", "i8"), ("a", "f8"), ("b", "f8")], align=True
)
CONTACT = np.dtype(
    [
        ("type", "i8"),
        ("serial", "i8"),
        ("next", "i8"),
        ("before", "i8"),
        ("interval", "i8"),
        ("is_waiting", "i8"),
        ("is_callback", "i8"),
        ("arrived", "f8"),
        ("since", "f8"),
        ("patience", "f8"),
        ("handling", "f8"),
    ],
    align=True,
)
TYPE = np.dtype(
    [
        # The line of those who wait, longest first, and its place among lines that are not empty.
        ("first", "i8"),
        ("last", "i8"),
        ("place", "i8"),
        # How many present take the channel and …
        ("good", "i8"),
        ("simple", "i8"),
        ("know_good", "i8"),
        ("know_simple", "i8"),
        ("know", "i8"),
        # As given.
        ("priority", "i8"),
        ("group", "i8"),
        ("handling", "i8"),
        ("patience", "i8"),
        ("retry_after", "i8"),
        ("booked_after", "i8"),
        ("first_preference", "i8"),
        ("end_preference", "i8"),
        ("is_written", "i8"),
        ("reason_matters", "i8"),
        ("level_matters", "i8"),
        ("retry_share", "f8"),
        ("callback_share", "f8"),
        ("offered_after", "f8"),
    ],
    align=True,
)
PREFERENCE = np.dtype(
    [("pool", "i8"), ("rank", "i8"), ("level", "i8"), ("knows", "i8")], align=True
)
FIT = np.dtype([("takes", "i8"), ("knows", "i8"), ("level", "i8")], align=True)
# Guides who can the same; those who are free in line, longest free first.
# Pools with the same rank are needed by others as much.
POOL = np.dtype([("first", "i8"), ("last", "i8"), ("present", "i8"), ("rank", "i8")], align=True)
GUIDE = np.dtype(
    [
        ("pool", "i8"),
        ("does", "i8"),
        ("token", "i8"),
        ("next", "i8"),
        ("before", "i8"),
        ("must_leave", "i8"),
        ("must_pause", "f8"),
        ("free_since", "f8"),
        ("present_since", "f8"),
    ],
    align=True,
)
EVENT = np.dtype([("time", "f8"), ("what", "i8")], align=True)
SCHEDULED = np.dtype(
    [("time", "f8"), ("seconds", "f8"), ("what", "i8"), ("guide", "i8")], align=True
)
CLOCK = np.dtype(
    [
        ("events", "i8"),
        ("in_heap", "i8"),
        ("lines", "i8"),
        ("free_slot", "i8"),
        ("free_guides", "i8"),
        ("logged", "i8"),
        ("is_full", "i8"),
        # Where the play is; it stops when the whole line must be asked about.
        ("now", "f8"),
        ("arrival", "f8"),
        ("scheduled", "i8"),
        ("must_ask", "i8"),
        ("asked", "i8"),
        # As given.
        ("writes", "i8"),
        ("widen_reason", "f8"),
        ("widen_level", "f8"),
        ("interpreter", "f8"),
        ("in_time", "f8"),
        ("short", "f8"),
        ("written_after", "f8"),
        ("interval", "f8"),
        ("horizon", "f8"),
    ],
    align=True,
)
LOGGED = np.dtype(
    [
        ("type", "i8"),
        ("guide", "i8"),
        ("outcome", "i8"),
        ("level", "i8"),
        ("arrived", "f8"),
        ("since", "f8"),
        ("at", "f8"),
        ("until", "f8"),
    ],
    align=True,
)

Array = NDArray[np.void]


class State(NamedTuple):
    """All that changes while a play goes on, and what it is played by."""

    clock: Array
    types: Array
    pools: Array
    guides: Array
    contacts: Array
    heap: Array
    lines: NDArray[np.int64]  # the types that have someone waiting
    line: NDArray[np.int64]  # all who wait, as the rule sees them, when it is asked for all
    chosen: NDArray[np.int64]  # and whom they get
    preferences: Array
    fit: Array  # pool × type
    distributions: Array
    samples: NDArray[np.float64]
    by_group: NDArray[np.float64]  # interval × group (written last) × column
    by_type: NDArray[np.float64]  # type × column
    seconds: NDArray[np.float64]  # interval × what guides did
    waits: NDArray[np.float64]  # answered calls and visits by whole seconds of wait
    log: Array

"""One simulated call: what it is doing at the provider, and what the caller has met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """What a call is doing."""

    ASKED = "asked"  # Hears what the keys are for; `press` or `stay_silent`.
    HELD = "held"  # Waits for a guide; `hold_ends`.
    TALKING = "talking"  # With a guide; `guide_hangs_up`, or the caller does.
    RECORDING = "recording"  # After the tone; `speak`.
    OVER = "over"


@dataclass
class Experience:
    """What a caller has met, by the simulator's clock: the truth to compare figures with.

    `held_at` is when waiting for a guide began, `answered_at` when the talk did; `hung_up_by` is
    "caller", "guide" or "menu".
    """

    call_id: str
    from_number: str
    to_number: str
    offered_at: datetime
    keys: list[tuple[datetime, str]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)  # The sounds' addresses, in order.
    held_at: datetime | None = None
    answered_at: datetime | None = None
    connected_to: list[str] = field(default_factory=list)
    recorded_seconds: int = 0
    hung_up_at: datetime | None = None
    hung_up_by: str = ""
    retries: int = 0

    @property
    def waited_seconds(self) -> float | None:
        """From the line's beginning to the answer, or to hanging up."""
        end = self.answered_at or self.hung_up_at
        if self.held_at is None or end is None:
            return None
        return (end - self.held_at).total_seconds()


@dataclass
class Call:
    """A call at the provider: its state, the action it is in, and the caller's experience."""

    id: str
    experience: Experience
    direction: str = "incoming"
    state: State = State.ASKED
    action: Mapping[str, Any] = field(default_factory=dict)
    when_hung_up: str = ""
    connected_to: str = ""

    @property
    def is_over(self) -> bool:
        return self.state is State.OVER

    def keys(self) -> tuple[str, ...]:
        """The keys that the present action itself names; others go to its `next`."""
        return tuple(key for key in self.action if key in set("0123456789*#"))

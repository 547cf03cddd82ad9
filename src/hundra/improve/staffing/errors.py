"""What staffing refuses, in words."""

from __future__ import annotations

from collections.abc import Sequence


class StaffingError(Exception):
    """Base of everything that staffing refuses. The text is for the user."""


class NotNowError(StaffingError):
    """The period has not come so far, or has gone further."""


class RulesBrokenError(StaffingError):
    """The roster would break rules; `breaches` are sentences."""

    def __init__(self, text: str, breaches: Sequence[str]) -> None:
        super().__init__(text)
        self.breaches = tuple(breaches)


class InvalidError(StaffingError):
    """What is asked for does not fit together, or is another's to ask."""


class OverDrawnError(InvalidError):
    """More importance is given to the wishes than there is to give."""

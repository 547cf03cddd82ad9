"""What an employee's own pages refuse, beside what staffing refuses."""

from __future__ import annotations

from hundra.improve.staffing.errors import StaffingError


class InvalidError(StaffingError):
    """What is asked for does not fit together, or is another's to ask."""


class OverDrawnError(InvalidError):
    """More importance is given to the wishes than there is to give."""

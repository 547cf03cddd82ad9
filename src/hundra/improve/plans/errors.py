"""What can be wrong when plans and cafés are written. `str(error)` is a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise


class PlansError(Exception):
    """Base of every domain error here; views show its sentence, never a trace."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class InvalidError(PlansError):
    """A value does not fit its field."""


class StepNotOpenError(PlansError):
    """The step is not open from the state that the plan or café is in."""


class NotReadyError(PlansError):
    """The plan cannot be adopted yet; `missing` says what lacks, one sentence each."""

    def __init__(self, message: str | Promise, missing: Sequence[str]) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class InUseError(PlansError):
    """Something else stands on it, so it cannot go."""


class ClosedError(PlansError):
    """The plan has ended, or the café has closed."""


class NotYoursError(PlansError):
    """Somebody else's phone wrote the note, or too long ago."""


class UnknownLinkError(PlansError):
    """No café has the link or the code."""

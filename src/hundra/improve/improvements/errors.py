"""What can be wrong when improvements are written. `str(error)` is a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise


class ImprovementsError(Exception):
    """Base of every domain error here; views show its sentence, never a trace."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class StepNotOpenError(ImprovementsError):
    """The step is not open from the state the improvement is in."""


class NotReadyError(ImprovementsError):
    """The stamp was refused; `missing` lists exactly what lacks, one sentence each."""

    def __init__(self, message: str | Promise, missing: Sequence[str]) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class LockedError(ImprovementsError):
    """What the stamp has fixed cannot be changed."""


class IncompleteError(ImprovementsError):
    """Something that the step needs was not given."""


class InvalidError(ImprovementsError):
    """A value does not fit its field."""

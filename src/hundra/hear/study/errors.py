"""What can be wrong in self-study. `str(error)` is a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise


class StudyError(Exception):
    """Base of every domain error here; views show its sentence, never a trace."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotOpenError(StudyError):
    """The step is not for this person, or not to be read now."""


class NotPossibleError(StudyError):
    """The step is not open from the state that the path is in."""


class IncompleteError(StudyError):
    """Something that learners need is missing; `missing` has one sentence for each."""

    def __init__(self, message: str | Promise, missing: Sequence[str]) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class InvalidError(StudyError):
    """A value does not fit its field."""

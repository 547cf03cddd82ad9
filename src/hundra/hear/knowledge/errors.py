"""What can be wrong when knowledge is written. `str(error)` is a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise


class KnowledgeError(Exception):
    """Base of every domain error here; views show its sentence, never a trace."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotPossibleError(KnowledgeError):
    """The step is not open from the state the text or article is in."""


class IncompleteError(KnowledgeError):
    """Something that readers need is missing; `missing` has one sentence for each."""

    def __init__(self, message: str | Promise, missing: Sequence[str]) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class ConflictError(KnowledgeError):
    """Somebody else has saved since the text was opened."""


class InvalidError(KnowledgeError):
    """A value does not fit its field."""


class NotYoursError(KnowledgeError):
    """Who wrote the text, or asked for the change, may not approve it."""

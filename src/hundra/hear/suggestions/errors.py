"""Why a wish about a suggestion was refused, each with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from hundra.engines.text import Finding


class SuggestionError(Exception):
    """Base of all refusals; its text is a sentence for the one who asked."""

    @property
    def sentence(self) -> str:
        return str(self)


class InvalidTextError(SuggestionError):
    """A text is missing or too long."""


class NotPossibleNowError(SuggestionError):
    """The suggestion's state does not allow the step."""


class ChangedMeanwhileError(SuggestionError):
    """Someone else did something with the suggestion while this was written."""


class PersonalDataLeftError(SuggestionError):
    """The text to publish holds what may be personal data, and nobody has said that it is fine."""

    def __init__(self, sentence: str, findings: Sequence[Finding]) -> None:
        super().__init__(sentence)
        self.findings = tuple(findings)


class PictureRefusedError(SuggestionError):
    """The picture was not one that can be received."""

"""What can be wrong with surveys. `str(error)` is a sentence for people."""

from __future__ import annotations

from django.utils.functional import Promise


class SurveyError(Exception):
    """Base of every domain error here; views show its sentence, never a trace."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class WaveError(SurveyError):
    """What is wanted with a wave cannot be done, or not now, and why."""


class UnknownLinkError(SurveyError):
    """No invitation has that secret."""


class AnsweredError(SurveyError):
    """The link has been answered."""


class ExpiredError(SurveyError):
    """The link's last day has passed."""


class QuestionSetError(SurveyError):
    """The file of questions cannot be used, and why."""


class InvalidAnswerError(SurveyError):
    """An answer that is no option of its question."""


class NotOpenError(SurveyError):
    """The wave is not open for answers: not yet, no more, or called off."""


class LostSealError(SurveyError):
    """Answers were sealed with another secret than the installation has now."""


class NotClosedError(SurveyError):
    """The wave has no results: it is still open, or only tries the questions."""

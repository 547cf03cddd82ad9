"""What can go wrong with a case, in sentences that tell what to do."""

from __future__ import annotations


class CasesError(Exception):
    """The base of all; its text is for the one who asked, in their language."""

    @property
    def sentence(self) -> str:
        return str(self)


class InvalidTextError(CasesError):
    """A text is missing or too long."""


class InvalidPartyError(CasesError):
    """A telephone number or an address that cannot be one."""


class NotPossibleNowError(CasesError):
    """The case's state does not allow the step."""


class ChangedMeanwhileError(CasesError):
    """Someone else did something with the case while this was written."""


class NotAllowedHereError(CasesError):
    """The other case or person may not be part of this, such as one that is secret."""


class FileRefusedError(CasesError):
    """A file that is too large, of a kind that is not received, or one too many."""

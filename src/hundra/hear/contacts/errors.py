"""What can go wrong at a desk, in sentences that tell what to do."""

from __future__ import annotations


class ContactsError(Exception):
    """The base of all; its text is for the one who asked, in their language."""


class TakenError(ContactsError):
    """Someone else has the contact."""


class GoneError(ContactsError):
    """The contact is over: who waited has given up, or it is done."""


class NotPossibleNowError(ContactsError):
    """The state of the contact or of the guide does not allow the step."""


class NotAGuideError(ContactsError):
    """Only the desk's guides may do this."""


class IncompleteError(ContactsError):
    """Something that the step needs is missing."""


class InvalidError(ContactsError):
    """A value does not fit; the configuration stays as it was."""


class FaultyMenuError(ContactsError):
    """The phone menu has faults, so it cannot go into use. `sentences` tells them all."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))

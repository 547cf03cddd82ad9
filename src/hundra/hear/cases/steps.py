"""The steps of a case in words: for those who work with it, for the citizen, and for letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class MailWords:
    """What a letter says: a few words for its subject, and a sentence. Both lazy."""

    subject: Any
    text: Any


WORK = {
    "opened": _("The case was opened"),
    "taken": _("Took the case"),
    "assigned": _("Gave the case to a handler"),
    "handed_on": _("Handed on to another unit"),
    "suspended": _("Put the case on hold"),
    "resumed": _("Took the case up again"),
    "woken": _("The day that the case waited for has come"),
    "closed": _("Closed the case"),
    "reopened": _("Opened the case again"),
    "reopened_by_citizen": _("Opened again, since the citizen wrote"),
    "merged": _("Merged into another case"),
    "merged_here": _("Another case was merged into this one"),
    "separated": _("Separated from the case that it was merged into"),
    "linked": _("Linked with another case"),
    "unlinked": _("Removed the link to another case"),
    "made_confidential": _("Made the case confidential"),
    "made_plain": _("The case is no longer confidential"),
    "promised": _("Promised anew"),
    "corrected": _("Corrected the case"),
    "given_out": _("Given out on a request for public records"),
}

CITIZEN = {
    "opened": _("We have received your case"),
    "taken": _("A handler has begun to work with it"),
    "assigned": _("A handler has begun to work with it"),
    "handed_on": _("We have moved it to those who can help you best"),
    "suspended": _("It waits for something that we need before we can go on"),
    "resumed": _("We have taken it up again"),
    "woken": _("We have taken it up again"),
    "closed": _("You have got an answer, and the case is closed"),
    "reopened": _("We have opened it again"),
    "reopened_by_citizen": _("You wrote to us, so we have opened it again"),
    "merged": _("It goes on together with another case about the same thing"),
    "separated": _("It goes on as a case of its own"),
    "promised": _("We have told you a new time"),
}

MAIL = {
    "opened": MailWords(
        _("we have received it"),
        _("We have received your case. It has the number %(number)s."),
    ),
    "handed_on": MailWords(
        _("we have moved it to the right place"),
        _("We have moved your case %(number)s to those who can help you best."),
    ),
    "suspended": MailWords(
        _("it waits"),
        _("Your case %(number)s waits for something that we need before we can go on."),
    ),
    "closed": MailWords(
        _("you have got an answer"),
        _("You have got an answer in your case %(number)s."),
    ),
    "reopened": MailWords(
        _("we have opened it again"),
        _("We have opened your case %(number)s again."),
    ),
    "merged": MailWords(
        _("it goes on with another"),
        _("Your case %(number)s goes on together with another case about the same thing."),
    ),
    "promised": MailWords(
        _("a new time"),
        _("We have told you a new time in your case %(number)s."),
    ),
    "message": MailWords(
        _("we have written to you"),
        _("We have written to you in your case %(number)s."),
    ),
}


def in_work_words(name: str) -> Any:
    """A step as a handler reads it."""
    return WORK.get(name, name)


def in_citizen_words(name: str) -> Any:
    """A step as the citizen reads it; empty for what is not theirs to see."""
    return CITIZEN.get(name, "")


def mail_words(name: str) -> MailWords | None:
    """What a letter says about the step; None where no letter goes."""
    return MAIL.get(name)

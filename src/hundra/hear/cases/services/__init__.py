"""Everything that writes cases."""

from hundra.hear.cases.services.attaching import Clean, Given, cleaned
from hundra.hear.cases.services.changing import (
    correct,
    make_confidential,
    make_plain,
    promise_anew,
)
from hundra.hear.cases.services.disclosing import Masks, checked_laws, give_out, redacted
from hundra.hear.cases.services.handling import (
    assign,
    close,
    hand_on,
    reopen,
    resume,
    suspend,
    take,
)
from hundra.hear.cases.services.joining import link, merge, separate, unlink
from hundra.hear.cases.services.mailing import receive_mail
from hundra.hear.cases.services.opening import open_case
from hundra.hear.cases.services.parties import complete, find_or_make
from hundra.hear.cases.services.talking import message, note, receive_message
from hundra.hear.cases.services.waking import wake

__all__ = [
    "Clean",
    "Given",
    "Masks",
    "assign",
    "checked_laws",
    "cleaned",
    "close",
    "complete",
    "correct",
    "find_or_make",
    "give_out",
    "hand_on",
    "link",
    "make_confidential",
    "make_plain",
    "merge",
    "message",
    "note",
    "open_case",
    "promise_anew",
    "receive_mail",
    "receive_message",
    "redacted",
    "reopen",
    "resume",
    "separate",
    "suspend",
    "take",
    "unlink",
    "wake",
]

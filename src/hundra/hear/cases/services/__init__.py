"""Everything that writes cases."""

from hundra.hear.cases.services.attaching import Clean, Given, cleaned
from hundra.hear.cases.services.opening import open_case
from hundra.hear.cases.services.parties import complete, find_or_make
from hundra.hear.cases.services.talking import message, note, receive_message

__all__ = [
    "Clean",
    "Given",
    "cleaned",
    "complete",
    "find_or_make",
    "message",
    "note",
    "open_case",
    "receive_message",
]

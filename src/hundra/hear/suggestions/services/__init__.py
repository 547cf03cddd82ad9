"""Everything that is written about suggestions."""

from hundra.hear.suggestions.services.following import (
    add_email,
    confirm,
    join,
    leave,
)
from hundra.hear.suggestions.services.publishing import publish, unpublish
from hundra.hear.suggestions.services.receiving import answer, submit
from hundra.hear.suggestions.services.retaining import remove_addresses
from hundra.hear.suggestions.services.sorting import (
    accept,
    ask_back,
    decline,
    join_duplicates,
    note,
    reply,
    set_unit,
)
from hundra.hear.suggestions.services.telling import (
    mark_delivered,
    mark_planned,
    release,
    tell_followers,
)

__all__ = [
    "accept",
    "add_email",
    "answer",
    "ask_back",
    "confirm",
    "decline",
    "join",
    "join_duplicates",
    "leave",
    "mark_delivered",
    "mark_planned",
    "note",
    "publish",
    "release",
    "remove_addresses",
    "reply",
    "set_unit",
    "submit",
    "tell_followers",
    "unpublish",
]

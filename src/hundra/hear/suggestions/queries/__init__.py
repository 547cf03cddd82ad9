"""Everything that is read about suggestions; who may see what is in it."""

from hundra.hear.suggestions.queries.inbox import (
    DuePart,
    at_unit,
    counts_by_state,
    due_within,
    in_inbox,
    inbox,
    matching,
    overdue_count,
    to_sort_count,
)
from hundra.hear.suggestions.queries.public import (
    open_published,
    published,
    published_inside,
    supported_by,
)
from hundra.hear.suggestions.queries.record import (
    Record,
    addresses_past,
    declined_past,
    mine,
    open_record,
    record,
)
from hundra.hear.suggestions.queries.statistics import (
    ReplyTimes,
    reply_times,
    reply_times_this_year,
)
from hundra.hear.suggestions.queries.way import (
    Way,
    WayEntry,
    by_secret,
    follower_by_secret,
    proposer_of,
    replies,
    stations,
    way,
)

__all__ = [
    "DuePart",
    "Record",
    "ReplyTimes",
    "Way",
    "WayEntry",
    "addresses_past",
    "at_unit",
    "by_secret",
    "counts_by_state",
    "declined_past",
    "due_within",
    "follower_by_secret",
    "in_inbox",
    "inbox",
    "matching",
    "mine",
    "open_published",
    "open_record",
    "overdue_count",
    "proposer_of",
    "published",
    "published_inside",
    "record",
    "replies",
    "reply_times",
    "reply_times_this_year",
    "stations",
    "supported_by",
    "to_sort_count",
    "way",
]

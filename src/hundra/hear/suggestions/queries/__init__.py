"""Everything that is read about suggestions; who may see what is in it."""

from hundra.hear.suggestions.queries.inbox import (
    DuePart,
    counts_by_state,
    in_inbox,
    inbox,
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
    followers_past,
    mine,
    open_record,
    record,
)
from hundra.hear.suggestions.queries.statistics import ReplyTimes, reply_times
from hundra.hear.suggestions.queries.way import Way, WayEntry, by_secret, follower_by_secret, way

__all__ = [
    "DuePart",
    "Record",
    "ReplyTimes",
    "Way",
    "WayEntry",
    "by_secret",
    "counts_by_state",
    "follower_by_secret",
    "followers_past",
    "in_inbox",
    "inbox",
    "mine",
    "open_published",
    "open_record",
    "overdue_count",
    "published",
    "published_inside",
    "record",
    "reply_times",
    "supported_by",
    "to_sort_count",
    "way",
]

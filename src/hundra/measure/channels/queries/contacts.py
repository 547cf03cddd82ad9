"""Counting the contacts themselves, day by day.

One statement makes every number of several days; only whether mails were answered in time is
worked out here, since working hours are not the database's business.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection

from hundra.hear.contacts.models import Desk
from hundra.measure.channels.counts import Counts, Group, counts_of, total
from hundra.measure.channels.models import Dimension
from hundra.measure.channels.queries.replies import Reply, reply_counts
from hundra.measure.channels.times import day_bounds
from hundra.measure.channels.waits import packed

Counted = dict[dt.date, dict[Group, Counts]]

_FROM_CONTACTS = """
    SELECT (c.received_at AT TIME ZONE %(zone)s)::date AS day,
           (extract(isodow FROM c.received_at AT TIME ZONE %(zone)s)::int - 1) * 48
             + floor(extract(epoch FROM (c.received_at AT TIME ZONE %(zone)s)::time) / 1800)::int
             AS slot,
           coalesce(c.reason_id, asked.reason_id) AS why,
           live AND NOT by_hand AND c.queued_at IS NOT NULL AS offered,
           live AND NOT by_hand AND c.queued_at IS NOT NULL AND c.callback_to = '' AS waited,
           settled AND c.outcome IN ('solved', 'case', 'connected', 'referred') AS registered,
           settled AND c.outcome = 'solved' AS solved,
           settled AND c.outcome IN ('solved', 'case', 'connected', 'referred')
             AND c.party_id IS NOT NULL AND c.reason_id IS NOT NULL AS judged,
           c.*
    FROM contacts_contact c
    CROSS JOIN LATERAL (
        SELECT c.channel IN ('phone', 'visit') AS live,
               c.state = 'done' AS settled,
               coalesce(c.answered_at = c.queued_at AND c.ended_at = c.answered_at, false)
                 AS by_hand
    ) kind
    LEFT JOIN contacts_deskreason asked ON asked.id = c.asked_reason_id
    WHERE c.desk_id = %(desk)s AND c.received_at >= %(start)s AND c.received_at < %(end)s
      AND (c.received_at AT TIME ZONE %(zone)s)::date = ANY(%(days)s)
"""

# 24-hour days, so that the clock's changes twice a year play no part.
_RETURNED = """EXISTS (
        SELECT FROM contacts_contact later
        WHERE later.party_id = c.party_id AND later.reason_id = c.reason_id
          AND later.desk_id = c.desk_id
          AND (later.received_at, later.id) > (c.received_at, c.id)
          AND later.received_at < c.received_at + make_interval(hours => 24 * %(return_days)s)
    )"""

_COUNT = f"""
WITH c AS MATERIALIZED ({_FROM_CONTACTS}),
timed AS (
    SELECT *,
           waited AND answered_at IS NOT NULL AS answered,
           waited AND answered_at IS NULL AND state = 'abandoned' AS abandoned,
           ceil(greatest(extract(epoch FROM answered_at - queued_at), 0))::int AS answer_wait,
           floor(greatest(extract(epoch FROM ended_at - queued_at), 0))::int AS abandon_wait,
           channel = 'phone' AND queued_at IS NULL AS in_menu,
           CASE WHEN judged AND solved THEN NOT {_RETURNED} ELSE false END AS held
    FROM c
)
SELECT day, channel, grouping(slot, language, why) AS dimension,
       coalesce(slot::text, language, why::text, '') AS key,
       count(*) AS received,
       count(*) FILTER (WHERE offered),
       count(*) FILTER (WHERE offered AND NOT waited),
       count(*) FILTER (WHERE answered),
       count(*) FILTER (WHERE abandoned),
       count(*) FILTER (WHERE in_menu AND outcome = 'self_served'),
       count(*) FILTER (WHERE in_menu AND outcome = 'closed'),
       count(*) FILTER (WHERE in_menu AND outcome NOT IN ('self_served', 'closed')
                              AND state = 'abandoned'),
       count(*) FILTER (WHERE registered),
       count(*) FILTER (WHERE solved),
       count(*) FILTER (WHERE judged),
       count(*) FILTER (WHERE held),
       count(*) FILTER (WHERE answered_at IS NOT NULL),
       count(*) FILTER (WHERE answered_at IS NOT NULL AND handovers > 0),
       coalesce(sum(handovers) FILTER (WHERE answered_at IS NOT NULL), 0),
       0, 0,
       array_agg(answer_wait) FILTER (WHERE answered),
       array_agg(coalesce(abandon_wait, 0)) FILTER (WHERE abandoned)
FROM timed AS c
GROUP BY GROUPING SETS
    ((day, channel), (day, channel, slot), (day, channel, language), (day, channel, why))
"""  # noqa: S608 - made of the constants above

# What `grouping` says: a bit for each of slot, language and reason that a row is not about.
_DIMENSIONS = {
    0b111: Dimension.ALL,
    0b011: Dimension.SLOT,
    0b101: Dimension.LANGUAGE,
    0b110: Dimension.REASON,
}

_REPLIED = f"""
SELECT day, channel, slot, language, coalesce(why::text, ''), received_at,
       least(replied.at, CASE WHEN state = 'done' THEN coalesce(registered_at, ended_at) END) AS at
FROM ({_FROM_CONTACTS} AND c.channel IN ('email', 'web')) c
CROSS JOIN LATERAL (
    SELECT min(e.at) AS at FROM contacts_contactevent e
    WHERE e.contact_id = c.id AND e.kind = 'replied'
) replied
"""  # noqa: S608


def count_days(desk: Desk, days: Iterable[dt.date]) -> Counted:
    """What the contacts received on each of the days come to, as they are now."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    given = _parameters(desk, wanted)
    found: Counted = {day: {} for day in wanted}
    for day, channel, dimension, key, *numbers, answers, abandons in _rows(_COUNT, given):
        group = Group(channel, _DIMENSIONS[dimension], key)
        found[day][group] = counts_of(numbers, packed(answers or ()), packed(abandons or ()))
    for (day, group), replied in reply_counts(desk, _replies(given)).items():
        found[day][group] = total([found[day].get(group, Counts()), replied])
    return found


def _replies(given: dict[str, Any]) -> list[Reply]:
    return [Reply(*row) for row in _rows(_REPLIED, given) if row[-1] is not None]


def add_up(counted: Counted) -> dict[Group, Counts]:
    """All days together."""
    parts: dict[Group, list[Counts]] = defaultdict(list)
    for groups in counted.values():
        for group, counts in groups.items():
            parts[group].append(counts)
    return {group: total(each) for group, each in parts.items()}


def _parameters(desk: Desk, days: list[dt.date]) -> dict[str, Any]:
    start, end = day_bounds(days[0], days[-1])
    return {
        "zone": settings.TIME_ZONE,
        "desk": desk.pk,
        "start": start,
        "end": end,
        "days": days,
        "return_days": desk.return_days,
    }


def _rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

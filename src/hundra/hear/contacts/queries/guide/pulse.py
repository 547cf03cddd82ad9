"""Has anything changed that a guide's page shows? Asked each second by every guide at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

# One statement, each part by an index of its own. What rings and what waits are in the mark
# themselves, so that nothing is missed if a step forgot to count the guide's version up.
PULSE = """
SELECT guide.id, guide.desk_id, guide.seen_at,
       concat_ws('.', guide.id, guide.version, guide.availability, line.mark, hand.mark)
FROM contacts_guide guide
CROSS JOIN LATERAL (
    SELECT concat(count(*), '-', coalesce(sum(id), 0)) AS mark
    FROM contacts_contact WHERE desk_id = guide.desk_id AND state = 'waiting'
) line
CROSS JOIN LATERAL (
    SELECT string_agg(id || state, '+' ORDER BY id) AS mark
    FROM contacts_contact
    WHERE guide_id = guide.id AND state IN ('offered', 'active', 'wrap_up')
) hand
WHERE guide.user_id = %s AND guide.is_active
"""
NOTED_EVERY = timedelta(seconds=20)


@dataclass(frozen=True)
class Pulse:
    """`mark` changes with all that the page must show anew."""

    guide: int
    desk: int
    seen_at: datetime | None
    mark: str

    @property
    def is_unseen(self) -> bool:
        """Is it a while since the guide's page was noted as open?"""
        return self.seen_at is None or timezone.now() - self.seen_at > NOTED_EVERY


def pulse(user: int) -> Pulse | None:
    """How it stands for the user's page; None for who is no guide. One query."""
    with connection.cursor() as cursor:
        cursor.execute(PULSE, [user])
        row = cursor.fetchone()
    return Pulse(*row) if row else None

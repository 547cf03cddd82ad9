"""Who led whom and when, read at once as arrays: forty thousand employments in some hundredths of
a second, and every month counted from them without asking again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# One pass over the index `employment_reports`, which has all that is asked for.
_ROWS = """
select coalesce(array_agg(manager_id), '{{}}'), coalesce(array_agg(person_id), '{{}}'),
       coalesce(array_agg(unit_id), '{{}}'), coalesce(array_agg(first), '{{}}'),
       coalesce(array_agg(last), '{{}}')
from (
    select employment.manager_id, employment.person_id, employment.unit_id,
           employment.starts_on - date '0001-01-01' + 1 as first,
           coalesce(employment.ends_on, date '9999-12-31') - date '0001-01-01' + 1 as last
    from organisation_employment employment
    {join}
    where employment.manager_id is not null and employment.starts_on <= %(until)s
      and (employment.ends_on is null or employment.ends_on >= %(since)s) {place}
    order by employment.manager_id, employment.person_id
) rows
"""
_JOIN = "join organisation_unit unit on unit.id = employment.unit_id"


@dataclass(frozen=True)
class Leading:
    """A row an employment under a manager; `first` and `last` are days as `date.toordinal`.

    `managers`: each once, in the order of rows; the arrays of results are in that order.
    """

    person: Ints
    unit: Ints
    first: Ints
    last: Ints
    managers: Ints
    by_row: Ints  # The place in `managers` of each row's.
    pairs: Ints  # Where each pair of manager and person begins among rows.
    groups: Ints  # Where each manager begins among pairs.

    def holds(self, on: date) -> Flags:
        """The employments that hold on the day."""
        day = on.toordinal()
        return (self.first <= day) & (self.last >= day)

    def headcounts(self, on: date) -> Ints:
        """How many different people each manager leads on the day."""
        if not len(self.person):
            return np.zeros(0, np.int64)
        led = np.logical_or.reduceat(self.holds(on), self.pairs)
        return np.add.reduceat(led.astype(np.int64), self.groups)


def leading(
    *,
    paths: Sequence[str] | None,
    since: date,
    until: date,
    manager: int | None = None,
) -> Leading:
    """Employments that hold some day of the period, at units under any of the paths (None: all).

    One query. `manager`: a person's key, to read that manager's alone.
    """
    if paths is not None and not paths:
        return _arrays([[]] * 5)
    join, place = "", ""
    given: dict[str, Any] = {"since": since, "until": until}
    if paths is not None:
        join, place = _JOIN, "and unit.path like any(%(paths)s)"
        given["paths"] = [f"{path}%" for path in paths]
    if manager is not None:
        place += " and employment.manager_id = %(manager)s"
        given["manager"] = manager
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(join=join, place=place), given)
        return _arrays(cursor.fetchone())


def _arrays(columns: Sequence[Sequence[int]]) -> Leading:
    manager, person, unit, first, last = (np.array(one, dtype=np.int64) for one in columns)
    new_manager = np.ones(len(manager), dtype=bool)
    new_manager[1:] = manager[1:] != manager[:-1]
    new_pair = new_manager.copy()
    new_pair[1:] |= person[1:] != person[:-1]
    pairs = np.flatnonzero(new_pair)
    return Leading(
        person=person,
        unit=unit,
        first=first,
        last=last,
        managers=manager[new_manager],
        by_row=np.cumsum(new_manager) - 1,
        pairs=pairs,
        groups=np.flatnonzero(new_manager[pairs]),
    )

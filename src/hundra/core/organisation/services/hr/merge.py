"""Making our organisation like the files: set by set, so that 40,000 people take seconds.

The database's own constraints and history triggers stand as always. That a post is held by
one at a time is judged once all rows are in place, since files pass posts around.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

import pghistory.core
import pgtrigger
from django.db import models
from django.db.backends.utils import CursorWrapper

from hundra.core.organisation.models import Employment, Person, Unit
from hundra.core.organisation.services.hr.report import Change, FileFault, Tally
from hundra.core.organisation.services.hr.staging import faults

_CHANGES_SHOWN = 300

_FIND = {
    "units": """UPDATE hr_unit h SET id = u.id FROM organisation_unit u WHERE u.code = h.code""",
    "people": """UPDATE hr_person h SET id = p.id FROM organisation_person p
                 WHERE p.number = h.number""",
    "employments": """
        UPDATE hr_employment h SET person_id = p.id, unit_id = u.id
        FROM hr_person p, hr_unit u WHERE p.number = h.person_number AND u.code = h.unit_code;

        UPDATE hr_employment h SET manager_id = m.id
        FROM hr_person m WHERE m.number = h.manager_number;

        ANALYZE hr_employment;

        UPDATE hr_employment h SET id = e.id FROM organisation_employment e
        WHERE e.person_id = h.person_id AND e.post = h.post AND e.starts_on = h.starts_on;

        -- A corrected first day: the same person on the same post at overlapping times.
        UPDATE hr_employment h SET id = found.id FROM (
            SELECT DISTINCT ON (line) line, id FROM (
                SELECT DISTINCT ON (e.id) e.id, h.line
                FROM hr_employment h JOIN organisation_employment e
                    ON e.person_id = h.person_id AND e.post = h.post
                WHERE h.id IS NULL
                AND NOT EXISTS (SELECT FROM hr_employment x WHERE x.id = e.id)
                AND h.starts_on <= COALESCE(e.ends_on, 'infinity')
                AND e.starts_on <= COALESCE(h.ends_on, 'infinity')
                ORDER BY e.id, h.starts_on, h.line) once
            ORDER BY line, id) found
        WHERE h.line = found.line""",
}

_NUMBER_NEW = """
UPDATE {staged} h SET is_new = true, id = n.id FROM (
    SELECT line, nextval(pg_get_serial_sequence('{table}', 'id')) AS id
    FROM (SELECT line FROM {staged} WHERE id IS NULL ORDER BY line) waiting) n
WHERE h.line = n.line"""

_PATHS = """
WITH RECURSIVE tree AS (
    SELECT code, '/' || id || '/' AS path FROM hr_unit WHERE parent_code = ''
    UNION ALL
    SELECT h.code, t.path || h.id || '/' FROM hr_unit h JOIN tree t ON h.parent_code = t.code)
UPDATE hr_unit h SET path = tree.path FROM tree WHERE tree.code = h.code"""

# Units that the file lacks may lie under one that has moved.
_PATHS_OF_OTHERS = """
WITH RECURSIVE tree AS (
    SELECT id, '/' || id || '/' AS path FROM organisation_unit WHERE parent_id IS NULL
    UNION ALL
    SELECT u.id, t.path || u.id || '/'
    FROM organisation_unit u JOIN tree t ON u.parent_id = t.id)
UPDATE organisation_unit u SET path = tree.path FROM tree
WHERE tree.id = u.id AND tree.path <> u.path"""

# What the file says of each record, beside what we have: `n` is new, `o` is old. A column
# that the file lacks is NULL in `h`, and we keep what we have.
_NEW_STATE = {
    "units": """
        SELECT h.line, h.id, h.is_new, h.code || ' ' || h.name AS label,
            h.code, h.name, h.kind, p.id AS parent_id, h.path, h.ended_on
        FROM hr_unit h LEFT JOIN hr_unit p ON p.code = h.parent_code""",
    "people": """
        SELECT h.line, h.id, h.is_new, h.number AS label, h.number, h.given_name, h.family_name,
            COALESCE(h.email, p.email, '') AS email, COALESCE(h.phone, p.phone, '') AS phone,
            COALESCE(h.protected_identity, p.protected_identity, false) AS protected_identity
        FROM hr_person h LEFT JOIN organisation_person p ON p.id = h.id""",
    "employments": """
        SELECT h.line, h.id, h.is_new, h.person_number || ', ' || h.post AS label, h.person_id,
            h.unit_id, h.post, h.title, h.manager_id,
            COALESCE(h.is_manager, e.is_manager, false) AS is_manager,
            h.starts_on, h.ends_on, h.hours_per_week
        FROM hr_employment h LEFT JOIN organisation_employment e ON e.id = h.id""",
}


@dataclass(frozen=True)
class Kind:
    file: str
    staged: str
    model: type[models.Model]
    fields: tuple[str, ...]
    order: str = "line"

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def differences(self) -> str:
        """SQL for the lines whose records change, with the fields that do."""
        cases = ", ".join(
            f"CASE WHEN o.{field} IS DISTINCT FROM n.{field} THEN '{field}' END"
            for field in self.fields
            if field != "path"  # It follows from the parents.
        )
        return f"""SELECT line, label, fields FROM (
            SELECT n.line, n.label, array_remove(ARRAY[{cases}], NULL) AS fields
            FROM hr_new n JOIN {self.table} o ON o.id = n.id) compared
            WHERE cardinality(fields) > 0 ORDER BY line"""  # noqa: S608  Constants.

    def update(self) -> str:
        values = ", ".join(f"{field} = n.{field}" for field in self.fields)
        old, new = (", ".join(f"{row}.{field}" for field in self.fields) for row in "on")
        return f"""UPDATE {self.table} o SET {values} FROM hr_new n
            WHERE o.id = n.id AND ({old}) IS DISTINCT FROM ({new})"""  # noqa: S608  Constants.

    def insert(self) -> str:
        names = ", ".join(("id", *self.fields))
        return f"""INSERT INTO {self.table} ({names}) SELECT {names} FROM hr_new
            WHERE is_new ORDER BY {self.order}"""  # noqa: S608  Constants.

    def remember_new(self) -> str:
        """SQL for the history of the new rows: what the trigger `insert_insert` writes."""
        (event,) = pghistory.core.event_models(tracks_model=self.model)
        kept = [str(f.column) for f in event._meta.fields if not f.name.startswith("pgh_")]
        columns = ", ".join(kept)
        return f"""INSERT INTO {event._meta.db_table}
            ({columns}, pgh_obj_id, pgh_label, pgh_created_at, pgh_context_id)
            SELECT {columns}, id, 'insert', now(), (SELECT _pgh_attach_context())
            FROM {self.table} WHERE id IN (SELECT id FROM hr_new WHERE is_new)
            ORDER BY id"""  # noqa: S608  Constants.


UNITS = Kind(
    "units",
    "hr_unit",
    Unit,
    ("code", "name", "kind", "parent_id", "path", "ended_on"),
    order="length(path), line",
)
PEOPLE = Kind(
    "people",
    "hr_person",
    Person,
    ("number", "given_name", "family_name", "email", "phone", "protected_identity"),
)
EMPLOYMENTS = Kind(
    "employments",
    "hr_employment",
    Employment,
    (
        "person_id",
        "unit_id",
        "post",
        "title",
        "manager_id",
        "is_manager",
        "starts_on",
        "ends_on",
        "hours_per_week",
    ),
)

# Current or coming on the day, and not in the file.
_VANISHED_EMPLOYMENTS = """
CREATE TEMP TABLE hr_vanished ON COMMIT DROP AS
SELECT e.id, e.starts_on, p.number || ', ' || e.post AS label,
    LEAST(%(as_of)s::date, (
        SELECT min(h.starts_on) FROM hr_employment h
        WHERE h.post = e.post AND COALESCE(h.ends_on, 'infinity') >= e.starts_on)) - 1 AS last_day
FROM organisation_employment e JOIN organisation_person p ON p.id = e.person_id
WHERE (e.ends_on IS NULL OR e.ends_on >= %(as_of)s)
AND NOT EXISTS (SELECT FROM hr_employment h WHERE h.id = e.id)"""

# An employment that never began, or whose whole time the file gives to another, is removed
# (its history stays); else it ended the day before.
_END_EMPLOYMENTS = """
DELETE FROM organisation_employment e USING hr_vanished v
WHERE v.id = e.id AND v.last_day < v.starts_on;
UPDATE organisation_employment e SET ends_on = v.last_day FROM hr_vanished v
WHERE v.id = e.id AND v.last_day >= v.starts_on"""

_END_UNITS = """
UPDATE organisation_unit u SET ended_on = %(as_of)s
WHERE (u.ended_on IS NULL OR u.ended_on > %(as_of)s)
AND NOT EXISTS (SELECT FROM hr_unit h WHERE h.id = u.id)
RETURNING u.code || ' ' || u.name"""

_VANISHED_PEOPLE = """
SELECT p.number FROM organisation_person p
WHERE EXISTS (SELECT FROM organisation_employment e WHERE e.person_id = p.id
    AND (e.ends_on IS NULL OR e.ends_on >= %(as_of)s))
AND NOT EXISTS (SELECT FROM hr_person h WHERE h.number = p.number)
ORDER BY p.number"""

# Posts that an earlier employment, which the file lacks, still holds.
_POSTS_TAKEN = """
SELECT h.line, h.post AS value, o.starts_on::text AS since, o.ends_on::text AS until
FROM hr_employment h JOIN organisation_employment o ON o.post = h.post AND o.id <> h.id
WHERE NOT EXISTS (SELECT FROM hr_employment x WHERE x.id = o.id)
AND o.starts_on <= COALESCE(h.ends_on, 'infinity')
AND h.starts_on <= COALESCE(o.ends_on, 'infinity')
ORDER BY h.line LIMIT %(limit)s"""

_LINK_ACCOUNTS = """
UPDATE organisation_person p SET user_id = u.id FROM accounts_user u
WHERE p.user_id IS NULL AND p.email <> '' AND lower(p.email) = lower(u.email)
AND NOT EXISTS (SELECT FROM organisation_person o WHERE o.user_id = u.id)
AND NOT EXISTS (SELECT FROM organisation_person o
    WHERE o.id <> p.id AND lower(o.email) = lower(u.email))"""


_PRESENT = """
SELECT
    (SELECT count(*) FROM organisation_unit WHERE ended_on IS NULL OR ended_on > %(as_of)s),
    (SELECT count(*) FROM organisation_employment WHERE ends_on IS NULL OR ends_on >= %(as_of)s)"""


class Merge:
    """One import, step by step, on one cursor inside one transaction."""

    def __init__(self, cursor: CursorWrapper, names: dict[str, str], as_of: date) -> None:
        self.cursor = cursor
        self.names = names
        self.as_of = as_of
        self.tallies: dict[str, Tally] = {}
        self.changes: list[Change] = []
        self.present: dict[str, int] = {}

    def run(self) -> None:
        """Changes everything; `posts_taken` then tells whether it may stand."""
        units, employments = self._all(_PRESENT)[0]
        self.present = {"units": units, "employments": employments}
        self.cursor.execute("SET CONSTRAINTS employment_post_held_by_one DEFERRED")
        self._find(UNITS)
        self.cursor.execute(_PATHS)
        self._write(UNITS)
        self._vanished(UNITS, self._all(_END_UNITS))
        self.cursor.execute(_PATHS_OF_OTHERS)
        self._find(PEOPLE)
        self._write(PEOPLE)
        self._vanished(PEOPLE, self._all(_VANISHED_PEOPLE))
        self._find(EMPLOYMENTS)
        self._end_employments()
        self._write(EMPLOYMENTS)
        self.cursor.execute(_LINK_ACCOUNTS)

    def posts_taken(self, limit: int) -> list[FileFault]:
        """Posts still held by an employment that the file lacks; nothing may stand then."""
        self.cursor.execute(_POSTS_TAKEN, {"limit": limit})
        found = faults(self.cursor, self.names["employments"], "post_held_before")
        if not found:
            self.cursor.execute("SET CONSTRAINTS employment_post_held_by_one IMMEDIATE")
        return found

    def _all(self, sql: str) -> list[Any]:
        self.cursor.execute(sql, {"as_of": self.as_of})
        rows: list[Any] = self.cursor.fetchall()
        return rows

    def _find(self, kind: Kind) -> None:
        """Gives every staged row the id of our record, or a new one."""
        self.cursor.execute(_FIND[kind.file])
        self.cursor.execute(_NUMBER_NEW.format(staged=kind.staged, table=kind.table))
        self.cursor.execute(f"ANALYZE {kind.staged}")

    def _write(self, kind: Kind) -> None:
        self.cursor.execute(f"CREATE TEMP TABLE hr_new ON COMMIT DROP AS {_NEW_STATE[kind.file]}")
        self.cursor.execute("ANALYZE hr_new")
        created = self._all("SELECT line, label FROM hr_new WHERE is_new ORDER BY line")
        changed = self._all(kind.differences())
        self.cursor.execute(kind.update())
        self._insert(kind)
        self.cursor.execute(f"ANALYZE {kind.table}")
        (total,) = self._all("SELECT count(*) FROM hr_new")[0]
        self.cursor.execute("DROP TABLE hr_new")
        self.tallies[kind.file] = replace(
            self.tallies.get(kind.file, Tally()),
            created=len(created),
            changed=len(changed),
            unchanged=total - len(created) - len(changed),
        )
        name = self.names[kind.file]
        self._show(Change(name, line, "created", label) for line, label in created)
        self._show(
            Change(name, line, "changed", label, tuple(fields)) for line, label, fields in changed
        )

    def _insert(self, kind: Kind) -> None:
        """As the trigger would, but the history of all new rows in one statement.

        The trigger opens a subtransaction for each row, which costs more than all the rest.
        """
        with pgtrigger.ignore(f"{kind.model._meta.label}:insert_insert"):
            self.cursor.execute(kind.insert())
        self.cursor.execute(kind.remember_new())

    def _vanished(self, kind: Kind, labels: Sequence[tuple[str]]) -> None:
        before = self.tallies.get(kind.file, Tally())
        self.tallies[kind.file] = replace(before, vanished=len(labels))
        self._show(Change(self.names[kind.file], 0, "vanished", label) for (label,) in labels)

    def _end_employments(self) -> None:
        self.cursor.execute("DROP TABLE IF EXISTS hr_vanished")
        self.cursor.execute(_VANISHED_EMPLOYMENTS, {"as_of": self.as_of})
        labels = self._all("SELECT label FROM hr_vanished ORDER BY label")
        self.cursor.execute(_END_EMPLOYMENTS)
        self._vanished(EMPLOYMENTS, labels)

    def _show(self, changes: Iterable[Change]) -> None:
        self.changes += islice(changes, _CHANGES_SHOWN)

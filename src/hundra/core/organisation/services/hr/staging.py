"""HR's rows laid beside ours in temporary tables, and checked against each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper

from hundra.core.organisation.services.hr.report import FileFault
from hundra.engines.tables import Fault, TypedRow

_TABLES = """
DROP TABLE IF EXISTS hr_unit, hr_person, hr_employment;
CREATE TEMP TABLE hr_unit (
    line int, code text, name text, kind text, parent_code text, ended_on date,
    id bigint, is_new boolean, path text
) ON COMMIT DROP;
CREATE TEMP TABLE hr_person (
    line int, number text, given_name text, family_name text, email text, phone text,
    protected_identity boolean,
    id bigint, is_new boolean
) ON COMMIT DROP;
CREATE TEMP TABLE hr_employment (
    line int, person_number text, unit_code text, post text, title text, manager_number text,
    is_manager boolean, starts_on date, ends_on date, hours_per_week numeric(4, 2),
    id bigint, is_new boolean, person_id bigint, unit_id bigint, manager_id bigint
) ON COMMIT DROP;
"""

_INDEXES = """
CREATE INDEX ON hr_unit (code); CREATE INDEX ON hr_person (number);
CREATE INDEX ON hr_employment (post); CREATE INDEX ON hr_employment (id);
ANALYZE hr_unit; ANALYZE hr_person; ANALYZE hr_employment;
"""

_COLUMNS = {
    "hr_unit": "line, code, name, kind, parent_code, ended_on",
    "hr_person": "line, number, given_name, family_name, email, phone, protected_identity",
    "hr_employment": "line, person_number, unit_code, post, title, manager_number, is_manager, "
    "starts_on, ends_on, hours_per_week",
}

# Each finds lines at fault: file, code of the fault, SQL giving line and what to tell.
_CHECKS = (
    (
        "units",
        "unit_twice",
        """SELECT line, code AS value, first AS other FROM (
             SELECT line, code, min(line) OVER (PARTITION BY code) AS first FROM hr_unit) u
           WHERE line > first""",
    ),
    (
        "units",
        "unknown_parent",
        """SELECT line, parent_code AS value FROM hr_unit h WHERE parent_code <> ''
           AND NOT EXISTS (SELECT FROM hr_unit p WHERE p.code = h.parent_code)""",
    ),
    (
        "units",
        "unit_in_circle",
        """WITH RECURSIVE reached AS (
             SELECT code FROM hr_unit WHERE parent_code = ''
             UNION SELECT h.code FROM hr_unit h JOIN reached r ON h.parent_code = r.code)
           SELECT line, code AS value FROM hr_unit h
           WHERE code NOT IN (SELECT code FROM reached)
           AND parent_code IN (SELECT code FROM hr_unit)""",
    ),
    (
        "people",
        "person_twice",
        """SELECT line, number AS value, first AS other FROM (
             SELECT line, number, min(line) OVER (PARTITION BY number) AS first
             FROM hr_person) p
           WHERE line > first""",
    ),
    (
        "employments",
        "unknown_person",
        """SELECT line, person_number AS value FROM hr_employment h
           WHERE NOT EXISTS (SELECT FROM hr_person p WHERE p.number = h.person_number)""",
    ),
    (
        "employments",
        "unknown_unit",
        """SELECT line, unit_code AS value FROM hr_employment h
           WHERE NOT EXISTS (SELECT FROM hr_unit u WHERE u.code = h.unit_code)""",
    ),
    (
        "employments",
        "unknown_manager",
        """SELECT line, manager_number AS value FROM hr_employment h WHERE manager_number <> ''
           AND NOT EXISTS (SELECT FROM hr_person p WHERE p.number = h.manager_number)""",
    ),
    (
        "employments",
        "own_manager",
        """SELECT line, person_number AS value FROM hr_employment
           WHERE manager_number = person_number""",
    ),
    (
        "employments",
        "ends_before_start",
        """SELECT line, ends_on::text AS value, starts_on::text AS other FROM hr_employment
           WHERE ends_on < starts_on""",
    ),
    (
        "employments",
        "post_taken",
        """SELECT b.line, b.post AS value, a.line AS other
           FROM hr_employment a JOIN hr_employment b ON a.post = b.post AND a.line < b.line
           WHERE a.starts_on <= COALESCE(b.ends_on, 'infinity')
           AND b.starts_on <= COALESCE(a.ends_on, 'infinity')""",
    ),
)


def lay_out(cursor: CursorWrapper, rows: dict[str, Sequence[TypedRow]]) -> None:
    """Copies the rows of "hr_unit", "hr_person" and "hr_employment" into temporary tables."""
    cursor.execute(_TABLES)
    for table, lines in rows.items():
        _copy(cursor, f"COPY {table} ({_COLUMNS[table]}) FROM STDIN", lines)
    cursor.execute(_INDEXES)


def _copy(cursor: CursorWrapper, statement: str, lines: Iterable[TypedRow]) -> None:
    with cursor.copy(statement) as copy:
        for row in lines:
            copy.write_row((row.line, *row.values))


def cross_faults(cursor: CursorWrapper, names: dict[str, str], limit: int) -> list[FileFault]:
    """What no line shows alone: doubles, unknown codes, circles, posts held by two at once."""
    found: list[FileFault] = []
    for file, code, sql in _CHECKS:
        cursor.execute(f"{sql} ORDER BY line LIMIT {limit:d}")
        found += faults(cursor, names[file], code)
    return found


def faults(cursor: CursorWrapper, file: str, code: str) -> list[FileFault]:
    """The cursor's rows as faults: `line` is the line, the rest is what to tell."""
    assert cursor.description is not None  # noqa: S101  A SELECT was run.
    keys = [column[0] for column in cursor.description]
    return [_fault(file, code, dict(zip(keys, row, strict=True))) for row in cursor.fetchall()]


def _fault(file: str, code: str, values: dict[str, Any]) -> FileFault:
    return FileFault(file, Fault(code, values.pop("line"), values))

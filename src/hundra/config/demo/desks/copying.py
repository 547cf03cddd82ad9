"""Columns of numpy straight into a table, by COPY."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pgtrigger
from django.db import connection, models
from psycopg import sql

AT_ONCE = 20_000
NOTHING = "\\N"
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_columns(
    kind: type[models.Model],
    columns: Mapping[str, npt.NDArray[Any]],
    *,
    empty_when_zero: tuple[str, ...] = (),
) -> None:
    """Reads the rows in, without their history. Texts must be `escaped` unless our own words.

    Fields that are not named and may not be empty get their default, as by Django.
    """
    count = len(next(iter(columns.values())))
    columns = {**_defaults(kind, columns, count), **columns}
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(kind._meta.db_table),
        sql.SQL(", ").join([sql.Identifier(name) for name in columns]),
    )
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # Only a statement tells the triggers to rest; COPY is none.
        _copy(cursor, command, columns, count, empty_when_zero)


def _defaults(
    kind: type[models.Model], named: Mapping[str, Any], count: int
) -> dict[str, npt.NDArray[Any]]:
    needed = [
        field
        for field in kind._meta.concrete_fields
        if not (field.null or field.generated or field.primary_key or field.column in named)
    ]
    return {str(field.column): np.full(count, _told(field.get_default())) for field in needed}


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    return escaped(str(value))


def _copy(
    cursor: Any,
    command: sql.Composed,
    columns: Mapping[str, npt.NDArray[Any]],
    count: int,
    empty_when_zero: tuple[str, ...],
) -> None:
    with cursor.copy(command) as copy:
        for start in range(0, count, AT_ONCE):
            part = [
                _as_text(values[start : start + AT_ONCE], empty_zero=name in empty_when_zero)
                for name, values in columns.items()
            ]
            copy.write("".join("\t".join(row) + "\n" for row in zip(*part, strict=True)))


def _as_text(values: npt.NDArray[Any], *, empty_zero: bool) -> list[str]:
    told = [str(value) for value in values.tolist()]
    return [NOTHING if value == "0" else value for value in told] if empty_zero else told


def escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def moments(
    times: npt.NDArray[np.datetime64], empty: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[Any]:
    """Times (UTC) as PostgreSQL reads them; nothing where `empty`."""
    told = np.char.add(np.datetime_as_string(times, unit="s"), "+00")
    return told if empty is None else np.where(empty, NOTHING, told)


def texts(
    choices: list[list[str]], place: npt.NDArray[np.int64], rng: np.random.Generator
) -> npt.NDArray[np.object_]:
    """One of the texts of each place."""
    told = np.empty(len(place), object)
    for number, own in enumerate(choices):
        here = np.flatnonzero(place == number)
        told[here] = np.array([escaped(text) for text in own], object)[
            rng.integers(0, len(own), len(here))
        ]
    return told


def next_keys(kind: type[models.Model], count: int) -> npt.NDArray[np.int64]:
    """So many keys that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [kind._meta.db_table, count],
        )
        return np.array([key for (key,) in cursor.fetchall()], np.int64)

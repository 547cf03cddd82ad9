"""Rows by the thousand, and their history by one statement instead of a trigger for each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

import pghistory.core
import pgtrigger
from django.db import connection, models
from psycopg import sql

BATCH = 2_000


def create_all(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Creates the rows a batch at a time, without their history: see `write_history`."""
    left = iter(rows)
    with pgtrigger.ignore():
        while batch := list(islice(left, BATCH)):
            model._default_manager.bulk_create(batch)


def write_history(
    model: type[models.Model],
    *,
    label: str,
    since: int,
    at: str,
    context: str = "NULL",
    instead: Mapping[str, str] | None = None,
    join: str = "",
    where: str = "true",
) -> None:
    """One event for each row from the key `since` on, as the triggers would have written then.

    `at`, `context`, `instead` (for columns that were different then), `join` and `where` are SQL
    about the row. They are ours, never anybody's input.
    """
    event = pghistory.core.event_models(tracks_model=model)[0]
    changed = instead or {}
    kept = [field for field in event._meta.concrete_fields if not field.name.startswith("pgh_")]
    columns = [str(field.column) for field in kept]
    command = sql.SQL(
        "INSERT INTO {events} (pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id,"
        " {columns}) SELECT ({at}), {label}, id, ({context})::uuid, {values}"
        " FROM {rows} {join} WHERE id >= {since} AND ({where}) ORDER BY id"
    ).format(
        events=sql.Identifier(event._meta.db_table),
        columns=sql.SQL(", ").join([sql.Identifier(column) for column in columns]),
        at=sql.SQL(at),
        label=sql.Literal(label),
        context=sql.SQL(context),
        values=sql.SQL(", ").join(
            [
                sql.SQL(changed[column]) if column in changed else sql.Identifier(column)
                for column in columns
            ]
        ),
        rows=sql.Identifier(model._meta.db_table),
        join=sql.SQL(join),
        since=sql.Literal(since),
        where=sql.SQL(where),
    )
    with connection.cursor() as cursor:
        # As text: where a context of history is open, pghistory looks at the statement.
        cursor.execute(command.as_string(cursor.cursor))

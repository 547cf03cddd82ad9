"""Tables whose cells are dates, numbers, choices: each column says how its cells read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hundra.engines.tables.read import read_table
from hundra.engines.tables.table import Fault, Limits, Row

Value = object


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its key, its spellings, and how a cell becomes a value.

    `read` gives None for a text that is no such value; the fault then has the code `fault`.
    A cell may be empty unless it must be `filled`; its value is then `blank`. A file may lack
    the column unless it is `required`; the value is then None.
    """

    key: str
    spellings: tuple[str, ...]
    read: Callable[[str], Value] = str
    fault: str = ""
    required: bool = True
    filled: bool = True
    blank: Value = ""
    max_length: int = 200

    @property
    def shown(self) -> str:
        return self.spellings[0] if self.spellings else self.key


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A line's values, in the order of the columns asked for."""

    line: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TypedTable:
    name: str
    rows: tuple[TypedRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()


def read_typed(
    data: bytes, *, name: str, columns: Sequence[Column], limits: Limits | None = None
) -> TypedTable:
    """As `read_table`, with every cell read by its column; a row with a fault is left out."""
    table = read_table(
        data,
        name=name,
        headers={column.key: column.spellings for column in columns},
        required=[column.key for column in columns if column.required],
        limits=limits,
    )
    faults: list[Fault] = list(table.faults)
    rows: list[TypedRow] = []
    present = [column if column.key in table.columns else None for column in columns]
    for row in table.rows:
        values, wrong = _values(row, present)
        if wrong:
            faults.extend(wrong)
        else:
            rows.append(TypedRow(row.line, values))
    return TypedTable(table.name, tuple(rows), tuple(faults), table.unknown)


def _values(row: Row, columns: Sequence[Column | None]) -> tuple[tuple[Value, ...], list[Fault]]:
    wrong: list[Fault] = []
    values: list[Value] = []
    for column in columns:
        value = None if column is None else _value(row, column)
        if type(value) is Fault:
            wrong.append(value)
        values.append(value)
    return tuple(values), wrong


def _value(row: Row, column: Column) -> Value:
    text = row[column.key]
    if not text:
        if column.filled:
            return Fault("cell_empty", row.line, {"column": column.shown})
        return column.blank
    if len(text) > column.max_length:
        values: dict[str, str | int] = {"column": column.shown, "limit": column.max_length}
        return Fault("text_too_long", row.line, values)
    value = column.read(text)
    if value is None:
        return Fault(column.fault, row.line, {"column": column.shown, "value": text[:60]})
    return value

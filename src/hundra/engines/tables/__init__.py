"""Tables that people send: CSV and XLSX, as bytes, to rows of text with line numbers.

Nothing here raises for what a file holds: everything wrong is a `Fault` in the `Table`.
"""

from hundra.engines.tables.read import read_table
from hundra.engines.tables.table import Fault, Limits, Row, Table
from hundra.engines.tables.typed import Column, TypedRow, TypedTable, read_typed
from hundra.engines.tables.values import as_date, as_decimal, as_flag, as_integer, plain
from hundra.engines.tables.whole import OpenTable, open_table

__all__ = [
    "Column",
    "Fault",
    "Limits",
    "OpenTable",
    "Row",
    "Table",
    "TypedRow",
    "TypedTable",
    "as_date",
    "as_decimal",
    "as_flag",
    "as_integer",
    "open_table",
    "plain",
    "read_table",
    "read_typed",
]

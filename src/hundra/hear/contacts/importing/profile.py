"""What the columns of a file hold, so that people can say what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hundra.engines.tables import Fault, Limits, Row, open_table, plain
from hundra.hear.contacts.importing.dates import Order, Study
from hundra.hear.contacts.importing.fields import BY_KEY, FIELDS, SPELLINGS
from hundra.hear.contacts.importing.values import present

LIMITS = Limits(bytes_sent=50_000_000, bytes_unpacked=400_000_000, rows=200_000)
MOST_VALUES = 300
EXAMPLES = 3
LONGEST_EXAMPLE = 60


@dataclass(frozen=True)
class Column:
    """A column of the file. `values` are its words, the most common first, if they are few."""

    header: str
    filled: int
    examples: tuple[str, ...]
    values: tuple[tuple[str, int], ...] | None
    study: Study

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Column:
        values = kept["values"]
        return cls(
            header=kept["header"],
            filled=kept["filled"],
            examples=tuple(kept["examples"]),
            values=None if values is None else tuple((word, count) for word, count in values),
            study=Study.from_json(kept["study"]),
        )


@dataclass(frozen=True)
class Profile:
    """A file seen through. `fault` is why it cannot be read at all."""

    lines: int = 0
    columns: tuple[Column, ...] = ()
    fault: Fault | None = None

    def column(self, header: str) -> Column | None:
        return next((column for column in self.columns if column.header == header), None)

    def as_json(self) -> dict[str, Any]:
        return {"lines": self.lines, "columns": [column.as_json() for column in self.columns]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Profile:
        columns = tuple(Column.from_json(column) for column in kept["columns"])
        return cls(lines=kept["lines"], columns=columns)


class _Seen:
    """A column while it is read."""

    def __init__(self, header: str) -> None:
        self.header = header
        self.filled = 0
        self.examples: list[str] = []
        self.words: Counter[str] | None = Counter()
        self.study = Study()

    def add(self, cell: str) -> None:
        text = present(cell)
        if not text:
            return
        self.filled += 1
        self.study.add(text)
        shown = text[:LONGEST_EXAMPLE]
        if len(self.examples) < EXAMPLES and shown not in self.examples:
            self.examples.append(shown)
        if self.words is not None:
            self.words[text[:200]] += 1
            if len(self.words) > MOST_VALUES:
                self.words = None

    def column(self) -> Column:
        words = None if self.words is None else tuple(self.words.most_common())
        return Column(self.header, self.filled, tuple(self.examples), words, self.study)


def look_through(data: bytes, *, name: str) -> Profile:
    """Reads the whole file once."""
    table = open_table(data, name=name, spellings=SPELLINGS, limits=LIMITS)
    if table.fault is not None:
        return Profile(fault=table.fault)
    return _seen(table.columns, table.rows)


def _seen(columns: Iterable[str], rows: Iterable[Row | Fault]) -> Profile:
    seen = {header: _Seen(header) for header in columns}
    lines = 0
    for row in rows:
        if isinstance(row, Row):
            lines += 1
            for header, cell in row.cells.items():
                seen[header].add(cell)
        elif not row.line:
            return Profile(fault=row)
    return Profile(lines, tuple(one.column() for one in seen.values()))


def guess_columns(profile: Profile) -> dict[str, str]:
    """Header → field, as far as headers and contents tell; each field once.

    The earlier a header stands among a field's spellings, the surer it is. A time must hold
    dates. What tells of people is left for people to choose.
    """
    by_header = {plain(column.header): column for column in reversed(profile.columns)}
    guessed: dict[str, str] = {}
    for field in FIELDS:
        if field.is_personal:
            continue
        found = [by_header[name] for name in map(plain, field.headers) if name in by_header]
        fit = [one for one in found if one.header not in guessed and _fits(one, field.kind)]
        if fit:
            # Of several, an empty one comes last: the next file may fill it.
            best = min(fit, key=lambda one: not one.filled)
            guessed[best.header] = field.key
    return guessed


def _fits(column: Column, kind: str) -> bool:
    return kind != "time" or not column.filled or column.study.is_dates


def guess_orders(profile: Profile, columns: Mapping[str, str]) -> dict[str, str]:
    """Field → order of day and month, for times whose values tell it.

    A column that doesn't tell is as the file's other dates are: a system writes them one way.
    """
    studies = _studies(profile, columns)
    told = {key: study.order for key, study in studies.items() if study.order is not None}
    if len(set(told.values())) == 1:
        (order,) = set(told.values())
        silent = (key for key, study in studies.items() if not study.is_mixed)
        told = {**dict.fromkeys(silent, order), **told}
    return {key: str(order) for key, order in told.items()}


def to_ask(profile: Profile, columns: Mapping[str, str]) -> dict[str, Order | None]:
    """The times whose order of day and month people must tell, with what is likely."""
    told = guess_orders(profile, columns)
    return {
        key: study.likely
        for key, study in _studies(profile, columns).items()
        if study.must_ask and key not in told
    }


def _studies(profile: Profile, columns: Mapping[str, str]) -> dict[str, Study]:
    """Field → what its column tells of its dates."""
    found = {key: profile.column(header) for header, key in columns.items() if key}
    return {
        key: column.study
        for key, column in found.items()
        if column is not None and BY_KEY[key].kind == "time"
    }

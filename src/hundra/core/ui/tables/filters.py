"""What a table can be narrowed by."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_date

Choices = Iterable[tuple[Any, Any]]
Rows = Any


@dataclass(frozen=True)
class Filter:
    """One choice out of some. `name` is the parameter in the address.

    choices   pairs of value and label, or a function that returns them
    lookup    the field to compare with; the name if left out
    apply     narrows the rows itself: `apply(rows, value) -> rows`
    """

    name: str
    label: Any
    choices: Choices | Callable[[], Choices]
    lookup: str = ""
    apply: Callable[[Rows, str], Rows] | None = None

    kind = "choice"

    def options(self) -> list[tuple[str, str]]:
        given = self.choices() if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in given if value not in ("", None)]

    def narrow(self, rows: Rows, value: str) -> Rows:
        """The rows that fit; an unknown value narrows nothing."""
        if value not in dict(self.options()):
            return rows
        if self.apply:
            return self.apply(rows, value)
        field = self.lookup or self.name
        if isinstance(rows, QuerySet):
            return rows.filter(**{field: value})
        return [row for row in rows if str(getattr(row, field)) == value]

    def label_of(self, value: str) -> str:
        return dict(self.options()).get(value, "") if value else ""


@dataclass(frozen=True)
class DateFilter:
    """Days from or until one that is chosen: `lookup` is such as "created_at__date__gte"."""

    name: str
    label: Any
    lookup: str

    kind = "date"

    def narrow(self, rows: Rows, value: str) -> Rows:
        day = self._day(value)
        return rows.filter(**{self.lookup: day}) if day else rows

    def label_of(self, value: str) -> str:
        return value if self._day(value) else ""

    @staticmethod
    def _day(value: str) -> datetime.date | None:
        try:
            return parse_date(value)
        except ValueError:
            return None

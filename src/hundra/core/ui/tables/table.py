"""A table as one request sees it: narrowed, sorted and on its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any, ClassVar

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import slugify

from hundra.core.ui.tables.columns import Column
from hundra.core.ui.tables.files import csv_file, xlsx_file
from hundra.core.ui.tables.filters import DateFilter, Filter
from hundra.core.ui.tables.pages import pages_of

SHORT = 16  # Letters that are never broken over two lines.
PAGE, SORT, SEARCH, FILE = "page", "sort", "q", "format"


@dataclass(frozen=True)
class Heading:
    column: Column
    sorted: str  # "ascending", "descending" or ""
    url: str  # Where sorting by the column leads; empty if it cannot be sorted.


@dataclass(frozen=True)
class Cell:
    column: Column
    label: str
    value: str
    url: str
    tone: str
    icon: str

    @property
    def css_class(self) -> str:
        if self.column.numeric:
            return "numeric"
        if self.column.wide:
            return "wide"
        return "short" if len(self.value) <= SHORT else ""


@dataclass(frozen=True)
class Narrowing:
    """A filter, what it can be set to and what it is set to."""

    filter: Any
    name: str
    value: str
    options: list[tuple[str, str]]


class Table:
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter | DateFilter]] = ()
    search_in: ClassVar[Sequence[str]] = ()
    order: ClassVar[str] = ""
    page_size: ClassVar[int] = 25
    caption: Any = ""
    search_label: Any = ""
    empty_title: Any = ""
    empty_text: Any = ""
    empty_icon: str = "inbox"
    file_name: Any = ""
    exports: ClassVar[bool] = True
    name: ClassVar[str] = "table"

    def __init__(self, request: HttpRequest, rows: Any, *, prefix: str = "", **texts: Any) -> None:
        """`rows` is a queryset or a list. `prefix` tells several tables of one page apart."""
        self.request = request
        self.all_rows = rows
        self.prefix = prefix
        for name, text in texts.items():
            if not hasattr(type(self), name):
                raise TypeError(f"a table has no {name}")
            setattr(self, name, text)

    # What was asked for -------------------------------------------------------------------

    def parameter(self, name: str) -> str:
        return f"{self.prefix}-{name}" if self.prefix else name

    def _asked(self, name: str) -> str:
        return self.request.GET.get(self.parameter(name), "").strip().replace("\x00", "")

    @property
    def dom_id(self) -> str:
        return f"{self.prefix or self.name}-rows"

    @property
    def search_name(self) -> str:
        return self.parameter(SEARCH)

    @property
    def sort_name(self) -> str:
        return self.parameter(SORT)

    @property
    def search(self) -> str:
        """What is searched for; a table without fields to search in leaves it unheard."""
        return self._asked(SEARCH)[:200] if self.search_in else ""

    @cached_property
    def narrowings(self) -> list[Narrowing]:
        return [
            Narrowing(
                one,
                self.parameter(one.name),
                self._asked(one.name),
                one.options() if isinstance(one, Filter) else [],
            )
            for one in self.filters
        ]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search) or any(
            narrowing.filter.label_of(narrowing.value) for narrowing in self.narrowings
        )

    @cached_property
    def sorting(self) -> tuple[Column | None, bool]:
        """The column that is sorted by, and whether downwards."""
        asked = self._asked(SORT) or self.order
        name, down = asked.removeprefix("-"), asked.startswith("-")
        column = next((c for c in self.columns if c.name == name and c.order), None)
        if column is None and asked != self.order:
            name, down = self.order.removeprefix("-"), self.order.startswith("-")
            column = next((c for c in self.columns if c.name == name and c.order), None)
        return column, down

    # The rows -----------------------------------------------------------------------------

    @cached_property
    def rows(self) -> Any:
        """All rows that fit, in order."""
        rows = self.all_rows
        for narrowing in self.narrowings:
            if narrowing.value:
                rows = narrowing.filter.narrow(rows, narrowing.value)
        if self.search:
            rows = self.searched(rows, self.search)
        return self._ordered(rows)

    def searched(self, rows: Any, text: str) -> Any:
        """The rows that hold every word of the text in any field of `search_in`."""
        if isinstance(rows, QuerySet):
            for word in text.split():
                rows = rows.filter(reduce(or_, (Q(**{f: word}) for f in self._lookups())))
            return rows
        words = text.casefold().split()
        return [row for row in rows if all(word in self._row_text(row) for word in words)]

    def _lookups(self) -> list[str]:
        return [
            field
            if field.rpartition("__")[2]
            in ("icontains", "istartswith", "iexact", "unaccent__icontains")
            else f"{field}__icontains"
            for field in self.search_in
        ]

    def _row_text(self, row: Any) -> str:
        return " ".join(column.text(row) for column in self.columns).casefold()

    def _ordered(self, rows: Any) -> Any:
        column, down = self.sorting
        if isinstance(rows, QuerySet):
            if column is None:
                return rows if rows.ordered else rows.order_by("pk")
            fields = [_turned(field) if down else field for field in column.order]
            return rows.order_by(*fields, "pk")
        if column is None:
            return list(rows)
        chosen = column
        return sorted(rows, key=lambda row: _sort_key(chosen.raw(row)), reverse=down)

    @cached_property
    def page(self) -> Page[Any]:
        return pages_of(self.rows, self.page_size).get_page(self._asked(PAGE))

    @property
    def count(self) -> int:
        return self.page.paginator.count

    # What is shown ------------------------------------------------------------------------

    @property
    def page_columns(self) -> list[Column]:
        return [column for column in self.columns if column.in_page]

    @property
    def headings(self) -> list[Heading]:
        current, down = self.sorting
        found = []
        for column in self.page_columns:
            is_current = column is current
            direction = ("descending" if down else "ascending") if is_current else ""
            turned = f"-{column.name}" if direction == "ascending" else column.name
            url = self.url(**{SORT: turned, PAGE: ""}) if column.order else ""
            found.append(Heading(column, direction, url))
        return found

    @property
    def sort_choices(self) -> list[tuple[str, str, bool]]:
        """Sorting as a list, for where the headings do not show."""
        current, down = self.sorting
        found = []
        for column in self.page_columns:
            if column.order:
                for sign, arrow in (("", "↑"), ("-", "↓")):
                    chosen = column is current and down == bool(sign)
                    found.append((f"{sign}{column.name}", f"{column.label} {arrow}", chosen))
        return found

    @property
    def lines(self) -> list[tuple[Any, list[Cell]]]:
        # Each label is translated once, and not for every row.
        columns = [(column, str(column.label)) for column in self.page_columns]
        return [
            (row, [self._cell(column, label, row) for column, label in columns])
            for row in self.page
        ]

    @staticmethod
    def _cell(column: Column, label: str, row: Any) -> Cell:
        text, tone, icon = column.marked(row)
        return Cell(column, label, text, column.link(row) if column.link else "", tone, icon)

    def url(self, **changes: str) -> str:
        """The same table with some parameters changed; an empty one is left out."""
        query: QueryDict = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(self.parameter(name), None)
            if value:
                query[self.parameter(name)] = value
        return f"?{query.urlencode()}" if query else self.request.path

    @property
    def clear_url(self) -> str:
        names = [SEARCH, PAGE, *(one.name for one in self.filters)]
        return self.url(**dict.fromkeys(names, ""))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters of others that the filter form must carry along."""
        own = {self.parameter(name) for name in (SEARCH, PAGE, SORT, FILE)}
        own |= {narrowing.name for narrowing in self.narrowings}
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in own
            for value in values
        ]

    @property
    def pages(self) -> list[tuple[int | None, str, bool]]:
        """The pagination as (number, url, current); number None is a gap."""
        around = self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=1, on_ends=1
        )
        return [
            (
                number,
                self.url(**{PAGE: str(number) if number > 1 else ""}),
                number == self.page.number,
            )
            if isinstance(number, int)
            else (None, "", False)
            for number in around
        ]

    @property
    def previous_url(self) -> str:
        number = self.page.number - 1
        return self.url(**{PAGE: str(number) if number > 1 else ""}) if number else ""

    @property
    def next_url(self) -> str:
        return self.url(**{PAGE: str(self.page.number + 1)}) if self.page.has_next() else ""

    @property
    def csv_url(self) -> str:
        return self.url(**{FILE: "csv", PAGE: ""})

    @property
    def xlsx_url(self) -> str:
        return self.url(**{FILE: "xlsx", PAGE: ""})

    # Files --------------------------------------------------------------------------------

    @property
    def wants_file(self) -> bool:
        return self.exports and self._asked(FILE) in ("csv", "xlsx")

    def file(self) -> Any:
        """The rows that fit, all pages, as CSV or XLSX."""
        columns = [column for column in self.columns if column.in_file]
        name = slugify(str(self.file_name or self.caption or self.name)) or "tabell"
        write = csv_file if self._asked(FILE) == "csv" else xlsx_file
        return write(name, columns, self.rows)


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"


def _sort_key(value: Any) -> tuple[bool, Any]:
    """Swedish order of letters; nothing comes last."""
    if isinstance(value, str):
        value = value.casefold().translate(str.maketrans("åäö", "{|}"))
    return (value is None, "" if value is None else value)


def answer(
    request: HttpRequest,
    template: str,
    *,
    table: Table,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page with its table (`table` in the context), or the file that was asked for."""
    if table.wants_file:
        return table.file()  # type: ignore[no-any-return]
    return render(request, template, {"table": table, **(context or {})})

"""The pages of a long list, each read without the rest."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.query import ModelIterable


class _KeysFirst(Paginator):  # type: ignore[type-arg]
    """Pages of records: a page's keys are put in order first, counted from the nearer end, and
    its rows are read after.

    Sorting whole rows takes ten times as long as sorting keys, and the last page of forty
    thousand rows is as near to its end as the first is to its beginning.
    """

    def page(self, number: int | str) -> Page[Any]:
        here = self.validate_number(number)
        start = (here - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        return Page(self._rows(start, end), here, self)

    def _rows(self, start: int, end: int) -> list[Any]:
        found: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        keys = found.values_list("pk", flat=True)
        if start > self.count // 2:
            order = list(keys.reverse()[self.count - end : self.count - start])[::-1]
        else:
            order = list(keys[start:end])
        rows = {row.pk: row for row in found.order_by().filter(pk__in=order)}
        return [rows[key] for key in order if key in rows]


def pages_of(rows: Any, size: int) -> Paginator[Any]:
    """The pages of a list or of an ordered queryset. Three queries a page of records."""
    records = (
        isinstance(rows, QuerySet)
        and rows.ordered
        and issubclass(rows._iterable_class, ModelIterable)
        and not (rows.query.combinator or rows.query.is_sliced)
    )
    return _KeysFirst(rows, size) if records else Paginator(rows, size)

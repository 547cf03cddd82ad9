"""A column: where its value comes from and how it is shown and exported."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Manager
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

Row = Any


@dataclass(frozen=True)
class Column:
    """`name` is a path of attributes or keys, such as "unit.name".

    sort      True sorts by the name; or the field(s) to sort by, such as "unit__name"
    value     computes the value instead of the path
    link      the address that the value leads to
    tone      shows the value as a tag: neutral, info, success, warning or danger
    icon      a Lucide icon before the value
    mark      all three at once, (value, tone, icon), where they are worked out together
    template  draws the cell, with `row` and `value` in its context
    export    another value for the files than for the page
    numeric   right-aligned, with the language's digits
    decimals  for numbers; None keeps what is needed
    in_page, in_file   where the column is shown
    """

    name: str
    label: Any
    sort: bool | str | tuple[str, ...] = False
    value: Callable[[Row], object] | None = None
    link: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    mark: Callable[[Row], tuple[str, str, str]] | None = None
    template: str = ""
    export: Callable[[Row], object] | None = None
    numeric: bool = False
    decimals: int | None = None
    in_page: bool = True
    in_file: bool = True
    wide: bool = False

    @property
    def order(self) -> tuple[str, ...]:
        """The fields that sorting by this column means, ascending; empty if it cannot be."""
        if self.sort is True:
            return (self.name.replace(".", "__"),)
        if not self.sort:
            return ()
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    def raw(self, row: Row) -> object:
        if self.mark:
            return self.mark(row)[0]
        if self.value:
            return self.value(row)
        found: Any = row
        for part in self.name.split("."):
            if found is None:
                return None
            found = self._step(found, part)
        return found

    @staticmethod
    def _step(holder: Any, part: str) -> Any:
        if isinstance(holder, dict):
            return holder.get(part)
        display = getattr(holder, f"get_{part}_display", None)
        found = display() if callable(display) else getattr(holder, part)
        if isinstance(found, Manager):
            return ", ".join(str(one) for one in found.all())
        return found() if callable(found) else found

    def text(self, row: Row) -> str:
        return shown(self.raw(row), self.decimals)

    def marked(self, row: Row) -> tuple[str, str, str]:
        """The text as it is read on a page, the tone and the icon ("" for none)."""
        if self.mark:
            text, tone, icon = self.mark(row)
            return shown(text, self.decimals), tone, icon
        tone = self.tone(row) if self.tone else ""
        return self.text(row), tone, self.icon(row) if self.icon else ""

    def file_value(self, row: Row) -> object:
        return plain(self.export(row) if self.export else self.raw(row))


def shown(value: object, decimals: int | None = None) -> str:
    """A value as read on a page, in the reader's language."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.date):
        return _moment(value)
    if isinstance(value, int | float | Decimal):
        # Django cuts off what is more than the decimals asked for.
        rounded = value if decimals is None else round(Decimal(str(value)), decimals)
        return number_format(rounded, decimals, use_l10n=True, force_grouping=True)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(one) for one in value) or "–"
    return str(value)


def _moment(value: datetime.date) -> str:
    if isinstance(value, datetime.datetime):
        return date_format(_local(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")


def plain(value: object) -> object:
    """A value as files take it: number, date, time without zone, or text."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return _local(value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, int | float | Decimal | datetime.date):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(one) for one in value)
    return str(value)


def _local(value: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value

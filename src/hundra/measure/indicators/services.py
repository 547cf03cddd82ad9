"""Every change of series and their years."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.utils.text import slugify

from hundra.core.accounts.models import User
from hundra.core.audit.services import acting
from hundra.engines.tables import Column, Fault, as_decimal, as_integer, read_typed
from hundra.improve.improvements.models import Programme
from hundra.measure.indicators.errors import NameTakenError, YearError
from hundra.measure.indicators.models import Series, YearValue

__all__ = [
    "ImportReport",
    "change_series",
    "create_series",
    "import_values",
    "remove_value",
    "set_value",
]

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LARGEST = Decimal(10) ** 12


def _by(user: User | None) -> AbstractContextManager[object]:
    """The history tells who; None is the system."""
    return acting(user) if user else nullcontext()


@transaction.atomic
def create_series(
    *,
    by: User | None,
    programme: Programme,
    name: str,
    unit_of_measure: str,
    definition: str,
    source: str = "",
    is_public: bool = False,
) -> Series:
    """A new series of the programme, with its address made of its name."""
    slug = slugify(name)[:120] or "serie"
    if Series.objects.filter(programme=programme, slug=slug).exists():
        raise NameTakenError
    with _by(by):
        return Series.objects.create(
            programme=programme,
            name=name,
            slug=slug,
            unit_of_measure=unit_of_measure,
            definition=definition,
            source=source,
            is_public=is_public,
        )


@transaction.atomic
def change_series(
    *,
    by: User | None,
    series: Series,
    name: str,
    unit_of_measure: str,
    definition: str,
    source: str,
    is_public: bool,
) -> Series:
    """Changes everything but the programme and the address."""
    same_name = Series.objects.filter(programme=series.programme_id, name=name)
    if same_name.exclude(pk=series.pk).exists():
        raise NameTakenError
    series.name = name
    series.unit_of_measure = unit_of_measure
    series.definition = definition
    series.source = source
    series.is_public = is_public
    with _by(by):
        series.save()
    return series


@transaction.atomic
def set_value(
    *, by: User | None, series: Series, year: int, value: Decimal | int, note: str = ""
) -> YearValue:
    """Gives the year its value, whether it had one or not."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise YearError
    with _by(by):
        given, _created = YearValue.objects.update_or_create(
            series=series, year=year, defaults={"value": value, "note": note}
        )
    return given


@transaction.atomic
def remove_value(*, by: User | None, series: Series, year: int) -> None:
    """Takes a year away; its history stays."""
    with _by(by):
        YearValue.objects.filter(series=series, year=year).delete()


@dataclass(frozen=True)
class ImportReport:
    """What a file does to a series: counts of years, and what is wrong with which line."""

    file: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    saved: bool = False


def _year(text: str) -> int | None:
    year = as_integer(text)
    return year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else None


def _figure(text: str) -> Decimal | None:
    figure = as_decimal(text)
    if figure is None or abs(figure) >= _LARGEST:
        return None
    return figure.quantize(Decimal("0.01"))


_COLUMNS = (
    Column("year", ("År", "Year"), _year, "not_a_year"),
    Column("value", ("Värde", "Antal", "Value", "Number"), _figure, "not_a_number"),
    Column("note", ("Anmärkning", "Kommentar", "Note"), required=False, filled=False),
)


def import_values(
    *, by: User | None, series: Series, data: bytes, name: str, dry_run: bool = False
) -> ImportReport:
    """Takes the years of a file (CSV or XLSX with år and värde), all or none.

    Years that the file lacks stay as they are.
    """
    table = read_typed(data, name=name, columns=_COLUMNS)
    faults = list(table.faults)
    seen: dict[int, int] = {}
    created = changed = 0
    with transaction.atomic():
        known = {value.year: value for value in series.values.select_for_update()}
        for row in table.rows:
            year, value, note = cast("tuple[int, Decimal, str | None]", row.values)
            if year in seen:
                faults.append(Fault("year_twice", row.line, {"year": year, "other": seen[year]}))
                continue
            seen[year] = row.line
            old = known.get(year)
            if old is None:
                created += 1
            elif (old.value, old.note) != (value, old.note if note is None else note):
                changed += 1
            else:
                continue
            kept = old.note if old else ""
            set_value(
                by=by, series=series, year=year, value=value, note=kept if note is None else note
            )
        saved = not faults and not dry_run
        transaction.set_rollback(not saved)
    unchanged = len(seen) - created - changed
    return ImportReport(table.name, created, changed, unchanged, tuple(faults), saved)

"""Every reading of series."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from django.db.models import Count, Max, Min, QuerySet

from hundra.improve.improvements.models import Programme
from hundra.improve.improvements.queries import numbered
from hundra.measure.indicators.models import Series


@dataclass(frozen=True)
class YearFigure:
    year: int
    value: Decimal
    note: str


@dataclass(frozen=True)
class Launch:
    """Improvements launched (delivered) in the same month, by its first delivery."""

    on: date
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class SeriesFigures:
    """A series with all that must be told beside its figures."""

    pk: int
    name: str
    unit_of_measure: str
    definition: str
    source: str
    years: tuple[YearFigure, ...]
    launches: tuple[Launch, ...]

    @property
    def latest(self) -> YearFigure | None:
        return self.years[-1] if self.years else None


def all_series(programme: Programme) -> QuerySet[Series]:
    """The programme's series by name, each with the number of its years and their span."""
    return (
        Series.objects.filter(programme=programme)
        .annotate(year_count=Count("values"), first=Min("values__year"), last=Max("values__year"))
        .order_by("name", "pk")
    )


def figures(series: Series) -> SeriesFigures:
    """The series with its years and the launches of its programme."""
    return _figures(series, launches(series.programme))


def public_series(programme: Programme) -> list[SeriesFigures]:
    """What the public may see of the programme's series; those without figures are left out."""
    shown = Series.objects.filter(programme=programme, is_public=True).prefetch_related("values")
    launched = launches(programme)
    found = [_figures(series, launched) for series in shown]
    return [series for series in found if series.years]


def launches(programme: Programme) -> tuple[Launch, ...]:
    """When improvements of the programme were delivered, month by month, oldest first."""
    rows = (
        numbered(programme)
        .filter(delivered_on__isnull=False)
        .exclude(state="withdrawn")
        .order_by("delivered_on", "number")
        .values_list("delivered_on", "number")
    )
    months: dict[tuple[int, int], list[tuple[date, int]]] = {}
    for day, number in cast("Iterable[tuple[date, int]]", rows):
        months.setdefault((day.year, day.month), []).append((day, number))
    return tuple(
        Launch(delivered[0][0], tuple(number for _, number in delivered))
        for delivered in months.values()
    )


def _figures(series: Series, launched: tuple[Launch, ...]) -> SeriesFigures:
    years = tuple(YearFigure(v.year, v.value, v.note) for v in series.values.all())
    first = years[0].year if years else 0
    last = years[-1].year if years else 0
    return SeriesFigures(
        pk=series.pk,
        name=series.name,
        unit_of_measure=series.unit_of_measure,
        definition=series.definition,
        source=series.source,
        years=years,
        launches=tuple(one for one in launched if first <= one.on.year <= last),
    )

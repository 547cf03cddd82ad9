"""Every reading of series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Min, QuerySet
from django.db.models.functions import TruncMonth

from hundra.improve.improvements.models import Programme
from hundra.improve.improvements.queries import numbered
from hundra.measure.indicators.models import Series

NUMBERS_TOLD = 8


@dataclass(frozen=True)
class YearFigure:
    year: int
    value: Decimal
    note: str


@dataclass(frozen=True)
class Launch:
    """Improvements launched (delivered) in the same month, by its first delivery."""

    on: date
    count: int
    numbers: tuple[int, ...]
    """The first of them, at most NUMBERS_TOLD."""


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
    series = Series.objects.filter(programme=programme, is_public=True, values__isnull=False)
    shown = list(series.distinct().prefetch_related("values"))
    launched = launches(programme) if shown else ()
    return [_figures(series, launched) for series in shown]


def launches(programme: Programme) -> tuple[Launch, ...]:
    """When improvements of the programme were delivered, month by month, oldest first."""
    months = (
        numbered(programme)
        .filter(delivered_on__isnull=False)
        .exclude(state="withdrawn")
        .order_by()
        .values(month=TruncMonth("delivered_on"))
        .annotate(
            first=Min("delivered_on"),
            count=Count("number"),
            numbers=ArrayAgg("number", order_by=("delivered_on", "number")),
        )
        .annotate(told=F("numbers")[:NUMBERS_TOLD])
        .order_by("month")
        .values_list("first", "count", "told")
    )
    return tuple(Launch(first, count, tuple(told)) for first, count, told in months)


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

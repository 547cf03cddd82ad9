"""Series that the matrix walks."""

from tests.access.records import Address, World, record
from tests.factories.indicators import SeriesFactory, YearValueFactory


@record("series=any")
def any_series(world: World) -> Address:
    series = SeriesFactory()
    return Address({"pk": series.pk})


@record("series=year")
def series_with_a_year(world: World) -> Address:
    value = YearValueFactory(year=2024)
    return Address({"pk": value.series_id, "year": 2024})

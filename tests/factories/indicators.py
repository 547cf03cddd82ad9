"""Series and their years."""

import factory
from factory.django import DjangoModelFactory
from tests.factories.improvements import ProgrammeFactory

from hundra.measure.indicators.models import Series, YearValue


class SeriesFactory(DjangoModelFactory[Series]):
    class Meta:
        model = Series

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Sökande till sommarjobb {n}")
    slug = factory.Sequence(lambda n: f"sokande-{n}")
    unit_of_measure = "ansökningar"
    definition = "Ansökningar om sommarjobb som kommit in till och med den 31 mars."
    source = "Rekryteringssystemet"


class YearValueFactory(DjangoModelFactory[YearValue]):
    class Meta:
        model = YearValue

    series = factory.SubFactory(SeriesFactory)
    year = factory.Sequence(lambda n: 2000 + n)
    value = 100

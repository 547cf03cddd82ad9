"""A small fictional organisation.

`UnitFactory` keeps `path` right; `EmploymentFactory` gives a person a post from 2020 on.
"""

from datetime import date
from decimal import Decimal

import factory
from django.db import connection
from factory.django import DjangoModelFactory

from hundra.core.organisation.models import Employment, Person, Unit, UnitKind


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"E{n:04}")
    name = factory.Sequence(lambda n: f"Enhet {n}")
    kind = UnitKind.UNIT
    parent = None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("select nextval(pg_get_serial_sequence('organisation_unit', 'id'))")
            (key,) = cursor.fetchone()
        above = kwargs["parent"].path if kwargs.get("parent") else "/"
        return super()._create(model_class, *args, id=key, path=f"{above}{key}/", **kwargs)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    number = factory.Sequence(lambda n: f"A{n:05}")
    given_name = "Alva"
    family_name = factory.Sequence(lambda n: f"Påhittsson{n}")
    email = factory.LazyAttribute(lambda person: f"{person.number.lower()}@granby.example")
    phone = "070-000 00 00"


class EmploymentFactory(DjangoModelFactory):
    class Meta:
        model = Employment

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    post = factory.Sequence(lambda n: f"T{n:05}")
    title = "Handläggare"
    starts_on = date(2020, 1, 1)
    hours_per_week = Decimal(40)

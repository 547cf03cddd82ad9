"""Rosters: periods, people, shifts and what is planned of them."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from tests.factories.contacts import DeskFactory, GuideFactory

from hundra.improve.staffing.models import (
    Absence,
    Assignment,
    Move,
    RepairChange,
    RosterPeriod,
    RosterRepair,
    ShiftBreak,
    ShiftType,
    StaffPerson,
    Wish,
    WishKind,
)

MONDAY = dt.date(2027, 3, 1)


class PeriodFactory(DjangoModelFactory[RosterPeriod]):
    """Four weeks from a Monday, being drafted."""

    class Meta:
        model = RosterPeriod

    class Params:
        published = factory.Trait(
            state="published",
            published_on=factory.LazyAttribute(lambda o: o.first_day - dt.timedelta(days=20)),
        )

    desk = factory.SubFactory(DeskFactory)
    first_day = MONDAY
    last_day = factory.LazyAttribute(lambda o: o.first_day + dt.timedelta(days=27))


class SummerFactory(PeriodFactory):
    """The summer of 2027: twelve weeks from 7 June, four for each."""

    kind = "summer"
    first_day = dt.date(2027, 6, 7)
    last_day = dt.date(2027, 8, 29)


class ShiftTypeFactory(DjangoModelFactory[ShiftType]):
    """A day's work with half an hour's lunch."""

    class Meta:
        model = ShiftType
        skip_postgeneration_save = True

    desk = factory.SubFactory(DeskFactory)
    name = "Dag"
    short_name = factory.Sequence(lambda n: f"D{n % 1000}")
    start = dt.time(8)
    end = dt.time(16, 30)
    weekdays = factory.LazyFunction(lambda: [0, 1, 2, 3, 4])

    @factory.post_generation
    def lunch(self, create: bool, given: object, **extra: object) -> None:
        ShiftBreak.objects.create(
            shift_type=self, minutes=30, earliest=dt.time(11), latest=dt.time(12, 30)
        )


class StaffPersonFactory(DjangoModelFactory[StaffPerson]):
    class Meta:
        model = StaffPerson

    guide = factory.SubFactory(GuideFactory)


class AssignmentFactory(DjangoModelFactory[Assignment]):
    """A day's work in the period; person and shift are of the period's desk."""

    class Meta:
        model = Assignment

    period = factory.SubFactory(PeriodFactory)
    person = factory.SubFactory(
        StaffPersonFactory, guide__desk=factory.SelfAttribute("...period.desk")
    )
    shift_type = factory.SubFactory(ShiftTypeFactory, desk=factory.SelfAttribute("..period.desk"))
    day = factory.SelfAttribute("period.first_day")


class WishFactory(DjangoModelFactory[Wish]):
    class Meta:
        model = Wish

    period = factory.SubFactory(PeriodFactory, state="wishes")
    person = factory.SubFactory(
        StaffPersonFactory, guide__desk=factory.SelfAttribute("...period.desk")
    )
    day = factory.SelfAttribute("period.first_day")
    kind = WishKind.OFF


class AbsenceFactory(DjangoModelFactory[Absence]):
    """Ill today."""

    class Meta:
        model = Absence

    person = factory.SubFactory(StaffPersonFactory)
    kind = "ill"
    first_day = factory.LazyFunction(timezone.localdate)
    last_day = factory.SelfAttribute("first_day")


class RepairFactory(DjangoModelFactory[RosterRepair]):
    """A proposal for somebody of the period's desk who is ill today."""

    class Meta:
        model = RosterRepair

    period = factory.SubFactory(PeriodFactory, published=True)
    absence = factory.SubFactory(
        AbsenceFactory, person__guide__desk=factory.SelfAttribute("....period.desk")
    )
    state = "proposed"


class RepairChangeFactory(DjangoModelFactory[RepairChange]):
    """A colleague who is off would work; they have been asked."""

    class Meta:
        model = RepairChange

    repair = factory.SubFactory(RepairFactory)
    person = factory.SubFactory(
        StaffPersonFactory, guide__desk=factory.SelfAttribute("...repair.period.desk")
    )
    day = factory.LazyFunction(timezone.localdate)
    after = factory.SubFactory(ShiftTypeFactory, desk=factory.SelfAttribute("..repair.period.desk"))
    breaks = factory.LazyFunction(lambda: [[11 * 60 + 30, 12 * 60]])
    consent = "asked"


class MoveFactory(DjangoModelFactory[Move]):
    """Somebody to the phone at ten, tried."""

    class Meta:
        model = Move

    desk = factory.SubFactory(DeskFactory)
    day = factory.LazyFunction(timezone.localdate)
    start = 10 * 60
    end = 11 * 60
    activity = "phone"
    state = "tried"

"""An employee's roster that the matrix walks; the guide of the matrix is in it."""

import datetime as dt
from typing import Any

from django.utils import timezone
from tests.access import records_service_centre as service_centre
from tests.access.records import Address, World, record
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    RepairChangeFactory,
    RepairFactory,
    StaffPersonFactory,
    SummerFactory,
)

from hundra.hear.contacts.models import Desk
from hundra.improve.staffing.models import Condition, OwnHoliday, RosterPeriod, StaffPerson, Swap

KEY = "mitt-schema-i-matrisen"


def desk_of(world: World) -> Desk:
    """Where the matrix's guide works, and is in the roster."""
    desk = service_centre.desk_of(world)
    StaffPerson.objects.get_or_create(guide=world.users["guide"].guide)  # type: ignore[union-attr]
    return desk


def colleague(world: World) -> StaffPerson:
    return StaffPersonFactory(guide__desk=desk_of(world))


def theirs(world: World) -> Any:
    """A coming shift of a colleague."""
    day = timezone.localdate() + dt.timedelta(days=7)
    period = desk_of(world).roster_periods.filter(state="published").first()
    period = period or PeriodFactory(desk=desk_of(world), published=True, first_day=day)
    return AssignmentFactory(period=period, person=colleague(world), day=day)


@record("mine=wishes")
def wishes(world: World) -> Address:
    period = PeriodFactory(
        desk=desk_of(world),
        state="wishes",
        first_day=timezone.localdate() + dt.timedelta(days=60),
    )
    return Address({"pk": period.pk})


@record("mine=wish")
def wish(world: World) -> Address:
    first = timezone.localdate() + dt.timedelta(days=100)
    period = PeriodFactory(desk=desk_of(world), state="wishes", first_day=first)
    return Address({"pk": period.pk, "day": first.isoformat()}, {"what": "off", "weight": "5"})


@record("mine=summer")
def summer(world: World) -> Address:
    desk = desk_of(world)
    found = desk.roster_periods.filter(kind="summer").first()
    made = found or SummerFactory(desk=desk, state="wishes")
    return Address({"pk": made.pk}, {"first": f"{made.first_day.isoformat()}+4"})


@record("mine=feed")
def feed(world: World) -> Address:
    person = colleague(world)
    person.calendar_key = KEY
    person.save()
    return Address({"key": KEY})


@record("mine=no feed")
def no_feed(world: World) -> Address:
    return Address({"key": "a" * 22})


def condition_of(world: World) -> Condition:
    return Condition.objects.create(
        person=colleague(world),
        phase="other",
        is_free=True,
        weekdays=[0],
        first_day=timezone.localdate(),
    )


@record("mine=another's condition")
def others_condition(world: World) -> Address:
    return Address({"pk": condition_of(world).pk}, {"agree": "yes"})


@record("mine=another's holiday")
def others_holiday(world: World) -> Address:
    day = timezone.localdate() + dt.timedelta(days=30)
    return Address({"pk": OwnHoliday.objects.create(person=colleague(world), day=day).pk})


@record("mine=another's shift")
def others_shift(world: World) -> Address:
    return Address({"pk": theirs(world).pk})


@record("mine=others' swap")
def others_swap(world: World) -> Address:
    given, taker = theirs(world), colleague(world)
    swap = Swap.objects.create(given=given, giver=given.person, taker=taker, state="accepted")
    return Address({"pk": swap.pk}, {"agree": "no", "answer": "Det går inte."})


@record("mine=holiday")
def holiday(world: World) -> Address:
    return Address({}, {"day": (timezone.localdate() + dt.timedelta(days=90)).isoformat()})


@record("mine=in the roster")
def in_the_roster(world: World) -> Address:
    desk_of(world)
    return Address()


@record("mine=ill")
def ill(world: World) -> Address:
    desk_of(world)
    return Address({}, {"kind": "ill", "last_day": timezone.localdate().isoformat()})


@record("mine=asked")
def asked(world: World) -> Address:
    """Whoever else calls is not in any roster."""
    desk = desk_of(world)
    person = StaffPerson.objects.get(guide=world.users["guide"].guide)  # type: ignore[union-attr]
    repair = RepairFactory(period=_published(desk), state="asked")
    return Address({"pk": RepairChangeFactory(repair=repair, person=person).pk}, {"answer": "no"})


@record("mine=another is asked")
def another_is_asked(world: World) -> Address:
    repair = RepairFactory(period=_published(desk_of(world)), state="asked")
    return Address({"pk": RepairChangeFactory(repair=repair).pk}, {"answer": "yes"})


def _published(desk: Desk) -> RosterPeriod:
    found = desk.roster_periods.filter(state="published").first()
    return found or PeriodFactory(desk=desk, published=True, first_day=timezone.localdate())

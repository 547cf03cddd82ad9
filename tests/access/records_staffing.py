"""Rosters that the matrix walks."""

import datetime as dt

from django.utils import timezone
from tests.access.records import Address, World, record
from tests.factories.contacts import DeskFactory, GuideFactory, open_weekdays
from tests.factories.staffing import (
    AssignmentFactory,
    MoveFactory,
    PeriodFactory,
    RepairChangeFactory,
    RepairFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
    SummerFactory,
)

from hundra.improve.staffing.models import (
    Condition,
    ExtraNeed,
    RosterPeriod,
    RosterRepair,
    Simulation,
    Training,
)


def _period(world: World) -> RosterPeriod:
    return PeriodFactory(desk=DeskFactory(unit=world.own))


@record("staffing=desk")
def desk(world: World) -> Address:
    today = timezone.localdate()
    monday = today + dt.timedelta(days=28 - today.weekday())
    sent = {"first_day": monday.isoformat(), "weeks": 4, "hour_cost": 330}
    return Address({"slug": DeskFactory(unit=world.own).slug}, sent)


@record("staffing=period")
def period(world: World) -> Address:
    return Address({"pk": _period(world).pk})


@record("staffing=step")
def step(world: World) -> Address:
    return Address({"pk": _period(world).pk, "what": "onskemal"}, {"until": "2027-02-01"})


@record("staffing=day")
def day(world: World) -> Address:
    one = AssignmentFactory(period=_period(world))
    where = {"pk": one.period_id, "person": one.person_id, "day": one.day}
    return Address(where, {"shift": ""})


@record("staffing=absence")
def absence(world: World) -> Address:
    return Address({"pk": _repair(world).absence_id})


@record("staffing=absence step")
def absence_step(world: World) -> Address:
    repair = _repair(world)
    return Address({"pk": repair.absence_id, "what": "lat-vara"}, {"repair": repair.pk})


@record("staffing=report")
def report(world: World) -> Address:
    person = StaffPersonFactory(guide__desk=DeskFactory(unit=world.own))
    today = timezone.localdate().isoformat()
    sent = {"person": person.pk, "kind": "ill", "first_day": today, "last_day": today}
    return Address({"slug": person.guide.desk.slug}, sent)


@record("staffing=answer")
def answer(world: World) -> Address:
    change = RepairChangeFactory(repair=_repair(world))
    return Address({"pk": change.pk}, {"answer": "no"})


def _repair(world: World) -> RosterRepair:
    return RepairFactory(period=_period(world))


@record("staffing=today")
def today(world: World) -> Address:
    """A desk that is open."""
    desk = DeskFactory(unit=world.own)
    open_weekdays(desk)
    return Address({"slug": desk.slug}, {"activity": "phone"})


@record("staffing=move")
def move(world: World) -> Address:
    return Address({"pk": MoveFactory(desk=DeskFactory(unit=world.own)).pk}, {})


@record("staffing=simulated")
def simulated(world: World) -> Address:
    shown = _period(world)
    Simulation.objects.create(
        period=shown, replications=1, share=0.8, share_low=0.7, share_high=0.9
    )
    return Address({"pk": shown.pk})


@record("staffing=shift")
def shift(world: World) -> Address:
    one = ShiftTypeFactory(desk=DeskFactory(unit=world.own))
    return Address(
        {"slug": one.desk.slug, "pk": one.pk},
        {
            "name": "Kort",
            "short_name": "X",
            "start": "08:00",
            "end": "12:00",
            "weekdays": ["0"],
        },
    )


@record("staffing=new shift")
def new_shift(world: World) -> Address:
    where = shift(world)
    return Address({"slug": where.kwargs["slug"]}, where.data)


@record("staffing=person")
def person(world: World) -> Address:
    one = StaffPersonFactory(guide__desk=DeskFactory(unit=world.own))
    where = {"slug": one.guide.desk.slug, "pk": one.pk}
    return Address(where, {"hours": "40", "flexible": "8", "is_active": "on"})


@record("staffing=new person")
def new_person(world: World) -> Address:
    guide = GuideFactory(desk=DeskFactory(unit=world.own))
    sent = {"guide": guide.pk, "hours": "40", "flexible": "8"}
    return Address({"slug": guide.desk.slug}, sent)


@record("staffing=new condition")
def new_condition(world: World) -> Address:
    sent = {"phase": "new", "weekdays": ["0"], "is_free": "on", "first_day": "2027-03-01"}
    return Address(person(world).kwargs, sent)


@record("staffing=condition")
def condition(world: World) -> Address:
    one = Condition.objects.create(
        person=StaffPersonFactory(guide__desk=DeskFactory(unit=world.own)),
        phase="new",
        is_free=True,
        state="agreed",
        first_day=dt.date(2027, 3, 1),
    )
    return Address({"slug": one.person.guide.desk.slug, "pk": one.pk}, {"last_day": "2099-03-01"})


@record("staffing=rule")
def rule(world: World) -> Address:
    where = {"slug": DeskFactory(unit=world.own).slug, "code": "days_in_row"}
    return Address(where, {"limit": "5", "agreement": "LOK 4 §"})


@record("staffing=need")
def need(world: World) -> Address:
    sent = {"day": "2027-03-01", "start": "09:00", "end": "10:00", "people": 1, "reason": "Brev"}
    return Address({"pk": _period(world).pk}, sent)


@record("staffing=added need")
def added_need(world: World) -> Address:
    one = ExtraNeed.objects.create(
        period=_period(world), day=dt.date(2027, 3, 1), start=540, end=600, reason="Brev"
    )
    return Address({"pk": one.period_id, "extra": one.pk})


@record("staffing=new training")
def new_training(world: World) -> Address:
    made = _period(world)
    sent = {
        "name": "Bemötande",
        "minutes": 60,
        "times": 1,
        "weekdays": ["0"],
        "clocks": "09.00",
        "people": [StaffPersonFactory(guide__desk=made.desk).pk],
    }
    return Address({"pk": made.pk}, sent)


@record("staffing=training")
def training(world: World) -> Address:
    where = new_training(world)
    one = Training.objects.create(period_id=where.kwargs["pk"], name="Språkkafé")
    return Address({"pk": one.period_id, "training": one.pk}, where.data)


@record("staffing=new summer")
def new_summer(world: World) -> Address:
    year = timezone.localdate().year + 1
    sent = {"year": year, "weeks_each": 4, "weeks_together": 4}
    return Address({"slug": DeskFactory(unit=world.own).slug}, sent)


def _summer(world: World) -> RosterPeriod:
    return SummerFactory(desk=DeskFactory(unit=world.own))


@record("staffing=summer")
def summer(world: World) -> Address:
    return Address({"pk": _summer(world).pk})


@record("staffing=summer step")
def summer_step(world: World) -> Address:
    return Address({"pk": _summer(world).pk, "what": "onskemal"}, {"until": "2027-03-01"})


@record("staffing=summer needs")
def summer_needs(world: World) -> Address:
    made = _summer(world)
    sent = {f"{monday.isoformat()}_": 1 for monday in made.mondays}
    return Address({"pk": made.pk}, sent)


@record("staffing=summer skill")
def summer_skill(world: World) -> Address:
    return Address({"pk": _summer(world).pk}, {"skill": "fi", "people": 1})


@record("staffing=summer person")
def summer_person(world: World) -> Address:
    made = _summer(world)
    one = StaffPersonFactory(guide__desk=made.desk)
    weeks = [day.isoformat() for day in made.mondays[:4]]
    return Address({"pk": made.pk, "person": one.pk}, {"weeks": weeks})


@record("staffing=summer terms")
def summer_terms(world: World) -> Address:
    sent = {"weeks": 3, "together": 3, "agreement": "Tre veckor"}
    return Address(summer_person(world).kwargs, sent)


@record("staffing=moved shift")
def moved_shift(world: World) -> Address:
    one = AssignmentFactory(period=_period(world))
    there = one.day + dt.timedelta(days=1)
    where = {"pk": one.period_id, "person": one.person_id, "day": one.day}
    return Address(where, {"person": one.person_id, "day": there.isoformat()})

"""A small desk whose roster is to be mended."""

import datetime as dt
from zoneinfo import ZoneInfo

from tests.factories.accounts import user_with
from tests.factories.contacts import GuideFactory
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    ShiftTypeFactory,
    StaffPersonFactory,
)

from hundra.core.accounts.models import Role
from hundra.core.messages.models import Message
from hundra.improve.staffing.models import AbsenceKind, Assignment, NeedRow, PartKind
from hundra.improve.staffing.services import absences, repairing

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONDAY = dt.date(2027, 3, 1)
TUESDAY = MONDAY + dt.timedelta(days=1)
SATURDAY_BEFORE = dt.datetime(2027, 2, 27, 9, tzinfo=STOCKHOLM)
MONDAY_MORNING = dt.datetime(2027, 3, 1, 9, tzinfo=STOCKHOLM)


class Centre:
    """A week at a desk where one works each day and one person more is off."""

    def __init__(self) -> None:
        self.period = PeriodFactory(
            published=True, first_day=MONDAY, last_day=MONDAY + dt.timedelta(days=6)
        )
        self.desk = self.period.desk
        self.shift = ShiftTypeFactory(desk=self.desk, name="Dag")
        self.ill, self.spare = self.person("Bo Exempelberg"), self.person("Alva Påhittsson")
        for number in range(4):
            day = MONDAY + dt.timedelta(days=number)
            made = AssignmentFactory(
                period=self.period, person=self.ill, shift_type=self.shift, day=day
            )
            made.parts.create(kind=PartKind.BREAK, start=11 * 60 + 30, end=12 * 60)
            self.need(day, 1)
        self.planner = user_with(Role.MANAGER, self.desk.unit)

    def person(self, name, **fields):
        guide = GuideFactory(desk=self.desk, languages={"sv": 3}, user__name=name)
        return StaffPersonFactory(guide=guide, flexible_minutes=60 * 500, **fields)

    def need(self, day, people):
        for start in range(8 * 60, 11 * 60, 30):
            NeedRow.objects.create(
                period=self.period, day=day, start=start, end=start + 30, people=people
            )

    def report(self, first=MONDAY, last=MONDAY, now=SATURDAY_BEFORE, **given):
        given = {"person": self.ill, "kind": AbsenceKind.ILL, "by": self.planner, **given}
        return absences.report(first_day=first, last_day=last, now=now, **given)

    def repaired(self, absence, now=SATURDAY_BEFORE):
        found = absence.repairs.first()
        repairing.carry_out(key=found.pk, now=now)
        found.refresh_from_db()
        return found

    def days_of(self, person):
        return list(Assignment.objects.filter(person=person).values_list("day", flat=True))


def mails(purpose):
    found = Message.objects.filter(purpose=f"staffing.{purpose}")
    return set(found.values_list("recipient", flat=True))

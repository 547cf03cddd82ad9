"""What the database itself refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from tests.factories.staffing import (
    AssignmentFactory,
    PeriodFactory,
    StaffPersonFactory,
    WishFactory,
)

from hundra.improve.staffing.models import (
    Absence,
    AssignmentPart,
    PartKind,
    Solve,
    WishKind,
)

pytestmark = pytest.mark.django_db


def test_two_periods_of_a_desk_never_overlap() -> None:
    period = PeriodFactory()
    with pytest.raises(IntegrityError, match="period_one_at_a_time"), transaction.atomic():
        PeriodFactory(desk=period.desk, first_day=period.last_day)
    PeriodFactory(desk=period.desk, first_day=period.last_day + dt.timedelta(days=1))
    PeriodFactory(desk=period.desk, kind="summer")


@pytest.mark.django_db(transaction=True)
def test_a_person_has_one_shift_a_day() -> None:
    one = AssignmentFactory()
    with pytest.raises(IntegrityError, match="assignment_one_a_person_and_day"):
        AssignmentFactory(period=one.period, person=one.person, shift_type=one.shift_type)


def test_parts_of_a_shift_never_overlap() -> None:
    one = AssignmentFactory()
    AssignmentPart.objects.create(assignment=one, kind=PartKind.BREAK, start=660, end=690)
    AssignmentPart.objects.create(
        assignment=one, kind=PartKind.TASK, channel="phone", start=690, end=720
    )
    with pytest.raises(IntegrityError, match="part_one_at_a_time"), transaction.atomic():
        AssignmentPart.objects.create(assignment=one, kind=PartKind.TRAINING, start=680, end=700)


def test_absences_of_a_person_never_overlap() -> None:
    person, day = StaffPersonFactory(), dt.date(2027, 3, 1)
    Absence.objects.create(person=person, kind="ill", first_day=day, last_day=day)
    with pytest.raises(IntegrityError, match="absence_one_at_a_time"), transaction.atomic():
        Absence.objects.create(person=person, kind="ill", first_day=day, last_day=day)


def test_a_wish_of_a_shift_names_it() -> None:
    with pytest.raises(IntegrityError, match="wish_of_a_shift_names_it"), transaction.atomic():
        WishFactory(kind=WishKind.SHIFT)


def test_a_period_is_solved_once_at_a_time() -> None:
    period = PeriodFactory()
    Solve.objects.create(period=period)
    with pytest.raises(IntegrityError, match="solve_one_at_a_time"), transaction.atomic():
        Solve.objects.create(period=period)


def test_a_published_period_has_its_day() -> None:
    with pytest.raises(IntegrityError, match="period_published_on_a_day"), transaction.atomic():
        PeriodFactory(state="published")

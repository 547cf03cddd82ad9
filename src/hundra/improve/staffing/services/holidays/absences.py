"""Published holidays become absences, which rosters respect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import NotNowError
from hundra.improve.staffing.holiday_problems import monday_of, runs
from hundra.improve.staffing.models import (
    Absence,
    AbsenceKind,
    Assignment,
    PeriodState,
    RosterPeriod,
    StaffPerson,
)


def write(period: RosterPeriod, person_id: int, weeks: Iterable[int], by: User) -> None:
    """One absence for weeks in a row."""
    for first, last in runs(period, weeks):
        try:
            with transaction.atomic():
                Absence.objects.create(
                    person_id=person_id,
                    kind=AbsenceKind.HOLIDAY,
                    first_day=first,
                    last_day=last,
                    reported_by=by,
                )
        except IntegrityError as error:
            raise NotNowError(
                _("An absence has been reported in those weeks meanwhile. Look again.")
            ) from error


def replace(
    period: RosterPeriod,
    person: StaffPerson,
    before: Iterable[int],
    after: Iterable[int],
    by: User,
) -> None:
    for first, last in runs(period, before):
        person.absences.filter(
            kind=AbsenceKind.HOLIDAY, first_day__gte=first, last_day__lte=last
        ).delete()
    write(period, person.pk, after, by)


def shifts_in_the_way(period: RosterPeriod, weeks: Mapping[str, frozenset[int]]) -> list[str]:
    """Published shifts in weeks that are to be holiday: they must change hands first."""
    days: dict[int, set[dt.date]] = {
        int(key): {
            monday_of(period, number) + dt.timedelta(days=day)
            for number in numbers
            for day in range(7)
        }
        for key, numbers in weeks.items()
        if numbers
    }
    rows = Assignment.objects.filter(
        person__in=days,
        day__range=(period.first_day, period.last_day),
        period__state=PeriodState.PUBLISHED,
    ).select_related("person__guide__user")
    return [
        _("%(name)s has a published shift on %(day)s.")
        % {"name": one.person, "day": date_format(one.day, "l j F")}
        for one in rows
        if one.day in days[one.person_id]
    ]

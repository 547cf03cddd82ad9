"""An employee's wishes for a period that is open for them, until its last day for wishes.

How important a wish is, is taken from a purse: ten points for each week of the period. So
everybody can ask for as much, and what matters most can weigh more. Weeks of summer holidays are
ranked instead (services.holidays.wishing).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import InvalidError, NotNowError, OverDrawnError
from hundra.improve.staffing.models import (
    RosterPeriod,
    ShiftType,
    StaffPerson,
    Wish,
    WishKind,
)

POINTS_A_WEEK = 10
OF_HOLIDAY = (WishKind.HOLIDAY, WishKind.AVOID)
OF_A_SHIFT = (WishKind.SHIFT, WishKind.NOT_SHIFT)


def points_of(period: RosterPeriod) -> int:
    """How much importance each employee has to give in the period."""
    days = (period.last_day - period.first_day).days + 1
    return max(POINTS_A_WEEK, days * POINTS_A_WEEK // 7)


@transaction.atomic
def wish(
    *,
    period: RosterPeriod,
    person: StaffPerson,
    by: User,
    day: dt.date,
    kind: str,
    weight: int,
    shift_type: ShiftType | None = None,
    text: str = "",
    today: dt.date | None = None,
) -> Wish:
    """Notes the wish, in the place of an earlier one for the same day.

    Raises NotNowError after the last day for wishes, InvalidError for what does not fit together,
    OverDrawnError if the period's points do not suffice.
    """
    must_be_own(person, by)
    # The person's wishes are counted one at a time.
    StaffPerson.objects.select_for_update().get(pk=person.pk)
    must_be_open(period, person, today)
    _fits(period, day, kind, shift_type)
    _affords(period, person, day, weight)
    made, _created = Wish.objects.update_or_create(
        period=period,
        person=person,
        day=day,
        defaults={
            "kind": kind,
            "shift_type": shift_type,
            "weight": weight,
            "text": text.strip(),
        },
    )
    return made


@transaction.atomic
def take_back(*, wish: Wish, by: User, today: dt.date | None = None) -> None:
    """Removes the wish, while wishes can be changed."""
    must_be_own(wish.person, by)
    must_be_open(wish.period, wish.person, today)
    wish.delete()


def must_be_own(person: StaffPerson, by: User) -> None:
    if person.guide.user_id != by.pk:
        raise InvalidError(_("Everybody wishes for themselves."))


def must_be_open(period: RosterPeriod, person: StaffPerson, today: dt.date | None) -> None:
    period = RosterPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if period.desk_id != person.guide.desk_id:
        raise InvalidError(_("The period is another desk’s."))
    if not period.takes_wishes(today or timezone.localdate()):
        raise NotNowError(_("The time for wishes is over. Talk with whoever plans the roster."))


def _fits(
    period: RosterPeriod,
    day: dt.date,
    kind: str,
    shift_type: ShiftType | None,
) -> None:
    if not period.first_day <= day <= period.last_day:
        raise InvalidError(_("The day is not in the period."))
    if period.is_summer or kind in OF_HOLIDAY:
        raise InvalidError(_("That cannot be wished for in this period."))
    if (kind in OF_A_SHIFT) != (shift_type is not None):
        raise InvalidError(_("Choose the shift that the wish is about."))
    if shift_type is not None and not _is_worked(shift_type, period, day):
        raise InvalidError(_("That shift is not worked on that day."))


def _is_worked(shift_type: ShiftType, period: RosterPeriod, day: dt.date) -> bool:
    return (
        shift_type.desk_id == period.desk_id
        and shift_type.is_active
        and day.weekday() in shift_type.weekdays
    )


def _affords(period: RosterPeriod, person: StaffPerson, day: dt.date, weight: int) -> None:
    others = Wish.objects.filter(period=period, person=person).exclude(day=day)
    given = others.aggregate(sum=Sum("weight"))["sum"] or 0
    left = points_of(period) - given
    if weight > left:
        raise OverDrawnError(
            _("You have %(left)s points left, and the wish takes %(weight)s. Give another less.")
            % {"left": left, "weight": weight}
        )

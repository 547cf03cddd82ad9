"""An employee ranks blocks of weeks, and says which weeks to avoid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.improve.staffing.errors import InvalidError
from hundra.improve.staffing.models import RosterPeriod, StaffPerson, Wish, WishKind
from hundra.improve.staffing.services.wishing import must_be_open, must_be_own

CHOICES = 3
MOST_AVOIDED = 4
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Block:
    """So many weeks in a row from a Monday."""

    monday: dt.date
    weeks: int

    @property
    def sunday(self) -> dt.date:
        return self.monday + self.weeks * WEEK - dt.timedelta(days=1)

    def __contains__(self, day: dt.date) -> bool:
        return self.monday <= day <= self.sunday


@transaction.atomic
def rank_weeks(
    *,
    period: RosterPeriod,
    person: StaffPerson,
    by: User,
    choices: Sequence[Block],
    avoided: Sequence[dt.date] = (),
    text: str = "",
    today: dt.date | None = None,
) -> list[Wish]:
    """All the person's wishes for the summer, the choice wanted most first, in the place of those
    before. None at all: whatever is left.

    Raises NotNowError after the last day for wishes, InvalidError for what does not fit together.
    """
    must_be_own(person, by)
    StaffPerson.objects.select_for_update().get(pk=person.pk)
    must_be_open(period, person, today)
    if not period.is_summer:
        raise InvalidError(_("That cannot be wished for in this period."))
    _fits(period, choices, avoided)
    Wish.objects.filter(period=period, person=person).delete()
    made = [
        Wish(
            period=period,
            person=person,
            kind=WishKind.HOLIDAY,
            rank=rank,
            day=one.monday,
            last_day=one.sunday,
            text=text.strip() if rank == 1 else "",
        )
        for rank, one in enumerate(choices, 1)
    ]
    made += [
        Wish(period=period, person=person, kind=WishKind.AVOID, day=day)
        for day in sorted(set(avoided))
    ]
    return Wish.objects.bulk_create(made)


def _fits(period: RosterPeriod, choices: Sequence[Block], avoided: Sequence[dt.date]) -> None:
    if len(choices) > CHOICES or len(set(avoided)) > MOST_AVOIDED:
        raise InvalidError(
            _("Rank at most %(choices)s choices, and avoid at most %(weeks)s weeks.")
            % {"choices": CHOICES, "weeks": MOST_AVOIDED}
        )
    mondays = set(period.mondays)
    for one in choices:
        if one.monday not in mondays or one.weeks < 1 or one.sunday > period.last_day:
            raise InvalidError(_("The weeks are not in the period."))
    if len({one.monday for one in choices}) < len(choices):
        raise InvalidError(_("Two of your choices begin in the same week. Choose another."))
    if not set(avoided) <= mondays:
        raise InvalidError(_("The weeks are not in the period."))
    if any(day in one for one in choices for day in avoided):
        raise InvalidError(_("A week that you wish for cannot also be one to avoid."))
